"""A report as a Word file: real footnotes, named styles, a header table without lines.

What is not in the Document is not written, and every look comes from the named styles: the only direct
formatting is bold and italic of runs, the widths of columns and the indents of rules, which follow the text.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from export import fonts, letterhead, styles
from export.docx import footnotes, template, word_styles
from export.letterhead import LetterheadPlan
from export.styles import Pt, TextStyle
from models.report.document import (
    Closing,
    Document,
    Letterhead,
    NoteMark,
    PageBreak,
    Paragraph,
    Run,
    Style,
)

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PROPERTY_LIMIT = 255
"""Word's own limit on a title, author or subject in a file's properties."""


def write_docx(document: Document) -> bytes:
    """The .docx file; the same document gives the same bytes.

    Text is NFC, without characters that are never drawn; what XML cannot hold (a lone surrogate, U+FFFE) is
    printed as "?", as in the PDF: `models.text` has spoken of it long before. Raises ValueError when note
    marks and notes do not match, which would be our bug.
    """
    from docx import Document as open_docx

    footnotes.check_marks(document, _marks(document))
    writer = _Writer(document)
    word = open_docx(io.BytesIO(template.empty_package(document.language, writer.sizes)))
    body = word.element.body
    for element in writer.elements():
        body.sectPr.addprevious(element)
    footnotes.add_footnotes(word.part, document.notes, writer.paragraph)
    properties = word.core_properties
    properties.title = _property(document.title)
    properties.author = _property(document.author)
    properties.subject = _property(document.subject)
    properties.language = document.language
    buffer = io.BytesIO()
    word.save(buffer)
    return template.repack(buffer.getvalue())


class _Writer:
    """Turns a document's blocks into the elements of w:body."""

    def __init__(self, document: Document) -> None:
        self._blocks = document.blocks
        heads = [block for block in self._blocks if isinstance(block, Letterhead)]
        self._plans = {id(head): letterhead.plan_letterhead(head) for head in heads}
        self.sizes: dict[Style, Pt] = {}
        """Sizes that differ from the table's: the smallest that any letterhead asks for."""
        for plan in self._plans.values():
            for name in ("country", "motto"):
                size = plan.style(name).size
                self.sizes[name] = min(size, self.sizes.get(name, size))

    def elements(self) -> Iterator[Any]:
        """The body's paragraphs and tables in order."""
        break_before = False
        after_text = False
        blocks = self._blocks
        for index, block in enumerate(blocks):
            if isinstance(block, PageBreak):
                if break_before:
                    yield _spacer(True)
                break_before, after_text = True, False
                continue
            if isinstance(block, Paragraph):
                made = self.paragraph(block)
                following = blocks[index + 1 : index + 2]
                if following and isinstance(following[0], Closing):
                    _set(made.get_or_add_pPr(), "keepNext")
                if break_before:
                    _set(made.get_or_add_pPr(), "pageBreakBefore")
                yield made
                if _ends_ruled_group(block, following):
                    yield self._rule_below(_group_ending(blocks, index), styles.PAGE.text_width)
                after_text = True
            else:
                if not after_text:
                    # Word joins tables that touch, and LibreOffice shows an empty line above a table that
                    # begins the body.
                    yield _spacer(break_before)
                if isinstance(block, Letterhead):
                    yield self._letterhead(block, blocks[index + 1 : index + 2])
                else:
                    yield self._closing(block, blocks[index - 1] if after_text else None)
                after_text = False
            break_before = False
        if not after_text:
            # Word wants a paragraph after the last table. A break with nothing behind it makes no page.
            yield _spacer(False)

    def paragraph(self, paragraph: Paragraph) -> Any:
        """The w:p of a paragraph in its style."""
        style = styles.STYLES[paragraph.style]
        made = _paragraph(word_styles.STYLE_IDS[paragraph.style])
        for inline in paragraph.inlines:
            if isinstance(inline, NoteMark):
                made.append(footnotes.reference_run(inline.number))
            elif text := clean(inline.text):
                made.append(_run(text, inline, style))
        return made

    def _letterhead(self, head: Letterhead, following: Sequence[object]) -> Any:
        plan = self._plans[id(head)]
        columns = (plan.left_width, plan.right_width)
        below = ("number", "place_date")
        table = _table(columns)
        upper = [[p for p in side if p.style not in below] for side in (head.left, head.right)]
        lower = [[p for p in side if p.style in below] for side in (head.left, head.right)]
        rows = [self._row(upper, columns, plan)]
        if any(lower):
            rows.append(self._row(lower, columns, plan, last=True))
        table.extend(rows)
        # Word adds what is asked for below a table's text and above the next paragraph; the layout takes the
        # larger of both.
        asked = [
            styles.STYLES[block.style].space_before for block in following if isinstance(block, Paragraph)
        ]
        after = Pt(max(0.0, styles.HEADER_AFTER - sum(asked) - word_styles.SPACER_HEIGHT))
        for cell in rows[-1].tc_lst:
            _spacing(cell[-1], after=after)
        return table

    def _row(
        self,
        cells: Sequence[Sequence[Paragraph]],
        columns: Sequence[Pt],
        plan: LetterheadPlan,
        last: bool = False,
    ) -> Any:
        """A row of the letterhead. The last one hangs from its bottom: number and date share a line."""
        row = _new("tr")
        properties = _sub(row, "trPr")
        _sub(properties, "cantSplit")
        for paragraphs, width in zip(cells, columns, strict=True):
            cell = _cell(row, width, "bottom" if last else "top")
            for _, group in groupby(paragraphs, key=lambda paragraph: paragraph.style):
                same = list(group)
                for paragraph in same:
                    cell.append(self.paragraph(paragraph))
                if plan.style(same[-1].style).rule:
                    cell.append(self._rule_below(same, width, plan))
            if not paragraphs:
                cell.append(_spacer(False))
        return row

    def _rule_below(
        self, group: Sequence[Paragraph], width: float, plan: LetterheadPlan | None = None
    ) -> Any:
        """The rule centred under neighbouring paragraphs of one style: an empty paragraph's top border."""
        name = group[-1].style
        style = plan.style(name) if plan else styles.STYLES[name]
        if style.rule is None:
            raise ValueError(f"style {name} has no rule")
        lines = [line for paragraph in group for line in _line_widths(paragraph, style, width)]
        indent = Pt(max(0.0, (width - letterhead.rule_length(style, lines)) / 2))
        made = _paragraph(word_styles.RULE_STYLE)
        if style.keep_with_next:
            _set(made.pPr, "keepNext")
        after = Pt(max(0.0, style.space_after - word_styles.rule_depth(style)))
        _spacing(made, before=style.rule.gap, after=after)
        _sub(made.pPr, "ind", left=indent.twips, right=indent.twips)
        return made

    def _closing(self, closing: Closing, before: object) -> Any:
        """Recipients and signature in one row that never splits and hangs on the text before it."""
        asked = styles.STYLES[before.style].space_after if isinstance(before, Paragraph) else Pt(0)
        space = Pt(max(0.0, styles.CLOSING_BEFORE - asked))
        left = Pt(styles.PAGE.text_width * styles.CLOSING_LEFT_SHARE)
        columns = (left, Pt(styles.PAGE.text_width - left))
        table = _table(columns)
        row = _sub(table, "tr")
        _sub(_sub(row, "trPr"), "cantSplit")
        for paragraphs, width in zip((closing.left, closing.right), columns, strict=True):
            cell = _cell(row, width, "top")
            made = [self.paragraph(paragraph) for paragraph in paragraphs] or [_spacer(False)]
            for element in made:
                _set(element.get_or_add_pPr(), "keepNext")
            _spacing(made[0], before=space)
            cell.extend(made)
        return table


def clean(text: str) -> str:
    """A run's text as Word shall hold it; line ends are kept."""
    return _NOT_XML.sub(fonts.REPLACEMENT, fonts.printable_source(text))


def _marks(document: Document) -> Iterator[int]:
    for block in document.blocks:
        paragraphs: tuple[Paragraph, ...] = ()
        if isinstance(block, Paragraph):
            paragraphs = (block,)
        elif isinstance(block, Letterhead | Closing):
            paragraphs = block.left + block.right
        for paragraph in paragraphs:
            yield from (inline.number for inline in paragraph.inlines if isinstance(inline, NoteMark))


def _ends_ruled_group(paragraph: Paragraph, following: Sequence[object]) -> bool:
    """Whether a rule goes below: the style has one and the next block is not of the same style."""
    if styles.STYLES[paragraph.style].rule is None:
        return False
    return not any(isinstance(block, Paragraph) and block.style == paragraph.style for block in following)


def _group_ending(blocks: Sequence[object], index: int) -> list[Paragraph]:
    """The neighbouring paragraphs of one style that end at `index`."""
    group: list[Paragraph] = []
    for block in reversed(blocks[: index + 1]):
        if not isinstance(block, Paragraph) or (group and block.style != group[-1].style):
            break
        group.append(block)
    return group[::-1]


def _line_widths(paragraph: Paragraph, style: TextStyle, available: float) -> list[float]:
    """The widths of the lines a short centred paragraph takes, near enough for the length of a rule."""
    whole = letterhead.paragraph_width(paragraph, style.size)
    if whole <= available:
        return [whole]
    return [available, whole % available or available]


def _property(text: str) -> str:
    """A text for the file's properties; these are not printed, and Word takes no more than 255 letters."""
    flat = " ".join(clean(text).split())
    return flat if len(flat) <= _PROPERTY_LIMIT else flat[: _PROPERTY_LIMIT - 1] + "…"


def _run(text: str, run: Run, style: TextStyle) -> Any:
    made = _new("r")
    bold, italic = run.bold and not style.bold, run.italic and not style.italic
    if bold or italic:
        properties = _sub(made, "rPr")
        for tag in ("b", "bCs") * bold + ("i", "iCs") * italic:
            _sub(properties, tag)
    for number, line in enumerate(text.split("\n")):
        if number:
            _sub(made, "br")
        if line:
            holder = _sub(made, "t")
            holder.text = line
            holder.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def _spacer(break_before: bool) -> Any:
    """An empty paragraph one point high, where Word or LibreOffice needs a paragraph that nobody sees."""
    made = _paragraph(word_styles.SPACER_STYLE)
    if break_before:
        _set(made.pPr, "pageBreakBefore")
    return made


def _paragraph(style_id: str) -> Any:
    made = _new("p")
    made.style = style_id
    return made


def _set(properties: Any, switch: str) -> None:
    """Switch keepNext or pageBreakBefore on, at its place in w:pPr (right after the style, in this order)."""
    getattr(properties, f"get_or_add_{switch}")()


def _spacing(paragraph: Any, before: Pt | None = None, after: Pt | None = None) -> None:
    spacing = paragraph.get_or_add_pPr().get_or_add_spacing()
    for name, value in (("w:before", before), ("w:after", after)):
        if value is not None:
            spacing.set(_qualified(name), str(value.twips))


def _table(columns: Sequence[Pt]) -> Any:
    """An empty table of fixed columns, without borders or cell margins."""
    table = _new("tbl")
    properties = _sub(table, "tblPr")
    _sub(properties, "tblW", w=sum(width.twips for width in columns), type="dxa")
    _sub(properties, "tblLayout", type="fixed")
    # Word takes the style's; LibreOffice needs it said here.
    margins = _sub(properties, "tblCellMar")
    for side in ("left", "right"):
        _sub(margins, side, w=0, type="dxa")
    _sub(properties, "tblLook", val="0000")
    grid = _sub(table, "tblGrid")
    for width in columns:
        _sub(grid, "gridCol", w=width.twips)
    return table


def _cell(row: Any, width: Pt, align: str) -> Any:
    cell = _sub(row, "tc")
    properties = _sub(cell, "tcPr")
    _sub(properties, "tcW", w=width.twips, type="dxa")
    _sub(properties, "vAlign", val=align)
    return cell


def _new(tag: str) -> Any:
    from docx.oxml import OxmlElement

    return OxmlElement(f"w:{tag}")


def _sub(parent: Any, tag: str, **attributes: object) -> Any:
    made = _new(tag)
    for name, value in attributes.items():
        made.set(_qualified(f"w:{name}"), str(value))
    parent.append(made)
    return made


def _qualified(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))
