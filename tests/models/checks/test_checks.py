"""Each rule finds its fault in a month that is otherwise right, and keeps quiet when it is mended."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.checks import check_month
from models.checks.finding import Finding
from models.entities import Month, MonthData, Office, Paragraph, Period, Place, PreviousMonth, Value, Window
from models.report.compose import compose
from tests.models.checks.months import (
    AUGUST,
    WINDOW,
    doc,
    meeting,
    month_data,
    task,
    typed,
    with_figures,
    without,
)

JULY = AUGUST.previous


def codes(data: MonthData, **more: Any) -> list[str]:
    return [finding.code for finding in check_month(data, **more)]


def the(data: MonthData, code: str) -> Finding:
    """The one finding of that code."""
    (finding,) = [finding for finding in check_month(data) if finding.code == code]
    return finding


def test_the_right_month_has_only_its_remainder() -> None:
    (finding,) = check_month(month_data())
    assert (finding.severity, finding.code, finding.place) == (
        "hint",
        "parts.remainder",
        Place("figure", "di"),
    )
    assert finding.params == {
        "label": "Văn bản đi",
        "what": "văn bản đi",
        "rest": "559",
        "sum": "480",
        "total": "1.039",
    }


# -- arithmetic


def test_parts_above_their_total() -> None:
    finding = the(month_data({"ub_dang": 31}), "parts.above_total")
    assert (finding.severity, finding.place) == ("error", Place("figure", "ub_tong"))
    assert (finding.params["sum"], finding.params["total"], finding.params["rest"]) == ("396", "395", "1")


def test_parts_that_must_be_complete() -> None:
    assert the(month_data({"ub_dang": 29}), "parts.below_total").severity == "error"
    assert "parts.below_total" not in codes(without(month_data(), "ub_dang"))  # still being entered


def test_no_remainder_while_parts_are_missing_or_nothing_is_left() -> None:
    assert "parts.remainder" not in codes(without(month_data(), "cv"))
    assert codes(month_data({"tb": 559})) == []


def test_a_figure_above_its_limit() -> None:
    finding = the(month_data({"thay_mat": 1040}), "limit.above")
    assert (finding.severity, finding.params["amount"], finding.params["limit"]) == (
        "error",
        "1.040",
        "1.039",
    )
    assert "limit.above" not in codes(month_data({"thay_mat": 1039}))


def test_a_share_above_the_whole() -> None:
    due = task("ub_den_han", "Đến hạn", "ub", "den_han", at_most="ub_tong", required=False)
    done = replace(month_data().catalogue.figure("ub_xong"), share_of="ub_den_han")
    catalogue = with_figures(done, due)
    finding = the(month_data({"ub_den_han": 200}, catalogue=catalogue), "share.above_whole")
    assert (finding.severity, finding.place) == ("error", Place("figure", "ub_xong"))
    assert (finding.params["amount"], finding.params["whole"], finding.params["whole_label"]) == (
        "259",
        "200",
        "đến hạn",
    )
    assert "share.above_whole" not in codes(month_data({"ub_den_han": 259}, catalogue=catalogue))


def test_one_finding_says_that_a_part_is_above_its_whole() -> None:
    """The share is of the part's whole, or of the limit, and that has its own rule."""
    assert codes(month_data({"ub_xong": 500}))[:1] == ["parts.above_total"]
    signed = doc("thay_mat", "Ký thay mặt", at_most="di", share_of="di")
    found = codes(month_data({"ub_xong": 500, "thay_mat": 2000}, catalogue=with_figures(signed)))
    assert {"parts.above_total", "limit.above"} <= set(found) and "share.above_whole" not in found


def test_a_part_that_is_also_limited_by_its_whole_is_told_once() -> None:
    part = doc("qd", "Quyết định", parent="di", share_of="di", at_most="di")
    found = codes(month_data({"qd": 2000}, catalogue=with_figures(part)))
    assert "parts.above_total" in found and "limit.above" not in found


def test_a_broken_formula_is_named_and_the_other_rules_run() -> None:
    broken = doc("khac", "Văn bản khác", parent="di", source="computed", formula="di - khac")
    data = month_data({"thay_mat": 1040}, catalogue=with_figures(broken))
    assert codes(data)[:2] == ["formula.broken", "limit.above"]  # in the sheet's order of rows


# -- cumulatives


def test_a_month_above_its_cumulative() -> None:
    finding = the(month_data({"ub_lk_qua_han": 105, "ub_lk_xong": 2276}), "cumulative.below_month")
    assert (finding.severity, finding.place.code) == ("error", "ub_lk_qua_han")


def test_last_cumulative_and_month_make_the_cumulative() -> None:
    right = month_data(history={JULY: typed({"ub_lk_tong": 2113})})
    assert "cumulative.sum" not in codes(right)
    finding = the(month_data(history={JULY: typed({"ub_lk_tong": 2100})}), "cumulative.sum")
    assert (finding.severity, finding.params["last"], finding.params["expected"]) == (
        "error",
        "2.100",
        "2.495",
    )
    assert finding.repair.action == "value"
    assert finding.repair.params["amount"] == 2495


def test_a_state_that_tasks_leave_again_need_not_add_up() -> None:
    history = {JULY: typed({"ub_lk_tong": 2113, "ub_lk_qua_han": 550, "ub_lk_dang": 200})}
    assert "cumulative.sum" not in codes(month_data(history=history))


def test_january_begins_anew() -> None:
    month = Month(Period(2023, 1), Window(date(2022, 12, 15), date(2023, 1, 14)), 1, date(2023, 1, 20))
    data = month_data(month=month, history={Period(2022, 12): typed({"ub_lk_tong": 4000})}, meetings=())
    assert "cumulative.sum" not in codes(data)
    january = [f for f in check_month(data) if f.code == "cumulative.january"]
    assert {f.place.code: f.params["month"] for f in january} == {
        "ub_lk_tong": "395",
        "ub_lk_xong": "259",
        "ub_lk_qua_han": "106",
        "ub_lk_dang": "30",
    }


def test_in_january_last_month_is_named_with_its_year() -> None:
    month = Month(Period(2022, 1), Window(date(2021, 12, 15), date(2022, 1, 14)), 1, date(2022, 1, 20))
    window = Window(date(2021, 12, 15), date(2022, 1, 10))
    data = replace(with_window(*window), month=month, meetings=(), windows={"cp": window})
    data = replace(data, previous=PreviousMonth(Period(2021, 12), {"cp": window}, ()))
    prose = "Trong tháng, tình hình của tỉnh tiếp tục ổn định, các ngành đều hoàn thành nhiệm vụ được giao."
    values = {**data.values, "cp_tong": Value(Decimal(68), "carried")}
    data = replace(data, values=values, paragraphs=(Paragraph(prose, inherited=True),))
    found = {f.code: f.params["month"] for f in check_month(data) if "month" in f.params}
    told = {code: found[code] for code in ("figure.carried", "window.unchanged", "text.unchanged")}
    assert set(told.values()) == {"12/2021"}, told


def good(base: str) -> Any:
    """The catalogue in which that figure's share is of a good state ("đạt 65,6%")."""
    return with_figures(replace(month_data().catalogue.figure(base), share_word="đạt"))


def test_what_is_done_stays_done() -> None:
    history = {JULY: typed({"ub_lk_tong": 2113, "ub_lk_xong": 1780})}
    finding = the(month_data(catalogue=good("ub_xong"), history=history), "cumulative.falls")
    assert (finding.severity, finding.place.code) == ("error", "ub_lk_xong")
    assert finding.params["last"] == "1.780"
    assert "cumulative.falls" not in codes(month_data(history=history)), "any other state may be left again"
    months = {Period(2022, m): typed({"ub_tong": 300, "ub_xong": 255}) for m in range(1, 8)}
    added = the(month_data(catalogue=good("ub_xong"), history=months), "cumulative.falls")
    assert added.params["last"] == "1.785", "where no cumulative was typed, the months are added up"


def test_without_last_months_cumulative_the_months_are_added_up() -> None:
    months = {Period(2022, m): typed({"ub_tong": 300}) for m in range(1, 8)}
    finding = the(month_data(history=months), "cumulative.sum")
    assert (finding.params["last"], finding.params["expected"]) == ("2.100", "2.495")
    months[Period(2022, 5)] = typed({"ub_tong": 1, "ub_lk_tong": 1500})
    del months[Period(2022, 3)]
    assert the(month_data(history=months), "cumulative.sum").params["last"] == "2.100", "May's goes on"
    months[Period(2022, 5)] = typed({"ub_tong": 300})
    assert "cumulative.sum" not in codes(month_data(history=months)), "one of them is not known"


# -- windows


def with_window(start: date, end: date, **more: Any) -> MonthData:
    return month_data({"cp_tong": 68}, windows={"cp": Window(start, end)}, **more)


def test_the_stale_window_of_the_reference() -> None:
    data = with_window(date(2021, 1, 1), date(2022, 3, 20))
    stale = the(data, "window.stale")
    assert (stale.severity, stale.place, stale.repair.action) == ("warning", Place("row", "cp"), "window")
    assert (stale.params["months"], stale.params["window"]) == (5, "01/01/2021 – 20/3/2022")
    assert the(data, "window.spans_years").params["first"] == 2021


def test_a_window_from_mid_december_is_one_year() -> None:
    found = codes(with_window(date(2021, 12, 15), date(2022, 8, 14)))
    assert not [code for code in found if code.startswith("window.")]


def test_a_window_as_last_month() -> None:
    window = Window(date(2022, 1, 1), date(2022, 7, 20))
    data = with_window(*window, previous=PreviousMonth(JULY, {"cp": window}, ()))
    assert the(data, "window.unchanged").params["month"] == "7"


def test_windows_reversed_or_missing() -> None:
    assert the(with_window(date(2022, 8, 2), date(2022, 8, 1)), "window.reversed").severity == "error"
    assert the(month_data({"cp_tong": 68}), "window.missing").severity == "warning"
    assert "window.missing" not in codes(month_data())
    month = Month(AUGUST, Window(WINDOW.end, WINDOW.start), 1, date(2022, 8, 29))
    assert the(month_data(month=month), "month.window_reversed").severity == "error"
    june = Month(AUGUST, Window(date(2022, 6, 1), date(2022, 6, 30)), 1, date(2022, 8, 29))
    assert "month.window_elsewhere" in codes(month_data(month=june))
    september = Month(AUGUST, Window(date(2022, 9, 1), date(2022, 9, 30)), 1, date(2022, 8, 29))
    assert "month.window_elsewhere" in codes(month_data(month=september))
    for last, told in ((date(2022, 8, 28), False), (date(2022, 8, 29), True)):
        long = Month(AUGUST, Window(date(2022, 7, 15), last), 1, date(2022, 8, 29))
        assert ("month.window_long" in codes(month_data(month=long))) is told, last


def test_a_window_that_ends_within_the_month_s_is_not_stale() -> None:
    assert "window.stale" not in codes(with_window(date(2022, 1, 1), WINDOW.start))
    assert the(with_window(date(2022, 1, 1), date(2022, 7, 14)), "window.stale").params["months"] == 1


def test_a_stale_window_is_a_month_old_at_least() -> None:
    month = Month(AUGUST, Window(date(2022, 8, 10), date(2022, 8, 31)), 1, date(2022, 8, 29))
    data = with_window(date(2022, 1, 1), date(2022, 8, 5), month=month)
    assert the(data, "window.stale").params["months"] == 1


def test_a_window_ahead_of_its_month() -> None:
    data = with_window(date(2022, 9, 1), date(2022, 9, 30))
    assert the(data, "window.ahead").place == Place("row", "cp")
    assert "window.ahead" not in codes(with_window(date(2022, 8, 31), date(2022, 9, 30)))


# -- missing


def test_every_blank_figure_is_a_finding_of_its_own() -> None:
    data = without(month_data(), "di", "qd", "tb")
    found = [finding for finding in check_month(data) if finding.code == "figure.missing"]
    assert [finding.place.code for finding in found] == ["di", "qd"]
    assert {finding.severity for finding in found} == {"warning"}


def test_a_printed_figure_without_a_value_is_one_error_at_its_cell() -> None:
    data = without(month_data(), "di", "qd", "tb")
    texts = ("Ban hành {{di}} văn bản, {{qd}} quyết định.", "Trong {{di}} văn bản có {{qd|tỷ lệ}}.")
    data = replace(data, paragraphs=tuple(Paragraph(text) for text in texts))
    found = [f for f in check_month(data, compose(data)) if f.code in ("field.no_value", "figure.missing")]
    assert [(f.code, f.severity, f.place, f.repair.code) for f in found] == [
        ("field.no_value", "error", Place("figure", "di"), "figure.enter"),
        ("field.no_value", "error", Place("figure", "qd"), "figure.enter"),
    ]


def test_a_computed_figure_without_a_value_points_to_its_blank_term() -> None:
    data = without(month_data(), "di")
    text = "Còn {{khac}} văn bản khác; tháng trước {{qd.tháng trước}}."
    data = replace(data, paragraphs=(Paragraph(text),))
    found = [f for f in check_month(data, compose(data)) if f.code == "field.no_value"]
    # What last month did not enter is mended in the text, not in this month's cell.
    assert [f.place.kind for f in found] == ["figure", "paragraph"]
    assert found[0].place.code == "di"


def test_overdue_without_a_cause() -> None:
    finding = the(month_data(notes={"ub_qua_han": " "}), "cause.missing_cumulative")
    assert (finding.severity, finding.repair.action) == ("warning", "note")
    shown = (finding.params["amount"], finding.params["what"], finding.params["cumulative"])
    assert shown == ("106", "nhiệm vụ quá hạn", "602")
    none_overdue = month_data({"ub_qua_han": 0, "ub_tong": 289}, notes={})
    assert the(none_overdue, "cause.missing").place.code == "ub_lk_qua_han"


def test_number_and_date_of_the_report() -> None:
    assert {"month.no_number", "month.no_date"} <= set(codes(month_data(month=Month(AUGUST, WINDOW))))
    late = Month(AUGUST, WINDOW, 1, date(2022, 10, 1))
    assert "month.date_elsewhere" in codes(month_data(month=late))
    early = Month(AUGUST, WINDOW, 1, date(2022, 7, 29))
    assert "month.date_elsewhere" in codes(month_data(month=early))
    september = Month(AUGUST, WINDOW, 1, date(2022, 9, 5))
    assert "month.date_elsewhere" not in codes(month_data(month=september))


def test_a_blank_office_and_text() -> None:
    found = check_month(month_data(office=Office(), paragraphs=(Paragraph(" "),)))
    named = {finding.place.code for finding in found if finding.place.kind == "office"}
    assert named == set(
        ["superior", "issuer", "place", "symbol", "subject", "signature", "signer", "recipients"]
    )
    assert "narrative.empty" in {finding.code for finding in found}


def test_a_carried_figure_waits_for_confirmation() -> None:
    data = month_data(windows={"cp": Window(date(2022, 1, 1), date(2022, 8, 10))})
    data = replace(data, values={**data.values, "cp_tong": Value(Decimal(68), "carried")})
    finding = the(data, "figure.carried")
    assert (finding.severity, finding.repair.action, finding.params["month"]) == ("hint", "value", "7")


@dataclass(frozen=True)
class Problem:
    code: str
    place: Place
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Composed:
    problems: tuple[Problem, ...]
    fields: tuple[()] = ()


def test_what_cannot_be_composed_is_an_error() -> None:
    place = Place("paragraph", id=0, span=(3, 9))
    first = check_month(month_data(), Composed((Problem("field.unknown", place, {"name": "x"}),)))[0]
    assert (first.severity, first.code, first.place, first.params) == (
        "error",
        "field.unknown",
        place,
        {"name": "x"},
    )


# -- meetings


def test_planned_outside_reversed_and_future_meetings() -> None:
    def found(**more: Any) -> list[str]:
        day = more.pop("day", date(2022, 8, 3))
        data = month_data(meetings=(meeting("Họp về quy hoạch", day, **more),))
        return [code for code in codes(data, today=date(2022, 8, 5)) if code.startswith("meeting.")]

    assert found() == []
    assert found(state="planned") == ["meeting.planned"]
    assert found(state="cancelled", day=date(2022, 9, 1)) == []
    assert found(day=date(2022, 7, 14)) == ["meeting.outside"]
    assert found(day=date(2022, 7, 14), end=date(2022, 7, 15)) == []
    assert found(day=date(2022, 7, 10), end=date(2022, 8, 20)) == [], "it goes on through the whole window"
    assert found(end=date(2022, 8, 2)) == ["meeting.reversed"]
    assert found(day=date(2022, 8, 6)) == ["meeting.future"]


@pytest.mark.parametrize(
    ("one", "other", "days", "twice"),
    [
        (
            "Làm việc với Đoàn chuyên gia của UNESCO",
            "Dự họp với Đoàn chuyên gia UNESCO tại Nguyên Bình",
            5,
            True,
        ),
        ("Họp về thu ngân sách", "Họp về thu ngân sách", 0, True),
        ("Họp lãnh đạo UBND tỉnh", "Họp lãnh đạo UBND tỉnh", 7, False),
        ("Họp lãnh đạo UBND tỉnh lần 1", "Họp lãnh đạo UBND tỉnh lần 2", 0, False),
        ("Làm việc với Đoàn chuyên gia của UNESCO", "Tiếp xã giao Đoàn chuyên gia nước ngoài", 0, False),
    ],
)
def test_near_duplicates(one: str, other: str, days: int, twice: bool) -> None:
    meetings = (meeting(one, date(2022, 8, 2)), meeting(other, date(2022, 8, 2 + days), id=2))
    assert ("meeting.twice" in codes(month_data(meetings=meetings))) is twice


# -- jumps


@pytest.mark.parametrize(("amount", "code"), [(2100, "jump.above"), (480, "jump.below"), (1900, None)])
def test_a_jump_against_the_last_twelve_months(amount: int, code: str | None) -> None:
    history = {AUGUST.shifted(-back): typed({"di": 1000}) for back in range(1, 7)}
    found = [
        c for c in codes(month_data({"di": amount, "thay_mat": 1}, history=history)) if c.startswith("jump")
    ]
    assert found == ([code] if code else [])


# -- the text as typed


def text_findings(text: str, inherited: bool = False) -> list[Finding]:
    found = check_month(month_data(paragraphs=(Paragraph(text, inherited),)))
    return [finding for finding in found if finding.code.startswith("text.")]


@pytest.mark.parametrize(
    "text", ["có {{ub_dang}} nhiệm vụ (chiếm 14,15%).", "có 30 nhiệm vụ đang thực hiện (chiếm 14,15%)."]
)
def test_a_share_typed_by_hand_against_the_figures(text: str) -> None:
    (finding,) = text_findings(text)
    assert (finding.severity, finding.code) == ("error", "text.share_by_hand")
    assert finding.params == {"typed": "14,15%", "part": "30", "whole": "395", "right": "7,6%"}
    assert finding.place.span is not None
    start, end = finding.place.span
    assert text[start:end] == "14,15%"
    mended = text[:start] + str(finding.repair.params["text"]) + text[end:]
    assert mended.endswith("(chiếm {{ub_dang|tỷ lệ}}).")
    assert text_findings(mended) == []


@pytest.mark.parametrize(
    "text",
    [
        "có {{ub_dang}} nhiệm vụ (chiếm 7,6%).",
        "tăng 15,8% so với cùng kỳ",
        "{{ub_dang}} nhiệm vụ. Sản xuất tăng 15,8%",
        "ngày 27 tháng 7 năm 2014",
        "tháng 7 năm 2014",
        "trong tháng 8",
        "kinh tế - xã hội, 38/2021/QĐ-UBND",
        "175 quyết định",
    ],
)
def test_text_with_nothing_wrong(text: str) -> None:
    assert text_findings(text) == []


@pytest.mark.parametrize(
    ("text", "code", "typed_text"),
    [
        ("ban hành 1.040 văn bản đi.", "text.number_by_hand", "1.040"),
        ("Trong tháng 7 năm 2022, tỉnh", "text.month_by_hand", "tháng 7 năm 2022"),
        ("tháng 7/2022", "text.month_by_hand", "tháng 7/2022"),
        ("trong 7 tháng đầu năm 2022, tỉnh", "text.month_by_hand", "7 tháng đầu năm 2022"),
        ("trong 7 tháng năm 2022, tỉnh", "text.month_by_hand", "7 tháng năm 2022"),
        ("có 260 nhiệm vụ đã hoàn thành.", "text.number_by_hand", "260"),
        ("phát triển kinh tế- xã hội", "text.spacing", "tế- xã"),
        ("4,5 người/ ngày", "text.spacing", "người/ ngày"),
    ],
)
def test_other_slips_of_the_hand(text: str, code: str, typed_text: str) -> None:
    (finding,) = text_findings(text)
    assert (finding.code, finding.params["typed"]) == (code, typed_text)
    assert finding.severity != "error"


def test_text_in_an_old_encoding_can_be_converted() -> None:
    (finding,) = text_findings("Céng hßa x· héi chñ nghÜa ViÖt Nam")
    assert finding.repair.params["text"] == "Cộng hòa xã hội chủ nghĩa Việt Nam"


def test_prose_that_nobody_touched() -> None:
    prose = "Trong tháng, tình hình của tỉnh tiếp tục ổn định, các ngành đều hoàn thành nhiệm vụ được giao."
    assert [f.code for f in text_findings(prose, inherited=True)] == ["text.unchanged"]
    assert text_findings(prose) == []
    assert text_findings("# " + prose, inherited=True) == []


# -- all together


def test_order_is_error_warning_hint_then_page() -> None:
    data = without(month_data({"thay_mat": 2000, "ub_dang": 31}, notes={}), "lanh_dao")
    found = check_month(
        replace(data, meetings=(meeting("Họp", state="planned"),), month=Month(AUGUST, WINDOW))
    )
    assert [finding.code for finding in found] == [
        *("limit.above", "parts.above_total"),
        *("meeting.planned", "cause.missing_cumulative", "month.no_date"),
        *("parts.remainder", "month.no_number"),
    ]


def test_a_reason_settles_warnings_and_hints_never_errors() -> None:
    data = month_data({"ub_dang": 31}, notes={})
    settled = replace(data, settled={finding.key: "đã rõ" for finding in check_month(data)})
    assert codes(settled) == ["parts.above_total"]
    assert codes(settled, include_settled=True) == codes(data)
    changed = replace(settled, values={**settled.values, **typed({"ub_qua_han": 105, "ub_dang": 30})})
    assert "cause.missing_cumulative" in codes(changed)


def test_an_empty_file_is_checked_too() -> None:
    data = MonthData(Month(AUGUST, WINDOW), Office(), month_data().catalogue)
    found = check_month(data)
    assert {finding.severity for finding in found} == {"warning", "hint"}
    assert [finding.code for finding in found if finding.severity == "hint"] == ["month.no_number"]


def test_the_new_files_example_of_a_province_still_waits_for_its_name() -> None:
    data = MonthData(Month(AUGUST, WINDOW), Office(superior="UBND TỈNH …"), month_data().catalogue)
    assert "office.no_superior" in codes(data)
    assert "office.no_superior" not in codes(replace(data, office=Office(superior="UBND TỈNH CAO BẰNG")))


def test_the_office_s_name_in_sentences_is_asked_for_too() -> None:
    data = MonthData(Month(AUGUST, WINDOW), Office(name="Văn phòng UBND tỉnh …"), month_data().catalogue)
    assert "office.no_name" in codes(data)
    assert "office.no_name" not in codes(replace(data, office=Office(name="Văn phòng UBND tỉnh Cao Bằng")))


def test_finding_params_are_plain() -> None:
    """They go into a key and a sentence: text and whole numbers only."""
    data = month_data({"thay_mat": 2000, "ub_dang": 31}, notes={})
    for finding in check_month(data):
        assert all(isinstance(value, str | int) for value in finding.params.values())
        assert ast.literal_eval(repr(dict(finding.params))) == dict(finding.params)


def test_many_equal_meetings_are_not_told_pair_by_pair() -> None:
    equal = tuple(meeting("Họp về thu ngân sách", id=n) for n in range(1, 101))
    told = [code for code in codes(month_data(meetings=equal)) if code == "meeting.twice"]
    assert 99 <= len(told) <= 300
