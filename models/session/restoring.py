"""Putting a backup in the place of today's file: done between two sessions."""

from __future__ import annotations

from pathlib import Path

from models.session.door import Clock, now
from models.storage import backup


def restore(source: Path, path: Path, clock: Clock = now) -> Path | None:
    """Put a backup in the place of the file at `path`; its session must be closed before.

    Today's file is kept beside it under a dated name, which is returned; None when there was no file.
    UserError "restore.same", "restore.not_found", "restore.foreign", "restore.newer", "restore.damaged",
    "file.locked".
    """
    return backup.restore(source, path, clock)
