"""The user's manual: reachable with the keyboard, and true of the program it ships with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QShortcut
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.entities import MonthData, Paragraph, Period
from models.errors import UserError
from models.formatting import read_date, read_number, write_number, write_short_date
from models.report.compose import compose, plain_text
from models.report.fields import value_of
from models.report.printed import DOTS
from models.session import Session
from ui.i18n import set_language
from ui.main_window import MainWindow
from ui.manual import FILE, PART_OF_PAGE, ManualWindow, part_for
from ui.meetings.dates import read_days
from ui.messages import sentence
from ui.tables.sheet_view import SheetView
from ui.widgets.explain import Explanation
from ui.widgets_sheet.window_editor import WindowEditor

TEXT = FILE.read_text(encoding="utf-8")


class Table(NamedTuple):
    heading: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def _cells(line: str) -> tuple[str, ...]:
    parts = re.split(r"(?<!\\)\|", line.strip())[1:-1]
    return tuple(part.replace("\\|", "|").strip() for part in parts)


def _tables() -> list[Table]:
    found: list[Table] = []
    heading, lines = "", TEXT.splitlines()
    for number, line in enumerate(lines):
        if line.startswith("#"):
            heading = line.lstrip("# ")
        if line.startswith("|---"):
            rows = []
            for row in lines[number + 1 :]:
                if not row.startswith("|"):
                    break
                rows.append(_cells(row))
            found.append(Table(heading, _cells(lines[number - 1]), tuple(rows)))
    return found


def _rows(*head: str) -> Iterator[tuple[str, ...]]:
    """The rows of every table whose head begins so; there is at least one."""
    rows = [row for table in _tables() if table.head[: len(head)] == head for row in table.rows]
    assert rows, head
    yield from rows


def _typed(cell: str) -> str:
    """What stands between the marks of an example."""
    assert cell.startswith("`") and cell.endswith("`"), cell
    return cell[1:-1]


@pytest.fixture
def august(sample_session: Session) -> MonthData:
    return sample_session.month_data(Period(2022, 8))


# ------------------------------------------------------------ what the manual says is so


def test_every_field_in_the_manual_has_a_value_in_the_sample(august: MonthData) -> None:
    wrong = {_typed(row[0]) for row in _rows("Gõ", "Trang Kiểm tra nói")}
    examples = set(re.findall(r"`([^`\n]*)`", TEXT.replace("\\|", "|"))) - wrong
    fields = {field for example in examples for field in re.findall(r"\{\{[^{}]*\}\}", example)}
    assert len(fields) > 50
    for field in fields:
        value = value_of(field, august)
        # "ẩn" prints nothing, and the sample names no cause: that is what the manual shows of them.
        assert bool(value) != field.endswith("|ẩn}}"), field
        assert value != DOTS or field.endswith("|nguyên nhân}}") or field.startswith("{{cp_qua_han"), field


def test_fields_print_what_the_tables_say(august: MonthData) -> None:
    for field, printed, *_ in _rows("Trường", "In ra"):
        assert value_of(_typed(field), august) == printed, field


def test_text_prints_what_the_tables_say(august: MonthData) -> None:
    for typed, printed in _rows("Gõ", "In ra"):
        composed = compose(replace(august, paragraphs=(Paragraph(_typed(typed)),)))
        assert printed in plain_text(composed.document).splitlines(), typed
        assert not composed.problems


def test_wrong_text_is_answered_as_the_table_says(august: MonthData) -> None:
    for typed, words in _rows("Gõ", "Trang Kiểm tra nói"):
        problem = compose(replace(august, paragraphs=(Paragraph(_typed(typed)),))).problems[0]
        assert sentence(UserError(problem.code, **problem.params)) == words


def test_numbers_are_read_as_the_table_says() -> None:
    for typed, decimals, meant in _rows("Gõ", "Số lẻ của ô", "Hiểu là"):
        amount = read_number(_typed(typed), int(decimals))
        assert amount is not None and write_number(amount, int(decimals)) == meant


def test_numbers_are_refused_as_the_table_says() -> None:
    for typed, decimals, reason in _rows("Gõ", "Số lẻ của ô", "Vì sao không nhận"):
        with pytest.raises(UserError) as caught:
            read_number(_typed(typed), int(decimals))
        assert sentence(caught.value).partition(": ")[2].lower() == reason.lower(), typed


def test_dates_are_read_and_refused_as_the_tables_say(august: MonthData) -> None:
    period, window = august.month.period, august.month.window
    for typed, meant in _rows("Gõ", "Hiểu là"):
        assert write_short_date(read_date(_typed(typed), period, window=window)) == meant
    for typed, reason in _rows("Gõ", "Vì sao không nhận"):
        with pytest.raises(UserError) as caught:
            read_date(_typed(typed), period, window=window)
        assert sentence(caught.value) == reason
    for days in ("12-14/8", "30/7-2/8", "12/8 đến 14/8"):
        assert f"`{days}`" in TEXT and read_days(days, period, window)[1] is not None


# ------------------------------------------------------------ keys

_ARROWS = {"Alt+↑": "Alt+Up", "Alt+↓": "Alt+Down", "Insert": "Ins"}


def _plain(key: str) -> str:
    """One spelling for keys in the manual, on the screen and in Qt."""
    key = _ARROWS.get(key, key).replace("Return", "Enter").replace("PgDown", "PgDn").replace("−", "-")
    return {"Delete": "Del", "Ctrl+=": "Ctrl++"}.get(key, key)


def _keys_of_the_manual() -> set[str]:
    keys: set[str] = set()
    for cell, *_ in _rows("Phím"):
        for key in cell.split(", "):
            keys |= {f"Ctrl+{digit}" for digit in range(1, 10)} if "…" in key else {_plain(key)}
    return keys


def _shortcuts(window: MainWindow) -> set[str]:
    for code in window.codes():
        assert window.open(code)
    return {_plain(shortcut.key().toString()) for shortcut in window.findChildren(QShortcut)}


def _keys_on_screen(window: MainWindow) -> set[str]:
    """On buttons, in menus and in the status bar of every page, for a cell of each state."""
    words: list[str] = []
    for code in window.codes():
        window.open(code)
        page = window.page
        views = page.findChildren(SheetView)
        for view in views:
            for row in range(view.grid_model.rowCount()):
                for column in range(view.grid_model.columnCount()):
                    view.take(row, column)
                    words += [key for key, _ in page.status_keys()]
        for part in page.findChildren(QWidget):
            if part.objectName() in ("", "finding_list"):
                part.setFocus()
                words += [key for key, _ in page.status_keys()]
        words += [key for key, _ in page.status_keys()]
        words += [button.accessibleDescription() for button in page.findChildren(QPushButton)]
        words += [action.text().partition("\t")[2] for action in page._menu.actions()]
    words = [word.replace("↑↓", "↑ Alt+↓") for word in words]
    return {_plain(key) for word in words for key in word.split()}


def _pressed_in_a_sheet(qtbot: QtBot, window: MainWindow) -> set[str]:
    """Keys of the grid that stand on no button: pressed, and seen to work."""
    window.open("sheet:nhiem_vu")
    view = window.page.findChild(SheetView)
    assert view is not None
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

    def after(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> tuple[int, int]:
        assert view is not None
        qtbot.keyClick(view, key, held)
        return view.currentIndex().row(), view.currentIndex().column()

    first = after(Qt.Key.Key_Home, control)
    last = after(Qt.Key.Key_End, control)
    assert first[0] == 0 and last[0] == view.grid_model.rowCount() - 1
    assert after(Qt.Key.Key_Home) < last and after(Qt.Key.Key_End) == last
    above = after(Qt.Key.Key_Return, shift)
    assert above[0] < last[0]
    assert after(Qt.Key.Key_Backtab, shift)[1] < above[1]
    view.take_figure("ub_tong")
    qtbot.keyClick(view, Qt.Key.Key_C, control)
    assert QApplication.clipboard().text() == "395"
    QApplication.clipboard().setText("396")
    qtbot.keyClick(view, Qt.Key.Key_V, control)
    assert window.controller.book().amount("ub_tong") == 396
    view.take_figure("ub_qua_han")
    qtbot.keyClick(view, Qt.Key.Key_Left)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Right, shift)
    qtbot.keyClick(view, Qt.Key.Key_C, control)
    assert QApplication.clipboard().text() == "106\t26,8%"
    view.take_figure("cp_tong")
    qtbot.keyClick(view, Qt.Key.Key_F4)
    editor = window.page.findChild(WindowEditor)
    assert editor is not None and editor.isVisible()
    editor.close()
    return {"Home", "End", "Ctrl+Home", "Ctrl+End", "Shift+Enter", "Shift+Tab", "Ctrl+C", "Ctrl+V", "F4"}


def _pressed_in_the_register(qtbot: QtBot, window: MainWindow) -> set[str]:
    """Ctrl+Enter stores a meeting from any field of the entry row."""
    window.open("meetings")
    before = len(window.controller.data().meetings)
    fields = {
        name: window.page.findChild(QWidget, f"meeting_entry_{name}") for name in ("date", "title", "form")
    }
    qtbot.keyClicks(fields["date"], "5/8")
    qtbot.keyClicks(fields["title"], "Hop giao ban")
    qtbot.keyClick(fields["form"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(window.controller.data().meetings) == before + 1
    return {"Ctrl+Enter"}


def test_every_key_of_the_manual_is_one_of_the_program(qtbot: QtBot, sample_window: MainWindow) -> None:
    known = _shortcuts(sample_window) | _keys_on_screen(sample_window)
    known |= _pressed_in_a_sheet(qtbot, sample_window) | _pressed_in_the_register(qtbot, sample_window)
    assert _keys_of_the_manual() - known == set()


def test_every_shortcut_of_the_program_is_in_the_manual(sample_window: MainWindow) -> None:
    assert _shortcuts(sample_window) - _keys_of_the_manual() == set()


def test_buttons_and_commands_are_called_as_on_the_screen(sample_window: MainWindow) -> None:
    on_screen: set[str] = set()
    for code in sample_window.codes():
        sample_window.open(code)
        on_screen |= {b.accessibleName() for b in sample_window.page.findChildren(QPushButton)}
        on_screen |= {a.text().partition("\t")[0] for a in sample_window.page._menu.actions()}
    for name in (
        *("Hiện mọi cột", "Thêm chỉ tiêu…", "Thêm dòng…", "Thêm cột…", "Sửa chỉ tiêu…", "Xoá…"),
        *("Sửa dòng…", "Sửa cột…", "Sửa bảng…", "Sao lưu ngay", "Chọn USB, thư mục…"),
        *(
            "Khôi phục từ tệp khác…",
            "Bản chép cho máy khác…",
            "Bản chép có mật khẩu…",
            "Xuất tháng ra tệp…",
            "Nhập tháng từ tệp…",
            "Ghi PDF",
            "Ghi Word",
        ),
    ):
        assert name in TEXT and name in on_screen, name


# ------------------------------------------------------------ the window


@pytest.fixture
def manual(qtbot: QtBot, qapp: QApplication) -> ManualWindow:
    window = ManualWindow()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def _opened(window: MainWindow) -> ManualWindow:
    assert window.keys.manual is not None
    return window.keys.manual


def _in_view(manual: ManualWindow, row: int) -> bool:
    top = manual._top(manual._blocks[row]) - manual.text.verticalScrollBar().value()
    return 0 <= top + 24 < manual.text.viewport().height()


def test_f1_twice_opens_the_manual_at_the_part_in_hand(qtbot: QtBot, sample_window: MainWindow) -> None:
    sample_window.open("meetings")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F1)
    explanation = sample_window.findChild(Explanation)
    assert explanation is not None
    qtbot.keyClick(explanation, Qt.Key.Key_F1)
    manual = _opened(sample_window)
    qtbot.addWidget(manual)
    qtbot.waitUntil(manual.isActiveWindow)
    assert manual.headings.currentItem().text().startswith("7. Sổ cuộc họp")
    assert _in_view(manual, manual.titles().index("7. Sổ cuộc họp"))
    manual.resize(760, 500)
    qtbot.wait(0)
    qtbot.waitUntil(lambda: _in_view(manual, manual.titles().index("7. Sổ cuộc họp")))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not manual.isVisible() and sample_window.isVisible()


def test_the_sidebar_opens_it_with_the_keyboard(qtbot: QtBot, sample_window: MainWindow) -> None:
    row = sample_window.sidebar.manual
    sample_window.sidebar.rows["backups"].setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert row.hasFocus() and row.accessibleName() == "Hướng dẫn"
    qtbot.keyClick(row, Qt.Key.Key_Return)
    manual = _opened(sample_window)
    qtbot.addWidget(manual)
    assert manual.isVisible() and sample_window.page_code() == "overview"
    sample_window.keys.open_manual()
    assert _opened(sample_window) is manual


def test_a_low_window_keeps_its_pages_and_lets_the_manuals_row_go(
    qtbot: QtBot, sample_window: MainWindow
) -> None:
    sidebar = sample_window.sidebar
    assert sidebar.manual.isVisible()
    sample_window.resize(900, 430)
    qtbot.waitUntil(lambda: not sidebar.manual.isVisible())
    assert sidebar.rows["backups"].geometry().bottom() <= sidebar.height()
    sample_window.resize(1366, 696)
    qtbot.waitUntil(sidebar.manual.isVisible)


def test_every_heading_is_listed_whole_and_reached(qtbot: QtBot, manual: ManualWindow) -> None:
    assert manual.titles() == [line.lstrip("# ") for line in TEXT.splitlines() if line.startswith("#")]
    headings = manual.headings
    headings.setFocus()
    bar, seen = manual.text.verticalScrollBar(), []
    for row in range(headings.count()):
        item = headings.item(row)
        room = headings.viewport().width() - 20
        assert QFontMetrics(item.font()).horizontalAdvance(item.text()) <= room, item.text()
        assert headings.currentRow() == row
        assert _in_view(manual, row)
        seen.append(bar.value())
        qtbot.keyClick(headings, Qt.Key.Key_Down)
    assert seen == sorted(seen) and seen[-1] > 1000


def test_scrolling_the_text_moves_the_mark_in_the_list(manual: ManualWindow) -> None:
    row = manual.titles().index("7. Sổ cuộc họp")
    manual.text.verticalScrollBar().setValue(manual._top(manual._blocks[row]) + 40)
    assert manual.headings.currentRow() == row


def test_finding_is_folded_and_steps_through_the_hits(qtbot: QtBot, manual: ManualWindow) -> None:
    qtbot.keyClick(manual.text, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert manual.search.hasFocus()
    qtbot.keyClicks(manual.search, "qua han")
    count = len(manual._hits)
    assert count > 5 and manual.found.text() == f"1/{count}"
    qtbot.keyClick(manual.search, Qt.Key.Key_Return)
    assert manual.found.text() == f"2/{count}"
    qtbot.keyClick(manual.search, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(manual.search, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert manual.found.text() == f"{count}/{count}"
    assert manual.text.viewport().rect().contains(manual.text.cursorRect(manual._cursor(*manual._hits[-1])))
    qtbot.keyClicks(manual.search, "xyzzy")
    assert manual.found.text() == "Không thấy" and not manual._hits
    qtbot.keyClick(manual.search, Qt.Key.Key_Escape)
    assert manual.isVisible() and not manual.search.text() and manual.text.hasFocus()
    qtbot.keyClick(manual.text, Qt.Key.Key_Escape)
    assert not manual.isVisible()


def test_examples_show_their_bars_and_nothing_leads_outside(manual: ManualWindow) -> None:
    shown = manual.text.toPlainText()
    assert "{{tháng|năm}}" in shown and "\\|" not in shown
    assert "||không có?]" in shown
    assert not manual.text.openLinks() and not manual.text.openExternalLinks()
    assert "http" not in TEXT and "](" not in TEXT


def test_every_page_has_its_part(sample_window: MainWindow, manual: ManualWindow) -> None:
    for code in (*sample_window.codes(), "missing_month"):
        beginning = part_for(code)
        assert beginning and any(title.startswith(beginning) for title in manual.titles()), code
    assert set(PART_OF_PAGE) == {c.partition(":")[0] for c in (*sample_window.codes(), "missing_month")}


def test_the_english_window_says_that_the_manual_is_vietnamese(qtbot: QtBot, qapp: QApplication) -> None:
    set_language("en")
    try:
        window = ManualWindow()
        qtbot.addWidget(window)
        assert window.windowTitle() == "Sổ Điều Hành – User's manual (in Vietnamese)"
        assert window.text.toPlainText().startswith("Hướng dẫn sử dụng Sổ Điều Hành")
    finally:
        set_language("vi")


def test_the_manual_keeps_the_offices_tone() -> None:
    prose = re.sub(r"`[^`]*`", "", TEXT)
    assert "!" not in prose and "vui lòng" not in prose.lower()
