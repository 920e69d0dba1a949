"""A laid-out report: positioned text, rules and links on pages. Units: points, origin top left.

Preview, printer and PDF paint exactly this, so they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass

from export.fonts import Face as Face
from models.entities import Place


@dataclass(frozen=True)
class TextRun:
    """Text of one look on one line, from `x` along the baseline `y`.

    `word_space` is added to every space's own width (justified lines); `width` is the run's whole advance.
    """

    x: float
    y: float
    text: str
    face: Face
    size: float
    width: float
    word_space: float = 0.0
    place: Place | None = None
    paragraph: int | None = None
    """Index of the narrative's paragraph this stands in, for following the caret."""
    mark: int | None = None
    """The number of the note whose superscript mark this is, in the text or before the note."""
    in_note: bool = False
    offset: int = 0
    """Where the text begins in what was composed as one, in characters: a line of a paragraph."""
    of: int = 0
    """How many characters that has as a whole."""


@dataclass(frozen=True)
class Rule:
    """A horizontal rule around `y`; with a `height` and no width a vertical one around `x`, down from `y`."""

    x: float
    y: float
    width: float
    thickness: float
    height: float = 0.0


@dataclass(frozen=True)
class Link:
    """A clickable rectangle that leads to a point on a page (mark to note and back)."""

    x: float
    y: float
    width: float
    height: float
    target_page: int
    """Index from 0."""
    target_y: float


@dataclass(frozen=True)
class OutlineEntry:
    level: int
    title: str
    page: int
    """Index from 0."""
    y: float


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    runs: tuple[TextRun, ...]
    rules: tuple[Rule, ...] = ()
    links: tuple[Link, ...] = ()
    number: int = 1
    """What it counts as, from 1 in the report and again in every appendix; printed from 2 on. Where the page
    lies in the file is its index in `Pages.pages`."""


@dataclass(frozen=True)
class Pages:
    pages: tuple[Page, ...]
    outline: tuple[OutlineEntry, ...]
    title: str
    author: str
    subject: str
    language: str = "vi-VN"
