"""A table's columns as data, and the few statements that every table shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from models.changes import Area
from models.errors import MachineError
from models.storage.database import Database

_LAST_ID = 2**63 - 1
"""SQLite gives no id after this one."""

Row = Mapping[str, Any]
"""A stored row: text, whole numbers and None only, so that it goes into the log as JSON."""


@dataclass(frozen=True)
class Table:
    """One logged table. `key` names the columns of its primary key."""

    name: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    area: Area

    @cached_property
    def _names(self) -> str:
        return ", ".join(f'"{column}"' for column in self.columns)

    @cached_property
    def _where_key(self) -> str:
        return " AND ".join(f'"{column}" = ?' for column in self.key)

    @cached_property
    def _upsert(self) -> str:
        sets = ", ".join(f'"{c}" = excluded."{c}"' for c in self.columns if c not in self.key)
        keys = ", ".join(f'"{column}"' for column in self.key)
        marks = ", ".join("?" * len(self.columns))
        action = f"UPDATE SET {sets}" if sets else "NOTHING"
        return f"INSERT INTO {self.name} ({self._names}) VALUES ({marks}) ON CONFLICT ({keys}) DO {action}"

    def key_of(self, row: Row) -> dict[str, Any]:
        return {column: row[column] for column in self.key}

    def get(self, database: Database, key: Row) -> dict[str, Any] | None:
        found = database.one(
            f"SELECT {self._names} FROM {self.name} WHERE {self._where_key}", [key[c] for c in self.key]
        )
        return None if found is None else dict(zip(self.columns, found, strict=True))

    def select(self, database: Database, rest: str = "", args: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """Rows as dicts; `rest` is the WHERE and ORDER BY part, always a literal of ours."""
        rows = database.rows(f"SELECT {self._names} FROM {self.name} {rest}", args)
        return [dict(zip(self.columns, row, strict=True)) for row in rows]

    def put(self, database: Database, row: Row) -> None:
        database.run(self._upsert, [row[column] for column in self.columns])

    def remove(self, database: Database, key: Row) -> None:
        database.run(f"DELETE FROM {self.name} WHERE {self._where_key}", [key[c] for c in self.key])

    def next_id(self, database: Database) -> int:
        """An id never used before, by rows since deleted neither: undo may bring those back."""
        highest = database.one(f"SELECT max(id) FROM {self.name}")
        # In a copy torn in the middle of a write SQLite's count may lag behind the rows.
        return max(self.counted(database), (highest and highest[0]) or 0) + 1

    def counted(self, database: Database) -> int:
        """The highest id that SQLite ever gave to or took for a row; 0 before the first."""
        return counted(database, self.name)


def counted(database: Database, table: str) -> int:
    """The highest id that SQLite counted for a table. MachineError "file.damaged" where it never did so."""
    found = database.one("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,))
    if found is None:
        return 0
    if not isinstance(found[0], int) or found[0] >= _LAST_ID:
        raise MachineError("file.damaged", path=str(database.path))
    return found[0]
