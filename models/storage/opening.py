"""Making, opening and admitting a file: whose it is, whether it is whole, whether it is ours alone."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

from models.errors import AppError, MachineError, UserError
from models.storage.database import (
    APPLICATION_ID,
    Database,
    connect,
    connect_memory,
    remove_with_journal,
    schema_version,
    sync_directory,
)
from models.storage.drafts import draft_name, remove_leftovers
from models.storage.errors import disk_border
from models.storage.identity import real
from models.storage.journal import settle_journal
from models.storage.migrations import STEPS, Steps
from models.storage.private import close_to_others, make_private

_NO_SECOND_NAMES = frozenset(
    (errno.EPERM, errno.EACCES, errno.EINVAL, errno.EXDEV, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)
)


def create_database(path: Path, steps: Steps = STEPS, fill: Callable[[Database], None] | None = None) -> None:
    """Make a file of today's schema with what `fill` puts in; it appears under its name only when whole.

    UserError "file.exists"; MachineError "disk.*".
    """
    path = real(path)
    with disk_border(path):
        taken = path.exists()
    if taken:
        raise UserError("file.exists", path=str(path))
    draft = draft_name(path.parent, "new")
    with disk_border(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        remove_leftovers(path.parent)
        # SQLite would make it with the umask's rights; its journal takes the file's.
        make_private(draft)
    try:
        database = connect(draft, "rw")
        try:
            database.run("PRAGMA journal_mode=TRUNCATE")
            migrate(database, steps)
            if fill is not None:
                fill(database)
        finally:
            database.close()
        _give_name(draft, path)
    finally:
        remove_with_journal(draft)


def _give_name(draft: Path, path: Path) -> None:
    """Name the finished draft, unless another start was faster and has its file there already."""
    with disk_border(path):
        try:
            if os.name == "nt":
                draft.rename(path)
            else:
                os.link(draft, path)
        except FileExistsError as error:
            raise UserError("file.exists", path=str(path)) from error
        except OSError as error:
            # A disk that knows no second names (FAT, some shares), and each says so in its own words: what is
            # left to two starts there is very little time.
            if error.errno not in _NO_SECOND_NAMES:
                raise
            os.replace(draft, path)
        sync_directory(path.parent)


def migrate(database: Database, steps: Steps) -> None:
    """Bring the file to the last step, one transaction each; the version is set in the same one."""
    for version in range(schema_version(database)[1], len(steps)):
        with database.transaction():
            for statement in steps[version]:
                if isinstance(statement, str):
                    database.run(statement)
                else:
                    statement(database)
            database.run(f"PRAGMA application_id={APPLICATION_ID}")
            database.run(f"PRAGMA user_version={version + 1}")


def open_database(
    path: Path,
    steps: Steps = STEPS,
    keep: Callable[[Database], object] | None = None,
    wait: float | None = None,
) -> Database:
    """Open an existing file of ours for this process alone, bringing it to today's schema.

    `keep` is called with a file of an older schema before it is changed, to make a backup; when that fails,
    the file is not changed. A file or folder that cannot be written is opened to read. `wait`: seconds to
    wait for a file that another program holds, see `connect`.

    UserError "file.not_found", "file.not_file", "file.not_plain", "file.foreign", "file.newer",
    "file.locked", "file.stale_journal", "file.strange_journal", "file.old_read_only";
    MachineError "file.damaged", "file.unfinished", "disk.*".
    """
    path = real(path)
    refuse_no_file(path)
    settle_journal(path)
    try:
        database = _admitted(path, steps, wait)
    except MachineError as error:
        if error.code != "file.damaged":
            raise
        # SQLite calls a page of the schema that the disk failed to give, once, damage too.
        database = _admitted(path, steps, wait)
    try:
        if schema_version(database)[1] < len(steps):
            _upgrade(database, steps, keep)
    except BaseException:
        database.close()
        raise
    return database


def refuse_no_file(path: Path) -> None:
    """UserError "file.not_found", "file.not_file" for a folder, "file.not_plain" for a device or a pipe."""
    with disk_border(path):
        if path.is_file():
            return
        if path.is_dir():
            # A blank name means the folder one is in.
            raise UserError("file.not_file", path=str(path.absolute()))
        if path.exists():
            raise UserError("file.not_plain", path=str(path))
    raise UserError("file.not_found", path=str(path))


def _admitted(path: Path, steps: Steps, wait: float | None) -> Database:
    database = lock(path, wait=wait)
    try:
        admit(database, steps)
    except BaseException:
        database.close()
        raise
    return database


def lock(path: Path, again: bool = True, wait: float | None = None) -> Database:
    """The file held for us alone, or opened to read where it cannot be written; tried twice, for a disk that
    stumbles once."""
    if not _writable(path):
        return connect(path, "ro", wait)
    database = connect(path, "rw", wait)
    try:
        # Each of two starts would keep the lock it reads with, and neither get the one it writes with.
        database.run("PRAGMA locking_mode=NORMAL")
        _recognise(database)
        close_to_others(path)
        database.run("PRAGMA journal_mode=TRUNCATE")
        # EXCLUSIVE mode keeps what this takes, so a second program is refused from here on.
        database.run("BEGIN EXCLUSIVE")
        database.run("PRAGMA locking_mode=EXCLUSIVE")
        database.run("COMMIT")
    except AppError as error:
        database.close()
        if error.code in ("file.read_only", "disk.io") and again:
            return lock(path, again=False, wait=wait)
        if error.code == "file.read_only":
            return connect(path, "ro", wait)
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
    """Refuse what is foreign, newer, damaged, or not made by our steps: UserError "file.foreign",
    "file.newer"; MachineError "file.damaged"."""
    _recognise(database)
    version = schema_version(database)[1]
    if version > len(steps):
        raise UserError("file.newer", path=str(database.path), found=version, known=len(steps))
    if version < 1 or not is_whole(database):
        raise MachineError("file.damaged", path=str(database.path))
    _refuse_strange_schema(database, steps[:version])


def is_whole(database: Database) -> bool:
    """Every page sound, every index in step with its table, and every reference in place."""
    try:
        return database.pages_sound() and not database.rows("PRAGMA foreign_key_check")
    except AppError as error:
        if error.code == "file.damaged":
            return False
        raise


def _upgrade(database: Database, steps: Steps, keep: Callable[[Database], object] | None) -> None:
    if database.read_only:
        raise UserError("file.old_read_only", path=str(database.path))
    if keep is not None:
        keep(database)
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


def _objects(database: Database) -> set[tuple[str, str, str | None]]:
    """Everything the schema holds, in its own words: a table with another column or check is not ours."""
    return {
        (row[0], row[1], row[2])
        for row in database.rows("SELECT type, name, sql FROM sqlite_schema")
        if not row[1].startswith("sqlite_stat")
    }
