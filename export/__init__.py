"""Writers of the composed report: layout, PDF, Word, files."""
