"""What a file says of itself at a glance: enough for the window's first paint, before it is opened."""

from __future__ import annotations

import os
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from models.errors import AppError
from models.period import Period
from models.storage.database import APPLICATION_ID, connect, journal_of, schema_version
from models.storage.identity import real
from models.storage.migrations import STEPS


class Glance(NamedTuple):
    """The newest month, the sheets with a page as (code, label, icon), the office's name, the last write."""

    path: Path
    period: Period
    sheets: tuple[tuple[str, str, str], ...]
    office: str
    saved_at: datetime | None


# What is only counted from the meetings has no page of its own.
_SHEETS = """
SELECT code, label, icon FROM sheet AS s
WHERE EXISTS (SELECT 1 FROM figure WHERE sheet = s.code AND source <> 'meetings')
   OR NOT EXISTS (SELECT 1 FROM figure WHERE sheet = s.code)
ORDER BY position, code
"""


def glance(path: Path) -> Glance | None:
    """Look at a file without writing, waiting or keeping it. It is not checked: `Session.open` does that.

    None for whatever is not the usual case (no file, not ours, an older schema, held by another program, cut
    short in a write, read-only, without a month, damaged): opening it tells what it is.
    """
    path = real(path)
    try:
        if not (path.is_file() and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
            return None
        if journal_of(path).exists():
            return None
        return _read(path)
    except (AppError, sqlite3.Error, OSError, ValueError, TypeError):
        return None


def _read(path: Path) -> Glance | None:
    database = connect(path, "ro")
    try:
        database.run("PRAGMA busy_timeout=0")
        if schema_version(database) != (APPLICATION_ID, len(STEPS)):
            return None
        newest = database.one("SELECT max(period) FROM month WHERE kind = 'full'")
        if newest is None or newest[0] is None:
            return None
        office = database.one("SELECT json_extract(value, '$') FROM office WHERE field = 'name'")
        last = database.one("SELECT time FROM change ORDER BY seq DESC LIMIT 1")
        return Glance(
            path,
            Period(int(newest[0][:4]), int(newest[0][5:])),
            tuple((str(code), str(label), str(icon)) for code, label, icon in database.rows(_SHEETS)),
            "" if office is None else str(office[0]),
            None if last is None else datetime.fromisoformat(last[0]),
        )
    finally:
        database.close()
