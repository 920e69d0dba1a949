"""Which file it is, whatever it is called: the open one may be renamed, moved or replaced under our hands."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple


class Identity(NamedTuple):
    """What the file system tells a file by; it stays when the file is renamed."""

    device: int
    number: int


def identity_of(path: Path) -> Identity | None:
    """The identity of the file of that name, links followed; None where there is none or none can be told.
    The file is not opened: closing it would drop SQLite's locks (POSIX)."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return Identity(found.st_dev, found.st_ino) if found.st_ino else None


def real(path: Path) -> Path:
    """The file that a symbolic link names; any other path as it is. SQLite follows links and keeps its
    journal beside the file itself, so that is where it must be looked for."""
    try:
        return path.resolve(strict=True) if path.is_symlink() else path
    except (OSError, RuntimeError):
        return path
