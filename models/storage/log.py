"""The change log: every write's rows before and after, undo and redo, the history of a cell."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from models.changes import ActionName, RowChange
from models.entities import CellChange, Period
from models.errors import MachineError
from models.storage.database import Database
from models.storage.tables import LOGGED
from models.storage.tables.months import period_of

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
    return None if text is None else json.loads(text)


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
    stamp = time.isoformat(timespec="milliseconds")
    seq = database.run(
        "INSERT INTO change (time, kind, of_change, code, params, status) VALUES (?, ?, ?, ?, ?, ?)",
        (stamp, kind, of, name.code, _json(_stored(name.params)), status),
    )
    database.run_many(
        "INSERT INTO change_row (seq, n, tbl, key, before, after) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (seq, n, c.table, _json(list(c.key.values())), _text(c.before), _text(c.after))
            for n, c in enumerate(changes)
        ],
    )
    return seq


def close_redo(database: Database) -> None:
    """A new write ends the branch that redo could have followed."""
    database.run("UPDATE change SET status = 'closed' WHERE status = 'undone'")


def mark(database: Database, seq: int, status: Status) -> None:
    database.run("UPDATE change SET status = ? WHERE seq = ?", (status, seq))


def last_done(database: Database) -> Entry | None:
    return _entry(
        database.one("SELECT seq, code, params FROM change WHERE status = 'done' ORDER BY seq DESC LIMIT 1")
    )


def last_undone(database: Database) -> Entry | None:
    """What redo brings again: of the writes taken back, the first."""
    return _entry(
        database.one("SELECT seq, code, params FROM change WHERE status = 'undone' ORDER BY seq LIMIT 1")
    )


def _entry(row: tuple[Any, ...] | None) -> Entry | None:
    if row is None:
        return None
    params = json.loads(row[2])
    if "period" in params:
        params["period"] = period_of(params["period"])
    return Entry(row[0], ActionName(row[1], params))


def _stored(params: Mapping[str, Any]) -> dict[str, Any]:
    """A name's parameters as JSON can hold them: a period as its key."""
    return {name: value.key if isinstance(value, Period) else value for name, value in params.items()}


def changes_of(database: Database, seq: int) -> tuple[RowChange, ...]:
    rows = database.rows("SELECT tbl, key, before, after FROM change_row WHERE seq = ? ORDER BY n", (seq,))
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
    steps = [
        CellChange(datetime.fromisoformat(time), _amount(before), _amount(after))
        for time, before, after in rows
    ]
    return tuple(step for step in steps if step.old != step.new)


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(json.loads(text)["amount"])
