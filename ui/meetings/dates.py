"""Reading and writing a meeting's day or range of days. Pure."""

from __future__ import annotations

import re
from datetime import date

from models.entities import Period, Window
from models.errors import UserError
from models.formatting import is_outside, read_date, write_short_date

_BETWEEN = re.compile(r"\s*[–—]\s*|\s+đến\s+|\s+tới\s+", re.IGNORECASE)
_HYPHEN = re.compile(r"\s*-\s*")


def read_days(
    text: str, period: Period, window: Window | None = None, today: date | None = None
) -> tuple[date, date | None]:
    """A day or a range: "12/8", "12-14/8", "12/8 - 14/8", "12–14", "12/8 đến 14/8"; end None for one day.

    "5-8" is the fifth of August, as `read_date` has it; "12-14" can only be two days.
    Raises UserError "date.*" for what is no date, "meeting.range_parts" (text) when there are more than two
    ends, "meeting.end_before_start" (start, end) when it ends before it starts.
    """
    parts = _ends(text.strip())
    if len(parts) > 2:
        raise UserError("meeting.range_parts", text=text.strip())
    if len(parts) < 2:
        return read_date(parts[0], period, today, window), None
    end = read_date(parts[1], period, today, window)
    # "12-14/8": the first day borrows the month and the year of the last.
    short = parts[0].isdecimal() and len(parts[0]) <= 2
    start = read_date(f"{parts[0]}/{end.month}/{end.year}" if short else parts[0], period, today, window)
    if start > end:
        raise UserError("meeting.end_before_start", start=start, end=end)
    return start, end if end > start else None


def _ends(text: str) -> list[str]:
    parts = _BETWEEN.split(text)
    if len(parts) > 1:
        return parts
    parts = _HYPHEN.split(text)
    two_days = len(parts) == 2 and (
        "/" in text or "." in text or (parts[1].isdecimal() and 12 < int(parts[1]) <= 31)
    )
    return parts if two_days else [text]


def write_day(day: date) -> str:
    """08/8, 27/7, 05/02: as a short date without its year, which the month's window tells."""
    return write_short_date(day).rpartition("/")[0]


def write_days(start: date, end: date | None) -> str:
    """ "12/8", "12–14/8" within one month, "30/7–02/8" across two."""
    if end is None or end == start:
        return write_day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day:02d}–{write_day(end)}"
    return f"{write_day(start)}–{write_day(end)}"


def edit_days(start: date, end: date | None, window: Window) -> str:
    """As `write_days`, with years where the window does not tell them."""
    if window.start.year == window.end.year == start.year == (end or start).year:
        return write_days(start, end)
    return write_short_date(start) if end is None else f"{write_short_date(start)} – {write_short_date(end)}"


def outside(start: date, end: date | None, window: Window) -> bool:
    """Whether any day lies outside the month's window."""
    return is_outside(start, window) or is_outside(end or start, window)
