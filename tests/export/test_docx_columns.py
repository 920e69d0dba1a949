"""Letterhead and closing block in the Word file: tables without lines, their rules and their rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn
from fontTools.ttLib import TTFont

from export.docx.writer import write_docx
from export.letterhead import addressee_indent, plan_letterhead
from export.styles import PAGE
from models.report.document import Closing, Style
from tests.export.reports import SIGNATURES, closing, document, letterhead, line
from tests.export.test_docx import W, body, by_style, only, part, style_of, text, value

ROOT = Path(__file__).resolve().parents[2]


def text_lines(element: Any) -> list[str]:
    return [text(paragraph) for paragraph in element.iter(qn("w:p"))]


def indents(paragraph: Any) -> tuple[int, int] | None:
    """Of a paragraph itself, left and right, in twips."""
    found = paragraph.find("w:pPr/w:ind", W)
    return None if found is None else (int(found.get(qn("w:left"))), int(found.get(qn("w:right"))))


def bold_width(words: str, size: float) -> float:
    """Measured with fontTools, not with the program's own tables."""
    font = TTFont(ROOT / "resources" / "fonts" / "LiberationSerif-Bold.ttf")
    glyphs, advances = font.getBestCmap(), font["hmtx"]
    return sum(advances[glyphs[ord(char)]][0] for char in words) / font["head"].unitsPerEm * size


def test_the_letterhead_is_a_table_without_borders_after_a_paragraph_one_point_high() -> None:
    data = write_docx(document())
    first, table = body(data)[0], body(data)[1]
    assert style_of(first) == "KhoangTrong" and not text(first)
    assert table.tag == qn("w:tbl")
    assert not list(table.iter(qn("w:tblBorders"), qn("w:tcBorders"), qn("w:tblStyle")))
    widths = [int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))]
    assert sum(widths) == pytest.approx(160 / 25.4 * 1440, abs=2)


def test_rules_stand_under_motto_issuer_and_subject_with_lengths_from_the_text() -> None:
    data = write_docx(document())
    rules = by_style(data, "DuongKe")
    assert len(rules) == 3
    assert not any(text(rule) for rule in rules)
    insets = [int(value(rule, "w:pPr/w:ind", "w:left") or 0) / 20 for rule in rules]
    assert insets == [int(value(rule, "w:pPr/w:ind", "w:right") or 0) / 20 for rule in rules]
    columns = [int(column.get(qn("w:w"))) / 20 for column in body(data)[1].iter(qn("w:gridCol"))]
    wholes = (columns[0], columns[1], sum(columns))
    issuer, motto, subject = (whole - 2 * indent for whole, indent in zip(wholes, insets, strict=True))
    assert motto == pytest.approx(bold_width("Độc lập - Tự do - Hạnh phúc", 14), abs=0.3)
    assert 1 / 3 <= issuer / bold_width("VĂN PHÒNG", 13) <= 1 / 2
    assert 1 / 3 <= subject / bold_width("Công tác chỉ đạo điều hành tháng 8 năm 2022", 14) <= 1 / 2


def test_names_that_wrap_are_drawn_in_as_in_print() -> None:
    """So that their lines are about equally long; the rule is as long as they ask for."""
    head = letterhead("UBND TỈNH", "VĂN PHÒNG ĐOÀN ĐẠI BIỂU QUỐC HỘI VÀ HỘI ĐỒNG NHÂN DÂN")
    (name,) = by_style(only(head), "CoQuanBanHanh")
    inset = plan_letterhead(head).inset(head.left[1])
    assert inset > 5 and indents(name) == (inset.twips, inset.twips)
    (short,) = by_style(only(head), "CoQuanChuQuan")
    assert indents(short) is None


def test_several_addressees_stand_under_the_colon_a_single_one_in_the_middle() -> None:
    """Decree 30/2020, App. I, II.9, as in print."""
    blocks = tuple(
        line("addressee", text) for text in ("Kính gửi:", "- Văn phòng Chính phủ;", "- Bộ Nội vụ.")
    )
    first, *others = by_style(only(*blocks), "KinhGui")
    title, *rest = (addressee_indent(blocks, number, PAGE.text_width) for number in range(3))
    assert title is not None and rest[0] is not None and rest[0] == rest[1] > title > 0
    assert (
        indents(first) == (title.twips, 0) and [indents(each) for each in others] == [(rest[0].twips, 0)] * 2
    )
    assert {value(each, "w:pPr/w:jc") for each in (first, *others)} == {"left"}
    (single,) = by_style(only(line("addressee", "Kính gửi: Bộ Nội vụ.")), "KinhGui")
    assert indents(single) is None and value(single, "w:pPr/w:jc") is None


@pytest.mark.parametrize(("following", "asked"), [("kind", 6), ("body", 0)])
def test_the_letterhead_keeps_14_points_clear_of_the_text_below(following: Style, asked: float) -> None:
    """Part of that is what the next paragraph asks for above it, and the point the table begins lower."""
    data = only(letterhead(), line(following, "x"))
    cells = body(data).findall("w:tbl/w:tr", W)[-1].findall("w:tc", W)
    below = [int(value(cell.findall("w:p", W)[-1], "w:pPr/w:spacing", "w:after") or 0) / 20 for cell in cells]
    style_id = style_of(body(data).findall("w:p", W)[1])
    (style,) = part(data, "word/styles.xml").xpath("w:style[@w:styleId=$id]", namespaces=W, id=style_id)
    above = int(value(style, "w:pPr/w:spacing", "w:before") or 0) / 20
    assert above == asked and [space + above + 1 for space in below] == [14, 14]


def test_a_long_name_makes_the_national_name_smaller_and_keeps_both_on_their_lines() -> None:
    long = document(head=letterhead("ỦY BAN NHÂN DÂN TỈNH", "VĂN PHÒNG ĐOÀN ĐẠI BIỂU"))
    found = part(write_docx(long), "word/styles.xml")
    sizes = [value(found, f"w:style[@w:styleId='{name}']/w:rPr/w:sz") for name in ("QuocHieu", "TieuNgu")]
    assert sizes == ["24", "26"]


@pytest.mark.parametrize("signature", SIGNATURES, ids=" / ".join)
def test_the_closing_stays_whole_and_hangs_on_the_text_before(signature: tuple[str, ...]) -> None:
    data = write_docx(document(end=closing(signature)))
    table = body(data).findall("w:tbl", W)[-1]
    assert table.find("w:tr/w:trPr/w:cantSplit", W) is not None
    assert all(p.find("w:pPr/w:keepNext", W) is not None for p in table.iter(qn("w:p")))
    assert table.getprevious().find("w:pPr/w:keepNext", W) is not None
    assert [text(p) for p in table.iter(qn("w:p"))][-len(signature) - 1 :] == [*signature, "Nguyễn Văn A"]


def test_a_closing_that_no_page_can_hold_has_a_row_for_the_signature_and_one_for_each_further_recipient() -> (
    None
):
    """One row taller than a page would stand alone, the last lines of the text left behind."""
    names = tuple(line("recipient", f"- Nơi {number};") for number in range(60))
    tall = Closing((line("recipients_title", "Nơi nhận:"), *names), closing().right)
    table = body(only(line("body", "Hết./."), tall)).find("w:tbl", W)
    signed, *others = table.findall("w:tr", W)
    left, right = (text_lines(cell) for cell in signed.findall("w:tc", W))
    assert left[:2] == ["Nơi nhận:", "- Nơi 0;"] and right == ["CHÁNH VĂN PHÒNG", "Nguyễn Văn A"]
    assert [text_lines(row) for row in others] == [[f"- Nơi {n};", ""] for n in range(len(left) - 1, 60)]
    assert all(row.find("w:trPr/w:cantSplit", W) is not None for row in (signed, *others))
    assert table.find(".//w:keepNext", W) is None
    assert table.getprevious().find("w:pPr/w:keepNext", W) is not None


@pytest.mark.parametrize(("words", "whole"), [(10, True), (90, True), (250, False)])
def test_a_short_last_paragraph_goes_with_the_closing_whole(words: int, whole: bool) -> None:
    """Word parts a paragraph that is kept with the next, LibreOffice never: so all agree."""
    data = only(line("body", "chữ " * 90), line("body", "chữ " * words), closing())
    before, last = by_style(data, "NoiDung")
    assert before.find("w:pPr/w:keepLines", W) is None
    assert (last.find("w:pPr/w:keepLines", W) is not None) is whole
