"""Lines and pages of the layout: where lines break, what stays together, what every run knows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from export import fonts
from export.layout import lay_out
from export.layout.lines import break_lines, inline_keys
from export.layout.pages import Pages, TextRun
from export.styles import PAGE, STYLES, mm
from models.entities import Place
from models.report.document import (
    Block,
    Closing,
    Document,
    Letterhead,
    NoteMark,
    PageBreak,
    Paragraph,
    Run,
)
from tests.export.page_rules import body_runs
from tests.export.samples import closing, letterhead, note, para, report, words

LEFT, RIGHT = mm(30), mm(190)
WIDTH = float(PAGE.text_width)


def doc(*blocks: Block, notes: tuple[object, ...] = ()) -> Document:
    return Document("", "", "", blocks, notes)  # type: ignore[arg-type]


def lines_of(pages: Pages) -> list[list[str]]:
    """The text of each page's lines from top to bottom, notes included, superscripts in their line."""
    return [page_lines(page.runs) for page in pages.pages]


def page_lines(runs: tuple[TextRun, ...]) -> list[str]:
    found: dict[float, str] = {}
    for run in runs:
        y = round(run.y + (run.size / 0.58 * 0.33 if run.mark is not None else 0), 1)
        found[y] = found.get(y, "") + run.text
    return [found[y] for y in sorted(found)]


def broken(text: str, width: float = WIDTH) -> list[str]:
    keys = inline_keys((Run(text),))
    return ["".join(piece.text for piece in line.pieces) for line in break_lines(keys, STYLES["body"], width)]


def test_a_vietnamese_paragraph_breaks_here() -> None:
    """Golden: Liberation Serif 14 in a column of 16 cm, first line 1,27 cm in."""
    assert broken(
        "Thực hiện quy chế làm việc ban hành tại Quyết định số 38/2021/QĐ-UBND ngày 08/11/2021, trong tháng "
        "UBND tỉnh đã tổ chức 04 cuộc họp lãnh đạo UBND tỉnh, 01 phiên họp UBND tỉnh thường kỳ và nhiều cuộc "
        "họp chuyên đề khác. Tại phiên họp thường kỳ, các thành viên đã phân tích tình hình 7 tháng, xác "
        "định những việc phải làm ngay trong tháng 8."
    ) == [
        "Thực hiện quy chế làm việc ban hành tại Quyết định số 38/2021/QĐ-",
        "UBND ngày 08/11/2021, trong tháng UBND tỉnh đã tổ chức 04 cuộc họp lãnh",
        "đạo UBND tỉnh, 01 phiên họp UBND tỉnh thường kỳ và nhiều cuộc họp chuyên",
        "đề khác. Tại phiên họp thường kỳ, các thành viên đã phân tích tình hình 7 tháng,",
        "xác định những việc phải làm ngay trong tháng 8.",
    ]


def test_a_line_may_break_after_a_hyphen_inside_a_word() -> None:
    """As Word and LibreOffice do, between digits too; never before it, after a slash or before a comma."""
    assert broken("aaaaaaa bbb-cccccccc", 140.0) == ["aaaaaaa bbb-", "cccccccc"]
    assert broken("nhiệm kỳ 2019-2024", 130.0) == ["nhiệm kỳ 2019-", "2024"]
    assert broken("phòng dịch COVID-, COVID", 120.0) == ["phòng dịch", "COVID-, COVID"]
    assert broken("nhiệm kỳ -19 (-19)", 95.0) == ["nhiệm kỳ", "-19 (-19)"]
    assert broken("Kế hoạch 08/2022", 115.0) == ["Kế hoạch", "08/2022"]


def test_a_no_break_space_holds_and_widens() -> None:
    assert broken("tháng tháng\u00a0tám", 110.0) == ["tháng", "tháng tám"]
    (line, *_) = break_lines(inline_keys((Run("một\u00a0hai ba " * 9),)), STYLES["body"], WIDTH)
    assert line.width == pytest.approx(WIDTH - STYLES["body"].first_indent)


def test_a_word_wider_than_the_column_is_cut_at_its_edge() -> None:
    found = broken("x" * 1000)
    assert "".join(found) == "x" * 1000
    assert len(set(map(len, found[1:-1]))) == 1


def test_spaces_at_a_lines_end_are_dropped_and_doubled_ones_kept() -> None:
    assert broken("một  hai") == ["một  hai"]
    found = broken("từ     " * 100)
    assert not [line for line in found if line != line.strip()]


def test_a_line_end_inside_text_is_kept() -> None:
    assert broken("một\nhai\n\nba") == ["một", "hai", "", "ba"]


@given(st.lists(st.text(st.sampled_from("aơẫ-–x 1.,\u00a0\n"), max_size=60), max_size=5))
@settings(max_examples=60)
def test_breaking_neither_loses_nor_overflows(texts: list[str]) -> None:
    keys = inline_keys([*(Run(text) for text in texts), NoteMark(7)])
    lines = break_lines(keys, STYLES["body"], 120.0)
    got = "".join(piece.text for line in lines for piece in line.pieces)
    assert "".join(got.split()) == "".join(fonts.printable("".join(texts)).split()) + "7"
    for line in lines:
        assert line.x + line.width <= 120.05
        assert line.word_space >= 0


def test_justified_lines_end_at_the_margin_and_widths_add_up() -> None:
    for line in break_lines(inline_keys((Run("Ủy ban nhân dân " * 60),)), STYLES["body"], WIDTH)[:-1]:
        assert line.x + line.width == pytest.approx(WIDTH)
        assert sum(piece.width for piece in line.pieces) == pytest.approx(line.width)


def test_runs_know_where_they_come_from() -> None:
    figure = Place("figure", "vb_den")
    runs = (
        lay_out(
            doc(
                para("body", "Có ", Run("3.521", place=figure), " văn bản", NoteMark(1), index=4),
                notes=(note(1, "n"),),
            )
        )
        .pages[0]
        .runs
    )
    assert [(r.text, r.place, r.paragraph, r.mark, r.in_note) for r in runs] == [
        ("Có ", None, 4, None, False),
        ("3.521", figure, 4, None, False),
        (" văn bản", None, 4, None, False),
        ("1", None, 4, 1, False),
        ("1", None, None, 1, True),
        (" ", None, None, None, True),
        ("n", None, None, None, True),
    ]


def test_a_heading_goes_with_the_first_two_lines_of_its_text() -> None:
    """However far down it falls, no page ends with a heading, no line of a paragraph stands alone."""
    for above in range(30, 46):
        blocks = [para("body", f"đoạn {n}", index=n) for n in range(above)]
        pages = lay_out(
            doc(
                *(para("note", b.text, index=n) for n, b in enumerate(blocks)),
                *(para("note", "dòng", index=100 + n) for n in range(above // 3)),
                para("heading1", "1. Tiêu đề", index=200),
                para("body", "chữ " * 60, index=201),
            )
        )
        for lines in lines_of(pages)[:-1]:
            assert not lines[-1].startswith("1. Tiêu đề")
        counts = [
            sum(1 for line in lines if "chữ chữ" in line or line.strip("chữ ") == "")
            for lines in lines_of(pages)
        ]
        assert 1 not in counts


def test_the_closing_block_is_whole_and_never_alone() -> None:
    for count in range(8, 30):
        blocks = [para("body", words_of(n), index=n) for n in range(count)]
        pages = lay_out(doc(*blocks, closing()))
        last = lines_of(pages)[-1]
        assert any("Nơi nhận:" in line for line in last)
        assert any("Nguyễn Văn A" in line for line in last)
        above = [run for run in body_runs(pages.pages[-1]) if run.paragraph is not None]
        assert len({run.y for run in above}) >= 2 or len(pages.pages) == 1


def words_of(seed: int) -> str:
    import random

    return words(random.Random(seed), 45)


def test_a_closing_block_taller_than_a_page_is_parted_and_whole() -> None:
    recipients = tuple(para("recipient", f"- Cơ quan số {n};") for n in range(200))
    tall = Closing((para("recipients_title", "Nơi nhận:"), *recipients), closing().right)
    pages = lay_out(doc(para("body", "Hết./."), tall))
    text = "".join(line for lines in lines_of(pages) for line in lines)
    assert len(pages.pages) > 3
    assert all(f"- Cơ quan số {n};" in text for n in range(200))
    assert "Nguyễn Văn A" in text
    for page in pages.pages:
        assert all(run.y <= PAGE.height - PAGE.bottom for run in page.runs)


def test_signature_variants_stand_line_under_line() -> None:
    variants: list[tuple[str, ...]] = [
        ("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
        ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ("Q. CHÁNH VĂN PHÒNG",),
    ]
    for lines in variants:
        right = (*(para("capacity", text) for text in lines), para("signer", "Nguyễn Văn A"))
        runs = lay_out(doc(para("body", "x"), Closing(closing().left, right))).pages[0].runs
        found = [run for run in runs if run.x > PAGE.width / 2 and run.text != "x"]
        assert [run.text for run in found] == [*lines, "Nguyễn Văn A"]
        middles = [run.x + run.width / 2 for run in found]
        assert max(middles) - min(middles) < 0.01


def test_long_names_wrap_in_their_column() -> None:
    head = letterhead(superior="ỦY BAN NHÂN DÂN TỈNH BÀ RỊA - VŨNG TÀU VÀ CÁC ĐẢO XA")
    runs = lay_out(doc(head)).pages[0].runs
    country = next(run for run in runs if run.text.startswith("CỘNG HÒA"))
    left = [run for run in runs if run.x < country.x - 1 and run.size == 13]
    assert len(left) >= 3
    assert all(run.x >= LEFT and run.x + run.width <= country.x - 6 for run in left)
    name = [run.width for run in left if run.face == "regular" and "Số" not in run.text]
    assert min(name) > 0.6 * max(name), "its lines are about equally long"


def test_one_addressee_is_centred_several_stand_under_the_colon() -> None:
    """Decree 30/2020, App. I, II.9: "Kính gửi:", then one line each, the dashes under the colon."""
    (run,) = lay_out(doc(para("addressee", "Kính gửi: Văn phòng Chính phủ."))).pages[0].runs
    assert run.x + run.width / 2 == pytest.approx((LEFT + RIGHT) / 2)
    lines = ("Kính gửi:", "- Văn phòng Chính phủ;", "- Bộ Nội vụ.")
    first, one, two = lay_out(doc(*(para("addressee", text) for text in lines))).pages[0].runs
    colon = first.x + first.width - fonts.text_width(":", "regular", first.size)
    assert one.x == pytest.approx(colon) and two.x == pytest.approx(colon)
    assert first.x - LEFT == pytest.approx(RIGHT - (one.x + one.width))


def test_a_letterhead_without_names_still_prints() -> None:
    assert lay_out(doc(Letterhead((), ()), para("body", "x"))).pages[0].runs[0].text == "x"


def test_a_forced_break_begins_a_page() -> None:
    pages = lay_out(doc(para("body", "một"), PageBreak(), para("appendix", "Phụ lục"), PageBreak()))
    assert lines_of(pages) == [["một"], ["Phụ lục"]]
    assert [(entry.title, entry.page) for entry in pages.outline] == [("Phụ lục", 1)]


def test_outline_levels_never_jump() -> None:
    pages = lay_out(doc(para("heading2", "1.1. a"), para("heading1", "2. b"), para("heading2", "2.1. c")))
    assert [(entry.level, entry.title) for entry in pages.outline] == [
        (0, "1.1. a"),
        (0, "2. b"),
        (1, "2.1. c"),
    ]


def test_marks_and_notes_link_to_each_other() -> None:
    pages = lay_out(report())
    links = [(index, link) for index, page in enumerate(pages.pages) for link in page.links]
    assert len(links) == 8
    for index, link in links:
        back = [other for at, other in links if at == link.target_page and other.target_page == index]
        assert any(abs(other.y - link.target_y) < 20 and abs(link.y - other.target_y) < 20 for other in back)


def test_a_mark_without_its_note_is_only_a_mark() -> None:
    page = lay_out(doc(para("body", "x", NoteMark(5)))).pages[0]
    assert [run.text for run in page.runs] == ["x", "5"]
    assert (page.links, page.rules) == ((), ())


def test_the_report_in_lines() -> None:
    """Golden: first and last lines of the report's pages."""
    found = lines_of(lay_out(report()))
    assert [(lines[0], lines[-1]) for lines in found[1:]] == [
        ("2", "người/ngày)."),
        ("3", "- Lưu: VT, TH(Nh)."),
    ]
    assert found[1][1] == "Dự hội nghị trực tuyến của Chính phủ với các địa phương; Họp Ban Chỉ đạo các"


def test_layout_is_pure() -> None:
    assert lay_out(report()) == lay_out(report())


def test_an_edit_breaks_only_its_own_paragraph_anew() -> None:
    document = report()
    lay_out(document)
    before = break_lines.cache_info().misses
    edited = list(document.blocks)
    edited[6] = para("body", "Chỉ đoạn này được gõ thêm một chữ.", index=2)
    lay_out(Document("", "", "", tuple(edited), document.notes))
    assert break_lines.cache_info().misses == before + 1


def test_paragraph_styles_all_lay_out() -> None:
    for name in STYLES:
        page = lay_out(doc(Paragraph(name, (Run("Chữ"),)))).pages[0]
        assert page.runs[0].size == STYLES[name].size
