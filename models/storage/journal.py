"""A journal beside the file: ours from an interrupted write, or a stranger left by copying files by hand."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import time
from pathlib import Path

from models.errors import UserError
from models.storage.errors import disk_border

_PAUSES = (0.2, 0.4)
"""Seconds before looking again: a copy taken while another program writes may look torn, once."""


def journal_of(path: Path) -> Path:
    return path.with_name(path.name + "-journal")


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
    """Whether the file alone is sound and, with the journal played back, is not."""
    if not journal.is_file() or journal.stat().st_size == 0:
        return False
    with tempfile.TemporaryDirectory(prefix="so-dieu-hanh-") as folder:
        alone = Path(folder) / "alone.sdh"
        played = Path(folder) / "played.sdh"
        shutil.copyfile(path, alone)
        shutil.copyfile(path, played)
        shutil.copyfile(journal, journal_of(played))
        return not _sound(played) and _sound(alone)


def _sound(path: Path) -> bool:
    connection = sqlite3.connect(path)
    try:
        return connection.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)] and not (
            connection.execute("PRAGMA foreign_key_check").fetchall()
        )
    except sqlite3.DatabaseError:
        return False
    finally:
        connection.close()
