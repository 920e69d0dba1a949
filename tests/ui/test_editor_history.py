"""The text's own undo: steps are words, whatever was stored in between."""

from __future__ import annotations

from PySide6.QtTest import QTest

from tests.ui.desk import Desk, desk
from tests.ui.test_narrative_page import new_paragraph, stored, writing
from ui.editor.history import History
from ui.editor.store import PAUSE_MS

__all__ = ["desk"]


def states(*texts: str) -> list[str]:
    """What going back passes through after the text became each of these in turn."""
    history = History()
    history.begin([""])
    for text in texts:
        history.note([text])
    passed = []
    while blocks := history.back():
        passed += blocks
    return passed


def keyed(text: str) -> list[str]:
    return [text[:end] for end in range(1, len(text) + 1)]


def test_a_word_is_a_step() -> None:
    assert states(*keyed("một hai ba")) == ["một hai", "một", ""]
    assert states(*keyed("một, hai")) == ["một,", ""]


def test_what_is_pasted_and_what_is_erased_are_steps_of_their_own() -> None:
    assert states(*keyed("một"), "một hai ba") == ["một", ""]
    assert states(*keyed("một hai"), "một ha", "một h", "một ", "một", "mộ") == [
        "một ",
        "một hai",
        "một",
        "",
    ]


def test_an_input_method_that_types_a_syllable_anew_makes_no_step() -> None:
    assert states("t", "ti", "tie", "ti", "tiê", "tiên", "tiêng", "ti", "tiếng") == [""]
    assert states("t", "ti", "tie", "tiê", "tiên") == [""]


def test_another_place_and_another_paragraph_are_other_steps() -> None:
    assert states("ab", "abc", "xabc", "xyabc") == ["abc", ""]
    history = History()
    history.begin(["a", "b"])
    for blocks in (["a1", "b"], ["a1", "b1"], ["a1", "b1", "c"]):
        history.note(blocks)
    assert [history.back() for _ in range(4)] == [("a1", "b1"), ("a1", "b"), ("a", "b"), None]
    assert history.forth() == ("a1", "b")
    history.note(["a1x", "b"])
    assert history.forth() is None and history.back() == ("a1", "b")


def test_undo_goes_by_words_over_what_was_stored_and_puts_the_caret_there(desk: Desk) -> None:
    page = writing(desk)
    before = stored(desk)
    began = desk.controller.session.undo_name()
    new_paragraph(desk, "Một ha")
    QTest.qWait(PAUSE_MS + 100)
    desk.type("i ba")
    QTest.qWait(PAUSE_MS + 100)
    assert stored(desk)[-1] == "Một hai ba"
    desk.press("Ctrl+Home", "Ctrl+Z")
    assert page.editor.blocks()[-1] == "Một hai"
    assert page.editor.textCursor().atEnd()
    desk.press("Ctrl+Z", "Ctrl+Z")
    assert stored(desk) == before
    assert desk.controller.session.undo_name() == began, "what was stored of it is taken back too"
    desk.press("Ctrl+Y", "Ctrl+Y", "Ctrl+Y", "Ctrl+Home")
    assert stored(desk)[-1] == "Một hai ba"


def test_a_paragraph_that_undo_brings_back_has_the_caret_at_its_end(desk: Desk) -> None:
    page = writing(desk)
    block = page.editor.document().findBlockByNumber(4)
    cursor = page.editor.textCursor()
    cursor.setPosition(block.position())
    cursor.setPosition(block.next().position(), cursor.MoveMode.KeepAnchor)
    page.editor.setTextCursor(cursor)
    desk.press("Delete", "Ctrl+Home", "Ctrl+Z")
    caret = page.editor.textCursor()
    assert caret.blockNumber() == 4 and caret.atBlockEnd()
