"""Meetings that are planned, outside the window, ahead of today, reversed or entered twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from models.checks.context import Context
from models.checks.finding import Finding, Repair
from models.entities import Meeting, Place
from models.formatting import write_short_date, write_window
from models.text import fold


def find_meetings(context: Context) -> Iterator[Finding]:
    """Error "meeting.reversed"; warnings "meeting.planned", "meeting.outside", "meeting.future",
    "meeting.twice"."""
    for meeting in context.data.meetings:
        if meeting.state != "cancelled":
            yield from _one(context, meeting)
    yield from _twice([m for m in context.data.meetings if m.state != "cancelled"])


def _one(context: Context, meeting: Meeting) -> Iterator[Finding]:
    place = Place("meeting", id=meeting.id)
    window = context.data.month.window
    params = {"title": meeting.title, "date": write_short_date(meeting.start)}
    last = meeting.end or meeting.start
    if last < meeting.start:
        yield Finding("error", "meeting.reversed", place, {**params, "end": write_short_date(last)})
        return
    apart = last < window.start or meeting.start > window.end
    if apart and window.start <= window.end:
        yield Finding("warning", "meeting.outside", place, {**params, "window": write_window(window)})
    if meeting.state == "planned":
        yield Finding("warning", "meeting.planned", place, params)
    elif context.today is not None and meeting.start > context.today:
        yield Finding("warning", "meeting.future", place, params)


# Words that say nothing about which meeting it is.
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "buoi cac chi cho chu cua cuoc du gia hn hoi hop lam ngay nghi phien tai tham tri trong va ve viec"
        " voi",
    )
)


def _words(title: str) -> frozenset[str]:
    """The folded words that tell a meeting from others; numbers part meetings of one series."""
    return frozenset(re.findall(r"\w+", fold(title))) - _EMPTY


_MOST_TOLD = 3
"""How many earlier meetings like it are told of one meeting; of a thousand equal ones not every pair."""


def _twice(meetings: list[Meeting]) -> Iterator[Finding]:
    """Pairs that look like one event: more than four fifths of the shorter title's words shared.

    On different days a series (the weekly meeting) is no repetition: then the titles must differ and
    share a word that no other meeting of the month has.
    """
    words = [_words(meeting.title) for meeting in meetings]
    numbers = [_numbers(meeting.title) for meeting in meetings]
    spread = Counter(word for found in words for word in found)

    def alike(i: int, j: int) -> bool:
        shared = words[i] & words[j]
        least = min(len(words[i]), len(words[j]))
        if least < 2 or len(shared) * 5 <= least * 4 or numbers[i] != numbers[j]:
            return False
        if meetings[i].start == meetings[j].start:
            return True
        return words[i] != words[j] and any(spread[word] == 2 for word in shared)

    for j, second in enumerate(meetings):
        for i in islice((i for i in range(j) if alike(i, j)), _MOST_TOLD):
            params = {
                "title": second.title,
                "date": write_short_date(second.start),
                "other": meetings[i].title,
                "other_date": write_short_date(meetings[i].start),
            }
            place = Place("meeting", id=second.id)
            compare = Repair("meeting.compare", params={"other": meetings[i].id})
            yield Finding("warning", "meeting.twice", place, params, compare)


def _numbers(title: str) -> list[str]:
    return sorted(re.findall(r"\d+", title))
