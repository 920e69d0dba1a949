"""The PDF as a viewer reads it: page.md's rows measured on the file; text, links, outline, bytes."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pypdf
import pytest

from export import fonts
from export.layout import lay_out
from export.pdf import write_pdf
from export.styles import mm
from models.report.document import Document, NoteMark
from tests.export.pdf_reading import Line, PdfPage, PdfRule, read_pdf
from tests.export.samples import note, para, report

LEFT, RIGHT = mm(30), mm(210 - 20)
TOP, BOTTOM = mm(20), mm(297 - 20)
CENTRE = (LEFT + RIGHT) / 2


@pytest.fixture(scope="module")
def data() -> bytes:
    return write_pdf(lay_out(report()))


@pytest.fixture(scope="module")
def pages(data: bytes) -> list[PdfPage]:
    return read_pdf(data)


@pytest.fixture(scope="module")
def first(pages: list[PdfPage]) -> PdfPage:
    return pages[0]


def rule_under(page: PdfPage, line: Line) -> PdfRule:
    return next(
        rule for rule in page.rules if 0 < rule.y - line.y < 9 and abs(rule.middle - line.middle) < 40
    )


def test_paper_is_a4_portrait(pages: list[PdfPage]) -> None:
    assert [(round(p.width, 1), round(p.height, 1)) for p in pages] == [(595.3, 841.9)] * 3


def test_everything_stands_inside_the_margins(pages: list[PdfPage]) -> None:
    for page in pages:
        for line in page.lines:
            if line.y > TOP:
                assert line.x >= LEFT - 0.1 and line.end <= RIGHT + 1, line.text
                assert TOP < line.y < BOTTOM, line.text


def test_page_number_from_page_two_13_upright_centred_in_the_top_margin(pages: list[PdfPage]) -> None:
    assert not [line for line in pages[0].lines if line.y < TOP]
    for number, page in enumerate(pages[1:], 2):
        line = next(line for line in page.lines if line.y < TOP)
        assert (line.text, line.font) == (str(number), "Regular")
        assert line.size == 13
        assert line.middle == pytest.approx(CENTRE, abs=1)


@pytest.mark.parametrize(
    ("start", "size", "font"),
    [
        ("CỘNG HÒA", 13, "Bold"),
        ("Độc lập", 14, "Bold"),
        ("UBND TỈNH", 13, "Regular"),
        ("VĂN PHÒNG", 13, "Bold"),
        ("Số: 2146", 13, "Regular"),
        ("Cao Bằng, ngày", 14, "Italic"),
        ("BÁO CÁO", 14, "Bold"),
        ("Công tác chỉ đạo", 14, "Bold"),
        ("1. Công tác", 14, "Bold"),
        ("Trong tháng 8", 14, "Regular"),
        ("chính sách được", 11, "Regular"),
    ],
)
def test_sizes_and_faces(first: PdfPage, start: str, size: float, font: str) -> None:
    line = first.line(start)
    assert (line.size, line.font) == (pytest.approx(size), font)


def test_header_columns(first: PdfPage) -> None:
    """Bodies' names left, centred to each other; quốc hiệu right; number and date on one line."""
    left = [first.line(start) for start in ("UBND TỈNH", "VĂN PHÒNG", "Số: 2146")]
    right = [first.line(start) for start in ("CỘNG HÒA", "Độc lập", "Cao Bằng, ngày")]
    for column in (left, right):
        assert max(line.middle for line in column) - min(line.middle for line in column) < 1.5
    for a, b in zip(left, right, strict=True):
        assert a.y == pytest.approx(b.y, abs=0.01)
        assert a.end < b.x
    assert right[0].middle > 595 / 2


def test_rules_of_the_header(first: PdfPage) -> None:
    """Under tiêu ngữ as long as it; under the issuer a third to a half of it; both centred, solid."""
    motto, issuer = first.line("Độc lập"), first.line("VĂN PHÒNG")
    below = rule_under(first, motto)
    assert below.width == pytest.approx(motto.end - motto.x, abs=1.5)
    assert below.middle == pytest.approx(motto.middle, abs=1)
    below = rule_under(first, issuer)
    assert 1 / 3 <= below.width / (issuer.end - issuer.x) <= 1 / 2
    assert below.middle == pytest.approx(issuer.middle, abs=1)


def test_kind_and_subject_are_centred_with_a_rule_below(first: PdfPage) -> None:
    kind, one, two = first.line("BÁO CÁO"), first.line("Công tác chỉ đạo"), first.line("của UBND tỉnh, Chủ")
    for line in (kind, one, two):
        assert line.middle == pytest.approx(CENTRE, abs=1)
    rule = rule_under(first, two)
    assert 1 / 3 <= rule.width / (one.end - one.x) <= 1 / 2
    assert 1 / 3 <= rule.width / (two.end - two.x) <= 1 / 2
    assert rule.middle == pytest.approx(CENTRE, abs=0.1)
    assert two.y - one.y == pytest.approx(14 * 1.15, abs=0.01)


def test_paragraphs(first: PdfPage) -> None:
    """First line 1,27 cm in, single spacing, 6 pt between paragraphs, justified to the right margin."""
    lines = list(first.lines)
    start = lines.index(first.line("Trong tháng 8"))
    paragraph = lines[start : start + 6]
    assert paragraph[0].x == pytest.approx(LEFT + 36, abs=0.01)
    for above, below in pairwise(paragraph):
        assert below.x == pytest.approx(LEFT, abs=0.01)
        assert below.y - above.y == pytest.approx(14 * 1.15, abs=0.01)
    for line in paragraph[:-1]:
        assert line.end == pytest.approx(RIGHT, abs=1.5)
    assert paragraph[-1].end < RIGHT - 50
    assert lines[start + 6].y - paragraph[-1].y == pytest.approx(14 * 1.15 + 6, abs=0.01)


def test_notes(pages: list[PdfPage]) -> None:
    """11 pt at the foot under a short rule; marks 58 % of the size, raised a third of it."""
    page = pages[0]
    last = page.line("chính sách được")
    assert last.y == pytest.approx(BOTTOM - 11 * fonts.DESCENT, abs=0.1)
    rule = max(page.rules, key=lambda rule: rule.y)
    assert (rule.x, rule.width) == (pytest.approx(LEFT, abs=0.6), pytest.approx(mm(50), abs=0.6))
    marked = page.line("nhiều chỉ tiêu tăng so với cùng kỳ1")
    mark = next(char for char in marked.chars if char.size < 10)
    assert (mark.text, mark.size) == ("1", pytest.approx(14 * 0.58, abs=0.01))
    assert marked.y - mark.y == pytest.approx(14 * 0.33, abs=0.01)
    assert rule.y > max(line.y for line in page.lines if line.size == 14)


def test_closing_block(pages: list[PdfPage]) -> None:
    """Capacity 14 bold in the right half, the name centred under it; Nơi nhận 12, recipients 11, left."""
    page = pages[-1]
    capacity, signer = page.line("CHÁNH VĂN PHÒNG"), page.line("Nguyễn Văn A")
    assert {(line.size, line.font) for line in (capacity, signer)} == {(14, "Bold")}
    assert capacity.x > CENTRE and signer.x > CENTRE
    assert capacity.middle == pytest.approx(signer.middle, abs=1)
    assert signer.y - capacity.y > mm(20)
    title, archive = page.line("Nơi nhận:"), page.line("- Lưu: VT")
    assert (title.size, title.font) == (12, "BoldItalic")
    assert (archive.size, archive.font) == (11, "Regular")
    assert title.x == pytest.approx(LEFT, abs=0.1) and archive.x == pytest.approx(LEFT, abs=0.1)
    assert page.line("Trên đây").y < title.y


def text_of(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages)


def test_text_copies_as_nfc_with_its_spaces(data: bytes) -> None:
    text = text_of(data)
    assert unicodedata.is_normalized("NFC", text)
    for sentence in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "phát triển kinh tế -",
        "nhận về 3.521 văn bản đến và gửi đi 1.039",
        "tổng kim ngạch xuất nhập khẩu qua địa bàn đạt 566,82 triệu USD",
    ):
        assert sentence in text


def test_decomposed_input_prints_composed() -> None:
    document = replace(
        report(), blocks=(para("body", unicodedata.normalize("NFD", "Ủy ban Mặt trận Tổ quốc")),)
    )
    assert "Ủy ban Mặt trận Tổ quốc" in text_of(write_pdf(lay_out(replace(document, notes=()))))


def test_markup_and_odd_characters_are_only_text() -> None:
    text = '<b>x</b> <img src="/etc/passwd"/> & {{a}} (b) \\ 会'
    document = Document("", "", "", (para("body", text),))
    assert '<b>x</b> <img src="/etc/passwd"/> & {{a}} (b) \\ ?' in " ".join(
        text_of(write_pdf(lay_out(document))).split()
    )


def test_more_letters_than_one_subset_holds() -> None:
    """A subset font has 256 places; the rest go into a second, and spaces keep their widening."""
    letters = [chr(code) for code in range(0x20, 0x2000) if fonts.widths("regular").has(chr(code))]
    shown = [c for c in letters if c.isalpha() and unicodedata.is_normalized("NFC", c)][:600]
    document = Document("", "", "", (para("body", " ".join(shown)),))
    data = write_pdf(lay_out(document))
    assert "".join(text_of(data).split()) == "".join(shown)
    lines = read_pdf(data)[0].lines
    assert all(line.end == pytest.approx(RIGHT, abs=2.5) for line in lines[:-1])


def test_fonts_are_embedded_and_only_ours(data: bytes) -> None:
    reader = pypdf.PdfReader(BytesIO(data))
    names = set()
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            names.add(font.get_object()["/BaseFont"].partition("+")[2])
            assert "/FontFile2" in font.get_object()["/FontDescriptor"]
            assert "/ToUnicode" in font.get_object()
    assert names <= {"LiberationSerif" + tail for tail in ("", "-Bold", "-Italic", "-BoldItalic")}


def test_language_title_and_author(data: bytes) -> None:
    reader = pypdf.PdfReader(BytesIO(data))
    assert reader.root_object["/Lang"] == "vi-VN"
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert reader.metadata is not None
    assert reader.metadata.title == "Báo cáo công tác chỉ đạo điều hành tháng 8 năm 2022"
    assert (reader.metadata.author, reader.metadata.subject) == ("Văn phòng", "Tháng 8")


def test_outline_leads_to_the_headings(data: bytes) -> None:
    reader = pypdf.PdfReader(BytesIO(data))
    found = [
        (entry.title, reader.get_destination_page_number(entry))
        for entry in reader.outline
        if isinstance(entry, pypdf.generic.Destination)
    ]
    assert [title[:20] for title, _ in found] == [
        "1. Công tác chỉ đạo ",
        "2. Triển khai các nh",
        "3. Kết quả thực hiện",
    ]
    assert [page for _, page in found] == [0, 1, 1]


def test_marks_and_notes_are_linked_both_ways(data: bytes) -> None:
    reader = pypdf.PdfReader(BytesIO(data))
    links = [len(page.get("/Annots", ())) for page in reader.pages]
    assert sum(links) == 2 * len(report().notes)
    for page in reader.pages:
        for annotation in page.get("/Annots", ()):
            page_reference, kind, *_ = annotation.get_object()["/Dest"]
            assert kind == "/XYZ"
            assert page_reference in [other.indirect_reference for other in reader.pages]


def test_same_document_same_bytes(data: bytes) -> None:
    assert write_pdf(lay_out(report())) == data


def test_an_empty_document_is_one_empty_page() -> None:
    pages = read_pdf(write_pdf(lay_out(Document("", "", "", ()))))
    assert [page.lines for page in pages] == [()]


def test_a_note_that_runs_on_stands_under_a_full_rule() -> None:
    long = note(1, "chữ " * 5000)
    document = Document("", "", "", (para("body", "Xem", NoteMark(1)),), (long,))
    pages = read_pdf(write_pdf(lay_out(document)))
    assert len(pages) > 2
    widths = [max(page.rules, key=lambda rule: rule.y).width for page in pages]
    assert widths[0] == pytest.approx(mm(50), abs=0.6)
    assert widths[1:] == [pytest.approx(mm(160), abs=0.6)] * (len(pages) - 1)
