"""Making backups: a snapshot written under a temporary name, read back, checked, and only then named.

The name carries the digest of the bytes (see `models.storage.keeping`), so a backup can be checked years
later by itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models.entities import Period
from models.errors import AppError, MachineError, UserError
from models.replacing import replace_patiently
from models.storage import chain, log
from models.storage.database import (
    APPLICATION_ID,
    Database,
    connect,
    remove_with_journal,
    schema_version,
    sync_directory,
)
from models.storage.drafts import draft_name
from models.storage.errors import disk_border, disk_reason, stored_border
from models.storage.keeping import (
    FOLDER,
    LAST_NUMBER,
    NO_FILE,
    Reason,
    backup_name,
    digest_of,
    entry_of,
    list_backups,
)
from models.storage.private import FOLDER_MODE, write_private
from models.storage.sealed import seal, unseal
from models.storage.tables.months import period_of

_AT_ONCE = 1 << 20
"""Bytes compared together."""


@dataclass(frozen=True)
class BackupInfo:
    """What is inside a backup, shown before it is restored."""

    path: Path
    months: tuple[Period, ...]
    last_change: datetime | None
    size: int
    """Bytes of the file."""
    schema_version: int
    office: str
    """The office's name, or "" where none was entered."""
    seq: int = 0
    """The last change in it, by the database's own count."""
    file: str = ""
    """Which database it is of."""
    sealed: bool = False
    """Whether a passphrase opened it."""


def default_folder(path: Path) -> Path:
    """Where the automatic backups of the database at `path` go."""
    return path.parent / FOLDER


def file_id(database: Database) -> str:
    """8 hex digits that tell a database and its copies from others: how its log begins."""
    for _seq, digest in chain.links(database, until=1):
        return digest[:8]
    return NO_FILE


def back_up(database: Database, folder: Path, time: datetime, reason: Reason = "hand") -> Path:
    """Copy the file into `folder`, check the copy, and only then give it its name, which is returned.

    A backup that fails leaves nothing under a final name. MachineError "disk.full", "disk.io",
    "backup.failed" (path) when the copy does not pass its check; UserError "backup.folder" (path).
    """
    target, size = write_backup(database, folder, time, reason)
    if not database.read_only:
        _record(database, target, time, size, reason)
    return target


def before_migration(database: Database) -> Path:
    """A backup of a file of an older schema, into its own folder; errors as `back_up`."""
    folder = make_folder(default_folder(database.path))
    return write_backup(database, folder, datetime.now().astimezone(), "migration")[0]


def make_folder(folder: Path) -> Path:
    """The folder, made and brought to the disk where it is not there yet."""
    with disk_border(folder):
        if not folder.is_dir():
            if os.path.lexists(folder):
                raise MachineError("disk.not_folder", path=str(folder))
            folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
            sync_directory(folder.parent)
    return folder


def _refuse_no_folder(folder: Path) -> None:
    with disk_border(folder):
        if not folder.is_dir():
            raise UserError("backup.folder", path=str(folder))


def write_backup(database: Database, folder: Path, time: datetime, reason: Reason) -> tuple[Path, int]:
    """As `back_up`, nothing recorded: path and size. Works on files of older schemas too."""
    _refuse_no_folder(folder)
    content = database.snapshot()
    target = folder / name_for(database, folder, time, reason, digest_of(content))
    with draft_beside(target) as draft:
        with disk_border(target):
            write_private(draft, content)
        verify(draft, content, counts(database), target)
        settle(draft, target)
    return target, len(content)


def copy_as(database: Database, target: Path) -> Path:
    """A checked copy under a name of its own, to go on in; `target`. It is not recorded as a backup.

    UserError "backup.folder", "file.exists"; MachineError as `back_up`: then nothing stands there.
    """
    _refuse_no_folder(target.parent)
    with disk_border(target):
        taken = target.exists()
    if taken:
        raise UserError("file.exists", path=str(target))
    content = database.snapshot()
    with draft_beside(target) as draft:
        with disk_border(target):
            write_private(draft, content)
        verify(draft, content, counts(database), target)
        settle(draft, target)
    return target


def back_up_sealed(database: Database, folder: Path, time: datetime, passphrase: str) -> Path:
    """As `back_up`, sealed with a passphrase, for another PC or the archive; it is not recorded as a backup,
    for whoever forgets the passphrase has none. UserError "backup.passphrase_short" (shortest) too."""
    _refuse_no_folder(folder)
    content = database.snapshot()
    closed = seal(content, passphrase)
    name = name_for(database, folder, time, "hand", digest_of(closed))
    target = folder / f"{name}x"
    with draft_beside(target) as draft, disk_border(target):
        write_private(draft, closed)
        if not holds(draft, closed) or unseal(closed, passphrase) != content:
            raise MachineError("backup.failed", path=str(target))
        settle(draft, target)
    return target


def name_for(database: Database, folder: Path, time: datetime, reason: Reason, digest: str) -> str:
    months = [period_of(row[0]) for row in database.rows("SELECT max(period) FROM month") if row[0]]
    year = months[0].year if months else time.year
    return backup_name(year, time, _next_number(database, folder), reason, file_id(database), digest)


def _next_number(database: Database, folder: Path) -> int:
    """One more than any backup here or remembered: order never depends on the clock. A remembered one that
    cannot be right is passed over."""
    row = database.one("SELECT number FROM backup")
    numbers = [entry.number for entry in list_backups(folder)]
    if row is not None and isinstance(row[0], int) and row[0] >= 0:
        numbers.append(row[0])
    return max((number for number in numbers if number < LAST_NUMBER), default=0) + 1


def _record(database: Database, target: Path, time: datetime, size: int, reason: Reason) -> None:
    entry = entry_of(target)
    number = 0 if entry is None else entry.number
    seq = log.last_seq(database)
    with database.transaction():
        database.run(
            "INSERT INTO backup (id, time, path, size, number, seq, reason) VALUES (1, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET time = excluded.time, path = excluded.path, "
            "size = excluded.size, number = excluded.number, seq = excluded.seq, reason = excluded.reason",
            (
                time.isoformat(timespec="milliseconds"),
                # A name that is not UTF-8 could not be stored.
                os.fsencode(target.absolute()).decode("utf-8", "replace"),
                size,
                number,
                seq,
                reason,
            ),
        )
        if reason != "hand":
            # Never back: that it lies after the log's end tells that the log was cut off.
            database.run("UPDATE keeping SET seq = max(seq, ?)", (seq,))


@contextmanager
def draft_beside(target: Path) -> Iterator[Path]:
    """A temporary name beside the target, removed at the end if something is still there."""
    draft = draft_name(target.parent, "part")
    try:
        yield draft
    finally:
        remove_with_journal(draft)


def settle(draft: Path, target: Path) -> None:
    """Give a draft that is on the disk its name, and bring that to the disk too."""
    with disk_border(target):
        replace_patiently(draft, target)
        sync_directory(target.parent)


def holds(path: Path, content: bytes) -> bool:
    """Whether the file has exactly these bytes, read from the disk itself where the system lets us drop what
    it remembers of them."""
    buffer, at = bytearray(_AT_ONCE), 0
    with path.open("rb", buffering=0) as file:
        if hasattr(os, "posix_fadvise"):
            with suppress(OSError):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while read := file.readinto(buffer):
            # Copies, for a memoryview is compared byte by byte in Python's own loop.
            if content[at : at + read] != buffer[:read]:
                return False
            at += read
    return at == len(content)


def verify(path: Path, content: bytes, rows: dict[str, int], named: Path) -> None:
    """MachineError "backup.failed" unless the file has these bytes, opens, is whole, ours, and holds as
    many rows of everything. References are not asked after: the bytes are those of a file that was."""
    with disk_border(named):
        sound = holds(path, content)
    try:
        copy = connect(path, "ro") if sound else None
        if copy is not None:
            try:
                ours = schema_version(copy)[0] == APPLICATION_ID
                sound = ours and copy.pages_sound() and counts(copy) == rows
            finally:
                copy.close()
    except AppError as error:
        if error.code in ("disk.full", "disk.denied", "disk.path_long"):
            raise MachineError(error.code, path=str(named)) from error
        # A reader may not try the disk; here is where we have just written.
        code = disk_reason(path) if error.code == "disk.io" else "backup.failed"
        raise MachineError(code, path=str(named)) from error
    if not sound:
        raise MachineError("backup.failed", path=str(named))


def counts(database: Database) -> dict[str, int]:
    """How many rows each table holds."""
    tables = database.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    found = {}
    for (name,) in tables:
        quoted = name.replace('"', '""')
        row = database.one(f'SELECT count(*) FROM "{quoted}"')
        found[name] = 0 if row is None else row[0]
    return found


def info_of(database: Database, path: Path, size: int, sealed: bool) -> BackupInfo:
    """What is inside an open backup, of any schema we know."""
    months = database.rows("SELECT period FROM month WHERE kind = 'full' ORDER BY period")
    name = database.one("SELECT json_extract(value, '$') FROM office WHERE field = 'name'")
    with stored_border(path):
        return BackupInfo(
            path,
            tuple(period_of(row[0]) for row in months),
            log.last_time(database),
            size,
            schema_version(database)[1],
            "" if name is None else str(name[0]),
            log.last_seq(database),
            file_id(database),
            sealed,
        )
