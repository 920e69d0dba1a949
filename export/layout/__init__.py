"""From a document to positioned lines on pages."""

from __future__ import annotations

from export.layout.assemble import lay_out, parted_closings

__all__ = ["lay_out", "parted_closings"]
