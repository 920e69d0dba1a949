"""A paragraph broken into lines: greedy, justified by widening spaces, as Word and LibreOffice break them.

A line may break after a space and after a hyphen or dash inside a word; a no-break space holds. A word
wider than the column is cut at the column's edge. Results are kept: an edit re-breaks only what it touched.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from export import fonts, styles
from export.fonts import Face
from export.styles import TextStyle
from models.report.document import NoteMark, Run

_DASHES = "\u002d\u2010\u2013\u2014"
_NOT_AFTER = r"[^\s(\[“‘]"
_NOT_BEFORE = r"[^\s,.;:!?)\]“”‘’\"%…" + _DASHES.replace("-", r"\-") + "]"
_HYPHEN = re.compile(f"(?<={_NOT_AFTER}[{_DASHES}])(?={_NOT_BEFORE})|(?<=[^\\s\u2014])(?=\u2014)")
"""Inside a word: after a hyphen or dash, in COVID-19 and 2019-2024 too (so do Word and LibreOffice)."""
_SLACK = 0.01
"""Points a line may be too long: the rounding of other programs, invisible on paper."""
_NEARLY_FULL = 0.85
"""A line broken early for a note's sake is justified from this share of the column on."""

_ROOM_BEFORE = {"center": 0.5, "right": 1.0}
"""Of the room a line leaves, the share that stands before it."""

InlineKey = tuple[str, bool, bool] | int
"""What of an inline decides the lines: text and look, or a mark's number; not the place it came from."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one look on a line; `x` from the column's left edge, `inline` the index it came from."""

    x: float
    width: float
    text: str
    face: Face
    size: float
    rise: float
    inline: int
    mark: int | None
    offset: int
    """Where the text begins in its inline, in characters."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `width` is the ink's, `marks` the notes called on it."""

    pieces: tuple[Piece, ...]
    x: float
    width: float
    word_space: float
    marks: tuple[int, ...]


@dataclass(slots=True)
class _Look:
    face: Face
    size: float
    rise: float
    inline: int
    mark: int | None


@dataclass(slots=True)
class _Tokens:
    """A paragraph as parallel lists, one entry per unbreakable stretch of one look."""

    texts: list[str] = field(default_factory=list)
    """With the space that follows."""
    looks: list[int] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)
    """Where the letters end; the space after them not counted."""
    breaks: list[bool] = field(default_factory=list)
    """Whether a line may end here."""
    stops: list[int] = field(default_factory=list)
    """Tokens after which the line must end, ascending."""
    early: set[int] = field(default_factory=set)
    """Those of them that were asked for a note's sake."""
    styles: list[_Look] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    """Where each begins in its inline, in characters."""
    at: float = 0.0
    offset: int = 0

    def add(self, text: str, width: float, space: float, breaks: bool) -> None:
        self.texts.append(text + " " if space else text)
        self.offsets.append(self.offset)
        self.offset += len(self.texts[-1])
        self.looks.append(len(self.styles) - 1)
        self.starts.append(self.at)
        self.at += width
        self.ends.append(self.at)
        self.at += space
        self.breaks.append(breaks)


def inline_keys(inlines: Sequence[Run | NoteMark]) -> tuple[InlineKey, ...]:
    """The cache key of a paragraph's inlines."""
    return tuple(
        inline.number if isinstance(inline, NoteMark) else (inline.text, inline.bold, inline.italic)
        for inline in inlines
    )


@lru_cache(maxsize=4096)
def break_lines(
    keys: tuple[InlineKey, ...], style: TextStyle, width: float, early: frozenset[int] = frozenset()
) -> tuple[Line, ...]:
    """The lines of a paragraph in a column `width` points wide; at least one, maybe empty.

    `early`: notes whose word must begin a line, where one line cannot carry all the notes it calls.
    """
    tokens = _tokenize(keys, style, width)
    if early:
        _stop_before(tokens, early)
    lines = []
    stops = frozenset(tokens.stops)
    start, first = 0, True
    count = len(tokens.texts)
    while start < count or first:
        indent = float(style.first_indent) if first else 0.0
        end = _line_end(tokens, start, width - indent)
        forced = end >= count or (end - 1 in stops and end - 1 not in tokens.early)
        lines.append(_line(tokens, start, end, style, width, indent, forced))
        first = False
        start = end
        while start < count and tokens.texts[start] == " " and start - 1 not in stops:
            start += 1
    return tuple(lines)


def _tokenize(keys: tuple[InlineKey, ...], style: TextStyle, width: float) -> _Tokens:
    tokens = _Tokens()
    for index, key in enumerate(keys):
        tokens.offset = 0
        if isinstance(key, int):
            size = style.size * styles.MARK_SCALE
            face = fonts.face_of(False, style.italic)
            tokens.styles.append(_Look(face, size, style.size * styles.MARK_RISE, index, key))
            tokens.add(str(key), fonts.text_width(str(key), face, size), 0.0, False)
            continue
        text, bold, italic = key
        face = fonts.face_of(style.bold or bold, style.italic or italic)
        tokens.styles.append(_Look(face, style.size, 0.0, index, None))
        for number, part in enumerate(fonts.printable(text).split("\n")):
            if number and tokens.texts:
                tokens.stops.append(len(tokens.texts) - 1)
                tokens.offset += 1
            _add_words(tokens, part, face, style.size, width - style.first_indent)
    return tokens


def _add_words(tokens: _Tokens, text: str, face: Face, size: float, limit: float) -> None:
    """One run's words. The last one is glued to what follows, for no space stands after it."""
    words = text.split(" ")
    last = len(words) - 1
    known = fonts.widths(face)
    space = known[" "] * size
    for index, word in enumerate(words):
        after = space if index < last else 0.0
        width = known[word] * size
        if width > limit:
            _add_cut_word(tokens, word, face, size, after)
        elif "-" in word or "\u2013" in word or "\u2010" in word or "\u2014" in word:
            parts = _HYPHEN.split(word)
            for part in parts[:-1]:
                tokens.add(part, known[part] * size, 0.0, True)
            tokens.add(parts[-1], known[parts[-1]] * size, after, after > 0)
        else:
            tokens.add(word, width, after, after > 0)


def _add_cut_word(tokens: _Tokens, word: str, face: Face, size: float, after: float) -> None:
    """A word wider than the column: it may break after every letter."""
    known = fonts.widths(face)
    for char in word[:-1]:
        tokens.add(char, known[char] * size, 0.0, True)
    tokens.add(word[-1], known[word[-1]] * size, after, after > 0)


def _stop_before(tokens: _Tokens, early: frozenset[int]) -> None:
    """End the line before the word that bears each of these marks."""
    for index, look in enumerate(tokens.looks):
        mark = tokens.styles[look].mark
        if mark not in early or index == 0:
            continue
        start = index
        while (
            start > 0 and not tokens.breaks[start - 1] and tokens.styles[tokens.looks[start - 1]].mark is None
        ):
            start -= 1
        if start > 0:
            tokens.stops.append(start - 1)
            tokens.early.add(start - 1)
    tokens.stops.sort()


def _line_end(tokens: _Tokens, start: int, width: float) -> int:
    """The token after the last one on the line that begins at `start`."""
    count = len(tokens.texts)
    if start >= count:
        return count
    end = bisect_right(tokens.ends, tokens.starts[start] + width + _SLACK, start)
    if tokens.stops:
        stop = bisect_right(tokens.stops, start - 1)
        if stop < len(tokens.stops) and tokens.stops[stop] < end:
            return tokens.stops[stop] + 1
    if end >= count:
        return count
    fitting = end
    while end > start and not tokens.breaks[end - 1]:
        end -= 1
    return end if end > start else max(fitting, start + 1)


def _line(
    tokens: _Tokens, start: int, end: int, style: TextStyle, width: float, indent: float, last: bool
) -> Line:
    """Tokens start:end set on a line: spaces widened to the column's edge unless it is a last one."""
    early = end - 1 in tokens.early
    while end > start and not tokens.texts[end - 1].strip(" "):
        end -= 1
    natural = tokens.ends[end - 1] - tokens.starts[start] if end > start else 0.0
    room = width - indent - natural
    stretches = _stretches(tokens, start, end)
    word_space = 0.0
    if style.align == "justify" and not last and not (early and natural < _NEARLY_FULL * (width - indent)):
        spaces = sum(_spaces(text) for text, _, _, _ in stretches)
        word_space = room / spaces if spaces else 0.0
    left = indent + max(room, 0.0) * _ROOM_BEFORE.get(style.align, 0.0)
    x = left
    pieces = []
    for text, advance, look, offset in stretches:
        advance += word_space * _spaces(text)
        pieces.append(
            Piece(
                x,
                advance,
                text.replace("\u00a0", " "),
                look.face,
                look.size,
                look.rise,
                look.inline,
                look.mark,
                offset,
            )
        )
        x += advance
    marks = tuple(look.mark for _, _, look, _ in stretches if look.mark is not None)
    return Line(tuple(pieces), left, x - left, word_space, marks)


def _spaces(text: str) -> int:
    """Spaces that justifying widens; a no-break space holds words together and widens like any other."""
    return text.count(" ") + text.count("\u00a0")


def _stretches(tokens: _Tokens, start: int, end: int) -> list[tuple[str, float, _Look, int]]:
    """The line's text by looks, with its natural width and its offset, without the space at its end."""
    found: list[tuple[str, float, _Look, int]] = []
    looks = tokens.looks
    index = start
    while index < end:
        look = looks[index]
        stop = index + 1
        if looks[end - 1] == look:
            stop = end
        while stop < end and looks[stop] == look:
            stop += 1
        text = "".join(tokens.texts[index:stop])
        width = (tokens.starts[stop] if stop < end else tokens.ends[stop - 1]) - tokens.starts[index]
        if stop == end and text.endswith(" "):
            text = text[:-1]
        if text:
            found.append((text, width, tokens.styles[look], tokens.offsets[index]))
        index = stop
    return found
