"""Writes to the catalogue. After each the whole must hold together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal, TypeVar

from models import catalogue_rules as rules
from models.catalogue import Catalogue, Figure, Sheet, SheetColumn, SheetRow, may_be_negative
from models.errors import UserError
from models.session.door import Write
from models.storage.tables import catalogue as stored
from models.storage.tables.months import NOTE, VALUE, WINDOW, period_of

Record = Sheet | SheetRow | SheetColumn | Figure
Kind = Literal["sheet", "row", "column", "figure"]
Coded = TypeVar("Coded", Sheet, SheetRow, SheetColumn, Figure)


def _placed(records: tuple[Coded, ...], record: Coded, same: Callable[[Coded], bool]) -> tuple[Coded, ...]:
    """The record instead of the one that is the same, or at the end."""
    replaced: list[Coded] = [record if same(known) else known for known in records]
    if record not in replaced:
        replaced.append(record)
    return tuple(replaced)


def with_record(catalogue: Catalogue, record: Sheet | SheetRow | SheetColumn | Figure) -> Catalogue:
    """The catalogue with that record inserted or replaced by its code (a column: within its sheet)."""
    code = record.code
    if isinstance(record, Sheet):
        placed = _placed(catalogue.sheets, record, lambda known: known.code == code)
        return replace(catalogue, sheets=placed)
    if isinstance(record, SheetRow):
        return replace(catalogue, rows=_placed(catalogue.rows, record, lambda known: known.code == code))
    if isinstance(record, SheetColumn):
        cell = (record.sheet, code)
        columns = _placed(catalogue.columns, record, lambda known: (known.sheet, known.code) == cell)
        return replace(catalogue, columns=columns)
    return replace(catalogue, figures=_placed(catalogue.figures, record, lambda known: known.code == code))


def put(write: Write, catalogue: Catalogue, records: Sequence[Record]) -> None:
    """Insert or replace each; the figures' order is the order they came in. The whole must hold together
    once all are in."""
    for record in records:
        cleaned = _cleaned(record)
        if isinstance(cleaned, Figure):
            _keep_values(write, cleaned)
        catalogue = with_record(catalogue, cleaned)
    rules.check_catalogue(catalogue)
    store(write, catalogue)


def _cleaned(record: Record) -> Record:
    if isinstance(record, Sheet):
        return rules.sheet(record)
    if isinstance(record, SheetRow):
        return rules.row(record)
    if isinstance(record, SheetColumn):
        return rules.column(record)
    return rules.figure(record)


def _keep_values(write: Write, figure: Figure) -> None:
    """UserError "figure.decimals_in_use" (code, label, amount, period), "figure.negative_in_use" (the same),
    "figure.has_values" (…, source).

    What is stored must stay what could have been typed, or a month file of it would be refused.
    """
    for row in VALUE.select(write.database, "WHERE figure = ? ORDER BY period", (figure.code,)):
        about = {"code": figure.code, "label": figure.label, "period": period_of(row["period"])}
        exponent = Decimal(row["amount"]).as_tuple().exponent
        if isinstance(exponent, int) and -exponent > figure.decimals:
            raise UserError("figure.decimals_in_use", amount=Decimal(row["amount"]), **about)
        if Decimal(row["amount"]) < 0 and not may_be_negative(figure):
            raise UserError("figure.negative_in_use", amount=Decimal(row["amount"]), **about)
        if figure.source != "typed" and row["state"] != "counted":
            raise UserError("figure.has_values", source=figure.source, **about)


def store(write: Write, catalogue: Catalogue) -> None:
    """Write every record that differs from what is stored; records left out are removed."""
    wanted = (
        (stored.SHEET, [stored.sheet_row(sheet) for sheet in catalogue.sheets]),
        (stored.ROW, [stored.row_row(row) for row in catalogue.rows]),
        (stored.COLUMN, [stored.column_row(column) for column in catalogue.columns]),
        (stored.FIGURE, [stored.figure_row(figure, n) for n, figure in enumerate(catalogue.figures)]),
    )
    for table, rows in wanted:
        known = {tuple(table.key_of(row).values()): row for row in table.select(write.database)}
        for row in rows:
            if known.pop(tuple(table.key_of(row).values()), None) != row:
                write.put(table, row)
        for row in known.values():
            write.delete(table, row)


def remove(write: Write, before: Catalogue, after: Catalogue) -> None:
    """Remove what `after` lacks, with the values, notes and windows of all months.

    UserError "catalogue.in_use" (label, by: a label too, field) when what stays names what goes.
    """
    try:
        rules.check_catalogue(after)
    except UserError as error:
        if error.code != "catalogue.reference_missing":
            raise
        raise UserError(
            "catalogue.in_use",
            label=_label_of_any(before, error.params["missing"]),
            by=error.params["label"],
            field=error.params["field"],
        ) from error
    for figure in set(before.by_code) - set(after.by_code):
        write.delete_where(VALUE, "WHERE figure = ?", (figure,))
        write.delete_where(NOTE, "WHERE figure = ?", (figure,))
    for row in {row.code for row in before.rows} - {row.code for row in after.rows}:
        write.delete_where(WINDOW, "WHERE row = ?", (row,))
    store(write, after)


def _label_of_any(catalogue: Catalogue, code: str) -> str:
    kinds: tuple[Kind, ...] = ("figure", "row", "column", "sheet")
    return next((label for kind in kinds if (label := label_of(catalogue, kind, code))), code)


def without_sheet(catalogue: Catalogue, code: str) -> Catalogue:
    """Without the sheet, its rows, columns and figures. UserError "sheet.unknown" (code)."""
    if code not in {sheet.code for sheet in catalogue.sheets}:
        raise UserError("sheet.unknown", code=code[:80])
    return Catalogue(
        tuple(sheet for sheet in catalogue.sheets if sheet.code != code),
        tuple(row for row in catalogue.rows if row.sheet != code),
        tuple(column for column in catalogue.columns if column.sheet != code),
        tuple(figure for figure in catalogue.figures if figure.sheet != code),
    )


def without_row(catalogue: Catalogue, code: str) -> Catalogue:
    """Without the row and its figures. UserError "row.unknown" (code)."""
    if code not in {row.code for row in catalogue.rows}:
        raise UserError("row.unknown", code=code[:80])
    return replace(
        catalogue,
        rows=tuple(row for row in catalogue.rows if row.code != code),
        figures=tuple(figure for figure in catalogue.figures if figure.row != code),
    )


def without_column(catalogue: Catalogue, code: str, sheet: str) -> Catalogue:
    """Without the column and its figures. `sheet` may be "" when only one sheet has that column.

    UserError "column.unknown" (code), "column.ambiguous" (code).
    """
    found = {c.sheet for c in catalogue.columns if c.code == code and sheet in ("", c.sheet)}
    if not found:
        raise UserError("column.unknown", code=code[:80])
    if len(found) > 1:
        raise UserError("column.ambiguous", code=code)
    of = found.pop()
    return replace(
        catalogue,
        columns=tuple(c for c in catalogue.columns if (c.sheet, c.code) != (of, code)),
        figures=tuple(f for f in catalogue.figures if (f.sheet, f.column) != (of, code)),
    )


def without_figure(catalogue: Catalogue, code: str) -> Catalogue:
    """Without the figure. UserError "figure.unknown" (code)."""
    catalogue.figure(code)
    return replace(catalogue, figures=tuple(f for f in catalogue.figures if f.code != code))


def without(catalogue: Catalogue, kind: Kind, code: str, sheet: str = "") -> Catalogue:
    """Without that record and what stands in it. `sheet` is asked for columns alone, see `without_column`."""
    if kind == "column":
        return without_column(catalogue, code, sheet)
    return {"sheet": without_sheet, "row": without_row, "figure": without_figure}[kind](catalogue, code)


def label_of(catalogue: Catalogue, kind: Kind, code: str) -> str:
    """The label of the first record of that kind and code; "" when there is none."""
    records: dict[Kind, tuple[Sheet | SheetRow | SheetColumn | Figure, ...]] = {
        "sheet": catalogue.sheets,
        "row": catalogue.rows,
        "column": catalogue.columns,
        "figure": catalogue.figures,
    }
    return next((record.label for record in records[kind] if record.code == code), "")
