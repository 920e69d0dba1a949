"""The named styles: Decree 30/2020/NĐ-CP, Appendix I, as one table that layout and Word both read.

Lengths carry their unit: every one is a `Pt`, made by `Pt(…)`, `cm(…)` or `mm(…)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from models.report.document import Style

Align = Literal["left", "center", "right", "justify"]


class Pt(float):
    """A length in points of 1/72 inch; arithmetic gives plain floats in points."""

    __slots__ = ()

    @property
    def cm(self) -> float:
        return self * 2.54 / 72

    @property
    def mm(self) -> float:
        return self * 25.4 / 72

    @property
    def twips(self) -> int:
        """Twentieths of a point, Word's unit for most lengths."""
        return round(self * 20)

    @property
    def half_points(self) -> int:
        """Word's unit for font sizes."""
        return round(self * 2)

    @property
    def eighths(self) -> int:
        """Eighths of a point, Word's unit for the thickness of rules."""
        return round(self * 8)


def cm(value: float) -> Pt:
    """A length given in centimetres."""
    return Pt(value * 72 / 2.54)


def mm(value: float) -> Pt:
    """A length given in millimetres."""
    return Pt(value * 72 / 25.4)


NOTHING = Pt(0)


@dataclass(frozen=True)
class PageShape:
    """The paper and its margins."""

    width: Pt
    height: Pt
    top: Pt
    bottom: Pt
    left: Pt
    right: Pt

    @property
    def text_width(self) -> Pt:
        return Pt(self.width - self.left - self.right)

    @property
    def text_height(self) -> Pt:
        return Pt(self.height - self.top - self.bottom)


@dataclass(frozen=True)
class RuleBelow:
    """A solid rule under the last of neighbouring paragraphs of this style, centred to them.

    `least` and `most` are shares of the text's width; both 1 means as long as the text.
    """

    least: float
    most: float
    gap: Pt
    """From the bottom of the last line's letters with their descenders to the rule."""


@dataclass(frozen=True)
class TextStyle:
    """How a paragraph looks. Space before the first line of a page is dropped."""

    size: Pt
    align: Align
    bold: bool = False
    italic: bool = False
    first_indent: Pt = NOTHING
    space_before: Pt = NOTHING
    space_after: Pt = NOTHING
    keep_with_next: bool = False
    contextual: bool = False
    """No space between neighbouring paragraphs of this style: one printed line each."""
    rule: RuleBelow | None = None

    @property
    def line_height(self) -> Pt:
        """Single spacing of Times New Roman: 1.15 x the size, as Word and LibreOffice set it."""
        return Pt(self.size * LEADING)


PAGE = PageShape(mm(210), mm(297), top=mm(20), bottom=mm(20), left=mm(30), right=mm(20))
"""A4; law: top, bottom 20-25 mm, left 30-35, right 15-20."""
LANDSCAPE = PageShape(PAGE.height, PAGE.width, PAGE.top, PAGE.bottom, PAGE.left, PAGE.right)
"""The paper turned, for wide tables; the law's margins hold on it as it is read."""
LEADING = 1.15
FIRST_INDENT = cm(1.27)
"""Law: 1 or 1,27 cm."""
PARAGRAPH_GAP = Pt(6)
"""Law: at least 6 pt."""
RULE_THICKNESS = Pt(0.75)
PAGE_NUMBER = TextStyle(Pt(13), "center")
"""Arabic, upright, centred over the text in the top margin, from page 2 on of the report and of each
appendix; law: 13-14."""
PAGE_NUMBER_TOP = mm(10)
"""From the paper's edge to the top of the page number's line."""

HEADER_SIZES = (Pt(13), Pt(14))
"""Quốc hiệu and tiêu ngữ."""
HEADER_SIZES_SMALL = (Pt(12), Pt(13))
"""The same where quốc hiệu would not fit on a line beside the bodies' names."""
HEADER_COLUMN_GAP = Pt(12)
"""Between the bodies' names and quốc hiệu, at least; half of it on either side of quốc hiệu."""
HEADER_NUMBER_GAP = Pt(8)
"""From the rules to the line of number, place and date."""
HEADER_AFTER = Pt(14)

MARK_SCALE = 0.58
"""Superscript marks: of the text's size."""
MARK_RISE = 0.33
"""Superscript marks: baseline raised by this share of the text's size."""

NOTE_RULE_WIDTH = cm(5)
NOTE_RULE_THICKNESS = Pt(0.5)
NOTE_RULE_BEFORE = Pt(6)
"""Least space from the text above to the rule over the notes."""
NOTE_RULE_AFTER = Pt(4)
"""From that rule to the first note's line."""

TABLE_SIZES = (Pt(13), Pt(12), Pt(11))
"""Of a table's text: the largest at which it fits on upright paper, else on turned paper."""
TABLE_SIZES_LAST = (Pt(10), Pt(9), Pt(8))
"""Only on turned paper: better small than cut."""
TABLE_SIZES_NUMBERS = (Pt(7), Pt(6), Pt(5))
"""Only where numbers would be cut even so: a number in two pieces is another number."""
TABLE_RULE = Pt(0.5)
TABLE_GAP = Pt(6)
"""Above and below a table, at least."""
CELL_SIDE = Pt(3)
"""From a cell's border to its text, left and right."""
CELL_TOP = Pt(2)
"""The same above and below."""

CLOSING_BEFORE = Pt(12)
CLOSING_LINES = 8
"""A last paragraph of so many lines at most goes with the closing block whole, of a longer one its end."""
CLOSING_LEFT_SHARE = 0.5
"""The signature stands in the right half."""
SIGNATURE_SPACE = cm(2.6)
"""Left for signature and seal, between the capacity and the name."""

_HALF_RULE = RuleBelow(1 / 3, 1 / 2, Pt(2))

STYLES: Mapping[Style, TextStyle] = MappingProxyType(
    {
        "superior": TextStyle(Pt(13), "center"),
        "issuer": TextStyle(Pt(13), "center", bold=True, rule=_HALF_RULE),
        "number": TextStyle(Pt(13), "center"),
        "country": TextStyle(HEADER_SIZES[0], "center", bold=True),
        "motto": TextStyle(HEADER_SIZES[1], "center", bold=True, rule=RuleBelow(1, 1, Pt(2))),
        "place_date": TextStyle(Pt(14), "center", italic=True),
        "kind": TextStyle(Pt(14), "center", bold=True, space_before=Pt(6), keep_with_next=True),
        "subject": TextStyle(
            Pt(14),
            "center",
            bold=True,
            space_after=Pt(14),
            keep_with_next=True,
            contextual=True,
            rule=_HALF_RULE,
        ),
        "addressee": TextStyle(Pt(14), "center", space_after=Pt(12), keep_with_next=True, contextual=True),
        "body": TextStyle(Pt(14), "justify", first_indent=FIRST_INDENT, space_after=PARAGRAPH_GAP),
        "heading1": TextStyle(
            Pt(14), "justify", True, first_indent=FIRST_INDENT, space_after=PARAGRAPH_GAP, keep_with_next=True
        ),
        "heading2": TextStyle(
            Pt(14), "justify", True, first_indent=FIRST_INDENT, space_after=PARAGRAPH_GAP, keep_with_next=True
        ),
        "note": TextStyle(Pt(11), "justify"),
        "capacity": TextStyle(Pt(14), "center", bold=True),
        "signer": TextStyle(Pt(14), "center", bold=True),
        "recipients_title": TextStyle(Pt(12), "left", bold=True, italic=True),
        "recipient": TextStyle(Pt(11), "left"),
        "appendix": TextStyle(Pt(14), "center", bold=True, keep_with_next=True),
        "appendix_title": TextStyle(
            Pt(14), "center", bold=True, space_after=Pt(6), keep_with_next=True, contextual=True
        ),
        "appendix_note": TextStyle(
            Pt(14), "center", italic=True, space_after=Pt(12), keep_with_next=True, contextual=True
        ),
        "table_head": TextStyle(TABLE_SIZES[0], "center", bold=True, keep_with_next=True),
        "table_label": TextStyle(TABLE_SIZES[0], "left"),
        "table_window": TextStyle(Pt(11), "left", italic=True),
        "table_value": TextStyle(TABLE_SIZES[0], "right"),
    }
)
