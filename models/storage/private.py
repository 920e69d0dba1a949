"""Files that only their owner may read: the database, its backups, drafts and what is set aside.

On Windows a file takes the rights of its folder, which in the user's profile are the user's own.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

MODE = 0o600
FOLDER_MODE = 0o700


def make_private(path: Path) -> None:
    """An empty file, which must not exist yet, closed to others from its first moment whatever the umask."""
    os.close(os.open(path, _NEW, MODE))


def write_private(path: Path, content: bytes) -> None:
    """A new file with that content, brought to the disk. OSError as the system says it."""
    with os.fdopen(os.open(path, _NEW, MODE), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def close_to_others(path: Path) -> None:
    """Take the file from everyone but its owner, where it is ours and the disk knows of owners."""
    if os.name == "nt":
        return
    with suppress(OSError):
        found = path.stat()
        if found.st_uid == os.geteuid() and found.st_mode & 0o077:
            path.chmod(MODE)


_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
