"""Taking in a month file: one write, everything or nothing.

Whose data wins:
- A new file (no month, nothing to undo) takes the file's office and catalogue whole, so that the month
  prints as it did where it came from.
- Otherwise the receiver's office and catalogue stay; sheets, rows, columns, figures and kinds of meetings
  that they lack are added. A month that was issued keeps its own office.
- The month itself is replaced whole; versions issued here stay.
- Earlier months come as amounts only. They are kept, as months known by their figures, where the receiver
  does not hold the month, and are not listed among its months.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from models import catalogue_rules, validation
from models.catalogue import Catalogue
from models.entities import Meeting, Month, Office, Paragraph, Period, Value
from models.exchange import MonthFile, own_window
from models.formatting import default_window
from models.month_reading import located
from models.session import catalogue as catalogue_writes
from models.session import office as office_writes
from models.session.door import Write
from models.storage import log
from models.storage.tables import months, narrative
from models.storage.tables.meetings import MEETING, meeting_row
from models.storage.tables.office import office_text
from models.storage.tables.table import Row, Table


def take_in(write: Write, file: MonthFile, catalogue: Catalogue, office: Office) -> None:
    """Store the file's month. UserError "import.invalid" (place, reason) where it does not fit here."""
    data = file.data
    if not months.read_months(write.database) and log.last_done(write.database) is None:
        merged, kept = data.catalogue, data.office
    else:
        merged, kept = _merged(catalogue, data.catalogue), _with_kinds(office, data.office)
    with located("$.catalogue"):
        catalogue_rules.check_catalogue(merged)
        catalogue_writes.store(write, merged)
    with located("$.office"):
        office_writes.put(write, kept)
    _month(write, data.month, office_text(data.office) if file.issued else None)
    _figures(write, file, merged)
    renamed = _meetings(write, data.month.period, data.meetings)
    _paragraphs(write, data.month.period, data.paragraphs)
    _settled(write, data.month.period, data.settled, renamed)
    for period, values in data.history.items():
        _history(write, period, values, merged, kept)


def _merged(mine: Catalogue, theirs: Catalogue) -> Catalogue:
    """Mine, with what only theirs has at the end."""
    sheets = {sheet.code for sheet in mine.sheets}
    rows = {row.code for row in mine.rows}
    columns = {(column.sheet, column.code) for column in mine.columns}
    return Catalogue(
        (*mine.sheets, *(sheet for sheet in theirs.sheets if sheet.code not in sheets)),
        (*mine.rows, *(row for row in theirs.rows if row.code not in rows)),
        (*mine.columns, *(c for c in theirs.columns if (c.sheet, c.code) not in columns)),
        (*mine.figures, *(figure for figure in theirs.figures if figure.code not in mine.by_code)),
    )


def _with_kinds(mine: Office, theirs: Office) -> Office:
    known = {kind.code for kind in mine.meeting_kinds}
    added = tuple(kind for kind in theirs.meeting_kinds if kind.code not in known)
    return replace(mine, meeting_kinds=(*mine.meeting_kinds, *added)) if added else mine


def _month(write: Write, month: Month, frozen: str | None) -> None:
    """The month's own row; versions issued here, and the office they bear, stay."""
    before = months.MONTH.get(write.database, {"period": month.period.key})
    version = 0 if before is None else before["issued_version"]
    if version and before is not None:
        frozen = before["office"]
    write.put(months.MONTH, months.month_row(replace(month, issued_version=version), office=frozen))


def _replace_rows(write: Write, table: Table, period: Period, rows: list[Row]) -> None:
    """The month's rows of that table are exactly these."""
    wanted = {tuple(table.key_of(row).values()) for row in rows}
    for row in table.select(write.database, "WHERE period = ?", (period.key,)):
        if tuple(table.key_of(row).values()) not in wanted:
            write.delete(table, row)
    for new in rows:
        write.put(table, new)


def _figures(write: Write, file: MonthFile, catalogue: Catalogue) -> None:
    """Values, notes and windows; they must fit the receiver's figures, which may differ from the file's."""
    data, period = file.data, file.data.month.period
    values: list[Row] = []
    for code, value in data.values.items():
        with located(f"$.values.{code}"):
            validation.amount(validation.typed(catalogue.figure(code)), value.amount)
        values.append(months.value_row(period, code, value))
    windows: list[Row] = []
    for code, window in data.windows.items():
        with located(f"$.windows.{code}"):
            windows.append(months.window_row(period, code, own_window(catalogue, code, window)))
    notes: list[Row] = [
        {"period": period.key, "figure": code, "text": text} for code, text in data.notes.items()
    ]
    _replace_rows(write, months.VALUE, period, values)
    _replace_rows(write, months.NOTE, period, notes)
    _replace_rows(write, months.WINDOW, period, windows)


def _meetings(write: Write, period: Period, meetings: tuple[Meeting, ...]) -> Mapping[int, int]:
    """Meetings keep their ids where no other month has taken them; the ids that had to change."""
    mine = {row["id"] for row in MEETING.select(write.database, "WHERE period = ?", (period.key,))}
    renamed: dict[int, int] = {}
    rows: list[Row] = []
    next_id = max([MEETING.next_id(write.database), *(meeting.id or 0 for meeting in meetings)]) + 1
    for meeting in meetings:
        id = meeting.id
        if id is None or (id not in mine and MEETING.get(write.database, {"id": id}) is not None):
            renamed[id or 0], id, next_id = next_id, next_id, next_id + 1
        rows.append(meeting_row(period, replace(meeting, id=id)))
    _replace_rows(write, MEETING, period, rows)
    return renamed


def _paragraphs(write: Write, period: Period, paragraphs: tuple[Paragraph, ...]) -> None:
    known = narrative.read_rows(write.database, period)
    next_id = narrative.PARAGRAPH.next_id(write.database)
    rows: list[Row] = []
    for n, paragraph in enumerate(paragraphs):
        id = known[n]["id"] if n < len(known) else next_id + n
        rows.append(narrative.paragraph_row(id, period, (n + 1) * narrative.ROOM, paragraph))
    _replace_rows(write, narrative.PARAGRAPH, period, rows)


def _settled(write: Write, period: Period, settled: Mapping[str, str], renamed: Mapping[int, int]) -> None:
    """A finding's key names its meeting by id, as `Finding.key` writes it."""

    def key(text: str) -> str:
        return re.sub(
            r"\|meeting:([^:|]*):(\d+)\|",
            lambda found: f"|meeting:{found[1]}:{renamed.get(int(found[2]), int(found[2]))}|",
            text,
            count=1,
        )

    rows: list[Row] = [
        {"period": period.key, "finding": key(finding), "reason": reason}
        for finding, reason in settled.items()
    ]
    _replace_rows(write, months.SETTLED, period, rows)


def _history(
    write: Write, period: Period, values: Mapping[str, Value], catalogue: Catalogue, office: Office
) -> None:
    """An earlier month's amounts, unless the receiver holds that month itself; what it knows stays."""
    row = months.MONTH.get(write.database, {"period": period.key})
    if row is not None and row["kind"] == "full":
        return
    if row is None:
        window = default_window(period, office.window_start_day)
        write.put(months.MONTH, months.month_row(Month(period, window), kind="figures"))
    for code, value in values.items():
        figure = catalogue.by_code[code]
        expected = "counted" if value.state == "counted" else "typed"
        if {"meetings": "counted"}.get(figure.source, figure.source) != expected:
            continue
        with located(f"$.history.{period.key}.{code}"):
            validation.amount(figure, value.amount)
        key = {"period": period.key, "figure": code}
        if months.VALUE.get(write.database, key) is None:
            write.put(months.VALUE, months.value_row(period, code, value))
