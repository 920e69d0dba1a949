"""The report as data: grammar, document, composition."""
