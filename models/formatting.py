"""Vietnamese numbers, shares and dates, written and read: pure functions.

Dots group thousands, a comma precedes decimals. Reading is strict: what could be meant in two ways is
refused with the reason, never guessed.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from models.entities import Period, Window
from models.errors import UserError
from models.text import fold, shown

LARGEST: Final = Decimal(10) ** 15
"""Amounts stay below this."""
FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2100

_SPACES: Final = " \t\u00a0\u202f\u2009\u2007"
_LONGEST_NUMBER: Final = 60


def read_number(text: str, decimals: int = 0, allow_negative: bool = False) -> Decimal | None:
    """The amount that a clerk typed; None for a blank.

    "3.521" is 3521; with decimals=2 "5.349,64" and "5349,64" are 5349.64. Spaces around, beside a
    separator or in place of a thousands dot are forgiven, no-break ones too.
    UserError, all with `text`: "number.too_long", "number.negative", "number.percent",
    "number.foreign_digits" and "number.character" (character), "number.letters", "number.space",
    "number.commas", "number.comma_place", "number.comma_before_dot", "number.thousands",
    "number.dot_decimal" (right), "number.grouping", "number.leading_zero", "number.not_whole",
    "number.decimals" (decimals), "number.too_large", "number.unreadable".
    """
    if len(text) > _LONGEST_NUMBER:
        if not text.strip(_SPACES):
            return None
        raise UserError("number.too_long", text=shown(text), limit=_LONGEST_NUMBER)
    body = text.strip(_SPACES)
    if not body:
        return None
    negative = body[0] in "-−"
    if negative:
        body = body[1:].lstrip(_SPACES)
    _refuse_characters(text, body)
    if negative and not allow_negative:
        raise UserError("number.negative", text=shown(text))
    whole, comma, fraction = _without_spaces(text, body).partition(",")
    _refuse_commas(text, whole, comma, fraction)
    digits = _ungrouped(text, whole, decimals if not comma else 0)
    if comma and decimals == 0:
        raise UserError("number.not_whole", text=shown(text))
    if len(fraction) > decimals:
        raise UserError("number.decimals", text=shown(text), decimals=decimals)
    amount = Decimal(f"{digits}.{fraction}" if fraction else digits)
    if amount >= LARGEST:
        raise UserError("number.too_large", text=shown(text))
    return -amount if negative and amount else amount


def _refuse_characters(text: str, body: str) -> None:
    """Refuse anything but ASCII digits, dots, commas and spaces."""
    for character in body:
        if character in "0123456789.," or character in _SPACES:
            continue
        if character == "%":
            raise UserError("number.percent", text=shown(text))
        if character.isdigit():
            raise UserError("number.foreign_digits", text=shown(text), character=character)
        if character.isalpha():
            raise UserError("number.letters", text=shown(text))
        raise UserError("number.character", text=shown(text), character=shown(character) or "␣")
    if not any(character in "0123456789" for character in body):
        raise UserError("number.unreadable", text=shown(text))


def _without_spaces(text: str, body: str) -> str:
    """The body without forgiven spaces; a space that may part two numbers is refused."""
    body = re.sub(rf"[{_SPACES}]*([.,])[{_SPACES}]*", r"\1", body)
    if not re.search(rf"[{_SPACES}]", body):
        return body
    if not re.fullmatch(rf"[1-9]\d{{0,2}}([{_SPACES}]\d{{3}})+(,\d+)?", body, re.ASCII):
        raise UserError("number.space", text=shown(text))
    return re.sub(rf"[{_SPACES}]", "", body)


def _refuse_commas(text: str, whole: str, comma: str, fraction: str) -> None:
    """Refuse more than one comma, one without digits on both sides, one before a dot."""
    if "," in fraction:
        raise UserError("number.commas", text=shown(text))
    if "." in fraction:
        raise UserError("number.comma_before_dot", text=shown(text))
    if not whole or (comma and not fraction):
        raise UserError("number.comma_place", text=shown(text))


def _ungrouped(text: str, whole: str, decimals: int) -> str:
    """The digits of a whole part; its dots must part groups of exactly three."""
    first, *groups = whole.split(".")
    if not groups:
        return first
    if len(groups) == 1 and first and 1 <= len(groups[0]) <= decimals and len(groups[0]) != 3:
        raise UserError("number.dot_decimal", text=shown(text), right=f"{first},{groups[0]}")
    if any(len(group) != 3 for group in groups):
        raise UserError("number.thousands", text=shown(text))
    if not 1 <= len(first) <= 3:
        raise UserError("number.grouping", text=shown(text))
    if first[0] == "0":
        raise UserError("number.leading_zero", text=shown(text))
    return whole.replace(".", "")


def write_number(value: Decimal | int, decimals: int = 0, pad: bool = False) -> str:
    """The number as printed: 3.521, 5.349,64; half up. `pad` writes whole counts from 1 to 9 as 01 to 09."""
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    if pad and decimals == 0 and 1 <= rounded == value <= 9:
        return f"0{rounded}"
    sign = "-" if rounded < 0 else ""
    whole, _, fraction = f"{abs(rounded):,f}".partition(".")
    return sign + whole.replace(",", ".") + ("," + fraction if fraction else "")


def write_share(value: Decimal, decimals: int = 1) -> str:
    """A share given in percent: "24,0%", the trailing zero kept, no space before the sign."""
    return write_number(value, decimals) + "%"


def write_points(value: Decimal, decimals: int = 1) -> str:
    """The difference of two percentages: "1,2 điểm phần trăm"."""
    return write_number(value, decimals) + " điểm phần trăm"


def _day(day: int) -> str:
    return f"{day:02d}"


def _month(month: int) -> str:
    """The month within a date: padded only for 1 and 2 (Decree 30/2020, Appendix I)."""
    return f"{month:02d}" if month <= 2 else str(month)


def write_long_date(day: date) -> str:
    """ "ngày 29 tháng 8 năm 2022", "ngày 05 tháng 02 năm 2023"."""
    return f"ngày {_day(day.day)} tháng {_month(day.month)} năm {day.year}"


def write_short_date(day: date) -> str:
    """ "08/11/2021", "27/7/2014"."""
    return f"{_day(day.day)}/{_month(day.month)}/{day.year}"


def write_window(window: Window) -> str:
    """ "15/7 – 14/8/2022"; both years are written when they differ: "01/01/2021 – 20/3/2022"."""
    start, end = window
    first = write_short_date(start)
    if start.year == end.year:
        first = f"{_day(start.day)}/{_month(start.month)}"
    return f"{first} – {write_short_date(end)}"


BLANK_NUMBER: Final = "     "
"""The place left for the registry: "Số:      /BC-VP"."""


def write_report_number(number: int | None) -> str:
    """The report's number before its symbol: "2146", "05", or the place left for the registry."""
    return BLANK_NUMBER if number is None else f"{number:02d}"


def month_words(period: Period) -> str:
    """ "tháng 8": never padded."""
    return f"tháng {period.month}"


def month_year_words(period: Period) -> str:
    """ "tháng 8 năm 2022"."""
    return f"tháng {period.month} năm {period.year}"


def month_slash(period: Period) -> str:
    """ "tháng 8/2022"."""
    return f"tháng {period.month}/{period.year}"


def month_beside(period: Period, other: Period) -> str:
    """The month as it is named beside another: "7", and "12/2021" where that lies in another year."""
    return str(period.month) if period.year == other.year else f"{period.month}/{period.year}"


def cumulative_words(period: Period) -> str:
    """ "8 tháng đầu năm 2022"; "năm 2022" in December; "" in January, which has no cumulative."""
    if period.month == 1:
        return ""
    if period.month == 12:
        return f"năm {period.year}"
    return f"{period.month} tháng đầu năm {period.year}"


def default_window(period: Period, start_day: int) -> Window:
    """The days a month's report speaks of: from `start_day` of the month before to the day before it;
    1 means the calendar month (Decree 09/2019: 15). Windows follow each other without a gap.

    UserError "window.start_day" (day) outside 1 to 31.
    """
    if not 1 <= start_day <= 31:
        raise UserError("window.start_day", day=start_day)
    opening = period if start_day == 1 else period.previous
    return Window(_in_month(opening, start_day), _in_month(opening.next, start_day) - timedelta(days=1))


def _in_month(period: Period, day: int) -> date:
    """That day of the month, or its last day."""
    return date(period.year, period.month, min(day, calendar.monthrange(*period)[1]))


def parse_period(text: str) -> Period:
    """The month of a key, "2022-08"; UserError "period.unreadable" (text)."""
    match = re.fullmatch(r"(\d{4})-(\d{2})", text.strip(), re.ASCII)
    if match is not None:
        period = Period(int(match[1]), int(match[2]))
        if 1 <= period.month <= 12 and FIRST_YEAR <= period.year <= LAST_YEAR:
            return period
    raise UserError("period.unreadable", text=shown(text))


# Compiled by re when a first date is read, and kept by it: not every start of the program reads one.
_DATE_FORMS: Final = (
    r"(?P<d>\d{1,2})",
    r"(?P<d>\d{1,2}) *(?P<sep>[/.-]) *(?P<m>\d{1,2})",
    r"(?P<d>\d{1,2}) *(?P<sep>[/.-]) *(?P<m>\d{1,2}) *(?P=sep) *(?P<y>\d{4}|\d{2})",
    r"(?P<d>\d{2})(?P<m>\d{2})(?P<y>\d{4}|\d{2})",
    r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})",
    r"(?:ngay )?(?P<d>\d{1,2}) thang (?P<m>\d{1,2})(?:,? nam (?P<y>\d{4}))?",
)


def read_date(text: str, period: Period, today: date | None = None, window: Window | None = None) -> date:
    """The day that a clerk typed: "5", "5/8", "5-8", "5.8", "05/08/22", "050822", "hôm nay".

    What is left out is completed from `window` when it holds such a day, else from the period.
    UserError: "date.blank"; "date.unreadable" (text); "date.impossible" (day, month, year);
    "date.month" (month); "date.year" (year, first, last). A day outside the window is not refused:
    see `is_outside`.
    """
    typed = " ".join(fold(text[:100]).split())
    if not typed:
        raise UserError("date.blank")
    if typed == "hom nay":
        return today or date.today()
    for form in _DATE_FORMS:
        match = re.fullmatch(form, typed)
        if match is not None and typed.isascii():
            break
    else:
        raise UserError("date.unreadable", text=shown(text))
    parts = match.groupdict()
    day = int(parts["d"])
    month = int(parts["m"]) if parts.get("m") else None
    if parts.get("y"):
        return _day_of(_full_year(parts["y"]), int(parts["m"]), day)
    if month is not None and not 1 <= month <= 12:
        raise UserError("date.month", month=month)
    return _completed(day, month, period, window)


def _full_year(text: str) -> int:
    """22 is 2022; 90 to 99 are the last century's."""
    year = int(text)
    if len(text) == 4:
        return year
    return 1900 + year if year >= 90 else 2000 + year


def _day_of(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise UserError("date.month", month=month)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UserError("date.year", year=year, first=FIRST_YEAR, last=LAST_YEAR)
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise UserError("date.impossible", day=day, month=month, year=year)
    return date(year, month, day)


def _completed(day: int, month: int | None, period: Period, window: Window | None) -> date:
    """The day with its month and year: inside the window if it can be, else of the period's."""
    if window is not None:
        # From the latest month back: a window of many months means the newest such day.
        months = (Period(window.end.year, window.end.month).shifted(-back) for back in range(24))
        for candidate in months:
            if candidate < (window.start.year, window.start.month):
                break
            fits = month in (None, candidate.month) and 1 <= day <= calendar.monthrange(*candidate)[1]
            if fits and not is_outside(date(*candidate, day), window):
                return date(*candidate, day)
    return _day_of(period.year, month or period.month, day)


def is_outside(day: date, window: Window) -> bool:
    """Whether the day lies outside the window, both of whose ends belong to it."""
    return not window.start <= day <= window.end
