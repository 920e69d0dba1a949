"""Backups nobody has to think of: when they are due, where they go, how many stay, what became of them.

They go into "Sao luu" beside the database and, when it is there, into a second folder: a USB stick, another
disk. Which one is kept in the database, in its row of `keeping`, so that it travels with the file and a
backup knows it too. A backup that failed is remembered there until the clerk has seen it.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from models.errors import AppError, MachineError
from models.storage import chain, log
from models.storage.backup import (
    back_up,
    counts,
    default_folder,
    draft_beside,
    file_id,
    make_folder,
    settle,
    verify,
)
from models.storage.database import UNTOUCHED, Database, connect, schema_version
from models.storage.drafts import remove_leftovers
from models.storage.errors import disk_border, stored_border
from models.storage.identity import Identity, identity_of
from models.storage.keeping import BackupEntry, Reason, digest_of, list_backups, to_thin, verified
from models.storage.private import write_private


@dataclass(frozen=True)
class BackupFailure:
    """A backup that could not be made, until the clerk has seen it."""

    time: datetime
    error: AppError


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
    present: bool = False
    """Whether the file is where it was put, as large as it was."""
    second: Path | None = None
    """The folder of the second copy; None: none was chosen."""
    failure: BackupFailure | None = None
    """The last one that failed and was not seen yet."""

    @property
    def second_present(self) -> bool:
        """Whether that folder is there now. Looks each time, which a share that does not answer delays."""
        return self.second is not None and os.path.isdir(self.second)


def keep(database: Database, time: datetime, reason: Reason) -> Path:
    """An automatic backup into the default folder, the older ones there thinned; errors as `back_up`."""
    folder = make_folder(default_folder(database.path))
    for each in (folder, database.path.parent):
        remove_leftovers(each)
    path = back_up(database, folder, time, reason)
    thin(path.parent, _line(database), database.identity)
    return path


@dataclass(frozen=True)
class SecondCopy:
    """The newest automatic backup's way into the second folder. Only files, nothing of the open database: a
    share that does not answer may be waited for in another thread."""

    folder: Path
    own: Path
    """Where the automatic backups lie."""
    file: str
    """Which database they are of."""
    held: Identity | None
    """The open file."""

    def carry(self) -> Path | None:
        """The copy's path; None where the folder is not there or lacks nothing. Errors as `back_up`."""
        with disk_border(self.folder):
            there = self.folder.is_dir()
        mine = [entry for entry in list_backups(self.own) if entry.file == self.file] if there else []
        if not mine or mine[0].digest in {entry.digest for entry in list_backups(self.folder)}:
            return None
        remove_leftovers(self.folder)
        target = self.folder / mine[0].path.name
        with draft_beside(target) as draft:
            with disk_border(target):
                content = mine[0].path.read_bytes()
                write_private(draft, content)
            if digest_of(content) != mine[0].digest:
                raise MachineError("backup.failed", path=str(mine[0].path))
            with closing(connect(mine[0].path, "ro")) as newest:
                verify(draft, content, counts(newest), target)
                settle(draft, target)
                thin(self.folder, _line(newest), self.held)
        return target


def second_copy(database: Database) -> SecondCopy | None:
    """What `carry` has to do; None where no second folder was chosen."""
    folder, own = second_folder(database), default_folder(database.path)
    if folder is None or folder == own:
        return None
    return SecondCopy(folder, own, file_id(database), database.identity)


def copy_on(database: Database) -> Path | None:
    """Bring the newest automatic backup into the second folder, when that is there and lacks it; its path
    there, None where there was nothing to do. Errors as `back_up`."""
    copy = second_copy(database)
    return None if copy is None else copy.carry()


Line = Callable[[int], str | None]
"""The digest of an entry of a file's log: what tells a file's own past from that of a copy of it, which went
its own way on another machine or was left behind by a restore."""


def _line(database: Database) -> Line:
    def digest(seq: int) -> str | None:
        found = database.one("SELECT CAST(digest AS TEXT) FROM change WHERE seq = ?", (seq,))
        return None if found is None else str(found[0])

    return digest


def _is_of(entry: BackupEntry, line: Line) -> bool:
    """Whether the backup holds the file as it once was. It is only looked at, a few pages of it; what cannot
    be told is not."""
    with suppress(AppError, sqlite3.Error), closing(connect(entry.path, UNTOUCHED)) as copy:
        if schema_version(copy)[1] < 2:
            last = max(chain.links(copy), default=None)
        else:
            last = copy.one("SELECT seq, CAST(digest AS TEXT) FROM change ORDER BY seq DESC LIMIT 1")
        return last is not None and line(last[0]) == last[1]
    return False


def thin(folder: Path, line: Line, held: Identity | None = None) -> tuple[Path, ...]:
    """Delete what `to_thin` names, once the backup that stays in place of each was read and found whole.

    Only what lies in the file's own `line` is counted and deleted: copies of one file that went on by
    themselves may share a stick, with numbers and file in their names alike.

    `held` is the open file: it may bear a backup's name (a backup that was opened to go on in it) and lie in
    this very folder, and is neither deleted nor read, which would drop SQLite's lock on it (POSIX).
    """
    listed = [e for e in list_backups(folder) if held is None or identity_of(e.path) != held]
    entries = {entry.path: entry for entry in listed if _is_of(entry, line)}
    while True:
        doomed = to_thin(entries.values())
        unread = [entry for entry in _heirs(entries, doomed) if entry.state == "unchecked"]
        if not unread:
            break
        for entry in unread:
            try:
                entries[entry.path] = verified(entry)
            except FileNotFoundError:
                del entries[entry.path]
    gone = []
    for entry in doomed:
        # What cannot be deleted is no harm: it stays one more time.
        with suppress(OSError):
            entry.path.unlink()
            gone.append(entry.path)
    return tuple(gone)


def _heirs(entries: dict[Path, BackupEntry], doomed: tuple[BackupEntry, ...]) -> list[BackupEntry]:
    """For each that shall go, the next newer one of the same file that stays."""
    going = {entry.path for entry in doomed}
    staying = [e for e in entries.values() if e.path not in going and e.digest and e.state != "bad"]
    heirs = {}
    for entry in doomed:
        newer = [s for s in staying if s.file == entry.file and s.number > entry.number]
        if newer:
            heir = min(newer, key=lambda s: s.number)
            heirs[heir.path] = heir
    return list(heirs.values())


def made_on(database: Database, day: datetime) -> bool:
    """Whether an automatic backup bears that day; its file must be there."""
    file = file_id(database)
    entries = list_backups(default_folder(database.path))
    return any(
        entry.file == file and entry.reason not in ("hand", "migration") and entry.time.date() == day.date()
        for entry in entries
    )


def changed_since_kept(database: Database) -> bool:
    """Whether anything was written since the last automatic backup."""
    row = database.one("SELECT seq FROM keeping")
    return changes_after(database, 0 if row is None else row[0]) > 0


def _is_there(path: str, size: int) -> bool:
    """Whether the backup is where it was put, as large as it was."""
    try:
        return os.path.isfile(path) and os.path.getsize(path) == size
    except OSError:
        return False


def read_status(database: Database) -> BackupStatus:
    """What the database itself knows; "file.read_only" failures are the session's to add."""
    second = second_folder(database)
    row = database.one("SELECT time, path, size, seq FROM backup")
    if row is None:
        status = BackupStatus(None, None, 0, False, changes_after(database, 0))
    else:
        time, path, size, seq = row
        with stored_border(database.path):
            made = datetime.fromisoformat(time)
        status = BackupStatus(
            made,
            Path(path),
            size,
            True,
            changes_after(database, seq),
            present=_is_there(path, size),
        )
    return replace(
        status,
        second=second,
        failure=_read_failure(database),
    )


def changes_after(database: Database, seq: int) -> int:
    """How many writes came after that one; all, where the log was cut off before it and nobody can tell."""
    if seq > log.last_seq(database):
        seq = 0
    row = database.one("SELECT count(*) FROM change WHERE seq > ? AND code <> 'file.create'", (seq,))
    return 0 if row is None else row[0]


def second_folder(database: Database) -> Path | None:
    row = database.one("SELECT second FROM keeping")
    return None if row is None or row[0] is None else Path(row[0])


def set_second_folder(database: Database, folder: Path | None) -> None:
    with database.transaction():
        database.run("UPDATE keeping SET second = ?", (None if folder is None else str(folder.absolute()),))


def _read_failure(database: Database) -> BackupFailure | None:
    row = database.one("SELECT failure, failed_at FROM keeping WHERE failure IS NOT NULL")
    if row is None:
        return None
    with stored_border(database.path):
        stored = json.loads(row[0])
        error = MachineError(str(stored["code"]), **stored["params"])
        return BackupFailure(datetime.fromisoformat(row[1]), error)


def remember_failure(database: Database, failure: BackupFailure | None) -> None:
    """Keep that a backup failed, or that this was seen (None)."""
    stored = None
    if failure is not None:
        # A name on the disk need be no text, which alone could be stored.
        params = {
            name: str(value).encode("utf-8", "replace").decode("utf-8")
            for name, value in failure.error.params.items()
        }
        stored = json.dumps({"code": failure.error.code, "params": params}, ensure_ascii=False)
    with database.transaction():
        database.run(
            "UPDATE keeping SET failure = ?, failed_at = ?",
            (stored, None if failure is None else failure.time.isoformat(timespec="milliseconds")),
        )
