"""Numbers typed by hand beside a figure's words, with the default catalogue and the sample's figures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.checks import check_month
from models.checks.finding import Finding
from models.entities import Paragraph, Period
from models.report.compose import compose
from models.sample import month_data, sample_periods

AUGUST = Period(2022, 8)

REPORT = """
Tiếp nhận, xử lý 3.521 văn bản đến; ban hành 1.039 văn bản đi, trong đó có 175 quyết định, 02 chỉ thị.
Ký thay mặt tập thể UBND tỉnh 108 văn bản. Đã tổ chức 04 cuộc họp lãnh đạo UBND tỉnh.
Có 68 nhiệm vụ (trong 54 văn bản) được giao, trong đó có 22/68 nhiệm vụ đã hoàn thành.
Chương trình công tác có tổng số 94 nhiệm vụ; có 25/94 nhiệm vụ đã hoàn thành.
Đã giao 395 nhiệm vụ, có 259 nhiệm vụ đã hoàn thành, 106 nhiệm vụ quá hạn, 30 nhiệm vụ đang thực hiện.
Trong 8 tháng đầu năm 2022 đã giao 2.508 nhiệm vụ, trong đó có 1.779 nhiệm vụ đã hoàn thành.
Giao Sở Nội vụ 15 nhiệm vụ; giao 12 nhiệm vụ cho các huyện; từ 01 đến 20 văn bản mỗi ngày.
Trong tháng 6, UBND tỉnh đã giao 324 nhiệm vụ; so với tháng trước (đã giao 318 nhiệm vụ).
"""


def found(text: str) -> list[Finding]:
    data = replace(month_data(AUGUST), paragraphs=(Paragraph(text),))
    return [f for f in check_month(data) if f.code == "text.number_by_hand"]


@pytest.mark.parametrize(
    ("text", "typed", "code"),
    [
        ("có 260 nhiệm vụ đã hoàn thành", "260", "ub_xong"),
        ("đã hoàn thành 260 nhiệm vụ", "260", "ub_xong"),
        ("có 24 nhiệm vụ đã hoàn thành", "24", "ct_xong"),
        ("đã giao 396 nhiệm vụ cho các cơ quan", "396", "ub_tong"),
        ("đã giao 2.509 nhiệm vụ", "2.509", "ub_lk_tong"),
        ("đã giao 318 nhiệm vụ", "318", "ub_tong"),
        ("có tổng số 95 nhiệm vụ", "95", "ct_tong"),
        ("quá hạn: 107 nhiệm vụ", "107", "ub_qua_han"),
        ("ký thay mặt tập thể UBND tỉnh 109 văn bản", "109", "vb_thay_mat"),
        ("05 cuộc họp lãnh đạo UBND tỉnh", "05", "hop_lanh_dao"),
    ],
)
def test_the_figure_is_found_by_the_words_on_either_side(text: str, typed: str, code: str) -> None:
    """Of several groups' figures of one name the nearest is meant; last month's number is one left over."""
    (finding,) = found(text)
    assert (finding.params["typed"], finding.repair.params["text"]) == (typed, f"{{{{{code}}}}}")


@pytest.mark.parametrize("line", REPORT.strip().splitlines())
def test_a_right_number_and_one_that_counts_something_else_are_left_alone(line: str) -> None:
    assert found(line) == []


@pytest.mark.parametrize("period", sample_periods(), ids=lambda period: period.key)
def test_no_month_of_the_sample_has_a_false_alarm(period: Period) -> None:
    data = month_data(period)
    told = [f.code for f in check_month(data, compose(data)) if f.code.startswith("text.")]
    assert set(told) <= {"text.unchanged"}
