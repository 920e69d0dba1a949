"""Typed cumulatives against the month and against last month's cumulative."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from models.catalogue import GOOD, Figure
from models.checks.context import Context
from models.checks.finding import Finding, Repair
from models.entities import Period, Place


def find_cumulative(context: Context) -> Iterator[Finding]:
    """Errors "cumulative.below_month", "cumulative.sum", "cumulative.january", "cumulative.falls"."""
    for figure in context.catalogue.figures:
        base = context.catalogue.by_code.get(figure.cumulative_of)
        cumulative = context.amount(figure.code)
        month = context.amount(base.code) if base is not None else None
        if base is None or cumulative is None or month is None:
            continue
        yield from _compare(context, figure, base, cumulative, month)


def _last(context: Context, figure: Figure, base: Figure) -> Decimal | None:
    """The cumulative of last month; where none was typed, the last one typed this year, or nothing before
    January, and the months since, when all are known."""
    year, since = context.book.period.year, Decimal(0)
    for month in range(context.book.period.month - 1, 0, -1):
        typed = context.book.amount(figure.code, Period(year, month))
        if typed is not None:
            return typed + since
        alone = context.book.amount(base.code, Period(year, month))
        if alone is None:
            return None
        since += alone
    return since


def _compare(
    context: Context, figure: Figure, base: Figure, cumulative: Decimal, month: Decimal
) -> Iterator[Finding]:
    place = Place("figure", figure.code)
    params = {
        "label": base.label,
        "month": context.written(base.code, month),
        "cumulative": context.written(figure.code, cumulative),
    }
    if month > cumulative:
        yield Finding("error", "cumulative.below_month", place, params)
        return
    if context.book.period.month == 1:
        if cumulative != month:
            repair = Repair("cumulative.take", "value", {"amount": month, "shown": params["month"]})
            yield Finding("error", "cumulative.january", place, params, repair)
        return
    last = _last(context, figure, base)
    if last is None:
        return
    if base.parent:
        # A part is a state that a task leaves again (in progress in July, done in August), so only what has
        # no parent grows by exactly the month. What was done stays done.
        if base.share_word == GOOD and cumulative < last:
            params["last"] = context.written(figure.code, last)
            yield Finding("error", "cumulative.falls", place, params)
        return
    if last + month == cumulative:
        return
    params["last"] = context.written(figure.code, last)
    params["expected"] = context.written(figure.code, last + month)
    repair = Repair("cumulative.take", "value", {"amount": last + month, "shown": params["expected"]})
    yield Finding("error", "cumulative.sum", place, params, repair)
