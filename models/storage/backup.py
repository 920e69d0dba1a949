"""Backup and restore: a checked copy under a temporary name, brought to the disk, then renamed."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models.entities import Period
from models.errors import AppError, MachineError, UserError
from models.storage import log
from models.storage.database import (
    Database,
    admit,
    connect,
    open_database,
    remove_with_journal,
    schema_version,
    sync_directory,
    sync_file,
)
from models.storage.errors import disk_border
from models.storage.journal import journal_of
from models.storage.tables.months import period_of

_NAME = re.compile(r"SoDieuHanh-.*_(\d{4,})\.sdh")


@dataclass(frozen=True)
class BackupStatus:
    """The last backup this file knows of; all None and 0 when there was none."""

    time: datetime | None
    path: Path | None
    size: int
    """Bytes."""
    verified: bool
    """A backup that did not pass its check is never recorded, so: whether there is one."""
    changes_since: int
    """Writes stored since, undo and redo included."""


@dataclass(frozen=True)
class BackupInfo:
    """What is inside a backup, shown before it is restored."""

    path: Path
    months: tuple[Period, ...]
    last_change: datetime | None
    size: int
    """Bytes."""
    schema_version: int
    office: str
    """The office's name, or "" where none was entered."""


def read_status(database: Database) -> BackupStatus:
    row = database.one("SELECT time, path, size, seq FROM backup")
    if row is None:
        return BackupStatus(None, None, 0, False, _changes_after(database, 0))
    time, path, size, seq = row
    return BackupStatus(datetime.fromisoformat(time), Path(path), size, True, _changes_after(database, seq))


def _changes_after(database: Database, seq: int) -> int:
    row = database.one("SELECT count(*) FROM change WHERE seq > ? AND code <> 'file.create'", (seq,))
    return 0 if row is None else row[0]


def back_up(database: Database, folder: Path, time: datetime) -> Path:
    """Copy the file into `folder`, check the copy, and only then give it its name, which is returned.

    A backup that fails leaves nothing under a final name. MachineError "disk.full", "disk.io",
    "backup.failed" (path) when the copy does not pass its check; UserError "backup.folder" (path).
    """
    if not folder.is_dir():
        raise UserError("backup.folder", path=str(folder))
    number = _next_number(database, folder)
    months = [period_of(row[0]) for row in database.rows("SELECT max(period) FROM month") if row[0]]
    year = months[0].year if months else time.year
    target = folder / f"SoDieuHanh-{year:04d}_{time:%Y-%m-%d_%H%M}_{number:04d}.sdh"
    size = _copy_checked(database, target)
    if not database.read_only:
        _record(database, target, time, size, number)
    return target


def _next_number(database: Database, folder: Path) -> int:
    """One more than any backup here or remembered: order never depends on the clock."""
    row = database.one("SELECT number FROM backup")
    numbers = [0 if row is None else row[0]]
    with disk_border(folder):
        for name in os.listdir(folder):
            match = _NAME.fullmatch(name)
            if match is not None:
                numbers.append(int(match[1]))
    return max(numbers) + 1


def _record(database: Database, target: Path, time: datetime, size: int, number: int) -> None:
    with database.transaction():
        database.run(
            "INSERT INTO backup (id, time, path, size, number, seq) VALUES (1, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET time = excluded.time, path = excluded.path, "
            "size = excluded.size, number = excluded.number, seq = excluded.seq",
            (
                time.isoformat(timespec="milliseconds"),
                str(target.absolute()),
                size,
                number,
                log.last_seq(database),
            ),
        )


def _copy_checked(database: Database, target: Path) -> int:
    """A checked copy at `target`, which must not exist; its size in bytes."""
    with _draft_beside(target) as draft:
        database.copy_to(draft)
        _verify(draft, _counts(database), target)
        _settle(draft, target)
        with disk_border(target):
            return target.stat().st_size


@contextmanager
def _draft_beside(target: Path) -> Iterator[Path]:
    """A temporary name beside the target, removed at the end if something is still there."""
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    remove_with_journal(draft)
    try:
        yield draft
    finally:
        remove_with_journal(draft)


def _settle(draft: Path, target: Path) -> None:
    """Bring the draft to the disk and give it its name."""
    with disk_border(target):
        sync_file(draft)
        os.replace(draft, target)
        sync_directory(target.parent)


def _verify(path: Path, counts: dict[str, int], named: Path) -> None:
    """MachineError "backup.failed" unless the copy is whole, ours, and holds as many rows of everything."""
    try:
        copy = connect(path, "ro")
        try:
            admit(copy)
            whole = copy.rows("PRAGMA integrity_check(1)") == [("ok",)] and _counts(copy) == counts
        finally:
            copy.close()
    except AppError as error:
        raise MachineError("backup.failed", path=str(named)) from error
    if not whole:
        raise MachineError("backup.failed", path=str(named))


def _counts(database: Database) -> dict[str, int]:
    tables = database.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    counts = {}
    for (name,) in tables:
        row = database.one(f'SELECT count(*) FROM "{name}"')
        counts[name] = 0 if row is None else row[0]
    return counts


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


def inspect_backup(path: Path) -> BackupInfo:
    """What is inside, without changing it. UserError "restore.not_found", "restore.foreign",
    "restore.newer" (found, known), "restore.damaged", "file.locked"."""
    if not path.is_file():
        raise UserError("restore.not_found", path=str(path))
    with _as_restore_errors(path):
        database = connect(path, "ro")
        try:
            admit(database)
            if database.rows("PRAGMA integrity_check(1)") != [("ok",)]:
                raise MachineError("file.damaged", path=str(path))
            return _info(database)
        finally:
            database.close()


def _info(database: Database) -> BackupInfo:
    months = database.rows("SELECT period FROM month WHERE kind = 'full' ORDER BY period")
    name = database.one("SELECT json_extract(value, '$') FROM office WHERE field = 'name'")
    with disk_border(database.path):
        size = database.path.stat().st_size
    return BackupInfo(
        database.path,
        tuple(period_of(row[0]) for row in months),
        log.last_time(database),
        size,
        schema_version(database)[1],
        "" if name is None else str(name[0]),
    )


def restore(backup: Path, path: Path, clock: Callable[[], datetime]) -> Path | None:
    """Put the backup in the place of the file at `path`, which no session may have open.

    Today's file is kept aside first, beside it, under a dated name: that name, or None when there was no
    file. UserError "restore.same" and those of `inspect_backup`; "file.locked" when the file is in use.
    Whatever is refused or fails, today's data is where it was.
    """
    if path.exists() and backup.exists() and os.path.samefile(backup, path):
        raise UserError("restore.same", path=str(backup))
    inspect_backup(backup)
    with disk_border(path), _draft_beside(path) as draft:
        path.parent.mkdir(parents=True, exist_ok=True)
        source = connect(backup, "ro")
        try:
            source.copy_to(draft)
            _verify(draft, _counts(source), backup)
        finally:
            source.close()
        kept = _keep_aside(path, clock()) if path.exists() else None
        # An old journal would be played into the new file and break it.
        journal_of(path).unlink(missing_ok=True)
        _settle(draft, path)
        return kept


def _keep_aside(path: Path, time: datetime) -> Path:
    """Copy today's file under a dated name; one that we cannot open is copied with its journal."""
    kept = _free_name(path, time)
    try:
        today = open_database(path)
    except AppError as error:
        if error.code not in ("file.damaged", "file.foreign", "file.newer", "file.stale_journal"):
            raise
        if journal_of(path).exists():
            shutil.copyfile(journal_of(path), journal_of(kept))
        shutil.copyfile(path, kept)
        sync_file(kept)
        return kept
    try:
        _copy_checked(today, kept)
    finally:
        today.close()
    return kept


def _free_name(path: Path, time: datetime) -> Path:
    number = 1
    while True:
        name = f"{path.stem}_truoc-phuc-hoi_{time:%Y-%m-%d_%H%M}_{number:02d}{path.suffix}"
        kept = path.with_name(name)
        if not kept.exists():
            return kept
        number += 1
