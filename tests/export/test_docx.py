"""The Word file: Decree 30/2020 in its named styles, real footnotes, and nothing left to chance.

What LibreOffice and the Open XML validator say of it is asked in tests/office.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from export.docx import word_styles
from export.docx.writer import write_docx
from models.report.document import Closing, Document, Letterhead, Note, NoteMark, PageBreak, Run
from tests.export.reports import document, line, note

ROOT = Path(__file__).resolve().parents[2]
W = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


def part(data: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def body(data: bytes) -> Any:
    return part(data, "word/document.xml")[0]


def text(element: Any) -> str:
    return "".join("\n" if e.tag == qn("w:br") else e.text or "" for e in element.iter(qn("w:t"), qn("w:br")))


def style_of(paragraph: Any) -> str:
    return str(paragraph.find("w:pPr/w:pStyle", W).get(qn("w:val")))


def by_style(data: bytes, style_id: str) -> list[Any]:
    return [p for p in body(data).iter(qn("w:p")) if style_of(p) == style_id]


def value(element: Any, path: str, attribute: str = "w:val") -> str | None:
    found = element.find(path, W)
    return None if found is None else str(found.get(qn(attribute), ""))


def only(*blocks: Any, notes: tuple[Note, ...] = ()) -> bytes:
    return write_docx(Document("Tên", "Văn phòng", "Trích yếu", blocks, notes))


# Appendix I of Decree 30/2020: id, size in points, bold, italic, alignment.
LAW = [
    ("CoQuanChuQuan", (12, 13), False, False, "center"),
    ("CoQuanBanHanh", (12, 13), True, False, "center"),
    ("SoKyHieu", (13, 13), False, False, "center"),
    ("QuocHieu", (12, 13), True, False, "center"),
    ("TieuNgu", (13, 14), True, False, "center"),
    ("DiaDanhNgayThang", (13, 14), False, True, "center"),
    ("TenLoai", (13, 14), True, False, "center"),
    ("TrichYeu", (13, 14), True, False, "center"),
    ("KinhGui", (13, 14), False, False, "center"),
    ("NoiDung", (13, 14), False, False, "both"),
    ("Heading1", (13, 14), True, False, "both"),
    ("FootnoteText", (10, 12), False, False, "both"),
    ("ChucVu", (13, 14), True, False, "center"),
    ("NguoiKy", (13, 14), True, False, "center"),
    ("NoiNhan", (12, 12), True, True, "left"),
    ("NoiNhanDong", (11, 11), False, False, "left"),
    ("PhuLuc", (14, 14), True, False, "center"),
    ("TenPhuLuc", (13, 14), True, False, "center"),
    ("KemTheo", (13, 14), False, True, "center"),
    ("BangDauCot", (12, 13), True, False, "center"),
    ("BangNhan", (12, 13), False, False, "left"),
    ("BangKy", (11, 11), False, True, "left"),
    ("BangSo", (12, 13), False, False, "right"),
    ("Header", (13, 14), False, False, "center"),
]


@pytest.mark.parametrize(("style_id", "points", "bold", "italic", "align"), LAW)
def test_each_style_is_within_the_decree(
    style_id: str, points: tuple[int, int], bold: bool, italic: bool, align: str
) -> None:
    (style,) = part(write_docx(document()), "word/styles.xml").xpath(
        "w:style[@w:styleId=$id]", namespaces=W, id=style_id
    )
    size = int(value(style, "w:rPr/w:sz") or 0) / 2
    assert points[0] <= size <= points[1]
    assert value(style, "w:rPr/w:szCs") == value(style, "w:rPr/w:sz")
    assert (style.find("w:rPr/w:b", W) is not None) is bold
    assert (style.find("w:rPr/w:i", W) is not None) is italic
    assert value(style, "w:pPr/w:jc") == align


def test_body_has_its_first_line_indented_and_six_points_after() -> None:
    style = part(write_docx(document()), "word/styles.xml").find("w:style[@w:styleId='NoiDung']", W)
    assert value(style, "w:pPr/w:ind", "w:firstLine") == "720"  # 1,27 cm
    assert int(value(style, "w:pPr/w:spacing", "w:after") or 0) >= 120
    defaults = part(write_docx(document()), "word/styles.xml").find("w:docDefaults", W)
    assert value(defaults, ".//w:spacing", "w:line") == "240"  # single
    assert defaults.find(".//w:widowControl", W) is not None


def test_the_paper_is_a4_with_the_decrees_margins() -> None:
    section = body(write_docx(document())).find("w:sectPr", W)
    size, margins = section.find("w:pgSz", W), section.find("w:pgMar", W)
    assert (size.get(qn("w:w")), size.get(qn("w:h"))) == ("11906", "16838")
    millimetres = {
        side: int(margins.get(qn(f"w:{side}"))) / 1440 * 25.4 for side in ("top", "bottom", "left", "right")
    }
    assert 19.9 <= millimetres["top"] <= 25 and 19.9 <= millimetres["bottom"] <= 25
    assert 29.9 <= millimetres["left"] <= 35 and 15 <= millimetres["right"] <= 20.1


def test_pages_are_numbered_from_the_second_in_the_top_margin() -> None:
    data = write_docx(document())
    section = body(data).find("w:sectPr", W)
    assert section.find("w:titlePg", W) is not None
    assert [each.get(qn("w:type")) for each in section.findall("w:headerReference", W)] == ["default"]
    header = part(data, "word/header1.xml")
    assert value(header, ".//w:fldSimple", "w:instr") == " PAGE "
    top, distance = (int(value(section, "w:pgMar", name) or 0) for name in ("w:top", "w:header"))
    assert distance + 13 * 1.15 * 20 < top


def test_times_new_roman_for_every_script_and_vietnamese() -> None:
    data = write_docx(document())
    run = part(data, "word/styles.xml").find("w:docDefaults/w:rPrDefault/w:rPr", W)
    fonts = run.find("w:rFonts", W)
    assert {fonts.get(qn(f"w:{name}")) for name in ("ascii", "hAnsi", "eastAsia", "cs")} == {
        "Times New Roman"
    }
    assert value(run, "w:lang") == "vi-VN"
    modes = part(data, "word/settings.xml").findall("w:compat/w:compatSetting", W)
    assert {m.get(qn("w:name")): m.get(qn("w:val")) for m in modes}["compatibilityMode"] == "15"


def test_every_style_that_is_used_exists_and_is_named_once() -> None:
    data = write_docx(document(notes=(note(1), note(2)), addressee=True, appendix=True))
    found = part(data, "word/styles.xml")
    ids = found.xpath("w:style/@w:styleId", namespaces=W)
    names = found.xpath("w:style/w:name/@w:val", namespaces=W)
    assert len(set(ids)) == len(ids) and len(set(names)) == len(names)
    assert not any("," in name for name in names)
    used: set[str] = set()
    for name in ("document", "footnotes", "header1", "styles"):
        tree = part(data, f"word/{name}.xml")
        used |= set(tree.xpath("//w:pStyle/@w:val|//w:rStyle/@w:val|//w:tblStyle/@w:val", namespaces=W))
        used |= set(tree.xpath("//w:basedOn/@w:val|//w:next/@w:val", namespaces=W))
    assert used and used <= set(ids)


def test_text_comes_back_as_it_went_in() -> None:
    report = document(addressee=True)
    word = docx.Document(io.BytesIO(write_docx(report)))
    told = [p.text for p in word.paragraphs if p.text]
    assert told == [b.text for b in report.blocks if not isinstance(b, Letterhead | Closing | PageBreak)]
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert cells == [
        "UBND TỈNH CAO BẰNG\nVĂN PHÒNG\n",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n",
        "Số: 2146/BC-VP",
        "Cao Bằng, ngày 29 tháng 8 năm 2022",
        "Nơi nhận:\n- Chủ tịch, các PCT UBND tỉnh;\n- Các sở, ban, ngành thuộc UBND tỉnh;\n- Lưu: VT, TH.",
        "CHÁNH VĂN PHÒNG\nNguyễn Văn A",
    ]


def test_bold_and_italic_are_said_only_where_the_style_does_not() -> None:
    data = only(
        line("body", "a", Run("b", bold=True), Run("i", italic=True)), line("heading1", Run("h", bold=True))
    )
    looks = [
        (text(run), run.find("w:rPr/w:b", W) is not None, run.find("w:rPr/w:i", W) is not None)
        for run in body(data).iter(qn("w:r"))
    ]
    assert looks == [("a", False, False), ("b", True, False), ("i", False, True), ("h", False, False)]


# Footnotes


def test_notes_are_real_footnotes_of_several_paragraphs_in_the_order_of_their_marks() -> None:
    data = write_docx(document(notes=(note(1), note(2, paragraphs=3), note(3))))
    notes = part(data, "word/footnotes.xml").findall("w:footnote", W)
    assert [n.get(qn("w:id")) for n in notes] == ["-1", "0", "1", "2", "3"]
    assert [n.get(qn("w:type")) for n in notes[:3]] == ["separator", "continuationSeparator", None]
    assert [len(n.findall("w:p", W)) for n in notes[2:]] == [1, 3, 1]
    assert [style_of(p) for p in notes[3].iter(qn("w:p"))] == ["FootnoteText"] * 3
    assert text(notes[3][2]).startswith("Chú thích 2.3: ")
    assert len(notes[3].findall(".//w:footnoteRef", W)) == 1
    marks = body(data).findall(".//w:footnoteReference", W)
    assert [m.get(qn("w:id")) for m in marks] == ["1", "2", "3"]
    assert all(value(m.getparent(), "w:rPr/w:rStyle") == "FootnoteReference" for m in marks)


def test_the_settings_list_both_separators() -> None:
    listed = part(write_docx(document()), "word/settings.xml").findall("w:footnotePr/w:footnote", W)
    assert [each.get(qn("w:id")) for each in listed] == ["-1", "0"]


@pytest.mark.parametrize(
    ("marks", "notes"), [((1,), ()), ((), (1,)), ((2, 1), (1, 2)), ((1, 1), (1,)), ((2,), (2,))]
)
def test_marks_without_their_notes_are_our_bug(marks: tuple[int, ...], notes: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="marks"):
        only(line("body", *map(NoteMark, marks)), notes=tuple(note(number) for number in notes))


def test_a_mark_inside_a_note_is_our_bug() -> None:
    inside = Note(1, (line("note", "a", NoteMark(1)),))
    with pytest.raises(ValueError, match="note 1"):
        only(line("body", NoteMark(1)), notes=(inside,))


# Blocks


def test_headings_stay_with_their_text() -> None:
    found = part(write_docx(document()), "word/styles.xml")
    for name in ("Heading1", "Heading2", "TenLoai", "TrichYeu", "PhuLuc"):
        assert found.find(f"w:style[@w:styleId='{name}']/w:pPr/w:keepNext", W) is not None, name


def test_an_appendix_begins_a_page_without_an_empty_one_before_it() -> None:
    data = write_docx(document(appendix=True))
    (title,) = by_style(data, "PhuLuc")
    # A section begins a page by itself: no break beside it.
    assert title.getprevious().find("w:pPr/w:sectPr", W) is not None
    assert body(data).findall(".//w:pageBreakBefore", W) == []


def test_an_empty_document_is_still_a_file() -> None:
    assert [style_of(p) for p in body(only()).iter(qn("w:p"))] == ["KhoangTrong"]


# The package


def test_the_package_holds_our_parts_and_nothing_of_another_template() -> None:
    with zipfile.ZipFile(io.BytesIO(write_docx(document()))) as package:
        names = package.namelist()
        assert sorted(names) == [
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/core.xml",
            "word/_rels/document.xml.rels",
            "word/document.xml",
            "word/fontTable.xml",
            "word/footnotes.xml",
            "word/header1.xml",
            "word/settings.xml",
            "word/styles.xml",
        ]
        assert b"python-docx" not in b"".join(map(package.read, names))
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_report_gives_the_same_bytes_in_another_process() -> None:
    script = (
        "import hashlib; from export.docx.writer import write_docx; from tests.export.reports import *\n"
        "print(hashlib.sha256(write_docx(document(notes=(note(1), note(2, paragraphs=2))))).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Ho_Chi_Minh"))
    ]
    assert len(runs[0]) == 65 and runs[0] == runs[1]


def test_title_author_and_subject_are_the_documents() -> None:
    properties = docx.Document(io.BytesIO(write_docx(document()))).core_properties
    assert properties.title == "Báo cáo tháng 8 năm 2022"
    assert properties.author == "Văn phòng UBND tỉnh Cao Bằng"
    assert properties.subject == "Chỉ đạo điều hành"
    assert properties.language == "vi-VN"


def test_a_title_longer_than_word_takes_is_cut_in_the_properties_with_a_mark_of_it() -> None:
    report = Document("x" * 300, "a\nb", "\ud800", ())
    properties = docx.Document(io.BytesIO(write_docx(report))).core_properties
    assert properties.title == "x" * 254 + "…"
    assert (properties.author, properties.subject) == ("a b", "?")


@given(st.text())
def test_a_language_is_quoted_as_the_standard_library_does(text: str) -> None:
    assert word_styles.quoted(text.replace('"', "")) == quoteattr(text.replace('"', ""))
    odd = '&<>"\t'
    assert etree.fromstring("<a b=" + word_styles.quoted(odd) + "/>").get("b") == odd


def test_python_docx_is_loaded_only_when_a_file_is_written() -> None:
    script = "import sys, export.docx.writer; print(sorted({'docx', 'lxml', 'reportlab'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


# Odd text


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("a\x00b\x07c", "abc"),
        ("lẻ \ud83d đôi", "lẻ ? đôi"),
        ("\ufffe", "?"),
        ("<b>&amp;\"'", "<b>&amp;\"'"),
        ("a  b ", "a  b "),
        ("dòng 1\ndòng 2", "dòng 1\ndòng 2"),
        ("a\tb", "a b"),
        ("ho\u0300a", "hòa"),
        ("😀", "😀"),
    ],
)
def test_odd_text_is_written_like_the_pdf_shows_it(typed: str, written: str) -> None:
    assert text(body(only(line("body", typed)))) == written


@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_no_text_breaks_the_file(typed: str) -> None:
    data = only(line("body", typed), line("body", NoteMark(1)), notes=(Note(1, (line("note", typed),)),))
    paragraph = body(data)[0]
    assert text(paragraph) == text(part(data, "word/footnotes.xml")[2]).removeprefix(" ")
