"""Ctrl+Z at the window: a careless key takes back one entry, never a whole month."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tests.ui.clerk import Clerk

ASKED = "Ctrl+Z lần nữa sẽ bỏ cả tháng 9/2022 (Bắt đầu tháng 9/2022)."


def begin_september(clerk: Clerk) -> None:
    clerk.press("Ctrl+PgDown", "Return")
    clerk.settle()
    assert clerk.window.controller.has_month()


def test_nothing_of_the_sample_year_is_taken_back(clerk: Clerk) -> None:
    """One key in a fresh sample year deleted its last month, further ones all of it."""
    for _ in range(3):
        clerk.press("Ctrl+Z")
    clerk.settle()
    assert len(clerk.window.controller.session.periods()) == 13
    assert clerk.window.status.message() == "Không còn gì để hoàn tác."


def test_a_whole_month_goes_at_the_second_key_only(clerk: Clerk) -> None:
    begin_september(clerk)
    clerk.press("Ctrl+Z")
    assert clerk.window.controller.has_month()
    assert clerk.reads(ASKED)
    clerk.press("Ctrl+Z")
    assert not clerk.window.controller.has_month()
    assert clerk.reads("Đã hoàn tác: Bắt đầu tháng 9/2022")


def test_anything_in_between_asks_again(clerk: Clerk) -> None:
    begin_september(clerk)
    clerk.press("Ctrl+Z")
    for key in ("F8", "Down", "Ctrl+3"):
        clerk.press(key, "Ctrl+Z")
        assert clerk.window.controller.has_month() and clerk.reads(ASKED), key


def test_an_entry_in_the_month_goes_at_once(clerk: Clerk) -> None:
    begin_september(clerk)
    clerk.press("Ctrl+3")
    clerk.type("7")
    clerk.press("Return", "Ctrl+Z")
    assert clerk.window.controller.data().values.get("vb_den") is None
    assert clerk.window.status.message().startswith("Đã hoàn tác: ")
    clerk.press("Ctrl+Z")
    assert clerk.window.status.message() == ASKED


def test_what_was_told_is_over_at_the_next_key(clerk: Clerk) -> None:
    """It hid the keys for twelve seconds, on another page and while typing too."""
    clerk.press("Ctrl+3")
    clerk.type("7")
    clerk.press("Return", "Ctrl+Z")
    assert clerk.window.status.message()
    clerk.press("Down")
    assert not clerk.window.status.message() and clerk.reads("Enterxuống")


def test_what_was_told_is_over_on_another_page(clerk: Clerk) -> None:
    clerk.press("Ctrl+Z")
    clerk.window.sidebar.rows["meetings"].click()
    assert not clerk.window.status.message()


def test_what_lies_in_another_month_is_shown_and_named(clerk: Clerk) -> None:
    controller = clerk.window.controller
    july = controller.period.previous
    clerk.press("Ctrl+3")
    controller.take(controller.session.set_value(july, "vb_den", Decimal(7)))
    clerk.press("Ctrl+Z")
    assert controller.period == july
    assert clerk.window.status.message() == "Đã hoàn tác ở tháng 7/2022: Nhập “Văn bản đến”"
    controller.set_period(july.next)
    clerk.press("Ctrl+Y")
    assert controller.period == july
    assert clerk.window.status.message() == "Đã làm lại ở tháng 7/2022: Nhập “Văn bản đến”"
    clerk.press("Ctrl+Z")
    assert clerk.window.status.message() == "Đã hoàn tác: Nhập “Văn bản đến”"


def test_a_change_of_the_office_is_taken_back_where_the_clerk_stands(clerk: Clerk) -> None:
    controller = clerk.window.controller
    shown = controller.period
    controller.take(controller.session.set_office(replace(controller.session.office(), signer="Lê B")))
    clerk.press("Ctrl+Z")
    assert controller.period == shown
    assert clerk.window.status.message() == "Đã hoàn tác: Sửa “Họ tên người ký” ở trang Cơ quan"


def test_in_the_text_a_step_of_another_page_is_named_first_and_then_gone_to(clerk: Clerk) -> None:
    controller = clerk.window.controller
    controller.take(controller.session.set_value(controller.period, "ub_qua_han", Decimal(7)))
    clerk.press("Ctrl+7", "Ctrl+Z")
    assert clerk.window.page_code() == "narrative"
    assert controller.data().values["ub_qua_han"].amount == 7
    said = clerk.window.status.message()
    assert said.startswith("Bước trước ở trang Nhiệm vụ, tháng 8: Nhập “") and "quá hạn" in said
    clerk.press("Ctrl+Z")
    assert controller.data().values["ub_qua_han"].amount == 106
    assert clerk.window.page_code() == "sheet:nhiem_vu"
    assert clerk.window.status.message().startswith("Đã hoàn tác")
