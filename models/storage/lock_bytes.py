"""SQLite's lock, taken without SQLite: opening a file through SQLite plays the journal beside it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FIRST, _COUNT = 0x4000_0000, 512
"""PENDING, RESERVED and SHARED (SQLite's os.h): whoever reads or writes the file holds one of them."""


@contextmanager
def held_alone(path: Path) -> Iterator[int]:
    """The file open to write and locked against every SQLite connection to it; its descriptor.

    OSError where another program has it in hand. On POSIX nothing else may open and close the file inside:
    that would drop the lock.
    """
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, _FIRST, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, _COUNT)
            try:
                yield handle
            finally:
                os.lseek(handle, _FIRST, os.SEEK_SET)
                msvcrt.locking(handle, msvcrt.LK_UNLCK, _COUNT)
        else:
            import fcntl

            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, _COUNT, _FIRST)
            yield handle
    finally:
        os.close(handle)
