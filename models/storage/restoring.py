"""Backups opened again: what is inside, and putting one in the place of today's file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from models.errors import AppError, UserError
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
from models.storage.identity import real
from models.storage.journal import free_name, move_journal
from models.storage.keeping import BEFORE_RESTORE, digest_of, named_digest
from models.storage.migrations import STEPS
from models.storage.opening import admit, migrate, open_database
from models.storage.private import write_private
from models.storage.sealed import is_sealed, unseal

LARGEST = 1_000_000_000
"""Bytes; a file of ten years has some ten million."""


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

    UserError "restore.not_found", "restore.too_large" (size, limit), "restore.damaged" when the bytes are
    not those its name tells of, "restore.passphrase_needed", "restore.passphrase"; MachineError "disk.io".
    """
    with disk_border(path):
        if not path.is_file():
            raise UserError("restore.not_found", path=str(path))
        size = path.stat().st_size
        if size > LARGEST:
            raise UserError("restore.too_large", path=str(path), size=size, limit=LARGEST)
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
    with _draft_of(backup, path, passphrase) as draft:
        with disk_border(path):
            exists = path.exists()
        kept = _keep_aside(path, clock()) if exists else None
        _drop_journal(path)
        settle(draft, path)
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
        left = path.exists() or journal_of(path).exists()
    if backup is None and not left:
        raise UserError("file.not_found", path=str(path))
    kept = free_name(path, clock(), "hong")
    if backup is None:
        move_journal(path, kept)
        return kept
    refuse_itself(backup, path)
    with _draft_of(backup, path, passphrase) as draft:
        with disk_border(path):
            there = path.exists()
        if there:
            _second_name(path, kept)
        move_journal(path, kept)
        settle(draft, path)
    return kept if left else None


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


def _second_name(path: Path, kept: Path) -> None:
    """The file under its dated name too, so that it is never without a name; on disks that know no second
    names (FAT) it gets a copy."""
    with disk_border(kept):
        try:
            os.link(path, kept)
            sync_directory(path.parent)
        except OSError:
            _copy(path, kept)


def _copy(path: Path, kept: Path) -> None:
    """The file's bytes under another name, which appears only when they are on the disk."""
    with draft_beside(kept) as draft:
        write_private(draft, path.read_bytes())
        settle(draft, kept)


def _keep_aside(path: Path, time: datetime) -> Path:
    """Copy today's file under a dated name; one that we cannot open is copied with its journal."""
    kept = free_name(path, time, BEFORE_RESTORE)
    try:
        today = open_database(path, keep=before_migration)
    except AppError as error:
        if error.code not in ("file.damaged", "file.foreign", "file.newer", "file.stale_journal"):
            raise
        with disk_border(kept):
            if journal_of(path).exists():
                _copy(journal_of(path), journal_of(kept))
            _copy(path, kept)
        return kept
    try:
        content = today.snapshot()
        with draft_beside(kept) as draft:
            with disk_border(kept):
                write_private(draft, content)
            verify(draft, content, counts(today), kept)
            settle(draft, kept)
    finally:
        today.close()
    return kept
