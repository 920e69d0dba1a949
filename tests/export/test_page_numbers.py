"""Which number every page bears: from 1 in the report, and again in every appendix, the first one not shown.

Decree 30/2020/NĐ-CP, Appendix I: "Số trang của Phụ lục được đánh số riêng theo từng Phụ lục".
"""

from __future__ import annotations

import io
from io import BytesIO
from itertools import pairwise
from typing import Any

import docx
import pypdf
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from export.docx.writer import write_docx
from export.layout import lay_out
from export.layout.pages import Page, Pages
from export.pdf import write_pdf
from export.sections import sections
from export.styles import LANDSCAPE, PAGE
from models.report.document import Block, Document, NoteMark, PageBreak
from tests.export.pdf_reading import read_pdf
from tests.export.samples import grid, note, para, report, turned_inside, with_appendices

W = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


def appendix(*blocks: Block) -> tuple[Block, ...]:
    return (PageBreak(), para("appendix", "Phụ lục"), para("appendix_title", "TÊN"), *blocks)


def doc(*blocks: Block) -> Document:
    return Document("Tên", "", "", blocks)


def shown(page: Page) -> str:
    """What stands in the top margin."""
    return " ".join(run.text for run in page.runs if run.y < PAGE.top)


def counted(pages: Pages) -> list[int]:
    return [page.number for page in pages.pages]


# -- layout


def test_a_report_without_appendices_counts_its_pages() -> None:
    pages = lay_out(report())
    assert [shown(page) for page in pages.pages] == ["", "2", "3"]
    assert counted(pages) == [1, 2, 3]


def test_every_appendix_counts_from_one_and_shows_it_from_its_second_page() -> None:
    pages = lay_out(with_appendices())
    assert counted(pages) == [1, 2, 3, 1, 2, 3, 4, 1, 2, 3, 1]
    assert [shown(page) for page in pages.pages] == ["", "2", "3", "", "2", "3", "4", "", "2", "3", ""]
    labels = {entry.title: entry.page for entry in pages.outline}
    assert [labels[f"Phụ lục {number}"] for number in ("I", "II", "III")] == [3, 7, 10]


def test_turned_pages_inside_an_appendix_go_on_counting() -> None:
    pages = lay_out(turned_inside())
    wide = [page.width > page.height for page in pages.pages]
    assert wide == [False, False, True, True, False, True, True]
    assert [shown(page) for page in pages.pages] == ["", "", "2", "3", "4", "", "2"]


def test_a_turned_table_in_the_body_goes_on_counting() -> None:
    pages = lay_out(doc(para("body", "a"), grid(turned=True), para("body", "b")))
    assert [shown(page) for page in pages.pages] == ["", "2", "3"]


def test_pages_of_a_note_that_runs_on_belong_to_its_appendix() -> None:
    long = note(1, "dài " * 4000)
    marked = (*appendix(para("body", "chữ", NoteMark(1))), *appendix(para("body", "sau")))
    pages = lay_out(Document("", "", "", (para("body", "Bài"), *marked), (long,)))
    assert counted(pages) == [1, *range(1, len(pages.pages) - 1), 1] and len(pages.pages) > 4


def test_a_document_that_begins_with_an_appendix_shows_no_first_number() -> None:
    pages = lay_out(doc(*appendix(grid(rows=60))[1:]))
    assert [shown(page) for page in pages.pages] == ["", "2"]


PART = st.sampled_from(["appendix", "break", "upright", "turned"])


@settings(max_examples=40, deadline=None)
@given(st.lists(PART, max_size=8))
def test_layout_counts_anew_where_the_sections_say_so(parts: list[str]) -> None:
    made: dict[str, tuple[Block, ...]] = {
        "appendix": appendix(),
        "break": (PageBreak(),),
        "upright": (para("body", "chữ"),),
        "turned": (grid(rows=2, turned=True),),
    }
    document = doc(para("body", "Bài"), *(block for part in parts for block in made[part]))
    pages = lay_out(document)
    numbers = counted(pages)
    assert numbers.count(1) == 1 + parts.count("appendix")
    assert numbers.count(1) == sum(section.numbered_anew for section in sections(document))
    assert all(b in (1, a + 1) for a, b in pairwise(numbers))
    assert [shown(page) for page in pages.pages] == [str(n) if n > 1 else "" for n in numbers]


# -- PDF


def test_numbers_in_the_pdf_are_13_upright_and_centred_on_upright_and_turned_pages() -> None:
    found = read_pdf(write_pdf(lay_out(with_appendices())))
    above = [[line for line in page.lines if line.y < PAGE.top] for page in found]
    texts = [[line.text for line in lines] for lines in above]
    assert texts == [[], ["2"], ["3"], [], ["2"], ["3"], ["4"], [], ["2"], ["3"], []]
    for page, lines in zip(found, above, strict=True):
        for line in lines:
            assert (line.size, line.font) == (13, "Regular")
            assert line.middle == pytest.approx((PAGE.left + page.width - PAGE.right) / 2, abs=1)


def test_page_labels_of_the_pdf_are_the_numbers_the_pages_bear() -> None:
    pages = lay_out(with_appendices())
    reader = pypdf.PdfReader(BytesIO(write_pdf(pages)))
    assert reader.page_labels == [str(number) for number in counted(pages)]
    assert "/PageLabels" not in pypdf.PdfReader(BytesIO(write_pdf(lay_out(report())))).root_object


def test_links_and_outline_still_lead_to_pages_by_their_order_in_the_file() -> None:
    pages = lay_out(with_appendices())
    reader = pypdf.PdfReader(BytesIO(write_pdf(pages)))
    found = [
        reader.get_destination_page_number(entry)
        for entry in reader.outline
        if isinstance(entry, pypdf.generic.Destination)
    ]
    assert found == [entry.page for entry in pages.outline]


# -- Word


def word_sections(document: Document) -> list[tuple[str | None, bool, bool]]:
    """Of every section: the number it begins with, whether its first page differs, whether it is turned."""
    word: Any = docx.Document(io.BytesIO(write_docx(document)))
    found = []
    for properties in word.element.body.iter(qn("w:sectPr")):
        begins = properties.find("w:pgNumType", W)
        size = properties.find("w:pgSz", W)
        found.append(
            (
                None if begins is None else begins.get(qn("w:start")),
                properties.find("w:titlePg", W) is not None,
                size.get(qn("w:w")) == str(LANDSCAPE.width.twips),
            )
        )
    return found


def test_every_appendix_begins_a_section_numbered_from_one_with_a_first_page_of_its_own() -> None:
    assert word_sections(with_appendices()) == [
        (None, True, False),
        ("1", True, False),
        ("1", True, True),
        ("1", True, False),
    ]


def test_turned_sections_inside_an_appendix_neither_restart_nor_hide_a_number() -> None:
    assert word_sections(turned_inside()) == [
        (None, True, False),
        ("1", True, False),
        (None, False, True),
        (None, False, False),
        ("1", True, True),
    ]


def test_sections_after_the_first_have_its_header_and_none_for_their_first_page() -> None:
    word = docx.Document(io.BytesIO(write_docx(with_appendices())))
    assert [s.header.is_linked_to_previous for s in word.sections] == [False, True, True, True]
    assert all(s.first_page_header.is_linked_to_previous for s in word.sections)
