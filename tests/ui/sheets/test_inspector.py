"""What stands below the grid speaks of the very number in hand, and says each thing once."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from models.entities import Place
from tests.ui.desk import Desk, desk
from ui.pages.sheets import SheetPage

__all__ = ["desk"]


def tasks(desk: Desk) -> SheetPage:
    page = desk.open("sheet:nhiem_vu")
    assert isinstance(page, SheetPage)
    return page


def go(desk: Desk, code: str, *keys: str) -> SheetPage:
    page = tasks(desk)
    assert page.show_place(Place("figure", code))
    desk.press(*keys)
    return page


def words(page: SheetPage) -> list[str]:
    """What can be read in the inspector, top to bottom."""
    parts = [part for part in page.inspector.findChildren(QWidget) if part.isVisible()]
    return [w for part in parts if (w := part.accessibleName() or getattr(part, "text", str)())]


def test_last_months_cumulative_is_told_with_its_own_history(desk: Desk) -> None:
    """It showed this month's 602, with its share, and asked for the cause of a number that nobody types."""
    page = go(desk, "ub_lk_qua_han", "Up")
    read = words(page)
    assert read[0].endswith("Luỹ kế đến tháng 7 › Quá hạn")
    assert "496" in read and "23,5% của 2.113" in read
    assert "602" not in read
    assert not page.inspector.note.isVisible()
    assert "Số của tháng trước của" in page.explain()


def test_a_share_is_told_as_a_share(desk: Desk) -> None:
    page = go(desk, "ub_qua_han", "Right")
    read = words(page)
    assert "26,8%" in read and "106 / 395" in read
    assert any(each.endswith(" điểm") for each in read)
    assert not page.inspector.note.isVisible()


def test_above_the_note_stands_only_what_the_note_settles(desk: Desk) -> None:
    """The row's stale days stood there, with Alt+G, which does nothing for them."""
    page = go(desk, "cp_tong")
    message, key = page.inspector._message, page.inspector._message_keys
    assert message.words().startswith("Kỳ theo dõi") and key.text() == "F4"
    assert not page.inspector._note_head.words()
    go(desk, "ub_qua_han")
    assert page.inspector._note_head.words() == "Chưa nêu nguyên nhân, đơn vị"
    assert not message.isVisible()


def test_the_cumulative_that_a_finding_names_is_marked_too(desk: Desk) -> None:
    page = tasks(desk)
    found = page.view.grid_model.grid.find("ub_lk_qua_han")
    assert found is not None
    assert page.view.grid_model.cell(*found).severity == "warning"
    session, period = desk.controller.session, desk.controller.period
    desk.controller.do(lambda: session.set_note(period, "ub_lk_qua_han", "Sở A 12"))
    assert page.view.grid_model.cell(*found).severity is None


def test_a_wrong_sum_opens_below_its_row_with_a_repair_and_is_said_once(desk: Desk) -> None:
    page = go(desk, "ub_qua_han")
    desk.type("105")
    desk.press("Return")
    assert page.view.currentIndex().row() != 2
    reason = page.view.reason
    assert reason.isVisible() and "394" in reason.words()
    go(desk, "ub_tong")
    assert reason.words() not in words(page)[1:]
    desk.press("Alt+Return")
    values = desk.controller.data().values
    assert values["ub_tong"].amount == 394


def test_undo_takes_the_cell_in_hand_that_it_changed(desk: Desk) -> None:
    page = go(desk, "ub_qua_han")
    desk.type("105")
    desk.press("Return", "Home")
    desk.press("Ctrl+Z")
    cell = page.view.cell_in_hand()
    assert cell is not None and cell.figure == "ub_qua_han" and cell.text == "106"


def test_a_complete_sheet_opens_at_its_top(desk: Desk) -> None:
    """It began at a blank that the month does not need, scrolled down where the window is low."""
    page = desk.open("sheet:van_ban")
    assert isinstance(page, SheetPage)
    assert page.view.currentIndex().row() == 0


def test_the_legend_counts_the_columns_that_are_hidden_now(desk: Desk) -> None:
    page = tasks(desk)
    before = page.view.dropped_columns()
    desk.press("F7")
    left = page.view.dropped_columns()
    assert left < before
    assert dict(page.legend._items)["hidden"].startswith(f"{left} ")


def test_the_keys_told_are_those_that_work_here(desk: Desk) -> None:
    page = go(desk, "ub_qua_han")
    assert ("Alt+G", "nêu nguyên nhân") in page.status_keys()
    desk.press("Right")
    assert [key for key, _ in page.status_keys()] == ["Enter", "Tab", "F1"]
    go(desk, "ub_qua_han", "Alt+G")
    assert [key for key, _ in page.status_keys()] == ["Enter", "Shift+Enter", "Esc"]


def test_no_row_is_cut_at_the_foot_of_the_grid(desk: Desk) -> None:
    page = desk.open("sheet:van_ban")
    assert isinstance(page, SheetPage)
    view = page.view
    assert view.verticalScrollBar().maximum() > 0
    shown = view.height() - view.head_height
    assert shown % view.rowHeight(0) == 0


def right_edges(page: SheetPage) -> list[int]:
    """Where the columns end, from the left of the page."""
    head, label = page.view.horizontalHeader(), page.view.verticalHeader().width()
    return [label + head.sectionPosition(c) + head.sectionSize(c) for c in range(head.count())]


def test_no_column_moves_when_a_scroll_bar_comes(desk: Desk) -> None:
    page = desk.open("sheet:van_ban")
    assert isinstance(page, SheetPage) and page.view.verticalScrollBar().maximum() > 0
    with_bar = right_edges(page)
    desk.window.resize(1366, 1000)
    desk.settle()
    assert page.view.verticalScrollBar().maximum() == 0
    assert right_edges(page) == with_bar


def test_a_refused_text_takes_its_room_from_the_columns_before(desk: Desk) -> None:
    """All columns moved; now the number's right edge and all that follows stay."""
    page = go(desk, "ub_qua_han")
    before = right_edges(page)
    desk.type("1.7779")
    desk.press("Return")
    at = page.view.currentIndex().column()
    assert page.view.columnWidth(at) > QFontMetrics(page.view.font()).horizontalAdvance("1.7779")
    assert right_edges(page)[at:] == before[at:]
