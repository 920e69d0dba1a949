"""A month far outside what the last twelve months were."""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.context import Context
from models.checks.finding import Finding
from models.entities import Place

_LEAST_MONTHS = 6
_LEAST_DIFFERENCE = 10


def find_jumps(context: Context) -> Iterator[Finding]:
    """Hints "jump.above" (more than twice the highest) and "jump.below" (less than half the lowest) of the
    last twelve months, of which at least six must be known; small numbers jump freely."""
    for figure in context.catalogue.figures:
        amount = context.amount(figure.code)
        if amount is None or figure.source == "computed" or figure.cumulative_of or "%" in figure.unit:
            continue
        past = [value for _, value in context.book.history(figure.code, 13)[:-1] if value is not None]
        if len(past) < _LEAST_MONTHS:
            continue
        low, high = min(past), max(past)
        params = {
            "label": figure.label,
            "amount": context.written(figure.code, amount),
            "low": context.written(figure.code, low),
            "high": context.written(figure.code, high),
        }
        place = Place("figure", figure.code)
        if amount > 2 * high and amount - high >= _LEAST_DIFFERENCE:
            yield Finding("hint", "jump.above", place, params)
        elif 2 * amount < low and low - amount >= _LEAST_DIFFERENCE:
            yield Finding("hint", "jump.below", place, params)
