"""Which agencies to offer while a cell's cause and units are typed. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from models.text import fold, sort_key

_LEAST = 2
"""Letters before anything is offered."""


def agency_offers(before: str, agencies: Iterable[str], limit: int = 6) -> tuple[int, list[str]]:
    """Where the name in hand begins in the text before the caret, and the agencies that hold every word of
    it, marks and case apart: those that begin so first, else in Vietnamese order.

    A name begins the note, or follows a mark: "Sở Xây dựng 21, chờ ý kiến bộ; ub" offers what holds "ub".
    """
    start = max((match.end() for match in re.finditer(r"[;,:\n]\s*|^\s*", before)), default=0)
    typed = fold(before[start:])
    words = typed.split()
    if len("".join(words)) < _LEAST:
        return start, []
    found = [name for name in agencies if all(word in fold(name) for word in words) and fold(name) != typed]
    found.sort(key=lambda name: (not fold(name).startswith(typed), sort_key(name)))
    return start, found[:limit]
