"""A table as rows of the page: its head, which every page begins with, and rows that never split."""

from __future__ import annotations

from dataclasses import replace

from export import styles
from export.layout.pages import Rule
from export.layout.rows import Item, Row, text_rows
from export.tables import TablePlan, placed_head
from models.report.document import Table, TableCell

_THICK = float(styles.TABLE_RULE)
HEAD_MOST = 0.4
"""The share of a page's height from which on a head is printed only once."""


def table_rows(table: Table, plan: TablePlan, page_height: float) -> list[Row]:
    """The head as one row, then the table's rows; `page_height` is the text area's."""
    head = _head_row(table, plan)
    repeat = head if head is not None and head.height <= HEAD_MOST * page_height else None
    rows = [_body_row(row, plan) for row in table.rows]
    for row in rows:
        row.repeat = repeat
        if row.height + (repeat.height if repeat else 0.0) > page_height:
            row.parts = _in_lines(row, plan)
            for part in row.parts:
                part.repeat = repeat
    if head is not None:
        return [head, *rows]
    if rows:
        rows[0].rules += (_across(plan, 0.0),)
    return rows


def _head_row(table: Table, plan: TablePlan) -> Row | None:
    if not table.head:
        return None
    cells = list(placed_head(table))
    heights = [0.0] * len(table.head)
    texts = {(row, column): _cell_text(cell, plan, column) for row, column, cell in cells}
    for row, column, cell in sorted(cells, key=lambda found: found[2].down):
        last = row + cell.down
        lack = _box_height(texts[row, column]) - sum(heights[row:last])
        heights[last - 1] += max(0.0, lack)
    tops = [_THICK + sum(heights[:row]) for row in range(len(heights) + 1)]
    items: list[Item] = []
    rules = [_across(plan, _THICK / 2), _down(plan, 0, 0.0, tops[-1])]
    for row, column, cell in cells:
        top, bottom = tops[row], tops[row + cell.down]
        items += _placed(texts[row, column], top, bottom - top - _THICK)
        rules.append(_across(plan, bottom - _THICK / 2, column, cell.across))
        rules.append(_down(plan, column + cell.across, top - _THICK, bottom))
    return Row(tops[-1], items=tuple(items), rules=tuple(rules), keep=True, heading=True)


def _body_row(cells: tuple[TableCell, ...], plan: TablePlan) -> Row:
    texts = [_cell_text(cell, plan, column) for column, cell in enumerate(cells)]
    height = max((_box_height(text) for text in texts), default=0.0)
    items = [item for text in texts for item in _placed(text, 0.0, height - _THICK)]
    sides = (_down(plan, column, 0.0, height) for column in range(len(plan.widths) + 1))
    return Row(height, items=tuple(items), rules=(_across(plan, height - _THICK / 2), *sides))


def _cell_text(cell: TableCell, plan: TablePlan, column: int) -> Row:
    """A cell's lines as one row without its padding; numbers keep clear of the right border."""
    x, width = plan.text_box(column, cell.across)
    items: list[Item] = []
    height = 0.0
    for paragraph in cell.paragraphs:
        free = plan.insets[column] if paragraph.style == "table_value" else 0.0
        for row in text_rows(paragraph, plan.style(paragraph.style), max(width - free, 1.0), x=x):
            items += (replace(item, baseline=item.baseline + height) for item in row.items)
            height += row.height
    return Row(height, items=tuple(items))


def _box_height(text: Row) -> float:
    """Of a cell: its text, the space around it and the border below."""
    return text.height + 2 * styles.CELL_TOP + _THICK


def _placed(text: Row, top: float, height: float) -> list[Item]:
    """A cell's lines in the middle of `height` points below `top`."""
    shift = top + (height - text.height) / 2
    return [replace(item, baseline=item.baseline + shift) for item in text.items]


def _across(plan: TablePlan, y: float, column: int = 0, across: int | None = None) -> Rule:
    """A border from a column's left one to the last one's right one, corners included."""
    widths = plan.widths[column:] if across is None else plan.widths[column : column + across]
    return Rule(plan.left(column) - _THICK / 2, y, sum(widths) + _THICK, _THICK)


def _down(plan: TablePlan, column: int, top: float, bottom: float) -> Rule:
    """The border left of a column."""
    return Rule(plan.left(column), top, 0.0, _THICK, bottom - top)


def _in_lines(row: Row, plan: TablePlan) -> list[Row]:
    """A row taller than a page, line by line: no rule can keep it whole."""
    parts: list[Row] = []
    baselines = sorted({item.baseline for item in row.items})
    tops = [0.0, *baselines[:-1]]
    for top, baseline in zip(tops, baselines, strict=True):
        items = tuple(replace(i, baseline=i.baseline - top) for i in row.items if i.baseline == baseline)
        sides = tuple(_down(plan, column, 0.0, baseline - top) for column in range(len(plan.widths) + 1))
        parts.append(Row(baseline - top, items=items, rules=sides))
    rest = row.height - baselines[-1]
    sides = tuple(_down(plan, column, 0.0, rest) for column in range(len(plan.widths) + 1))
    parts[-1].keep = True
    return [*parts, Row(rest, rules=(_across(plan, rest - _THICK / 2), *sides))]
