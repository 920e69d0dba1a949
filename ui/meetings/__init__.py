"""The register of meetings: list, entry row, suggestions, details."""
