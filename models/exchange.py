"""A month as one JSON file, out and in. Its format: `models.month_format`, resources/month.schema.json.

What goes out and comes into an empty database composes to the same report, byte for byte. A file is read
whole and checked by the rules of the door before anything is stored.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_type_hints

from models import catalogue_rules, validation
from models.catalogue import Catalogue, CountRule, Figure, Sheet, SheetColumn, SheetRow
from models.entities import Meeting, MeetingKind, Month, MonthData, Office, Paragraph, Period, Value, Window
from models.errors import UserError
from models.text import clean, shown

if TYPE_CHECKING:
    from models import month_format as f

SIZE_LIMIT: Final = 20_000_000
"""Bytes; a month of a province is well under one million."""
_LONGEST_INTEGER: Final = 4_000
_TRANSLATED: Final = (
    (re.compile(r"Object missing required field `(?P<name>[^`]*)`"), "import.field_missing"),
    (re.compile(r"Object contains unknown field `(?P<name>.*)`", re.S), "import.field_unknown"),
    (re.compile(r"Expected `(?P<expected>[^`]*)`, got `(?P<found>[^`]*)`"), "import.type"),
    (re.compile(r"Expected `\w+` (?:of length )?(?P<expected>[<>]=? .*)"), "import.limit"),
    (re.compile(r"Integer value out of range"), "import.limit"),
    (re.compile(r"Expected `str` matching regex (?P<expected>.*)"), "import.pattern"),
    (re.compile(r"Invalid enum value (?P<found>.*)", re.S), "import.choice"),
)
"""msgspec's English reasons as codes of ours."""

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
    import msgspec

    from models.month_format import MonthRecord

    raw = _parse(content)
    _refuse_other_format(raw)
    _refuse_odd_text(raw)
    try:
        record = msgspec.convert(raw, MonthRecord, strict=True)
    except msgspec.ValidationError as error:
        raise _translated(str(error), raw) from error
    return _checked(record)


def _parse(content: bytes) -> Any:
    if len(content) > SIZE_LIMIT:
        raise UserError("import.too_large", size=len(content), limit=SIZE_LIMIT)
    try:
        text = content.decode("utf-8-sig")
        return json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_constant, parse_float=str, parse_int=_integer
        )
    except UnicodeDecodeError as error:
        raise UserError("import.encoding") from error
    except json.JSONDecodeError as error:
        raise UserError("import.unreadable", line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise UserError("import.too_deep") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for name, _value in pairs:
            if name in seen:
                raise UserError("import.key_repeated", key=shown(name))
            seen.add(name)
    return found


def _integer(text: str) -> int:
    """Digits beyond these Python itself refuses to read."""
    if len(text) > _LONGEST_INTEGER:
        raise UserError("import.number", found=shown(text))
    return int(text)


def _no_constant(name: str) -> Any:
    raise UserError("import.constant", name=name)


def _refuse_other_format(raw: Any) -> None:
    if not isinstance(raw, dict) or raw.get("format") != "so-dieu-hanh/month":
        raise UserError("import.not_month")
    version = raw.get("version")
    if isinstance(version, int) and version > 1:
        raise UserError("import.newer", found=version, known=1)


def _refuse_odd_text(raw: Any) -> None:
    """What we write holds no control or invisible characters; a file that does is not ours to mend."""
    path: list[str | int] = []
    waiting: list[Iterator[tuple[str | int, Any]]] = [iter(_entries(raw))]
    while waiting:
        for name, value in waiting[-1]:
            if isinstance(name, str):
                _refuse_odd(name, path)
            if isinstance(value, str):
                _refuse_odd(value, [*path, name])
            elif isinstance(value, dict | list):
                path.append(name)
                waiting.append(iter(_entries(value)))
                break
        else:
            waiting.pop()
            if path:
                path.pop()


def _entries(value: dict[str, Any] | list[Any]) -> Iterable[tuple[str | int, Any]]:
    return value.items() if isinstance(value, dict) else enumerate(value)


def _refuse_odd(text: str, path: list[str | int]) -> None:
    if text.isascii() and text.isprintable():
        return
    notices = clean(text, multiline=True, limit=SIZE_LIMIT).notices
    if any(code != "text.composed" and "legacy" not in code for code in notices):
        place = "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
        raise UserError("import.invalid", place=place[:200], reason=UserError("import.odd_text"))


def _translated(message: str, raw: dict[str, Any]) -> UserError:
    """msgspec's "Expected `str`, got `int` - at `$.meetings[3].title`" as our error."""
    reason, _at, place = message.rpartition(" - at ")
    place = place.removeprefix("`").removeprefix("key` in `").rstrip("`") if reason else "$"
    place = _with_keys(place, raw)
    reason = reason or message
    for pattern, code in _TRANSLATED:
        match = pattern.match(reason)
        if match is not None:
            params = {name: text[:120] for name, text in match.groupdict("").items()}
            return UserError("import.invalid", place=place, reason=UserError(code, **params))
    return UserError("import.invalid", place=place, reason=UserError("import.value", found=reason[:120]))


def _with_keys(place: str, raw: dict[str, Any]) -> str:
    """msgspec writes "[...]" for a key; the key is the first whose own part is refused."""
    import msgspec

    from models.month_format import MonthRecord

    head, dots, tail = place.partition("[...]")
    field = head.removeprefix("$.")
    part = raw.get(field)
    if not dots or not isinstance(part, dict):
        return place

    hint = get_type_hints(MonthRecord, include_extras=True)[field]

    def refused(value: Any) -> bool:
        try:
            msgspec.convert(value, hint, strict=True)
        except msgspec.ValidationError:
            return True
        return False

    for key, value in part.items():
        if refused({key: value}):
            inner = ""
            if tail.startswith("[...]") and isinstance(value, dict):
                inner = next((f".{name}" for name in value if refused({key: {name: value[name]}})), "")
            return f"{head}.{key}{inner}{tail.removeprefix('[...]')}"[:200]
    return place


@contextmanager
def located(place: str) -> Iterator[None]:
    """Say where in the file the rule was broken: UserError "import.invalid" (place, reason)."""
    try:
        yield
    except UserError as error:
        # What the disk or the database refuses is no fault of the file.
        if error.code.startswith(("import.", "file.")):
            raise
        raise UserError("import.invalid", place=place, reason=error) from error


def _plain(record: Any, kind: type[Record], **others: Any) -> Record:
    """A dataclass from the file's record of the same field names; lists become tuples."""
    values: dict[str, Any] = {}
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
