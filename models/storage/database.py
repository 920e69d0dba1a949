"""An open .sdh file: one connection, its pragmas, its transactions."""

from __future__ import annotations

import errno
import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from models.errors import MachineError, UserError
from models.own_files import APPLICATION_ID as APPLICATION_ID
from models.storage.errors import disk_reason, sqlite_border
from models.storage.identity import identity_of

BUSY_SECONDS = 3.0
"""How long an antivirus or another program may hold the file before we say so."""
UNTOUCHED = "ro&immutable=1"
"""Mode for looking at a file as its bytes stand: no lock is taken, no journal is looked at."""
LARGEST_VALUE = 200_000_000
"""Bytes of the largest single value or row; SQLite itself would take five times that from a hostile file."""

_PAGE_ERROR = re.compile(r"error code=(\d+)")

_PRAGMAS = (
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "foreign_keys=ON",
    "locking_mode=EXCLUSIVE",
    "synchronous=FULL",
)


class Database:
    """One connection. Every SQLite error leaves here as UserError, MachineError or, our bug, as itself."""

    def __init__(self, connection: sqlite3.Connection, path: Path, read_only: bool) -> None:
        self._connection = connection
        self.path = path
        self.read_only = read_only
        self.identity = identity_of(path)

    def rows(self, sql: str, args: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with self._border():
            return self._connection.execute(sql, args).fetchall()

    def one(self, sql: str, args: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        with self._border():
            found: tuple[Any, ...] | None = self._connection.execute(sql, args).fetchone()
            return found

    def run(self, sql: str, args: Sequence[Any] = ()) -> int:
        """Run a statement; the id of the row it inserted, where it inserted one."""
        with self._border():
            return self._connection.execute(sql, args).lastrowid or 0

    def run_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        with self._border():
            self._connection.executemany(sql, rows)

    def _border(self) -> AbstractContextManager[None]:
        return sqlite_border(self.path, not self.read_only, self.identity)

    def is_same(self, path: Path) -> bool:
        """Whether the path names the open file, under this or another name."""
        return self.identity is not None and identity_of(path) == self.identity

    def in_place(self) -> bool:
        """Whether the open file still bears its name; where the disk does not say, the write will."""
        if self.identity is None:
            return True
        try:
            found = os.stat(self.path)
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError:
            return True
        return self.identity == (found.st_dev, found.st_ino)

    def begin(self) -> None:
        """Begin a write. MachineError "file.moved" when the file was renamed, moved, removed or replaced
        under our hands: SQLite would write on into what nobody will open again."""
        if not self.in_place():
            raise MachineError("file.moved", path=str(self.path))
        self.run("BEGIN IMMEDIATE")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing."""
        self.begin()
        try:
            yield
            self.run("COMMIT")
        finally:
            self.roll_back()

    def roll_back(self) -> None:
        """Take back what is open, if anything is: after disk full SQLite may have done it by itself."""
        if self._connection.in_transaction:
            self.run("ROLLBACK")

    def pages_sound(self) -> bool:
        """Every page sound, every index in step with its table. MachineError "disk.*" where the disk does
        not let SQLite read a page, which its check would call damage.

        SQLite's quick check does not look at indexes, and by them alone a copy torn in a write may show.
        """
        found = self.rows("PRAGMA integrity_check(1)")
        code = _PAGE_ERROR.search(str(found[0][0])) if found else None
        if code is not None and int(code[1]) & 0xFF == sqlite3.SQLITE_IOERR:
            raise MachineError("disk.io" if self.read_only else disk_reason(self.path), path=str(self.path))
        return found == [("ok",)]

    def snapshot(self) -> bytes:
        """The file's content as SQLite's backup reads it, whole and consistent; nothing is written."""
        with self._border():
            content = self._connection.serialize()
            if not _has_empty_page(content):
                return content
            # Either a page that was never used, or one that could not be read: `serialize` fills it with
            # zeros and says nothing. The backup is slower and raises.
            copy = sqlite3.connect(":memory:", isolation_level=None)
            try:
                self._connection.backup(copy)
                return copy.serialize()
            finally:
                copy.close()

    def close(self) -> None:
        """Let the file go. The emptied journal goes too, so that the clerk sees one file to copy."""
        tidy = not self.read_only and not self._connection.in_transaction and self.in_place()
        if tidy and self._journal_is_empty():
            # SQLite removes it under its own locks; where the folder refuses, an empty journal harms nobody.
            with suppress(sqlite3.Error):
                # A file that was refused keeps the mode it came with.
                if self._connection.execute("PRAGMA journal_mode").fetchone() == ("truncate",):
                    self._connection.execute("PRAGMA locking_mode=NORMAL")
                    self._connection.execute("PRAGMA journal_mode=DELETE")
        self._connection.close()

    def _journal_is_empty(self) -> bool:
        """A journal that still holds something is the only way back from a write that the disk broke off
        and did not let SQLite take back: whoever opens the file next plays it. PRAGMA would delete it."""
        try:
            return journal_of(self.path).stat().st_size == 0
        except OSError:
            return False


def _has_empty_page(content: bytes) -> bool:
    size = int.from_bytes(content[16:18], "big")
    # The header writes 65536 as 1 (SQLite file format, 1.3.2).
    size = 65536 if size < 512 else size
    nothing, pages = bytes(size), memoryview(content)
    return any(pages[at : at + size] == nothing for at in range(0, len(content), size))


def journal_of(path: Path) -> Path:
    """Where SQLite keeps a file's journal."""
    return path.with_name(path.name + "-journal")


def file_uri(path: Path, mode: str) -> str:
    """SQLite's URI for a path; a drive letter or a network share keeps its place (file:///C:/, file:////host/)."""
    posix = _without_prefix(path.absolute().as_posix())
    return f"file://{'' if posix.startswith('/') else '/'}{quote(os.fsencode(posix))}?mode={mode}"


def _without_prefix(posix: str) -> str:
    r"""A Windows path without the prefix for long ones: \\?\C:\x, \\?\UNC\host\x. SQLite puts its own and
    cannot read ours in a URI (Microsoft, "Naming Files, Paths, and Namespaces")."""
    if posix.upper().startswith("//?/UNC/"):
        return "//" + posix[len("//?/UNC/") :]
    return posix.removeprefix("//?/")


def connect(path: Path, mode: str, wait: float | None = None) -> Database:
    """Open with our pragmas; reads and changes nothing yet. mode: "rw", "ro" or `UNTOUCHED`.

    `wait`: seconds that a file which another program holds is waited for; None: `BUSY_SECONDS`.
    """
    with sqlite_border(path):
        connection = sqlite3.connect(
            file_uri(path, mode),
            uri=True,
            isolation_level=None,
            timeout=BUSY_SECONDS if wait is None else wait,
        )
    _limit(connection)
    database = Database(connection, path, mode.startswith("ro"))
    try:
        for pragma in _PRAGMAS:
            database.run(f"PRAGMA {pragma}")
    except BaseException:
        # A damaged file fails here already; a connection left open would keep its lock.
        database.close()
        raise
    return database


def connect_memory() -> Database:
    """An empty database in memory, for comparing."""
    return Database(sqlite3.connect(":memory:", isolation_level=None), Path(":memory:"), False)


def connect_content(content: bytes, path: Path) -> Database:
    """A database file's content opened in memory, with our pragmas; errors name `path`.

    Another tool may have left it in WAL mode, which memory does not know: its two bytes are read as ours.

    What is done to it stays in memory: a backup of an older schema can be migrated here and read.
    """
    connection = sqlite3.connect(":memory:", isolation_level=None)
    database = Database(connection, path, False)
    try:
        with sqlite_border(path):
            # A file of some bytes only is none; SQLite would call it an error of ours.
            if len(content) < 512:
                raise UserError("file.foreign", path=str(path))
            connection.deserialize(content[:18] + b"\x01\x01" + content[20:])
        _limit(connection)
        for pragma in _PRAGMAS:
            database.run(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return database


def _limit(connection: sqlite3.Connection) -> None:
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)


def schema_version(database: Database) -> tuple[int, int]:
    """(application_id, user_version) of the file."""
    application = database.one("PRAGMA application_id")
    version = database.one("PRAGMA user_version")
    assert application is not None and version is not None
    return application[0], version[0]


def sync_directory(folder: Path) -> None:
    """Bring a rename to the disk. Windows has no such call and needs none for os.replace; some network and
    USB file systems have none either, and say so."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def remove_with_journal(path: Path) -> None:
    """Remove a draft of ours and its journal, where they are; a disk that refuses is left alone."""
    for leftover in (path, path.with_name(path.name + "-journal")):
        try:
            leftover.unlink(missing_ok=True)
        except OSError:
            continue
