"""Characters that the report's font cannot draw: said before they come out on paper as a question mark."""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.context import Context
from models.checks.finding import Finding
from models.entities import Place
from models.text import shown

_AROUND = 12
"""Characters shown before and behind the one that is meant."""

_OFFICE = (
    "superior",
    "issuer",
    "name",
    "place",
    "symbol",
    "kind",
    "subject",
    "addressees",
    "signature",
    "signer",
    "recipients",
    "archive",
)
"""The office's texts that are printed."""


def find_glyphs(context: Context) -> Iterator[Finding]:
    """Warning "text.no_glyph" (character, number, around): one for each character of a text."""
    if context.lacking is None:
        return
    for place, text in _printed(context):
        if text.isascii():
            continue
        for character in context.lacking(text):
            at = text.find(character)
            span = (max(0, at), max(0, at) + len(character))
            around = text[max(0, span[0] - _AROUND) : span[1] + _AROUND].strip()
            number = " ".join(f"U+{ord(each):04X}" for each in character)
            where = Place("paragraph", id=place.id, span=span) if place.kind == "paragraph" else place
            params = {"character": character, "number": number, "around": shown(around)}
            yield Finding("warning", "text.no_glyph", where, params)


def _printed(context: Context) -> Iterator[tuple[Place, str]]:
    """What the clerk typed and the report prints, with its place."""
    data = context.data
    for index, paragraph in enumerate(data.paragraphs):
        yield Place("paragraph", id=index), paragraph.text
    for meeting in data.meetings:
        place = Place("meeting", id=meeting.id)
        for text in (meeting.title, meeting.chair, meeting.place):
            yield place, text
    for code, note in data.notes.items():
        yield Place("figure", code), note
    for row in data.catalogue.rows:
        yield Place("row", row.code), row.label
    for field in _OFFICE:
        value = getattr(data.office, field)
        for text in value if isinstance(value, tuple) else (value,):
            yield Place("office", field), text
