"""The document as one column of rows, and its notes as rows of their own."""

from __future__ import annotations

from dataclasses import replace

from export import styles
from export.layout.columns import closing_row, letterhead_row, rule_below
from export.layout.grid import table_rows
from export.layout.rows import Row, stays_whole, text_rows
from export.letterhead import addressee_indent
from export.sections import Section
from export.styles import PageShape
from export.tables import plan_table
from models.report.document import (
    Block,
    Closing,
    Document,
    Letterhead,
    Note,
    NoteMark,
    Paragraph,
    Run,
    Table,
)

_OUTLINE_LEVEL = {"heading1": 0, "heading2": 1, "appendix": 0}


def section_rows(document: Document, section: Section) -> list[Row]:
    """The rows of a section's blocks, none for an empty page."""
    found: list[Row] = []
    blocks = document.blocks
    for index in section.blocks:
        block = blocks[index]
        rows = block_rows(document, index, section.shape)
        if found and rows:
            rows[0].gap = _gap(blocks[index - 1], block, rows[0].gap)
            if isinstance(block, Closing):
                _hang_on(found, blocks[index - 1], section.shape.text_width)
        found.extend(rows)
    return found


def _hang_on(rows: list[Row], before: Block, width: float) -> None:
    """Keep a closing block with the last of these rows, or with all of a short paragraph's."""
    rows[-1].keep = True
    if isinstance(before, Paragraph) and stays_whole(before, width):
        for row in rows:
            row.keep |= row.source == rows[-1].source


def block_rows(
    document: Document, index: int, shape: PageShape, early: frozenset[int] = frozenset()
) -> list[Row]:
    """The rows of the block at `index`; `early` as in `break_lines`."""
    block, width = document.blocks[index], shape.text_width
    if isinstance(block, Letterhead):
        rows = [letterhead_row(block, width)]
    elif isinstance(block, Closing):
        rows = [closing_row(block, width, shape.text_height)]
    elif isinstance(block, Paragraph):
        rows = _paragraph_rows(document, index, block, width, early)
    elif isinstance(block, Table):
        rows = table_rows(block, plan_table(block, width), shape.text_height)
    else:
        rows = []
    for row in rows:
        row.source = index
    return rows


def _paragraph_rows(
    document: Document, index: int, paragraph: Paragraph, width: float, early: frozenset[int]
) -> list[Row]:
    style = styles.STYLES[paragraph.style]
    indent = addressee_indent(document.blocks, index, width)
    if indent is not None:
        rows = text_rows(paragraph, replace(style, align="left"), width - indent, x=indent, early=early)
    else:
        rows = text_rows(paragraph, style, width, early=early)
    level = _OUTLINE_LEVEL.get(paragraph.style)
    if level is not None:
        rows[0].title = (level, " ".join(paragraph.text.split()))
    if style.rule is not None and not _same_style_follows(document, index):
        lengths = _group_lengths(document, index, width)
        last = rows[-1]
        last.rules = rule_below(style, lengths, 0.0, width, last.items[0].baseline)
    if _same_style_follows(document, index) and style.rule is not None:
        rows[-1].keep = True
    return rows


def _same_style_follows(document: Document, index: int) -> bool:
    block, following = document.blocks[index], document.blocks[index + 1 : index + 2]
    return bool(
        following
        and isinstance(block, Paragraph)
        and isinstance(following[0], Paragraph)
        and following[0].style == block.style
    )


def _group_lengths(document: Document, index: int, width: float) -> list[float]:
    """The line lengths of the neighbouring paragraphs of one style that end at `index`."""
    first = index
    while first > 0 and _same_style_follows(document, first - 1):
        first -= 1
    lengths = []
    for block in document.blocks[first : index + 1]:
        if isinstance(block, Paragraph):
            style = styles.STYLES[block.style]
            lengths += [item.line.width for row in text_rows(block, style, width) for item in row.items]
    return lengths


def _gap(before: Block, block: Block, wanted: float) -> float:
    """The space between two blocks: the larger of what both ask for, as Word does it."""
    if isinstance(before, Letterhead):
        return max(wanted, float(styles.HEADER_AFTER))
    if isinstance(before, Table) or isinstance(block, Table):
        touching = isinstance(before, Table) and isinstance(block, Table)
        wanted = max(wanted, styles.TABLE_GAP * (2 if touching else 1))
    if not isinstance(before, Paragraph):
        return wanted
    style = styles.STYLES[before.style]
    if style.contextual and isinstance(block, Paragraph) and block.style == before.style:
        return 0.0
    return max(wanted, float(style.space_after))


def note_rows(note: Note, width: float) -> list[Row]:
    """A note's rows: its mark, a space, its paragraphs."""
    lead = (NoteMark(note.number), Run(" "))
    style = styles.STYLES["note"]
    rows: list[Row] = []
    for index, paragraph in enumerate(note.paragraphs or (Paragraph("note", ()),)):
        rows += text_rows(paragraph, style, width, lead=lead if index == 0 else (), in_note=True)
    for row in rows:
        row.source = note.number
    return rows
