"""What was typed into the sheets, or as the report's number or date, and is not stored: an error of its
month until it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from models.checks.finding import Finding
    from models.entities import MonthData, Period, Place
    from models.errors import AppError


_MONTH = "month."
"""No figure's code has a dot."""


class Refused(NamedTuple):
    """A text that was typed and not accepted, and why."""

    text: str
    error: AppError


class RefusedNumbers:
    """By month and code: a figure's, "month.number", "month.report_date". They live as long as the program:
    closing the window says so first."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._held: dict[Period, dict[str, Refused]] = {}

    def of(self, period: Period) -> Mapping[str, Refused]:
        """Those of a month, by code."""
        return self._held.get(period, {})

    def all(self) -> tuple[tuple[Period, str, Refused], ...]:
        """Those of every month."""
        return tuple((period, code, kept) for period, own in self._held.items() for code, kept in own.items())

    def keep(self, period: Period, code: str, refused: Refused) -> None:
        self._held.setdefault(period, {})[code] = refused
        self._changed()

    def forget(self, period: Period, code: str) -> None:
        if self._held.get(period, {}).pop(code, None) is not None:
            self._changed()


def place_of(code: str) -> Place:
    """Where the refused text stands."""
    from models.entities import Place

    own = code.startswith(_MONTH)
    return Place("month", code.removeprefix(_MONTH)) if own else Place("figure", code)


def with_refused(
    found: Iterable[Finding], refused: Mapping[str, Refused], data: MonthData
) -> tuple[Finding, ...]:
    """The findings, and an error "entry.refused" (reason) for each number that is not stored."""
    from models.checks import in_order
    from models.checks.finding import Finding

    unstored = [
        Finding("error", "entry.refused", place_of(code), {"reason": kept.error})
        for code, kept in refused.items()
        if code in data.catalogue.by_code or code.startswith(_MONTH)
    ]
    return in_order([*unstored, *found], data) if unstored else tuple(found)
