"""Backups opened again: what is inside, and putting one in the place of today's file."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from models.errors import AppError, MachineError, UserError
from models.own_files import begins_as_ours
from models.replacing import replace_patiently
from models.storage.backup import (
    BackupInfo,
    before_migration,
    counts,
    draft_beside,
    info_of,
    settle,
    verify,
)
from models.storage.database import Database, connect_content, journal_of, sync_directory
from models.storage.errors import disk_border
from models.storage.identity import identity_of, real
from models.storage.journal import free_name, move_journal
from models.storage.keeping import BEFORE_RESTORE, digest_of, named_digest
from models.storage.lock_bytes import held_alone
from models.storage.migrations import STEPS
from models.storage.opening import admit, migrate, open_database
from models.storage.private import write_private
from models.storage.sealed import is_sealed, unseal

LARGEST = 1_000_000_000
"""Bytes; a file of ten years has some ten million."""
_HELD = (errno.EACCES, errno.EDEADLK)


@contextmanager
def _as_restore_errors(path: Path) -> Iterator[None]:
    """Say why the file cannot be restored: "restore.foreign", "restore.newer", "restore.damaged"."""
    codes = {
        "file.foreign": "restore.foreign",
        "file.newer": "restore.newer",
        "file.damaged": "restore.damaged",
        "file.unfinished": "restore.damaged",
        "file.stale_journal": "restore.damaged",
        "file.not_found": "restore.not_found",
    }
    try:
        yield
    except AppError as error:
        if error.code not in codes:
            raise
        raise UserError(codes[error.code], **{**error.params, "path": str(path)}) from error


def read_content(path: Path, passphrase: str | None = None) -> tuple[bytes, bool]:
    """The database in a backup as bytes, and whether it was sealed. The file is only read.

    UserError "restore.not_found", "restore.too_large" (size, limit), "restore.foreign", "restore.damaged"
    when the bytes are not those its name tells of, "restore.passphrase_needed", "restore.passphrase";
    MachineError "disk.io".
    """
    with disk_border(path):
        if not path.is_file():
            raise UserError("restore.not_found", path=str(path))
        size = path.stat().st_size
        if size > LARGEST:
            raise UserError("restore.too_large", path=str(path), size=size, limit=LARGEST)
        if not begins_as_ours(path):
            # A stranger's film in the folder need not be read to its end.
            code = "restore.damaged" if named_digest(path.name) else "restore.foreign"
            raise UserError(code, path=str(path))
        content = path.read_bytes()
    if named_digest(path.name) not in ("", digest_of(content)):
        raise UserError("restore.damaged", path=str(path))
    if not is_sealed(content):
        return content, False
    if passphrase is None:
        raise UserError("restore.passphrase_needed", path=str(path))
    opened = unseal(content, passphrase)
    if opened is None:
        raise UserError("restore.passphrase", path=str(path))
    return opened, True


@contextmanager
def opened_backup(path: Path, passphrase: str | None = None, today: bool = False) -> Iterator[Database]:
    """The backup checked and open in memory; `today` brings it to today's schema there.

    UserError "restore.*"; the file is not changed, nor is anything written beside it.
    """
    content, _sealed = read_content(path, passphrase)
    with _as_restore_errors(path), _checked(content, path) as database:
        if today:
            migrate(database, STEPS)
        yield database


@contextmanager
def _checked(content: bytes, path: Path) -> Iterator[Database]:
    database = connect_content(content, path)
    try:
        admit(database)
        yield database
    finally:
        database.close()


def inspect_backup(path: Path, passphrase: str | None = None) -> BackupInfo:
    """What is inside, without changing it. UserError "restore.not_found", "restore.foreign",
    "restore.newer" (found, known), "restore.damaged", "restore.too_large", "restore.passphrase_needed",
    "restore.passphrase"; MachineError "disk.io"."""
    content, sealed = read_content(path, passphrase)
    with _as_restore_errors(path), _checked(content, path) as database:
        return info_of(database, path, len(content), sealed)


def restore(
    backup: Path, path: Path, clock: Callable[[], datetime], passphrase: str | None = None
) -> Path | None:
    """Put the backup in the place of the file at `path`, which no session may have open.

    Today's file is kept aside first, beside it, under a dated name: that name, or None when there was no
    file. UserError "restore.same" and those of `inspect_backup`; "file.locked" when the file is in use.
    Whatever is refused or fails, today's data is where it was.
    """
    path = real(path)
    refuse_itself(backup, path)
    with ExitStack() as held:
        with disk_border(path):
            exists = path.exists()
        if not exists:
            with _draft_of(backup, path, passphrase) as draft:
                _put(draft, path, held.close)
            return None
        try:
            today = open_database(path, keep=before_migration)
        except AppError as error:
            if error.code not in ("file.damaged", "file.foreign", "file.newer", "file.stale_journal"):
                raise
            return _restore_over_unreadable(backup, path, clock(), passphrase)
        held.callback(today.close)
        return put_in_place(today, held.close, backup, clock(), passphrase)


def put_in_place(
    today: Database, let_go: Callable[[], object], backup: Path, time: datetime, passphrase: str | None = None
) -> Path:
    """Put the backup in the place of the open file, which is kept aside first: under which name.

    The file is held until its name is the backup's, so that no other program stores an entry in between;
    `let_go` closes it then. Whatever fails before that leaves it open and as it was. Errors as `restore`,
    and MachineError "file.moved".
    """
    path = today.path
    if today.is_same(backup):
        raise UserError("restore.same", path=str(backup))
    with _draft_of(backup, path, passphrase) as draft:
        if not today.in_place():
            raise MachineError("file.moved", path=str(path))
        kept = _keep_aside(today, time)
        try:
            _put(draft, path, let_go)
        finally:
            let_go()
    return kept


def _put(draft: Path, path: Path, let_go: Callable[[], object]) -> None:
    """Give the draft the name of a file that is held until then."""
    if os.name == "nt":
        # Windows puts nothing in the place of an open file, and so it refuses, too, where another program
        # opens it in this very moment.
        let_go()
    _drop_journal(path)
    with disk_border(path):
        replace_patiently(draft, path)
    with suppress(OSError):
        # The name is the backup's now, whatever becomes of this: to say that it failed would be wrong.
        sync_directory(path.parent)


def _restore_over_unreadable(backup: Path, path: Path, time: datetime, passphrase: str | None) -> Path:
    """A file that we cannot open is kept byte for byte, with its journal."""
    kept = free_name(path, time, BEFORE_RESTORE)
    with _draft_of(backup, path, passphrase) as draft, ExitStack() as held:
        handle = held.enter_context(_held_alone(path))
        with disk_border(kept):
            if journal_of(path).exists():
                _copy(journal_of(path).read_bytes(), journal_of(kept))
            _copy(_content_of(handle), kept)
        _put(draft, path, held.close)
    return kept


def recover(
    path: Path, backup: Path | None, clock: Callable[[], datetime], passphrase: str | None = None
) -> Path | None:
    """Set a file that cannot be opened aside, with its journal, under a dated name that is returned; None
    when there was nothing to set aside.

    With a `backup`, that takes its place in the same step. Without one only the journal beside the file is
    set aside, for a sound file with a stranger's journal. Nothing is deleted. Errors as `restore`, and
    UserError "file.not_found".
    """
    path = real(path)
    with disk_border(path):
        there = path.exists()
        left = there or journal_of(path).exists()
    if backup is None and not left:
        raise UserError("file.not_found", path=str(path))
    kept = free_name(path, clock(), "hong")
    if backup is not None:
        refuse_itself(backup, path)
    with ExitStack() as held:
        draft = None if backup is None else held.enter_context(_draft_of(backup, path, passphrase))
        with ExitStack() as holding:
            handle = holding.enter_context(_held_alone(path)) if there else None
            if draft is not None and handle is not None:
                _second_name(path, handle, kept)
            move_journal(path, kept)
            if draft is not None:
                _put(draft, path, holding.close)
    return kept if left else None


@contextmanager
def _held_alone(path: Path) -> Iterator[int]:
    """The file's descriptor, locked against every other program; UserError "file.locked" where one has it in
    hand, MachineError "file.moved" where it was replaced before we held it. One that nobody may write is
    only opened."""
    if not os.access(path, os.W_OK):
        with disk_border(path), path.open("rb") as file:
            yield file.fileno()
        return
    with ExitStack() as held:
        try:
            handle = held.enter_context(held_alone(path))
        except OSError as error:
            # Windows calls a lock, and a file held without sharing it, a thing denied.
            if not (isinstance(error, BlockingIOError) or (os.name == "nt" and error.errno in _HELD)):
                with disk_border(path):
                    raise
            raise UserError("file.locked", path=str(path)) from error
        with disk_border(path):
            found = os.fstat(handle)
        if identity_of(path) not in (None, (found.st_dev, found.st_ino)):
            raise MachineError("file.moved", path=str(path))
        yield handle


def _content_of(handle: int) -> bytes:
    """By the descriptor that holds the lock: to open and close the file once more would drop it (POSIX)."""
    os.lseek(handle, 0, os.SEEK_SET)
    with os.fdopen(handle, "rb", closefd=False) as file:
        return file.read()


def refuse_itself(backup: Path, path: Path) -> None:
    """UserError "restore.same": reading the file that a session holds would, on POSIX, drop SQLite's lock."""
    with disk_border(path):
        if path.exists() and backup.exists() and os.path.samefile(backup, path):
            raise UserError("restore.same", path=str(backup))


@contextmanager
def _draft_of(backup: Path, path: Path, passphrase: str | None) -> Iterator[Path]:
    """The backup, checked before and after it was written, on the disk under a temporary name."""
    content, _sealed = read_content(backup, passphrase)
    with _as_restore_errors(backup), _checked(content, backup) as database:
        rows = counts(database)
    with disk_border(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    with draft_beside(path) as draft:
        with disk_border(path):
            write_private(draft, content)
        verify(draft, content, rows, backup)
        yield draft


def _drop_journal(path: Path) -> None:
    """An old journal would be played into the new file and break it."""
    journal = journal_of(path)
    with disk_border(journal):
        if journal.exists():
            journal.unlink()
            sync_directory(path.parent)


def _second_name(path: Path, handle: int, kept: Path) -> None:
    """The file under its dated name too, so that it is never without a name; on disks that know no second
    names (FAT) it gets a copy."""
    with disk_border(kept):
        try:
            os.link(path, kept)
            sync_directory(path.parent)
        except OSError:
            _copy(_content_of(handle), kept)


def _copy(content: bytes, kept: Path) -> None:
    """The content under another name, which appears only when it is on the disk."""
    with draft_beside(kept) as draft:
        write_private(draft, content)
        settle(draft, kept)


def _keep_aside(today: Database, time: datetime) -> Path:
    """Copy today's file under a dated name."""
    kept = free_name(today.path, time, BEFORE_RESTORE)
    content = today.snapshot()
    with draft_beside(kept) as draft:
        with disk_border(kept):
            write_private(draft, content)
        verify(draft, content, counts(today), kept)
        settle(draft, kept)
    return kept
