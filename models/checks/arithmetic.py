"""Parts against their total, figures against limit and denominator, formulas that cannot be computed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from models.catalogue import Figure
from models.checks.context import Context
from models.checks.finding import Finding, Repair
from models.entities import Place
from models.wording import counted_words, in_sentence


def find_arithmetic(context: Context) -> Iterator[Finding]:
    """Errors "parts.above_total", "parts.below_total", "limit.above", "share.above_whole", "formula.broken";
    hint "parts.remainder"."""
    for figure in context.broken:
        yield Finding("error", "formula.broken", Place("figure", figure.code), {"label": figure.label})
    for code in context.catalogue.parts_of:
        whole = context.catalogue.by_code.get(code)
        if whole is not None:
            yield from _parts(context, whole)
    for figure in context.catalogue.figures:
        yield from _limit(context, figure)
        yield from _share(context, figure)


def _parts(context: Context, whole: Figure) -> Iterator[Finding]:
    """One finding at most for each whole: above it, short of it, or leaving a remainder."""
    total = context.amount(whole.code)
    parts = context.book.entered_parts(whole.code)
    rest = context.book.remainder(whole.code)
    if total is None or rest is None or rest == 0:
        return
    params = {
        "label": whole.label,
        "total": context.written(whole.code, total),
        "sum": context.written(whole.code, total - rest),
        "rest": context.written(whole.code, abs(rest)),
    }
    place = Place("figure", whole.code)
    take = Repair("parts.take_sum", "value", {"amount": total - rest, "sum": params["sum"]})
    repair = take if whole.source == "typed" else Repair("go")
    if rest < 0:
        yield Finding("error", "parts.above_total", place, params, repair)
        return
    known = {part.code for part, _ in parts}
    every = context.catalogue.parts_of[whole.code]
    if any(part.required and part.source != "computed" and part.code not in known for part in every):
        return  # still being entered: the missing parts are findings of their own
    if whole.parts_complete and not context.book.has_remainder_part(whole.code):
        yield Finding("error", "parts.below_total", place, params, repair)
        return
    yield Finding("hint", "parts.remainder", place, {**params, "what": counted_words(whole)})


def _limit(context: Context, figure: Figure) -> Iterator[Finding]:
    """A figure above the one it may not exceed; parts against their own total speak for themselves."""
    amount = context.amount(figure.code)
    limit = context.amount(figure.at_most)
    if amount is None or limit is None or amount <= limit or figure.at_most == figure.parent:
        return
    params = _compared(context, figure, amount, "limit", context.catalogue.figure(figure.at_most), limit)
    yield Finding("error", "limit.above", Place("figure", figure.code), params)


def _share(context: Context, figure: Figure) -> Iterator[Finding]:
    """A share above 100 %; parts and limits of the same whole speak for themselves."""
    amount = context.amount(figure.code)
    whole = context.amount(figure.share_of)
    if amount is None or whole is None or amount <= whole:
        return
    denominator = context.catalogue.figure(figure.share_of)
    if figure.at_most == denominator.code or context.catalogue.is_part_of(figure, denominator.code):
        return
    params = _compared(context, figure, amount, "whole", denominator, whole)
    yield Finding("error", "share.above_whole", Place("figure", figure.code), params)


def _compared(
    context: Context, figure: Figure, amount: Decimal, name: str, other: Figure, most: Decimal
) -> dict[str, str]:
    return {
        "label": figure.label,
        "amount": context.written(figure.code, amount),
        f"{name}_label": in_sentence(other.label),
        name: context.written(other.code, most),
    }
