"""The engine of figures: a blank is not a zero, shares show 100, formulas never run in circles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.catalogue import CountRule, SheetRow
from models.entities import Month, Period, PreviousMonth, Value, Window
from models.errors import UserError
from models.figures import FigureBook, balanced_percents, count_meetings, percent, row_label
from models.formulas import check_formula, parse_formula
from tests.models.checks.months import (
    AUGUST,
    CATALOGUE,
    OFFICE,
    WINDOW,
    doc,
    meeting,
    month_data,
    typed,
    with_figures,
    without,
)

JULY = AUGUST.previous


def book(**more: object) -> FigureBook:
    return FigureBook(month_data(**more))  # type: ignore[arg-type]


# -- amounts


def test_a_blank_is_not_a_zero() -> None:
    assert FigureBook(without(month_data(), "qd")).amount("qd") is None
    assert book(amounts={"qd": 0}).amount("qd") == 0


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(UserError) as refused:
        book().amount("x")
    assert (refused.value.code, refused.value.params) == ("figure.unknown", {"code": "x"})


def test_a_formula_leaves_out_blank_optional_figures() -> None:
    assert book().amount("khac") == 1039 - 175 - 305
    assert book(amounts={"tb": 6}).amount("khac") == 553


def test_a_formula_with_a_blank_required_figure_is_unknown() -> None:
    assert FigureBook(without(month_data(), "cv")).amount("khac") is None


def test_a_formula_of_blanks_only_is_blank() -> None:
    catalogue = with_figures(doc("tong", "Tổng", source="computed", formula="tb"))
    assert book(catalogue=catalogue).amount("tong") is None


def test_only_held_meetings_of_the_kind_are_counted() -> None:
    meetings = (
        meeting("Một"),
        meeting("Hai", state="planned"),
        meeting("Ba", state="cancelled"),
        replace(meeting("Bốn", form="online"), kind="khac"),
    )
    assert count_meetings(meetings, CountRule()) == 2
    assert count_meetings(meetings, CountRule(kinds=("ld",))) == 1
    assert count_meetings(meetings, CountRule(forms=("online", "both"))) == 1
    assert count_meetings(meetings, CountRule(roles=("attended",))) == 0
    assert book(meetings=meetings).amount("lanh_dao") == 1


def test_without_any_meeting_the_count_is_unknown_or_as_stored() -> None:
    assert book(meetings=()).amount("lanh_dao") is None
    assert book(meetings=(), amounts={"lanh_dao": 4}).amount("lanh_dao") == 4


# -- formulas


@pytest.mark.parametrize(
    ("formula", "terms"),
    [
        ("a", ((1, "a"),)),
        ("a + b - c", ((1, "a"), (1, "b"), (-1, "c"))),
        ("-a+b−c", ((-1, "a"), (1, "b"), (-1, "c"))),
    ],
)
def test_formulas_are_read(formula: str, terms: tuple[tuple[int, str], ...]) -> None:
    assert parse_formula(formula) == terms


@pytest.mark.parametrize(
    "formula", ["", "a b", "a +", "a * b", "2 + a", "a + + b", "a()", "__import__('os')", "a;b"]
)
def test_anything_but_sums_of_codes_is_refused(formula: str) -> None:
    with pytest.raises(UserError, match=r"formula\.unreadable"):
        parse_formula(formula)


def test_a_circle_of_formulas_is_refused_by_name() -> None:
    one = doc("mot", "Một", source="computed", formula="hai")
    two = doc("hai", "Hai", source="computed", formula="di - mot")
    catalogue = with_figures(one, two)
    with pytest.raises(UserError) as refused:
        book(catalogue=catalogue).amount("mot")
    assert refused.value.code == "figure.cycle"
    assert refused.value.params["path"] == "Một → Hai → Một"
    with pytest.raises(UserError, match=r"figure\.cycle"):
        check_formula(catalogue, two)
    with pytest.raises(UserError, match=r"formula\.unknown"):
        check_formula(CATALOGUE, doc("ba", "Ba", source="computed", formula="di - khong_co"))


def test_a_broken_formula_leaves_its_cell_empty() -> None:
    catalogue = with_figures(doc("khac", "Khác", source="computed", formula="khac"))
    cell = book(catalogue=catalogue).cell("vb", "khac", "thang")
    assert (cell.text, cell.state) == ("", "computed")


def test_a_long_chain_of_formulas_is_computed() -> None:
    chain = [
        doc(f"f{i}", f"F{i}", source="computed", formula=f"f{i + 1} + f{i + 1}" if i < 30 else "di")
        for i in range(31)
    ]
    assert book(catalogue=with_figures(*chain)).amount("f0") == 1039 * 2**30


# -- shares


def test_the_shares_of_the_reference_report() -> None:
    figures = book()
    shares = [str(figures.share(f"ub_{state}")) for state in ("xong", "qua_han", "dang")]
    assert shares == ["65.6", "26.8", "7.6"]
    shares = [str(figures.share(f"ub_lk_{state}")) for state in ("xong", "qua_han", "dang")]
    assert shares == ["70.9", "24.0", "5.1"]


def test_shares_are_balanced_to_100_where_the_parts_are_the_whole() -> None:
    thirds = {"ub_tong": 3, "ub_xong": 1, "ub_qua_han": 1, "ub_dang": 1}
    states = ("ub_xong", "ub_qua_han", "ub_dang")
    balanced = [book(amounts=thirds).share(code) for code in states]
    assert balanced == [Decimal("33.4"), Decimal("33.3"), Decimal("33.3")]
    plain = book(amounts=thirds, office=replace(OFFICE, balance_shares=False))
    assert [plain.share(code) for code in states] == [Decimal("33.3")] * 3


def test_shares_of_parts_that_do_not_make_the_whole_are_plain() -> None:
    figures = book(amounts={"ub_tong": 7, "ub_xong": 1, "ub_qua_han": 1, "ub_dang": 1})
    assert {figures.share(code) for code in ("ub_xong", "ub_qua_han", "ub_dang")} == {Decimal("14.3")}


def test_there_is_no_share_of_nothing() -> None:
    assert book(amounts={"ub_tong": 0, "ub_xong": 0}).share("ub_xong") is None
    assert FigureBook(without(month_data(), "ub_tong")).share("ub_xong") is None
    assert FigureBook(without(month_data(), "ub_xong")).share("ub_xong") is None
    assert book().share("di") is None


def test_a_share_is_rounded_half_up() -> None:
    assert percent(Decimal(1), Decimal(8), 0) == 13
    assert percent(Decimal(1), Decimal(2000), 1) == Decimal("0.1")
    assert percent(Decimal("-1"), Decimal(8), 0) == -13


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=12), st.integers(0, 3))
def test_balanced_shares_show_100_and_stay_within_a_unit(parts: list[int], decimals: int) -> None:
    whole = sum(parts)
    assume(whole)
    shares = balanced_percents([Decimal(part) for part in parts], Decimal(whole), decimals)
    assert sum(shares) == 100
    unit = Decimal(1).scaleb(-decimals)
    for part, share in zip(parts, shares, strict=True):
        assert abs(share * whole - part * 100) < unit * whole
        assert part or not share


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=8))
def test_balancing_changes_nothing_that_already_shows_100(parts: list[int]) -> None:
    whole = sum(parts)
    assume(whole)
    plain = [percent(Decimal(part), Decimal(whole), 1) for part in parts]
    assume(sum(plain) == 100 and not any(2000 * part % (2 * whole) == whole for part in parts))
    assert balanced_percents([Decimal(part) for part in parts], Decimal(whole), 1) == plain


# -- comparisons


def months_of(code: str, amounts: list[int], last: Period = JULY) -> dict[Period, dict[str, Value]]:
    """A history that ends with `last`."""
    return {last.shifted(-i): typed({code: amount}) for i, amount in enumerate(reversed(amounts))}


def test_previous_same_period_and_change() -> None:
    history = {**months_of("di", [900]), **months_of("di", [800], AUGUST.same_last_year)}
    figures = book(history=history)
    assert (figures.previous("di"), figures.same_period("di"), figures.change("di")) == (900, 800, 139)
    assert book().change("di") is None


def test_a_cumulative_is_the_sum_only_when_every_month_is_known() -> None:
    assert book(history=months_of("di", [1, 2, 3, 4, 5, 6, 7])).cumulative("di") == 28 + 1039
    assert book(history=months_of("di", [2, 3, 4, 5, 6, 7])).cumulative("di") is None
    assert book(history=months_of("di", [1, 2, 3, 4, 5, 6, 7])).cumulative("di", JULY) == 28


def test_december_s_cumulative_is_the_whole_year() -> None:
    december = replace(month_data().month, period=Period(2022, 12))
    months = months_of("di", list(range(1, 12)), last=Period(2022, 11))
    assert book(month=december, history=months).cumulative("di") == 66 + 1039


def test_a_typed_cumulative_is_taken_as_typed() -> None:
    assert book().cumulative("ub_tong") == 2508
    assert FigureBook(without(month_data(), "ub_lk_tong")).cumulative("ub_tong") is None
    assert book().cumulative("qd") is None  # does not accumulate


def test_january_is_its_own_cumulative() -> None:
    january = Month(Period(2023, 1), Window(date(2022, 12, 15), date(2023, 1, 14)))
    assert book(month=january, history=months_of("di", [5] * 12)).cumulative("di") == 1039


def test_history_ends_with_this_month() -> None:
    history = book(history=months_of("di", [7])).history("di", 3)
    assert history == [(Period(2022, 6), None), (JULY, 7), (AUGUST, 1039)]


def test_the_remainder_of_a_whole() -> None:
    assert book().remainder("di") == 559
    assert FigureBook(without(month_data(), "qd", "cv")).remainder("di") is None
    assert FigureBook(without(month_data(), "di")).remainder("di") is None


def test_missing_are_the_required_blanks_that_can_be_entered() -> None:
    assert book().missing() == ()
    assert FigureBook(without(month_data(), "di", "ub_dang", "tb")).missing() == ("di", "ub_dang")
    assert book(meetings=()).missing() == ("lanh_dao",)


# -- sheets


@pytest.mark.parametrize(
    ("where", "text", "state"),
    [
        (("vb", "di", "thang"), "1.039", "typed"),
        (("vb", "di", "tl"), "", "unused"),
        (("vb", "di", "truoc"), "900", "computed"),
        (("vb", "di", "cung_ky"), "", "computed"),
        (("vb", "di", "luy_ke"), "", "computed"),
        (("vb", "qd", "tl"), "16,8%", "computed"),
        (("vb", "qd", "luy_ke"), "", "unused"),
        (("vb", "tb", "thang"), "", "blank"),
        (("vb", "khac", "thang"), "559", "computed"),
        (("nv", "ub", "luy_ke"), "1.779", "computed"),
        (("nv", "ub_truoc", "tong"), "2.113", "computed"),
        (("nv", "ub_truoc", "xong_tl"), "71,9%", "computed"),
        (("nv", "cp", "tong"), "68", "carried"),
        (("nv", "cp", "xong"), "", "unused"),
        (("nv", "x", "xong"), "", "unused"),
        (("hop", "lanh_dao", "so"), "1", "counted"),
    ],
)
def test_cells(where: tuple[str, str, str], text: str, state: str) -> None:
    data = month_data(history={JULY: typed({"di": 900, "ub_lk_tong": 2113, "ub_lk_xong": 1520})})
    data = replace(data, values={**data.values, "cp_tong": Value(Decimal(68), "carried")})
    cell = FigureBook(data).cell(*where)
    assert (cell.text, cell.state) == (text, state)
    assert (cell.figure is None) == (state == "unused")


@pytest.mark.parametrize(
    ("period", "label", "shown"),
    [
        (AUGUST, "Tháng {tháng}, trước {tháng trước}", "Tháng 8, trước 7"),
        (AUGUST, "Giao {luỹ kế}", "Giao 8 tháng"),
        (Period(2022, 12), "Giao {luỹ kế}", "Giao năm 2022"),
        (Period(2022, 1), "Giao {luỹ kế}, trước {tháng trước}", "Giao tháng 1, trước 12/2021"),
        (AUGUST, "Năm {năm} {x}", "Năm 2022 {x}"),
    ],
)
def test_row_labels(period: Period, label: str, shown: str) -> None:
    assert row_label(SheetRow("r", "nv", label, 0), period) == shown


def test_row_windows() -> None:
    own, before = Window(date(2021, 1, 1), date(2022, 3, 20)), Window(date(2021, 1, 1), date(2022, 2, 20))
    figures = book(windows={"cp": own}, previous=PreviousMonth(JULY, {"cp": before}, ()))
    rows = {row.code: row for row in CATALOGUE.rows}
    assert figures.row_window(rows["di"]) is None
    assert figures.row_window(rows["ub"]) == WINDOW
    assert figures.row_window(rows["cp"]) == own
    assert figures.row_window(rows["ub_lk"]) == Window(date(2021, 12, 15), WINDOW.end)
    assert figures.row_window(rows["ub_truoc"]) == Window(date(2021, 12, 15), date(2022, 7, 14))
    shown_again = SheetRow("cp_truoc", "nv", "", 9, previous_of="cp")
    assert figures.row_window(shown_again) == before
    assert book().row_window(rows["cp"]) is None


def test_january_has_no_cumulative_before_it() -> None:
    """In January the row of last month's cumulative would show last year's."""
    january = Month(Period(2022, 1), Window(date(2021, 12, 15), date(2022, 1, 14)))
    values = {Period(2021, 12): typed({"ub_lk_tong": 3036})}
    figures = book(month=january, history=values)
    rows = {row.code: row for row in CATALOGUE.rows}
    assert figures.cell("nv", "ub_truoc", "tong").state == "unused"
    assert figures.row_window(rows["ub_truoc"]) is None


def test_a_chain_of_thousands_of_formulas() -> None:
    chain = [
        replace(doc(f"c{n}", f"Bước {n}"), source="computed", formula=f"c{n + 1}", required=False)
        for n in range(4000)
    ]
    catalogue = with_figures(*chain, doc("c4000", "Cuối"))
    long = FigureBook(replace(month_data(), catalogue=catalogue, values=typed({"c4000": 7})))
    assert long.amount("c0") == 7


def test_a_cycle_is_named_with_its_way_back() -> None:
    figures = [
        replace(doc(code, label), source="computed", formula=formula)
        for code, label, formula in (("x", "X", "y"), ("y", "Y", "z"), ("z", "Z", "y"))
    ]
    with pytest.raises(UserError) as caught:
        check_formula(with_figures(*figures), figures[0])
    assert caught.value.code == "figure.cycle"
    assert caught.value.params["path"] == "Y → Z → Y"
