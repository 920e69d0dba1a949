"""What may be stored: every record is checked and its text cleaned here, for the door and for month files.

Each function gives the record as it shall be stored, or raises UserError with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, get_args

from models.catalogue import Figure, may_be_negative
from models.entities import (
    Meeting,
    MeetingForm,
    MeetingKind,
    MeetingRole,
    MeetingState,
    Office,
    Period,
    PrintIn,
    Window,
)
from models.errors import UserError
from models.text import clean

FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2100
LARGEST_AMOUNT: Final = Decimal(10) ** 15
LARGEST_NUMBER: Final = 99_999
LINE_LIMIT: Final = 2_000
"""Characters of a one-line text: a title, a label, a name."""
TEXT_LIMIT: Final = 100_000
"""Characters of a paragraph or a note."""
MAX_DECIMALS: Final = 6
_CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,59}", re.ASCII)


_heard: ContextVar[list[str] | None] = ContextVar("heard", default=None)


@contextmanager
def noticing() -> Iterator[list[str]]:
    """Gathers what cleaning changes in the texts that are checked inside: the notices of
    `models.text.clean`, each once."""
    heard: list[str] = []
    token = _heard.set(heard)
    try:
        yield heard
    finally:
        _heard.reset(token)


def _cleaned(text: str, multiline: bool, limit: int) -> str:
    cleaned = clean(text, multiline, limit)
    heard = _heard.get()
    if heard is not None:
        heard.extend(code for code in cleaned.notices if code not in heard)
    return cleaned.text


def line(text: str) -> str:
    """A one-line text, cleaned. UserError "text.too_long" (length, limit)."""
    return _cleaned(text, False, LINE_LIMIT).strip()


def block(text: str) -> str:
    """A text of several lines, cleaned; spaces at its ends stay as typed."""
    return _cleaned(text, True, TEXT_LIMIT)


def code(text: str) -> str:
    """A code is plain: [a-z][a-z0-9_]*, at most 60. UserError "code.unreadable" (code)."""
    if _CODE.fullmatch(text) is None:
        raise UserError("code.unreadable", code=text[:80])
    return text


def period(value: Period) -> Period:
    """UserError "period.out_of_range" (year, month, first, last)."""
    year, month = value
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        raise UserError("period.out_of_range", year=year, month=month, first=FIRST_YEAR, last=LAST_YEAR)
    return Period(year, month)


def day(value: date) -> date:
    """A day that the program can speak of. UserError "date.out_of_range" (date, first, last)."""
    if not FIRST_YEAR - 1 <= value.year <= LAST_YEAR + 1:
        raise UserError("date.out_of_range", date=value, first=FIRST_YEAR, last=LAST_YEAR)
    return date(value.year, value.month, value.day)


def window(value: Window) -> Window:
    """UserError "window.end_before_start" (start, end)."""
    start, end = day(value.start), day(value.end)
    if end < start:
        raise UserError("window.end_before_start", start=start, end=end)
    return Window(start, end)


def report_number(value: int | None) -> int | None:
    """UserError "report.number" (number, limit)."""
    if value is not None and not 1 <= value <= LARGEST_NUMBER:
        raise UserError("report.number", number=value, limit=LARGEST_NUMBER)
    return value


def amount(figure: Figure, value: Decimal) -> Decimal:
    """An amount as the figure takes it, with its decimals.

    UserError "amount.not_finite", "amount.too_large" (limit), "amount.decimals" (amount, decimals),
    "amount.negative" (amount); each with code and label of the figure.
    """
    about = {"code": figure.code, "label": figure.label}
    if not value.is_finite():
        raise UserError("amount.not_finite", **about)
    if abs(value) >= LARGEST_AMOUNT:
        raise UserError("amount.too_large", limit=str(LARGEST_AMOUNT), **about)
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    if exponent < -30 or len(amount_text(value).partition(".")[2]) > figure.decimals:
        raise UserError("amount.decimals", amount=str(value)[:40], decimals=figure.decimals, **about)
    if value < 0 and not may_be_negative(figure):
        raise UserError("amount.negative", amount=value, **about)
    return value


def amount_text(value: Decimal) -> str:
    """The one exact text of an amount: no exponent, no trailing zeros, no minus zero."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def typed(figure: Figure) -> Figure:
    """The figure, when amounts are typed into it. UserError "figure.not_typed" (code, label, source)."""
    if figure.source != "typed":
        raise UserError("figure.not_typed", code=figure.code, label=figure.label, source=figure.source)
    return figure


def _one_of(field: str, value: str, allowed: Collection[str]) -> None:
    if value not in allowed:
        raise UserError("choice.unknown", field=field, value=value[:80])


def meeting(value: Meeting, office: Office) -> Meeting:
    """UserError "meeting.title_missing", "meeting.end_before_start" (start, end), "meeting.kind_unknown"
    (kind), "choice.unknown" (field, value), "date.out_of_range", "text.too_long"."""
    title = line(value.title)
    if not title:
        raise UserError("meeting.title_missing")
    start = day(value.start)
    end = None if value.end is None else day(value.end)
    if end is not None and end < start:
        raise UserError("meeting.end_before_start", start=start, end=end)
    if value.kind not in {kind.code for kind in office.meeting_kinds}:
        raise UserError("meeting.kind_unknown", kind=value.kind[:80])
    _one_of("state", value.state, get_args(MeetingState))
    _one_of("role", value.role, get_args(MeetingRole))
    _one_of("form", value.form, get_args(MeetingForm))
    _one_of("print_in", value.print_in, get_args(PrintIn))
    return replace(
        value,
        title=title,
        start=start,
        end=None if end == start else end,
        chair=line(value.chair),
        place=line(value.place),
    )


_LINES: Final = ("superior", "issuer", "name", "place", "symbol", "kind", "signer", "archive")
_LISTS: Final = ("addressees", "signature", "recipients", "leaders", "agencies")


def _held_lines(held: Office) -> frozenset[str]:
    """Every one-line text of an office that was checked before."""
    lines = [getattr(held, name) for name in _LINES]
    lines += [text for name in _LISTS for text in getattr(held, name)]
    lines += [text for kind in held.meeting_kinds for text in (kind.label, kind.short)]
    return frozenset(lines + [text for pair in held.document_types for text in pair])


def office(value: Office, held: Office | None = None) -> Office:
    """The office with its text cleaned and empty lines left out of its lists. What is `held` already is
    taken as it is: its notices were told when it was entered.

    UserError "office.share_decimals" (decimals), "office.window_start_day" (day), "office.kind_repeated"
    (kind), "office.kind_label_missing" (kind), "code.unreadable", "choice.unknown", "text.too_long".
    """
    if not 0 <= value.share_decimals <= 4:
        raise UserError("office.share_decimals", decimals=value.share_decimals)
    if not 1 <= value.window_start_day <= 31:
        raise UserError("office.window_start_day", day=value.window_start_day)
    as_held = _held_lines(held) if held is not None else frozenset()

    def one(text: str) -> str:
        return text if text in as_held else line(text)

    kinds: list[MeetingKind] = []
    for kind in value.meeting_kinds:
        if any(kind.code == known.code for known in kinds):
            raise UserError("office.kind_repeated", kind=kind.code)
        _one_of("role", kind.role, get_args(MeetingRole))
        _one_of("print_in", kind.print_in, get_args(PrintIn))
        label = one(kind.label)
        if not label:
            raise UserError("office.kind_label_missing", kind=kind.code)
        kinds.append(replace(kind, code=code(kind.code), label=label, short=one(kind.short)))
    cleaned: dict[str, Any] = {name: one(getattr(value, name)) for name in _LINES}
    for name in _LISTS:
        cleaned[name] = tuple(kept for text in getattr(value, name) if (kept := one(text)))
    types = tuple((one(short), one(name)) for short, name in value.document_types)
    same = held is not None and value.subject == held.subject
    subject = value.subject if same else block(value.subject)
    return replace(value, subject=subject, meeting_kinds=tuple(kinds), document_types=types, **cleaned)
