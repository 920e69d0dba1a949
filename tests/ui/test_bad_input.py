"""What cannot be stored, typed or pasted at the real window: the reason is on the screen, the text stays.

Whether a sentence is on the screen is read off the painted window, not asked of the program.
"""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit, QTextEdit

from models.entities import MonthData
from models.report.compose import plain_text
from tests.ui.august import find_and_leave
from tests.ui.clerk import Clerk
from ui.tables.sheet_view import SheetView

HUGE = "Số liệu tháng Tám, chép nhầm cả tệp. " * 280_000
"""Over ten million characters."""
DECOMPOSED = "Ho\u0323p Ba\u0300n giao"


def stored(clerk: Clerk) -> MonthData:
    """What the file holds, asked of the file."""
    session = clerk.window.controller.session
    return session.month_data(clerk.window.controller.period)


def newest(clerk: Clerk) -> str:
    """The title of the meeting that was entered last."""
    return max(stored(clerk).meetings, key=lambda meeting: meeting.id or 0).title


def cell(clerk: Clerk) -> SheetView:
    """The cell of incoming documents, a whole number, in hand."""
    clerk.press("Ctrl+3")
    clerk.go_to_figure("vb_den")
    view = clerk.focus()
    assert isinstance(view, SheetView)
    return view


# ---------------------------------------------------------------- a cell

NUMBERS = (
    ("12a", "“12a” chưa được ghi: số không có chữ cái."),
    ("3,521", "“3,521” chưa được ghi: ô này nhận số nguyên; hàng nghìn cách bằng dấu chấm"),
    ("1.7779", "“1.7779” chưa được ghi: sau dấu chấm phải đủ ba chữ số."),
    ("31/9", "“31/9” chưa được ghi"),
    ("<b>5</b>", "“<b>5</b>” chưa được ghi"),
    ("{{vb_di", "“{{vb_di” chưa được ghi"),
    ("-5", "“-5” chưa được ghi: ô này không nhận số âm."),
    ("１２３", "không phải chữ số thường 0–9"),
    ("5\u00033", "chưa được ghi"),
    ("so\u0302\u0301 5", "chưa được ghi"),
)
UNSEEN = ("１２３", "5\u00033")
"""The screen's font has no such letters; they are there, but cannot be read off a picture."""


@pytest.mark.parametrize("by_clipboard", [False, True], ids=["typed", "pasted"])
def test_what_is_no_number_stays_in_its_cell_with_the_reason(clerk: Clerk, by_clipboard: bool) -> None:
    before = stored(clerk)
    view = cell(clerk)
    for text, reason in NUMBERS:
        if by_clipboard:
            clerk.paste(text)
        elif not text.isprintable():
            continue  # no keyboard types it
        else:
            clerk.type(text)
            clerk.press("Return")
        assert clerk.reads(reason), (text, clerk.sees())
        assert view.cell_in_hand().figure == "vb_den", "a refused text keeps its cell in hand"
        if text not in UNSEEN:
            assert clerk.reads(text), text
        assert clerk.reads("Trang in giữ số cũ 3.521.")
        assert stored(clerk) == before
    clerk.press("Escape")
    assert clerk.reads("3.521") and not clerk.reads("chưa được ghi")


@pytest.mark.parametrize("editing", [False, True], ids=["on the cell", "in the field"])
def test_ten_megabytes_into_a_cell_are_refused_whole(clerk: Clerk, editing: bool) -> None:
    before = stored(clerk)
    cell(clerk)
    if editing:
        clerk.type("35")
    clerk.paste(HUGE)
    assert clerk.reads("Chưa dán"), clerk.sees()
    assert clerk.reads("không phải một số")
    if editing:
        assert clerk.field("cell_editor").text() == "35"
        clerk.press("Escape")
    assert stored(clerk) == before and clerk.reads("3.521")


def test_ten_megabytes_into_a_note_are_refused_whole(clerk: Clerk) -> None:
    before = stored(clerk)
    cell(clerk)
    clerk.press("Alt+G")
    clerk.type("Sở A: ")
    clerk.paste(HUGE)
    assert clerk.reads("là quá dài cho một ghi chú")
    assert clerk.reads("Sở A:")
    assert stored(clerk) == before


# ---------------------------------------------------------------- a date


def test_a_day_that_does_not_exist(clerk: Clerk) -> None:
    before = stored(clerk)
    clerk.press("Ctrl+2")
    day = clerk.field("meeting_entry_date")
    for text, reason in (
        ("31/9", "Không có ngày 31/9/2022."),
        ("5/13", "Không có tháng 13"),
        ("hôm kia", "“hôm kia” không đọc được thành ngày"),
        ("<b>5", "“<b>5” không đọc được thành ngày"),
        ("14-12/8", "Ngày kết thúc"),
    ):
        clerk.replace(text)
        clerk.press("Return")
        assert clerk.reads(reason), (text, clerk.sees())
        assert clerk.focus() is day and day.text() == text
    clerk.paste("31/9")
    assert stored(clerk) == before


def test_the_reports_own_number_and_date(clerk: Clerk) -> None:
    before = stored(clerk)
    clerk.press("Ctrl+9")
    clerk.settle()
    for name, text, reason in (
        ("report_date", "31/9", "Không có ngày 31/9/2022."),
        ("report_date", "{{ngày", "“{{ngày” không đọc được thành ngày"),
        ("report_number", "2146a", "“2146a” chưa được ghi: số không có chữ cái."),
        ("report_number", "2,5", "“2,5” chưa được ghi"),
    ):
        clerk.tab_to(name)
        field = clerk.field(name)
        clerk.replace(text)
        clerk.press("Return")
        assert clerk.reads(reason), (text, clerk.sees())
        assert field.text() == text
        assert stored(clerk) == before
        clerk.tab_to(name)
        clerk.press("Escape")


def test_the_days_of_a_row(clerk: Clerk) -> None:
    before = stored(clerk)
    clerk.press("Ctrl+4")
    clerk.go_to_figure("cp_tong")
    clerk.press("F4")
    clerk.replace("31/9/2022")
    clerk.press("Return")
    assert clerk.reads("Không có ngày 31/9/2022.")
    assert clerk.field("window_start").text() == "31/9/2022"
    clerk.press("Escape")
    assert stored(clerk) == before


# ---------------------------------------------------------------- a title


def in_title(clerk: Clerk) -> QLineEdit:
    clerk.press("Ctrl+2")
    clerk.replace("5/8")
    clerk.press("Return")
    return clerk.field("meeting_entry_title")


def test_ten_megabytes_into_a_title_are_refused(clerk: Clerk) -> None:
    before = stored(clerk)
    title = in_title(clerk)
    clerk.paste(HUGE)
    clerk.press("Return")
    assert clerk.reads("chưa được ghi: một ô nhận nhiều nhất"), clerk.sees()
    assert clerk.focus() is title and title.text().startswith(HUGE[:1000])
    assert stored(clerk) == before


@pytest.mark.parametrize(
    ("text", "kept", "notice"),
    [
        ("Họp\x07 ban\x1b", "Họp ban", "Đã bỏ ký tự điều khiển không in được."),
        ("Họp\0 ban", "Họp ban", "Đã bỏ ký tự rỗng (NUL)."),
        ("Họp\u200b ban\u202e", "Họp ban", "Đã bỏ ký tự ẩn không in được."),
        (DECOMPOSED, "Họp Bàn giao", "Đã ghép chữ và dấu rời thành chữ có dấu"),
        ("Họp\r\nban", "Họp ban", "Đã nối các dòng thành một dòng."),
    ],
)
def test_a_title_is_cleaned_and_it_is_said(clerk: Clerk, text: str, kept: str, notice: str) -> None:
    in_title(clerk)
    clerk.paste(text)
    clerk.press("Return")
    assert newest(clerk) == kept
    assert clerk.reads(kept)
    assert clerk.reads(notice), clerk.sees()


def test_half_a_pair_of_surrogates_never_reaches_the_file(clerk: Clerk) -> None:
    """Only Qt's own strings can hold one; PySide drops it on the way to Python."""
    half = QLineEdit()
    half.setMaxLength(4)
    half.setText("Họp\U0001f600")  # cut in the middle of the pair
    half.selectAll()
    half.copy()
    in_title(clerk)
    clerk.press("Ctrl+V", "Return")
    assert newest(clerk) == "Họp"


def test_markup_in_a_title_is_only_text(clerk: Clerk) -> None:
    """Not HTML on any page of the window, not a field in the report."""
    title = "<b>Họp</b> {{vb_den &amp; **ban**"
    in_title(clerk)
    clerk.type(title)
    for value in ("chu_tri", "in_person", "text"):
        clerk.press("Tab")
        clerk.choose(value)
    clerk.press("Return")
    assert newest(clerk) == title and clerk.reads(title)
    clerk.settle()
    assert title in plain_text(clerk.window.controller.composed().document)
    clerk.press("Alt+D")  # planned: a finding now speaks of it
    clerk.settle()
    clerk.press("Ctrl+8")
    assert clerk.reads(f"“{title}” 05/8/2022 còn là dự kiến"), clerk.sees()
    clerk.press("F8")
    for _ in clerk.window.controller.findings():
        if clerk.reads("còn là dự kiến"):
            break
        clerk.press("F8")
    assert clerk.reads(f"“{title}”"), clerk.sees()


# ---------------------------------------------------------------- a paragraph


def in_paragraph(clerk: Clerk) -> QTextEdit:
    """At the end of the first paragraph under the first heading."""
    clerk.press("Ctrl+7", "Ctrl+Home")
    find_and_leave(clerk, "các lĩnh vực như sau:")
    clerk.press("End")
    editor = clerk.focus()
    assert isinstance(editor, QTextEdit)
    return editor


def test_ten_megabytes_into_a_paragraph_are_refused_whole(clerk: Clerk) -> None:
    before = stored(clerk)
    editor = in_paragraph(clerk)
    clerk.type("x")
    text = editor.toPlainText()
    assert "như sau:x\n" in text
    clerk.paste(HUGE)
    assert clerk.reads("chưa được ghi: một ô nhận nhiều nhất 100.000 ký tự"), clerk.sees()
    assert editor.toPlainText() == text
    clerk.press("Backspace", "Ctrl+1")
    assert stored(clerk) == before


def test_control_characters_and_loose_marks_in_a_paragraph(clerk: Clerk) -> None:
    for text, kept, notice in (
        (" a\x07b", " ab", "Đã bỏ ký tự điều khiển không in được."),
        (DECOMPOSED, "Họp Bàn giao", "Đã ghép chữ và dấu rời thành chữ có dấu"),
    ):
        editor = in_paragraph(clerk)
        clerk.paste(text)
        assert kept in editor.toPlainText()
        assert clerk.reads(notice), clerk.sees()
        clerk.press("Ctrl+1")
        assert any(kept in paragraph.text for paragraph in stored(clerk).paragraphs)


def test_a_field_left_open_is_said_and_harms_nothing_else(clerk: Clerk) -> None:
    editor = in_paragraph(clerk)
    clerk.type(" {{vb_")
    clerk.press("Escape")
    clerk.settle()
    assert clerk.reads("“{{” mở một trường nhưng thiếu “}}”"), clerk.sees()
    assert " {{vb_" in editor.toPlainText()
    printed = plain_text(clerk.window.controller.composed().document)
    assert "{{vb_" in printed and "3.521 văn bản đến" in printed
    clerk.press("Ctrl+8")
    assert clerk.reads("“{{” mở một trường nhưng thiếu “}}”")


def test_markup_in_a_paragraph_is_only_text(clerk: Clerk) -> None:
    in_paragraph(clerk)
    clerk.type(" <b>đậm</b> &amp;")
    clerk.press("Ctrl+1")
    assert "<b>đậm</b> &amp;" in plain_text(clerk.window.controller.composed().document)


# ---------------------------------------------------------------- the office


def test_a_form_keeps_what_it_refuses(clerk: Clerk) -> None:
    session = clerk.window.controller.session
    before, month = session.office(), stored(clerk)
    clerk.press("F6")
    clerk.tab_to("nav_office")
    clerk.press("Return")
    for name, text, reason in (
        ("office_signer", HUGE, "chưa được ghi: một ô nhận nhiều nhất"),
        ("office_recipients", HUGE, "chưa được ghi: một ô nhận nhiều nhất"),
        ("office_window_start_day", "3o", "số không có chữ cái"),
        ("month_window", "15/7 – 31/9", "Không có ngày 31/9/2022."),
    ):
        clerk.tab_to(name, back=name == "month_window")
        clerk.press("Ctrl+A")
        clerk.paste(text)
        clerk.press("Tab")
        assert clerk.reads(reason), (name, clerk.sees())
        clerk.tab_to(name, back=True)
        field = clerk.focus()
        held = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        assert held.startswith(text[:1000])
        assert session.office() == before and stored(clerk) == month
        clerk.press("Escape")
