"""Typed cumulatives against the month and against last month's cumulative."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from models.catalogue import Figure
from models.checks.context import Context
from models.checks.finding import Finding, Repair
from models.entities import Place


def find_cumulative(context: Context) -> Iterator[Finding]:
    """Errors "cumulative.below_month", "cumulative.sum", "cumulative.january"."""
    for figure in context.catalogue.figures:
        base = context.catalogue.by_code.get(figure.cumulative_of)
        cumulative = context.amount(figure.code)
        month = context.amount(base.code) if base is not None else None
        if base is None or cumulative is None or month is None:
            continue
        yield from _compare(context, figure, base, cumulative, month)


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
    # A part is a state that a task leaves again (in progress in July, done in August): only what has no
    # parent grows by exactly the month.
    if base.parent:
        return
    if context.book.period.month == 1:
        if cumulative != month:
            repair = Repair("cumulative.take", "value", {"amount": month, "shown": params["month"]})
            yield Finding("error", "cumulative.january", place, params, repair)
        return
    last = context.book.previous(figure.code)
    if last is None or last + month == cumulative:
        return
    params["last"] = context.written(figure.code, last)
    params["expected"] = context.written(figure.code, last + month)
    repair = Repair("cumulative.take", "value", {"amount": last + month, "shown": params["expected"]})
    yield Finding("error", "cumulative.sum", place, params, repair)
