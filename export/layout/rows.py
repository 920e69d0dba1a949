"""Rows: what the paginator moves about, one line of text or one block of two columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from export import fonts, styles
from export.layout.lines import Line, break_lines, inline_keys
from export.layout.pages import Rule
from export.styles import TextStyle
from models.report.document import NoteMark, Paragraph, Run

Inlines = Sequence[Run | NoteMark]


@dataclass(frozen=True, slots=True)
class Item:
    """A line placed in a row: its column's left edge from the text's, its baseline from the row's top."""

    x: float
    baseline: float
    line: Line
    inlines: Inlines
    paragraph: int | None = None
    in_note: bool = False


@dataclass(slots=True)
class Row:
    """`gap` is the space above it, dropped at the top of a page; `keep`: no page may end after it."""

    height: float
    gap: float = 0.0
    items: tuple[Item, ...] = ()
    rules: tuple[Rule, ...] = ()
    marks: tuple[int, ...] = ()
    keep: bool = False
    heading: bool = False
    """Of a paragraph that is kept with the next: no page ends with it even when rules are relaxed."""
    title: tuple[int, str] | None = None
    """Level and text for the outline, on the first row of a heading."""
    source: int = -1
    """Index of the block it came from."""
    number: int = 0
    """Of the line within its paragraph."""
    parts: list[Row] = field(default_factory=list)
    """A block's own rows, for one that no page can hold."""
    repeat: Row | None = None
    """A table's head: it stands above this row wherever the row begins a page."""


def baseline_in(line_height: float, size: float) -> float:
    """The baseline's distance from a line's top: descenders end at its bottom."""
    return line_height - fonts.DESCENT * size


def text_rows(
    paragraph: Paragraph,
    style: TextStyle,
    width: float,
    *,
    x: float = 0.0,
    lead: Inlines = (),
    in_note: bool = False,
    early: frozenset[int] = frozenset(),
) -> list[Row]:
    """A paragraph's lines as rows. First and last two lines stay together: no widows, no orphans.

    `lead` is set before the paragraph's own inlines: a note's mark.
    """
    inlines = (*lead, *paragraph.inlines)
    lines = break_lines(inline_keys(inlines), style, width, early)
    height = float(style.line_height)
    baseline = baseline_in(height, style.size)
    narrative = narrative_index(paragraph)
    count = len(lines)
    return [
        Row(
            height,
            style.space_before if index == 0 else 0.0,
            (Item(x, baseline, line, inlines, narrative, in_note),),
            marks=() if in_note else line.marks,
            keep=style.keep_with_next or (count > 1 and index in (0, count - 2)),
            heading=style.keep_with_next,
            number=index,
        )
        for index, line in enumerate(lines)
    ]


def stays_whole(paragraph: Paragraph, width: float) -> bool:
    """Whether all of a last paragraph goes with the closing block: a short one that calls at most one note.

    Word would part it and LibreOffice never does; so every program breaks the page at the same line.
    """
    lines = break_lines(inline_keys(paragraph.inlines), styles.STYLES[paragraph.style], width)
    return len(lines) <= styles.CLOSING_LINES and sum(len(line.marks) for line in lines) <= 1


def narrative_index(paragraph: Paragraph) -> int | None:
    """Which paragraph of the narrative this was composed from."""
    place = paragraph.place
    return place.id if place is not None and place.kind == "paragraph" else None
