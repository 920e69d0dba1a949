"""A sheet of figures as a printed table: `{{bảng|nhiem_vu}}` alone in its paragraph.

Cells print what the sheet shows. A blank stays blank, for it is not a zero; a zero of a figure whose zero is
not printed is "-", the statistical offices' sign for "none".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from models.catalogue import Catalogue, Sheet, SheetColumn, SheetRow
from models.entities import Place
from models.errors import UserError
from models.figures import Cell, FigureBook
from models.formatting import write_window
from models.report.document import ColumnKind, Paragraph, Run, Style, Table, TableCell
from models.report.printed import key_of, refusal, wrong_format
from models.text import nearest, shown
from models.wording import counted_words, in_sentence

TABLE_KEY: Final = "bang"
"""The field's name, as names are compared."""
TABLE_FORMATS: Final = {"ngang": "ngang", "gon": "gọn"}
"""Landscape; only the columns that a narrow window never leaves out."""
NONE: Final = "-"
_LONGEST: Final = 100


@dataclass(frozen=True)
class TableWish:
    """Which sheet is asked for, and how."""

    sheet: Sheet
    landscape: bool = False
    brief: bool = False


def table_wish(catalogue: Catalogue, name: str, formats: tuple[str, ...]) -> TableWish:
    """What `{{bảng|sheet|format}}` asks for; the sheet by code or label, read folded.

    UserError "table.no_sheet" (name), "table.unknown" (sheet, nearest) or "table.unknown_alone" (sheet),
    "table.empty" (label), and "field.format" as for other fields.
    """
    if not formats:
        raise UserError("table.no_sheet", name=shown(name))
    sheet = _sheet(catalogue, formats[0])
    keys = [key_of(given) for given in formats[1:]]
    for given, key in zip(formats[1:], keys, strict=True):
        if key not in TABLE_FORMATS:
            raise wrong_format(name, given, tuple(TABLE_FORMATS.values()))
    if not catalogue.rows_of(sheet.code) or not catalogue.columns_of(sheet.code):
        raise UserError("table.empty", label=sheet.label)
    return TableWish(sheet, "ngang" in keys, "gon" in keys)


def _sheet(catalogue: Catalogue, given: str) -> Sheet:
    by_code = {sheet.code: sheet for sheet in catalogue.sheets}
    if given in by_code:
        return by_code[given]
    known = {key_of(word): sheet for sheet in catalogue.sheets for word in (sheet.label, sheet.code)}
    asked = key_of(given[:_LONGEST])
    if asked in known:
        return known[asked]
    near = nearest(asked, known)
    raise refusal("table.unknown", known[near[0]].code if near else "", sheet=shown(given))


def sheet_table(book: FigureBook, wish: TableWish, place: Place) -> Table:
    """The table; `place` names the narrative's paragraph that asks for it."""
    code, rows = wish.sheet.code, book.catalogue.rows_of(wish.sheet.code)
    columns = [column for column in book.catalogue.columns_of(code) if _is_shown(book, column, rows, wish)]
    head = _head(wish.sheet, columns, place)
    shares = [column.of for column in columns if column.kind == "share"]
    body = tuple(
        (
            _label(book, row, place, shares),
            *(_value(book.cell(code, row.code, c.code), place) for c in columns),
        )
        for row in rows
    )
    kinds: list[ColumnKind] = ["label"]
    kinds.extend("value" for _ in columns)
    return Table(tuple(kinds), head, body, wish.landscape)


def _is_shown(book: FigureBook, column: SheetColumn, rows: Sequence[SheetRow], wish: TableWish) -> bool:
    """A lesser or computed column that no row uses this month says nothing on paper; one that misses a
    required figure does."""
    if not column.droppable and column.kind == "value":
        return True
    if wish.brief and column.droppable:
        return False
    cells = [book.cell(column.sheet, row.code, column.code) for row in rows]
    return any(
        cell.text or (cell.state == "blank" and cell.figure is not None and cell.figure.required)
        for cell in cells
    )


def _head(sheet: Sheet, columns: Sequence[SheetColumn], place: Place) -> tuple[tuple[TableCell, ...], ...]:
    """One row of heads, or two where columns are grouped."""
    source = Place("sheet", sheet.code)

    def cell(text: str, across: int = 1, down: int = 1) -> TableCell:
        return TableCell((_paragraph("table_head", text, source, place),), across, down)

    depth = 2 if any(column.group for column in columns) else 1
    upper = [cell(sheet.row_head or sheet.label, down=depth)]
    lower: list[TableCell] = []
    for group, found in groupby(columns, key=lambda column: column.group):
        members = list(found)
        if group:
            upper.append(cell(group, across=len(members)))
            lower += [cell(column.label) for column in members]
        else:
            upper += [cell(column.label, down=depth) for column in members]
    return (tuple(upper), tuple(lower)) if depth == 2 else (tuple(upper),)


def _label(book: FigureBook, row: SheetRow, place: Place, shares: Collection[str]) -> TableCell:
    """The row's name, its days, and what its shares are of where that is not the whole."""
    source = Place("row", row.code)
    # A number does not begin a line without the word it belongs to: "tháng 8".
    label = re.sub(r"(?<=\S) (?=\d)", "\u00a0", book.row_label(row))
    lines = [_paragraph("table_label", label, source, place)]
    window = book.row_window(row)
    if window is not None:
        lines.append(_paragraph("table_window", write_window(window), source, place))
    if narrowed := _narrowed(book, row, shares):
        lines.append(_paragraph("table_window", narrowed, source, place))
    return TableCell(tuple(lines))


def _narrowed(book: FigureBook, row: SheetRow, shares: Collection[str]) -> str:
    """ "Tỷ lệ hoàn thành, quá hạn tính trên số nhiệm vụ đến hạn"; "" where all shares are of the whole."""
    figures = (book.catalogue.by_cell.get((row.sheet, row.code, column)) for column in shares)
    found = [(f, of) for f in figures if f is not None and (of := book.catalogue.narrowed_share(f))]
    if not found:
        return ""
    states = ", ".join(in_sentence(figure.short or figure.label) for figure, _ in found)
    return f"Tỷ lệ {states} tính trên số {counted_words(found[0][1])}"


def _value(cell: Cell, place: Place) -> TableCell:
    text, figure = cell.text, cell.figure
    if figure is None:
        return TableCell((_paragraph("table_value", "", None, place),))
    if cell.amount == 0 and figure.zero == "blank":
        text = NONE
    return TableCell((_paragraph("table_value", text, Place("figure", figure.code), place),))


def _paragraph(style: Style, text: str, source: Place | None, place: Place) -> Paragraph:
    return Paragraph(style, (Run(text, place=source),) if text else (), place)
