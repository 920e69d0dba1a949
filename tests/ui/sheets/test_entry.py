"""Numbers typed into a sheet with real keys: what is stored, what is refused, where the caret goes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from models.entities import Place
from tests.ui.sheets.keys import ALT, CTRL, NONE, SHIFT, focused, paste, press, type_in
from ui.pages.sheets import SheetPage
from ui.tables.sheet_view import SheetView
from ui.widgets.labels import Line

Key = Qt.Key


def stored(page: SheetPage, code: str) -> Decimal | None:
    value = page.controller.session.month_data(page.controller.period).values.get(code)
    return value.amount if value else None


def at(page: SheetPage, code: str) -> None:
    assert page.show_place(Place("figure", code))


def in_hand(page: SheetPage) -> str | None:
    cell = page.view.cell_in_hand()
    return cell.figure if cell else None


def test_typing_replaces_and_enter_stores_and_goes_down(tasks: SheetPage) -> None:
    at(tasks, "ub_qua_han")
    type_in("107")
    assert tasks.view.editing
    assert stored(tasks, "ub_qua_han") == 106
    press(Key.Key_Return)
    assert stored(tasks, "ub_qua_han") == 107
    assert in_hand(tasks) == "ub_lk_qua_han"  # the computed row between is passed over


def test_tab_goes_right_past_shares_and_shift_tab_back(tasks: SheetPage) -> None:
    at(tasks, "ub_xong")
    type_in("260")
    press(Key.Key_Tab)
    assert stored(tasks, "ub_xong") == 260
    assert in_hand(tasks) == "ub_qua_han"
    press(Key.Key_Backtab, SHIFT)
    assert in_hand(tasks) == "ub_xong"


def test_shift_enter_goes_up(tasks: SheetPage) -> None:
    at(tasks, "ub_xong")
    press(Key.Key_F2)
    press(Key.Key_Return, SHIFT)
    assert in_hand(tasks) == "ct_xong"


def test_f2_edits_the_number_and_esc_keeps_the_old_one(tasks: SheetPage) -> None:
    at(tasks, "ub_qua_han")
    press(Key.Key_F2)
    type_in("9")
    press(Key.Key_Escape)
    assert not tasks.view.editing
    assert stored(tasks, "ub_qua_han") == 106
    assert isinstance(focused(), SheetView)


def test_a_refused_text_stays_in_its_cell_with_the_reason_below(tasks: SheetPage, qtbot: QtBot) -> None:
    at(tasks, "ub_lk_xong")
    type_in("1.7779")
    press(Key.Key_Return)
    index = tasks.view.currentIndex()
    assert in_hand(tasks) == "ub_lk_xong"
    assert index.data() == "1.7779"
    assert stored(tasks, "ub_lk_xong") == 1779
    qtbot.waitUntil(tasks.view.reason.isVisible)  # the grid grows by the row first
    assert "1.7779" in tasks.view.reason.words()
    assert "1.779" in tasks.view.reason.words()
    assert "lỗi" in index.data(Qt.ItemDataRole.AccessibleDescriptionRole)


def test_esc_takes_the_accepted_number_back(tasks: SheetPage) -> None:
    at(tasks, "ub_lk_xong")
    type_in("1.7779")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert tasks.view.currentIndex().data() == "1.779"
    assert not tasks.view.reason.isVisible()
    assert not tasks.entry.refused()


def test_a_refused_text_survives_other_entries_and_another_month(tasks: SheetPage) -> None:
    at(tasks, "ub_lk_xong")
    type_in("abc")
    press(Key.Key_Return)
    at(tasks, "ub_qua_han")
    type_in("105")
    press(Key.Key_Return)
    period = tasks.controller.period
    tasks.controller.set_period(period.previous)
    assert not tasks.view.grid_model.refused
    tasks.controller.set_period(period)
    assert tasks.view.grid_model.refused["ub_lk_xong"].text == "abc"


@pytest.mark.parametrize("text", ["3,521", "5349.64", "12a", "1e5", "<b>5</b>", "{{ub_tong", "-4", "３"])
def test_what_is_no_whole_number_is_never_stored(tasks: SheetPage, text: str) -> None:
    at(tasks, "ub_qua_han")
    type_in(text)
    press(Key.Key_Return)
    assert stored(tasks, "ub_qua_han") == 106
    assert tasks.view.currentIndex().data() == text


def test_a_huge_paste_is_refused_whole_and_what_was_typed_stays(tasks: SheetPage) -> None:
    at(tasks, "ub_qua_han")
    type_in("10")
    paste("9" * 10_000_000)
    assert tasks.view.editing
    assert "10000000" in tasks.legend.said().replace(".", "")
    press(Key.Key_Return)
    assert stored(tasks, "ub_qua_han") == 10


def test_a_paste_of_one_number_is_stored_and_of_two_cells_refused(tasks: SheetPage) -> None:
    at(tasks, "ub_qua_han")
    paste("1.200\r\n")
    assert stored(tasks, "ub_qua_han") == 1200
    paste("1\t2")
    assert stored(tasks, "ub_qua_han") == 1200
    assert tasks.legend.said()


def test_copy_gives_the_number_as_shown(tasks: SheetPage) -> None:
    at(tasks, "ub_lk_tong")
    press(Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == "2.508"


def test_delete_makes_a_blank_not_a_zero(tasks: SheetPage) -> None:
    at(tasks, "ub_qua_han")
    press(Key.Key_Delete)
    assert stored(tasks, "ub_qua_han") is None
    assert tasks.view.currentIndex().data() == ""
    tasks.controller.undo()
    assert stored(tasks, "ub_qua_han") == 106


def test_ctrl_d_takes_last_months_number(tasks: SheetPage) -> None:
    at(tasks, "ub_qua_han")
    press(Key.Key_D, CTRL)
    assert stored(tasks, "ub_qua_han") == tasks.controller.book().previous("ub_qua_han") == 79


def test_copied_numbers_wait_to_be_confirmed(tasks: SheetPage) -> None:
    controller = tasks.controller
    session, period = controller.session, controller.period.next
    controller.do(lambda: session.start_month(period))
    controller.set_period(period)
    tasks._copy.click()
    copied = controller.data().values
    assert copied["ub_qua_han"].amount == 106
    assert {value.state for value in copied.values() if value.state != "counted"} == {"carried"}
    # A typed cumulative is another number every month.
    assert "ub_lk_tong" not in copied
    at(tasks, "ub_qua_han")
    press(Key.Key_Space)
    assert controller.data().values["ub_qua_han"].state == "typed"


def test_space_confirms_a_carried_number(tasks: SheetPage) -> None:
    session, period = tasks.controller.session, tasks.controller.period
    carried = [c for c, v in tasks.controller.data().values.items() if v.state == "carried"]
    if not carried:  # the sample's own state may be confirmed: a new month brings carried ones
        tasks.controller.do(lambda: session.start_month(period.next, period))
        tasks.controller.set_period(period.next)
    at(tasks, "cp_tong")
    assert tasks.controller.data().values["cp_tong"].state == "carried"
    press(Key.Key_Space)
    assert tasks.controller.data().values["cp_tong"].state == "typed"


def test_a_computed_cell_says_why_it_takes_no_number(tasks: SheetPage) -> None:
    at(tasks, "ub_qua_han")
    press(Key.Key_Right)
    type_in("5")
    assert not tasks.view.editing
    assert tasks.legend.said()
    assert tasks.explain() == "106 / 395 = 26,8%"


def test_home_end_and_corners(tasks: SheetPage) -> None:
    at(tasks, "ub_qua_han")
    press(Key.Key_Home)
    assert in_hand(tasks) == "ub_tong"
    press(Key.Key_End)
    assert in_hand(tasks) == "ub_dang"
    press(Key.Key_Home, CTRL)
    assert in_hand(tasks) == "cp_tong"


def test_the_note_is_stored_when_it_is_left(tasks: SheetPage) -> None:
    at(tasks, "ub_qua_han")
    press(Key.Key_G, ALT)
    type_in("Sở A 21, chờ ý kiến bộ")
    press(Key.Key_Return)
    assert tasks.controller.data().notes["ub_qua_han"] == "Sở A 21, chờ ý kiến bộ"
    assert isinstance(focused(), SheetView)


def test_agencies_are_offered_while_the_units_are_typed(tasks: SheetPage) -> None:
    at(tasks, "ub_qua_han")
    press(Key.Key_G, ALT)
    note = tasks.inspector.note
    type_in("so xa")
    assert note.offers() == ["Sở Xây dựng"]
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert note.toPlainText() == "Sở Xây dựng " and not note.offers()
    type_in("21, chờ ý kiến bộ; sở t")
    # Those that begin so first, in Vietnamese order.
    assert note.offers()[:2] == ["Sở Tài chính", "Sở Tài nguyên và Môi trường"]
    press(Key.Key_Escape)
    assert not note.offers() and note.hasFocus()
    # Nothing is chosen by itself: Enter leaves the note as ever.
    type_in("à")
    assert note.offers()
    press(Key.Key_Return)
    assert tasks.controller.data().notes["ub_qua_han"] == "Sở Xây dựng 21, chờ ý kiến bộ; sở tà"


def test_a_note_half_written_is_kept_when_another_cell_is_clicked(tasks: SheetPage) -> None:
    at(tasks, "ub_qua_han")
    press(Key.Key_G, ALT)
    type_in("Sở A")
    at(tasks, "ub_xong")
    assert tasks.controller.data().notes["ub_qua_han"] == "Sở A"
    assert tasks.inspector.note.toPlainText() == ""


def test_a_window_is_typed_as_two_dates(tasks: SheetPage) -> None:
    tasks.show_place(Place("row", "cp"))
    press(Key.Key_F4)
    editor = tasks.days.editor
    editor.start.setText("31/9")
    editor.store()
    assert editor.isVisible()
    assert editor.start.text() == "31/9"
    editor.start.setText("15/7/2022")
    editor.end.setText("14/8/2022")
    editor.store()
    assert not editor.isVisible()
    window = tasks.controller.data().windows["cp"]
    assert (window.start.isoformat(), window.end.isoformat()) == ("2022-07-15", "2022-08-14")


def test_a_double_click_on_the_days_leaves_their_editor_open(tasks: SheetPage) -> None:
    tasks.show_place(Place("row", "cp"))
    press(Key.Key_F4)
    editor = tasks.days.editor
    QTest.mouseClick(editor, Qt.MouseButton.LeftButton, pos=QPoint(20, -10))
    assert editor.isVisible()
    QTest.qWait(QApplication.doubleClickInterval() + 50)
    QTest.mouseClick(editor, Qt.MouseButton.LeftButton, pos=QPoint(20, -10))
    assert not editor.isVisible()


def test_a_column_that_left_comes_back_for_its_number(tasks: SheetPage) -> None:
    shown = {column.code for column in tasks.view.grid_model.grid.columns}
    assert "dung_han" not in shown
    at(tasks, "ub_dung_han")
    assert in_hand(tasks) == "ub_dung_han"


def test_the_sum_below_says_when_parts_are_too_many(tasks: SheetPage, qtbot: QtBot) -> None:
    at(tasks, "ub_qua_han")
    assert tasks.legend.accessibleName() == "259 + 106 + 30 = 395"
    type_in("107")
    press(Key.Key_Return)
    at(tasks, "ub_tong")
    assert "≠ 395" in tasks.legend.accessibleName()
    qtbot.waitUntil(tasks.view.reason.isVisible)


def test_a_read_back_month_shows_the_same_numbers(documents: SheetPage) -> None:
    at(documents, "vb_den")
    type_in("3.600")
    press(Key.Key_Return)
    assert stored(documents, "vb_den") == 3600
    documents.controller.undo()
    assert stored(documents, "vb_den") == 3521


def test_a_new_month_begins_at_its_first_blank(tasks: SheetPage) -> None:
    at(tasks, "ub_lk_dang")
    session, period = tasks.controller.session, tasks.controller.period
    tasks.controller.do(lambda: session.start_month(period.next, period))
    tasks.controller.set_period(period.next)
    cell = tasks.view.cell_in_hand()
    assert cell is not None
    assert cell.state == "blank"
    assert tasks.view.currentIndex().row() == 0


def test_a_click_elsewhere_stores_what_was_typed(tasks: SheetPage) -> None:
    at(tasks, "ub_qua_han")
    type_in("108")
    other = tasks.view.visualRect(tasks.view.grid_model.index(1, 0)).center()
    QTest.mouseClick(tasks.view.viewport(), Qt.MouseButton.LeftButton, NONE, other)
    assert stored(tasks, "ub_qua_han") == 108
    assert in_hand(tasks) == "ct_tong"


def test_enter_on_a_counted_number_opens_its_register(sheet: Callable[[str], SheetPage]) -> None:
    page = sheet("cuoc_hop")
    places: list[Place] = []
    page.controller.go_to.connect(places.append)
    at(page, "hop_lanh_dao")
    press(Key.Key_Return)
    assert places == [Place("meeting", "lanh_dao")]
    title = page.inspector.findChild(Line, "inspector_title")
    assert isinstance(title, Line) and title.text().endswith(": đếm từ cuộc họp")
    type_in("7")
    assert not page.view.editing


def test_a_refused_cell_stays_ringed_in_red_while_it_has_the_focus(tasks: SheetPage) -> None:
    at(tasks, "ub_lk_xong")
    type_in("1.7779")
    press(Key.Key_Return)
    at(tasks, "ub_lk_xong")
    rect = tasks.view.visualRect(tasks.view.currentIndex())
    picture = tasks.view.viewport().grab().toImage()
    edge = picture.pixelColor(rect.left() + 1, rect.top() + 20)
    inner = [picture.pixelColor(rect.left() + x, rect.top() + 20) for x in range(2, 5)]
    assert edge.red() > edge.blue() + 60
    assert any(color.blue() > color.red() + 60 for color in inner)


def test_all_that_is_typed_can_be_read_while_typing(tasks: SheetPage) -> None:
    """A narrow column showed ".7779" of "1.7779", in the weight of a number that is stored."""
    at(tasks, "ub_qua_han")
    cell = tasks.view.visualRect(tasks.view.currentIndex())
    type_in("1.234.567.890")
    field = focused()
    assert isinstance(field, QLineEdit) and field.font().weight() == QFont.Weight.DemiBold
    assert field.fontMetrics().horizontalAdvance(field.text()) <= field.width() - 20
    assert field.geometry().right() == cell.right()
    press(Key.Key_Escape)
    at(tasks, "cp_tong")
    type_in("1.234.567.890")
    assert focused().geometry().left() >= 0
    assert focused().width() > field.fontMetrics().horizontalAdvance("1.234.567.890") + 20
