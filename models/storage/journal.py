"""A journal beside the file: ours from an interrupted write, or a stranger left by copying files by hand."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from models.errors import AppError, UserError
from models.storage import chain, log
from models.storage.database import connect, journal_of, schema_version
from models.storage.errors import disk_border

_PAUSES = (0.2, 0.4)
"""Seconds before looking again: a copy taken while another program writes may look torn, once."""


def refuse_stale_journal(path: Path) -> None:
    """Try the journal on a copy; UserError "file.stale_journal" when playing it back would break the file.

    SQLite plays any journal it finds back into the file. One that belongs to another file (a backup was
    copied over this one by hand) would destroy it, so it is tried on a copy first. It is never removed
    here: another program may be writing at this very moment.
    """
    journal = journal_of(path)
    for pause in (*_PAUSES, None):
        with disk_border(path):
            if not _breaks(path, journal):
                return
        if pause is not None:
            time.sleep(pause)
    raise UserError("file.stale_journal", path=str(path), journal=str(journal))


def _breaks(path: Path, journal: Path) -> bool:
    """Whether the file alone is sound and, with the journal played back, is broken or another's.

    A stranger's pages may fit so well that SQLite finds nothing wrong with the mixture. The log does: a write
    of ours that was cut short leaves, played back, the very same log but for that write's entry.
    """
    if not journal.is_file() or journal.stat().st_size == 0:
        return False
    with tempfile.TemporaryDirectory(prefix="so-dieu-hanh-") as folder:
        alone = Path(folder) / "alone.sdh"
        played = Path(folder) / "played.sdh"
        shutil.copyfile(path, alone)
        shutil.copyfile(path, played)
        shutil.copyfile(journal, journal_of(played))
        if not _sound(played):
            return _sound(alone)
        return _sound(alone) and not _may_follow(_story(played), _story(alone))


Story = Mapping[int, str] | None
"""The digests of a file's log by sequence number; None where log and rows do not belong together."""


def _story(path: Path) -> Story:
    try:
        database = connect(path, "rw")
    except AppError:
        return None
    try:
        chained = schema_version(database)[1] >= 2
        if (chained and log.first_broken(database) is not None) or log.changed_outside(database):
            return None
        return dict(chain.links(database))
    except (AppError, sqlite3.Error, ValueError, KeyError):
        return None
    finally:
        database.close()


def _may_follow(before: Story, after: Story) -> bool:
    """Whether one write may lead from the one to the other. Of a file that was changed outside the program,
    before and after alike, nothing can be said."""
    if after is None:
        return True
    return before is not None and before.items() <= after.items() and len(after) <= len(before) + 1


def _sound(path: Path) -> bool:
    connection = sqlite3.connect(path)
    try:
        return (
            connection.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
            and not connection.execute("PRAGMA foreign_key_check").fetchall()
        )
    except sqlite3.DatabaseError:
        return False
    finally:
        connection.close()
