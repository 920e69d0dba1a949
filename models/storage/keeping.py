"""Which backups lie in a folder, and which of them may go: pure but for the listing.

A backup's name says everything about it, so that no second file is needed:
SoDieuHanh-2022_2026-11-23_1545_0007_ngay_1a2b3c4d_0123456789abcdef.sdh is, in turn, the newest month's
year, the machine's day and time, the running number, why it was made, which file it is of, and the first
16 hex digits of the SHA-256 of its bytes. `.sdhx` is one sealed with a passphrase.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from models.storage.errors import disk_border

Reason = Literal["hand", "day", "closing", "migration", "import", "restore"]
State = Literal["unchecked", "good", "bad"]

FOLDER = "Sao luu"
"""Beside the database; ASCII, for sticks and archives that know no more."""
DAYS, WEEKS, MONTHS, YEARS, LAST = 7, 4, 12, 10, 3
"""How many of each stay."""
DIGEST_DIGITS = 16
LAST_NUMBER = 99_999_999
"""A larger running number comes from no program of ours; one more than it would name no backup."""
NO_FILE = "0" * 8
"""Stands for "which file" where its log is empty."""

_WORDS: dict[Reason, str] = {
    "hand": "tay",
    "day": "ngay",
    "closing": "dong",
    "migration": "nang-cap",
    "import": "nhap",
    "restore": "khoi-phuc",
}
_REASONS = {word: reason for reason, word in _WORDS.items()}
_NAME = re.compile(
    r"SoDieuHanh-\d{4}_(?P<time>\d{4}-\d\d-\d\d_\d{4})_(?P<number>\d{4,8})"
    r"(?:_(?P<reason>[a-z-]+)_(?P<file>[0-9a-f]{8})_(?P<digest>[0-9a-f]{16}))?\.sdhx?"
)
_DIGEST = re.compile(r"_([0-9a-f]{16})\.sdhx?$")
BEFORE_RESTORE = "truoc-khoi-phuc"
"""Stands in the name of today's file as it was kept beside the file when a backup was restored."""
_KEPT = re.compile(rf".+_{BEFORE_RESTORE}_(?P<time>\d{{4}}-\d\d-\d\d_\d{{4}})_\d{{2,}}\.sdh")
_STEM_BYTES = 180
_TIME = "%Y-%m-%d_%H%M"
_BACK = timedelta(hours=26)
"""A clock may go back that much for a change of time zone."""
_AHEAD = timedelta(days=3 * 366)
"""A longer pause between two backups is a clock that was moved."""


@dataclass(frozen=True)
class BackupEntry:
    """A backup as its name tells it."""

    path: Path
    number: int
    """The database's own running number: the order of backups, whatever the clock said."""
    time: datetime
    """As the machine's clock stood, without a zone."""
    reason: Reason
    size: int = 0
    """Bytes."""
    file: str = ""
    """Which database it is of; "" in names of the first version."""
    digest: str = ""
    """What its bytes must hash to; "" in names of the first version."""
    state: State = "unchecked"
    """Whether its bytes were compared with the digest in its name."""


def backup_name(year: int, time: datetime, number: int, reason: Reason, file: str, digest: str) -> str:
    """The name, for `.sdh`."""
    return f"SoDieuHanh-{year:04d}_{time:{_TIME}}_{number:04d}_{_WORDS[reason]}_{file}_{digest}.sdh"


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:DIGEST_DIGITS]


def named_digest(name: str) -> str:
    """The digest at the end of a backup's name, "" where there is none; the rest may have been renamed."""
    found = _DIGEST.search(name)
    return found[1] if found else ""


def entry_of(path: Path, size: int = 0) -> BackupEntry | None:
    """What the name tells; None for a name that no backup bears."""
    found = _NAME.fullmatch(path.name)
    if found is None:
        return None
    time = _read_time(found["time"])
    if time is None:
        return None
    reason = _REASONS.get(found["reason"] or "tay", "hand")
    return BackupEntry(
        path, int(found["number"]), time, reason, size, found["file"] or "", found["digest"] or ""
    )


def kept_stem(path: Path) -> str:
    """How the names begin under which a file is set aside beside itself: its own, shortened so that the
    date, a journal's ending and a draft's fit into the 255 bytes of a name."""
    name = os.fsencode(path.stem)
    return path.stem if len(name) <= _STEM_BYTES else name[:_STEM_BYTES].decode("utf-8", "ignore")


def kept_time(path: Path) -> datetime | None:
    """When a restore kept this file aside, as the machine's clock stood; None for any other name."""
    found = _KEPT.fullmatch(path.name)
    return None if found is None else _read_time(found["time"])


def _read_time(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, _TIME)
    except ValueError:
        return None


def list_backups(folder: Path, verify: bool = False) -> tuple[BackupEntry, ...]:
    """The backups in a folder, newest number first; an empty tuple where there is no such folder.

    `verify` reads each and compares its bytes with its name. MachineError "disk.io" for a folder that
    cannot be read.
    """
    entries = []
    with disk_border(folder):
        if not folder.is_dir():
            return ()
        for item in os.scandir(folder):
            # Another program may thin them while we look.
            with suppress(FileNotFoundError):
                if item.is_file():
                    entry = entry_of(folder / item.name, item.stat().st_size)
                    if entry is not None:
                        entries.append(verified(entry) if verify else entry)
    return tuple(sorted(entries, key=lambda entry: (entry.number, entry.time, entry.path.name), reverse=True))


def verified(entry: BackupEntry) -> BackupEntry:
    """The entry, its bytes compared with its name; "unchecked" stays where the name has no digest.

    FileNotFoundError where it was removed meanwhile; MachineError "disk.*".
    """
    if not entry.digest:
        return entry
    with disk_border(entry.path):
        try:
            content = entry.path.read_bytes()
        except FileNotFoundError:
            content = None
    if content is None:
        raise FileNotFoundError(entry.path)
    good = digest_of(content) == entry.digest
    return replace(entry, state="good" if good else "bad")


def to_thin(backups: Iterable[BackupEntry]) -> tuple[BackupEntry, ...]:
    """Those that may be deleted, oldest first: what neither the last 3, nor the last 7 days, 4 weeks,
    12 months and 10 years that have backups need, each by its newest.

    Only automatic ones of one file are ever named, and none whose bytes are wrong: a hand-made backup is
    its maker's, a broken one is evidence. Order is the running number's. A backup whose time does not
    follow those before it (back by more than a day, or ahead by years) belongs to a clock that was moved:
    such backups are counted by themselves, so that they push out none of the others.
    """
    thinned: list[BackupEntry] = []
    by_file: dict[str, list[BackupEntry]] = {}
    for entry in backups:
        if entry.reason != "hand" and entry.file and entry.state != "bad":
            by_file.setdefault(entry.file, []).append(entry)
    for entries in by_file.values():
        entries.sort(key=lambda entry: entry.number)
        kept = {entry.path for entry in entries[-LAST:]}
        for line in _by_clock(entries):
            for label, count in _LABELS:
                kept |= {entry.path for entry in _newest(line, label, count)}
        thinned.extend(entry for entry in entries if entry.path not in kept)
    return tuple(sorted(thinned, key=lambda entry: (entry.number, entry.path.name)))


def _by_clock(entries: Sequence[BackupEntry]) -> list[list[BackupEntry]]:
    """The entries, in their order, parted into lines in which time goes on plausibly."""
    lines: list[list[BackupEntry]] = []
    for entry in entries:
        following = [line for line in lines if -_BACK <= entry.time - line[-1].time <= _AHEAD]
        if following:
            min(following, key=lambda line: abs(entry.time - line[-1].time)).append(entry)
        else:
            lines.append([entry])
    return lines


_LABELS: tuple[tuple[Callable[[datetime], tuple[int, ...]], int], ...] = (
    (lambda time: (time.year, time.month, time.day), DAYS),
    (lambda time: tuple(time.isocalendar()[:2]), WEEKS),
    (lambda time: (time.year, time.month), MONTHS),
    (lambda time: (time.year,), YEARS),
)


def _newest(
    line: Sequence[BackupEntry], label: Callable[[datetime], tuple[int, ...]], count: int
) -> list[BackupEntry]:
    """The newest of each of the last `count` days, weeks, months or years that occur."""
    seen: set[tuple[int, ...]] = set()
    found = []
    for entry in reversed(line):
        name = label(entry.time)
        if name not in seen:
            if len(seen) == count:
                break
            seen.add(name)
            found.append(entry)
    return found
