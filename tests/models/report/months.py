"""A small month for the report's tests: few figures, easy numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from models.catalogue import Catalogue, Figure, Sheet, SheetColumn, SheetRow
from models.entities import (
    Meeting,
    MeetingKind,
    Month,
    MonthData,
    Office,
    Paragraph,
    Period,
    Value,
    Window,
)
from models.formatting import default_window

AUGUST = Period(2022, 8)


def _task(code: str, label: str, **more: object) -> Figure:
    return Figure(code, label, "viec", "ub", code, unit="nhiệm vụ", **more)  # type: ignore[arg-type]


CATALOGUE = Catalogue(
    sheets=(Sheet("viec", "Nhiệm vụ", 0),),
    rows=(
        SheetRow("ub", "viec", "UBND tỉnh giao", 0, window="month"),
        SheetRow("cp", "viec", "Chính phủ giao", 1, window="own"),
    ),
    columns=tuple(
        SheetColumn(code, "viec", code, i) for i, code in enumerate(("tong", "xong", "tre", "dang"))
    ),
    figures=(
        _task("tong", "Tổng số nhiệm vụ", parts_complete=True, accumulation="sum"),
        _task("xong", "Đã hoàn thành", parent="tong", share_of="tong", share_word="đạt", accumulation="sum"),
        _task("tre", "Quá hạn", parent="tong", share_of="tong", required=False, needs_cause=True),
        _task("dang", "Đang thực hiện", parent="tong", share_of="tong", zero="blank"),
        Figure("ban_le", "Bán lẻ", "viec", "cp", "tong", unit="tỷ đồng", decimals=2),
        Figure("ban_le_tang", "Bán lẻ, tăng", "viec", "cp", "xong", unit="tăng, %", decimals=1),
    ),
)

OFFICE = Office(
    superior="UBND TỈNH CAO BẰNG",
    issuer="VĂN PHÒNG",
    name="Văn phòng UBND tỉnh Cao Bằng",
    place="Cao Bằng",
    symbol="BC-VP",
    subject="Công tác {{tháng|năm}}",
    signature=("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
    signer="Nguyễn Văn A",
    recipients=("Các thành viên UBND tỉnh",),
    archive="VT, TH",
    meeting_kinds=(
        MeetingKind("chu_tri", "Chủ trì họp", "Chủ trì"),
        MeetingKind("co_so", "Đi cơ sở", "Cơ sở"),
    ),
)


def meeting(id: int, title: str, **more: object) -> Meeting:
    return Meeting(id, title, date(2022, 8, 1), None, **{"kind": "chu_tri", **more})  # type: ignore[arg-type]


def amounts(**values: str | int) -> dict[str, Value]:
    return {code: Value(Decimal(amount)) for code, amount in values.items()}


def month(
    *texts: str,
    values: Mapping[str, Value] | None = None,
    period: Period = AUGUST,
    meetings: Sequence[Meeting] = (),
    history: Mapping[Period, Mapping[str, Value]] | None = None,
    windows: Mapping[str, Window] | None = None,
    notes: Mapping[str, str] | None = None,
    office: Office = OFFICE,
    number: int | None = None,
    report_date: date | None = None,
) -> MonthData:
    """A month with these paragraphs; by default 395 tasks: 259 done, 106 late, 30 in hand."""
    return MonthData(
        month=Month(period, default_window(period, 15), number, report_date),
        office=office,
        catalogue=CATALOGUE,
        values=amounts(tong=395, xong=259, tre=106, dang=30) if values is None else values,
        notes=notes or {},
        windows=windows or {},
        meetings=tuple(meetings),
        paragraphs=tuple(Paragraph(text) for text in texts),
        history=history or {},
    )
