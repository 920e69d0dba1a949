"""Which earlier titles to offer while a meeting's title is typed. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from models.entities import Meeting
from models.text import find_folded, fold
from ui.meetings.dates import write_day


@dataclass(frozen=True)
class PastTitle:
    """A title used in earlier months: how often, and when last."""

    title: str
    count: int
    last: date | None


@dataclass(frozen=True)
class TitleOffer:
    """One line of the list under the title field."""

    title: str
    matches: tuple[tuple[int, int], ...]
    """What of the title is shown bold, as offsets."""
    day: str = ""
    """"12/8" when this month already has it; "" otherwise."""
    count: int = 0
    last: date | None = None


def title_offers(
    typed: str, past: Iterable[PastTitle], present: Sequence[Meeting], limit: int = 6
) -> list[TitleOffer]:
    """Titles that hold every word typed, marks and case apart; this month's with their day, each once."""
    words = fold(typed).split()
    if not words:
        return []
    offers: list[TitleOffer] = []
    seen: set[str] = set()
    for title, offer in _candidates(past, present):
        key = fold(title)
        if key in seen or not all(word in key for word in words) or title == typed.strip():
            continue
        seen.add(key)
        offers.append(TitleOffer(title, _matches(title, words), offer.day, offer.count, offer.last))
    start = " ".join(words)
    offers.sort(key=lambda offer: (not fold(offer.title).startswith(start), -offer.count))
    return offers[:limit]


def _candidates(past: Iterable[PastTitle], present: Sequence[Meeting]) -> Iterable[tuple[str, TitleOffer]]:
    for meeting in present:
        yield meeting.title, TitleOffer(meeting.title, (), write_day(meeting.start))
    for old in past:
        yield old.title, TitleOffer(old.title, (), "", old.count, old.last)


def _matches(title: str, words: Sequence[str]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for word in words:
        places = find_folded(title, word)
        if places:
            found.append(places[0])
    return tuple(sorted(set(found)))
