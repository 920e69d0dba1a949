"""Months, their values, notes, row windows and settled findings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from models.entities import Month, Period, Value, Window
from models.storage.database import Database
from models.storage.tables.table import Row, Table
from models.validation import amount_text

MONTH = Table(
    "month",
    ("period",),
    (
        "period",
        "kind",
        "window_start",
        "window_end",
        "number",
        "report_date",
        "issued_version",
        "office",
    ),
    "month",
)
VALUE = Table("value", ("period", "figure"), ("period", "figure", "amount", "state"), "values")
NOTE = Table("note", ("period", "figure"), ("period", "figure", "text"), "notes")
WINDOW = Table("row_window", ("period", "row"), ("period", "row", "window_start", "window_end"), "windows")
SETTLED = Table("settled", ("period", "finding"), ("period", "finding", "reason"), "findings")


def period_of(key: str) -> Period:
    """Reads what we stored ourselves: "2022-08"."""
    return Period(int(key[:4]), int(key[5:]))


def month_row(month: Month, kind: str = "full", office: str | None = None) -> dict[str, Any]:
    """kind "figures": a month known only by its values, brought along by a month file for comparison."""
    return {
        "period": month.period.key,
        "kind": kind,
        "window_start": month.window.start.isoformat(),
        "window_end": month.window.end.isoformat(),
        "number": month.number,
        "report_date": None if month.report_date is None else month.report_date.isoformat(),
        "issued_version": month.issued_version,
        "office": office,
    }


def month_of(row: Row) -> Month:
    return Month(
        period_of(row["period"]),
        window_of(row),
        row["number"],
        None if row["report_date"] is None else date.fromisoformat(row["report_date"]),
        row["issued_version"],
    )


def window_of(row: Row) -> Window:
    return Window(date.fromisoformat(row["window_start"]), date.fromisoformat(row["window_end"]))


def window_row(period: Period, row: str, window: Window) -> dict[str, Any]:
    return {
        "period": period.key,
        "row": row,
        "window_start": window.start.isoformat(),
        "window_end": window.end.isoformat(),
    }


def value_row(period: Period, figure: str, value: Value) -> dict[str, Any]:
    return {
        "period": period.key,
        "figure": figure,
        "amount": amount_text(value.amount),
        "state": value.state,
    }


def value_of(row: Row) -> Value:
    return Value(Decimal(row["amount"]), row["state"])


def read_months(database: Database, kind: str = "full") -> list[Period]:
    rows = database.rows("SELECT period FROM month WHERE kind = ? ORDER BY period", (kind,))
    return [period_of(row[0]) for row in rows]


def read_kinds(database: Database, first: Period, last: Period) -> dict[Period, str]:
    """Which months between the two, both included, the file holds, and how."""
    rows = database.rows("SELECT period, kind FROM month WHERE period BETWEEN ? AND ?", (first.key, last.key))
    return {period_of(period): kind for period, kind in rows}


def read_values(database: Database, first: Period, last: Period) -> dict[Period, dict[str, Value]]:
    found: dict[Period, dict[str, Value]] = {}
    for row in VALUE.select(database, "WHERE period BETWEEN ? AND ?", (first.key, last.key)):
        found.setdefault(period_of(row["period"]), {})[row["figure"]] = value_of(row)
    return found


def read_windows(database: Database, periods: Iterable[Period]) -> dict[Period, dict[str, Window]]:
    found: dict[Period, dict[str, Window]] = {}
    for period in periods:
        rows = WINDOW.select(database, "WHERE period = ?", (period.key,))
        found[period] = {row["row"]: window_of(row) for row in rows}
    return found


def read_notes(database: Database, period: Period) -> dict[str, str]:
    return {row["figure"]: row["text"] for row in NOTE.select(database, "WHERE period = ?", (period.key,))}


def read_settled(database: Database, period: Period) -> dict[str, str]:
    rows = SETTLED.select(database, "WHERE period = ?", (period.key,))
    return {row["finding"]: row["reason"] for row in rows}
