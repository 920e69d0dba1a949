"""How wide the label column and the number columns of a grid stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QFontMetrics

from ui.refused_numbers import Refused
from ui.tables import look
from ui.tables.grid_data import Grid
from ui.tables.headers import head_lines, head_width
from ui.tables.metrics import (
    COLUMN_LEAST,
    HEAD,
    HEAD_ONE_LINE,
    LABEL_LEAST,
    LABEL_MOST,
    LEFT,
    RIGHT,
    ROW_ONE_LINE,
    ROW_TWO_LINES,
    ROW_TWO_LINES_LOW,
    ROW_WRAPPED,
    Want,
    dropped,
    made_room,
    shared_out,
)

_SIGN = 16
"""Room for the hollow dot before a carried number."""


@dataclass(frozen=True)
class Widths:
    """Logical pixels; `columns` are those that stay."""

    label: int
    columns: tuple[int, ...]
    dropped: frozenset[str]


def find_widths(
    grid: Grid, room: int, show_all: bool, keep: frozenset[str], refused: Mapping[str, Refused]
) -> Widths:
    """Fills `room`: the label gets what its words need, then the numbers share the rest evenly."""
    wants = [_want(grid, number, keep) for number in range(len(grid.columns))]
    label = _label_width(grid)
    least_label = min(label, max(LABEL_LEAST, room // 3))
    gone = frozenset[str]() if show_all else dropped(wants, room - least_label)
    least = [want.least for want in wants if want.code not in gone]
    label = max(least_label, min(label, room - sum(least)))
    columns = shared_out(least, room - label, 44)
    over = room - label - sum(columns)
    if over > 0:
        label += over if not columns else min(over, max(0, LABEL_MOST + 60 - label))
        rest = room - label - sum(columns)
        columns = shared_out(columns, sum(columns) + max(0, rest), max(0, rest))
        if columns:
            label += room - label - sum(columns)
    texts = [_refused_width(grid, number, refused) for number in range(len(grid.columns))]
    need = [text for text, want in zip(texts, wants, strict=True) if want.code not in gone]
    taken = made_room([label, *columns], [least_label, *least], [0, *need])
    return Widths(taken[0], tuple(taken[1:]), gone)


def row_height(grid: Grid, label: int, low: bool) -> int:
    """Rows with days are higher; rows without are, too, where a label needs a second line."""
    if any(row.window for row in grid.rows):
        return ROW_TWO_LINES_LOW if low else ROW_TWO_LINES
    metrics = QFontMetrics(look.font(13, 600))
    wrapped = any(metrics.horizontalAdvance(row.label) > label - LEFT - 6 for row in grid.rows)
    return ROW_WRAPPED if wrapped else ROW_ONE_LINE


def head_height(grid: Grid, columns: Sequence[int]) -> int:
    """Two lines of heads, or one where no head needs the second."""
    metrics = QFontMetrics(look.font(11, 600))
    for column, width in zip(grid.columns, columns, strict=True):
        if column.group or len(head_lines(column.label, metrics, width - LEFT - RIGHT + 2)) > 1:
            return HEAD
    return HEAD_ONE_LINE


def _label_width(grid: Grid) -> int:
    labels = QFontMetrics(look.font(13, 600))
    days = QFontMetrics(look.font(12))
    heads = QFontMetrics(look.font(11, 600))
    wide = [labels.horizontalAdvance(row.label) for row in grid.rows]
    wide += [days.horizontalAdvance(row.window) + (18 if row.window_finding else 0) for row in grid.rows]
    wide.append(heads.horizontalAdvance(grid.row_head))
    return min(LABEL_MOST, max([LABEL_LEAST, *(w + LEFT + 10 for w in wide)]))


def _refused_width(grid: Grid, number: int, refused: Mapping[str, Refused]) -> int:
    """What a column needs so that its refused texts, or their beginning, can be read."""
    numbers = QFontMetrics(look.font(14, 600))
    codes = (cells[number].figure for cells in grid.cells)
    texts = [refused[code].text[:14] for code in codes if code and code in refused]
    return max((numbers.horizontalAdvance(text) + RIGHT + 6 for text in texts), default=0)


def _want(grid: Grid, number: int, keep: frozenset[str]) -> Want:
    column = grid.columns[number]
    numbers = QFontMetrics(look.font(14, 600))
    least = max(COLUMN_LEAST, head_width(column.label, QFontMetrics(look.font(11, 600))))
    held = False
    for cells in grid.cells:
        cell = cells[number]
        text = cell.text
        sign = _SIGN if cell.state in ("carried", "counted") else 0
        if text:
            least = max(least, numbers.horizontalAdvance(text) + RIGHT + 6 + sign)
        held = held or (cell.figure is not None and cell.state in ("typed", "carried"))
    if column.group:
        words = QFontMetrics(look.font(11, 600)).horizontalAdvance(column.label)
        least = max(least, _group_share(grid, number), words + LEFT + RIGHT)
    return Want(column.code, least, column.droppable, held or column.code in keep)


def _group_share(grid: Grid, number: int) -> int:
    """A column's part of the room that its group's name needs."""
    group = grid.columns[number].group
    of_group = [c for c in grid.columns if c.group == group]
    words = QFontMetrics(look.font(11, 600)).horizontalAdvance(group) + 2 * LEFT
    return -(-words // len(of_group)) if len(of_group) > 1 else words
