"""A journal beside the file: ours from an interrupted write, or a stranger left by copying files by hand."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Literal

from models.errors import AppError, MachineError, UserError
from models.replacing import replace_patiently
from models.storage import chain, log
from models.storage.database import connect, journal_of, schema_version, sync_directory
from models.storage.errors import disk_border
from models.storage.keeping import kept_stem
from models.storage.lock_bytes import held_alone
from models.storage.replay import UNSOUND, leads_to

Verdict = Literal["none", "ours", "finished", "stale"]

_PAUSES = (0.2, 0.4)
"""Seconds before looking again: a copy taken while another program writes may look torn, once."""


def settle_journal(path: Path) -> None:
    """Try the journal on a copy; UserError "file.stale_journal" when playing it back would break the file,
    "file.strange_journal" for a folder, a pipe or a device of that name, which SQLite would wait for.

    SQLite plays any journal it finds back into the file. One that belongs to another file (a backup was
    copied over this one by hand) would destroy it, so it is tried on a copy first. A stranger's is not
    removed here: another program may be writing at this very moment. One that would only take back a write
    which stands in the file from end to end is set aside, and the write stays.
    """
    journal = journal_of(path)
    with disk_border(path):
        if journal.exists() and not journal.is_file():
            raise UserError("file.strange_journal", path=str(path), journal=str(journal))
    for pause in (*_PAUSES, None):
        with disk_border(path):
            try:
                verdict, content = _agreed(path, journal)
            except FileNotFoundError:
                if journal.exists():
                    raise
                # The program that wrote it closed the file while we looked.
                return
        if verdict == "finished":
            set_aside(path, journal, content)
        if verdict != "stale":
            return
        if pause is not None:
            time.sleep(pause)
    raise UserError("file.stale_journal", path=str(path), journal=str(journal))


def _agreed(path: Path, journal: Path) -> tuple[Verdict, bytes]:
    """What two trials in a row agree on, of three at most: a page that the disk failed to give, once, looks
    to SQLite like damage."""
    first = _tried(path, journal)
    second = _tried(path, journal) if first[0] != "none" else first
    return second if second == first else _tried(path, journal)


def _tried(path: Path, journal: Path) -> tuple[Verdict, bytes]:
    """What the journal is to the file, and its content.

    "stale": the file alone is sound and, with the journal played back, broken or another's. A stranger's
    pages may fit so well that SQLite finds nothing wrong with the mixture. The log does: a write of ours that
    was cut short leaves, played back, the very same log but for that write's entry. "finished": the file
    holds all of that write. Power failed before SQLite could empty the journal, or the journal is of a
    sibling that went the same way up to the last write; to take the write back would be wrong for the one and
    is not needed for the other. "ours": whatever else, which is SQLite's to judge.
    """
    if not journal.is_file() or journal.stat().st_size == 0:
        return "none", b""
    content = journal.read_bytes()
    try:
        return _tried_in(None, path, content), content
    except AppError as error:
        # The disk for passing files is often a small one; where the file lies there may be room.
        with suppress(AppError):
            return _tried_in(path.parent, path, content), content
        there = error.code in ("disk.full", "disk.denied")
        raise MachineError(error.code, path=tempfile.gettempdir() if there else str(path)) from error


def _tried_in(place: Path | None, path: Path, content: bytes) -> Verdict:
    """The same on copies in a folder in `place`, or where the system has its passing files. MachineError
    "disk.*"."""
    with disk_border(path), _passing_folder(place) as folder:
        alone, played = folder / "alone.sdh", folder / "played.sdh"
        journal_of(played).write_bytes(content)
        shutil.copyfile(path, alone)
        shutil.copyfile(alone, played)
        sound = _sound(played)
        if not _sound(alone):
            return "ours"
        if not (sound and _may_follow(_story(played), _story(alone))):
            return "stale"
        return "finished" if _finished(played, alone) else "ours"


@contextmanager
def _passing_folder(place: Path | None) -> Iterator[Path]:
    """A folder of our own that goes afterwards. Python's TemporaryDirectory would try for ever to remove
    what it may not look into."""
    folder = Path(tempfile.mkdtemp(prefix=".so-dieu-hanh-", dir=place))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _finished(played: Path, alone: Path) -> bool:
    with closing(connect(played, "rw")) as before, closing(connect(alone, "rw")) as after:
        return leads_to(before, after)


def set_aside(path: Path, journal: Path, content: bytes) -> None:
    """Move the journal away, once what it would take back is on the disk. MachineError "disk.*".

    Where another program has the file in hand or it cannot be written, the journal stays: opening tells.
    """
    with suppress(OSError), held_alone(path) as handle, disk_border(path):
        # The same one as was tried: nobody has played it or written since.
        if journal.read_bytes() == content:
            os.fsync(handle)
            move_journal(path, free_name(path, datetime.now(), "hong"))


def move_journal(path: Path, kept: Path) -> None:
    """Give the journal of `path`, where there is one, the name of `kept`'s."""
    journal = journal_of(path)
    with disk_border(journal):
        if journal.exists():
            replace_patiently(journal, journal_of(kept))
            sync_directory(path.parent)


def free_name(path: Path, time: datetime, why: str) -> Path:
    """A dated name beside `path` that neither a file nor a journal bears."""
    number, stem = 1, kept_stem(path)
    while True:
        kept = path.with_name(f"{stem}_{why}_{time:%Y-%m-%d_%H%M}_{number:02d}{path.suffix}")
        with disk_border(kept):
            if not kept.exists() and not journal_of(kept).exists():
                return kept
        number += 1


Story = Mapping[int, str] | None
"""The digests of a file's log by sequence number; None where log and rows do not belong together."""


def _story(path: Path) -> Story:
    try:
        with closing(connect(path, "rw")) as database:
            chained = schema_version(database)[1] >= 2
            if (chained and log.first_broken(database) is not None) or log.changed_outside(database):
                return None
            return dict(chain.links(database))
    except AppError as error:
        if error.code in UNSOUND:
            return None
        raise
    except (sqlite3.Error, ValueError, KeyError):
        return None


def _may_follow(before: Story, after: Story) -> bool:
    """Whether one write may lead from the one to the other. Of a file that was changed outside the program,
    before and after alike, nothing can be said."""
    if after is None:
        return True
    return before is not None and before.items() <= after.items() and len(after) <= len(before) + 1


def _sound(path: Path) -> bool:
    """Whether SQLite finds nothing wrong with it, references included; a disk that fails says nothing."""
    try:
        with closing(connect(path, "rw")) as database:
            return database.pages_sound() and not database.rows("PRAGMA foreign_key_check")
    except AppError as error:
        if error.code in UNSOUND:
            return False
        raise
