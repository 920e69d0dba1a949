"""Why a file does not open, and what its backups can bring back. Looks only; changes nothing but what a
write that was cut short left to be rolled back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from models.entities import Period
from models.errors import AppError
from models.own_files import is_ours
from models.storage import log
from models.storage.automatic import second_folder
from models.storage.backup import BackupInfo, default_folder, file_id
from models.storage.database import UNTOUCHED, connect
from models.storage.identity import real
from models.storage.journal import settle_journal
from models.storage.keeping import BackupEntry, kept_stem, list_backups
from models.storage.opening import admit, lock, refuse_no_file
from models.storage.place import is_network_path
from models.storage.restoring import inspect_backup
from models.storage.tables.months import read_months

OFFERS = 5
"""As many backups are offered; the others are reached by choosing the file."""
_LOST = ("file.damaged", "file.foreign", "file.not_found", "file.unfinished")
"""Refusals after which a backup is the way on."""

Found = TypeVar("Found")


@dataclass(frozen=True)
class Offer:
    """A good backup, and what it lacks."""

    info: BackupInfo
    changes: int | None
    """Writes made after it, by the file's own count; None where the file can no longer tell: then all
    since `info.last_change` is lacking."""
    months: tuple[Period, ...]
    """Months that the file still names and the backup does not hold."""


@dataclass(frozen=True)
class Diagnosis:
    """What is known of a file before it is opened."""

    path: Path
    error: AppError | None
    """Why it cannot be opened; None when it can."""
    network: bool
    """Whether it lies on a network share, where it should not."""
    offers: tuple[Offer, ...] = ()
    """Good backups, the newest first, when `error` is one that a backup mends."""

    @property
    def journal(self) -> bool:
        """Whether the file is sound and only a stranger's journal is in the way: `recover` without backup."""
        return self.error is not None and self.error.code in ("file.stale_journal", "file.strange_journal")


@dataclass(frozen=True)
class _Rest:
    """What a damaged file can still tell."""

    file: str | None
    seq: int | None
    months: tuple[Period, ...]
    second: Path | None


def diagnose(path: Path, folders: Iterable[Path] = ()) -> Diagnosis:
    """Look at a file that no session has open. `folders` are further places where backups may lie."""
    path = real(path)
    error = _refusal(path)
    offers: tuple[Offer, ...] = ()
    if error is not None and error.code in _LOST:
        rest = _rest_of(path)
        places = [default_folder(path), *([rest.second] if rest.second else []), *folders]
        others = _beside(path) if error.code == "file.not_found" else frozenset()
        offers = tuple(_offer(info, rest) for info in _good(places, rest.file, others))
    return Diagnosis(path, error, is_network_path(path), offers)


def lost_backups(path: Path) -> tuple[BackupEntry, ...]:
    """The backups that a file which is gone may have left: all but those of the other databases beside it.
    MachineError "disk.*"."""
    found = list_backups(default_folder(path))
    others = _beside(path) if found else frozenset()
    return tuple(entry for entry in found if entry.file not in others)


def _beside(path: Path) -> frozenset[str]:
    """Which databases lie in the same folder, by what their backups are named after. What was set aside of
    the very file bears its name with a "_" and is none."""
    found: set[str | None] = set()
    with suppress(OSError):
        for other in path.parent.glob("*.sdh"):
            if other != path and not other.name.startswith(f"{kept_stem(path)}_") and is_ours(other):
                found.add(_rest_of(other).file)
    return frozenset(file for file in found if file is not None)


def _refusal(path: Path) -> AppError | None:
    """Why it cannot be opened; a file of an older schema is not brought up for that."""
    try:
        refuse_no_file(path)
        settle_journal(path)
        # Whoever asks has tried to open it; a window asks, and must not stand still.
        database = lock(path, wait=0)
        try:
            admit(database)
        finally:
            database.close()
    except AppError as error:
        return error
    return None


def _rest_of(path: Path) -> _Rest:
    """Whatever of it can still be read; the file is only looked at."""
    try:
        database = connect(path, UNTOUCHED)
    except AppError:
        return _Rest(None, None, (), None)
    try:
        file = _tried(lambda: file_id(database))
        seq = _tried(lambda: log.last_seq(database))
        months = _tried(lambda: tuple(read_months(database)))
        return _Rest(file, seq, months or (), _tried(lambda: second_folder(database)))
    finally:
        database.close()


def _tried(read: Callable[[], Found]) -> Found | None:
    # A damaged schema fails in ways that would elsewhere be our own bug.
    with suppress(AppError, sqlite3.Error, ValueError, TypeError):
        return read()
    return None


def _good(folders: Sequence[Path], file: str | None, others: frozenset[str]) -> list[BackupInfo]:
    """The newest good backups, best first. Where the file still says which one it is, only its own; else
    those of every file but the `others`, by their last change."""
    entries: dict[str, BackupEntry] = {}
    for folder in folders:
        with suppress(AppError):
            for entry in list_backups(folder):
                if entry.path.suffix == ".sdh" and entry.file not in others:
                    entries.setdefault(entry.digest or str(entry.path), entry)
    newest = sorted(entries.values(), key=lambda entry: entry.number, reverse=True)
    own = [entry for entry in newest if file is not None and entry.file == file]
    by_file: dict[str, list[BackupInfo]] = {}
    for entry in own or newest:
        if len(by_file.setdefault(entry.file, [])) < OFFERS:
            with suppress(AppError):
                by_file[entry.file].append(inspect_backup(entry.path))
    found = [info for infos in by_file.values() for info in infos]
    if not own:
        found.sort(key=_changed, reverse=True)
    return found[:OFFERS]


def _changed(info: BackupInfo) -> float:
    # A time at the calendar's ends is no time of ours.
    with suppress(OSError, ValueError, OverflowError):
        return 0.0 if info.last_change is None else info.last_change.timestamp()
    return 0.0


def _offer(info: BackupInfo, rest: _Rest) -> Offer:
    known = rest.seq is not None and rest.file == info.file and rest.seq >= info.seq
    return Offer(
        info,
        rest.seq - info.seq if known and rest.seq is not None else None,
        tuple(period for period in rest.months if period not in info.months),
    )
