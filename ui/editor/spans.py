"""Cuts a paragraph's source into segments to colour. Pure, and tolerant: half-typed text is its daily bread.

What a paragraph means, and whether it is right, `models.report.grammar` alone decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

SegmentKind = Literal["text", "field", "open_field", "note_mark", "fragment_mark", "style_mark", "escape"]

_TOKEN = re.compile(r"\\.|\{\{|\[\^|\^\]|\[\?|\?\]|\|\||\*\*|\*", re.DOTALL)
_FIELD_END = re.compile(r"\}\}|\{\{|\[\^|\^\]|\?\]|\n")
_OPEN_NAME = re.compile(r"[\w.|]*(?: [\w.|]+){0,3}")
_HEADING = re.compile(r"#{1,3} ")


@dataclass(frozen=True)
class Segment:
    """`text[start:end]` in one look; offsets count Python characters."""

    start: int
    end: int
    kind: SegmentKind
    in_note: bool = False
    bold: bool = False
    italic: bool = False


class _State(NamedTuple):
    in_note: bool = False
    in_fragment: bool = False
    bold: bool = False
    italic: bool = False


def heading_level(text: str) -> int:
    """1 for "# …", 2 for "## …", 3 for an appendix, "### …", 0 for a body paragraph."""
    found = _HEADING.match(text)
    return len(found.group()) - 1 if found else 0


@lru_cache(maxsize=256)
def segments(text: str) -> tuple[Segment, ...]:
    """The whole of `text` as neighbouring segments, in order and without gaps. Cached."""
    return tuple(segment for segment in _cut(text) if segment.end > segment.start)


def _cut(text: str) -> Iterator[Segment]:
    state = _State()
    at = 0
    while found := _TOKEN.search(text, at):
        yield _segment(at, found.start(), "text", state)
        end, kind, state, drawn = _token(text, found, state)
        yield _segment(found.start(), end, kind, drawn)
        at = end
    yield _segment(at, len(text), "text", state)


def _token(text: str, found: re.Match[str], state: _State) -> tuple[int, SegmentKind, _State, _State]:
    """Where the token ends, its kind, the state after it, the state it is drawn in."""
    token, end = found.group(), found.end()
    if token == "{{":
        end, kind = _field(text, end)
        return end, kind, state, state
    if token == "[^":
        after = state._replace(in_note=True)
        return end, "note_mark", after, after
    if token == "^]" and state.in_note:
        return end, "note_mark", state._replace(in_note=False), state
    if token in ("[?", "?]") or (token == "||" and state.in_fragment):
        return end, "fragment_mark", state._replace(in_fragment=token != "?]"), state
    if token == "**":
        return end, "style_mark", state._replace(bold=not state.bold), state
    if token == "*":
        return end, "style_mark", state._replace(italic=not state.italic), state
    return end, "escape" if token.startswith("\\") else "text", state, state


def _field(text: str, inside: int) -> tuple[int, SegmentKind]:
    found = _FIELD_END.search(text, inside)
    if found is not None and found.group() == "}}":
        return found.end(), "field"
    # Still being typed: what follows in the paragraph is not its name.
    name = _OPEN_NAME.match(text, inside, found.start() if found else len(text))
    return (inside if name is None else name.end()), "open_field"


def _segment(start: int, end: int, kind: SegmentKind, state: _State) -> Segment:
    return Segment(start, end, kind, state.in_note, state.bold, state.italic)


def fields(text: str) -> list[Segment]:
    """The finished fields, `{{…}}` with their braces."""
    return [segment for segment in segments(text) if segment.kind == "field"]


def note_around(text: str, offset: int) -> tuple[int, int] | None:
    """The note that `offset` stands in, from "[^" to past "^]"; None outside one."""
    for start, end in notes(text):
        if start < offset < end:
            return start, end
    return None


def notes(text: str) -> list[tuple[int, int]]:
    """Every note from "[^" to past "^]"; one without its end runs to the end of the text."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    for segment in segments(text):
        if segment.kind != "note_mark":
            continue
        mark = text[segment.start : segment.end]
        if mark == "[^":
            start = segment.start if start is None else start
        elif start is not None:
            found.append((start, segment.end))
            start = None
    return found if start is None else [*found, (start, len(text))]


def open_field_before(text: str, offset: int) -> tuple[int, str] | None:
    """The half-typed field that ends at `offset`: where its "{{" stands, and what follows it so far."""
    for segment in segments(text):
        if segment.kind == "open_field" and segment.start + 2 <= offset <= segment.end:
            return segment.start, text[segment.start + 2 : offset]
        if segment.kind == "field" and segment.start + 2 <= offset <= segment.end - 2:
            return segment.start, text[segment.start + 2 : offset]
    return None
