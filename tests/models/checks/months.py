"""August 2022 in small, for the tests of figures and checks: the reference's figures, invented words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from models.catalogue import Catalogue, CountRule, Figure, Sheet, SheetColumn, SheetRow
from models.entities import Meeting, Month, MonthData, Office, Paragraph, Period, Value, Window

AUGUST = Period(2022, 8)
WINDOW = Window(date(2022, 7, 15), date(2022, 8, 14))


def doc(code: str, label: str, **more: Any) -> Figure:
    """A figure of the sheet Văn bản, in its own row."""
    return Figure(code, label, "vb", code, "thang", unit="văn bản", **more)


def task(code: str, label: str, row: str, column: str, **more: Any) -> Figure:
    """A figure of the sheet Nhiệm vụ."""
    return Figure(code, label, "nv", row, column, unit="nhiệm vụ", short=label.lower(), **more)


def _tasks(row: str, lead: str, **more: Any) -> tuple[Figure, ...]:
    whole = f"{row}_tong"

    def part(name: str, label: str, **own: Any) -> Figure:
        of = f"ub_{name}" if more else ""
        own.setdefault("parent", whole)
        return task(f"{row}_{name}", label, row, name, cumulative_of=of, share_of=whole, **own)

    return (
        task(
            whole,
            f"Tổng số {lead}",
            row,
            "tong",
            cumulative_of="ub_tong" if more else "",
            parts_complete=True,
        ),
        part("xong", "Đã hoàn thành"),
        part("qua_han", "Quá hạn", needs_cause=True),
        part("dang", "Đang thực hiện"),
    )


CATALOGUE = Catalogue(
    sheets=(Sheet("vb", "Văn bản", 0), Sheet("nv", "Nhiệm vụ", 1), Sheet("hop", "Cuộc họp", 2)),
    rows=(
        *(
            SheetRow(code, "vb", code, i)
            for i, code in enumerate(("di", "qd", "cv", "tb", "khac", "thay_mat"))
        ),
        SheetRow("cp", "nv", "Chính phủ giao", 0, window="own"),
        SheetRow("ub", "nv", "UBND tỉnh giao, tháng {tháng}", 1, window="month"),
        SheetRow("ub_truoc", "nv", "Luỹ kế đến tháng {tháng trước}", 2, previous_of="ub_lk"),
        SheetRow("ub_lk", "nv", "Luỹ kế {luỹ kế}", 3, window="cumulative"),
        SheetRow("lanh_dao", "hop", "Họp lãnh đạo", 0),
    ),
    columns=(
        SheetColumn("thang", "vb", "Trong tháng", 0),
        SheetColumn("tl", "vb", "Tỷ lệ", 1, kind="share", of="thang"),
        SheetColumn("truoc", "vb", "Tháng trước", 2, kind="previous", of="thang"),
        SheetColumn("cung_ky", "vb", "Cùng kỳ", 3, kind="same_period", of="thang"),
        SheetColumn("luy_ke", "vb", "Luỹ kế", 4, kind="cumulative", of="thang"),
        SheetColumn("tong", "nv", "Tổng số", 0),
        SheetColumn("xong", "nv", "Hoàn thành", 1),
        SheetColumn("xong_tl", "nv", "Tỷ lệ", 2, kind="share", of="xong"),
        SheetColumn("qua_han", "nv", "Quá hạn", 3),
        SheetColumn("dang", "nv", "Đang thực hiện", 4),
        SheetColumn("luy_ke", "nv", "Luỹ kế", 5, kind="cumulative", of="xong"),
        SheetColumn("so", "hop", "Số cuộc", 0),
    ),
    figures=(
        doc("di", "Văn bản đi", accumulation="sum"),
        doc("qd", "Quyết định", parent="di", share_of="di"),
        doc("cv", "Công văn", parent="di", share_of="di"),
        doc("tb", "Thông báo", parent="di", share_of="di", required=False),
        doc(
            "khac", "Văn bản khác", parent="di", share_of="di", source="computed", formula="di - qd - cv - tb"
        ),
        doc("thay_mat", "Ký thay mặt", at_most="di"),
        *_tasks("ub", "trong tháng"),
        *_tasks("ub_lk", "luỹ kế", cumulative=True),
        task("cp_tong", "Chính phủ giao", "cp", "tong", required=False, carried=True),
        Figure(
            "lanh_dao", "Họp lãnh đạo", "hop", "lanh_dao", "so", source="meetings", count=CountRule(("ld",))
        ),
    ),
)

AMOUNTS: Mapping[str, int] = {
    **{"di": 1039, "qd": 175, "cv": 305, "thay_mat": 108},
    **{"ub_tong": 395, "ub_xong": 259, "ub_qua_han": 106, "ub_dang": 30},
    **{"ub_lk_tong": 2508, "ub_lk_xong": 1779, "ub_lk_qua_han": 602, "ub_lk_dang": 127},
}

OFFICE = Office(
    superior="UBND TỈNH CAO BẰNG",
    issuer="VĂN PHÒNG",
    place="Cao Bằng",
    symbol="BC-VP",
    subject="Công tác chỉ đạo điều hành",
    signature=("CHÁNH VĂN PHÒNG",),
    signer="Nguyễn Văn A",
    recipients=("Chủ tịch, các PCT UBND tỉnh",),
)


def typed(amounts: Mapping[str, int | str]) -> dict[str, Value]:
    return {code: Value(Decimal(amount)) for code, amount in amounts.items()}


def meeting(title: str, day: date = date(2022, 8, 3), **more: Any) -> Meeting:
    return Meeting(id=more.pop("id", 1), title=title, start=day, end=more.pop("end", None), kind="ld", **more)


def month_data(amounts: Mapping[str, int | str] | None = None, **more: Any) -> MonthData:
    """August 2022 with nothing to find but the remainder; `amounts` go over the month's own."""
    values = typed({**AMOUNTS, **(amounts or {})})
    whole = {
        "month": Month(AUGUST, WINDOW, number=2146, report_date=date(2022, 8, 29)),
        "office": OFFICE,
        "catalogue": CATALOGUE,
        "values": values,
        "notes": {"ub_qua_han": "Chờ ý kiến của bộ; Sở A."},
        "meetings": (meeting("Họp về thu ngân sách"),),
        "paragraphs": (Paragraph("Đoạn mở đầu."),),
    }
    return MonthData(**{**whole, **more})


def without(data: MonthData, *codes: str) -> MonthData:
    """The month with these figures blank."""
    return replace(data, values={code: value for code, value in data.values.items() if code not in codes})


def with_figures(*figures: Figure) -> Catalogue:
    """The catalogue with these figures put in or replaced by code."""
    new = {figure.code: figure for figure in figures}
    kept = tuple(new.pop(figure.code, figure) for figure in CATALOGUE.figures)
    return replace(CATALOGUE, figures=kept + tuple(new.values()))
