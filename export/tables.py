"""What a table's contents decide: its text's size, its columns' widths, whether it needs turned paper.

Layout and Word both ask here, so that they agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from export import fonts, styles
from export.styles import Pt, TextStyle, cm
from models.report.document import Paragraph, Style, Table, TableCell

LABEL_LEAST = cm(3.5)
"""Words are not squeezed into less than this, unless they are shorter."""
LABEL_MOST = 0.45
"""The share of the width that words may take while numbers could use it."""
HEAD_MOST = cm(2.4)
"""A head is not given more room than this for each of its columns to stand on fewer lines."""
COMFORT = Pt(8)
"""Room beside a number or a head where there is some to spare."""
_SLACK = Pt(1.25)
"""Word rounds widths to twips, LibreOffice takes half a border off: no word may break for that."""
_PADDING = 2 * styles.CELL_SIDE + _SLACK


@dataclass(frozen=True)
class TablePlan:
    """`widths`: the columns', borders between them, in points. `insets`: what is left free right of each
    column's numbers, so that they stand one under the other in the middle of the column."""

    size: Pt
    widths: tuple[Pt, ...]
    insets: tuple[Pt, ...]
    fits: bool

    def style(self, name: Style) -> TextStyle:
        """The named style at the table's size."""
        found = styles.STYLES[name]
        return replace(found, size=min(found.size, self.size))

    def left(self, column: int) -> float:
        """Where a column begins, from the left edge of the text: the middle of its left border."""
        return styles.TABLE_RULE / 2 + sum(self.widths[:column])

    def text_box(self, column: int, across: int = 1) -> tuple[float, float]:
        """Left edge and width of the text of a cell, from the left edge of the text."""
        width = sum(self.widths[column : column + across]) - 2 * styles.CELL_SIDE - styles.TABLE_RULE
        return self.left(column) + styles.CELL_SIDE, max(width, 1.0)


def is_wide(table: Table) -> bool:
    """Whether the table goes on turned paper: asked for, or too wide for upright paper."""
    return table.landscape or not plan_table(table, styles.PAGE.text_width).fits


@lru_cache(maxsize=64)
def plan_table(table: Table, width: float) -> TablePlan:
    """The table at the largest size at which every word and number has its width, in `width` points.

    On turned paper numbers have theirs even where the words' columns are squeezed for it.
    """
    inside = width - styles.TABLE_RULE
    turned = width > styles.PAGE.text_width
    sizes = styles.TABLE_SIZES + (styles.TABLE_SIZES_LAST if turned else ())
    for size in sizes:
        needs = _needs(table, size, inside)
        # The largest is only for a table that has room to spare.
        if sum(needs.wanted if size == sizes[0] else needs.least) <= inside:
            break
    else:
        for smaller in (sizes[-1], *(styles.TABLE_SIZES_NUMBERS if turned else ())):
            size, needs = smaller, _needs(table, smaller, inside)
            if sum(needs.tight) <= inside:
                break
    return TablePlan(size, *_spread(table, needs, inside), sum(needs.least) <= inside)


@dataclass(frozen=True)
class _Needs:
    """Of each column, padding included, every list at least as wide as the one before: its numbers; its
    longest word too; days on one line and labels on few; what it looks well with."""

    numbers: list[float]
    tight: list[float]
    least: list[float]
    wanted: list[float]


def _needs(table: Table, size: Pt, inside: float) -> _Needs:
    count = len(table.columns)
    numbers, tight, least, wanted = ([_PADDING] * count for _ in range(4))
    for row in table.rows:
        for column, cell in enumerate(row):
            natural = _widest(cell, size, _length) + _PADDING
            if table.columns[column] == "value":
                numbers[column] = max(numbers[column], natural)
                wanted[column] = max(wanted[column], natural + COMFORT)
            else:
                tight[column] = max(tight[column], _widest(cell, size, _longest_word) + _PADDING)
                line = _widest(cell, size, _unbroken) + _PADDING
                least[column] = max(least[column], line, min(natural, LABEL_LEAST))
                wanted[column] = max(wanted[column], min(natural, LABEL_MOST * inside))
    tight = _wider(numbers, tight)
    least = _wider(tight, least)
    for _, first, cell in placed_head(table):
        columns = range(first, first + cell.across)
        word = _widest(cell, size, _longest_word) + _PADDING
        half = _widest(cell, size, _length) / 2 + _PADDING + COMFORT
        _widen(tight, columns, word)
        _widen(least, columns, word)
        _widen(wanted, columns, max(word, min(half, HEAD_MOST * cell.across)))
    least = _wider(tight, least)
    return _Needs(numbers, tight, least, _wider(least, wanted))


def _wider(one: Sequence[float], other: Sequence[float]) -> list[float]:
    return [max(pair) for pair in zip(one, other, strict=True)]


def _widen(widths: list[float], columns: range, whole: float) -> None:
    """Make neighbouring columns together at least so wide."""
    lack = max(0.0, whole - sum(widths[column] for column in columns))
    for column in columns:
        widths[column] += lack / len(columns)


def placed_head(table: Table) -> Iterator[tuple[int, int, TableCell]]:
    """The head's cells with the row and the column each begins in."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(table.head):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            taken |= {(number + r, column + c) for r in range(cell.down) for c in range(cell.across)}
            yield number, column, cell


def _spread(table: Table, needs: _Needs, inside: float) -> tuple[tuple[Pt, ...], tuple[Pt, ...]]:
    """Widths that fill `inside`: as near to what looks well as there is room; the rest to the numbers."""
    values = [column for column, kind in enumerate(table.columns) if kind == "value"]
    sharing = values or list(range(len(table.columns)))
    more = max(0.0, inside - sum(needs.wanted)) / max(len(sharing), 1)
    widest = [width + more * (column in sharing) for column, width in enumerate(needs.wanted)]
    widths = [width * inside / sum(needs.numbers) for width in needs.numbers]
    for low, high in pairwise((needs.numbers, needs.tight, needs.least, widest)):
        if sum(low) <= inside:
            part = min(1.0, (inside - sum(low)) / (sum(high) - sum(low) or 1.0))
            widths = [one + part * (other - one) for one, other in zip(low, high, strict=True)]
    insets = [
        (width - number) / 2 if kind == "value" else 0.0
        for width, number, kind in zip(widths, needs.numbers, table.columns, strict=True)
    ]
    return tuple(map(Pt, widths)), tuple(Pt(max(0.0, inset)) for inset in insets)


def _widest(cell: TableCell, size: Pt, measure: Callable[[Paragraph, Pt], float]) -> float:
    return max((measure(paragraph, size) for paragraph in cell.paragraphs), default=0.0)


def _length(paragraph: Paragraph, size: Pt) -> float:
    """The paragraph on one line."""
    return sum(width for _, width in _words(paragraph, size))


def _longest_word(paragraph: Paragraph, size: Pt) -> float:
    """The widest stretch without a space, across runs."""
    longest = current = 0.0
    for word, width in _words(paragraph, size):
        current = 0.0 if word == " " else current + width
        longest = max(longest, current)
    return longest


def _unbroken(paragraph: Paragraph, size: Pt) -> float:
    """What should not be parted: a word, or the days a row counts."""
    measure = _length if paragraph.style == "table_window" else _longest_word
    return measure(paragraph, size)


def _words(paragraph: Paragraph, size: Pt) -> Sequence[tuple[str, float]]:
    """Words and the spaces between them with their widths."""
    style = styles.STYLES[paragraph.style]
    used = min(style.size, size)
    found = []
    for run in paragraph.inlines:
        text = fonts.printable(getattr(run, "text", "")).replace("\n", " ")
        bold, italic = (
            style.bold or getattr(run, "bold", False),
            style.italic or getattr(run, "italic", False),
        )
        face = fonts.face_of(bold, italic)
        for number, word in enumerate(text.split(" ")):
            if number:
                found.append((" ", fonts.text_width(" ", face, used)))
            if word:
                found.append((word, fonts.text_width(word, face, used)))
    return found
