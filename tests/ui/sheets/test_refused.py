"""A number that was typed and refused is an error of its month, on every page, until it is mended."""

from __future__ import annotations

from PySide6.QtTest import QTest

from tests.ui.clerk import Clerk, until
from ui.tables.sheet_view import SheetView

SENTENCE = "“1.7779” chưa được ghi"


def type_wrong(clerk: Clerk) -> None:
    clerk.press("Ctrl+4")
    clerk.go_to_figure("ub_lk_xong")
    clerk.type("1.7779")
    clerk.press("Return")
    clerk.settle()


def test_it_is_counted_on_every_page(clerk: Clerk) -> None:
    assert clerk.window.controller.errors() == 0
    type_wrong(clerk)
    assert clerk.window.controller.errors() == 1
    assert clerk.window.sidebar.rows["sheet:nhiem_vu"].accessibleName() == "Nhiệm vụ, còn thiếu"
    clerk.press("Ctrl+1")
    clerk.settle()
    assert clerk.reads("1 lỗi")
    clerk.press("Ctrl+9")
    clerk.settle()
    assert clerk.reads("Phát hành: còn 1 lỗi")
    clerk.press("Ctrl+8")
    assert clerk.reads(SENTENCE)


def test_from_the_findings_the_way_leads_to_the_cell(clerk: Clerk) -> None:
    type_wrong(clerk)
    clerk.press("Ctrl+8", "Return")
    assert clerk.window.page_code() == "sheet:nhiem_vu"
    assert clerk.focus().currentIndex().data() == "1.7779"  # type: ignore[attr-defined]


def test_it_is_no_error_once_it_is_mended(clerk: Clerk) -> None:
    type_wrong(clerk)
    clerk.type("1.779")
    clerk.press("Return")
    clerk.settle()
    assert clerk.window.controller.errors() == 0
    assert clerk.window.sidebar.rows["sheet:nhiem_vu"].accessibleName() == "Nhiệm vụ, đã đủ"


def test_closing_the_window_shows_it_first(clerk: Clerk) -> None:
    """It was gone at the next start without a word."""
    type_wrong(clerk)
    clerk.press("Ctrl+2")
    assert not clerk.window.close()
    QTest.qWait(20)
    assert clerk.window.page_code() == "sheet:nhiem_vu"
    assert clerk.reads(SENTENCE) and clerk.reads("Đóng lần nữa thì bỏ số vừa gõ.")
    view = clerk.focus()
    assert isinstance(view, SheetView)
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))
    assert clerk.window.close()


def test_going_back_and_mending_it_is_enough(clerk: Clerk) -> None:
    type_wrong(clerk)
    assert not clerk.window.close()
    clerk.type("1.779")
    clerk.press("Return")
    assert until(lambda: not clerk.window.notice.isVisible())
    assert clerk.window.close()
