"""The frozen records that the whole program passes around."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, NamedTuple

from models.catalogue import Catalogue
from models.period import Period as Period


class Window(NamedTuple):
    """The days a month or a row speaks of, both included."""

    start: date
    end: date


@dataclass(frozen=True)
class MeetingKind:
    """One kind of meeting as the office sorts them, e.g. code "lanh_dao", label "Họp lãnh đạo UBND tỉnh"."""

    code: str
    label: str
    short: str
    """The tab's and the tag's word, e.g. "Họp lãnh đạo"."""
    role: MeetingRole = "chaired"
    """The role a new meeting of this kind starts with."""
    print_in: PrintIn = "text"
    """Where a new meeting of this kind is printed."""


MeetingState = Literal["planned", "held", "cancelled"]
MeetingRole = Literal["chaired", "attended"]
MeetingForm = Literal["in_person", "online", "both"]
PrintIn = Literal["text", "footnote", "trips", "counted"]
"""Printed in the text, in its footnote, in the field trips' footnote, or only counted."""


@dataclass(frozen=True)
class Meeting:
    """An event held, attended or planned by the leadership."""

    id: int | None
    """None until stored."""
    title: str
    """As it shall be printed."""
    start: date
    end: date | None
    """The last day of a range; None for one day."""
    kind: str
    state: MeetingState = "held"
    role: MeetingRole = "chaired"
    form: MeetingForm = "in_person"
    chair: str = ""
    place: str = ""
    print_in: PrintIn = "text"
    position: int = 0
    """The order in print, within the month."""


@dataclass(frozen=True)
class Office:
    """Everything about the office itself that a report prints or a rule needs."""

    superior: str = ""
    """UBND TỈNH CAO BẰNG; printed in capitals however typed, as are issuer, kind and signature."""
    issuer: str = ""
    """VĂN PHÒNG."""
    name: str = ""
    """The office's name in running text and in the caption: "Văn phòng UBND tỉnh Cao Bằng"."""
    place: str = ""
    """Cao Bằng, before the date."""
    symbol: str = ""
    """BC-VP, after the number."""
    kind: str = "BÁO CÁO"
    subject: str = ""
    """Trích yếu, one printed line per line, in the narrative's grammar."""
    addressees: tuple[str, ...] = ()
    """Kính gửi; empty for none."""
    signature: tuple[str, ...] = ()
    """The capacity's lines: ("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")."""
    signer: str = ""
    recipients: tuple[str, ...] = ()
    """Without the leading dash and the closing mark; without "Lưu"."""
    archive: str = ""
    """The last line's "VT, TH(Nh)" after "Lưu: "."""
    share_decimals: int = 1
    pad_small: bool = True
    """Whether whole counts from 1 to 9 are written 01 to 09."""
    balance_shares: bool = True
    """Whether shares shown of one whole are adjusted by largest remainder to show 100."""
    window_start_day: int = 15
    """The month before's day a window starts on; 1 means the calendar month (Decree 09/2019: 15)."""
    meeting_kinds: tuple[MeetingKind, ...] = ()
    leaders: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    document_types: tuple[tuple[str, str], ...] = ()
    """Abbreviation and name, Decree 30/2020, Appendix III: ("BC", "Báo cáo")."""


@dataclass(frozen=True)
class Month:
    """One month's own data beside its figures, meetings and narrative."""

    period: Period
    window: Window
    number: int | None = None
    """The report's number; None leaves the place blank for the registry."""
    report_date: date | None = None
    issued_version: int = 0
    """0 while a draft; otherwise the number of the last issued version."""


@dataclass(frozen=True)
class Value:
    """A figure's amount in one month. A blank figure has no Value at all: a blank is not a zero."""

    amount: Decimal
    state: Literal["typed", "carried", "counted"] = "typed"
    """carried: taken from the month before and not yet confirmed; counted: from the meetings."""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of the narrative, as typed, in the grammar of `models.report.grammar`."""

    text: str
    inherited: bool = False
    """Taken over from an earlier month and neither changed nor confirmed since."""


PlaceKind = Literal["figure", "row", "meeting", "paragraph", "month", "office", "sheet"]


@dataclass(frozen=True)
class Place:
    """Where something comes from or is to be mended; clicking it goes there."""

    kind: PlaceKind
    code: str = ""
    """figure, row or sheet code; the field's name for "month" and "office" ("number", "signer")."""
    id: int | None = None
    """The meeting's id, or the paragraph's index from 0."""
    span: tuple[int, int] | None = None
    """Offsets into the paragraph's text, for a field or a wrong word."""


@dataclass(frozen=True)
class MonthData:
    """A month and all that composing and checking it needs, read in one go and never changed."""

    month: Month
    office: Office
    """The office's present data, or, once issued, what it was issued with."""
    catalogue: Catalogue
    values: Mapping[str, Value] = field(default_factory=dict)
    """By figure code; typed, carried and counted ones. Computed ones: `models.figures`."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """Cause and units, by figure code."""
    windows: Mapping[str, Window] = field(default_factory=dict)
    """By row code, for the rows that keep their own window."""
    meetings: tuple[Meeting, ...] = ()
    """In print order."""
    paragraphs: tuple[Paragraph, ...] = ()
    history: Mapping[Period, Mapping[str, Value]] = field(default_factory=dict)
    """Every earlier month of the last 24 that the file holds, counted figures included."""
    previous: PreviousMonth | None = None
    """What the checks compare with; None when the file does not hold the month before."""
    settled: Mapping[str, str] = field(default_factory=dict)
    """Reasons given for findings, by `Finding.key`; "" for a dismissed hint."""
    number_twice: tuple[Period, ...] = field(default=(), compare=False)
    """Other issued months whose report bears the same number, year and symbol."""
    last_change: date | None = field(default=None, compare=False)
    """The day of the file's last write, as the machine's clock stood; None: unknown."""


@dataclass(frozen=True)
class OutsideChanges:
    """What was changed in the file behind the program's back."""

    log: int | None
    """The first entry of the change log that is not as it was written; None: all are."""
    rows: tuple[tuple[Period | None, Place], ...] = ()
    """Rows that are not as the log left them; the month is None where the row belongs to none."""

    def __bool__(self) -> bool:
        return self.log is not None or bool(self.rows)


@dataclass(frozen=True)
class PreviousMonth:
    """The month before, as far as checks need it."""

    period: Period
    windows: Mapping[str, Window]
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class CellChange:
    """One step in the history of a cell."""

    time: datetime
    old: Decimal | None
    new: Decimal | None


@dataclass(frozen=True)
class IssuedVersion:
    """A frozen report: data as exchange JSON, PDF and Word as they were sent."""

    version: int
    time: datetime
    number: int | None
    data: bytes
    pdf: bytes
    docx: bytes
