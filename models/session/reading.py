"""What the session reads: a month with all that composing and checking it needs, in a few queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from models.catalogue import Catalogue
from models.entities import Meeting, Month, MonthData, Office, Period, PreviousMonth, Value
from models.errors import UserError
from models.figures import count_tallied, tally_held
from models.storage import log
from models.storage.database import Database
from models.storage.errors import stored_border
from models.storage.tables import meetings, months, narrative, office

HISTORY_MONTHS = 24


def month_row(database: Database, period: Period) -> dict[str, object]:
    """The stored month. UserError "month.unknown" (period) when the file holds none."""
    row = months.MONTH.get(database, {"period": period.key})
    if row is None or row["kind"] != "full":
        raise UserError("month.unknown", period=period)
    return row


def month_data(database: Database, period: Period, catalogue: Catalogue, current: Office) -> MonthData:
    """A month and its history. An issued month has the office it was issued with.

    Raises UserError "month.unknown" (period).
    """
    with stored_border(database.path):
        return _month_data(database, period, catalogue, current)


def _month_data(database: Database, period: Period, catalogue: Catalogue, current: Office) -> MonthData:
    row = month_row(database, period)
    first, before = period.shifted(-HISTORY_MONTHS), period.previous
    kinds = months.read_kinds(database, first, period)
    stored = months.read_values(database, first, period)
    held = meetings.read_meetings(database, first, period)
    values = {
        month: _with_counted(catalogue, stored.get(month, {}), held.get(month, ()), kind)
        for month, kind in sorted(kinds.items())
    }
    windows = months.read_windows(database, (period, before))
    copy = row["office"]
    last = log.last_time(database)
    month = months.month_of(row)
    bears = current if copy is None else _as_issued(str(copy), current)
    return MonthData(
        month=month,
        office=bears,
        catalogue=catalogue,
        values=values.pop(period),
        notes=months.read_notes(database, period),
        windows=windows[period],
        meetings=held.get(period, ()),
        paragraphs=narrative.read_paragraphs(database, period),
        history=values,
        previous=PreviousMonth(before, windows[before], narrative.read_paragraphs(database, before))
        if kinds.get(before) == "full"
        else None,
        settled=months.read_settled(database, period),
        number_twice=_number_twice(database, month, bears.symbol),
        last_change=None if last is None else last.date(),
    )


def _with_counted(
    catalogue: Catalogue, stored: Mapping[str, Value], held: tuple[Meeting, ...], kind: str
) -> dict[str, Value]:
    """The month's values in the catalogue's order; a month known by its figures only brings the counts."""
    values: dict[str, Value] = {}
    tally = tally_held(held)
    for figure in catalogue.figures:
        if figure.count is not None and kind == "full":
            values[figure.code] = Value(Decimal(count_tallied(tally, figure.count)), "counted")
        elif figure.code in stored:
            values[figure.code] = stored[figure.code]
    return values


def _as_issued(copy: str, current: Office) -> Office:
    """The office a month was issued with; kinds of meetings added since are known to it too."""
    frozen = office.office_from_text(copy)
    known = {kind.code for kind in frozen.meeting_kinds}
    added = tuple(kind for kind in current.meeting_kinds if kind.code not in known)
    return replace(frozen, meeting_kinds=(*frozen.meeting_kinds, *added)) if added else frozen


def _number_twice(database: Database, month: Month, symbol: str) -> tuple[Period, ...]:
    """The other issued months with that number and symbol in the same year; numbers begin anew each year."""
    if month.number is None:
        return ()
    rows = months.MONTH.select(
        database,
        "WHERE number = ? AND issued_version > 0 AND period <> ? ORDER BY period",
        (month.number, month.period.key),
    )
    found = ((months.month_of(row), office.office_from_text(row["office"])) for row in rows)
    return tuple(
        other.period for other, bears in found if bears.symbol == symbol and _year(other) == _year(month)
    )


def _year(month: Month) -> int:
    """The year whose numbers the report's is one of."""
    return month.period.year if month.report_date is None else month.report_date.year
