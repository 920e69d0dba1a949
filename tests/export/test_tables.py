"""Tables and turned pages in the layout and the PDF: sizes, widths, borders, heads, rows, orientation."""

from __future__ import annotations

from io import BytesIO

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from export import fonts
from export.layout import lay_out
from export.layout.pages import Page, Pages
from export.pdf import write_pdf
from export.sections import sections
from export.styles import LANDSCAPE, PAGE, TABLE_RULE
from export.tables import plan_table
from models.entities import Place
from models.report.compose import plain_text
from models.report.document import (
    Block,
    Document,
    NoteMark,
    PageBreak,
    Paragraph,
    Run,
    Table,
    TableCell,
)
from tests.export.page_rules import notes_away_from_marks, outside_margins, overlaps
from tests.export.pdf_reading import read_pdf
from tests.export.samples import cell, closing, figures_of, grid, letterhead, note, para

UPRIGHT, TURNED = (595, 842), (842, 595)


def doc(*blocks: Block, notes: tuple[object, ...] = ()) -> Document:
    return Document("", "", "", blocks, notes)  # type: ignore[arg-type]


def sizes(pages: Pages) -> list[tuple[int, int]]:
    return [(round(page.width), round(page.height)) for page in pages.pages]


def texts(page: Page) -> list[str]:
    return [run.text for run in page.runs]


def holds(pages: Pages, text: str) -> list[int]:
    """The pages that print this."""
    return [number for number, page in enumerate(pages.pages) if text in texts(page)]


def appendix(*blocks: Block) -> tuple[Block, ...]:
    return (PageBreak(), para("appendix", "Phụ lục"), para("appendix_title", "TÊN"), *blocks)


# -- sizes and widths


def test_a_table_with_room_is_13_points_and_as_wide_as_the_text() -> None:
    plan = plan_table(grid(values=4), PAGE.text_width)
    assert (plan.size, plan.fits) == (13, True)
    assert sum(plan.widths) == pytest.approx(PAGE.text_width - TABLE_RULE)


def test_a_fuller_table_is_12_then_11_points_and_then_turned() -> None:
    found = [plan_table(grid(values=count), PAGE.text_width) for count in range(4, 16, 2)]
    assert [plan.size for plan in found] == sorted((plan.size for plan in found), reverse=True)
    assert {plan.size for plan in found} == {11, 12, 13}
    assert [plan.fits for plan in found] == [True] * found.index(
        next(plan for plan in found if not plan.fits)
    ) + [False] * sum(not plan.fits for plan in found)
    assert sizes(lay_out(doc(grid(values=14)))) == [TURNED]
    assert plan_table(grid(values=14), LANDSCAPE.text_width).fits


def test_a_table_too_wide_even_for_turned_paper_is_smaller_and_stays_inside() -> None:
    wide = grid(values=24)
    assert plan_table(wide, LANDSCAPE.text_width).size < 11
    huge = grid(values=60)
    assert not plan_table(huge, LANDSCAPE.text_width).fits
    for each in (wide, huge):
        pages = lay_out(doc(each))
        assert outside_margins(pages) == []
        on_paper = "".join(text for page in pages.pages for text in texts(page))
        assert sorted("".join(on_paper.split())) == sorted("".join(plain_text(doc(each)).split()))


def test_no_word_of_a_head_and_no_number_is_broken() -> None:
    head = (cell("table_head", "Loại"), cell("table_head", "Ngoàithờihạn so với"), cell("table_head", "x"))
    row = (
        cell("table_label", "Tên dài " * 20),
        cell("table_value", "1.234.567,89"),
        cell("table_value", "1"),
    )
    page = lay_out(doc(Table(("label", "value", "value"), (head,), (row,)))).pages[0]
    assert any("Ngoàithờihạn" in text for text in texts(page))
    assert "1.234.567,89" in texts(page)


@pytest.mark.parametrize("digits", range(6, 16))
def test_no_number_is_broken_however_large(digits: int) -> None:
    """A number in two pieces reads as two: before that, labels wrap, and last the type gets smaller."""
    (page,) = lay_out(doc(figures_of(digits))).pages
    number = f"{int('9' * digits):,}".replace(",", ".")
    assert texts(page).count(number) == 12
    assert outside_margins(Pages((page,), (), "", "", "")) == []
    assert {"Nhóm", "nhiệm", "vụ"} <= set(" ".join(texts(page)).split())


def test_labels_wrap_before_numbers_are_set_in_tiny_type() -> None:
    plans = [plan_table(figures_of(digits), LANDSCAPE.text_width) for digits in range(6, 16)]
    found = [plan.size for plan in plans]
    assert found == sorted(found, reverse=True) and found[0] > 8 > found[-1]
    squeezed = next(plan for plan in plans if not plan.fits)
    assert squeezed.size == 8 and squeezed.widths[0] < plans[0].widths[0]


def test_words_give_way_to_numbers_that_fill_the_paper() -> None:
    columns = next(n for n in range(12, 60) if plan_table(figures_of(12, n), LANDSCAPE.text_width).size == 5)
    page = lay_out(doc(figures_of(12, columns))).pages[0]
    assert texts(page).count("999.999.999.999") == columns


def test_numbers_end_on_one_line_in_the_middle_of_their_column() -> None:
    rows = tuple((cell("table_label", "x"), cell("table_value", text)) for text in ("7", "1.234", "89"))
    head = (cell("table_head", "Tên"), cell("table_head", "Số"))
    page = lay_out(doc(Table(("label", "value"), (head,), rows))).pages[0]
    numbers = [run for run in page.runs if run.text in ("7", "1.234", "89")]
    ends = [run.x + run.width for run in numbers]
    assert max(ends) - min(ends) < 0.01
    (over,) = (run for run in page.runs if run.text == "Số")
    widest = max(numbers, key=lambda run: run.width)
    assert widest.x + widest.width / 2 == pytest.approx(over.x + over.width / 2, abs=0.6)


# -- borders, heads, rows


def borders(page: Page) -> tuple[list[float], list[float]]:
    """Where horizontal and vertical borders stand, each once."""
    across = {round(rule.y, 2) for rule in page.rules if not rule.height}
    down = {round(rule.x, 2) for rule in page.rules if rule.height}
    return sorted(across), sorted(down)


def test_borders_are_thin_inside_the_margins_and_around_every_cell() -> None:
    pages = lay_out(doc(grid(rows=3, values=4)))
    page = pages.pages[0]
    assert {rule.thickness for rule in page.rules} == {0.5}
    assert outside_margins(pages) == []
    across, down = borders(page)
    assert len(across) == 1 + 2 + 3 and len(down) == 1 + 5
    assert down[0] - 0.25 == pytest.approx(PAGE.left, abs=0.01)
    assert down[-1] + 0.25 == pytest.approx(PAGE.width - PAGE.right, abs=0.01)
    assert across[0] - 0.25 == pytest.approx(PAGE.top, abs=0.01)
    for run in page.runs:
        left, right = max(x for x in down if x < run.x), min(x for x in down if x > run.x)
        assert run.text == "Nhóm" or run.x + run.width < right
        assert run.x - left > 2


def test_text_stands_between_its_rows_borders() -> None:
    page = lay_out(doc(grid(rows=4))).pages[0]
    across, _ = borders(page)
    for run in page.runs:
        if run.text == "Nội dung":
            continue
        above, below = max(y for y in across if y < run.y), min(y for y in across if y > run.y)
        assert run.y - fonts.ASCENT * run.size > above - 1.5 and run.y + fonts.DESCENT * run.size < below


def test_a_head_over_two_rows_stands_in_their_middle_without_a_border_through_it() -> None:
    page = lay_out(doc(grid(rows=1))).pages[0]
    across, down = borders(page)
    (title,) = (run for run in page.runs if run.text == "Nội dung")
    through = [r for r in page.rules if not r.height and abs(r.y - across[1]) < 0.01 and r.x < down[1] - 1]
    assert through == []
    middle = title.y - (fonts.ASCENT - fonts.DESCENT) * title.size / 2
    assert middle == pytest.approx((across[0] + across[2]) / 2, abs=2.5)


def test_the_head_is_printed_again_on_every_page_and_no_row_is_parted() -> None:
    long = grid(rows=60, label="Nhóm nhiệm vụ rất dài, nhiều chữ, xuống hai hoặc ba dòng trong cột hẹp {n}x")
    pages = lay_out(doc(para("body", "Mở đầu", index=0), long))
    assert len(pages.pages) > 2
    assert holds(pages, "Nội dung") == list(range(len(pages.pages)))
    assert overlaps(pages) == [] and outside_margins(pages) == []
    for row in range(60):
        assert len(holds(pages, f"{row}.000")) == 1
        (on,) = holds(pages, f"{row}.000")
        assert any(text.endswith(f"{row}x") for text in texts(pages.pages[on]))
    for page in pages.pages[1:]:
        across, _ = borders(page)
        assert across[0] == pytest.approx(PAGE.top + 0.25, abs=0.01)


@given(above=st.integers(0, 52), rows=st.integers(1, 6))
@settings(max_examples=40, deadline=None)
def test_a_head_never_ends_a_page_nor_does_the_title_above_it(above: int, rows: int) -> None:
    lines = [para("note", "dòng") for _ in range(above)]
    pages = lay_out(doc(*lines, para("heading1", "Tiêu đề", index=1), grid(rows=rows)))
    first = holds(pages, "0.000")
    assert first[0] in holds(pages, "Nội dung") and holds(pages, "Tiêu đề") == first
    assert holds(pages, "Nội dung") == sorted(
        {page for n in range(rows) for page in holds(pages, f"{n}.000")}
    )
    assert outside_margins(pages) == []


def test_a_row_taller_than_a_page_is_parted_and_whole() -> None:
    tall = grid(rows=2, label="chữ " * 700 + "{n}")
    pages = lay_out(doc(tall))
    assert len(pages.pages) > 2
    assert outside_margins(pages) == []
    got = "".join(text for page in pages.pages for text in texts(page))
    assert got.count("chữ") == 1400


def test_a_table_without_head_or_rows_is_laid_out() -> None:
    assert lay_out(doc(Table((), (), ()))).pages[0].runs == ()
    bare = Table(("label",), (), ((TableCell((para("table_label", "một"),)),),))
    page = lay_out(doc(bare)).pages[0]
    assert texts(page) == ["một"] and len(borders(page)[0]) == 2


def test_a_number_knows_its_cell_and_the_paragraph_it_stands_in() -> None:
    figure, where = Place("figure", "vb_den"), Place("paragraph", id=4)
    number = Paragraph("table_value", (Run("7", place=figure),), where)
    (run,) = lay_out(doc(Table(("value",), (), ((TableCell((number,)),),)))).pages[0].runs
    assert (run.place, run.paragraph) == (figure, 4)


# -- turned pages


def test_an_appendix_with_a_wide_table_is_turned_as_a_whole() -> None:
    pages = lay_out(
        doc(
            letterhead(), para("body", "Bài", index=0), closing(),
            *appendix(grid(turned=True), para("body", "Ghi chú", index=5)),
            *appendix(para("body", "Phụ lục hai", index=6)),
        )
    )  # fmt: skip
    assert sizes(pages) == [UPRIGHT, TURNED, UPRIGHT]
    assert {"Phụ lục", "TÊN", "Nội dung", "Ghi chú"} <= set(texts(pages.pages[1]))
    assert outside_margins(pages) == []
    assert [entry.page for entry in pages.outline] == [1, 2]


def test_the_number_of_a_turned_page_stands_in_the_middle_of_its_top_margin() -> None:
    page = lay_out(doc(para("body", "Bài"), *appendix(grid(rows=30, turned=True)))).pages[2]
    number = page.runs[0]
    assert (number.text, number.size, number.face) == ("2", 13, "regular")
    assert number.x + number.width / 2 == pytest.approx((PAGE.left + page.width - PAGE.right) / 2)
    assert number.y < PAGE.top


def test_in_the_body_only_the_table_is_turned_with_the_heading_above_it() -> None:
    pages = lay_out(
        doc(
            para("body", "trước", index=0),
            para("heading1", "2. Mục", index=1),
            grid(turned=True),
            para("body", "sau", index=3),
        )
    )
    assert sizes(pages) == [UPRIGHT, TURNED, UPRIGHT]
    assert texts(pages.pages[0]) == ["trước"] and "2. Mục" in texts(pages.pages[1])


def test_the_closing_follows_a_wide_table_onto_its_page_and_is_never_alone() -> None:
    pages = lay_out(doc(para("body", "trước"), grid(turned=True), closing()))
    assert sizes(pages) == [UPRIGHT, TURNED]
    assert {"2.000", "Nơi nhận:", "Nguyễn Văn A"} <= set(texts(pages.pages[1]))
    assert outside_margins(pages) == []
    for rows in range(8, 22):
        pages = lay_out(doc(grid(rows=rows), closing()))
        assert holds(pages, f"{rows - 1}.000") == holds(pages, "Nơi nhận:") == [len(pages.pages) - 1]


def test_a_table_that_fits_stays_on_upright_paper_among_the_text() -> None:
    pages = lay_out(doc(para("body", "trước", index=0), grid(), para("body", "sau", index=1)))
    assert sizes(pages) == [UPRIGHT]
    lines = {run.text: run.y for run in pages.pages[0].runs}
    assert lines["trước"] < lines["Nội dung"] < lines["2.000"] < lines["sau"]


def test_notes_of_a_turned_page_are_as_wide_as_its_text_and_end_before_the_next() -> None:
    pages = lay_out(
        doc(
            *appendix(grid(turned=True), para("body", "chữ", NoteMark(1), index=1)),
            *appendix(para("body", "sau", index=2)),
            notes=(note(1, "dài " * 4000),),
        )
    )
    assert notes_away_from_marks(pages) == [] and outside_margins(pages) == []
    assert sizes(pages)[0] == UPRIGHT and sizes(pages)[-1] == UPRIGHT
    assert set(sizes(pages)[1:-1]) == {TURNED} and len(pages.pages) > 4
    widest = max(run.x + run.width for page in pages.pages[1:-1] for run in page.runs if run.in_note)
    assert widest == pytest.approx(LANDSCAPE.width - LANDSCAPE.right, abs=0.1)


def test_sections_hold_every_block_once_in_order() -> None:
    blocks = (
        para("body", "a"),
        grid(turned=True),
        para("body", "b"),
        *appendix(grid(values=14)),
        PageBreak(),
    )
    found = sections(doc(*blocks))
    listed = [index for section in found for index in section.blocks]
    assert listed == [n for n, block in enumerate(blocks) if not isinstance(block, PageBreak)]
    assert [section.shape for section in found] == [PAGE, LANDSCAPE, PAGE, LANDSCAPE]
    assert [section.blocks for section in sections(doc())] == [range(0)]


# -- PDF


def test_an_appendix_has_its_own_page_label_title_and_the_line_that_says_whose_it_is() -> None:
    """Decree 30/2020, Appendix I: "Phụ lục" 14 bold, the title capitals 13-14 bold, the line below italic."""
    note_line = para("appendix_note", "(Kèm theo Báo cáo số 2146/BC-VP)")
    pages = read_pdf(write_pdf(lay_out(doc(para("body", "Bài"), *appendix(note_line, grid())))))
    assert [line.text for line in pages[0].lines] == ["Bài"]
    found = [pages[1].line(text) for text in ("Phụ lục", "TÊN", "(Kèm theo")]
    assert [(line.size, line.font) for line in found] == [(14, "Bold"), (14, "Bold"), (14, "Italic")]
    middle = (PAGE.left + PAGE.width - PAGE.right) / 2
    assert all(line.middle == pytest.approx(middle, abs=1.5) for line in found)
    assert [line.y for line in found] == sorted(line.y for line in found)


def test_the_pdf_has_the_borders_and_turns_the_page() -> None:
    pages = lay_out(doc(para("body", "Bài"), *appendix(grid(rows=2, turned=True))))
    data = write_pdf(pages)
    upright, turned = read_pdf(data)
    assert [(round(p.width), round(p.height)) for p in (upright, turned)] == [UPRIGHT, TURNED]
    assert {round(rule.thickness, 3) for rule in turned.rules} == {0.5}
    assert len(turned.rules) == len(pages.pages[1].rules)
    reader = pypdf.PdfReader(BytesIO(data))
    assert not any(page.get("/Rotate") for page in reader.pages)
    assert "Nội dung" in reader.pages[1].extract_text()
    middle = (PAGE.left + LANDSCAPE.width - PAGE.right) / 2
    assert turned.line("Phụ lục").middle == pytest.approx(middle, abs=1.5)


def test_the_same_table_gives_the_same_bytes() -> None:
    first, second = (write_pdf(lay_out(doc(*appendix(grid(rows=40))))) for _ in range(2))
    assert first == second
