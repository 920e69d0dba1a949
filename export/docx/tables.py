"""A table of figures as a Word table: head rows repeated on every page, rows that never split."""

from __future__ import annotations

from typing import Any, NamedTuple

from export import styles
from export.docx import word_styles
from export.docx.elements import add_grid, new, qualified, sub, switch_on, text_paragraph
from export.styles import Pt
from export.tables import TablePlan, placed_head
from models.report.document import Paragraph, Table, TableCell


class _Box(NamedTuple):
    """A w:tc to be: Word wants one in every row that a cell reaches down to."""

    column: int
    cell: TableCell
    covered: bool = False


def table_element(table: Table, plan: TablePlan, *, keep_with_next: bool) -> Any:
    """The w:tbl; `keep_with_next`: its last row does not end a page."""
    made = new("tbl")
    properties = sub(made, "tblPr")
    sub(properties, "tblStyle", val=word_styles.TABLE_STYLE)
    sub(properties, "tblW", w=sum(width.twips for width in plan.widths), type="dxa")
    # Borders are drawn around a cell's edge: so the outer ones stay inside the margins.
    sub(properties, "tblInd", w=Pt(styles.TABLE_RULE / 2).twips, type="dxa")
    sub(properties, "tblLayout", type="fixed")
    sub(properties, "tblLook", val="0000")
    add_grid(made, plan.widths)
    for boxes in _head_rows(table):
        made.append(_row(boxes, plan, head=True))
    for cells in table.rows:
        made.append(_row([_Box(column, cell) for column, cell in enumerate(cells)], plan, head=False))
    if keep_with_next and table.rows:
        for paragraph in made[-1].iter(qualified("w:p")):
            switch_on(paragraph.get_or_add_pPr(), "keepNext")
    return made


def _head_rows(table: Table) -> list[list[_Box]]:
    rows: list[list[_Box]] = [[] for _ in table.head]
    for number, column, cell in placed_head(table):
        for below in range(cell.down):
            rows[number + below].append(_Box(column, cell, covered=below > 0))
    return [sorted(row, key=lambda box: box.column) for row in rows]


def _row(boxes: list[_Box], plan: TablePlan, *, head: bool) -> Any:
    row = new("tr")
    properties = sub(row, "trPr")
    sub(properties, "cantSplit")
    if head:
        sub(properties, "tblHeader")
    for box in boxes:
        row.append(_cell(box, plan))
    return row


def _cell(box: _Box, plan: TablePlan) -> Any:
    made = new("tc")
    cell = box.cell
    properties = sub(made, "tcPr")
    widths = plan.widths[box.column : box.column + cell.across]
    sub(properties, "tcW", w=sum(width.twips for width in widths), type="dxa")
    if cell.across > 1:
        sub(properties, "gridSpan", val=cell.across)
    if cell.down > 1:
        sub(properties, "vMerge", val="continue" if box.covered else "restart")
    sub(properties, "vAlign", val="center")
    paragraphs = cell.paragraphs or (Paragraph("table_value", ()),)
    if box.covered:
        paragraphs = (Paragraph(paragraphs[0].style, ()),)
    for paragraph in paragraphs:
        element = text_paragraph(paragraph, plan.size)
        inset = plan.insets[box.column]
        if paragraph.style == "table_value" and inset:
            indent = element.get_or_add_pPr().get_or_add_ind()
            indent.set(qualified("w:right"), str(inset.twips))
        made.append(element)
    return made
