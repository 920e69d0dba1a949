"""What the decree says of the office's own lines: the symbol after the number, the name of the signer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from models.checks.context import Context
from models.checks.finding import Finding
from models.entities import Office, Place
from models.text import fold

_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NO_TYPES: Final = ("CV", "BUQ")
"""Often written and in no list: công văn has no abbreviation, giấy ủy quyền is GUQ (Appendix III)."""
_TITLE: Final = re.compile(
    r"(?:(?:pgs|gs|tskh|ts|ths|bs|ks|ls|cn|đ/c|ng(?:nd|ưt)|ns(?:nd|ưt)|tt(?:nd|ưt)|ahlđ)\b[. ]*"
    r"|(?:đồng chí|ông|bà|phó giáo sư|giáo sư|tiến s[ĩỹ]|thạc s[ĩỹ]|bác s[ĩỹ]|kỹ sư|luật sư|cử nhân)\s+)+",
    re.IGNORECASE,
)


def find_letterhead(context: Context) -> Iterator[Finding]:
    """Warnings "office.symbol_year", "office.symbol_kind", "office.symbol_no_kind", "office.signer_title"
    (Decree 30/2020, Appendix I and III)."""
    office = context.data.office
    yield from _symbol(office)
    title = _TITLE.match(office.signer.strip())
    # A name has two words at least: "Đồng Chí Thanh" is one whole.
    if title is not None and len(office.signer.strip()[title.end() :].split()) > 1:
        params = {"title": title.group().strip(), "signer": office.signer}
        yield Finding("warning", "office.signer_title", Place("office", "signer"), params)


def _symbol(office: Office) -> Iterator[Finding]:
    place, symbol = Place("office", "symbol"), office.symbol.strip(" /")
    if not symbol:
        return
    year = _YEAR.search(symbol)
    if year is not None:
        params = {"symbol": symbol, "year": year.group()}
        yield Finding("warning", "office.symbol_year", place, params)
    kind = fold(office.kind.strip())
    right = next((short for short, name in office.document_types if fold(name) == kind), "")
    written = re.split(r"[-/\s]", symbol)[0]
    if right and written != right:
        params = {"symbol": symbol, "kind": office.kind, "right": right}
        yield Finding("warning", "office.symbol_kind", place, params)
    elif written in _NO_TYPES and not right:
        yield Finding("warning", "office.symbol_no_kind", place, {"symbol": symbol, "written": written})
