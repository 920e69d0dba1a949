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
        if amount > 2 * high and amount - high >= _LEAST_DIFFERENCE:
            code = "jump.above"
        elif 2 * amount < low and low - amount >= _LEAST_DIFFERENCE:
            code = "jump.below"
        else:
            continue
        numbers = {"amount": amount, "low": low, "high": high}
        params = {name: context.written(figure.code, number) for name, number in numbers.items()}
        yield Finding("hint", code, Place("figure", figure.code), {"label": figure.label, **params})
