"""What a file is by its first bytes: ours is never overwritten by an export."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

APPLICATION_ID = 0x53444831
""" "SDH1": what tells our files from any other SQLite file."""
SEALED = b"SDHSEAL1"
"""How a backup begins that a passphrase closes."""
_SQLITE = b"SQLite format 3\0"
_HEAD = 100
"""Bytes of SQLite's header (SQLite file format, 1.3); the application's own number stands at 68."""


def is_ours(path: Path) -> bool:
    """Whether the file of that name, links followed, is a database of ours or a backup, sealed or not. False
    where there is none, or it cannot be read."""
    with suppress(OSError, ValueError):
        return begins_as_ours(path)
    return False


def begins_as_ours(path: Path) -> bool:
    """The same of a file that is there; OSError where it cannot be read."""
    head = _read_here(path) or _read(path)
    if head.startswith(SEALED):
        return True
    return head.startswith(_SQLITE) and head[68:72] == APPLICATION_ID.to_bytes(4, "big")


@contextmanager
def plain_file(path: Path) -> Iterator[BinaryIO | None]:
    """The file open to read; None for a device or a pipe, which may never answer or never end.

    OSError as `open`: a folder is one too.
    """
    # Opening a pipe would otherwise wait for whoever writes into it.
    with open(path, "rb", opener=lambda name, flags: os.open(name, flags | _AT_ONCE)) as file:
        yield file if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else None


_AT_ONCE = getattr(os, "O_NONBLOCK", 0)


def _read(path: Path) -> bytes:
    with plain_file(path) as file:
        return b"" if file is None else file.read(_HEAD)


def _read_here(path: Path) -> bytes:
    """The head by way of the file's own handle, where this process has it open: to open and close it once
    more would drop SQLite's lock on it (POSIX; on Windows there is no such folder and no such harm)."""
    wanted = os.stat(path)
    with suppress(FileNotFoundError):
        for name in os.listdir("/dev/fd"):
            with suppress(OSError):
                found = os.fstat(int(name))
                if (found.st_dev, found.st_ino) == (wanted.st_dev, wanted.st_ino):
                    return os.pread(int(name), _HEAD, 0)
    return b""
