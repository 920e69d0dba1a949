"""What a sheet's grid shows, as plain data: rows, columns and cells of one month. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from models.catalogue import ColumnKind, SheetColumn, SheetRow
from models.checks.finding import Finding, Severity
from models.entities import MonthData
from models.figures import FigureBook
from models.formatting import write_window
from ui.i18n import label, t

CellState = Literal["typed", "carried", "counted", "computed", "blank", "unused"]

_RANK: Mapping[str, int] = {"error": 3, "warning": 2, "hint": 1}


@dataclass(frozen=True)
class GridCell:
    """One cell as it is shown."""

    text: str
    state: CellState
    figure: str | None = None
    """The figure stored here; None for cells that only derive from another one."""
    subject: str | None = None
    """The figure the cell speaks of: its own, or the one its share or comparison is made from."""
    amount: Decimal | None = None
    severity: Severity | None = None
    """The worst finding on the figure."""
    wanted: bool = False
    """Whether the month is incomplete without it."""

    @property
    def editable(self) -> bool:
        return self.figure is not None and self.state in ("typed", "carried", "blank")


@dataclass(frozen=True)
class GridRow:
    """A row: its label, its days, and whether it only shows computed numbers."""

    code: str
    label: str
    window: str = ""
    own_window: bool = False
    """The days may be changed in the row."""
    window_finding: Finding | None = None
    derived: bool = False


@dataclass(frozen=True)
class GridColumn:
    code: str
    label: str
    group: str
    kind: ColumnKind
    droppable: int
    starts_group: bool
    """Whether a hair line stands before the column."""


@dataclass(frozen=True)
class Grid:
    """A whole sheet. `cells[row][column]`."""

    sheet: str
    row_head: str
    rows: tuple[GridRow, ...] = ()
    columns: tuple[GridColumn, ...] = ()
    cells: tuple[tuple[GridCell, ...], ...] = ()

    def find(self, figure: str) -> tuple[int, int] | None:
        """Row and column of the cell that stores the figure."""
        for row, cells in enumerate(self.cells):
            for column, cell in enumerate(cells):
                if cell.figure == figure:
                    return row, column
        return None

    def without(self, dropped: frozenset[str]) -> Grid:
        """The same grid without the columns of those codes."""
        if not dropped:
            return self
        keep = [i for i, column in enumerate(self.columns) if column.code not in dropped]
        columns = _with_group_starts([self.columns[i] for i in keep])
        cells = tuple(tuple(row[i] for i in keep) for row in self.cells)
        return Grid(self.sheet, self.row_head, self.rows, columns, cells)


def build_grid(data: MonthData, book: FigureBook, findings: Sequence[Finding], sheet: str) -> Grid:
    """The grid of one sheet in one month, every column included."""
    catalogue = data.catalogue
    found = next((s for s in catalogue.sheets if s.code == sheet), None)
    rows = sorted(catalogue.rows_of(sheet), key=lambda row: row.position)
    columns = sorted(catalogue.columns_of(sheet), key=lambda column: column.position)
    worst = worst_by_figure(findings, data)
    windows = {f.place.code: f for f in reversed(findings) if f.place.kind == "row"}
    return Grid(
        sheet=sheet,
        row_head=label(found.row_head) if found else "",
        rows=tuple(_row(book, row, windows.get(row.code)) for row in rows),
        columns=_with_group_starts([_column(column) for column in columns]),
        cells=tuple(tuple(_cell(book, row, column, worst) for column in columns) for row in rows),
    )


_BLANK = ("field.no_value", "figure.missing")


def worst_by_figure(findings: Sequence[Finding], data: MonthData) -> dict[str, Finding]:
    """The gravest finding of each figure, the first among equals. That a cell is blank, the cell itself
    says: a month just begun is not a sheet full of red."""
    worst: dict[str, Finding] = {}
    for finding in findings:
        if finding.place.kind != "figure" or finding.code in _BLANK:
            continue
        for code in (finding.place.code, *_also_named(finding, data)):
            held = worst.get(code)
            if held is None or _RANK[finding.severity] > _RANK[held.severity]:
                worst[code] = finding
    return worst


def _also_named(finding: Finding, data: MonthData) -> tuple[str, ...]:
    """The typed cumulative that a cause is asked for too, until it has its own."""
    total = data.catalogue.cumulative_for.get(finding.place.code)
    asked = finding.code == "cause.missing_cumulative" and total is not None
    return (total.code,) if asked and total and not data.notes.get(total.code, "").strip() else ()


def _row(book: FigureBook, row: SheetRow, finding: Finding | None) -> GridRow:
    window = book.row_window(row)
    missing = t("Chưa có kỳ theo dõi") if row.window == "own" else ""
    return GridRow(
        code=row.code,
        label=book.row_label(replace(row, label=label(row.label))),
        window=write_window(window) if window else missing,
        own_window=row.window == "own",
        window_finding=finding,
        derived=bool(row.previous_of),
    )


def _column(column: SheetColumn) -> GridColumn:
    words, group = label(column.label), label(column.group)
    return GridColumn(column.code, words, group, column.kind, column.droppable, True)


def _with_group_starts(columns: Sequence[GridColumn]) -> tuple[GridColumn, ...]:
    """A hair line stands before every column but those that continue a group."""
    shown: list[GridColumn] = []
    for column in columns:
        continues = bool(shown and column.group and shown[-1].group == column.group)
        shown.append(
            GridColumn(column.code, column.label, column.group, column.kind, column.droppable, not continues)
        )
    return tuple(shown)


def _cell(book: FigureBook, row: SheetRow, column: SheetColumn, worst: Mapping[str, Finding]) -> GridCell:
    shown = book.cell(row.sheet, row.code, column.code)
    subject = shown.figure.code if shown.figure else None
    stored = subject if column.kind == "value" and not row.previous_of else None
    finding = worst.get(stored) if stored else None
    return GridCell(
        text=shown.text,
        state=shown.state,
        figure=stored,
        subject=subject,
        amount=shown.amount,
        severity=finding.severity if finding else None,
        wanted=bool(stored and shown.figure and shown.figure.required),
    )


def wrong_cell(grid: Grid, in_hand: str | None, row: int) -> str | None:
    """The figure whose error is told: the one in hand, else one of its row, else the first of the sheet."""
    wrong = [
        (number, cell.figure)
        for number, cells in enumerate(grid.cells)
        for cell in cells
        if cell.severity == "error" and cell.figure
    ]
    if in_hand in [code for _, code in wrong]:
        return in_hand
    return next((code for number, code in [w for w in wrong if w[0] == row] + wrong), None)


def state_words(cell: GridCell) -> str:
    """The state of a cell in words, for screen readers."""
    words = {
        "typed": t("đã ghi"),
        "carried": t("mang sang từ tháng trước, chưa xác nhận"),
        "counted": t("đếm từ sổ"),
        "computed": t("tự tính"),
        "blank": t("chưa nhập"),
        "unused": t("không dùng"),
    }[cell.state]
    grave = {"error": t("có lỗi"), "warning": t("có cảnh báo"), "hint": t("có gợi ý")}
    return f"{words}, {grave[cell.severity]}" if cell.severity else words


def cell_name(grid: Grid, row: int, column: int) -> str:
    """ "UBND tỉnh giao, tháng 8 › Quá hạn": row and column in words, the group standing for "Số"."""
    head = grid.columns[column]
    group = [c for c in grid.columns if c.group == head.group] if head.group else []
    if not head.group:
        words = head.label
    elif group and group[0].code == head.code:
        words = head.group
    else:
        words = f"{head.group}, {head.label.lower()}"
    return f"{grid.rows[row].label} › {words}"
