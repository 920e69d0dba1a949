"""Sheets, rows, columns and figures. "" in a record, where it means "none", is NULL in the table."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from models.catalogue import Catalogue, CountRule, Figure, Sheet, SheetColumn, SheetRow
from models.storage.database import Database
from models.storage.errors import stored_border
from models.storage.tables.table import Row, Table

SHEET = Table("sheet", ("code",), ("code", "label", "position", "row_head", "icon"), "catalogue")
ROW = Table(
    "sheet_row", ("code",), ("code", "sheet", "label", "position", "window", "previous_of"), "catalogue"
)
COLUMN = Table(
    "sheet_column",
    ("sheet", "code"),
    ("sheet", "code", "label", "position", "head", "kind", "of_column", "droppable"),
    "catalogue",
)
_SAME = (
    "code",
    "label",
    "sheet",
    "row",
    "short",
    "unit",
    "decimals",
    "source",
    "formula",
    "parts_complete",
    "share_word",
    "accumulation",
    "needs_cause",
    "required",
    "carried",
    "zero",
)
_REFERENCES = ("parent", "share_of", "cumulative_of", "at_most")
_FLAGS = ("parts_complete", "needs_cause", "required", "carried")
FIGURE = Table("figure", ("code",), (*_SAME, "col", "count_rule", *_REFERENCES, "ordinal"), "catalogue")


def sheet_row(sheet: Sheet) -> dict[str, Any]:
    return asdict(sheet)


def row_row(row: SheetRow) -> dict[str, Any]:
    return {**asdict(row), "previous_of": row.previous_of or None}


def column_row(column: SheetColumn) -> dict[str, Any]:
    row = asdict(column)
    head, of = row.pop("group"), row.pop("of") or None
    return {**row, "head": head, "of_column": of}


def figure_row(figure: Figure, ordinal: int) -> dict[str, Any]:
    """`ordinal` is the figure's place in the catalogue's order."""
    row: dict[str, Any] = {name: getattr(figure, name) for name in _SAME}
    row.update({name: int(row[name]) for name in _FLAGS})
    row.update({name: getattr(figure, name) or None for name in _REFERENCES})
    rule = None if figure.count is None else json.dumps(asdict(figure.count), sort_keys=True)
    return {**row, "col": figure.column, "count_rule": rule, "ordinal": ordinal}


def _figure(row: Row) -> Figure:
    rule = None
    if row["count_rule"] is not None:
        rule = CountRule(**{name: tuple(codes) for name, codes in json.loads(row["count_rule"]).items()})
    record: dict[str, Any] = {name: row[name] for name in _SAME}
    record.update({name: bool(record[name]) for name in _FLAGS})
    record.update({name: row[name] or "" for name in _REFERENCES})
    return Figure(**record, column=row["col"], count=rule)


def _column(row: dict[str, Any]) -> SheetColumn:
    group, of = row.pop("head"), row.pop("of_column") or ""
    return SheetColumn(**row, group=group, of=of)


def read_catalogue(database: Database) -> Catalogue:
    """The whole catalogue in its order: four queries."""
    by_sheet = "(SELECT s.position FROM sheet AS s WHERE s.code = t.sheet)"
    of_sheet = f"AS t ORDER BY {by_sheet}, sheet, position, code"
    with stored_border(database.path):
        return Catalogue(
            sheets=tuple(Sheet(**row) for row in SHEET.select(database, "ORDER BY position, code")),
            rows=tuple(
                SheetRow(**{**row, "previous_of": row["previous_of"] or ""})
                for row in ROW.select(database, of_sheet)
            ),
            columns=tuple(_column(row) for row in COLUMN.select(database, of_sheet)),
            figures=tuple(_figure(row) for row in FIGURE.select(database, "ORDER BY ordinal, code")),
        )
