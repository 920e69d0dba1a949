"""The default catalogue, office and narrative."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import sample
from models.catalogue_rules import check_catalogue
from models.defaults import (
    RESOURCES,
    default_catalogue,
    default_narrative,
    default_office,
    split_narrative,
)
from models.entities import MonthData, Paragraph, Period, Value
from models.formulas import parse_formula
from models.report.compose import compose, plain_text
from models.report.grammar import Field, Note, parse, walk
from models.session import Session
from models.text import nfc

AUGUST = Period(2022, 8)
GOLDEN = Path(__file__).parents[1] / "golden"


# -- catalogue


def test_the_catalogue_has_the_five_sheets() -> None:
    assert [(sheet.code, sheet.label) for sheet in default_catalogue().sheets] == [
        ("van_ban", "Văn bản"),
        ("nhiem_vu", "Nhiệm vụ"),
        ("cuoc_hop", "Cuộc họp"),
        ("kinh_te", "Kinh tế - xã hội"),
        ("tiep_cong_dan", "Tiếp công dân"),
    ]


def test_the_catalogue_holds_together() -> None:
    check_catalogue(default_catalogue())


def test_nothing_in_the_file_is_misspelt_and_so_ignored() -> None:
    """A field that the records do not know would be dropped silently."""
    catalogue = default_catalogue()
    for name, entries in json.loads((RESOURCES / "catalogue" / "default.json").read_bytes()).items():
        records = getattr(catalogue, name)
        assert len(records) == len(entries)
        for entry, record in zip(entries, records, strict=True):
            assert set(entry) <= set(record.__dataclass_fields__)


def test_every_row_and_column_is_used() -> None:
    catalogue = default_catalogue()
    for row in catalogue.rows:
        assert row.previous_of or any((row.sheet, row.code) == (f.sheet, f.row) for f in catalogue.figures)
    for column in catalogue.columns:
        source = column.code if column.kind == "value" else column.of
        assert any((column.sheet, source) == (f.sheet, f.column) for f in catalogue.figures)


@pytest.mark.parametrize(
    ("code", "label", "unit"),
    [
        ("vb_den", "Văn bản đến", "văn bản"),
        ("ub_qua_han", "UBND tỉnh giao: quá hạn", "nhiệm vụ"),
        ("kt_ban_le", "Tổng mức bán lẻ hàng hóa", "tỷ đồng"),
        ("kt_thu_tang", "Thu ngân sách trên địa bàn: tăng so với cùng kỳ", "tăng, %"),
        ("kt_thu_dt_tw", "Thu ngân sách trên địa bàn: so với dự toán Trung ương giao", "so với, %"),
        ("ca_mac", "Ca mắc mới trung bình ngày", "người/ngày"),
    ],
)
def test_figures_have_readable_codes(code: str, label: str, unit: str) -> None:
    figure = default_catalogue().figure(code)
    assert (figure.label, figure.unit) == (label, unit)


def test_growth_and_ratio_are_different_units() -> None:
    units = {f.column: f.unit for f in default_catalogue().figures_of("kinh_te") if f.unit.endswith("%")}
    assert units == {"tang": "tăng, %", "kh": "so với, %", "dt_tw": "so với, %", "dt_hdnd": "so với, %"}


def test_a_state_of_tasks_is_offered_for_every_group() -> None:
    cells = default_catalogue().by_cell
    for row in ("cp", "ct", "ub", "ub_lk"):
        for column in ("tong", "xong", "qua_han", "dang", "dung_han", "tre", "khong_han", "rut", "den_han"):
            assert ("nhiem_vu", row, column) in cells
    assert [row for row in ("cp", "ct", "ub", "ub_lk") if ("nhiem_vu", row, "van_ban") in cells] == ["cp"]


def test_a_good_state_is_reached_and_the_others_take_their_share() -> None:
    reached = {figure.code for figure in default_catalogue().figures if figure.share_word == "đạt"}
    groups = ("cp", "ct", "ub", "ub_lk")
    assert reached == {"vb_ky_so", *(f"{g}_xong" for g in groups), *(f"{g}_dung_han" for g in groups)}


def test_the_other_documents_are_what_the_named_kinds_leave() -> None:
    catalogue = default_catalogue()
    terms = parse_formula(catalogue.figure("vb_khac").formula)
    parts = [figure.code for figure in catalogue.parts_of["vb_di"] if figure.source == "typed"]
    assert terms == ((1, "vb_di"), *((-1, code) for code in parts))


# -- office


def test_the_default_office_is_to_be_filled_in() -> None:
    office = default_office()
    assert (office.signer, office.place, office.addressees) == ("", "", ())
    assert [kind.code for kind in office.meeting_kinds] == [
        "lanh_dao", "thuong_ky", "chu_tri", "lam_viec", "tham_du", "co_so", "tiep_dan", "khac",
    ]  # fmt: skip


def test_the_document_types_are_the_decrees_27() -> None:
    expected = "NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CĐ BGN BTT GUQ GM GGT GNP PG PC PB"
    assert [abbreviation for abbreviation, _ in default_office().document_types] == expected.split()


def test_every_kind_of_meeting_is_counted() -> None:
    counted = {kind for f in default_catalogue().figures if f.count for kind in f.count.kinds}
    assert counted == {kind.code for kind in default_office().meeting_kinds}


# -- narrative


def test_every_paragraph_of_the_default_narrative_parses() -> None:
    assert len(default_narrative()) == 18
    assert all(parse(text) for text in default_narrative())


def test_a_month_is_never_typed_by_hand() -> None:
    """It must fit any month: no number of a month or year outside the names of laws."""
    for text in default_narrative():
        plain = text.replace("Quyết định số 42/2014/QĐ-TTg ngày 27/7/2014", "")
        assert "tháng 8" not in plain and "2022" not in plain and "Cao Bằng" not in plain


def test_every_required_figure_is_printed() -> None:
    """The report's outline holds every figure-bearing sentence of the reference report."""
    named = {
        node.name.partition(".")[0]
        for text in default_narrative()
        for node in walk(parse(text))
        if isinstance(node, Field)
    }
    required = {figure.code for figure in default_catalogue().figures if figure.required}
    assert required <= named


def test_there_are_four_notes() -> None:
    notes = [node for text in default_narrative() for node in walk(parse(text)) if isinstance(node, Note)]
    assert len(notes) == 4


@pytest.fixture(scope="module")
def august(tmp_path_factory: pytest.TempPathFactory) -> MonthData:
    """The sample's August with the default narrative."""
    with Session.create(tmp_path_factory.mktemp("mac-dinh") / "nam.sdh") as session:
        sample.fill(session)
        data = session.month_data(Period(2022, 8))
    return replace(data, paragraphs=tuple(Paragraph(text) for text in default_narrative()))


def test_an_epidemic_is_spoken_of_only_where_its_figures_are_entered(august: MonthData) -> None:
    without = {code: value for code, value in august.values.items() if code != "ca_mac"}
    for values, spoken in ((august.values, True), (without, False)):
        composed = compose(replace(august, values=values))
        assert ("COVID-19" in plain_text(composed.document)) == spoken
        assert composed.problems == ()


def with_zeros(data: MonthData, zeros: Collection[str]) -> str:
    """What the month prints with these figures at zero."""
    values = {code: Value(Decimal(0)) if code in zeros else value for code, value in data.values.items()}
    meetings = tuple(m for m in data.meetings if f"hop_{m.kind}" not in zeros)
    composed = compose(replace(data, values=values, meetings=meetings))
    assert composed.problems == ()
    return plain_text(composed.document)


@pytest.mark.parametrize(
    ("zeros", "sentence"),
    [
        (
            "vb_qd",
            "ban hành 1.039 văn bản đi, trong đó có 305 công văn chỉ đạo điều hành, báo cáo; 02 chỉ thị;",
        ),
        ("vb_qd vb_cv vb_ct vb_cd", "ban hành 1.039 văn bản đi, trong đó có 1.039 văn bản khác."),
        ("vb_di", "không ban hành văn bản đi."),
        ("hop_lanh_dao", "đã tổ chức 01 phiên họp UBND tỉnh thường kỳ và nhiều cuộc họp chuyên đề."),
        ("hop_thuong_ky", "đã tổ chức 04 cuộc họp lãnh đạo UBND tỉnh và nhiều cuộc họp chuyên đề."),
        ("hop_lanh_dao hop_thuong_ky", "UBND tỉnh đã tổ chức nhiều cuộc họp chuyên đề."),
        ("cp_tong cp_xong cp_dang cp_van_ban", "đến 20/3/2022, tỉnh không có nhiệm vụ được giao."),
        ("cp_xong", "Đến nay, chưa có nhiệm vụ hoàn thành, 46/68 nhiệm vụ đang thực hiện"),
        (
            "cp_van_ban cp_dang",
            "tỉnh được giao 68 nhiệm vụ. Đến nay, 22/68 nhiệm vụ đã hoàn thành (đạt 32,4%).",
        ),
        ("ct_tong ct_xong ct_dang", "3.1. Chương trình công tác tháng 8/2022 không có nhiệm vụ."),
        ("ub_tong ub_xong ub_qua_han ub_dang", "UBND tỉnh, Chủ tịch UBND tỉnh không giao nhiệm vụ mới."),
        ("ub_qua_han", "(đạt 65,6%), không có nhiệm vụ quá hạn, có 30 nhiệm vụ đang thực hiện"),
        ("kt_xnk", "Không có kim ngạch xuất nhập khẩu qua địa bàn. Thu ngân sách"),
        ("kt_thu_dt_tw", "triệu đồng, bằng 143% dự toán HĐND tỉnh giao, tăng 200% so với cùng kỳ."),
    ],
)
def test_a_zero_is_worded_or_left_out(august: MonthData, zeros: str, sentence: str) -> None:
    assert sentence in with_zeros(august, zeros.split())


def test_a_reception_without_visits_is_told_all_the_same(august: MonthData) -> None:
    entered = {code: Value(Decimal(7)) for code in ("tcd_buoi", "tcd_luot", "tcd_nguoi", "tcd_don")}
    data = replace(august, values={**august.values, **entered})
    assert "tổ chức 07 buổi tiếp công dân với 07 lượt, 07 người; tiếp nhận 07 đơn" in with_zeros(data, ())
    assert "tổ chức 07 buổi tiếp công dân; tiếp nhận 07 đơn, hồ sơ." in with_zeros(data, ("tcd_luot",))


TYPED = [figure.code for figure in default_catalogue().figures if figure.source != "computed"]


@given(zeros=st.sets(st.sampled_from(TYPED)))
@settings(deadline=None)
def test_whatever_is_zero_the_report_reads_well(august: MonthData, zeros: set[str]) -> None:
    entered = {code: Value(Decimal(7)) for code in TYPED} | dict(august.values)
    printed = with_zeros(replace(august, values=entered), zeros)
    assert not re.search(r"(?<![\d.,/])0+(?:,0+)?(?![\d.,/])", printed), "a bare zero"
    assert not re.search(r" [,;.)]|[,;(] ?[,;.)]|\( |\(\)|  |(?:có|và|đạt|gồm|:)[,;.]", printed), (
        "a torn list"
    )


def test_a_blank_line_parts_paragraphs() -> None:
    assert split_narrative("# a\r\n\r\nb[^c\r\nd^]\n\n\n") == ("# a", "b[^c\nd^]")


@pytest.mark.parametrize("folder", ["catalogue", "narrative", "office", "sample"])
def test_resources_are_composed_unicode(folder: str) -> None:
    for path in (RESOURCES / folder).iterdir():
        text = path.read_text(encoding="utf-8")
        assert text == nfc(text)
