"""What the letterhead's widths decide: columns, the sizes of quốc hiệu and tiêu ngữ, the rules' lengths.

Layout and Word both ask here, so that they agree (Decree 30/2020, Appendix I).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from export import fonts, styles
from export.styles import Pt, TextStyle
from models.report.document import Block, Letterhead, Paragraph, Style

_BALANCE_ROOM = Pt(2)
"""Left free in a line by which a name is drawn in: LibreOffice keeps some for slanted letters."""


@dataclass(frozen=True)
class LetterheadPlan:
    """Column widths, and the two sizes that depend on them."""

    left_width: Pt
    right_width: Pt
    country_size: Pt
    motto_size: Pt

    def inset(self, paragraph: Paragraph) -> Pt:
        """What a name that wraps is drawn in by on both sides, so that its lines are about equally long."""
        left = paragraph.style in ("superior", "issuer", "number")
        return _balance(paragraph, self.left_width if left else self.right_width)

    def style(self, name: Style) -> TextStyle:
        """The named style, at the size planned for this letterhead."""
        found = styles.STYLES[name]
        if name == "country":
            return replace(found, size=self.country_size)
        if name == "motto":
            return replace(found, size=self.motto_size)
        return found


def plan_letterhead(head: Letterhead, width: float = styles.PAGE.text_width) -> LetterheadPlan:
    """Quốc hiệu 13 on one line and the bodies' names in the rest; 12 (tiêu ngữ 13) if only so both stay on
    their lines. Names that are too long even then wrap in their column."""
    countries = [p for p in head.right if p.style == "country"]
    names = max((paragraph_width(p) for p in head.left), default=0.0)
    gap = styles.HEADER_COLUMN_GAP

    def needed(sizes: tuple[Pt, Pt]) -> float:
        return max((paragraph_width(p, sizes[0]) for p in countries), default=width * 0.6) + gap

    sizes = styles.HEADER_SIZES
    if width - needed(sizes) < names <= width - needed(styles.HEADER_SIZES_SMALL):
        sizes = styles.HEADER_SIZES_SMALL
    right = min(max(needed(sizes), width * 0.6), width * 0.75)
    if names > width - right:
        right = max(min(needed(sizes), width * 0.75), width * 0.5)
    return LetterheadPlan(Pt(width - right), Pt(right), *sizes)


def _balance(paragraph: Paragraph, width: float) -> Pt:
    """How far both edges of a column may move in without adding a line; 0 for what fits on one line."""
    style = styles.STYLES[paragraph.style]
    face = fonts.face_of(style.bold, style.italic)
    words = [fonts.text_width(w, face, style.size) for w in fonts.printable(paragraph.text).split()]
    space = fonts.text_width(" ", face, style.size)
    wanted = _line_count(words, space, width)
    if wanted == 1 or max(words) > width:
        return Pt(0)
    low, high = max(words), width
    while high - low > 0.5:
        middle = (low + high) / 2
        if _line_count(words, space, middle) > wanted:
            low = middle
        else:
            high = middle
    return Pt(max(0.0, (width - high - _BALANCE_ROOM) / 2))


def _line_count(words: Sequence[float], space: float, width: float) -> int:
    lines, used = 1, -space
    for word in words:
        if used + space + word > width and used >= 0:
            lines, used = lines + 1, -space
        used += space + word
    return lines


def addressee_indent(blocks: Sequence[Block], index: int, width: float) -> Pt | None:
    """The left indent of an addressee in a list of several: "Kính gửi:" and "- X;" below it.

    The dashes stand under the colon, the whole list in the middle (Decree 30/2020, App. I, II.9). None for a
    single "Kính gửi: X.", which is centred, and for everything else.
    """
    if not _is_addressee(blocks[index]):
        return None
    first, end = index, index + 1
    while first > 0 and _is_addressee(blocks[first - 1]):
        first -= 1
    while end < len(blocks) and _is_addressee(blocks[end]):
        end += 1
    title, *others = (paragraph_width(each) for each in blocks[first:end] if isinstance(each, Paragraph))
    if not others:
        return None
    hang = title - fonts.text_width(":", "regular", styles.STYLES["addressee"].size)
    if hang > width / 2:
        return Pt(0)
    left = max(0.0, (width - hang - max(others)) / 2)
    return Pt(left + (hang if index > first else 0.0))


def _is_addressee(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.style == "addressee"


def paragraph_width(paragraph: Paragraph, size: float | None = None) -> float:
    """The width of a paragraph's text set on one line, in points; note marks are not counted."""
    style = styles.STYLES[paragraph.style]
    total = 0.0
    for run in paragraph.inlines:
        text = fonts.printable(getattr(run, "text", ""))
        bold = style.bold or getattr(run, "bold", False)
        italic = style.italic or getattr(run, "italic", False)
        total += fonts.text_width(text, fonts.face_of(bold, italic), size or style.size)
    return total


def rule_length(style: TextStyle, widths: Sequence[float] | Iterable[float]) -> float:
    """The length of the rule under lines of these widths, in points; 0 where the style has no rule.

    Measured on the widest line; drawn in, where that stays lawful, to suit a shorter last line too.
    """
    found = list(widths)
    if style.rule is None or not found:
        return 0.0
    widest, last = max(found), found[-1]
    inside = (style.rule.most - style.rule.least) / 10
    least, most = style.rule.least + inside, style.rule.most - inside
    return max(least * widest, min((least + most) / 2 * widest, most * last))
