"""Meetings, in the order they are printed; titles also folded, for suggestions and search."""

from __future__ import annotations

from datetime import date
from typing import Any

from models.entities import Meeting, Period
from models.storage.database import Database
from models.storage.tables.months import period_of
from models.storage.tables.table import Row, Table
from models.text import fold

MEETING = Table(
    "meeting",
    ("id",),
    (
        "id",
        "period",
        "position",
        "title",
        "folded",
        "start",
        "end",
        "kind",
        "state",
        "role",
        "form",
        "chair",
        "place",
        "print_in",
    ),
    "meetings",
)


def meeting_row(period: Period, meeting: Meeting) -> dict[str, Any]:
    """The meeting must have its id by now."""
    return {
        "id": meeting.id,
        "period": period.key,
        "position": meeting.position,
        "title": meeting.title,
        "folded": fold(meeting.title),
        "start": meeting.start.isoformat(),
        "end": None if meeting.end is None else meeting.end.isoformat(),
        "kind": meeting.kind,
        "state": meeting.state,
        "role": meeting.role,
        "form": meeting.form,
        "chair": meeting.chair,
        "place": meeting.place,
        "print_in": meeting.print_in,
    }


def meeting_of(row: Row) -> Meeting:
    return Meeting(
        id=row["id"],
        title=row["title"],
        start=date.fromisoformat(row["start"]),
        end=None if row["end"] is None else date.fromisoformat(row["end"]),
        kind=row["kind"],
        state=row["state"],
        role=row["role"],
        form=row["form"],
        chair=row["chair"],
        place=row["place"],
        print_in=row["print_in"],
        position=row["position"],
    )


def read_meetings(database: Database, first: Period, last: Period) -> dict[Period, tuple[Meeting, ...]]:
    """Each month's meetings in print order."""
    found: dict[Period, list[Meeting]] = {}
    rows = MEETING.select(
        database, "WHERE period BETWEEN ? AND ? ORDER BY period, position, id", (first.key, last.key)
    )
    for row in rows:
        found.setdefault(period_of(row["period"]), []).append(meeting_of(row))
    return {period: tuple(meetings) for period, meetings in found.items()}


def read_titles(database: Database, folded: str, limit: int) -> list[tuple[str, int, date]]:
    """Titles with a word that begins so, with how often and when last; those that begin so themselves first,
    then the most frequent."""
    rows = database.rows(
        "SELECT title, count(*), max(start) FROM meeting WHERE instr(' ' || folded, ' ' || ?) > 0 "
        "GROUP BY title ORDER BY min(instr(folded, ?)) > 1, count(*) DESC, max(start) DESC, title LIMIT ?",
        (folded, folded, limit),
    )
    return [(title, count, date.fromisoformat(last)) for title, count, last in rows]


def read_kinds_in_use(database: Database) -> set[str]:
    return {row[0] for row in database.rows("SELECT DISTINCT kind FROM meeting")}
