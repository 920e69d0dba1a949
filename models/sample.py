"""The sample year: thirteen months ending in August 2022, for the demo, tests and measures.

Only August 2022's figures are real; the file says so itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from models.defaults import RESOURCES, default_catalogue, default_narrative, default_office
from models.entities import (
    Meeting,
    MeetingForm,
    MeetingRole,
    MeetingState,
    Month,
    MonthData,
    Office,
    Paragraph,
    Period,
    PreviousMonth,
    PrintIn,
    Value,
    Window,
)
from models.figures import count_meetings
from models.formatting import default_window, parse_period

if TYPE_CHECKING:
    from models.session import Session


@dataclass(frozen=True)
class SampleMeeting:
    """A meeting as the sample file writes it."""

    start: date
    title: str
    kind: str
    role: MeetingRole = "chaired"
    form: MeetingForm = "in_person"
    print_in: PrintIn = "text"
    state: MeetingState = "held"
    end: date | None = None
    place: str = ""


@dataclass(frozen=True)
class SampleMonth:
    """A month as the sample file writes it. `replace`: words of the default narrative and what stands for
    them in this month's."""

    period: str
    number: int
    report_date: date
    row_windows: dict[str, tuple[date, date]]
    values: dict[str, Decimal]
    meetings: list[SampleMeeting]
    notes: dict[str, str] = field(default_factory=dict)
    carried: list[str] = field(default_factory=list)
    replace: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class SampleOffice:
    """What the sample's office has of its own; the rest is the default office's."""

    superior: str
    issuer: str
    name: str
    place: str
    symbol: str
    signature: tuple[str, ...]
    signer: str
    recipients: tuple[str, ...]
    archive: str
    leaders: tuple[str, ...]
    agencies: tuple[str, ...]


@dataclass(frozen=True)
class SampleYear:
    """The whole sample file."""

    note: str
    office: SampleOffice
    replace: list[tuple[str, str]]
    months: list[SampleMonth]


@cache
def sample_year() -> SampleYear:
    """The sample file, read once."""
    import msgspec

    return msgspec.json.decode((RESOURCES / "sample" / "year.json").read_bytes(), type=SampleYear)


@cache
def sample_office() -> Office:
    """The sample's office: a real province's, with an invented signer."""
    own = sample_year().office
    return replace(default_office(), **{name: getattr(own, name) for name in SampleOffice.__annotations__})


def sample_periods() -> tuple[Period, ...]:
    """The sample's months, oldest first; the last one is August 2022."""
    return tuple(parse_period(month.period) for month in sample_year().months)


@cache
def month_data(period: Period) -> MonthData:
    """A month of the sample as the session would read it; KeyError for a month that it does not hold."""
    month = _months()[period]
    office = sample_office()
    meetings = _meetings(month)
    before = period.previous
    return MonthData(
        month=Month(period, default_window(period, office.window_start_day), month.number, month.report_date),
        office=office,
        catalogue=default_catalogue(),
        values=_values(month, meetings),
        notes=month.notes,
        windows=_windows(month),
        meetings=meetings,
        paragraphs=_paragraphs(month),
        history={
            earlier: _values(_months()[earlier], _meetings(_months()[earlier]))
            for earlier in sample_periods()
            if earlier < period
        },
        previous=PreviousMonth(before, _windows(_months()[before]), _paragraphs(_months()[before]))
        if before in _months()
        else None,
    )


def sample_months() -> Iterator[bytes]:
    """Every month as a month file, oldest first; without the earlier months' amounts, which are there."""
    from models.exchange import write_month_file

    for period in sample_periods():
        yield write_month_file(replace(month_data(period), history={}, previous=None))


def fill(session: Session) -> None:
    """Put the sample year into a new file: office, catalogue and thirteen months, one write a month. They are
    the file's beginning, not the clerk's work: undo takes none of it away.

    UserError "import.*" when the file's own catalogue cannot take the months in.
    """
    from models.exchange import read_month_file

    for content in sample_months():
        session.import_month(read_month_file(content), undoable=False)


@cache
def _months() -> Mapping[Period, SampleMonth]:
    return {parse_period(month.period): month for month in sample_year().months}


def _meetings(month: SampleMonth) -> tuple[Meeting, ...]:
    """In print order, which is the file's."""
    return tuple(
        Meeting(
            id=position + 1,
            title=meeting.title,
            start=meeting.start,
            end=meeting.end,
            kind=meeting.kind,
            state=meeting.state,
            role=meeting.role,
            form=meeting.form,
            place=meeting.place,
            print_in=meeting.print_in,
            position=position,
        )
        for position, meeting in enumerate(month.meetings)
    )


def _values(month: SampleMonth, meetings: tuple[Meeting, ...]) -> dict[str, Value]:
    values = {
        code: Value(amount, "carried" if code in month.carried else "typed")
        for code, amount in month.values.items()
    }
    for figure in default_catalogue().figures:
        if figure.count is not None:
            values[figure.code] = Value(Decimal(count_meetings(meetings, figure.count)), "counted")
    return values


def _windows(month: SampleMonth) -> dict[str, Window]:
    return {row: Window(*days) for row, days in month.row_windows.items()}


def _paragraphs(month: SampleMonth) -> tuple[Paragraph, ...]:
    """The default narrative with the office's and the month's own words in it."""
    texts = "\n\n".join(default_narrative())
    for words, own in (*sample_year().replace, *month.replace):
        texts = texts.replace(words, own)
    return tuple(Paragraph(text) for text in texts.split("\n\n"))
