"""What cleaning changes in a field is said on the screen, whichever field it is; nothing goes in silence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from models.entities import MonthData, Office
from tests.ui.august import find_and_leave
from tests.ui.clerk import Clerk

ODD = "Bà\u200b Lê\u00a0Thị\x07 C"
KEPT = "Bà Lê\u00a0Thị C"
SAID = ("Đã bỏ ký tự ẩn không in được.", "Đã bỏ ký tự điều khiển không in được.")


def stored(clerk: Clerk) -> tuple[MonthData, Office]:
    session = clerk.window.controller.session
    return session.month_data(clerk.window.controller.period), session.office()


def office_field(name: str, leave: str) -> Callable[[Clerk], str]:
    def enter(clerk: Clerk) -> str:
        clerk.press("F6")
        clerk.tab_to("nav_office")
        clerk.press("Return")
        clerk.tab_to(f"office_{name}")
        clerk.press("Ctrl+A")
        clerk.paste(ODD)
        clerk.press(leave)
        held = getattr(stored(clerk)[1], name)
        return held if isinstance(held, str) else "\n".join(held)

    return enter


def note(clerk: Clerk) -> str:
    clerk.press("Ctrl+3")
    clerk.go_to_figure("vb_den")
    clerk.press("Alt+G", "Ctrl+A")
    clerk.paste(ODD)
    clerk.press("Return")
    return stored(clerk)[0].notes["vb_den"]


def chair(clerk: Clerk) -> str:
    clerk.press("Ctrl+2", "Down")
    clerk.tab_to("meeting_chair")
    clerk.press("Ctrl+A")
    clerk.paste(ODD)
    clerk.press("Return")
    return next(each.chair for each in stored(clerk)[0].meetings if each.chair.startswith("Bà"))


def typed_paragraph(clerk: Clerk) -> str:
    """Typed, not pasted: an input method may send what a keyboard has no key for."""
    clerk.press("Ctrl+7", "Ctrl+Home")
    find_and_leave(clerk, "các lĩnh vực như sau:")
    clerk.press("End")
    clerk.type(" Ho\u0323p")
    clerk.press("Ctrl+1")
    return next(each.text for each in stored(clerk)[0].paragraphs if "như sau:" in each.text).rpartition(":")[
        2
    ]


@pytest.mark.parametrize(
    "enter",
    [office_field("signer", "Return"), office_field("recipients", "Ctrl+Return"), note, chair],
    ids=["signer", "recipients", "note", "chair"],
)
def test_every_field_says_what_was_taken_out(clerk: Clerk, enter: Callable[[Clerk], str]) -> None:
    """They were taken out in silence, and no-break spaces made plain ones in fields of several lines."""
    assert enter(clerk) == KEPT
    screen = clerk.sees()
    for words in SAID:
        assert "".join(words.split()) in screen, words


def test_loose_marks_typed_into_the_text_are_joined_and_it_is_said(clerk: Clerk) -> None:
    assert typed_paragraph(clerk) == " Họp"
    assert clerk.reads("Đã ghép chữ và dấu rời")


def test_a_reason_is_never_cut(clerk: Clerk) -> None:
    """The field took a thousand characters, and what was pasted beyond them was gone."""
    clerk.press("Ctrl+8")
    clerk.tab_to("settle_reason")
    clerk.paste("Đã kiểm tra với Sở A. " * 100)
    assert clerk.field("settle_reason").text() == "Đã kiểm tra với Sở A. " * 100


def test_many_notices_are_shown_whole_above_the_page(clerk: Clerk) -> None:
    """More than the status bar holds: nothing of it may be cut off."""
    words = " ".join(SAID * 4)
    clerk.window.controller.told.emit(words, "")
    clerk.settle()
    assert clerk.window.notice.isVisible() and clerk.window.notice.words() == words
    assert words not in clerk.window.status.message()


def test_a_short_notice_stays_in_the_status_bar(clerk: Clerk) -> None:
    clerk.window.controller.told.emit(SAID[0], "")
    clerk.settle()
    assert not clerk.window.notice.isVisible() and clerk.window.status.message() == SAID[0]
