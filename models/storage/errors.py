"""The border where SQLite's and the disk's errors become the program's own."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.errors import AppError, MachineError, UserError
from models.storage.drafts import draft_name
from models.storage.identity import Identity

_FULL = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)
_TRIAL = 4096
"""Bytes: a page of ours."""
_UNREADABLE = ("decode to UTF-8", "unsupported file format", "malformed JSON")
_DENIED = (errno.EACCES, errno.EPERM, errno.EROFS)


_NO_FOLDER = (errno.ENOTDIR, errno.ELOOP)
_HELD = (32, 33)
"""ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION (Microsoft, "System Error Codes")."""
_TOO_LONG = 206
"""ERROR_FILENAME_EXCED_RANGE."""
_SQLITE_PATH = 512 - len("-journal") - 1
"""Bytes of a path that SQLite opens on Unix, its journal's ending and a NUL taken off (MAX_PATHNAME)."""


def _named(error: OSError) -> str:
    """The code for what the system answered: "disk.full", "disk.denied", "disk.path_long",
    "disk.not_folder", "file.locked" for what another program holds, or "disk.io"."""
    if error.errno in _FULL:
        return "disk.full"
    windows = getattr(error, "winerror", None)
    if windows in _HELD:
        return "file.locked"
    if error.errno == errno.ENAMETOOLONG or windows == _TOO_LONG:
        return "disk.path_long"
    if error.errno in _NO_FOLDER:
        return "disk.not_folder"
    return "disk.denied" if error.errno in _DENIED else "disk.io"


def disk_reason(path: Path) -> str:
    """Why the system refused SQLite, which does not say: try the same in the same folder.

    "disk.io" when that goes well. The file itself is not opened: closing it would drop SQLite's locks.
    """
    if os.name != "nt" and len(os.fsencode(path.absolute())) > _SQLITE_PATH:
        return "disk.path_long"
    trial = draft_name(path.parent, "try")
    try:
        handle = os.open(trial, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            os.write(handle, bytes(_TRIAL))
            getattr(os, "fdatasync", os.fsync)(handle)
        finally:
            os.close(handle)
            trial.unlink()
        denied = path.exists() and not os.access(path, os.R_OK | os.W_OK)
    except OSError as error:
        return _named(error)
    return "disk.denied" if denied else "disk.io"


def _why_moved(path: Path, identity: Identity | None) -> str:
    """SQLite calls a file moved that it could not ask the disk after: "file.moved", or the disk's reason."""
    try:
        found = os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return "file.moved"
    except OSError as error:
        return _named(error)
    return "disk.io" if identity == (found.st_dev, found.st_ino) else "file.moved"


def _sorted(code: int, path: str, ask: bool, identity: Identity | None) -> AppError | None:
    """What the extended SQLite result `code` means to us; None for what can only be our own bug."""
    primary = code & 0xFF
    if code == sqlite3.SQLITE_READONLY_ROLLBACK:
        return MachineError("file.unfinished", path=path)
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return UserError("file.locked", path=path)
    if primary == sqlite3.SQLITE_FULL:
        return MachineError("disk.full", path=path)
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return MachineError(_why_moved(Path(path), identity), path=path)
    if primary == sqlite3.SQLITE_READONLY:
        # SQLite says so too of a disk that fails while the journal is opened.
        stumbled = ask and disk_reason(Path(path)) == "disk.io"
        return MachineError("disk.io", path=path) if stumbled else UserError("file.read_only", path=path)
    if primary == sqlite3.SQLITE_NOTADB:
        return UserError("file.foreign", path=path)
    if primary == sqlite3.SQLITE_CORRUPT:
        return MachineError("file.damaged", path=path)
    if primary in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL):
        return MachineError(disk_reason(Path(path)) if ask else "disk.io", path=path)
    if primary in (sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_TOOBIG):
        return MachineError("memory.full", path=path)
    return None


@contextmanager
def sqlite_border(path: Path, ask: bool = True, identity: Identity | None = None) -> Iterator[None]:
    """Raise UserError or MachineError for what `path` or its disk does; let our own bugs through.

    `ask`: where SQLite does not say why the disk refused it, a file beside `path` may be tried. `identity`:
    which file it was when it was opened.
    """
    try:
        yield
    except sqlite3.Error as error:
        found = _sorted(getattr(error, "sqlite_errorcode", 0), str(path), ask, identity)
        if any(words in str(error) for words in _UNREADABLE):
            # Text that no program of ours wrote, a header of no known format: no code of their own.
            found = MachineError("file.damaged", path=str(path))
        if found is None:
            raise
        raise found from error
    except UnicodeDecodeError as error:
        # SQLite quotes a broken schema in its message, which Python then cannot read.
        raise MachineError("file.damaged", path=str(path)) from error


@contextmanager
def stored_border(path: Path) -> Iterator[None]:
    """Around reading what we stored ourselves (JSON, however deep, days, amounts): what no longer can be read
    is a damaged file, MachineError "file.damaged"."""
    try:
        yield
    except (ValueError, TypeError, ArithmeticError, LookupError, RecursionError) as error:
        raise MachineError("file.damaged", path=str(path)) from error


@contextmanager
def disk_border(path: Path) -> Iterator[None]:
    """The same for file operations outside SQLite: MachineError "disk.*", "file.locked"."""
    try:
        yield
    except OSError as error:
        raise MachineError(_named(error), path=str(path)) from error
