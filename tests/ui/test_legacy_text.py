"""Text copied from a file in an old font, .VnTime or VNI: said at once, converted by Alt+Enter on request."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ui.august import find_and_leave
from tests.ui.clerk import Clerk, until

RIGHT = "Phương hướng nhiệm vụ tháng tới của Văn phòng"
TCVN3 = "Ph\u00ad¬ng h\u00adíng nhiÖm vô th¸ng tíi cña V¨n phßng"
VNI = "Phöông höôùng nhieäm vuï thaùng tôùi cuûa Vaên phoøng"


def titles(clerk: Clerk) -> list[str]:
    return [meeting.title for meeting in clerk.window.controller.data().meetings]


@pytest.mark.parametrize(("typed", "name"), [(TCVN3, "TCVN3"), (VNI, "VNI")])
def test_a_paragraph_is_converted_by_alt_enter(clerk: Clerk, typed: str, name: str) -> None:
    clerk.press("Ctrl+7", "Ctrl+Home")
    find_and_leave(clerk, "các lĩnh vực như sau:")
    clerk.press("End", "Return")
    clerk.paste(typed)
    assert clerk.reads(f"có vẻ gõ bằng phông {name}"), clerk.sees()
    clerk.settle()
    assert clerk.reads("Chuyển sang Unicode"), clerk.sees()
    clerk.press("Alt+Return")
    stored = [each.text for each in clerk.window.controller.data().paragraphs]
    assert RIGHT in stored and typed not in stored
    clerk.press("Ctrl+1", "Ctrl+Z")
    stored = [each.text for each in clerk.window.controller.data().paragraphs]
    assert RIGHT not in stored, "and taken back by Ctrl+Z"


@pytest.mark.parametrize(("typed", "name"), [(TCVN3, "TCVN3"), (VNI, "VNI")])
def test_a_title_is_converted_by_alt_enter(clerk: Clerk, typed: str, name: str) -> None:
    clerk.press("Ctrl+2")
    clerk.replace("5/8")
    clerk.press("Return")
    clerk.paste(typed)
    clerk.press("Tab")
    for _ in range(4):
        if typed in titles(clerk):
            break
        clerk.press("Return")
    assert typed in titles(clerk), "kept letter by letter until the clerk wants it otherwise"
    assert clerk.reads(f"có vẻ gõ bằng phông {name}"), clerk.sees()
    clerk.press("Down", "Alt+Return")
    assert RIGHT in titles(clerk) and typed not in titles(clerk)
    clerk.press("Ctrl+Z")
    assert typed in titles(clerk)


def test_a_title_is_converted_from_the_page_of_findings(clerk: Clerk) -> None:
    controller = clerk.window.controller
    first = controller.data().meetings[0]
    session, period = controller.session, controller.period
    assert controller.do(lambda: session.update_meeting(period, replace(first, title=VNI)))
    clerk.settle()
    clerk.press("Ctrl+8")
    assert clerk.reads("có vẻ gõ bằng phông VNI"), clerk.sees()
    clerk.press("F8")
    for _ in controller.findings():
        if clerk.reads("có vẻ gõ bằng phông VNI"):
            break
        clerk.press("F8")
    clerk.press("Ctrl+2")
    assert until(lambda: VNI in titles(clerk))
    clerk.press("Down", "Ctrl+Home", "Alt+Return")
    assert RIGHT in titles(clerk)


def test_a_character_without_a_glyph_is_a_finding_and_no_box_on_paper(clerk: Clerk) -> None:
    clerk.press("Ctrl+7", "Ctrl+Home")
    find_and_leave(clerk, "các lĩnh vực như sau:")
    clerk.press("End")
    clerk.paste(" Họp 会 nghị.")
    clerk.press("Ctrl+1")
    clerk.settle()
    clerk.press("Ctrl+8")
    assert clerk.reads("(U+4F1A), trên giấy thành dấu “?”"), clerk.sees()
    pages = clerk.window.controller.pages()
    printed = "".join(run.text for page in pages.pages for run in page.runs)
    assert "会" not in printed and "?" in printed
