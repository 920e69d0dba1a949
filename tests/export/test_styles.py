"""The table of styles against Decree 30/2020, Appendix I, row by row; what the letterhead's widths decide."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export import fonts, styles
from export.letterhead import plan_letterhead, rule_length
from export.styles import PAGE, STYLES, Pt, cm, mm
from models.report.document import Style
from tests.export.samples import letterhead

LAW: list[tuple[Style, int, int, bool, bool, str]] = [
    ("country", 12, 13, True, False, "center"),
    ("motto", 13, 14, True, False, "center"),
    ("superior", 12, 13, False, False, "center"),
    ("issuer", 12, 13, True, False, "center"),
    ("number", 13, 13, False, False, "center"),
    ("place_date", 13, 14, False, True, "center"),
    ("kind", 13, 14, True, False, "center"),
    ("subject", 13, 14, True, False, "center"),
    ("addressee", 13, 14, False, False, "center"),
    ("body", 13, 14, False, False, "justify"),
    ("heading1", 13, 14, True, False, "justify"),
    ("heading2", 13, 14, True, False, "justify"),
    ("note", 10, 12, False, False, "justify"),
    ("capacity", 13, 14, True, False, "center"),
    ("signer", 13, 14, True, False, "center"),
    ("recipients_title", 12, 12, True, True, "left"),
    ("recipient", 11, 11, False, False, "left"),
    ("appendix", 14, 14, True, False, "center"),
    ("appendix_title", 13, 14, True, False, "center"),
    ("appendix_note", 13, 14, False, True, "center"),
    ("table_head", 12, 13, True, False, "center"),
    ("table_label", 12, 13, False, False, "left"),
    ("table_window", 11, 11, False, True, "left"),
    ("table_value", 12, 13, False, False, "right"),
]


@pytest.mark.parametrize(("name", "least", "most", "bold", "italic", "align"), LAW)
def test_each_style_is_lawful(
    name: Style, least: int, most: int, bold: bool, italic: bool, align: str
) -> None:
    style = STYLES[name]
    assert least <= style.size <= most
    assert (style.bold, style.italic, style.align) == (bold, italic, align)


def test_every_style_of_the_document_is_in_the_table() -> None:
    assert set(STYLES) == {row[0] for row in LAW} == set(Style.__args__)  # type: ignore[attr-defined]


def test_page_and_paragraphs_are_lawful() -> None:
    assert (round(PAGE.width.mm), round(PAGE.height.mm)) == (210, 297)
    assert [round(side.mm, 6) for side in (PAGE.top, PAGE.bottom, PAGE.left, PAGE.right)] == [20, 20, 30, 20]
    assert STYLES["body"].first_indent.cm == pytest.approx(1.27)
    assert STYLES["body"].space_after >= 6
    assert STYLES["body"].line_height == pytest.approx(1.15 * 14)
    assert 13 <= styles.PAGE_NUMBER.size <= 14


def test_turned_paper_keeps_the_laws_margins_as_it_is_read() -> None:
    turned = styles.LANDSCAPE
    assert (round(turned.width.mm), round(turned.height.mm)) == (297, 210)
    assert 20 <= round(turned.top.mm, 6) <= 25 and 20 <= round(turned.bottom.mm, 6) <= 25
    assert 30 <= round(turned.left.mm, 6) <= 35 and 15 <= round(turned.right.mm, 6) <= 20


def test_lengths_know_words_units() -> None:
    assert cm(2.54) == pytest.approx(72)
    assert mm(25.4) == pytest.approx(72)
    assert Pt(14).half_points == 28
    assert cm(1.27).twips == 720
    assert Pt(0.75).eighths == 6


def test_quoc_hieu_is_13_on_one_line() -> None:
    plan = plan_letterhead(letterhead())
    assert (plan.country_size, plan.motto_size) == (13, 14)
    country = fonts.text_width("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "bold", plan.country_size)
    assert country <= plan.right_width
    assert plan.left_width + plan.right_width == pytest.approx(PAGE.text_width)


def test_quoc_hieu_is_12_where_13_would_not_leave_room_for_the_bodies() -> None:
    plan = plan_letterhead(letterhead(superior="UBND TỈNH THỪA THIÊN HUẾ"))
    assert (plan.country_size, plan.motto_size) == (12, 13)
    assert fonts.text_width("UBND TỈNH THỪA THIÊN HUẾ", "regular", 13) <= plan.left_width


def test_a_name_too_long_for_both_wraps_and_quoc_hieu_stays_13() -> None:
    plan = plan_letterhead(letterhead(superior="ỦY BAN NHÂN DÂN TỈNH BÀ RỊA - VŨNG TÀU VÀ CÁC ĐẢO"))
    assert plan.country_size == 13
    assert fonts.text_width("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "bold", 13) <= plan.right_width


@given(st.lists(st.floats(5, 450), min_size=1, max_size=4))
def test_half_rules_are_a_third_to_a_half_of_the_widest_line(lengths: list[float]) -> None:
    rule = rule_length(STYLES["subject"], lengths)
    assert max(lengths) / 3 - 1e-9 <= rule <= max(lengths) / 2 + 1e-9


def test_the_rule_under_tieu_ngu_is_as_long_as_its_text() -> None:
    assert rule_length(STYLES["motto"], [171.4]) == 171.4
    assert rule_length(STYLES["body"], [171.4]) == 0


def test_widths_equal_the_fonts_own_tables() -> None:
    from fontTools.ttLib import TTFont

    faces: tuple[fonts.Face, ...] = ("regular", "bold", "italic", "bold_italic")
    for face in faces:
        with TTFont(fonts.font_file(face), lazy=True) as font:
            metrics, em = font["hmtx"], font["head"].unitsPerEm
            for code, name in font.getBestCmap().items():
                if code < 0x10000:
                    assert fonts.widths(face)[chr(code)] == metrics[name][0] / em


def test_a_font_whose_map_lists_its_glyphs_one_by_one_is_read_too(tmp_path: Path) -> None:
    from fontTools.ttLib import TTFont

    with TTFont(fonts.font_file("regular")) as font:
        (table,) = (each for each in font["cmap"].tables if (each.platformID, each.platEncID) == (3, 1))
        # Letters shuffled: no run of codes has a run of glyphs.
        table.cmap = {
            ord(code): name for code, name in zip("ABCDEFGH", "QaWmIiZ.", strict=True) if name != "."
        }
        names = dict(table.cmap)
        font.save(tmp_path / "shuffled.ttf")
        wanted = {chr(code): font["hmtx"][name][0] / 2048 for code, name in names.items()}
    widths = fonts.Widths(*fonts._advances(tmp_path / "shuffled.ttf"))
    assert {char: widths[char] for char in wanted} == wanted
    assert not widths.has("H") and not widths.has("\uffff")


def test_the_fonts_cover_vietnamese() -> None:
    vowels = "aăâeêioôơuưy"
    tones = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    letters = "".join(v + t for v in vowels for t in tones) + "đ"
    assert fonts.covers(letters + letters.upper() + "0123456789 .,;:/()%–—“”‘’…\u00a0") == set()


def test_what_the_font_lacks_is_named_and_printed_as_a_question_mark() -> None:
    assert fonts.missing("họp 会 và \U0001f600") == ("会", "\U0001f600")
    assert fonts.printable("họp 会 và \U0001f600") == "họp ? và ?"


def test_characters_that_are_never_drawn_are_left_out() -> None:
    assert fonts.printable("a\u200bb\u00adc\ufeff\x07\td") == "abc d"
    assert fonts.missing("a\u200bb\u00adc\ufeff\x07\td") == ()


def test_decomposed_letters_are_composed() -> None:
    assert fonts.printable("Vie\u0323\u0302t") == "Việt"


def test_times_new_roman_is_used_only_when_whole_and_covering_all(tmp_path: Path) -> None:
    names = {"regular": "times", "bold": "timesbd", "italic": "timesi", "bold_italic": "timesbi"}
    bundled = fonts.files_for(["Việt"], tmp_path)
    assert bundled["bold"] == fonts.font_file("bold")
    for face, name in names.items():
        shutil.copy(bundled[face], tmp_path / f"{name}.ttf")  # type: ignore[index]
    assert fonts.files_for(["Việt"], tmp_path)["bold"] == tmp_path / "timesbd.ttf"
    assert fonts.files_for(["会"], tmp_path) == bundled
    (tmp_path / "timesi.ttf").unlink()
    assert fonts.files_for(["Việt"], tmp_path) == bundled


def test_the_fonts_licence_lies_beside_them() -> None:
    licence = fonts.font_file("regular").with_name("OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
