"""The Word file as others read it: the Open XML SDK finds no error, LibreOffice breaks the lines as we do."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pypdfium2
import pytest

from export.docx.writer import write_docx
from export.layout import lay_out
from export.pdf import write_pdf
from export.styles import PAGE
from models.entities import Paragraph
from models.report.compose import compose
from models.report.document import Block, Closing, Document, PageBreak
from models.sample import month_data, sample_periods
from tests.export.pdf_reading import PdfPage, read_pdf
from tests.export.reports import SENTENCE, SIGNATURES, closing, document, letterhead, line, note
from tests.export.samples import figures_of, grid, turned_inside, with_appendices, with_tall_closing
from tests.office.conftest import Convert, Validate
from tests.office.lines import Printed, missing_lines, our_lines, pdf_lines

pytestmark = pytest.mark.office

LONG_NAMES = letterhead(
    "ỦY BAN NHÂN DÂN TỈNH CAO BẰNG", "VĂN PHÒNG ĐOÀN ĐẠI BIỂU QUỐC HỘI VÀ HỘI ĐỒNG NHÂN DÂN"
)


def many_notes() -> Document:
    sizes = ((1 + number * 7 % 25, 1 + number % 3) for number in range(1, 61))
    return document(notes=tuple(note(number, *size) for number, size in enumerate(sizes, 1)))


def sample_with_appendices() -> Document:
    """Every sheet of the sample, each in an appendix of its own, upright or turned."""
    data = month_data(sample_periods()[-1])
    texts = [paragraph.text for paragraph in data.paragraphs]
    for number, sheet in enumerate(data.catalogue.sheets, 1):
        texts += [f"### Phụ lục {number}", f"## {sheet.label.upper()}", f"{{{{bảng|{sheet.code}}}}}"]
        texts += [f"### Phụ lục {number}b", "## BIỂU NGANG", f"{{{{bảng|{sheet.code}|ngang}}}}"]
    return compose(replace(data, paragraphs=tuple(map(Paragraph, texts)))).document


# Made when a test asks for one: a fault in composing is then a failed test, not a broken collection.
VARIANTS: dict[str, Callable[[], Document]] = {
    "no notes": document,
    "one note": lambda: document(notes=(note(1),)),
    "sixty notes, some long": many_notes,
    "addressee and appendix": lambda: document(addressee=True, appendix=True),
    "long names": lambda: document(head=LONG_NAMES, end=closing(signer="Nguyễn Phan Hoàng Thị Phương Thảo")),
    "appendices with tables": with_appendices,
    "an appendix turned within": turned_inside,
    "sample report with appendices": sample_with_appendices,
    "a turned table among the text": lambda: Document(
        "", "", "", (letterhead(), line("body", "trước"), grid(turned=True), line("body", "sau"), closing())
    ),
    "a turned table before the closing": lambda: Document("", "", "", (grid(turned=True), grid(), closing())),
    "a closing block taller than a page": lambda: with_tall_closing(9, 60, True),
    "several addressees": lambda: Document(
        "", "", "", (LONG_NAMES, line("addressee", "Kính gửi:"), *[line("addressee", "- Bộ;")] * 2, closing())
    ),
    "nothing at all": lambda: Document("", "", "", ()),
    "sample report": lambda: compose(month_data(sample_periods()[-1])).document,
    **{" / ".join(lines): partial(document, end=closing(lines)) for lines in SIGNATURES},
}


@pytest.mark.parametrize("name", VARIANTS)
def test_the_open_xml_sdk_finds_no_error(name: str, validate: Validate) -> None:
    assert validate(write_docx(VARIANTS[name]())) == []


def test_the_validator_sees_an_error_where_there_is_one(validate: Validate) -> None:
    """Otherwise the test above could not fail."""
    good = write_docx(document())
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/settings.xml":
                # The list of separators after the compatibility settings: the wrong order.
                start, end = data.index(b"<w:footnotePr>"), data.index(b"<w:compat>")
                data = data[:start] + data[end:].replace(b"</w:compat>", b"</w:compat>" + data[start:end])
            target.writestr(name, data)
    assert validate(broken.getvalue()) != []


@pytest.mark.parametrize(
    ("name", "least"),
    [("sample report", 100), ("sixty notes, some long", 3000), ("addressee and appendix", 30)],
)
def test_libreoffice_breaks_every_line_where_we_do(name: str, least: int, to_pdf: Convert) -> None:
    report = VARIANTS[name]()
    pages = lay_out(report)
    ours = our_lines(pages)
    theirs = pdf_lines(to_pdf(write_docx(report)))
    missing = missing_lines(ours, theirs)
    same_page = (Counter(ours) & Counter(theirs)).total()
    print(f"{name}: {len(ours) - len(missing)} of {len(ours)} lines equal, {same_page} on the same page")
    assert len(ours) >= least
    assert missing == []


def cell_lines(pages: list[PdfPage]) -> list[Printed]:
    """Every line of every cell, and of the text, with its page: a gap parts the columns."""
    return [
        Printed(number, "".join(line.text.split()))
        for number, page in enumerate(pages)
        for line in page.lines
    ]


def page_numbers(pages: list[PdfPage]) -> list[str]:
    """What stands in the top margin of every page, where it is 13 points large and centred over the text."""
    found = []
    for page in pages:
        numbers = [each for each in page.lines if each.y < PAGE.top]
        for number in numbers:
            middle = (PAGE.left + page.width - PAGE.right) / 2
            assert (number.size, number.middle) == (13, pytest.approx(middle, abs=1)), number.text
        found.append(" ".join(number.text for number in numbers))
    return found


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("appendices with tables", ["", "2", "3", "", "2", "3", "4", "", "2", "3", ""]),
        ("an appendix turned within", ["", "", "2", "3", "4", "", "2"]),
        ("addressee and appendix", ["", "2", ""]),
    ],
)
def test_libreoffice_numbers_every_appendix_anew_as_we_do(
    name: str, wanted: list[str], to_pdf: Convert
) -> None:
    report = VARIANTS[name]()
    ours = page_numbers(read_pdf(write_pdf(lay_out(report))))
    theirs = page_numbers(read_pdf(to_pdf(write_docx(report)).read_bytes()))
    assert ours == theirs == wanted


@pytest.mark.parametrize("name", ["appendices with tables", "sample report with appendices"])
def test_libreoffice_sets_appendices_and_tables_as_we_do(name: str, to_pdf: Convert) -> None:
    report = VARIANTS[name]()
    ours = read_pdf(write_pdf(lay_out(report)))
    theirs = read_pdf(to_pdf(write_docx(report)).read_bytes())
    sizes = [[(round(page.width), round(page.height)) for page in pages] for pages in (ours, theirs)]
    assert sizes[0] == sizes[1] and (842, 595) in sizes[0]
    assert page_numbers(theirs) == page_numbers(ours)
    first = next(number for number, page in enumerate(ours) if page.lines[0].text.startswith("Phụ lục"))
    in_tables = [line for line in cell_lines(ours) if line.page >= first]
    missing = missing_lines(in_tables, cell_lines(theirs))
    same_page = (Counter(in_tables) & Counter(cell_lines(theirs))).total()
    print(f"{len(in_tables) - len(missing)} of {len(in_tables)} lines equal, {same_page} on the same page")
    assert len(in_tables) > 300 and missing == []
    heads = [sum(line.text == "Nội dung" for line in page.lines) for page in theirs]
    assert heads == [sum(line.text == "Nội dung" for line in page.lines) for page in ours]


def test_libreoffice_breaks_no_number_however_large(to_pdf: Convert) -> None:
    tables = [block for digits in range(5, 16) for block in (PageBreak(), figures_of(digits))]
    report = Document("", "", "", tuple(tables[1:]))
    theirs = read_pdf(to_pdf(write_docx(report)).read_bytes())
    assert Counter(cell_lines(theirs)) == Counter(cell_lines(read_pdf(write_pdf(lay_out(report)))))


@pytest.mark.parametrize("place", ["Cao Bằng", "Thành phố Phan Rang - Tháp Chàm"])
def test_libreoffice_breaks_long_names_and_addressees_where_we_do(place: str, to_pdf: Convert) -> None:
    right = (*LONG_NAMES.right[:2], line("place_date", f"{place}, ngày 29 tháng 8 năm 2022"))
    names = ("Kính gửi:", "- Văn phòng Chính phủ;", f"- {SENTENCE}")
    blocks = (replace(LONG_NAMES, right=right), *(line("addressee", name) for name in names), closing())
    report = Document("", "", "", blocks)
    theirs = read_pdf(to_pdf(write_docx(report)).read_bytes())
    assert Counter(cell_lines(theirs)) == Counter(cell_lines(read_pdf(write_pdf(lay_out(report)))))


def test_libreoffice_numbers_pages_from_the_second_in_the_top_margin(to_pdf: Convert) -> None:
    path = to_pdf(write_docx(VARIANTS["sample report"]()))
    with pypdfium2.PdfDocument(path) as pdf:
        height = pdf[0].get_height()
        margins = [
            page.get_textpage().get_text_bounded(bottom=height - 20 / 25.4 * 72).strip() for page in pdf
        ]
    assert margins == ["", *(str(number) for number in range(2, len(margins) + 1))]
    assert len(margins) > 1


def test_libreoffice_keeps_the_closing_whole_and_the_last_lines_with_it(to_pdf: Convert) -> None:
    """Parts of growing length, each on its own page: the end of the text falls on every height of a page."""
    sizes = range(24, 40)
    blocks: list[Block] = []
    for size in sizes:
        blocks += [PageBreak(), line("heading1", f"Phần {size}.")]
        blocks += [line("body", f"Dòng {number} của phần {size}.") for number in range(1, size + 1)]
        left = (
            line("recipients_title", f"Nơi nhận phần {size}:"),
            line("recipient", f"- Lưu: VT, phần {size}."),
        )
        blocks.append(
            Closing(left, (line("capacity", f"TRƯỞNG PHẦN {size}"), line("signer", f"Người ký {size}")))
        )
    lines = pdf_lines(to_pdf(write_docx(Document("", "", "", tuple(blocks[1:])))))
    page_of = {line.text: line.page for line in lines}
    pushed = 0
    for size in sizes:
        closing_pages = {
            page_of[text]
            for text in (f"Nơinhậnphần{size}:", f"-Lưu:VT,phần{size}.", f"TRƯỞNGPHẦN{size}", f"Ngườiký{size}")
        }
        assert closing_pages == {page_of[f"Dòng{size}củaphần{size}."]}, size
        pushed += page_of[f"Phần{size}."] not in closing_pages
    assert 0 < pushed < len(sizes)


def test_libreoffice_parts_text_and_tall_closing_blocks_where_we_do(to_pdf: Convert) -> None:
    """Ends of one to nine lines at every height of a page, before blocks from small to taller than a page."""
    blocks: list[Block] = []
    for number, recipients in enumerate((9, 24, 40, 44, 48, 52, 53, 54, 55, 56, 60, 130)):
        for heading in (False, True):
            blocks += [PageBreak(), *with_tall_closing(7 + number * 5, recipients, heading).blocks]
    report = Document("", "", "", tuple(blocks[1:]))
    ours = read_pdf(write_pdf(lay_out(report)))
    theirs = read_pdf(to_pdf(write_docx(report)).read_bytes())
    assert len(ours) > 60
    for page, (mine, other) in enumerate(zip(ours, theirs, strict=True), 1):
        assert Counter(cell_lines([mine])) == Counter(cell_lines([other])), page
