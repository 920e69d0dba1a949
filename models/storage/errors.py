"""The border where SQLite's and the disk's errors become the program's own."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.errors import AppError, MachineError, UserError

_FULL = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)


def _sorted(code: int, path: str) -> AppError | None:
    """What the extended SQLite result `code` means to us; None for what can only be our own bug."""
    primary = code & 0xFF
    if code == sqlite3.SQLITE_READONLY_ROLLBACK:
        return MachineError("file.unfinished", path=path)
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return UserError("file.locked", path=path)
    if primary == sqlite3.SQLITE_FULL:
        return MachineError("disk.full", path=path)
    if primary == sqlite3.SQLITE_READONLY:
        return UserError("file.read_only", path=path)
    if primary == sqlite3.SQLITE_NOTADB:
        return UserError("file.foreign", path=path)
    if primary == sqlite3.SQLITE_CORRUPT:
        return MachineError("file.damaged", path=path)
    if primary in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL):
        return MachineError("disk.io", path=path)
    if primary in (sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_TOOBIG):
        return MachineError("memory.full", path=path)
    return None


@contextmanager
def sqlite_border(path: Path) -> Iterator[None]:
    """Raise UserError or MachineError for what `path` or its disk does; let our own bugs through."""
    try:
        yield
    except sqlite3.Error as error:
        found = _sorted(getattr(error, "sqlite_errorcode", 0), str(path))
        if found is None:
            raise
        raise found from error


@contextmanager
def disk_border(path: Path) -> Iterator[None]:
    """The same for file operations outside SQLite: MachineError "disk.full" or "disk.io"."""
    try:
        yield
    except OSError as error:
        code = "disk.full" if error.errno in _FULL else "disk.io"
        raise MachineError(code, path=str(path)) from error
