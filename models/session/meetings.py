"""Writes to a month's meetings. Positions in print are 0, 1, 2 without gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models import validation
from models.entities import Meeting, Office, Period
from models.errors import UserError
from models.session.door import Write
from models.storage.tables.meetings import MEETING, meeting_row, read_meetings

MOST_MEETINGS = 2_000


def add(write: Write, period: Period, meeting: Meeting, office: Office) -> None:
    """A new meeting, in print behind the last one that began no later: in order of days until moved."""
    held = _of(write, period)
    if len(held) >= MOST_MEETINGS:
        raise UserError("meeting.too_many", limit=MOST_MEETINGS)
    checked = validation.meeting(meeting, office)
    earlier = [other.position for other in held if other.start <= checked.start]
    place = max(earlier) + 1 if earlier else 0
    stored = replace(checked, id=MEETING.next_id(write.database), position=place)
    write.put(MEETING, meeting_row(period, stored))
    _number(write, period, [*held[:place], stored, *held[place:]])


def update(write: Write, period: Period, meeting: Meeting, office: Office) -> None:
    """Replace the meeting of that id; its place in print stays."""
    stored = find(_of(write, period), meeting.id)
    checked = validation.meeting(meeting, office)
    write.put(MEETING, meeting_row(period, replace(checked, position=stored.position)))


def delete(write: Write, period: Period, id: int) -> None:
    held = _of(write, period)
    find(held, id)
    write.delete(MEETING, {"id": id})
    _number(write, period, [meeting for meeting in held if meeting.id != id])


def move(write: Write, period: Period, id: int, position: int) -> None:
    """To that place in print, from 0; beyond the last means last."""
    held = _of(write, period)
    moved = find(held, id)
    others = [meeting for meeting in held if meeting.id != id]
    others.insert(max(0, position), moved)
    _number(write, period, others)


def find(held: Sequence[Meeting], id: int | None) -> Meeting:
    """UserError "meeting.unknown" (id)."""
    for meeting in held:
        if id is not None and meeting.id == id:
            return meeting
    raise UserError("meeting.unknown", id=id)


def _number(write: Write, period: Period, ordered: Sequence[Meeting]) -> None:
    for position, meeting in enumerate(ordered):
        if meeting.position != position:
            write.put(MEETING, meeting_row(period, replace(meeting, position=position)))


def _of(write: Write, period: Period) -> tuple[Meeting, ...]:
    return read_meetings(write.database, period, period).get(period, ())
