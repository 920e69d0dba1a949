"""The report as data: what is printed, in named styles, before it is a file.

Writers are given a Document and add nothing of their own: what is not here is not printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from models.entities import Place

Style = Literal[
    "superior",
    "issuer",
    "number",
    "country",
    "motto",
    "place_date",
    "kind",
    "subject",
    "addressee",
    "body",
    "heading1",
    "heading2",
    "note",
    "capacity",
    "signer",
    "recipients_title",
    "recipient",
    "appendix",
    "appendix_title",
    "appendix_note",
    "table_head",
    "table_label",
    "table_window",
    "table_value",
]


@dataclass(frozen=True)
class Run:
    """Text of one look. `place` tells which record it came from, for clicks and highlights."""

    text: str
    bold: bool = False
    italic: bool = False
    place: Place | None = None


@dataclass(frozen=True)
class NoteMark:
    """The superscript mark of footnote `number`, 1, 2, 3 in order of appearance."""

    number: int


@dataclass(frozen=True)
class Paragraph:
    """A paragraph in a named style. `place` names the narrative's paragraph it was composed from."""

    style: Style
    inlines: tuple[Run | NoteMark, ...]
    place: Place | None = None

    @property
    def text(self) -> str:
        """Plain text; note marks as ¹ are left out."""
        return "".join(inline.text for inline in self.inlines if isinstance(inline, Run))


@dataclass(frozen=True)
class Note:
    """A footnote of one or several paragraphs, all in style "note"."""

    number: int
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Letterhead:
    """Quốc hiệu, tiêu ngữ, the bodies' names, number, place and date: two columns (Decree 30/2020, App. I).

    left: superior, issuer, number; right: country, motto, place_date. Number and place_date share a line.
    """

    left: tuple[Paragraph, ...]
    right: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Closing:
    """Recipients left, signature right; kept whole and never alone on a page.

    left: recipients_title, then recipient lines ("- ...;"); right: capacity lines, then signer.
    """

    left: tuple[Paragraph, ...]
    right: tuple[Paragraph, ...]


@dataclass(frozen=True)
class PageBreak:
    """A forced break, before an appendix for instance."""


@dataclass(frozen=True)
class TableCell:
    """One cell. It reaches over `across` columns and `down` rows; cells it covers are not listed."""

    paragraphs: tuple[Paragraph, ...]
    across: int = 1
    down: int = 1


ColumnKind = Literal["label", "value"]
"""Words that wrap, from the left; or numbers that never wrap, one under the other."""


@dataclass(frozen=True)
class Table:
    """A grid with thin borders. Its head is printed again on every page it reaches, a row never splits."""

    columns: tuple[ColumnKind, ...]
    head: tuple[tuple[TableCell, ...], ...]
    rows: tuple[tuple[TableCell, ...], ...]
    """One cell to a column."""
    landscape: bool = False
    """Asked to stand on turned paper; one too wide for upright paper is turned without being asked."""


Block = Paragraph | Letterhead | Closing | PageBreak | Table


@dataclass(frozen=True)
class Document:
    """A composed report. Notes are in the order of their marks."""

    title: str
    author: str
    subject: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    language: str = "vi-VN"
