"""From a document to a Word file."""

from __future__ import annotations

from export.docx.writer import write_docx

__all__ = ["write_docx"]
