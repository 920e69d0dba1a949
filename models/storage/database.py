"""An open .sdh file: one connection, its pragmas, its transactions, its schema steps."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from models.errors import AppError, MachineError, UserError
from models.storage.errors import disk_border, sqlite_border
from models.storage.journal import refuse_stale_journal
from models.storage.migrations import STEPS

APPLICATION_ID = 0x53444831
""" "SDH1": what tells our files from any other SQLite file."""
BUSY_SECONDS = 3.0
"""How long an antivirus or another program may hold the file before we say so."""
LARGEST_VALUE = 200_000_000
"""Bytes of the largest single value or row; SQLite itself would take five times that from a hostile file."""

_PRAGMAS = (
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "foreign_keys=ON",
    "locking_mode=EXCLUSIVE",
    "synchronous=FULL",
)

Steps = Sequence[Sequence[str]]


class Database:
    """One connection. Every SQLite error leaves here as UserError, MachineError or, our bug, as itself."""

    def __init__(self, connection: sqlite3.Connection, path: Path, read_only: bool) -> None:
        self._connection = connection
        self.path = path
        self.read_only = read_only

    def rows(self, sql: str, args: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with sqlite_border(self.path):
            return self._connection.execute(sql, args).fetchall()

    def one(self, sql: str, args: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        with sqlite_border(self.path):
            found: tuple[Any, ...] | None = self._connection.execute(sql, args).fetchone()
            return found

    def run(self, sql: str, args: Sequence[Any] = ()) -> int:
        """Run a statement; the id of the row it inserted, where it inserted one."""
        with sqlite_border(self.path):
            return self._connection.execute(sql, args).lastrowid or 0

    def run_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        with sqlite_border(self.path):
            self._connection.executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        finally:
            self.roll_back()

    def roll_back(self) -> None:
        """Take back what is open, if anything is: after disk full SQLite may have done it by itself."""
        if self._connection.in_transaction:
            self.run("ROLLBACK")

    def copy_to(self, target: Path) -> None:
        """A consistent copy by SQLite's backup, in rollback-journal mode, fresh at `target`."""
        with sqlite_border(target):
            copy = sqlite3.connect(target, isolation_level=None)
            try:
                self._connection.backup(copy)
            finally:
                copy.close()

    def close(self) -> None:
        """Let the file go. The emptied journal goes too, so that the clerk sees one file to copy."""
        if not self.read_only and not self._connection.in_transaction:
            # SQLite removes it under its own locks; where the folder refuses, an empty journal harms nobody.
            with suppress(sqlite3.Error):
                # A file that was refused keeps the mode it came with.
                if self._connection.execute("PRAGMA journal_mode").fetchone() == ("truncate",):
                    self._connection.execute("PRAGMA locking_mode=NORMAL")
                    self._connection.execute("PRAGMA journal_mode=DELETE")
        self._connection.close()


def file_uri(path: Path, mode: str) -> str:
    """SQLite's URI for a path; a drive letter or a network share keeps its place (file:///C:/, file:////host/)."""
    posix = path.absolute().as_posix()
    return f"file://{'' if posix.startswith('/') else '/'}{quote(posix)}?mode={mode}"


def connect(path: Path, mode: str) -> Database:
    """Open with our pragmas; reads and changes nothing yet. mode: "rw", "ro" or "rwc"."""
    with sqlite_border(path):
        connection = sqlite3.connect(
            file_uri(path, mode), uri=True, isolation_level=None, timeout=BUSY_SECONDS
        )
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    database = Database(connection, path, mode == "ro")
    try:
        for pragma in _PRAGMAS:
            database.run(f"PRAGMA {pragma}")
    except BaseException:
        # A damaged file fails here already; a connection left open would keep its lock.
        database.close()
        raise
    return database


def schema_version(database: Database) -> tuple[int, int]:
    """(application_id, user_version) of the file."""
    application = database.one("PRAGMA application_id")
    version = database.one("PRAGMA user_version")
    assert application is not None and version is not None
    return application[0], version[0]


def create_database(path: Path, steps: Steps = STEPS) -> None:
    """Make an empty file of today's schema; it appears under its name only when whole.

    UserError "file.exists"; MachineError "disk.*".
    """
    if path.exists():
        raise UserError("file.exists", path=str(path))
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    with disk_border(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
    try:
        database = connect(draft, "rwc")
        try:
            database.run("PRAGMA journal_mode=TRUNCATE")
            migrate(database, steps)
        finally:
            database.close()
        with disk_border(path):
            os.replace(draft, path)
            sync_directory(path.parent)
    finally:
        remove_with_journal(draft)


def migrate(database: Database, steps: Steps) -> None:
    """Bring the file to the last step, one transaction each; the version is set in the same one."""
    for version in range(schema_version(database)[1], len(steps)):
        with database.transaction():
            for statement in steps[version]:
                database.run(statement)
            database.run(f"PRAGMA application_id={APPLICATION_ID}")
            database.run(f"PRAGMA user_version={version + 1}")


def open_database(path: Path, steps: Steps = STEPS) -> Database:
    """Open an existing file of ours for this process alone, bringing it to today's schema.

    A file or folder that cannot be written is opened to read. UserError "file.not_found", "file.foreign",
    "file.newer", "file.locked", "file.stale_journal", "file.old_read_only"; MachineError "file.damaged",
    "file.unfinished", "disk.*".
    """
    if not path.is_file():
        raise UserError("file.not_found", path=str(path))
    refuse_stale_journal(path)
    database = _lock(path)
    try:
        admit(database, steps)
        if schema_version(database)[1] < len(steps):
            _upgrade(database, steps)
        _refuse_strange_schema(database, steps)
    except BaseException:
        database.close()
        raise
    return database


def _lock(path: Path) -> Database:
    """The file held for us alone, or opened to read where it cannot be written."""
    if not _writable(path):
        return connect(path, "ro")
    database = connect(path, "rw")
    try:
        _recognise(database)
        database.run("PRAGMA journal_mode=TRUNCATE")
        # EXCLUSIVE mode keeps what this takes, so a second program is refused from here on.
        database.run("BEGIN EXCLUSIVE")
        database.run("COMMIT")
    except UserError as error:
        database.close()
        if error.code == "file.read_only":
            return connect(path, "ro")
        raise
    except BaseException:
        database.close()
        raise
    return database


def _writable(path: Path) -> bool:
    """Whether file and folder may be written, without trying; a journal must fit beside the file."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _recognise(database: Database) -> None:
    """UserError "file.foreign" for what is no SQLite file of ours; nothing is written to it."""
    application, _version = schema_version(database)
    if application != APPLICATION_ID:
        raise UserError("file.foreign", path=str(database.path))


def admit(database: Database, steps: Steps = STEPS) -> None:
    """Refuse what is foreign, newer or damaged: UserError "file.foreign", "file.newer"; MachineError."""
    _recognise(database)
    version = schema_version(database)[1]
    if version > len(steps):
        raise UserError("file.newer", path=str(database.path), found=version, known=len(steps))
    if version < 1 or not is_whole(database):
        raise MachineError("file.damaged", path=str(database.path))


def is_whole(database: Database) -> bool:
    """SQLite's quick check of every page, and every reference in place."""
    try:
        return database.rows("PRAGMA quick_check(1)") == [("ok",)] and not database.rows(
            "PRAGMA foreign_key_check"
        )
    except AppError as error:
        if error.code == "file.damaged":
            return False
        raise


def _upgrade(database: Database, steps: Steps) -> None:
    """Migrate after a copy was put beside: "name_v1.sdh" holds the file as it was."""
    if database.read_only:
        raise UserError("file.old_read_only", path=str(database.path))
    path = database.path
    version = schema_version(database)[1]
    kept = path.with_name(f"{path.stem}_v{version}{path.suffix}")
    if not kept.exists():
        draft = path.with_name(f".{kept.name}.{os.getpid()}.new")
        try:
            database.copy_to(draft)
            with disk_border(kept):
                sync_file(draft)
                os.replace(draft, kept)
                sync_directory(kept.parent)
        finally:
            remove_with_journal(draft)
    migrate(database, steps)


def _refuse_strange_schema(database: Database, steps: Steps) -> None:
    """A trigger, view or table that no step makes would run or hold what we did not write."""
    fresh = connect_memory()
    try:
        migrate(fresh, steps)
        if _objects(database) != _objects(fresh):
            raise MachineError("file.damaged", path=str(database.path))
    finally:
        fresh.close()


def connect_memory() -> Database:
    """An empty database in memory, for comparing."""
    return Database(sqlite3.connect(":memory:", isolation_level=None), Path(":memory:"), False)


def _objects(database: Database) -> set[tuple[str, str]]:
    return {
        (row[0], row[1])
        for row in database.rows("SELECT type, name FROM sqlite_schema")
        if not row[1].startswith("sqlite_stat")
    }


def sync_file(path: Path) -> None:
    """Bring the file's bytes to the disk."""
    with path.open("rb+") as handle:
        os.fsync(handle.fileno())


def sync_directory(folder: Path) -> None:
    """Bring a rename to the disk. Windows has no such call and needs none for os.replace."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_with_journal(path: Path) -> None:
    """Remove a draft of ours and its journal, where they are; a disk that refuses is left alone."""
    for leftover in (path, path.with_name(path.name + "-journal")):
        try:
            leftover.unlink(missing_ok=True)
        except OSError:
            continue
