"""Figures as data: sheets, their rows and columns, and the figures that stand in the cells.

The office adds a figure, a row, a column or a sheet in the program, with no code changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from models.errors import UserError

_WORD: Final = re.compile(r"\w+")
_GROWTH: Final = frozenset(("tăng", "giảm"))
GOOD: Final = "đạt"
"""The word before the share of a good state: of what is done."""


@dataclass(frozen=True)
class Sheet:
    """A grid of figures as the clerk knows it from paper (bảng số liệu)."""

    code: str
    label: str
    position: int
    row_head: str = ""
    """The head of the label column, e.g. "Nhóm nhiệm vụ"."""
    icon: str = "table"


@dataclass(frozen=True)
class SheetRow:
    """A row; `label` may hold {tháng} (8), {tháng trước} (7) and {luỹ kế} ("8 tháng" or "năm 2022")."""

    code: str
    sheet: str
    label: str
    position: int
    window: Literal["none", "month", "cumulative", "own"] = "none"
    """Which days the row speaks of: nothing shown, the month's, from 15/12 or 01/01 on, or its own, typed."""
    previous_of: str = ""
    """A row code: this row only shows, computed, what that row's figures were a month before."""


ColumnKind = Literal["value", "share", "previous", "same_period", "cumulative"]


@dataclass(frozen=True)
class SheetColumn:
    """A column. Kinds other than "value" are computed from the figure in column `of` of the same row."""

    code: str
    sheet: str
    label: str
    position: int
    group: str = ""
    """The head above neighbouring columns: "Hoàn thành" over "Số" and "Tỷ lệ"."""
    kind: ColumnKind = "value"
    of: str = ""
    droppable: int = 0
    """Narrow windows leave out the columns with the highest number first; 0 is never left out."""


@dataclass(frozen=True)
class CountRule:
    """Which held meetings a figure counts; an empty tuple means any."""

    kinds: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


Source = Literal["typed", "meetings", "computed"]
Accumulation = Literal["none", "sum", "typed"]


@dataclass(frozen=True)
class Figure:
    """One named number of one period (chỉ tiêu). `code` is what `{{code}}` in the narrative names."""

    code: str
    label: str
    sheet: str
    row: str
    column: str
    short: str = ""
    """Label on a chip, e.g. "quá hạn"."""
    unit: str = ""
    """ "nhiệm vụ", "tỷ đồng", "tăng, %" (growth) or "so với, %" (ratio): two different units."""
    decimals: int = 0
    source: Source = "typed"
    formula: str = ""
    """For "computed": codes joined by + and -, e.g. "vb_di - vb_qd - vb_cv"."""
    count: CountRule | None = None
    """For "meetings"."""
    parent: str = ""
    """The whole that this figure is a part of."""
    parts_complete: bool = False
    """On the whole: whether its parts must add up to it."""
    share_of: str = ""
    """The denominator's code: the share prints with `{{code|tỷ lệ}}` and in "share" columns. Where it is not
    the whole but some of it (the tasks fallen due), the printed share says of what."""
    share_word: str = "chiếm"
    """ "đạt" for a good state, "chiếm" for the others."""
    accumulation: Accumulation = "none"
    """Whether a cumulative exists: none, the sum of the months, or typed in `cumulative_of`'s figure."""
    cumulative_of: str = ""
    """This figure is the typed cumulative of that one."""
    at_most: str = ""
    """A code that this figure may not exceed (signed on behalf <= issued, documents <= tasks)."""
    needs_cause: bool = False
    """Above zero it asks for cause and units in the cell's note (overdue)."""
    required: bool = True
    """Whether a blank counts as "still missing" in the overview and the checks."""
    carried: bool = False
    """A new month starts with last month's amount, to be confirmed."""
    zero: Literal["print", "blank"] = "print"


def may_be_negative(figure: Figure) -> bool:
    """Whether an amount below zero makes sense: growth may be negative, what is counted or measured not.

    The unit says so, however it is capitalised: "tăng, %", "Tăng trưởng, %", "Tăng/giảm, %".
    """
    return not _GROWTH.isdisjoint(_WORD.findall(figure.unit.casefold()))


@dataclass(frozen=True)
class Catalogue:
    """All sheets, rows, columns and figures, each in its order."""

    sheets: tuple[Sheet, ...] = ()
    rows: tuple[SheetRow, ...] = ()
    columns: tuple[SheetColumn, ...] = ()
    figures: tuple[Figure, ...] = ()

    @cached_property
    def by_code(self) -> Mapping[str, Figure]:
        return {figure.code: figure for figure in self.figures}

    @cached_property
    def by_cell(self) -> Mapping[tuple[str, str, str], Figure]:
        """Figures by (sheet, row, column)."""
        return {(f.sheet, f.row, f.column): f for f in self.figures}

    @cached_property
    def parts_of(self) -> Mapping[str, tuple[Figure, ...]]:
        """The parts of each whole, by the whole's code."""
        parts: dict[str, list[Figure]] = {}
        for figure in self.figures:
            if figure.parent:
                parts.setdefault(figure.parent, []).append(figure)
        return {code: tuple(found) for code, found in parts.items()}

    @cached_property
    def cumulative_for(self) -> Mapping[str, Figure]:
        """The figure that holds the typed cumulative of each code."""
        return {f.cumulative_of: f for f in self.figures if f.cumulative_of}

    def is_part_of(self, figure: Figure, whole: str) -> bool:
        """Whether the figure is a part of that whole, or a part of one of its parts."""
        above = figure.parent
        while above and above != whole:
            above = self.by_code[above].parent if above in self.by_code else ""
        return bool(above)

    def narrowed_share(self, figure: Figure) -> Figure | None:
        """The denominator, where the figure's share is not of its whole but of some of it ("đến hạn"): print
        says so beside the share."""
        denominator = self.by_code.get(figure.share_of)
        if denominator is None or self.is_part_of(figure, denominator.code):
            return None
        return denominator if denominator.at_most or denominator.parent else None

    def rows_of(self, sheet: str) -> tuple[SheetRow, ...]:
        return tuple(row for row in self.rows if row.sheet == sheet)

    def columns_of(self, sheet: str) -> tuple[SheetColumn, ...]:
        return tuple(column for column in self.columns if column.sheet == sheet)

    def figures_of(self, sheet: str) -> tuple[Figure, ...]:
        return tuple(figure for figure in self.figures if figure.sheet == sheet)

    def figure(self, code: str) -> Figure:
        """The figure of that code; UserError "figure.unknown" when there is none."""
        try:
            return self.by_code[code]
        except KeyError:
            raise UserError("figure.unknown", code=code) from None
