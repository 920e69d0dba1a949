"""A look at a file before it is opened, for the window's first paint."""

from __future__ import annotations

from models.storage.glance import Glance, glance

__all__ = ["Glance", "glance"]
