"""The file and its machine: a clock that is behind, a log meddled with, rows changed from outside."""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.context import Context
from models.checks.finding import Finding
from models.entities import Place
from models.formatting import write_short_date


def find_keeping(context: Context) -> Iterator[Finding]:
    """Warnings "clock.behind" (today, last), "log.broken" (seq), "row.changed_outside" (what)."""
    month = Place("month", "report_date")
    last = context.data.last_change
    if context.today is not None and last is not None and context.today < last:
        days = {"today": write_short_date(context.today), "last": write_short_date(last)}
        yield Finding("warning", "clock.behind", month, days)
    if context.outside is None:
        return
    if context.outside.log is not None:
        yield Finding("warning", "log.broken", month, {"seq": context.outside.log})
    for period, place in context.outside.rows:
        if period in (None, context.data.month.period):
            yield Finding("warning", "row.changed_outside", place, {"what": _what(context, place)})


def _what(context: Context, place: Place) -> str:
    """The record as the clerk knows it: a figure's label, a meeting's title; "" where the place says it."""
    if place.kind == "figure":
        figure = context.data.catalogue.by_code.get(place.code)
        return place.code if figure is None else figure.label
    if place.kind == "meeting":
        return next((m.title for m in context.data.meetings if m.id == place.id), "")
    return ""
