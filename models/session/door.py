"""The one door for writes: one transaction that writes, logs rows before and after, and says what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from models import validation
from models.changes import ActionName, Area, ChangeSet, RowChange
from models.entities import Period
from models.errors import UserError
from models.storage import log
from models.storage.database import Database
from models.storage.tables import LOGGED
from models.storage.tables.months import period_of
from models.storage.tables.table import Row, Table

Clock = Callable[[], datetime]


def now() -> datetime:
    """The machine's time with its offset, as the log keeps it."""
    return datetime.now().astimezone()


class Write:
    """What a write may do while the door is open. Rows are named by table and primary key."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._changes: dict[tuple[Any, ...], RowChange] = {}
        self.result: ChangeSet
        """Set when the door has closed."""

    def put(self, table: Table, row: Row) -> None:
        """Insert the row, or replace the one with its key."""
        before = table.get(self.database, row)
        if before != row:
            table.put(self.database, row)
            self._note(table, table.key_of(row), before, row)

    def delete(self, table: Table, key: Row) -> None:
        """Remove the row of that key, if there is one."""
        before = table.get(self.database, key)
        if before is not None:
            table.remove(self.database, key)
            self._note(table, table.key_of(key), before, None)

    def delete_where(self, table: Table, rest: str, args: Sequence[Any]) -> None:
        for row in table.select(self.database, rest, args):
            self.delete(table, row)

    def _note(self, table: Table, key: Row, before: Row | None, after: Row | None) -> None:
        name = (table.name, *key.values())
        earlier = self._changes.get(name)
        if earlier is not None:
            before = earlier.before
        self._changes[name] = RowChange(table.name, key, before, None if after is None else dict(after))

    @property
    def changes(self) -> tuple[RowChange, ...]:
        return tuple(change for change in self._changes.values() if change.before != change.after)


class Door:
    """Opens a write; undoes and redoes what went through."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self._clock = clock

    @contextmanager
    def write(self, name: ActionName, undoable: bool = True) -> Iterator[Write]:
        """All that happens inside is one write: stored and logged whole, or not at all.

        Changing nothing stores nothing. UserError "file.read_only"; MachineError "disk.*".
        """
        self._refuse_read_only()
        write = Write(self.database)
        time = self._clock()
        self.database.begin()
        try:
            with validation.noticing() as notices:
                yield write
            changes = write.changes
            if changes:
                log.close_redo(self.database)
                log.append(self.database, name, time, changes, "done" if undoable else "closed")
                self.database.run("COMMIT")
            write.result = replace(change_set(name, time, changes), notices=tuple(notices))
        finally:
            self.database.roll_back()

    def undo(self) -> ChangeSet:
        """Take back the last write; an empty ChangeSet when there is none."""
        return self._replay(log.last_done(self.database), "undo")

    def redo(self) -> ChangeSet:
        """Bring again what undo took back last; an empty ChangeSet when there is none."""
        return self._replay(log.last_undone(self.database), "redo")

    def _replay(self, entry: log.Entry | None, kind: str) -> ChangeSet:
        time = self._clock()
        if entry is None:
            return change_set(ActionName(f"{kind}.nothing"), time, ())
        self._refuse_read_only()
        with self.database.transaction():
            changes = log.changes_of(self.database, entry.seq)
            if kind == "undo":
                changes = tuple(change.inverse for change in reversed(changes))
            log.apply(self.database, changes)
            log.mark(self.database, entry.seq, "undone" if kind == "undo" else "done")
            log.append(
                self.database,
                entry.name,
                time,
                changes,
                "closed",
                "undo" if kind == "undo" else "redo",
                entry.seq,
            )
        return change_set(entry.name, time, changes)

    def _refuse_read_only(self) -> None:
        if self.database.read_only:
            raise UserError("file.read_only", path=str(self.database.path))


def change_set(name: ActionName, time: datetime, changes: tuple[RowChange, ...]) -> ChangeSet:
    areas: set[Area] = set()
    periods: set[Period] = set()
    for change in changes:
        areas.add(LOGGED[change.table].area)
        for row in (change.before, change.after):
            if row is not None and "period" in row:
                periods.add(period_of(row["period"]))
    return ChangeSet(name, time, changes, frozenset(areas), frozenset(periods))
