"""Small offices, catalogues and months for the tests of storage, session and exchange."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from models.catalogue import Catalogue, CountRule, Figure, Sheet, SheetColumn, SheetRow
from models.entities import Meeting, MeetingKind, Office, Period
from models.session import Session

AUGUST = Period(2022, 8)
JULY = Period(2022, 7)


def office() -> Office:
    return Office(
        superior="UBND TỈNH CAO BẰNG",
        issuer="VĂN PHÒNG",
        name="Văn phòng UBND tỉnh Cao Bằng",
        place="Cao Bằng",
        symbol="BC-VP",
        signature=("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
        signer="Nguyễn Văn A",
        recipients=("UBND tỉnh",),
        meeting_kinds=(
            MeetingKind("lanh_dao", "Họp lãnh đạo UBND tỉnh", "Họp lãnh đạo"),
            MeetingKind("chuyen_di", "Đi cơ sở", "Đi cơ sở", "attended", "trips"),
        ),
        document_types=(("BC", "Báo cáo"),),
    )


def catalogue() -> Catalogue:
    return Catalogue(
        sheets=(Sheet("van_ban", "Văn bản", 0),),
        rows=(
            SheetRow("den", "van_ban", "Văn bản đến", 0, window="own"),
            SheetRow("di", "van_ban", "Văn bản đi", 1),
            SheetRow("qd", "van_ban", "Quyết định", 2),
            SheetRow("khac", "van_ban", "Văn bản khác", 3),
            SheetRow("hop", "van_ban", "Cuộc họp", 4),
            SheetRow("tang", "van_ban", "Tăng trưởng", 5),
        ),
        columns=(
            SheetColumn("thang", "van_ban", "Trong tháng", 0),
            SheetColumn("ty_le", "van_ban", "Tỷ lệ", 1, kind="share", of="thang"),
        ),
        figures=(
            Figure("vb_den", "Văn bản đến", "van_ban", "den", "thang", accumulation="sum"),
            Figure("vb_di", "Văn bản đi", "van_ban", "di", "thang", parts_complete=True, carried=True),
            Figure("vb_qd", "Quyết định", "van_ban", "qd", "thang", parent="vb_di", share_of="vb_di"),
            Figure("vb_khac", "Khác", "van_ban", "khac", "thang", source="computed", formula="vb_di - vb_qd"),
            Figure(
                "hop",
                "Cuộc họp",
                "van_ban",
                "hop",
                "thang",
                source="meetings",
                count=CountRule(("lanh_dao",)),
            ),
            Figure("tang", "Tăng trưởng", "van_ban", "tang", "thang", unit="tăng, %", decimals=2),
        ),
    )


def meeting(title: str = "Họp lãnh đạo UBND tỉnh", day: int = 1, kind: str = "lanh_dao") -> Meeting:
    return Meeting(None, title, date(2022, 8, day), None, kind)


def ticking(
    start: datetime = datetime(2022, 9, 1, 8, 0, tzinfo=timezone(timedelta(hours=7))),
) -> Callable[[], datetime]:
    """A clock that a test can foretell: a second later at every look."""

    def ticks() -> Iterator[datetime]:
        time = start
        while True:
            yield time
            time += timedelta(seconds=1)

    return ticks().__next__


def new_session(path: Path) -> Session:
    return Session.create(path, office(), catalogue(), ticking())
