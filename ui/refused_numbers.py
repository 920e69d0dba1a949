"""Numbers that were typed into the sheets and are not stored: errors of their month until they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.checks.finding import Finding
    from models.entities import MonthData, Period
    from models.errors import AppError


@dataclass(frozen=True)
class Refused:
    """A text that was typed and not accepted, and why."""

    text: str
    error: AppError


class RefusedNumbers:
    """By month and figure. They live as long as the program: closing the window says so first."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._held: dict[Period, dict[str, Refused]] = {}

    def of(self, period: Period) -> Mapping[str, Refused]:
        """Those of a month, by the figure's code."""
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


def with_refused(
    found: Iterable[Finding], refused: Mapping[str, Refused], data: MonthData
) -> tuple[Finding, ...]:
    """The findings, and an error "entry.refused" (reason) for each number that is not stored."""
    from models.checks import in_order
    from models.checks.finding import Finding
    from models.entities import Place

    unstored = [
        Finding("error", "entry.refused", Place("figure", code), {"reason": kept.error})
        for code, kept in refused.items()
        if code in data.catalogue.by_code
    ]
    return in_order([*unstored, *found], data) if unstored else tuple(found)
