"""Files that are still being written: names of their own, and what a killed program left of them.

".sdh-3fa91c02-18328-9d2c41ab.part" is, in turn, the machine, the process and this one draft: two threads, two
programs, two machines on one stick never write into one another's. Short, for what it becomes may bear a name
as long as the system takes.
"""

from __future__ import annotations

import os
import re
import sys
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Literal

_NAME = re.compile(r"\.sdh-([0-9a-f]{8})-(\d{1,9})-[0-9a-f]{8}\.(?:part|new|try)(?:-journal)?")
_QUERY = 0x1000
"""PROCESS_QUERY_LIMITED_INFORMATION (Microsoft, processthreadsapi.h)."""
_NO_SUCH = 87
"""ERROR_INVALID_PARAMETER: no process has that number."""


def draft_name(folder: Path, ending: Literal["part", "new", "try"]) -> Path:
    """A name in the folder that nobody else uses; nothing is made."""
    return folder / f".sdh-{_machine()}-{os.getpid()}-{os.urandom(4).hex()}.{ending}"


def remove_leftovers(folder: Path) -> None:
    """Remove what programs on this machine were writing there when they were killed. What another machine
    may be writing, on a share, is left alone; so is what the disk does not let us remove."""
    with suppress(OSError), os.scandir(folder) as found:
        for item in found:
            name = _NAME.fullmatch(item.name)
            if name is not None and name[1] == _machine() and not _runs(int(name[2])):
                with suppress(OSError):
                    os.unlink(item.path)


def _machine() -> str:
    """8 digits that tell this machine from others, by its name."""
    name = os.environ.get("COMPUTERNAME", "") if sys.platform == "win32" else os.uname().nodename
    return f"{zlib.crc32(name.encode('utf-8', 'surrogateescape')):08x}"


def _runs(process: int) -> bool:
    """Whether a program of that number runs; where the system does not say, it does."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        handle = kernel.OpenProcess(_QUERY, False, process)
        if handle:
            kernel.CloseHandle(handle)
            return True
        return bool(ctypes.get_last_error() != _NO_SUCH)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
