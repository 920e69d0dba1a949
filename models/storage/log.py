"""The change log: every write's rows before and after, undo and redo, the history of a cell."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from models.changes import ActionName, RowChange
from models.entities import CellChange, Period
from models.errors import MachineError
from models.storage import chain
from models.storage.database import Database
from models.storage.errors import stored_border
from models.storage.tables import LOGGED
from models.storage.tables.months import period_of
from models.storage.tables.table import Table, counted

Status = Literal["done", "undone", "closed"]


@dataclass(frozen=True)
class Entry:
    """One write that undo or redo may take."""

    seq: int
    name: ActionName


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _text(row: Mapping[str, Any] | None) -> str | None:
    return None if row is None else _json(dict(row))


def _row(text: str | None) -> dict[str, Any] | None:
    if text is None:
        return None
    found = json.loads(text)
    if not isinstance(found, dict):
        raise TypeError(f"{type(found).__name__} where an object is stored")
    return found


def append(
    database: Database,
    name: ActionName,
    time: datetime,
    changes: Sequence[RowChange],
    status: Status = "done",
    kind: Literal["do", "undo", "redo"] = "do",
    of: int | None = None,
) -> int:
    """Add a write to the log, inside its transaction; its sequence number."""
    seq = next_seq(database)
    stamp = time.isoformat(timespec="milliseconds")
    entry = (seq, stamp, kind, of, name.code, _json(_stored(name.params)))
    rows = [
        (n, c.table, _json(list(c.key.values())), _text(c.before), _text(c.after))
        for n, c in enumerate(changes)
    ]
    before = database.one("SELECT digest FROM change ORDER BY seq DESC LIMIT 1")
    digest = chain.link("" if before is None else before[0], entry, rows)
    database.run(
        "INSERT INTO change (seq, time, kind, of_change, code, params, status, digest) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (*entry, status, digest),
    )
    database.run_many(
        "INSERT INTO change_row (seq, n, tbl, key, before, after) VALUES (?, ?, ?, ?, ?, ?)",
        [(seq, *row) for row in rows],
    )
    return seq


def next_seq(database: Database) -> int:
    """One more than any entry ever had, entries removed behind our back included."""
    return max(counted(database, "change"), last_seq(database)) + 1


def close_redo(database: Database) -> None:
    """A new write ends the branch that redo could have followed."""
    database.run("UPDATE change SET status = 'closed' WHERE status = 'undone'")


def mark(database: Database, seq: int, status: Status) -> None:
    database.run("UPDATE change SET status = ? WHERE seq = ?", (status, seq))


def last_done(database: Database) -> Entry | None:
    return _entry(
        database,
        "SELECT seq, code, params FROM change WHERE status = 'done' ORDER BY seq DESC LIMIT 1",
    )


def last_undone(database: Database) -> Entry | None:
    """What redo brings again: of the writes taken back, the first."""
    return _entry(
        database, "SELECT seq, code, params FROM change WHERE status = 'undone' ORDER BY seq LIMIT 1"
    )


def _entry(database: Database, sql: str) -> Entry | None:
    row = database.one(sql)
    if row is None:
        return None
    with stored_border(database.path):
        params = _row(row[2]) or {}
        if "period" in params:
            params["period"] = period_of(params["period"])
    return Entry(row[0], ActionName(row[1], params))


def _stored(params: Mapping[str, Any]) -> dict[str, Any]:
    """A name's parameters as JSON can hold them: a period as its key."""
    return {name: value.key if isinstance(value, Period) else value for name, value in params.items()}


def changes_of(database: Database, seq: int) -> tuple[RowChange, ...]:
    rows = database.rows("SELECT tbl, key, before, after FROM change_row WHERE seq = ? ORDER BY n", (seq,))
    with stored_border(database.path):
        return tuple(
            RowChange(
                table,
                dict(zip(LOGGED[table].key, json.loads(key), strict=True)),
                _row(before),
                _row(after),
            )
            for table, key, before, after in rows
        )


def apply(database: Database, changes: Sequence[RowChange]) -> None:
    """Put each row as it was after its change; MachineError "file.damaged" where it is not as before it."""
    for change in changes:
        table = LOGGED[change.table]
        if table.get(database, change.key) != change.before:
            raise MachineError("file.damaged", path=str(database.path))
        if change.after is None:
            table.remove(database, change.key)
        else:
            table.put(database, change.after)


def last_time(database: Database) -> datetime | None:
    row = database.one("SELECT time FROM change ORDER BY seq DESC LIMIT 1")
    with stored_border(database.path):
        return None if row is None else datetime.fromisoformat(row[0])


def last_seq(database: Database) -> int:
    row = database.one("SELECT max(seq) FROM change")
    return 0 if row is None or row[0] is None else row[0]


def cell_history(database: Database, period: Period, figure: str, limit: int) -> tuple[CellChange, ...]:
    """The amounts a cell has had, newest first."""
    rows = database.rows(
        "SELECT c.time, r.before, r.after FROM change_row AS r JOIN change AS c ON c.seq = r.seq "
        "WHERE r.tbl = 'value' AND r.key = ? ORDER BY r.seq DESC LIMIT ?",
        (_json([period.key, figure]), limit),
    )
    with stored_border(database.path):
        steps = [
            CellChange(datetime.fromisoformat(time), _amount(before), _amount(after))
            for time, before, after in rows
        ]
    return tuple(step for step in steps if step.old != step.new)


def first_broken(database: Database) -> int | None:
    """The first entry that is missing or not as it was written; None when all are sound.

    Whoever knows the rule could chain the whole log anew: this shows carelessness and simple meddling.
    """
    stored = dict(database.rows("SELECT seq, CAST(digest AS TEXT) FROM change"))
    expected = 1
    for seq, digest in chain.links(database):
        if seq != expected:
            return expected
        if stored[seq] != digest:
            return seq
        expected += 1
    if expected < next_seq(database) or expected <= _backed_up(database):
        return expected
    # SQLite's count stayed behind the last entry: a copy torn in the middle of its write.
    return expected - 1 if counted(database, "change") < expected - 1 else None


def _backed_up(database: Database) -> int:
    """The last entry that a backup holds: a log that ends before it was cut off."""
    found: list[int] = [
        row[0] for row in database.rows("SELECT seq FROM keeping UNION SELECT seq FROM backup")
    ]
    return max(found, default=0)


def changed_outside(database: Database) -> list[tuple[str, dict[str, Any]]]:
    """(table, key) of every row that is not as the log's last entry about it left it."""
    found: list[tuple[str, dict[str, Any]]] = []
    # Not by the index: in a copy torn in the middle of a write it may lack what its table holds.
    afters: dict[str, dict[str, str | None]] = {name: {} for name in LOGGED}
    for name, key, after in database.rows(
        "SELECT tbl, key, after FROM change_row NOT INDEXED ORDER BY seq, n"
    ):
        afters.setdefault(name, {})[key] = after
    for table in LOGGED.values():
        last = {key: _readable(after) for key, after in afters[table.name].items()}
        for row in table.select(database):
            key = table.key_of(row)
            if last.pop(_json(list(key.values())), None) != row:
                found.append((table.name, key))
        for text, after in last.items():
            # A key that can no longer be read names no row; its entry's digest tells.
            parts = _key_parts(text)
            if after is not None and parts is not None and len(parts) == len(table.key):
                found.append((table.name, dict(zip(table.key, parts, strict=True))))
        found.extend((table.name, {"id": id}) for id in _uncounted(database, table, afters[table.name]))
    return found


def _uncounted(database: Database, table: Table, logged: Iterable[str]) -> list[int]:
    """The highest id that the log knows, where SQLite's own count of ids is behind it: nothing but a copy
    torn in the middle of a write leaves it so."""
    if table.key != ("id",):
        return []
    highest = max((id for id in map(_id_of, logged) if id is not None), default=0)
    return [highest] if table.counted(database) < highest else []


def _id_of(key: str) -> int | None:
    parts = _key_parts(key)
    return parts[0] if parts and isinstance(parts[0], int) else None


def _key_parts(text: str) -> list[str | int] | None:
    """A stored key; None where it can no longer be read."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    readable = isinstance(found, list) and all(isinstance(part, str | int) for part in found)
    return found if readable else None


def _readable(text: str | None) -> dict[str, Any] | None:
    """A stored row; {}, which is like no row, where it can no longer be read."""
    try:
        return _row(text)
    except (ValueError, TypeError, RecursionError):
        return {}


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(json.loads(text)["amount"])
