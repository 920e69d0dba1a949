"""Writes to a month: its beginning, its own data, its figures, notes and windows, settled findings, issue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Final, Literal

from models import validation
from models.catalogue import Catalogue
from models.entities import Month, Office, Paragraph, Period, Value, Window
from models.errors import UserError
from models.formatting import default_window
from models.session import narrative
from models.session.door import Write
from models.session.reading import month_row
from models.storage.tables import issued, months
from models.storage.tables import narrative as stored_narrative
from models.storage.tables.office import office_text

KEY_LIMIT: Final = 4_000


class Leave(Enum):
    """Says that a month's datum stays as it is (None would clear it)."""

    LEAVE = "leave"


LEAVE: Final = Leave.LEAVE
Kept = Literal[Leave.LEAVE]


def start(
    write: Write,
    period: Period,
    source: Period | None,
    texts: Sequence[str],
    catalogue: Catalogue,
    office: Office,
) -> None:
    """A new month, from `source` (text and windows inherited, carried figures) or with `texts`."""
    database = write.database
    row = months.MONTH.get(database, {"period": period.key})
    if row is not None and row["kind"] == "full":
        raise UserError("month.exists", period=period)
    # Of a month known by its figures only the typed ones stay; its meetings will now be counted.
    write.delete_where(months.VALUE, "WHERE period = ? AND state = 'counted'", (period.key,))
    if source is not None:
        month_row(database, source)
    window = default_window(period, office.window_start_day)
    write.put(months.MONTH, months.month_row(Month(period, window)))
    if source is None:
        narrative.replace_all(write, period, texts)
        return
    for paragraph in stored_narrative.read_paragraphs(database, source):
        narrative.append(write, period, Paragraph(paragraph.text, inherited=True))
    for code, span in months.read_windows(database, (source,))[source].items():
        write.put(months.WINDOW, months.window_row(period, code, span))
    held = months.read_values(database, period, period).get(period, {})
    amounts = months.read_values(database, source, source).get(source, {})
    for figure in catalogue.figures:
        if figure.carried and figure.source == "typed" and figure.code in amounts and figure.code not in held:
            value = Value(amounts[figure.code].amount, "carried")
            write.put(months.VALUE, months.value_row(period, figure.code, value))


def set_month(
    write: Write,
    period: Period,
    number: int | Kept | None,
    report_date: date | Kept | None,
    window: Window | Kept,
) -> None:
    row = month_row(write.database, period)
    month = months.month_of(row)
    if not isinstance(number, Leave):
        month = replace(month, number=validation.report_number(number))
    if not isinstance(report_date, Leave):
        month = replace(month, report_date=None if report_date is None else validation.day(report_date))
    if not isinstance(window, Leave):
        month = replace(month, window=validation.window(window))
    copy = row["office"]
    write.put(months.MONTH, months.month_row(month, office=None if copy is None else str(copy)))


def set_values(
    write: Write, period: Period, amounts: Mapping[str, Decimal | None], catalogue: Catalogue
) -> None:
    """Type amounts; None clears to blank. A carried amount typed anew becomes a typed one."""
    month_row(write.database, period)
    for code, amount in amounts.items():
        figure = validation.typed(catalogue.figure(code))
        if amount is None:
            write.delete(months.VALUE, {"period": period.key, "figure": code})
        else:
            value = Value(validation.amount(figure, Decimal(amount)))
            write.put(months.VALUE, months.value_row(period, code, value))


def carry_values(write: Write, period: Period, codes: Sequence[str], catalogue: Catalogue) -> None:
    """Last month's amounts into the cells that are blank, as carried."""
    month_row(write.database, period)
    last = months.read_values(write.database, period.previous, period.previous).get(period.previous, {})
    held = months.read_values(write.database, period, period).get(period, {})
    for code in codes:
        figure = validation.typed(catalogue.figure(code))
        if code in last and code not in held:
            value = Value(validation.amount(figure, last[code].amount), "carried")
            write.put(months.VALUE, months.value_row(period, code, value))


def confirm_value(write: Write, period: Period, code: str, catalogue: Catalogue) -> None:
    """A carried amount is right for this month too; a blank or typed one stays as it is."""
    month_row(write.database, period)
    validation.typed(catalogue.figure(code))
    row = months.VALUE.get(write.database, {"period": period.key, "figure": code})
    if row is not None and row["state"] == "carried":
        write.put(months.VALUE, {**row, "state": "typed"})


def set_note(write: Write, period: Period, code: str, text: str, catalogue: Catalogue) -> None:
    month_row(write.database, period)
    catalogue.figure(code)
    cleaned = validation.block(text)
    key = {"period": period.key, "figure": code}
    if cleaned.strip():
        write.put(months.NOTE, {**key, "text": cleaned})
    else:
        write.delete(months.NOTE, key)


def set_row_window(
    write: Write, period: Period, row: str, window: Window | None, catalogue: Catalogue
) -> None:
    """UserError "row.unknown" (code), "row.window_not_own" (code, label)."""
    month_row(write.database, period)
    record = next((known for known in catalogue.rows if known.code == row), None)
    if record is None:
        raise UserError("row.unknown", code=row[:80])
    if window is None:
        write.delete(months.WINDOW, {"period": period.key, "row": row})
        return
    if record.window != "own":
        raise UserError("row.window_not_own", code=row, label=record.label)
    write.put(months.WINDOW, months.window_row(period, row, validation.window(window)))


def settle(write: Write, period: Period, finding: str, reason: str) -> None:
    month_row(write.database, period)
    if not finding or len(finding) > KEY_LIMIT:
        raise UserError("finding.key", limit=KEY_LIMIT)
    cleaned = validation.block(reason).strip()
    write.put(months.SETTLED, {"period": period.key, "finding": finding, "reason": cleaned})


def unsettle(write: Write, period: Period, finding: str) -> None:
    month_row(write.database, period)
    write.delete(months.SETTLED, {"period": period.key, "finding": finding})


def issue(
    write: Write,
    period: Period,
    number: int | None,
    files: tuple[bytes, bytes, bytes],
    time: datetime,
    office: Office,
) -> None:
    """Freeze a version: data, PDF and Word under the next version. From the first on the month keeps the
    office it was issued with; a correction bears it too, unless `take_office` came between."""
    database = write.database
    row = month_row(database, period)
    validation.report_number(number)
    version = issued.next_version(database, period)
    data, pdf, docx = (issued.put_file(database, content) for content in files)
    write.put(
        issued.ISSUED,
        {
            "period": period.key,
            "version": version,
            "time": time.isoformat(timespec="milliseconds"),
            "number": number,
            "data": data,
            "pdf": pdf,
            "docx": docx,
        },
    )
    frozen = row["office"] or office_text(office)
    write.put(months.MONTH, {**row, "number": number, "issued_version": version, "office": frozen})


def take_office(write: Write, period: Period, office: Office) -> None:
    """An issued month's correction shall bear this office; a draft bears the office's data anyway."""
    row = month_row(write.database, period)
    if row["office"] is not None:
        write.put(months.MONTH, {**row, "office": office_text(office)})
