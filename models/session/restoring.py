"""Putting a backup in the place of today's file, whole or broken: done between two sessions."""

from __future__ import annotations

from pathlib import Path

from models.session.door import Clock, now
from models.storage import restoring


def restore(source: Path, path: Path, clock: Clock = now, passphrase: str | None = None) -> Path | None:
    """Put a backup in the place of the file at `path`; its session must be closed before.

    Today's file is kept beside it under a dated name, which is returned; None when there was no file.
    UserError "restore.same", "restore.not_found", "restore.foreign", "restore.newer", "restore.damaged",
    "restore.too_large", "restore.passphrase_needed", "restore.passphrase", "file.locked".
    """
    return restoring.restore(source, path, clock, passphrase)


def recover(
    path: Path, backup: Path | None, clock: Clock = now, passphrase: str | None = None
) -> Path | None:
    """Set a file that cannot be opened aside under a dated name, which is returned.

    The backup takes its place; without one only a stranger's journal is set aside. Nothing is deleted. None
    when there was nothing to set aside. Errors as `restore`, and UserError "file.not_found".
    """
    return restoring.recover(path, backup, clock, passphrase)
