"""The checks: every rule run over a month, the findings in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from models.checks.arithmetic import find_arithmetic
from models.checks.context import ComposedReport, Context, Lacking, make_context
from models.checks.cumulative import find_cumulative
from models.checks.finding import Finding
from models.checks.glyphs import find_glyphs
from models.checks.jumps import find_jumps
from models.checks.keeping import find_keeping
from models.checks.letterhead import find_letterhead
from models.checks.meetings import find_meetings
from models.checks.missing import find_missing
from models.checks.printed import find_printed
from models.checks.typed_text import find_typed_text
from models.checks.windows import find_windows
from models.entities import MonthData, OutsideChanges, Place

__all__ = ["ComposedReport", "check_month", "in_order"]

RULES: tuple[Callable[[Context], Iterator[Finding]], ...] = (
    find_arithmetic,
    find_cumulative,
    find_windows,
    find_missing,
    find_letterhead,
    find_meetings,
    find_jumps,
    find_typed_text,
    find_printed,
    find_glyphs,
    find_keeping,
)
"""One family of rules each; their order settles ties."""


def check_month(
    data: MonthData,
    composed: ComposedReport | None = None,
    today: date | None = None,
    include_settled: bool = False,
    outside: OutsideChanges | None = None,
    lacking: Lacking | None = None,
) -> tuple[Finding, ...]:
    """Everything the rules find: errors, warnings, hints, each in page order.

    Warnings and hints that `data.settled` gives a reason for are left out unless `include_settled`;
    errors never are. Without `composed` the narrative's own mistakes are not among them; without
    `today` no meeting is called ahead of it, nor the clock behind. `outside`: what `Session.changed_outside`
    found. `lacking`: the characters of a text that the report's font has no glyph for; without it none is
    called missing.
    """
    context = make_context(data, composed, today, outside, lacking)
    found = [finding for rule in RULES for finding in rule(context)]
    if not include_settled:
        found = [f for f in found if f.severity == "error" or f.key not in data.settled]
    return in_order(found, data)


def in_order(found: Iterable[Finding], data: MonthData) -> tuple[Finding, ...]:
    """Errors, warnings, hints, each in page order."""
    order = _PageOrder(data)
    return tuple(sorted(found, key=lambda finding: (_SEVERITY[finding.severity], order.of(finding.place))))


_SEVERITY = {"error": 0, "warning": 1, "hint": 2}
_PAGES = {"meeting": 0, "sheet": 1, "row": 1, "figure": 1, "paragraph": 2, "month": 3, "office": 4}


class _PageOrder:
    """Where a place stands when the window's pages are read from the top."""

    def __init__(self, data: MonthData) -> None:
        catalogue = data.catalogue
        sheets = {sheet.code: index for index, sheet in enumerate(catalogue.sheets)}
        columns = {(c.sheet, c.code): index for index, c in enumerate(catalogue.columns)}
        self._lines: dict[tuple[str, str], tuple[int, int, int]] = {}
        for code, index in sheets.items():
            self._lines["sheet", code] = (index, -1, 0)
        rows = {}
        for index, row in enumerate(catalogue.rows):
            rows[row.code] = index
            self._lines["row", row.code] = (sheets.get(row.sheet, 0), index, -1)
        for figure in catalogue.figures:
            column = columns.get((figure.sheet, figure.column), 0)
            line = (sheets.get(figure.sheet, 0), rows.get(figure.row, 0), column)
            self._lines["figure", figure.code] = line
        for index, meeting in enumerate(data.meetings):
            self._lines["meeting", str(meeting.id)] = (index, 0, 0)

    def of(self, place: Place) -> tuple[int, int, int, int]:
        page = _PAGES[place.kind]
        if place.kind == "paragraph":
            return (page, place.id or 0, place.span[0] if place.span else 0, 0)
        name = str(place.id) if place.kind == "meeting" else place.code
        return (page, *self._lines.get((place.kind, name), (0, 0, 0)))
