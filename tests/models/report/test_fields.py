"""What fields print, as a table, and how they are found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.entities import MonthData, Period, Window
from models.errors import UserError
from models.report.fields import search_fields, value_of
from tests.models.report.months import amounts, meeting, month

HISTORY = {
    Period(2022, 7): amounts(tong=318, xong=226, tre=79, dang=13, ban_le="5307.51", ban_le_tang="12.0"),
    Period(2021, 8): amounts(tong=286, xong=218, tre=52, dang=16),
    **{Period(2022, m): amounts(tong=300, xong=200) for m in range(1, 7)},
}


@pytest.fixture
def august() -> MonthData:
    values = amounts(tong=395, xong=259, tre=106, dang=30, ban_le="5349.64", ban_le_tang="10.7")
    meetings = (
        meeting(1, "Họp về ngân sách."),
        meeting(2, "Họp về quy hoạch"),
        meeting(3, "Dự hội nghị", print_in="footnote"),
        meeting(4, "Đi huyện", kind="co_so", print_in="trips"),
        meeting(5, "Họp sắp tới", state="planned"),
        meeting(6, "Họp đã huỷ", state="cancelled"),
        meeting(7, "Họp lãnh đạo", print_in="counted"),
    )
    windows = {"cp": Window(date(2021, 1, 1), date(2022, 3, 20))}
    return month(
        values=values,
        history=HISTORY,
        meetings=meetings,
        windows=windows,
        notes={"tre": "chờ ý kiến bộ; Sở Xây dựng 21."},
        number=2146,
        report_date=date(2022, 8, 29),
    )


@pytest.mark.parametrize(
    ("field", "printed"),
    [
        ("tong", "395"),
        ("{{tong}}", "395"),
        ("ban_le", "5.349,64"),
        ("ban_le|1 lẻ", "5.349,6"),
        ("ban_le|đơn vị", "5.349,64 tỷ đồng"),
        ("ban_le_tang", "10,7%"),
        ("ban_le_tang|số", "10,7"),
        ("ban_le_tang|tăng", "tăng 10,7%"),
        ("ban_le_tang.tăng", "giảm 1,3 điểm phần trăm"),
        ("dang|tỷ lệ", "7,6%"),
        ("dang|ty_le", "7,6%"),
        ("xong|Tỷ lệ|2 lẻ", "65,57%"),
        ("xong|chiếm", "đạt 65,6%"),
        ("tre|chiếm", "chiếm 26,8%"),
        ("xong|phân số", "259/395"),
        ("tre|có", "có 106"),
        ("tre|có|đơn vị", "có 106 nhiệm vụ"),
        ("tre|nguyên nhân", "chờ ý kiến bộ; Sở Xây dựng 21"),
        ("tre.tháng trước", "79"),
        ("tre.thang_truoc", "79"),
        ("tre.cùng kỳ", "52"),
        ("xong.tháng trước|tỷ lệ", "71,1%"),
        ("tre.tăng", "tăng 27"),
        ("tre.tăng|đơn vị", "tăng 27 nhiệm vụ"),
        ("tre.tăng|số", "27"),
        ("tre.tăng|từ", "tăng"),
        ("tre.tăng|tỷ lệ", "tăng 34,2%"),
        ("tre.tăng cùng kỳ", "tăng 54"),
        ("xong.tăng|điểm", "giảm 5,5 điểm phần trăm"),
        ("tong.luỹ kế", "2.513"),
        ("tong.lũy kế trước", "2.118"),
        ("xong.luỹ kế|tỷ lệ", "67,1%"),
        ("tháng", "tháng 8"),
        ("tháng|năm", "tháng 8 năm 2022"),
        ("tháng|gạch", "tháng 8/2022"),
        ("tháng|số", "8"),
        ("tháng trước|năm", "tháng 7 năm 2022"),
        ("thang_cung_ky|nam", "tháng 8 năm 2021"),
        ("tháng sau", "tháng 9"),
        ("năm trước", "2021"),
        ("kỳ luỹ kế", "8 tháng đầu năm 2022"),
        ("kỳ luỹ kế|ngắn", "8 tháng năm 2022"),
        ("kỳ luỹ kế trước", "7 tháng đầu năm 2022"),
        ("kỳ", "15/7 – 14/8/2022"),
        ("kỳ.từ", "15/7/2022"),
        ("ub.đến|dài", "ngày 14 tháng 8 năm 2022"),
        ("cp.từ", "01/01/2021"),
        ("cp.đến", "20/3/2022"),
        ("cp.kỳ", "01/01/2021 – 20/3/2022"),
        ("ngày báo cáo", "ngày 29 tháng 8 năm 2022"),
        ("ngày báo cáo|ngắn", "29/8/2022"),
        ("số báo cáo", "2146"),
        ("cơ quan", "Văn phòng UBND tỉnh Cao Bằng"),
        ("người ký", "Nguyễn Văn A"),
        ("cuộc họp", "Họp về ngân sách; Họp về quy hoạch"),
        ("cuộc họp|chú thích", "Dự hội nghị"),
        ("cuộc họp|cơ sở", "Đi huyện"),
        ("cuộc họp|dự kiến", "Họp sắp tới"),
        ("cuộc họp|tất cả|Đi cơ sở", "Đi huyện"),
        ("cuộc họp|chu_tri|chỉ đếm", "Họp lãnh đạo"),
        ("cuộc họp|số", "05"),
    ],
)
def test_a_field_prints(august: MonthData, field: str, printed: str) -> None:
    assert value_of(field, august) == printed


@pytest.mark.parametrize(
    ("amount", "field", "printed"),
    [
        (4, "tre", "04"),
        (4, "tre|có", "có 04"),
        (4, "tre|số", "4"),
        (4, "tre|phân số", "4/395"),
        (0, "tre", "0"),
        (0, "tre|có", "không có"),
        (0, "tre|có|đơn vị", "không có nhiệm vụ"),
        (10, "tre", "10"),
    ],
)
def test_small_counts_are_padded_and_zero_is_said(amount: int, field: str, printed: str) -> None:
    assert value_of(field, month(values=amounts(tong=395, tre=amount))) == printed


def test_a_measured_number_is_no_count_and_never_padded() -> None:
    data = month(values=amounts(tong=5, ban_le="5.00", ban_le_tang="5"))
    assert [value_of(field, data) for field in ("tong", "ban_le|0 lẻ", "ban_le_tang|0 lẻ")] == [
        "05",
        "5",
        "5%",
    ]


def test_before_january_there_is_no_cumulative() -> None:
    history = {Period(2021, m): amounts(tong=300) for m in range(1, 13)}
    assert value_of("tong.luỹ kế trước", month(period=Period(2022, 1), history=history)) == "……"
    february = {Period(2022, 1): amounts(tong=260), **history}
    assert value_of("tong.luỹ kế trước", month(period=Period(2022, 2), history=february)) == "260"


@pytest.mark.parametrize(
    ("field", "printed"),
    [
        ("xong|tỷ lệ", "86,3% số nhiệm vụ đến hạn"),
        ("xong|chiếm", "đạt 86,3% số nhiệm vụ đến hạn"),
        ("xong|chiếm|số", "đạt 86,3%"),
        ("xong|phân số", "259/300"),
        ("tre|chiếm", "chiếm 26,8%"),
    ],
)
def test_a_share_of_less_than_the_whole_says_of_what(field: str, printed: str) -> None:
    data = month(values=amounts(tong=395, xong=259, tre=106, den_han=300))
    due = replace(
        data.catalogue.figure("tong"), code="den_han", column="han", short="đến hạn", at_most="tong"
    )
    figures = (replace(f, share_of="den_han") if f.code == "xong" else f for f in data.catalogue.figures)
    data = replace(data, catalogue=replace(data.catalogue, figures=(*figures, due)))
    assert value_of(field, data) == printed


def test_a_figure_whose_zero_is_not_printed_says_so() -> None:
    assert value_of("dang", month(values=amounts(dang=0))) == "không có"


@pytest.mark.parametrize(
    ("period", "cumulative", "before"),
    [
        (Period(2022, 1), "tháng 1 năm 2022", "tháng 12 năm 2021"),
        (Period(2022, 2), "2 tháng đầu năm 2022", "tháng 1 năm 2022"),
        (Period(2022, 12), "năm 2022", "11 tháng đầu năm 2022"),
    ],
)
def test_cumulative_words_follow_the_month(period: Period, cumulative: str, before: str) -> None:
    data = month(period=period)
    assert (value_of("kỳ luỹ kế", data), value_of("kỳ luỹ kế trước", data)) == (cumulative, before)


@pytest.mark.parametrize(
    "field",
    ["ban_le", "tong.tháng trước", "tong.luỹ kế", "tre|nguyên nhân", "cp.từ", "ngày báo cáo", "cuộc họp"],
)
def test_what_is_not_known_prints_dots(field: str) -> None:
    assert value_of(field, month()) == "……"


@pytest.mark.parametrize(
    ("field", "code", "nearest"),
    [
        ("tonng", "field.unknown", "tong"),
        ("Quá hạn", "field.unknown", "tre"),
        ("tonng.tháng trước", "field.unknown", "tong.tháng trước"),
        ("thangg", "field.unknown", "tháng"),
        ("cuoc hopp", "field.unknown", "cuộc họp"),
        ("#$%&", "field.unknown_alone", None),
        ("tong|%%%", "field.format_alone", None),
        ("tong.%%%", "field.aspect_alone", None),
        ("tong.tháng trươc nữa", "field.aspect", "tháng trước"),
        ("tong|tỷ lện", "field.format", "tỷ lệ"),
        ("tháng|nam nay", "field.format", "năm"),
        ("cuộc họp|chú thick", "field.format", "chú thích"),
    ],
)
def test_a_wrong_name_is_refused_with_the_nearest(field: str, code: str, nearest: str | None) -> None:
    with pytest.raises(UserError) as caught:
        value_of(field, month())
    assert (caught.value.code, caught.value.params.get("nearest")) == (code, nearest)


@pytest.mark.parametrize("field", ["tong|tỷ lệ", "tong|phân số", "ban_le|điểm", "tong.tăng|điểm"])
def test_a_format_that_the_figure_cannot_have_is_refused(field: str) -> None:
    data = month(values=amounts(tong=1, ban_le=1))
    with pytest.raises(UserError) as caught:
        value_of(field, data)
    assert caught.value.code == "field.unfit"


def test_code_in_a_field_is_only_a_wrong_name() -> None:
    with pytest.raises(UserError) as caught:
        value_of("__import__('os').system('true')", month())
    assert caught.value.code.startswith("field.unknown")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("qua han", "tre"),
        ("QUÁ HẠN ty le", "tre|tỷ lệ"),
        ("qua han thang 7", "tre.tháng trước"),
        ("hoan thanh cung ky", "xong.cùng kỳ"),
        ("xong luy ke", "xong.luỹ kế"),
        ("xong|ty", "xong|tỷ lệ"),
        ("bảng|nhiem", "bảng|viec"),
        ("cuoc hop chu thich", "cuộc họp|chú thích"),
        ("ky luy ke", "kỳ luỹ kế"),
        ("chinh phu tu ngay", "cp.từ"),
    ],
)
def test_fields_are_found_by_folded_words(august: MonthData, query: str, name: str) -> None:
    assert search_fields(august, query, limit=5)[0].name == name


def test_plain_figures_with_a_value_come_first() -> None:
    data = month(values=amounts(tong=5, xong=3))
    assert [offer.name for offer in search_fields(data, "", limit=3)] == ["tong", "xong", "tre"]
    assert search_fields(data, "thành")[0].name == "xong"


def test_offers_show_their_present_value(august: MonthData) -> None:
    found = {offer.hint: offer.value for offer in search_fields(august, "qua han")}
    assert found["tháng 8"] == "106"
    assert found["tháng 7"] == "79"
    assert found["cùng kỳ 2021"] == "52"
    assert found["tỷ lệ"] == "26,8%"


def test_every_offer_is_a_field_that_works(august: MonthData) -> None:
    offers = search_fields(august, "", limit=1000)
    assert len({offer.name for offer in offers}) == len(offers)
    for offer in offers:
        assert value_of(offer.source, august) == offer.value or offer.value == ""


def test_nothing_is_found_for_words_that_no_field_has(august: MonthData) -> None:
    assert search_fields(august, "thuế nhập khẩu ô tô") == []
