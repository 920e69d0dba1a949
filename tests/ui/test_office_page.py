"""The office's form: each field stores itself when left, and keeps what was refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication

from models.entities import Window
from tests.ui.clerk import Clerk, first_start
from tests.ui.desk import Desk, desk
from ui.office.signature import VARIANTS, variant_of
from ui.pages.office import OfficePage
from ui.widgets.buttons import Button

__all__ = ["desk"]


def form(desk: Desk) -> OfficePage:
    page = desk.open("office")
    assert isinstance(page, OfficePage)
    return page


def to(desk: Desk, name: str) -> None:
    """Tab until the field of that name has the focus."""
    for _ in range(120):
        if desk.focus().objectName() == name:
            return
        desk.press("Tab")
    raise AssertionError(f"Tab never reaches {name}")


def test_filling_the_form_stores_nothing(desk: Desk) -> None:
    before = desk.controller.session.undo_name()
    form(desk)
    for _ in range(40):
        desk.press("Tab")
    desk.open("meetings")
    assert desk.controller.session.undo_name() == before


def test_number_date_and_window_are_stored_by_enter(desk: Desk) -> None:
    form(desk)
    for text in ("2147", "30/8", "21/7 - 20/8"):
        desk.press("Ctrl+A")
        desk.type(text)
        desk.press("Return")
    month = desk.data().month
    assert month.number == 2147 and month.report_date == date(2022, 8, 30)
    assert month.window == Window(date(2022, 7, 21), date(2022, 8, 20))


def test_a_refused_number_stays_red_and_the_page_is_not_left(desk: Desk) -> None:
    page = form(desk)
    desk.press("Ctrl+A")
    desk.type("21x")
    desk.press("Return")
    field = desk.focus()
    assert field.objectName() == "month_number" and field.property("wrong")
    assert desk.data().month.number == 2146
    desk.open("meetings")
    assert desk.window.page is page
    desk.press("Escape")
    desk.open("meetings")
    assert desk.window.page is not page


def test_the_signature_variant_fills_the_lines(desk: Desk) -> None:
    form(desk)
    to(desk, "office_variant")
    desk.type("k")
    office = desk.controller.session.office()
    assert office.signature == ("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")
    assert variant_of(office.signature) and not variant_of(("GIÁM ĐỐC",))
    assert len(VARIANTS) == 6, "page.md names six"


def test_recipients_are_one_a_line_and_blank_lines_go(desk: Desk) -> None:
    form(desk)
    to(desk, "office_recipients")
    desk.press("Ctrl+A")
    desk.type("Như trên")
    desk.press("Return", "Return")
    desk.type("Lưu trữ tỉnh")
    desk.press("Tab")
    assert desk.controller.session.office().recipients == ("Như trên", "Lưu trữ tỉnh")


def test_a_kind_of_meeting_is_added_named_and_taken_back(desk: Desk) -> None:
    form(desk)
    before = desk.controller.session.office().meeting_kinds
    to(desk, "office_kind_add")
    desk.press("Space")
    desk.type("Hội thảo")
    desk.press("Tab")
    kinds = desk.controller.session.office().meeting_kinds
    assert kinds[:-1] == before and kinds[-1].label == "Hội thảo"
    desk.controller.undo()
    desk.controller.undo()
    assert desk.controller.session.office().meeting_kinds == before


def test_a_kind_in_use_is_not_removed_and_the_reason_is_said(desk: Desk) -> None:
    page = form(desk)
    before = desk.controller.session.office().meeting_kinds
    to(desk, "office_kind_0_remove")
    desk.press("Space")
    assert desk.controller.session.office().meeting_kinds == before
    assert page._kinds.reason.text()


def test_yes_and_no_are_stored_at_once(desk: Desk) -> None:
    form(desk)
    to(desk, "office_pad_small")
    desk.press("Space")
    assert desk.controller.session.office().pad_small is False


def test_another_month_shows_its_own_number(desk: Desk) -> None:
    form(desk)
    desk.controller.set_period(desk.controller.period.previous)
    desk.settle()
    assert desk.focus().property("text") == str(desk.data().month.number)


def test_the_first_start_says_what_to_do_and_its_first_field_is_typed_over(
    qapp: QApplication, tmp_path: Path
) -> None:
    clerk = Clerk(first_start(tmp_path))
    assert clerk.reads("Điền tên cơ quan vào chỗ dấu “…”")
    clerk.type("UBND TỈNH CAO BẰNG")
    clerk.press("Return")
    assert clerk.window.controller.session.office().superior == "UBND TỈNH CAO BẰNG"
    clerk.leave()


def test_a_file_with_months_needs_no_beginning(desk: Desk) -> None:
    assert not form(desk).beginning.isVisible()


def test_a_kind_is_removed_by_a_button_with_words(desk: Desk) -> None:
    page = form(desk)
    button = page.findChild(Button, "office_kind_0_remove")
    assert button is not None and button.label() == "Xoá"
