"""Appendices, and sheets printed as tables: what the text asks for, what the document holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.catalogue import SheetColumn, SheetRow
from models.entities import MonthData, Place, Value, Window
from models.errors import UserError
from models.report.compose import compose, plain_text
from models.report.document import Closing, PageBreak, Paragraph, Run, Table, TableCell
from models.report.fields import search_fields, value_of
from models.sample import month_data, sample_periods
from tests.models.report.months import CATALOGUE, OFFICE, amounts, month


def table(source: str, data: MonthData | None = None) -> Table:
    """The one table that a month with this paragraph prints."""
    made = compose(replace(data or month(), paragraphs=month(source).paragraphs))
    assert made.problems == ()
    (found,) = (block for block in made.document.blocks if isinstance(block, Table))
    return found


def printed(cells: tuple[TableCell, ...]) -> list[str]:
    return ["/".join(paragraph.text for paragraph in cell.paragraphs) for cell in cells]


def after_the_closing(*texts: str) -> list[tuple[str, str]]:
    """Style and text of what is printed after the signature, "" for a new page."""
    blocks = compose(month(*texts)).document.blocks
    end = next(index for index, block in enumerate(blocks) if isinstance(block, Closing))
    found = []
    for block in blocks[end + 1 :]:
        assert isinstance(block, Paragraph | PageBreak)
        found.append((block.style, block.text) if isinstance(block, Paragraph) else ("", ""))
    return found


# -- appendices


def test_an_appendix_is_printed_after_the_closing_on_its_own_page() -> None:
    assert after_the_closing(
        "Bài",
        "### Phụ lục I",
        "## DANH MỤC NHIỆM VỤ",
        "## THÁNG {{tháng|số}}",
        "## (Kèm theo Báo cáo của {{cơ quan}})",
        "Có {{tong}} nhiệm vụ.",
        "## 1. Một mục",
        "### Phụ lục II",
        "Chữ",
    ) == [
        ("", ""),
        ("appendix", "Phụ lục I"),
        ("appendix_title", "DANH MỤC NHIỆM VỤ"),
        ("appendix_title", "THÁNG 8"),
        ("appendix_note", "(Kèm theo Báo cáo của Văn phòng UBND tỉnh Cao Bằng)"),
        ("body", "Có 395 nhiệm vụ."),
        ("heading2", "1. Một mục"),
        ("", ""),
        ("appendix", "Phụ lục II"),
        ("body", "Chữ"),
    ]


def test_the_lines_below_an_appendixs_label_are_its_title_too() -> None:
    assert after_the_closing("### Phụ lục\nTÊN\nDÒNG HAI", "# 1. Mục") == [
        ("", ""),
        ("appendix", "Phụ lục"),
        ("appendix_title", "TÊN"),
        ("appendix_title", "DÒNG HAI"),
        ("heading1", "1. Mục"),
    ]


def test_what_stands_before_the_first_appendix_stays_before_the_closing() -> None:
    blocks = compose(month("một", "## 1.1. Hai", "### Phụ lục", "ba")).document.blocks
    kinds = [type(block).__name__ if not isinstance(block, Paragraph) else block.text for block in blocks]
    assert kinds[-6:] == ["một", "1.1. Hai", "Closing", "PageBreak", "Phụ lục", "ba"]


@pytest.mark.parametrize("text", ["###", "### ", "#### Bốn", "###Phụ lục", r"\### Phụ lục"])
def test_a_mark_that_opens_no_appendix_is_text(text: str) -> None:
    assert after_the_closing(text) == []


def test_notes_of_an_appendix_are_numbered_on() -> None:
    notes = compose(month("a[^ một ^]", "### Phụ lục", "b[^ hai ^]")).document.notes
    assert [(note.number, note.paragraphs[0].text) for note in notes] == [(1, "một"), (2, "hai")]


# -- tables


def test_a_sheet_is_printed_with_heads_rows_and_windows() -> None:
    found = table("{{bảng|viec}}", month(windows={"cp": Window(date(2022, 1, 1), date(2022, 3, 20))}))
    assert found.columns == ("label", "value", "value", "value", "value")
    assert [printed(row) for row in found.head] == [["Nhiệm vụ", "tong", "xong", "tre", "dang"]]
    assert [printed(row) for row in found.rows] == [
        ["UBND tỉnh giao/15/7 – 14/8/2022", "395", "259", "106", "30"],
        ["Chính phủ giao/01/01 – 20/3/2022", "", "", "", ""],
    ]
    styles = [paragraph.style for paragraph in found.rows[0][0].paragraphs]
    assert styles == ["table_label", "table_window"]
    assert not found.landscape


@pytest.mark.parametrize("source", ["{{bảng|viec}}", "{{bang|Nhiệm vụ}}", " {{ Bảng | nhiem vu }} "])
def test_a_sheet_is_named_by_code_or_label(source: str) -> None:
    assert len(table(source).rows) == 2


def test_grouped_columns_stand_under_their_group() -> None:
    columns = (
        SheetColumn("tong", "viec", "Tổng", 0),
        SheetColumn("xong", "viec", "Số", 1, group="Hoàn thành"),
        SheetColumn("xong_tl", "viec", "Tỷ lệ", 2, group="Hoàn thành", kind="share", of="xong"),
    )
    data = replace(month(), catalogue=replace(CATALOGUE, columns=columns))
    upper, lower = table("{{bảng|viec}}", data).head
    assert [(printed((cell,))[0], cell.across, cell.down) for cell in upper] == [
        ("Nhiệm vụ", 1, 2),
        ("Tổng", 1, 2),
        ("Hoàn thành", 2, 1),
    ]
    assert printed(lower) == ["Số", "Tỷ lệ"]
    assert printed(table("{{bảng|viec}}", data).rows[0]) == [
        "UBND tỉnh giao/15/7 – 14/8/2022",
        "395",
        "259",
        "65,6%",
    ]


def test_a_row_says_which_shares_are_of_less_than_the_whole() -> None:
    columns = (*CATALOGUE.columns, SheetColumn("xong_tl", "viec", "Tỷ lệ", 9, kind="share", of="xong"))
    due = replace(CATALOGUE.figure("tre"), code="den_han", unit="nhiệm vụ", short="đến hạn", at_most="tong")
    figures = (replace(f, share_of="den_han") if f.code == "xong" else f for f in CATALOGUE.figures)
    due = replace(due, row="cp", parent="")
    catalogue = replace(CATALOGUE, columns=columns, figures=(*figures, due))
    data = replace(month(values=amounts(tong=395, xong=259, den_han=300)), catalogue=catalogue)
    first, second = table("{{bảng|viec}}", data).rows
    assert printed(first)[0].endswith("Tỷ lệ đã hoàn thành tính trên số nhiệm vụ đến hạn")
    assert printed(first)[-1] == "86,3%"
    assert "tính trên" not in printed(second)[0]


def test_labels_name_their_month_and_hold_its_number() -> None:
    rows = (SheetRow("ub", "viec", "Giao tháng {tháng}, luỹ kế {luỹ kế}", 0),)
    data = replace(month(), catalogue=replace(CATALOGUE, rows=rows))
    assert printed(table("{{bảng|viec}}", data).rows[0])[0] == "Giao tháng\u00a08, luỹ kế\u00a08 tháng"


def test_a_blank_is_blank_a_zero_is_zero_or_the_sign_for_none() -> None:
    data = month(values=amounts(tong=0, dang=0))
    assert printed(table("{{bảng|viec}}", data).rows[0])[1:] == ["0", "", "", "-"]


def test_lesser_columns_are_left_out_when_asked_or_empty() -> None:
    columns = tuple(
        replace(column, droppable=3 if column.code == "tre" else 0) for column in CATALOGUE.columns
    )
    data = replace(month(), catalogue=replace(CATALOGUE, columns=columns))
    heads = [printed(table(source, data).head[0]) for source in ("{{bảng|viec}}", "{{bảng|viec|gọn}}")]
    assert heads == [["Nhiệm vụ", "tong", "xong", "tre", "dang"], ["Nhiệm vụ", "tong", "xong", "dang"]]
    without = replace(data, values=amounts(tong=395, xong=259, dang=30))
    assert printed(table("{{bảng|viec}}", without).head[0]) == heads[1]


def test_turned_paper_can_be_asked_for() -> None:
    assert table("{{bảng|viec|ngang}}").landscape


def test_every_number_leads_to_its_cell_and_every_word_to_its_row_or_sheet() -> None:
    found = table("{{bảng|viec}}")
    row = [paragraph for cell in found.rows[0] for paragraph in cell.paragraphs]
    places = [inline.place for paragraph in row for inline in paragraph.inlines if isinstance(inline, Run)]
    figures = [Place("figure", code) for code in ("tong", "xong", "tre", "dang")]
    assert places == [Place("row", "ub"), Place("row", "ub"), *figures]
    (head,) = found.head[0][0].paragraphs
    assert [inline.place for inline in head.inlines if isinstance(inline, Run)] == [Place("sheet", "viec")]
    assert {paragraph.place for paragraph in [*row, head]} == {Place("paragraph", id=0)}


@pytest.mark.parametrize(
    ("source", "code", "nearest"),
    [
        ("{{bảng}}", "table.no_sheet", None),
        ("{{bảng|vieec}}", "table.unknown", "viec"),
        ("{{bảng|%%%}}", "table.unknown_alone", None),
        ("{{bảng|viec|ngangg}}", "field.format", "ngang"),
        ("Xem {{bảng|viec}}", "table.not_alone", None),
        ("{{bảng|viec}}{{tong}}", "table.not_alone", None),
        ("# {{bảng|viec}}", "table.not_alone", None),
        ("a[^ {{bảng|viec}} ^]", "table.not_alone", None),
    ],
)
def test_a_table_asked_for_wrongly_is_printed_as_typed_and_reported(
    source: str, code: str, nearest: str | None
) -> None:
    made = compose(month(source))
    (problem,) = made.problems
    assert (problem.code, problem.params.get("nearest")) == (code, nearest)
    assert not any(isinstance(block, Table) for block in made.document.blocks)
    assert "{{bảng" in plain_text(made.document)


def test_a_sheet_without_rows_has_no_table() -> None:
    data = replace(month("{{bảng|viec}}"), catalogue=replace(CATALOGUE, rows=()))
    assert [problem.code for problem in compose(data).problems] == ["table.empty"]
    assert not [offer for offer in search_fields(data, "bảng") if offer.name.startswith("bảng")]


def test_a_figure_called_bang_is_a_figure() -> None:
    figure = replace(CATALOGUE.figures[0], code="bang")
    data = replace(month("{{bang}}"), catalogue=replace(CATALOGUE, figures=(figure,)))
    data = replace(data, values={"bang": Value(Decimal(7))})
    assert "\n07\n" in plain_text(compose(data).document)


def test_plain_text_parts_cells_by_tabs() -> None:
    data = month("{{bảng|viec}}", office=replace(OFFICE, subject=""))
    lines = plain_text(compose(data).document).splitlines()
    assert "Nhiệm vụ\ttong\txong\ttre\tdang" in lines
    assert "UBND tỉnh giao (15/7 – 14/8/2022)\t395\t259\t106\t30" in lines


def test_plain_text_leaves_a_cell_empty_where_another_reaches() -> None:
    def cell(text: str, across: int = 1, down: int = 1) -> TableCell:
        return TableCell((Paragraph("table_head", (Run(text),)),), across, down)

    grid = Table(("label", "value", "value"), ((cell("a", 1, 2), cell("b", 2)), (cell("c"), cell("d"))), ())
    document = replace(compose(month()).document, blocks=(grid,))
    assert plain_text(document).splitlines() == ["a\tb\t", "\tc\td"]


def test_tables_are_on_offer_and_found_by_name() -> None:
    assert value_of("{{bảng|viec}}", month()) == "Nhiệm vụ, 2 dòng"
    assert search_fields(month(), "bảng nhiệm vụ")[0].name == "bảng|viec"
    with pytest.raises(UserError):
        value_of("{{bảng|không có}}", month())


def test_every_sheet_of_the_sample_is_a_table() -> None:
    data = month_data(sample_periods()[-1])
    for sheet in data.catalogue.sheets:
        found = table(f"{{{{bảng|{sheet.code}}}}}", data)
        assert len(found.rows) == len(data.catalogue.rows_of(sheet.code))
        assert all(len(row) == len(found.columns) for row in found.rows)


SOURCES = (
    "### Phụ lục",
    "### A\nB\n(C)",
    "### ",
    "## TÊN",
    "## (Kèm theo)",
    "# Mục",
    "{{bảng|viec}}",
    "{{bảng|viec|ngang|gọn}}",
    "{{bảng|x}}",
    "{{bảng}}",
    "a {{bang|viec}}",
    "Chữ[^ chú thích ^]",
    "[? {{dang}} ?]",
)


@given(st.lists(st.sampled_from(SOURCES), max_size=8))
@settings(max_examples=100)
def test_whatever_is_asked_for_composes(sources: list[str]) -> None:
    made = compose(month(*sources))
    opened = sum(source.startswith(("### P", "### A")) for source in sources)
    assert sum(isinstance(block, PageBreak) for block in made.document.blocks) == opened
    asked = sum(source.startswith("{{bảng|viec") for source in sources)
    assert sum(isinstance(block, Table) for block in made.document.blocks) == asked
    assert [note.number for note in made.document.notes] == list(range(1, len(made.document.notes) + 1))
    assert len(plain_text(made.document).splitlines()) >= 2 * asked
