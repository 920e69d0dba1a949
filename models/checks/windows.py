"""The days that rows and the month speak of: stale, across years, copied, reversed, missing."""

from __future__ import annotations

from collections.abc import Iterator

from models.catalogue import SheetRow
from models.checks.context import Context
from models.checks.finding import Finding, Repair
from models.entities import Period, Place, Window
from models.formatting import default_window, month_beside, write_short_date, write_window

_EDIT = Repair("window.edit", "window")
_LONGEST = 45
"""Days: a month and the half that an office may add when it moves its window (Decree 09/2019: a month)."""


def find_windows(context: Context) -> Iterator[Finding]:
    """Errors "window.reversed", "month.window_reversed"; warnings "window.missing", "window.stale",
    "window.ahead", "window.spans_years", "window.unchanged", "month.window_elsewhere", "month.window_long".
    """
    yield from _month(context)
    for row in context.catalogue.rows:
        if row.window == "own" and not row.previous_of:
            yield from _row(context, row)


def _month(context: Context) -> Iterator[Finding]:
    window, period = context.data.month.window, context.data.month.period
    params = {"window": _both_ends(window), "month": period.month}
    place = Place("month", "window")
    if window.end < window.start:
        yield Finding("error", "month.window_reversed", place, params)
        return
    calendar_month = default_window(period, 1)
    if window.end < calendar_month.start or window.start > calendar_month.end:
        yield Finding("warning", "month.window_elsewhere", place, params)
    elif (window.end - window.start).days >= _LONGEST:
        days = (window.end - window.start).days + 1
        yield Finding("warning", "month.window_long", place, {**params, "days": days})


def _row(context: Context, row: SheetRow) -> Iterator[Finding]:
    place = Place("row", row.code)
    label = context.book.row_label(row)
    window = context.data.windows.get(row.code)
    if window is None:
        figures = (figure for figure in context.catalogue.figures_of(row.sheet) if figure.row == row.code)
        if any(context.amount(figure.code) is not None for figure in figures):
            yield Finding("warning", "window.missing", place, {"label": label}, _EDIT)
        return
    params = {"label": label, "window": _both_ends(window)}
    if window.end < window.start:
        yield Finding("error", "window.reversed", place, params, _EDIT)
        return
    month = context.data.month
    if window.end < month.window.start:
        months = max(1, _months_between(window, month.period))
        yield Finding("warning", "window.stale", place, {**params, "months": months}, _EDIT)
    elif window.start > max(month.window.end, default_window(month.period, 1).end):
        yield Finding("warning", "window.ahead", place, {**params, "month": month.period.month}, _EDIT)
    # A cumulative window may begin on the 15th of December (Decree 09/2019): that is still one year.
    year_start = default_window(Period(window.end.year, 1), context.data.office.window_start_day).start
    if window.start.year != window.end.year and window.start < year_start:
        years = {"first": window.start.year, "last": window.end.year}
        yield Finding("warning", "window.spans_years", place, params | years, _EDIT)
    previous = context.data.previous
    if previous is not None and previous.windows.get(row.code) == window:
        last = {"month": month_beside(previous.period, month.period)}
        yield Finding("warning", "window.unchanged", place, params | last, _EDIT)


def _months_between(window: Window, period: Period) -> int:
    """How many months the window's last month lies before the period."""
    return (period.year - window.end.year) * 12 + period.month - window.end.month


def _both_ends(window: Window) -> str:
    """The window as written; one that is reversed with both dates in full."""
    if window.start <= window.end:
        return write_window(window)
    return f"{write_short_date(window.start)} – {write_short_date(window.end)}"
