"""Where a file lies: whether another computer keeps it, whose locks cannot be relied on."""

from __future__ import annotations

import errno
import os
import re
import sys
from pathlib import Path

from models.storage.errors import disk_border

_SHARES = frozenset(("cifs", "smb3", "smbfs", "nfs", "nfs4", "9p", "afs", "ncpfs", "davfs"))
_USER_SHARES = frozenset(("fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.smbnetfs"))
_REMOTE = 4
"""DRIVE_REMOTE of GetDriveTypeW (Microsoft, fileapi.h)."""


def is_there(path: Path) -> bool:
    """Whether there is anything of that name. MachineError "disk.denied", "disk.io" where the disk does not
    answer: `os.path.exists` would say no, and a new file be made over the question."""
    with disk_border(path):
        try:
            return path.exists()
        except OSError as error:
            # No disk has a file of such a name.
            if error.errno in (errno.ENAMETOOLONG, errno.EINVAL):
                return False
            raise


def is_network_path(path: Path) -> bool:
    """Whether the file lies on a network share: a UNC path or mapped drive on Windows, a mounted share on
    Linux. False where the system cannot say."""
    if sys.platform == "win32":
        import ctypes

        where = os.path.abspath(path)
        if is_unc(where):
            return True
        drive = os.path.splitdrive(where)[0]
        return int(ctypes.windll.kernel32.GetDriveTypeW(drive + "\\")) == _REMOTE
    try:
        mounts = Path("/proc/mounts").read_text("utf-8", "surrogateescape")
    except OSError:
        return False
    return file_system(os.path.realpath(path), mounts) in _SHARES | _USER_SHARES


def is_unc(path: str) -> bool:
    r"""Whether a Windows path names a share: \\server\share, \\?\UNC\server\share; not \\?\C:\."""
    path = path.replace("/", "\\")
    if path.upper().startswith("\\\\?\\UNC\\"):
        return True
    return path.startswith("\\\\") and not path.startswith(("\\\\?\\", "\\\\.\\"))


def file_system(path: str, mounts: str) -> str:
    """The kind of file system that holds `path`, by the lines of /proc/mounts; "" where none does.

    The longest mount point wins; of two on one point, the later, which hides the earlier.
    """
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), fields[1])
        inside = path == point or path.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind
