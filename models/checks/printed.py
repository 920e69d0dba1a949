"""The report as it will be printed: a bare zero in it, shares of one section with different decimals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.checks.context import Context, PrintedField
from models.checks.finding import Finding
from models.text import fold

_ZERO = re.compile(r"(?:\w+ )?0(?:,0+)?(?:%|/\d[\d.]*)?(?: \D*)?")
""" "0", "0/94", "chiếm 0,0%", "0,00 tỷ đồng"."""
_SHARE_FORMATS = frozenset(("ty le", "chiem", "dat"))
_SHARE = re.compile(r"\d(?:,(\d+))?%(?: |$)")


def find_printed(context: Context) -> Iterator[Finding]:
    """Hint "printed.zero"; warning "printed.precision"."""
    if context.composed is None:
        return
    shown = [use for use in context.composed.fields if use.printed and use.place.kind == "paragraph"]
    yield from _zeros(shown)
    yield from _precision(context, shown)


def _zeros(fields: list[PrintedField]) -> Iterator[Finding]:
    """ "0 nhiệm vụ", "0/0": the text says "không có", or leaves the phrase out."""
    for use in fields:
        if _ZERO.fullmatch(use.text):
            yield Finding("hint", "printed.zero", use.place, {"text": use.text, "name": use.name})


def _precision(context: Context, fields: list[PrintedField]) -> Iterator[Finding]:
    """One precision per section: the first share of each section sets it."""
    sections = _sections(context)
    first: dict[int, tuple[str, int]] = {}
    for use in fields:
        found = _SHARE.search(use.text)
        if found is None or not _SHARE_FORMATS.intersection(map(fold, use.formats)):
            continue
        decimals = len(found[1] or "")
        section = sections[use.place.id or 0]
        text, expected = first.setdefault(section, (use.text, decimals))
        if decimals != expected:
            yield Finding("warning", "printed.precision", use.place, {"text": use.text, "other": text})


def _sections(context: Context) -> list[int]:
    """For each paragraph the number of its section: how many headings stand up to it."""
    number, found = 0, []
    for paragraph in context.data.paragraphs:
        number += paragraph.text.startswith("#")
        found.append(number)
    return found
