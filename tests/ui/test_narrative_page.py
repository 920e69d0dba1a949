"""The narrative's editor, by keyboard alone."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from models.entities import Period, Place
from models.report.compose import plain_text
from tests.ui.desk import Desk, desk
from ui.editor.store import PAUSE_MS
from ui.pages.narrative import NarrativePage

__all__ = ["desk"]


def writing(desk: Desk) -> NarrativePage:
    page = desk.open("narrative")
    assert isinstance(page, NarrativePage)
    return page


def stored(desk: Desk) -> list[str]:
    return [paragraph.text for paragraph in desk.data().paragraphs]


def new_paragraph(desk: Desk, text: str) -> None:
    desk.press("Ctrl+End", "Return")
    desk.type(text)


def test_showing_the_text_stores_nothing(desk: Desk) -> None:
    before = desk.controller.session.undo_name()
    page = writing(desk)
    assert [text.replace("\u2028", "\n") for text in page.editor.blocks()] == stored(desk)
    desk.open("meetings")
    assert desk.controller.session.undo_name() == before


def test_a_paragraph_is_stored_when_the_caret_leaves_it(desk: Desk) -> None:
    writing(desk)
    before = stored(desk)
    new_paragraph(desk, "Đoạn mới.")
    assert stored(desk) == before
    desk.press("Up", "Up")
    assert stored(desk) == [*before, "Đoạn mới."]
    assert desk.controller.session.undo_name().code == "paragraph.insert"  # type: ignore[union-attr]


def test_a_paragraph_is_stored_after_a_pause_and_when_the_page_is_left(desk: Desk) -> None:
    writing(desk)
    new_paragraph(desk, "Một")
    QTest.qWait(PAUSE_MS + 100)
    assert stored(desk)[-1] == "Một"
    desk.type(" hai")
    desk.open("meetings")
    assert stored(desk)[-1] == "Một hai"


def test_the_page_follows_every_key_before_anything_is_stored(desk: Desk) -> None:
    writing(desk)
    new_paragraph(desk, "Chữ đang gõ")
    desk.settle()
    assert "Chữ đang gõ" in plain_text(desk.controller.composed().document).splitlines()
    assert "Chữ đang gõ" not in stored(desk)


def test_undo_takes_back_typing_first_then_what_was_stored(desk: Desk) -> None:
    page = writing(desk)
    before = stored(desk)
    new_paragraph(desk, "Một")
    desk.press("Up")
    desk.press("Ctrl+End")
    desk.type(" hai")
    desk.press("Ctrl+Z")
    assert page.editor.blocks()[-1] == "Một" and stored(desk)[-1] == "Một"
    desk.press("Ctrl+Z")
    assert stored(desk) == before
    assert page.editor.blocks()[: len(before)] == [text.replace("\n", "\u2028") for text in before]


def test_enter_in_a_note_makes_a_paragraph_of_the_note(desk: Desk) -> None:
    writing(desk)
    new_paragraph(desk, "Có chú thích")
    desk.press("Ctrl+Alt+F")
    desk.type("một")
    desk.press("Return")
    desk.type("hai")
    desk.press("Escape")
    desk.type(".")
    desk.press("Up", "Up")
    assert stored(desk)[-1] == "Có chú thích[^ một\nhai ^]."


def test_a_note_within_a_note_is_refused_in_words(desk: Desk) -> None:
    page = writing(desk)
    new_paragraph(desk, "x")
    desk.press("Ctrl+Alt+F", "Ctrl+Alt+F")
    assert page.editor.blocks()[-1] == "x[^  ^]"
    assert page.strip.words.text()


def test_fields_are_found_by_their_label_and_show_their_value(desk: Desk) -> None:
    page = writing(desk)
    new_paragraph(desk, "Có {{van ban den")
    offers = page.completion.list.items
    assert page.completion.list.isVisible()
    assert ("Văn bản đến", "tháng 8", "3.521") in [(each.text, each.hint, each.value) for each in offers]
    while (current := page.completion.list.current) and current.value != "3.521":
        desk.press("Down")
    desk.press("Return")
    assert page.editor.blocks()[-1] == "Có {{vb_den}}"
    assert page.editor.highlighter.shown_value("vb_den") == "3.521"


def test_ctrl_j_opens_the_list_and_esc_closes_it_for_this_field(desk: Desk) -> None:
    page = writing(desk)
    new_paragraph(desk, "Có ")
    desk.press("Ctrl+J")
    assert page.completion.list.isVisible() and page.editor.blocks()[-1] == "Có {{"
    desk.type("v")
    desk.press("Escape")
    desk.type("b")
    assert not page.completion.list.isVisible() and page.editor.blocks()[-1] == "Có {{vb"


def test_esc_right_after_ctrl_j_leaves_no_half_field_behind(desk: Desk) -> None:
    page = writing(desk)
    new_paragraph(desk, "Có ")
    desk.press("Ctrl+J")
    desk.press("Escape")
    assert not page.completion.list.isVisible() and page.editor.blocks()[-1] == "Có "


def test_esc_keeps_braces_that_were_typed(desk: Desk) -> None:
    page = writing(desk)
    new_paragraph(desk, "Có {{")
    assert page.completion.list.isVisible()
    desk.press("Escape")
    assert page.editor.blocks()[-1] == "Có {{"


def test_bold_wraps_and_unwraps_the_selection(desk: Desk) -> None:
    page = writing(desk)
    new_paragraph(desk, "đậm")
    desk.press("Shift+Home", "Ctrl+B")
    assert page.editor.blocks()[-1] == "**đậm**"
    desk.press("Ctrl+B")
    assert page.editor.blocks()[-1] == "đậm"


def test_of_two_mistakes_the_one_at_the_caret_is_told_with_their_number(desk: Desk) -> None:
    page = writing(desk)
    new_paragraph(desk, "Có {{vb_denn}} và {{ub_tongg}} nữa")
    desk.settle()
    assert page.strip.words.text().startswith("2/2  “ub_tongg”"), "the nearest"
    desk.press("Home", "Right", "Right", "Right", "Right", "Right")
    assert page.strip.words.text().startswith("1/2  “vb_denn”")


def test_an_unfinished_field_is_closed_behind_its_name_or_loses_its_braces(desk: Desk) -> None:
    page = writing(desk)
    for mended, link in (
        ("Có {{vb_den}} văn bản đến.", page.strip.link),
        ("Có vb_den văn bản đến.", page.strip.other),
    ):
        new_paragraph(desk, "Có {{vb_den văn bản đến.")
        desk.press("Escape")
        desk.settle()
        assert (page.strip.link.text(), page.strip.other.text()) == ("Đóng trường", "Bỏ “{{”")
        link.click()
        assert page.editor.blocks()[-1] == mended and stored(desk)[-1] == mended


def test_a_field_without_a_number_says_so_in_the_list(desk: Desk) -> None:
    page = writing(desk)
    new_paragraph(desk, "Có {{thu tuong giao qua han")
    assert "chưa có số" in {each.value for each in page.completion.list.items}


def test_a_wrong_field_is_marked_and_mended_by_alt_enter(desk: Desk) -> None:
    page = writing(desk)
    new_paragraph(desk, "Có {{vb_denn}} văn bản")
    desk.press("Escape")
    desk.settle()
    assert "vb_denn" in page.strip.words.text() and page.strip.link.text() == "Thay bằng “Văn bản đến”"
    desk.press("Alt+Return")
    assert page.editor.blocks()[-1] == "Có {{vb_den}} văn bản"
    assert stored(desk)[-1] == "Có {{vb_den}} văn bản"


def test_ten_megabytes_are_refused_and_nothing_is_cut(desk: Desk) -> None:
    page = writing(desk)
    before = page.editor.blocks()
    pasted = QMimeData()
    pasted.setText("x" * 10_000_000)
    page.editor.insertFromMimeData(pasted)
    assert page.editor.blocks() == before
    assert "100.000" in page.strip.words.text() or "100000" in page.strip.words.text()


def test_pasted_text_is_cleaned_and_its_lines_become_paragraphs(desk: Desk) -> None:
    page = writing(desk)
    told: list[str] = []
    desk.controller.told.connect(lambda words, _folder: told.append(words))
    count = len(page.editor.blocks())
    desk.press("Ctrl+End", "Return")
    pasted = QMimeData()
    pasted.setText("Ho\u0323p\u0000\r\nhai")
    page.editor.insertFromMimeData(pasted)
    assert page.editor.blocks()[count:] == ["Họp", "hai"]
    assert told


def test_an_inherited_paragraph_is_confirmed_by_alt_y(desk: Desk) -> None:
    september = Period(2022, 9)
    desk.controller.do(lambda: desk.controller.session.start_month(september, Period(2022, 8)))
    desk.controller.set_period(september)
    page = writing(desk)
    desk.press("Ctrl+Home")
    assert page.strip.link.text() == "Vẫn đúng"
    desk.press("Alt+Y")
    inherited = [paragraph.inherited for paragraph in desk.data().paragraphs]
    assert inherited[0] is False and inherited[1] is True
    assert page.strip.link.text() == ""


def test_find_is_folded_and_says_when_there_is_nothing(desk: Desk) -> None:
    page = writing(desk)
    desk.press("Ctrl+F")
    desk.type("thu tuong")
    assert "/" not in page.find_bar.count.text() and page.find_bar.count.text().startswith("1 trong")
    desk.type("zzz")
    assert page.find_bar.count.text() == "Không thấy “thu tuongzzz” trong báo cáo."
    desk.press("Escape")
    assert desk.focus() is page.editor


def test_a_place_in_the_report_is_marked_and_what_is_typed_there_replaces_nothing(desk: Desk) -> None:
    page = writing(desk)
    text = stored(desk)[4]
    desk.controller.go(Place("paragraph", id=4, span=(2, 9)))
    (mark,) = page.editor.extraSelections()
    assert mark.cursor.selectedText() == text[2:9].replace("\n", "\u2028")
    desk.type("abc")
    desk.press("Ctrl+Home")
    assert stored(desk)[4] == f"{text[:2]}abc{text[2:]}"
    assert page.editor.extraSelections() == []


def test_enter_that_led_to_a_place_breaks_no_line_there(desk: Desk) -> None:
    writing(desk)
    before = stored(desk)
    desk.controller.go(Place("paragraph", id=4, span=(2, 9)))
    desk.press("Return", "Ctrl+Home")
    assert stored(desk) == before
    desk.controller.go(Place("paragraph", id=4, span=(2, 9)))
    desk.press("Return", "Return", "Ctrl+Home")
    assert len(stored(desk)) == len(before) + 1, "the next one does"


def test_after_the_menu_the_pages_keys_go_on(desk: Desk) -> None:
    page = writing(desk)
    assert page._more is not None

    def leave() -> None:
        QTest.keyClick(page._menu, Qt.Key.Key_Escape)

    QTimer.singleShot(200, leave)
    QTest.mouseClick(page._more, Qt.MouseButton.LeftButton)
    desk.settle()
    assert desk.focus() is page.editor
    desk.press("Ctrl+F")
    assert page.find_bar.isVisible()


def test_the_pages_keys_work_from_its_buttons_too(desk: Desk) -> None:
    page = writing(desk)
    page.findChild(QPushButton, "narrative_insert_field").setFocus()  # type: ignore[union-attr]
    desk.press("Ctrl+F")
    assert page.find_bar.isVisible()


def test_the_caret_tells_the_preview_where_it_stands(desk: Desk) -> None:
    writing(desk)
    desk.press("Ctrl+Home", "Right")
    assert desk.controller.caret == Place("paragraph", id=0, span=(1, 1))


def test_an_empty_month_offers_last_months_text(desk: Desk) -> None:
    page = writing(desk)
    desk.press("Ctrl+A", "Delete")
    QTest.qWait(PAUSE_MS + 100)
    assert stored(desk) == [] and page.empty.isVisible()
    page.findChild(QPushButton, "narrative_take_last").click()  # type: ignore[union-attr]
    desk.settle()
    assert stored(desk) and not page.empty.isVisible()


def test_f2_in_a_field_goes_to_the_cell_of_its_number(desk: Desk) -> None:
    writing(desk)
    new_paragraph(desk, "Có {{vb_den}}")
    went: list[Place] = []
    desk.controller.go_to.connect(went.append)
    desk.press("F2")
    assert [(place.kind, place.code) for place in went] == [("figure", "vb_den")]


def test_a_paragraph_too_long_stays_in_the_editor_and_is_said(desk: Desk) -> None:
    page = writing(desk)
    before = stored(desk)
    desk.press("Ctrl+End", "Return")
    for _ in range(2):
        pasted = QMimeData()
        pasted.setText("dài " * 15_000)
        page.editor.insertFromMimeData(pasted)
    assert not page.finish_entry()
    assert page.strip.words.text() and stored(desk) == before
    assert len(page.editor.blocks()[-1]) == 120_000
    desk.open("meetings")
    assert desk.window.page is page, "what was refused is not left behind"
    desk.press("Ctrl+Z", "Ctrl+Z")


def test_letters_in_two_parts_are_stored_in_one(desk: Desk) -> None:
    page = writing(desk)
    new_paragraph(desk, "Ho\u0323p")
    desk.press("Up", "Up")
    assert stored(desk)[-1] == "Họp" == page.editor.blocks()[-1]


def test_another_month_is_read_from_its_beginning(desk: Desk) -> None:
    page = writing(desk)
    assert page.editor.textCursor().position() == 0
    desk.press("Ctrl+End")
    desk.controller.set_period(Period(2022, 7))
    desk.settle()
    assert page.editor.textCursor().position() == 0
    assert [text.replace("\u2028", "\n") for text in page.editor.blocks()] == stored(desk)


def test_what_last_month_printed_is_shown_for_an_unchanged_paragraph(desk: Desk) -> None:
    session, august = desk.controller.session, desk.controller.period
    desk.controller.do(lambda: session.start_month(august.next, august))
    desk.controller.set_period(august.next)
    page = writing(desk)
    page.show_place(Place("paragraph", id=1))
    assert page.strip.other.text() == "Xem bản tháng 8"
    page.strip.other.click()
    assert page.last_month.words().startswith("Tháng 8 in: Trong tháng 8 năm 2022,")
    page.editor.setFocus()
    desk.press("Escape")
    assert not page.last_month.isVisible()


def test_a_field_without_a_value_is_marked_where_it_stands_and_leads_to_its_cell(desk: Desk) -> None:
    session, period = desk.controller.session, desk.controller.period
    desk.controller.do(lambda: session.set_value(period, "vb_den", None))
    (finding,) = [f for f in desk.controller.findings() if f.code == "field.no_value"]
    assert finding.place == Place("figure", "vb_den")
    page = writing(desk)
    marked = [(index, f) for index, found in page._by_paragraph.items() for f in found]
    index, told = next((index, f) for index, f in marked if f.params.get("name") == "vb_den")
    assert "{{vb_den" in stored(desk)[index]
    went: list[Place] = []
    desk.controller.go_to.connect(went.append)
    page.repair(told)
    assert went == [Place("figure", "vb_den")]
