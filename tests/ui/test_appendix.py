"""An appendix with a table, typed by the clerk: on the page at once, its numbers lead to their cells."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from models.entities import Place
from tests.ui.desk import Desk, desk
from ui.page_painter import run_box
from ui.pages.narrative import NarrativePage

__all__ = ["desk"]


def type_appendix(desk: Desk) -> None:
    desk.open("narrative")
    desk.press("Ctrl+End")
    for line in ("### Phụ lục I", "## KẾT QUẢ THỰC HIỆN NHIỆM VỤ", "{{bảng|nhiem_vu|ngang}}"):
        desk.press("Return")
        desk.type(line)
    desk.press("Up")
    desk.settle()


def test_an_appendix_is_typed_and_laid_out_on_a_turned_page(desk: Desk) -> None:
    before = len(desk.controller.pages().pages)
    type_appendix(desk)
    *_, last = pages = desk.controller.pages().pages
    assert len(pages) == before + 1 and last.width > last.height
    words = {run.text for run in last.runs}
    assert {"Phụ lục I", "KẾT QUẢ THỰC HIỆN NHIỆM VỤ", "Tổng số", "395"} <= words
    assert not [f for f in desk.controller.findings() if f.code.startswith(("table.", "field.", "grammar."))]


def test_a_click_on_a_number_of_the_table_goes_to_its_cell(desk: Desk) -> None:
    type_appendix(desk)
    view = desk.window.preview.dock.view
    number = len(desk.controller.pages().pages) - 1
    page = desk.controller.pages().pages[number]
    run = next(run for run in page.runs if run.place == Place("figure", "ub_qua_han"))
    view.show_page(number, animated=False)
    asked: list[object] = []
    view.place_clicked.connect(asked.append)
    frame = view._arranged.frames[number]
    at = frame.to_view(run_box(run)).center() - QPointF(0, view.verticalScrollBar().value())
    assert view.run_at(at) == run
    assert view._click_run(frame, frame.to_page(frame.to_view(run_box(run)).center()))
    assert asked == [Place("figure", "ub_qua_han")]
    desk.settle()
    assert not isinstance(desk.window.page, NarrativePage), "its sheet is shown"


def test_a_table_among_words_is_told_with_what_to_do(desk: Desk) -> None:
    desk.open("narrative")
    desk.press("Ctrl+End", "Return")
    desk.type("Xem {{bảng|nhiem_vu}}")
    desk.press("Up")
    desk.settle()
    assert "table.not_alone" in {finding.code for finding in desk.controller.findings()}
