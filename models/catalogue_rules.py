"""A catalogue that holds together: codes, references, cells, formulas. Checked as a whole after each edit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final, get_args

from models import validation
from models.catalogue import (
    GOOD,
    Accumulation,
    Catalogue,
    ColumnKind,
    CountRule,
    Figure,
    Sheet,
    SheetColumn,
    SheetRow,
    Source,
)
from models.entities import MeetingForm, MeetingRole
from models.errors import UserError
from models.formulas import parse_formula

_REFERENCES: Final = ("parent", "share_of", "cumulative_of", "at_most")


def formula_codes(formula: str) -> tuple[str, ...]:
    """The codes a formula names. UserError "formula.unreadable" (formula, near)."""
    return tuple(code for _sign, code in parse_formula(formula))


def sheet(value: Sheet) -> Sheet:
    """A sheet with its text cleaned. UserError "catalogue.label_missing" (code), "code.unreadable"."""
    return replace(
        value,
        code=validation.code(value.code),
        label=_label(value.code, value.label),
        row_head=validation.line(value.row_head),
        icon=validation.line(value.icon),
        position=_position(value.position),
    )


def row(value: SheetRow) -> SheetRow:
    if value.window not in ("none", "month", "cumulative", "own"):
        raise UserError("choice.unknown", field="window", value=value.window)
    return replace(
        value,
        code=validation.code(value.code),
        label=_label(value.code, value.label),
        position=_position(value.position),
    )


def column(value: SheetColumn) -> SheetColumn:
    if value.kind not in get_args(ColumnKind):
        raise UserError("choice.unknown", field="kind", value=value.kind)
    return replace(
        value,
        code=validation.code(value.code),
        label=_label(value.code, value.label),
        group=validation.line(value.group),
        position=_position(value.position),
        droppable=_position(max(0, value.droppable)),
    )


def figure(value: Figure) -> Figure:
    """A figure with its text cleaned. UserError "figure.decimals" (label, decimals, limit),
    "figure.source_incomplete" (label, source): a formula or count rule too few or too many."""
    validation.code(value.code)
    for field, allowed in (
        ("source", get_args(Source)),
        ("accumulation", get_args(Accumulation)),
        ("zero", ("print", "blank")),
    ):
        if getattr(value, field) not in allowed:
            raise UserError("choice.unknown", field=field, value=str(getattr(value, field))[:80])
    if not 0 <= value.decimals <= validation.MAX_DECIMALS:
        raise UserError(
            "figure.decimals", label=value.label[:80], decimals=value.decimals, limit=validation.MAX_DECIMALS
        )
    formula = validation.line(value.formula)
    if (value.source == "computed") != bool(formula) or (value.source == "meetings") != (
        value.count is not None
    ):
        raise UserError("figure.source_incomplete", label=value.label[:80], source=value.source)
    if value.count is not None:
        _rule(value.count)
    return replace(
        value,
        label=_label(value.code, value.label),
        short=validation.line(value.short),
        unit=validation.line(value.unit),
        share_word=validation.line(value.share_word),
        formula=formula,
    )


def _rule(rule: CountRule) -> None:
    for field, codes, allowed in (
        ("role", rule.roles, get_args(MeetingRole)),
        ("form", rule.forms, get_args(MeetingForm)),
    ):
        for code in codes:
            if code not in allowed:
                raise UserError("choice.unknown", field=field, value=code[:80])


def _label(code: str, label: str) -> str:
    cleaned = validation.line(label)
    if not cleaned:
        raise UserError("catalogue.label_missing", code=code[:80])
    return cleaned


def _position(value: int) -> int:
    if abs(value) > 1_000_000_000:
        raise UserError("catalogue.position", position=str(value)[:40])
    return value


def denominators(catalogue: Catalogue, row: str) -> tuple[Figure, ...]:
    """What the shares of a group of tasks can be of: all that were given, then what may not exceed them and
    is counted in the same unit (fallen due); empty for a row without parts."""
    figures = [figure for figure in catalogue.figures if figure.row == row]
    codes = {figure.code for figure in figures}
    wholes = (f for f in figures if f.code in catalogue.parts_of and f.parent not in codes)
    whole = next(wholes, None)
    if whole is None:
        return ()
    narrower = (f for f in figures if f.at_most == whole.code and f.unit == whole.unit and not f.parent)
    return (whole, *narrower)


def with_denominator(catalogue: Catalogue, row: str, code: str) -> tuple[Figure, ...]:
    """The row's figures whose share changes when the group's shares shall be of `code`, changed, for
    `put_figure`. What is done and what is overdue, and their parts, have fallen due; what goes on within its
    deadline, has none or was withdrawn keeps its share of the whole.

    UserError "figure.unknown" (code) when `code` is none of `denominators`.
    """
    choices = denominators(catalogue, row)
    codes = {figure.code for figure in choices}
    if code not in codes:
        raise UserError("figure.unknown", code=code[:80])
    whole = choices[0].code

    def falls_due(figure: Figure) -> bool:
        above = catalogue.by_code.get(figure.parent)
        is_due = figure.share_word == GOOD or figure.needs_cause
        return is_due or (above is not None and above.code != whole and falls_due(above))

    changed = (
        replace(figure, share_of=code if falls_due(figure) else whole)
        for figure in catalogue.figures
        if figure.row == row and figure.share_of in codes
    )
    return tuple(figure for figure in changed if figure != catalogue.by_code[figure.code])


def checked(catalogue: Catalogue) -> Catalogue:
    """The whole catalogue with every record's text cleaned, checked as `check_catalogue` does."""
    cleaned = Catalogue(
        tuple(sheet(record) for record in catalogue.sheets),
        tuple(row(record) for record in catalogue.rows),
        tuple(column(record) for record in catalogue.columns),
        tuple(figure(record) for record in catalogue.figures),
    )
    check_catalogue(cleaned)
    return cleaned


def check_catalogue(catalogue: Catalogue) -> None:
    """Everything a record names must be there, once, and nothing may lead back to itself.

    UserError "catalogue.code_repeated" (code), "catalogue.reference_missing" (label, field, missing: a code),
    "catalogue.cell_taken" (label, by), "catalogue.cycle" (label, field), "catalogue.column_kind" (label, of):
    records by their labels, as the clerk knows them.
    """
    for records in (catalogue.sheets, catalogue.rows, catalogue.figures):
        _once(record.code for record in records)
    _once(f"{column.sheet}.{column.code}" for column in catalogue.columns)
    sheets = {sheet.code for sheet in catalogue.sheets}
    _check_rows(catalogue, sheets)
    _check_columns(catalogue, sheets)
    _check_cells(catalogue)
    _check_references(catalogue)


def _once(codes: Iterable[str]) -> None:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise UserError("catalogue.code_repeated", code=code)
        seen.add(code)


def _need(present: bool, record: SheetRow | SheetColumn | Figure, field: str, missing: str) -> None:
    if not present:
        raise UserError("catalogue.reference_missing", label=record.label, field=field, missing=missing[:80])


def _check_rows(catalogue: Catalogue, sheets: set[str]) -> None:
    rows = {row.code: row for row in catalogue.rows}
    for row in catalogue.rows:
        _need(row.sheet in sheets, row, "sheet", row.sheet)
        if row.previous_of:
            other = rows.get(row.previous_of)
            _need(other is not None and other.sheet == row.sheet, row, "previous_of", row.previous_of)
    _no_cycle(
        {row.code: (row.previous_of,) for row in catalogue.rows if row.previous_of},
        "previous_of",
        {code: row.label for code, row in rows.items()},
    )


def _check_columns(catalogue: Catalogue, sheets: set[str]) -> None:
    columns = {(column.sheet, column.code): column for column in catalogue.columns}
    for column in catalogue.columns:
        _need(column.sheet in sheets, column, "sheet", column.sheet)
        of = columns.get((column.sheet, column.of))
        if column.kind == "value":
            _need(not column.of, column, "of", column.of)
        else:
            _need(of is not None, column, "of", column.of)
            if of is not None and of.kind != "value":
                raise UserError("catalogue.column_kind", label=column.label, of=of.label)


def _check_cells(catalogue: Catalogue) -> None:
    rows = {row.code: row.sheet for row in catalogue.rows}
    columns = {(column.sheet, column.code): column for column in catalogue.columns}
    taken: dict[tuple[str, str, str], str] = {}
    for figure in catalogue.figures:
        _need(rows.get(figure.row) == figure.sheet, figure, "row", figure.row)
        column = columns.get((figure.sheet, figure.column))
        _need(column is not None, figure, "column", figure.column)
        if column is not None and column.kind != "value":
            raise UserError("catalogue.column_kind", label=figure.label, of=column.label)
        cell = (figure.sheet, figure.row, figure.column)
        if cell in taken:
            raise UserError("catalogue.cell_taken", label=figure.label, by=taken[cell])
        taken[cell] = figure.label


def _check_references(catalogue: Catalogue) -> None:
    known = {figure.code: figure.label for figure in catalogue.figures}
    for figure in catalogue.figures:
        for field in _REFERENCES:
            named = getattr(figure, field)
            _need(not named or named in known, figure, field, named)
        if figure.formula:
            for named in formula_codes(figure.formula):
                _need(named in known, figure, "formula", named)
    links: tuple[tuple[str, Callable[[Figure], tuple[str, ...]]], ...] = (
        ("formula", lambda figure: formula_codes(figure.formula) if figure.formula else ()),
        ("parent", lambda figure: (figure.parent,) if figure.parent else ()),
        ("share_of", lambda figure: (figure.share_of,) if figure.share_of == figure.code else ()),
        ("cumulative_of", lambda figure: (figure.cumulative_of,) if figure.cumulative_of else ()),
    )
    for field, link in links:
        _no_cycle({figure.code: link(figure) for figure in catalogue.figures}, field, known)


def _no_cycle(links: Mapping[str, tuple[str, ...]], field: str, labels: Mapping[str, str]) -> None:
    """Walk every chain without recursion: a hostile file may make it long."""
    done: set[str] = set()
    for start in links:
        path: set[str] = set()
        stack = [(start, False)]
        while stack:
            code, leaving = stack.pop()
            if leaving:
                path.discard(code)
                done.add(code)
            elif code in path:
                raise UserError("catalogue.cycle", label=labels[code], field=field)
            elif code not in done:
                path.add(code)
                stack.append((code, True))
                stack.extend((named, False) for named in links.get(code, ()))
