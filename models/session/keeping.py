"""What the session does for the file's safety: backups, a month brought back, the log's own truth."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from models.entities import OutsideChanges, Period
from models.errors import AppError, UserError
from models.session import outside, reading
from models.session.door import Clock
from models.storage import automatic, backup, log, restoring
from models.storage.automatic import BackupFailure, BackupStatus, SecondCopy
from models.storage.backup import BackupInfo
from models.storage.database import Database, connect_content
from models.storage.errors import disk_border
from models.storage.keeping import BackupEntry, Reason, list_backups
from models.storage.tables.catalogue import read_catalogue
from models.storage.tables.office import read_office

if TYPE_CHECKING:
    from models.exchange import MonthFile


class Keeping:
    """The part of `Session` that keeps the file safe."""

    _database: Database
    _clock: Clock
    _failure: BackupFailure | None = None
    """One that could not be written into the file."""
    closed: bool = False
    """Whether the file was let go: nothing can be asked any more."""
    copies_itself: bool = True
    """Whether automatic backups go on to the second folder at once; False where someone else carries
    `second_copy`, beside his other work."""

    def close(self) -> None:
        """Let the file go; closed already, nothing happens."""
        if not self.closed:
            self.closed = True
            self._database.close()

    # Made by hand

    def backup(self, folder: Path, passphrase: str | None = None) -> Path:
        """A checked copy in `folder`; its path. With a passphrase it is sealed (".sdhx").

        UserError "backup.folder", "backup.passphrase_short" (shortest); MachineError "backup.failed",
        "disk.*".
        """
        if passphrase is not None:
            return backup.back_up_sealed(self._database, folder, self._clock(), passphrase)
        return backup.back_up(self._database, folder, self._clock())

    def copy_to(self, target: Path) -> Path:
        """A checked copy of that name, to go on in elsewhere. UserError "file.exists", others as `backup`."""
        return backup.copy_as(self._database, target)

    # Made by themselves

    def start_of_day(self) -> Path | None:
        """A backup at the first start of a day, and wherever the last closing could make none (it failed, the
        program was killed); its path, None where there is nothing to do or it failed."""
        with self._remembering():
            if not self._database.read_only and (
                not automatic.made_on(self._database, self._clock())
                or automatic.changed_since_kept(self._database)
            ):
                return self.protect("day")
            if self.copies_itself:
                automatic.copy_on(self._database)
        return None

    def closing(self) -> Path | None:
        """A backup before closing, if anything was written since the last one."""
        with self._remembering():
            if not self._database.read_only and automatic.changed_since_kept(self._database):
                return self.protect("closing")
        return None

    def protect(self, reason: Reason) -> Path | None:
        """An automatic backup now, copied to the second folder when that is there (see `copies_itself`);
        older ones are thinned.

        Never raises what a disk does: a failure is remembered, see `backup_status`. A file open to read has
        nothing to lose and gets none.
        """
        path = None
        with self._remembering():
            if not self._database.read_only:
                path = automatic.keep(self._database, self._clock(), reason)
                if self.copies_itself:
                    automatic.copy_on(self._database)
        return path

    def catch_up(self) -> Path | None:
        """Bring the newest automatic backup to the second folder, when that has just come; its path there."""
        with self._remembering():
            return automatic.copy_on(self._database)
        return None

    def second_copy(self) -> SecondCopy | None:
        """What brings the newest automatic backup to the second folder, in any thread; None: none is chosen.
        What `carry` raises is for `copy_failed`."""
        with self._remembering():
            return automatic.second_copy(self._database)
        return None

    def copy_failed(self, error: AppError) -> None:
        """Remember that the second copy failed, until it is seen."""
        self._remember(error)

    def _remembering(self) -> _Remembering:
        return _Remembering(self._remember)

    def _remember(self, error: AppError) -> None:
        self._failure = BackupFailure(self._clock(), error)
        # A disk that is full takes this neither; it is told from memory then.
        with suppress(AppError):
            automatic.remember_failure(self._database, self._failure)

    def backup_status(self) -> BackupStatus:
        """The last backup, where it is, what was written since, the second folder, an unseen failure."""
        status = automatic.read_status(self._database)
        return status if self._failure is None else replace(status, failure=self._failure)

    def failure_seen(self) -> None:
        """The clerk has seen that a backup failed."""
        self._failure = None
        if not self._database.read_only and automatic.read_status(self._database).failure is not None:
            with suppress(AppError):
                automatic.remember_failure(self._database, None)

    def backup_folder(self) -> Path:
        """Where the automatic backups go; it is made with the first."""
        return backup.default_folder(self._database.path)

    def inspect_backup(self, source: Path, passphrase: str | None = None) -> BackupInfo:
        """What is inside a backup, which is not this file itself: UserError "restore.same" (path), and those
        of `models.session.inspect_backup`."""
        self._refuse_itself(source)
        return restoring.inspect_backup(source, passphrase)

    def put_in_place(self, source: Path, passphrase: str | None = None) -> Path:
        """Put a backup in the place of this file, which is closed thereby: where today's data was kept.

        Errors as `models.session.restore`; a backup that is refused leaves the session open (`closed`).
        """
        return restoring.put_in_place(self._database, self.close, source, self._clock(), passphrase)

    def is_itself(self, path: Path) -> bool:
        """Whether the path names the open file, under this or another name: whoever reads it past the
        session drops SQLite's lock (POSIX)."""
        return self._database.is_same(path)

    def in_place(self) -> bool:
        """Whether the open file still bears its name; when not, writes are refused ("file.moved")."""
        return self._database.in_place()

    def _refuse_itself(self, source: Path) -> None:
        if self.is_itself(source):
            raise UserError("restore.same", path=str(source))

    def backups(self, verify: bool = False) -> tuple[BackupEntry, ...]:
        """This file's automatic backups, newest first. MachineError "disk.io"."""
        file = backup.file_id(self._database)
        found = list_backups(self.backup_folder(), verify)
        return tuple(entry for entry in found if entry.file in ("", file))

    def set_second_folder(self, folder: Path | None) -> None:
        """Where each automatic backup is copied to when the folder is there; None: nowhere.

        UserError "backup.folder" (path), "backup.same_folder" (path), "file.read_only"; MachineError
        "disk.*".
        """
        if self._database.read_only:
            raise UserError("file.read_only", path=str(self._database.path))
        if folder is not None:
            # A name that is not UTF-8 could not be stored.
            storable = os.fsencode(folder).decode("utf-8", "replace") == str(folder)
            own = self.backup_folder()
            with disk_border(folder):
                # os.path.isdir would say no where the disk failed to answer.
                there = folder.is_dir()
                # By a link or through ".." too.
                same = there and (
                    folder.resolve() == own.resolve() or (own.exists() and folder.samefile(own))
                )
            if not there or not storable:
                raise UserError("backup.folder", path=str(folder))
            if same:
                raise UserError("backup.same_folder", path=str(folder))
        automatic.set_second_folder(self._database, folder)

    # One month from a backup

    def month_of_backup(self, source: Path, period: Period, passphrase: str | None = None) -> MonthFile:
        """That month as it is in the backup, which is only read. UserError "restore.*", "month.unknown"."""
        from models.exchange import read_month_file, write_month_file

        self._refuse_itself(source)
        with restoring.opened_backup(source, passphrase, today=True) as database:
            office, catalogue = read_office(database), read_catalogue(database)
            data = reading.month_data(database, period, catalogue, office)
        # Through the format's own rules: what a meddled backup holds is checked like any month file.
        return read_month_file(write_month_file(replace(data, history={}, previous=None)))

    # The log's own truth

    def verify_log(self) -> int | None:
        """The first entry of the change log that is not as it was written, or missing; None when all are."""
        return log.first_broken(self._database)

    def changed_outside(self) -> OutsideChanges:
        """Every row that is not as the log left it, as places of the program."""
        return outside.find(self._database)

    def outside_look(self) -> Callable[[], OutsideChanges]:
        """What finds the same, in any thread: it looks at the content as it stands now. MachineError."""
        content, path = self._database.snapshot(), self._database.path

        def look() -> OutsideChanges:
            with closing(connect_content(content, path)) as copy:
                return outside.find(copy)

        return look


def _is_one(folder: Path, own: Path) -> bool:
    return own.exists() and folder.samefile(own)


class _Remembering:
    """A block in which an expected error is remembered instead of raised."""

    def __init__(self, remember: Callable[[AppError], None]) -> None:
        self._remember = remember

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, AppError):
            self._remember(error)
            return True
        return False
