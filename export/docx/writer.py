"""A report as a Word file: real footnotes, named styles, a header table without lines.

What is not in the Document is not written, and every look comes from the named styles: the only direct
formatting is bold and italic of runs, the widths of columns and the indents of rules, wrapped names and lists
of addressees, which follow the text.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import groupby
from typing import Any

from export import letterhead, styles
from export.docx import footnotes, template, word_styles
from export.docx.elements import (
    bare_cell,
    bare_table,
    clean,
    new,
    set_indents,
    set_spacing,
    shape_section,
    spacer,
    styled_paragraph,
    sub,
    switch_on,
    text_paragraph,
)
from export.docx.tables import table_element
from export.layout import parted_closings
from export.layout.columns import beside_signature
from export.layout.rows import stays_whole, text_rows
from export.letterhead import LetterheadPlan
from export.sections import Section, sections
from export.styles import Pt
from export.tables import plan_table
from models.report.document import (
    Block,
    Closing,
    Document,
    Letterhead,
    NoteMark,
    Paragraph,
    Style,
    Table,
)

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
    writer.add_to(word.element.body)
    footnotes.add_footnotes(word.part, document.notes, text_paragraph)
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
        self._document = document
        self._parted = {id(document.blocks[index]) for index in parted_closings(document)}
        heads = [block for block in document.blocks if isinstance(block, Letterhead)]
        self._plans = {id(head): letterhead.plan_letterhead(head) for head in heads}
        self.sizes: dict[Style, Pt] = {}
        """Sizes that differ from the table's: the smallest that any letterhead asks for."""
        for plan in self._plans.values():
            for name in ("country", "motto"):
                size = plan.style(name).size
                self.sizes[name] = min(size, self.sizes.get(name, size))

    def add_to(self, body: Any) -> None:
        """Fill w:body, which holds the template's w:sectPr, with paragraphs, tables and sections."""
        parts = sections(self._document)
        template_section = body.sectPr
        opening, break_before = parts[0], False
        for number, part in enumerate(parts):
            made = list(self._elements(part, break_before, last=number == len(parts) - 1))
            for following in parts[number + 1 : number + 2]:
                break_before = following.shape == opening.shape and not following.numbered_anew
                if not break_before:
                    made = _ending_section(made, template_section, opening, opening is parts[0])
                    opening = following
            for element in made:
                template_section.addprevious(element)
        shape_section(template_section, opening, opening is parts[0])

    def _elements(self, part: Section, break_before: bool, last: bool) -> Iterator[Any]:
        """A section's paragraphs and tables in order."""
        after_text = False
        blocks = self._document.blocks[part.start : part.end]
        width = part.shape.text_width
        if not blocks and break_before:
            yield spacer(True)
        for index, block in enumerate(blocks):
            following = blocks[index + 1 : index + 2]
            before = blocks[index - 1] if index else None
            if isinstance(block, Paragraph):
                made = _body_paragraph(block, before, following, width)
                if break_before:
                    switch_on(made.pPr, "pageBreakBefore")
                indent = letterhead.addressee_indent(blocks, index, width)
                if indent is not None:
                    set_indents(made, left=indent)
                    sub(made.pPr, "jc", val="left")
                yield made
                if _ends_ruled_group(block, following):
                    yield self._rule_below(_group_ending(blocks, index), width)
                after_text = True
            else:
                if isinstance(block, Table) or not after_text:
                    # Word joins tables that touch, and LibreOffice shows an empty line above a table that
                    # begins the body.
                    yield _spacer_between(before, block, break_before)
                yield self._grid(block, before if after_text else None, following, width)
                after_text = False
            break_before = False
        if last and not after_text:
            # Word wants a paragraph after the last table. A break with nothing behind it makes no page.
            yield spacer(False)

    def _grid(self, block: Block, before: object, following: Sequence[Block], width: Pt) -> Any:
        """A block that is a table in Word."""
        if isinstance(block, Letterhead):
            return self._letterhead(block, following)
        if isinstance(block, Closing):
            return self._closing(block, before, width)
        if isinstance(block, Table):
            keep = bool(following) and isinstance(following[0], Closing)
            return table_element(block, plan_table(block, width), keep_with_next=keep)
        raise ValueError(f"{type(block).__name__} has no form in Word")

    def _letterhead(self, head: Letterhead, following: Sequence[object]) -> Any:
        plan = self._plans[id(head)]
        columns = (plan.left_width, plan.right_width)
        below = ("number", "place_date")
        table = bare_table(columns)
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
            set_spacing(cell[-1], after=after)
        return table

    def _row(
        self,
        cells: Sequence[Sequence[Paragraph]],
        columns: Sequence[Pt],
        plan: LetterheadPlan,
        last: bool = False,
    ) -> Any:
        """A row of the letterhead. The last one hangs from its bottom: number and date share a line."""
        row = new("tr")
        properties = sub(row, "trPr")
        sub(properties, "cantSplit")
        for paragraphs, width in zip(cells, columns, strict=True):
            cell = bare_cell(row, width, "bottom" if last else "top")
            for _, group in groupby(paragraphs, key=lambda paragraph: paragraph.style):
                same = list(group)
                for paragraph in same:
                    made = text_paragraph(paragraph)
                    if inset := plan.inset(paragraph):
                        set_indents(made, left=inset, right=inset)
                    cell.append(made)
                if plan.style(same[-1].style).rule:
                    cell.append(self._rule_below(same, width, plan))
            if not paragraphs:
                cell.append(spacer(False))
        return row

    def _rule_below(
        self, group: Sequence[Paragraph], width: float, plan: LetterheadPlan | None = None
    ) -> Any:
        """The rule centred under neighbouring paragraphs of one style: an empty paragraph's top border."""
        name = group[-1].style
        style = plan.style(name) if plan else styles.STYLES[name]
        if style.rule is None:
            raise ValueError(f"style {name} has no rule")
        insets = [plan.inset(paragraph) if plan else 0.0 for paragraph in group]
        lines = [
            item.line.width
            for paragraph, inset in zip(group, insets, strict=True)
            for row in text_rows(paragraph, style, width - 2 * inset)
            for item in row.items
        ]
        indent = Pt(max(0.0, (width - letterhead.rule_length(style, lines)) / 2))
        made = styled_paragraph(word_styles.RULE_STYLE)
        if style.keep_with_next:
            switch_on(made.pPr, "keepNext")
        after = Pt(max(0.0, style.space_after - word_styles.rule_depth(style)))
        set_spacing(made, before=style.rule.gap, after=after)
        set_indents(made, left=indent, right=indent)
        return made

    def _closing(self, closing: Closing, before: object, width: Pt) -> Any:
        """Recipients and signature in one row that never splits and hangs on the text before it.

        One that no page can hold has a row for the signature and one for each recipient below it.
        """
        asked = styles.STYLES[before.style].space_after if isinstance(before, Paragraph) else Pt(0)
        left = Pt(width * styles.CLOSING_LEFT_SHARE)
        columns = (left, Pt(width - left))
        parted = id(closing) in self._parted
        count = beside_signature(closing, width) if parted else len(closing.left)
        table = bare_table(columns)
        signed = _closing_row((closing.left[:count], closing.right), columns)
        for cell in signed.tc_lst:
            set_spacing(cell.p_lst[0], before=Pt(max(0.0, styles.CLOSING_BEFORE - asked)))
            for paragraph in () if parted else cell.p_lst:
                switch_on(paragraph.pPr, "keepNext")
        table.append(signed)
        table.extend(_closing_row(((recipient,), ()), columns) for recipient in closing.left[count:])
        return table


def _body_paragraph(block: Paragraph, before: Block | None, following: Sequence[Block], width: Pt) -> Any:
    made = text_paragraph(block)
    if following and isinstance(following[0], Closing):
        switch_on(made.pPr, "keepNext")
        if stays_whole(block, width):
            switch_on(made.pPr, "keepLines")
    if isinstance(before, Table):
        set_spacing(made, before=max(styles.TABLE_GAP, styles.STYLES[block.style].space_before))
    return made


def _closing_row(sides: Sequence[Sequence[Paragraph]], columns: Sequence[Pt]) -> Any:
    row = new("tr")
    sub(sub(row, "trPr"), "cantSplit")
    for paragraphs, width in zip(sides, columns, strict=True):
        cell = bare_cell(row, width, "top")
        cell.extend([text_paragraph(paragraph) for paragraph in paragraphs] or [spacer(False)])
    return row


def _spacer_between(before: Block | None, block: Block, break_before: bool) -> Any:
    """The paragraph that nobody sees above a table, and the space that a table keeps around it."""
    made = spacer(break_before)
    asked = styles.STYLES[before.style].space_after if isinstance(before, Paragraph) else Pt(0)
    if before is not None and isinstance(block, Table):
        gap = styles.TABLE_GAP * (2 if isinstance(before, Table) else 1)
        wanted = max(0.0, gap - asked - word_styles.SPACER_HEIGHT)
        set_spacing(made, before=Pt(wanted))
    keeps = isinstance(before, Paragraph) and styles.STYLES[before.style].keep_with_next
    if keeps or (isinstance(before, Table) and isinstance(block, Closing)):
        switch_on(made.pPr, "keepNext")
    return made


def _ending_section(made: list[Any], template_section: Any, section: Section, first: bool) -> list[Any]:
    """The elements of a section whose last paragraph says that it ends there, and how its pages are."""
    if not made or made[-1].tag != new("p").tag:
        made = [*made, spacer(False)]
    properties = deepcopy(template_section)
    shape_section(properties, section, first)
    made[-1].get_or_add_pPr().append(properties)
    return made


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


def _property(text: str) -> str:
    """A text for the file's properties; these are not printed, and Word takes no more than 255 letters."""
    flat = " ".join(clean(text).split())
    return flat if len(flat) <= _PROPERTY_LIMIT else flat[: _PROPERTY_LIMIT - 1] + "…"
