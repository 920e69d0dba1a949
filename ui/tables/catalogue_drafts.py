"""New rows, columns, sheets and figures as records, made from a few words of the clerk. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from models.catalogue import Catalogue, ColumnKind, Figure, Sheet, SheetColumn, SheetRow
from models.text import fold

Record = Sheet | SheetRow | SheetColumn | Figure

LONGEST_CODE = 40


def suggested_code(label: str, taken: Sequence[str]) -> str:
    """ "Văn bản mật" gives van_ban_mat; a number is added where that is taken."""
    words = re.sub(r"[^a-z0-9]+", "_", fold(label)).strip("_")[:LONGEST_CODE].strip("_")
    if not words:
        return ""
    code = words if words[0].isalpha() else f"ct_{words}"
    number = 2
    unique = code
    while unique in taken:
        unique = f"{code[: LONGEST_CODE - 3]}_{number}"
        number += 1
    return unique


def figure_codes(catalogue: Catalogue) -> list[str]:
    return [figure.code for figure in catalogue.figures]


def next_position(records: Sequence[Sheet] | Sequence[SheetRow] | Sequence[SheetColumn]) -> int:
    return max((record.position for record in records), default=-1) + 1


def new_row(catalogue: Catalogue, row: SheetRow, like: str) -> list[Record]:
    """The row, and a figure for every column in which the row `like` has one, with the same traits.

    Parts and denominators that lie in `like` itself are taken to the new row.
    """
    model = [f for f in catalogue.figures if f.row == like and f.source != "computed"]
    taken = set(figure_codes(catalogue))
    codes: dict[str, str] = {}
    for figure in model:
        wanted = row.code if len(model) == 1 else f"{row.code}_{figure.column}"
        codes[figure.code] = suggested_code(wanted, sorted(taken))
        taken.add(codes[figure.code])
    columns = {c.code: _words(c) for c in catalogue.columns_of(row.sheet)}
    figures = [
        replace(
            figure,
            code=codes[figure.code],
            row=row.code,
            label=row.label if len(model) == 1 else f"{row.label}: {columns.get(figure.column, '').lower()}",
            source="typed",
            count=None,
            formula="",
            short="",
            parent=_moved(figure.parent, codes),
            share_of=_moved(figure.share_of, codes),
            at_most=_moved(figure.at_most, codes),
            cumulative_of="",
            accumulation="none" if figure.accumulation == "typed" else figure.accumulation,
        )
        for figure in model
    ]
    return [row, *_wholes_first(figures)]


def new_column(catalogue: Catalogue, column: SheetColumn, cells: bool) -> list[Record]:
    """The column, and for one that is typed in a figure in every row that is not computed."""
    if column.kind != "value" or not cells:
        return [column]
    taken = figure_codes(catalogue)
    figures: list[Record] = []
    for row in catalogue.rows_of(column.sheet):
        if row.previous_of:
            continue
        code = suggested_code(f"{row.code}_{column.code}", taken)
        taken.append(code)
        label = f"{re.sub(r'[{].*?[}]', '', row.label).strip(' ,')}: {_words(column).lower()}"
        figures.append(Figure(code, label, column.sheet, row.code, column.code, required=False))
    return [column, *figures]


def new_sheet(catalogue: Catalogue, sheet: Sheet, first_row: str, first_column: str) -> list[Record]:
    """A sheet that can be typed in at once: one row, its month, last month and cumulative."""
    row = SheetRow(
        suggested_code(f"{sheet.code}_{first_row}", [r.code for r in catalogue.rows]),
        sheet.code,
        first_row,
        0,
    )
    named: list[tuple[str, str, ColumnKind, int]] = [
        ("thang", first_column, "value", 0),
        ("truoc", "Tháng trước", "previous", 2),
        ("cung_ky", "Cùng kỳ", "same_period", 1),
        ("luy_ke", "Luỹ kế", "cumulative", 0),
    ]
    columns = [
        SheetColumn(
            code, sheet.code, label, number, kind=kind, of="" if kind == "value" else "thang", droppable=drop
        )
        for number, (code, label, kind, drop) in enumerate(named)
    ]
    figure = Figure(
        suggested_code(first_row, figure_codes(catalogue)),
        first_row,
        sheet.code,
        row.code,
        "thang",
        accumulation="sum",
        required=False,
    )
    return [sheet, row, *columns, figure]


def free_cells(catalogue: Catalogue, sheet: str) -> list[tuple[str, str]]:
    """(row, column) codes of a sheet's cells in which a figure may be put."""
    rows = [row for row in catalogue.rows_of(sheet) if not row.previous_of]
    columns = [column for column in catalogue.columns_of(sheet) if column.kind == "value"]
    pairs = [(row.code, column.code) for row in rows for column in columns]
    return [pair for pair in pairs if (sheet, *pair) not in catalogue.by_cell]


def _words(column: SheetColumn) -> str:
    return column.group if column.group and len(column.label) <= 2 else column.label


def _moved(code: str, codes: dict[str, str]) -> str:
    return codes.get(code, code)


def _wholes_first(figures: list[Figure]) -> list[Figure]:
    """Each figure after those that it names, so that every step of storing them holds together."""
    ordered: list[Figure] = []
    waiting = list(figures)
    while waiting:
        codes = {figure.code for figure in waiting}
        ready = [f for f in waiting if not {f.parent, f.share_of, f.at_most} & (codes - {f.code})]
        ordered += ready or waiting
        waiting = [figure for figure in waiting if ready and figure not in ready]
    return ordered
