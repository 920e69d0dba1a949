"""The fields of a month file, version 1. resources/month.schema.json is generated from these classes.

Only `models.exchange` imports this, when a file is read or written: msgspec stays out of the start.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

FORMAT = "so-dieu-hanh/month"
VERSION = 1

Line = Annotated[str, Meta(max_length=2_000)]
Text = Annotated[str, Meta(max_length=100_000)]
Code = Annotated[str, Meta(pattern="^[a-z][a-z0-9_]{0,59}$")]
Reference = Annotated[str, Meta(pattern="^([a-z][a-z0-9_]{0,59})?$")]
MonthKey = Annotated[str, Meta(pattern="^[0-9]{4}-(0[1-9]|1[0-2])$", description="Year and month: 2022-08")]
Amount = Annotated[
    str,
    Meta(pattern=r"^-?[0-9]{1,15}(\.[0-9]{1,6})?$", description="Exact decimal text, point as separator"),
]
Number = Annotated[int, Meta(ge=1, le=99_999)]
Position = Annotated[int, Meta(ge=-1_000_000_000, le=1_000_000_000)]
Id = Annotated[int, Meta(ge=1, le=1_000_000_000)]
FindingKey = Annotated[str, Meta(min_length=1, max_length=4_000)]
Lines = Annotated[list[Line], Meta(max_length=1_000)]
Codes = Annotated[list[Code], Meta(max_length=200)]
Role = Literal["chaired", "attended"]
Printed = Literal["text", "footnote", "trips", "counted"]


class Strict(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A record that takes the fields it names and no others."""


class WindowRecord(Strict, frozen=True, kw_only=True):
    """Days from start to end, both included."""

    start: date
    end: date


class KindRecord(Strict, frozen=True, kw_only=True):
    """A kind of meeting."""

    code: Code
    label: Line
    short: Line
    role: Role = "chaired"
    print_in: Printed = "text"


class OfficeRecord(Strict, frozen=True, kw_only=True):
    """The office's data that the month prints with."""

    superior: Line = ""
    issuer: Line = ""
    name: Line = ""
    place: Line = ""
    symbol: Line = ""
    kind: Line = "BÁO CÁO"
    subject: Text = ""
    addressees: Lines = []
    signature: Lines = []
    signer: Line = ""
    recipients: Lines = []
    archive: Line = ""
    share_decimals: Annotated[int, Meta(ge=0, le=4)] = 1
    pad_small: bool = True
    balance_shares: bool = True
    window_start_day: Annotated[int, Meta(ge=1, le=31)] = 15
    meeting_kinds: Annotated[list[KindRecord], Meta(max_length=200)] = []
    leaders: Lines = []
    agencies: Lines = []
    document_types: Annotated[list[tuple[Line, Line]], Meta(max_length=1_000)] = []


class SheetRecord(Strict, frozen=True, kw_only=True):
    code: Code
    label: Line
    position: Position
    row_head: Line = ""
    icon: Line = "table"


class RowRecord(Strict, frozen=True, kw_only=True):
    code: Code
    sheet: Code
    label: Line
    position: Position
    window: Literal["none", "month", "cumulative", "own"] = "none"
    previous_of: Reference = ""


class ColumnRecord(Strict, frozen=True, kw_only=True):
    code: Code
    sheet: Code
    label: Line
    position: Position
    group: Line = ""
    kind: Literal["value", "share", "previous", "same_period", "cumulative"] = "value"
    of: Reference = ""
    droppable: Annotated[int, Meta(ge=0, le=1_000)] = 0


class RuleRecord(Strict, frozen=True, kw_only=True):
    """Which held meetings a figure counts; an empty list means any."""

    kinds: Codes = []
    roles: Codes = []
    forms: Codes = []


class FigureRecord(Strict, frozen=True, kw_only=True):
    code: Code
    label: Line
    sheet: Code
    row: Code
    column: Code
    short: Line = ""
    unit: Line = ""
    decimals: Annotated[int, Meta(ge=0, le=6)] = 0
    source: Literal["typed", "meetings", "computed"] = "typed"
    formula: Line = ""
    count: RuleRecord | None = None
    parent: Reference = ""
    parts_complete: bool = False
    share_of: Reference = ""
    share_word: Line = "chiếm"
    accumulation: Literal["none", "sum", "typed"] = "none"
    cumulative_of: Reference = ""
    at_most: Reference = ""
    needs_cause: bool = False
    required: bool = True
    carried: bool = False
    zero: Literal["print", "blank"] = "print"


class CatalogueRecord(Strict, frozen=True, kw_only=True):
    """Sheets, rows, columns and figures, each in order. The receiver keeps those it has already."""

    sheets: Annotated[list[SheetRecord], Meta(max_length=200)]
    rows: Annotated[list[RowRecord], Meta(max_length=5_000)]
    columns: Annotated[list[ColumnRecord], Meta(max_length=2_000)]
    figures: Annotated[list[FigureRecord], Meta(max_length=5_000)]


class ValueRecord(Strict, frozen=True, kw_only=True):
    """carried: taken from the month before and not confirmed."""

    amount: Amount
    state: Literal["typed", "carried"] = "typed"


class MeetingRecord(Strict, frozen=True, kw_only=True):
    """In print order. The id only names the meeting within this file."""

    id: Id
    title: Line
    start: date
    end: date | None = None
    kind: Code
    state: Literal["planned", "held", "cancelled"] = "held"
    role: Role = "chaired"
    form: Literal["in_person", "online", "both"] = "in_person"
    chair: Line = ""
    place: Line = ""
    print_in: Printed = "text"


class ParagraphRecord(Strict, frozen=True, kw_only=True):
    text: Text
    inherited: bool = False


class MonthRecord(Strict, frozen=True, kw_only=True):
    """One month with all that its report is composed from."""

    format: Literal["so-dieu-hanh/month"]
    version: Literal[1]
    period: MonthKey
    window: WindowRecord
    number: Number | None = None
    report_date: date | None = None
    issued: bool = False
    """Whether `office` is what the month was issued with."""
    office: OfficeRecord
    catalogue: CatalogueRecord
    # What taking in replaces must be there, if only as empty: a file cut short would empty the month.
    values: Annotated[dict[Code, ValueRecord], Meta(max_length=5_000)]
    notes: Annotated[dict[Code, Text], Meta(max_length=5_000)]
    windows: Annotated[dict[Code, WindowRecord], Meta(max_length=5_000)]
    meetings: Annotated[list[MeetingRecord], Meta(max_length=2_000)]
    narrative: Annotated[list[ParagraphRecord], Meta(max_length=5_000)]
    settled: Annotated[dict[FindingKey, Text], Meta(max_length=5_000)] = {}
    history: Annotated[
        dict[MonthKey, Annotated[dict[Code, Amount], Meta(max_length=5_000)]], Meta(max_length=24)
    ] = {}
    """Amounts of the 24 months before, counted ones included, for cumulatives and comparisons."""
