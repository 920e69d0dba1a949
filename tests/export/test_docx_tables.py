"""Tables and turned pages in the Word file."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from lxml import etree

from export.docx.writer import write_docx
from export.styles import LANDSCAPE, PAGE
from export.tables import plan_table
from models.report.document import Block, Document, PageBreak, Table
from tests.export.samples import cell, closing, grid, letterhead, para

W = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


def written(*blocks: Block) -> Any:
    """The file read back by python-docx."""
    return docx.Document(io.BytesIO(write_docx(Document("Tên", "", "", blocks))))


def appendix(*blocks: Block) -> tuple[Block, ...]:
    return (PageBreak(), para("appendix", "Phụ lục"), para("appendix_title", "TÊN"), *blocks)


def tags(word: Any) -> list[str]:
    return [etree.QName(element).localname for element in word.element.body]


def test_a_table_is_a_word_table_with_all_its_cells() -> None:
    (table,) = written(grid(rows=2, values=2)).tables
    told = [[found.text for found in row.cells] for row in table.rows]
    assert told == [
        ["Nội dung", "Nhóm", "Nhóm"],
        ["Nội dung", "Số", "Tỷ lệ"],
        ["Nhóm nhiệm vụ số 0", "0.000", "0.100"],
        ["Nhóm nhiệm vụ số 1", "1.000", "1.100"],
    ]


def test_head_rows_are_repeated_and_no_row_splits() -> None:
    (table,) = written(grid(rows=3)).tables
    rows = table._tbl.tr_lst
    assert [row.find("w:trPr/w:tblHeader", W) is not None for row in rows] == [True, True, *[False] * 3]
    assert all(row.find("w:trPr/w:cantSplit", W) is not None for row in rows)


def test_borders_are_half_a_point_black_and_come_from_a_style() -> None:
    word = written(grid())
    (table,) = word.tables
    name = table._tbl.find("w:tblPr/w:tblStyle", W).get(qn("w:val"))
    (style,) = word.styles.element.xpath(f"w:style[@w:styleId='{name}']")
    borders = style.find("w:tblPr/w:tblBorders", W)
    looks = {(b.get(qn("w:val")), b.get(qn("w:sz")), b.get(qn("w:color"))) for b in borders}
    assert len(borders) == 6 and looks == {("single", "4", "000000")}
    assert table._tbl.find(".//w:tcBorders", W) is None


def test_columns_are_as_wide_as_in_the_layout() -> None:
    plan = plan_table(grid(), PAGE.text_width)
    (table,) = written(grid()).tables
    assert [int(column.get(qn("w:w"))) for column in table._tbl.iter(qn("w:gridCol"))] == [
        width.twips for width in plan.widths
    ]
    for row in table._tbl.tr_lst:
        widths = [int(w.get(qn("w:w"))) for w in row.iter(qn("w:tcW"))]
        assert sum(widths) == sum(width.twips for width in plan.widths)
    assert sum(width.twips for width in plan.widths) <= PAGE.text_width.twips


def test_a_size_is_said_only_where_it_differs_from_the_style() -> None:
    (large,) = written(grid(values=4)).tables
    assert large._tbl.find(".//w:sz", W) is None
    (small,) = written(grid(values=10)).tables
    size = plan_table(grid(values=10), PAGE.text_width).size
    assert {each.get(qn("w:val")) for each in small._tbl.iter(qn("w:sz"))} == {str(size.half_points)}
    paragraphs = list(small._tbl.iter(qn("w:p")))
    assert all(each.find("w:pPr/w:rPr/w:sz", W) is not None for each in paragraphs)


def test_a_documents_only_section_is_the_templates() -> None:
    word = written(letterhead(), para("body", "a"), grid(), closing(), PageBreak(), para("body", "b"))
    (section,) = word.sections
    assert section.orientation == WD_ORIENT.PORTRAIT and section.different_first_page_header_footer
    assert len(word.element.body.findall(".//w:pageBreakBefore", W)) == 1


def test_a_turned_appendix_is_a_section_with_the_first_ones_header() -> None:
    word = written(
        letterhead(),
        para("body", "a"),
        closing(),
        *appendix(grid(turned=True)),
        *appendix(para("body", "b")),
        *appendix(para("body", "c")),
    )
    turned = word.sections[1]
    assert [s.orientation for s in word.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.PORTRAIT,
    ]
    assert (turned.page_width.twips, turned.page_height.twips) == (
        LANDSCAPE.width.twips,
        LANDSCAPE.height.twips,
    )
    margins = [[round(getattr(s, f"{side}_margin").mm) for side in ("top", "bottom", "left", "right")]
               for s in word.sections]  # fmt: skip
    assert margins == [[20, 20, 30, 20]] * 4
    assert [s.different_first_page_header_footer for s in word.sections] == [True] * 4
    assert [s.header.is_linked_to_previous for s in word.sections] == [False, True, True, True]
    # Each section begins a page by itself.
    assert word.element.body.findall(".//w:pageBreakBefore", W) == []
    assert [p.text for p in word.paragraphs if p.style.name == "Phụ lục"] == ["Phụ lục"] * 3


def test_a_section_ends_in_a_paragraph_after_a_table() -> None:
    word = written(para("body", "a"), grid(turned=True), para("body", "b"))
    ends = [p.find("w:pPr/w:sectPr", W) is not None for p in word.element.body.findall("w:p", W)]
    assert tags(word) == ["p", "p", "tbl", "p", "p", "sectPr"]
    assert ends == [True, False, True, False]


def test_tables_that_follow_each_other_stay_apart_and_the_closing_stays_with_the_last() -> None:
    word = written(para("body", "a"), grid(), grid(), closing())
    assert tags(word) == ["p", "p", "tbl", "p", "tbl", "p", "tbl", "p", "sectPr"]
    rows = word.tables[1]._tbl.tr_lst
    kept = [all(p.find("w:pPr/w:keepNext", W) is not None for p in row.iter(qn("w:p"))) for row in rows]
    assert kept == [False] * (len(rows) - 1) + [True]
    between = word.tables[2]._tbl.getprevious()
    assert between.find("w:pPr/w:keepNext", W) is not None


def test_other_tables_that_touch_are_kept_apart_too() -> None:
    word = written(closing(), closing(), PageBreak(), letterhead())
    assert tags(word) == ["p", "tbl", "p", "tbl", "p", "tbl", "p", "sectPr"]


def test_a_cell_without_text_still_holds_a_paragraph() -> None:
    empty = Table(("label", "value"), (), ((cell("table_label"), cell("table_value", "")),))
    (table,) = written(empty).tables
    assert [len(found.paragraphs) for found in table.rows[0].cells] == [1, 1]


def test_the_same_table_gives_the_same_bytes() -> None:
    document = Document("", "", "", (para("body", "a"), *appendix(grid(turned=True))))
    assert write_docx(document) == write_docx(replace(document))
