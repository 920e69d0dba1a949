"""The sample year: August 2022's real figures, invented months before, the report that comes of it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from models.checks import check_month
from models.defaults import default_catalogue, default_narrative, default_office
from models.entities import Paragraph, Period, Place
from models.exchange import read_month_file, write_month_file
from models.figures import FigureBook
from models.report.compose import compose, plain_text
from models.report.document import Paragraph as Printed
from models.report.document import Run
from models.sample import fill, month_data, sample_months, sample_office, sample_periods, sample_year
from models.session import Session

AUGUST = Period(2022, 8)
GOLDEN = Path(__file__).parents[1] / "golden"


def test_the_sample_says_what_is_invented() -> None:
    assert "bịa" in sample_year().note and "invented" in sample_year().note
    assert sample_office().signer == "Nguyễn Văn A"


def test_the_sample_is_thirteen_months_ending_in_august() -> None:
    assert sample_periods() == tuple(Period(2021, 8).shifted(i) for i in range(13))


@pytest.mark.parametrize(
    ("code", "amount"),
    [
        ("vb_den", "3521"), ("vb_di", "1039"), ("vb_qd", "175"), ("vb_cv", "305"), ("vb_ct", "2"),
        ("vb_cd", "1"), ("vb_thay_mat", "108"), ("vb_khac", "556"),
        ("cp_tong", "68"), ("cp_van_ban", "54"), ("cp_xong", "22"), ("cp_dang", "46"),
        ("ct_tong", "94"), ("ct_xong", "25"), ("ct_dang", "69"),
        ("ub_tong", "395"), ("ub_xong", "259"), ("ub_qua_han", "106"), ("ub_dang", "30"),
        ("ub_lk_tong", "2508"), ("ub_lk_xong", "1779"), ("ub_lk_qua_han", "602"), ("ub_lk_dang", "127"),
        ("kt_cn_tang", "15.8"), ("kt_iip_tang", "15.42"), ("kt_du_lich_tang", "91.5"),
        ("kt_ban_le", "5349.64"), ("kt_ban_le_tang", "10.68"),
        ("kt_xnk", "566.82"), ("kt_xnk_tang", "30"), ("kt_xnk_kh", "90"),
        ("kt_thu", "2880087"), ("kt_thu_dt_tw", "171"), ("kt_thu_dt_hdnd", "143"), ("kt_thu_tang", "200"),
        ("ca_mac", "4.5"),
        ("hop", "36"), ("hop_lanh_dao", "4"), ("hop_thuong_ky", "1"), ("hop_co_so", "6"),
    ],
)  # fmt: skip
def test_august_has_the_references_figures(code: str, amount: str) -> None:
    assert FigureBook(month_data(AUGUST)).amount(code) == Decimal(amount)


def test_july_is_the_references_eight_months_less_august() -> None:
    july = FigureBook(month_data(AUGUST.previous))
    codes = ("ub_lk_tong", "ub_lk_xong", "ub_lk_qua_han", "ub_lk_dang", "ca_mac")
    assert [str(july.amount(code)) for code in codes] == ["2113", "1520", "496", "97", "6.2"]


@pytest.mark.parametrize("period", sample_periods(), ids=lambda period: period.key)
def test_every_sample_month_adds_up(period: Period) -> None:
    book = FigureBook(month_data(period))
    for group in ("cp", "ct", "ub", "ub_lk"):
        assert book.remainder(f"{group}_tong") == 0
    if period.year == 2022:
        for column in ("tong", "xong", "qua_han", "dang"):
            months = [book.amount(f"ub_{column}", Period(2022, m + 1)) for m in range(period.month)]
            assert sum(filter(None, months)) == book.amount(f"ub_lk_{column}")


def test_meetings_lie_in_their_months_window() -> None:
    for period in sample_periods():
        data = month_data(period)
        assert all(data.month.window.start <= m.start <= data.month.window.end for m in data.meetings)
        assert [m.start for m in data.meetings] == sorted(m.start for m in data.meetings)


def test_august_meetings_have_one_planned_and_one_cancelled() -> None:
    states = [meeting.state for meeting in month_data(AUGUST).meetings]
    assert (states.count("held"), states.count("planned"), states.count("cancelled")) == (36, 1, 1)


def test_the_checks_find_in_august_what_the_sample_shows() -> None:
    data = month_data(AUGUST)
    found = [(f.severity, f.code) for f in check_month(data, compose(data))]
    assert found == [
        ("warning", "meeting.planned"),
        ("warning", "meeting.twice"),
        ("warning", "window.stale"),
        ("warning", "window.spans_years"),
        ("warning", "window.unchanged"),
        ("warning", "cause.missing_cumulative"),
        ("hint", "parts.remainder"),
        *[("hint", "figure.carried")] * 4,
    ]


@pytest.mark.parametrize("period", sample_periods(), ids=lambda period: period.key)
def test_no_sample_month_has_an_error(period: Period) -> None:
    data = month_data(period)
    assert compose(data).problems == ()
    assert [f for f in check_month(data, compose(data)) if f.severity == "error"] == []


def test_the_august_report_reads_as_proof_read() -> None:
    printed = plain_text(compose(month_data(AUGUST)).document)
    assert printed == (GOLDEN / "report-2022-08.txt").read_text(encoding="utf-8")


def test_january_and_december_read_well() -> None:
    january = plain_text(compose(month_data(Period(2022, 1))).document)
    december = plain_text(compose(month_data(Period(2021, 12))).document)
    assert "giao tháng 1\n" in january
    assert "tháng đầu năm" not in january
    assert "- Trong năm 2021, UBND tỉnh" in december
    assert "tháng 12 và năm 2021 tiếp tục" in december


def test_the_number_of_a_cell_leads_to_it() -> None:
    document = compose(month_data(AUGUST)).document
    runs = {
        (inline.place, inline.text)
        for block in document.blocks
        if isinstance(block, Printed)
        for inline in block.inlines
        if isinstance(inline, Run)
    }
    assert (Place("figure", "vb_den"), "3.521") in runs
    assert (Place("figure", "ub_qua_han"), "chiếm 26,8%") in runs
    assert (Place("row", "cp"), "20/3/2022") in runs


def test_an_empty_month_of_the_default_file_composes_with_dots() -> None:
    data = month_data(AUGUST)
    paragraphs = tuple(Paragraph(text) for text in default_narrative())
    blank = replace(data, values={}, meetings=(), windows={}, notes={}, history={}, paragraphs=paragraphs)
    composed = compose(blank)
    assert {problem.code for problem in composed.problems} == {"field.no_value"}
    assert "tiếp nhận, xử lý …… văn bản đến" in plain_text(composed.document)


def test_the_sample_fills_a_new_file_and_prints_the_same(tmp_path: Path) -> None:
    with Session.create(tmp_path / "nam.sdh", default_office(), default_catalogue()) as session:
        fill(session)
        assert session.periods() == sample_periods()
        stored, sample = session.month_data(AUGUST), month_data(AUGUST)
    assert (stored.office, stored.values, stored.notes) == (sample.office, sample.values, sample.notes)
    assert plain_text(compose(stored).document) == plain_text(compose(sample).document)
    assert [f.code for f in check_month(stored)] == [f.code for f in check_month(sample)]


def test_the_samples_month_files_are_read_back_as_they_were() -> None:
    for content in sample_months():
        assert write_month_file(read_month_file(content).data) == content
