"""Whether a file is exactly what one logged write makes of another: what tells a write that reached the disk
whole from one that was cut in the middle."""

from __future__ import annotations

import hashlib
import sqlite3

from models.errors import AppError
from models.storage import log
from models.storage.database import Database

UNSOUND = frozenset(("file.damaged", "file.foreign"))
"""What the content itself is refused for; any other refusal is the disk's and says nothing of it."""


def leads_to(before: Database, after: Database) -> bool:
    """Replay the last write of `after` on `before`, compare every row of every table, and take it back."""
    seq = log.last_seq(after)
    if log.last_seq(before) != seq - 1:
        return False
    try:
        before.run("BEGIN")
        _replay(before, after, seq)
        return _tables(before) == _tables(after) and all(
            _rows(before, table) == _rows(after, table) for table in _tables(after)
        )
    except AppError as error:
        if error.code in UNSOUND:
            return False
        raise
    except sqlite3.Error:
        # A row that the copy already holds, a reference it lacks.
        return False
    finally:
        before.roll_back()


def _replay(before: Database, after: Database, seq: int) -> None:
    kind, of = after.rows("SELECT kind, of_change FROM change WHERE seq = ?", (seq,))[0]
    log.apply(before, log.changes_of(after, seq))
    if kind == "do":
        log.close_redo(before)
    else:
        log.mark(before, of, "undone" if kind == "undo" else "done")
    for digest, content in after.rows("SELECT digest, content FROM file_content"):
        # An issued version's files are not in the log; their names tell whether they are whole.
        if hashlib.sha256(content).hexdigest() == digest:
            before.run("INSERT INTO file_content VALUES (?, ?) ON CONFLICT DO NOTHING", (digest, content))
    for table in ("change", "change_row"):
        rows = after.rows(f"SELECT * FROM {table} WHERE seq = ?", (seq,))
        marks = ", ".join("?" * len(rows[0])) if rows else ""
        before.run_many(f"INSERT INTO {table} VALUES ({marks})", rows)


def _tables(database: Database) -> list[str]:
    names = database.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return [name for (name,) in names]


def _rows(database: Database, table: str) -> list[tuple[object, ...]]:
    # Neither ids that SQLite gives by itself nor the order in which rows happen to lie are the clerk's.
    return sorted(database.rows(f'SELECT * FROM "{table}"'), key=repr)
