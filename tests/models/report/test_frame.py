"""Letterhead, subject, addressees and closing, as Decree 30/2020 wants them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.entities import Period
from models.report.compose import compose
from models.report.document import Closing, Letterhead, Paragraph
from tests.models.report.months import OFFICE, month


def lines(paragraphs: tuple[Paragraph, ...]) -> list[tuple[str, str]]:
    return [(paragraph.style, paragraph.text) for paragraph in paragraphs]


def test_the_letterhead_is_the_decrees() -> None:
    (head,) = [
        b
        for b in compose(month(number=2146, report_date=date(2022, 8, 29))).document.blocks
        if isinstance(b, Letterhead)
    ]
    assert lines(head.left) == [
        ("superior", "UBND TỈNH CAO BẰNG"),
        ("issuer", "VĂN PHÒNG"),
        ("number", "Số: 2146/BC-VP"),
    ]
    assert lines(head.right) == [
        ("country", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("motto", "Độc lập - Tự do - Hạnh phúc"),
        ("place_date", "Cao Bằng, ngày 29 tháng 8 năm 2022"),
    ]


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        (None, "Số:      /BC-VP"),
        (5, "Số: 05/BC-VP"),
        (10, "Số: 10/BC-VP"),
        (2146, "Số: 2146/BC-VP"),
    ],
)
def test_the_number(number: int | None, printed: str) -> None:
    head = compose(month(number=number)).document.blocks[0]
    assert isinstance(head, Letterhead)
    assert head.left[-1].text == printed


@pytest.mark.parametrize(
    ("period", "day", "printed"),
    [
        (Period(2022, 8), None, "Cao Bằng, ngày      tháng 8 năm 2022"),
        (Period(2023, 2), None, "Cao Bằng, ngày      tháng 02 năm 2023"),
        (Period(2023, 1), date(2023, 2, 5), "Cao Bằng, ngày 05 tháng 02 năm 2023"),
    ],
)
def test_the_date(period: Period, day: date | None, printed: str) -> None:
    head = compose(month(period=period, report_date=day)).document.blocks[0]
    assert isinstance(head, Letterhead)
    assert head.right[-1].text == printed


def closing(**office: object) -> Closing:
    last = compose(month(office=replace(OFFICE, **office))).document.blocks[-1]  # type: ignore[arg-type]
    assert isinstance(last, Closing)
    return last


def test_the_closing() -> None:
    last = closing(recipients=("Chủ tịch UBND tỉnh;", "Các sở.", ""))
    assert lines(last.left) == [
        ("recipients_title", "Nơi nhận:"),
        ("recipient", "- Chủ tịch UBND tỉnh;"),
        ("recipient", "- Các sở;"),
        ("recipient", "- Lưu: VT, TH."),
    ]
    assert lines(last.right) == [
        ("capacity", "KT. CHÁNH VĂN PHÒNG"),
        ("capacity", "PHÓ CHÁNH VĂN PHÒNG"),
        ("signer", "Nguyễn Văn A"),
    ]


def test_recipients_begin_with_as_above_when_the_report_is_addressed() -> None:
    last = closing(addressees=("Tỉnh ủy",), archive="")
    assert [p.text for p in last.left] == ["Nơi nhận:", "- Như trên;", "- Các thành viên UBND tỉnh."]


@pytest.mark.parametrize(
    ("names", "printed"),
    [
        ((), []),
        (("Tỉnh ủy",), ["Kính gửi: Tỉnh ủy."]),
        (("Tỉnh ủy", "HĐND tỉnh"), ["Kính gửi:", "- Tỉnh ủy;", "- HĐND tỉnh."]),
    ],
)
def test_addressees(names: tuple[str, ...], printed: list[str]) -> None:
    document = compose(month(office=replace(OFFICE, addressees=names))).document
    found = [b.text for b in document.blocks if isinstance(b, Paragraph) and b.style == "addressee"]
    assert found == printed


def test_what_the_page_prints_by_itself_is_not_printed_twice() -> None:
    """Lines pasted from last month's Word file bring their dashes and words along."""
    pasted = replace(
        OFFICE,
        addressees=("Kính gửi: - Tỉnh ủy.", "- HĐND tỉnh;", " – "),
        recipients=("Nơi nhận:", "- Như trên;", "– Các sở;", "- Lưu: VT, TH."),
        archive="- Lưu: VT, TH.",
    )
    document = compose(month(office=pasted)).document
    to = [b.text for b in document.blocks if isinstance(b, Paragraph) and b.style == "addressee"]
    assert to == ["Kính gửi:", "- Tỉnh ủy;", "- HĐND tỉnh."]
    last = document.blocks[-1]
    assert isinstance(last, Closing)
    assert [p.text for p in last.left] == ["Nơi nhận:", "- Như trên;", "- Các sở;", "- Lưu: VT, TH."]


def test_as_above_stays_as_typed_where_nobody_is_addressed() -> None:
    last = closing(recipients=("Như trên", "Lưu trữ tỉnh", "Lưu: hồ sơ"), archive="VT")
    assert [p.text for p in last.left][1:] == [
        "- Như trên;",
        "- Lưu trữ tỉnh;",
        "- Lưu: hồ sơ;",
        "- Lưu: VT.",
    ]


def test_the_stroke_before_the_symbol_is_printed_once() -> None:
    head = compose(month(number=2146, office=replace(OFFICE, symbol="/BC-VP"))).document.blocks[0]
    assert isinstance(head, Letterhead)
    assert head.left[-1].text == "Số: 2146/BC-VP"


def test_a_number_without_symbol_bears_no_stroke() -> None:
    head = compose(month(number=2146, office=replace(OFFICE, symbol=" "))).document.blocks[0]
    assert isinstance(head, Letterhead)
    assert head.left[-1].text == "Số: 2146"


def test_bodies_kind_and_capacity_are_printed_in_capitals_however_typed() -> None:
    typed = replace(
        OFFICE,
        superior="Ủy ban nhân dân tỉnh Đắk Lắk",
        issuer="Văn phòng",
        kind="Báo cáo",
        signature=("KT. Chánh Văn phòng", "Phó Chánh Văn phòng"),
    )
    document = compose(month(office=typed)).document
    head, last = document.blocks[0], document.blocks[-1]
    assert isinstance(head, Letterhead) and isinstance(last, Closing)
    assert [p.text for p in head.left][:2] == ["ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK", "VĂN PHÒNG"]
    assert [b.text for b in document.blocks if isinstance(b, Paragraph) and b.style == "kind"] == ["BÁO CÁO"]
    assert [p.text for p in last.right] == ["KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "Nguyễn Văn A"]


def test_an_appendixs_title_is_printed_in_capitals_its_note_as_typed() -> None:
    text = "### Phụ lục I\nDanh sách nhiệm vụ\n(Kèm theo Báo cáo)"
    document = compose(month(text)).document
    found = [(b.style, b.text) for b in document.blocks if isinstance(b, Paragraph)][-3:]
    assert found == [
        ("appendix", "Phụ lục I"),
        ("appendix_title", "DANH SÁCH NHIỆM VỤ"),
        ("appendix_note", "(Kèm theo Báo cáo)"),
    ]


def test_subject_lines_hold_fields() -> None:
    office = replace(OFFICE, subject="Công tác {{tháng|năm}}\ncủa UBND tỉnh")
    document = compose(month(office=office)).document
    found = [b.text for b in document.blocks if isinstance(b, Paragraph) and b.style == "subject"]
    assert found == ["Công tác tháng 8 năm 2022", "của UBND tỉnh"]
    assert document.title == "BÁO CÁO Công tác tháng 8 năm 2022 của UBND tỉnh"


def test_an_empty_office_and_month_compose() -> None:
    empty = replace(
        OFFICE,
        **{
            name: type(getattr(OFFICE, name))()
            for name in ("superior", "place", "subject", "signature", "signer", "recipients", "archive")
        },
    )
    document = compose(month(office=empty, values={})).document
    assert [type(block).__name__ for block in document.blocks] == ["Letterhead", "Paragraph", "Closing"]
