"""Files written whole or not at all.

The bytes go beside the target under a temporary name, are synced, counted and only then renamed over it:
a full disk or a power cut leaves the file of before, never an empty or half-written one.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

from models.errors import MachineError, UserError
from models.own_files import is_ours, plain_file
from models.replacing import Pause, replace_patiently

Stage = Literal["write", "replace"]

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]+')
_DEVICE = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])", re.IGNORECASE)
_NAME_BYTES = 200
"""Room is left for the temporary name's additions below the 255 bytes most file systems allow."""
_SHARING_VIOLATION = 32


def write_file(path: Path, data: bytes, pause: Pause = time.sleep) -> None:
    """Put `data` into `path` as one step; on failure the old file stays and nothing is left beside it.

    `pause` waits while another program holds the file, some three seconds at the most.

    A new file is its owner's alone, as the office's data are; one that is replaced keeps the rights it had,
    for it may have been shared on purpose. On Windows the folder gives the rights.

    What is a database of ours, the open one or a backup, is never overwritten, whatever it is called.

    Errors: UserError "file.is_folder", "file.is_ours"; MachineError "disk.full", "file.denied",
    "file.in_use", "folder.missing", "file.name", "file.failed". All carry `path`; "file.failed" also the
    system's own `reason`.
    """
    # os.path answers False where Path would raise: a name too long, a folder we may not look into.
    target = path.resolve() if os.path.islink(path) else path
    if os.path.isdir(target):
        raise UserError("file.is_folder", path=str(path))
    if is_ours(target):
        raise UserError("file.is_ours", path=str(path))
    temporary = target.with_name(f".{secrets.token_hex(6)}.tmp")
    with _named_errors(target, "write"), _removed_on_failure(temporary):
        _write_synced(temporary, data)
        _keep_rights(temporary, target)
        with _named_errors(target, "replace"):
            replace_patiently(temporary, target, pause)
    _sync_folder(target.parent)


def make_folder(folder: Path) -> None:
    """Make `folder` and those above it; errors as in `write_file`, UserError "folder.is_file"."""
    if os.path.lexists(folder) and not os.path.isdir(folder):
        raise UserError("folder.is_file", path=str(folder))
    with _named_errors(folder, "write"):
        folder.mkdir(parents=True, exist_ok=True)


def read_file(path: Path, limit: int) -> bytes:
    """The bytes of a file that the clerk named; of one longer than `limit` one byte more.

    UserError "file.missing", "file.not_file", "file.not_plain" for a device or a pipe; MachineError
    "file.read_denied", "file.read_failed" (reason); all with `path`.
    """
    try:
        with plain_file(path) as file:
            if file is None:
                raise UserError("file.not_plain", path=str(path))
            return file.read(limit + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise UserError("file.missing", path=str(path)) from None
    except IsADirectoryError:
        raise UserError("file.not_file", path=str(path)) from None
    except PermissionError as error:
        # Windows answers so for a folder.
        if os.path.isdir(path):
            raise UserError("file.not_file", path=str(path)) from error
        raise MachineError("file.read_denied", path=str(path)) from error
    except OSError as error:
        if error.errno in (errno.ENAMETOOLONG, errno.EINVAL):
            raise UserError("file.missing", path=str(path)) from error
        raise MachineError("file.read_failed", path=str(path), reason=error.strerror or str(error)) from error


def with_ending(name: str, ending: str) -> Path:
    """The name that was typed, its ending put after it where it lacks one or has another."""
    return Path(name if name.lower().endswith(ending) else name + ending)


def safe_name(name: str, fallback: str = "Báo cáo") -> str:
    """`name` as a file name that Windows, USB sticks and Linux take: "2146/BC-VP.pdf" -> "2146-BC-VP.pdf".

    Characters that Windows forbids become one "-", device names (CON, LPT1...) get a "_" before them, dots
    and spaces at the end go, and a long name is shortened before its extension. Vietnamese letters stay, NFC.
    Source: Microsoft, "Naming Files, Paths, and Namespaces".
    """
    text = _FORBIDDEN.sub("-", unicodedata.normalize("NFC", name))
    text = re.sub(r"\s+", " ", text).strip(" ").rstrip(". ")
    stem, dot, extension = text.rpartition(".")
    if not dot or len(extension) > 8 or not extension.isalnum():
        stem, extension = text, ""
    else:
        extension = "." + extension
    if not stem.strip("-. "):
        stem = fallback
    if _DEVICE.fullmatch(stem.split(".")[0].rstrip(" ")):
        stem = "_" + stem
    return _shortened(stem, _NAME_BYTES - len(extension.encode("utf-8"))) + extension


def check_name(name: str) -> None:
    """UserError "file.name_windows" (name, safe) for a name that Windows cannot have: the file of one PC goes
    to another. Spaces and how letters are composed do not matter."""
    safe = safe_name(name)
    if safe != re.sub(r"\s+", " ", unicodedata.normalize("NFC", name)):
        raise UserError("file.name_windows", name=name, safe=safe)


def _shortened(stem: str, limit: int) -> str:
    """The longest beginning of `stem` within `limit` bytes of UTF-8, no letter halved."""
    if len(stem.encode("utf-8")) <= limit:
        return stem
    return stem.encode("utf-8")[:limit].decode("utf-8", "ignore").rstrip(". ")


def _keep_rights(temporary: Path, target: Path) -> None:
    if os.name != "nt":
        with suppress(OSError):
            os.chmod(temporary, stat.S_IMODE(os.stat(target).st_mode))


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _write_synced(temporary: Path, data: bytes) -> None:
    with open(temporary, "xb", opener=_private) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    written = temporary.stat().st_size
    if written != len(data):
        raise OSError(errno.EIO, f"{written} of {len(data)} bytes")


def _sync_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut. Windows cannot open a folder and needs no such call.

    Some network and USB file systems refuse to sync a folder; the file itself is already whole there.
    """
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _removed_on_failure(temporary: Path) -> Iterator[None]:
    """Remove `temporary` whenever it still stands at the end: after a rename it no longer does."""
    try:
        yield
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


@contextmanager
def _named_errors(target: Path, stage: Stage) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        code = error_code(error, stage, os.name == "nt", os.access(target, os.W_OK))
        if code == "file.failed":
            raise MachineError(code, path=str(target), reason=error.strerror or str(error)) from error
        raise MachineError(code, path=str(target)) from error


def error_code(error: OSError, stage: Stage, windows: bool, target_writable: bool) -> str:
    """What the system's refusal means to the clerk.

    On Windows a refused rename over a file that we may otherwise write means that Word, Excel or a PDF viewer
    has it open.
    """
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "disk.full"
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "folder.missing"
    if getattr(error, "winerror", None) == _SHARING_VIOLATION:
        return "file.in_use"
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return "file.in_use" if windows and stage == "replace" and target_writable else "file.denied"
    if error.errno in (errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ):
        return "file.name"
    return "file.failed"
