"""A month as one JSON file, out and in. Its format: `models.month_format`, resources/month.schema.json.

What goes out and comes into an empty database composes to the same report, byte for byte. A file is read
whole and checked by the rules of the door before anything is stored.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from models import catalogue_rules, validation
from models.catalogue import Catalogue, CountRule, Figure, Sheet, SheetColumn, SheetRow
from models.entities import Meeting, MeetingKind, Month, MonthData, Office, Paragraph, Period, Value, Window
from models.errors import UserError
from models.month_reading import located, read_record

if TYPE_CHECKING:
    from models import month_format as f

Record = TypeVar("Record")


@dataclass(frozen=True)
class MonthFile:
    """A month file that holds together in itself: read, cleaned, checked.

    `data.previous` is None; `data.history` holds months known by their amounts. `issued` says that the
    office is the one the month was issued with.
    """

    data: MonthData
    issued: bool


# Out


def write_month_file(data: MonthData) -> bytes:
    """The month as canonical JSON: the same data gives the same bytes (UTF-8, fixed order, indent 1)."""
    import msgspec

    month = data.month
    own = {row.code for row in data.catalogue.rows if row.window == "own"}
    content: dict[str, Any] = {
        "format": "so-dieu-hanh/month",
        "version": 1,
        "period": month.period.key,
        "window": month.window._asdict(),
        "number": month.number,
        "report_date": month.report_date,
        "issued": month.issued_version > 0,
        "office": asdict(data.office),
        "catalogue": asdict(data.catalogue),
        "values": {
            code: {"amount": validation.amount_text(value.amount), "state": value.state}
            for code, value in sorted(data.values.items())
            if value.state != "counted"
        },
        "notes": dict(sorted(data.notes.items())),
        "windows": {row: window._asdict() for row, window in sorted(data.windows.items()) if row in own},
        "meetings": [_meeting_out(meeting, n) for n, meeting in enumerate(data.meetings, 1)],
        "narrative": [asdict(paragraph) for paragraph in data.paragraphs],
        "settled": dict(sorted(data.settled.items())),
        "history": {
            period.key: {code: validation.amount_text(value.amount) for code, value in sorted(values.items())}
            for period, values in sorted(data.history.items())
        },
    }
    builtin = msgspec.to_builtins(content)
    return (json.dumps(builtin, ensure_ascii=False, indent=1) + "\n").encode()


def _meeting_out(meeting: Meeting, number: int) -> dict[str, Any]:
    record = asdict(meeting)
    del record["position"]
    record["id"] = meeting.id if meeting.id is not None else number
    return record


def schema() -> bytes:
    """The JSON Schema of a month file, as kept in resources/month.schema.json."""
    import msgspec

    from models.month_format import MonthRecord

    content = msgspec.json.schema(MonthRecord)
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


# In


def read_month_file(content: bytes) -> MonthFile:
    """Read and check a month file; nothing is stored.

    UserError "import.too_large" (size, limit), "import.unreadable" (line, column), "import.encoding",
    "import.too_deep", "import.key_repeated" (key), "import.number" (found), "import.not_month",
    "import.newer" (found, known), and "import.invalid" (place: "$.meetings[3].start", reason: a UserError).
    """
    return _checked(read_record(content))


def _plain(record: Any, kind: type[Record], **others: Any) -> Record:
    """A dataclass from the file's record of the same field names; lists become tuples."""
    values: dict[str, Any] = {}
    # `Record` is one of our dataclasses; the type checker has no bound that says so.
    for field in fields(kind):  # type: ignore[arg-type]
        if field.name in others:
            values[field.name] = others[field.name]
        elif hasattr(record, field.name):
            value = getattr(record, field.name)
            values[field.name] = tuple(value) if isinstance(value, list) else value
    return kind(**values)


def _checked(record: f.MonthRecord) -> MonthFile:
    """The file's month, each part checked by the door's rules against the file's own office and catalogue."""
    with located("$.period"):
        period = validation.period(_period(record.period))
    with located("$.window"):
        window = validation.window(Window(record.window.start, record.window.end))
    with located("$.report_date"):
        day = None if record.report_date is None else validation.day(record.report_date)
    with located("$.office"):
        kinds = tuple(_plain(kind, MeetingKind) for kind in record.office.meeting_kinds)
        office = validation.office(_plain(record.office, Office, meeting_kinds=kinds))
    catalogue = _catalogue(record.catalogue)
    data = MonthData(
        month=Month(period, window, record.number, day),
        office=office,
        catalogue=catalogue,
        values=_values(record, catalogue),
        notes=_each("notes", record.notes, lambda code, text: _note(catalogue, code, text)),
        windows=_each(
            "windows", record.windows, lambda code, span: own_window(catalogue, code, _window(span))
        ),
        meetings=_meetings(record, office),
        paragraphs=tuple(_paragraph(n, paragraph) for n, paragraph in enumerate(record.narrative)),
        history=_history(record, period, catalogue),
        settled=_each("settled", record.settled, lambda _key, text: validation.block(text).strip()),
    )
    return MonthFile(data, record.issued)


def _period(key: str) -> Period:
    return Period(int(key[:4]), int(key[5:7]))


def _window(record: f.WindowRecord) -> Window:
    return Window(record.start, record.end)


def _catalogue(record: f.CatalogueRecord) -> Catalogue:
    def rule(figure: f.FigureRecord) -> CountRule | None:
        return None if figure.count is None else _plain(figure.count, CountRule)

    sheets = _list("sheets", record.sheets, lambda item: catalogue_rules.sheet(_plain(item, Sheet)))
    rows = _list("rows", record.rows, lambda item: catalogue_rules.row(_plain(item, SheetRow)))
    columns = _list("columns", record.columns, lambda item: catalogue_rules.column(_plain(item, SheetColumn)))
    figures = _list(
        "figures",
        record.figures,
        lambda item: catalogue_rules.figure(_plain(item, Figure, count=rule(item))),
    )
    catalogue = Catalogue(sheets, rows, columns, figures)
    with located("$.catalogue"):
        catalogue_rules.check_catalogue(catalogue)
    return catalogue


Item = TypeVar("Item")
Made = TypeVar("Made")


def _list(name: str, items: list[Item], make: Callable[[Item], Made]) -> tuple[Made, ...]:
    made = []
    for n, item in enumerate(items):
        with located(f"$.catalogue.{name}[{n}]"):
            made.append(make(item))
    return tuple(made)


def _each(name: str, items: Mapping[str, Item], make: Callable[[str, Item], Made]) -> dict[str, Made]:
    made = {}
    for code, item in items.items():
        with located(f"$.{name}.{code}"):
            made[code] = make(code, item)
    return made


def _values(record: f.MonthRecord, catalogue: Catalogue) -> dict[str, Value]:
    def value(code: str, item: f.ValueRecord) -> Value:
        figure = validation.typed(catalogue.figure(code))
        return Value(validation.amount(figure, Decimal(item.amount)), item.state)

    return _each("values", record.values, value)


def _note(catalogue: Catalogue, code: str, text: str) -> str:
    """UserError "figure.unknown" (code), "import.empty"."""
    catalogue.figure(code)
    cleaned = validation.block(text)
    if not cleaned.strip():
        raise UserError("text.empty")
    return cleaned


def own_window(catalogue: Catalogue, code: str, window: Window) -> Window:
    """A row's own window, where the row keeps one. UserError "row.unknown", "row.window_not_own"."""
    row = next((known for known in catalogue.rows if known.code == code), None)
    if row is None:
        raise UserError("row.unknown", code=code)
    if row.window != "own":
        raise UserError("row.window_not_own", code=code, label=row.label)
    return validation.window(window)


def _meetings(record: f.MonthRecord, office: Office) -> tuple[Meeting, ...]:
    seen: set[int] = set()
    meetings = []
    for n, item in enumerate(record.meetings):
        with located(f"$.meetings[{n}]"):
            if item.id in seen:
                raise UserError("meeting.id_repeated", id=item.id)
            seen.add(item.id)
            meetings.append(replace(validation.meeting(_plain(item, Meeting), office), position=n))
    return tuple(meetings)


def _paragraph(n: int, record: f.ParagraphRecord) -> Paragraph:
    with located(f"$.narrative[{n}]"):
        return Paragraph(validation.block(record.text), record.inherited)


def _history(record: f.MonthRecord, period: Period, catalogue: Catalogue) -> dict[Period, dict[str, Value]]:
    """Earlier months by their amounts: counted ones where the figure is counted, else typed."""
    history: dict[Period, dict[str, Value]] = {}
    for key, amounts in sorted(record.history.items()):
        with located(f"$.history.{key}"):
            earlier = validation.period(_period(key))
            if not period.shifted(-24) <= earlier < period:
                raise UserError("period.not_before", period=earlier, month=period)
        history[earlier] = {}
        for code, text in amounts.items():
            with located(f"$.history.{key}.{code}"):
                figure = catalogue.figure(code)
                amount = validation.amount(figure, Decimal(text))
                if figure.source == "meetings":
                    history[earlier][code] = Value(amount, "counted")
                else:
                    validation.typed(figure)
                    history[earlier][code] = Value(amount, "typed")
    return history
