"""What a write changed: rows before and after, and what that means for the views."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from models.entities import Period

Area = Literal[
    "office",
    "catalogue",
    "month",
    "values",
    "notes",
    "windows",
    "meetings",
    "narrative",
    "findings",
    "issued",
]


@dataclass(frozen=True)
class ActionName:
    """The name of a write as undo shows it: a code that `ui.messages` words, and its parameters."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class RowChange:
    """One stored row before and after; None for "was not there" and "is no longer there"."""

    table: str
    key: Mapping[str, Any]
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    @property
    def inverse(self) -> RowChange:
        return RowChange(self.table, self.key, self.after, self.before)


@dataclass(frozen=True)
class ChangeSet:
    """The answer of every write: views redraw what it names. Empty when nothing changed."""

    name: ActionName
    time: datetime
    changes: tuple[RowChange, ...]
    areas: frozenset[Area]
    periods: frozenset[Period]
    """The months touched; empty for office and catalogue, which touch all."""
    notices: tuple[str, ...] = ()
    """What was changed in a text on its way in, as `models.text.clean` names it; also where all that was
    typed was taken out again, and nothing changed."""

    def __bool__(self) -> bool:
        return bool(self.changes)
