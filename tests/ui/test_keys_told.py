"""The status bar names the keys that work where the caret is."""

from __future__ import annotations

import pytest

from tests.ui.clerk import Clerk


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (("Ctrl+2", "Ctrl+F"), "EscbỏlọcF1giảithích"),
        (("Ctrl+7", "Ctrl+F"), "EnterchỗsauShift+Enterchỗtrước"),
        (("Ctrl+8",), "F1giảithích"),
        (("Ctrl+4", "Alt+G"), "Shift+Enterxuốngdòng"),
    ],
    ids=["filter", "find", "findings", "note"],
)
def test_the_keys_told_are_those_of_the_field_in_hand(clerk: Clerk, keys: tuple[str, ...], told: str) -> None:
    clerk.press(*keys)
    shown = "".join(key + words for key, words in clerk.window.page.status_keys()).replace(" ", "")
    assert told in shown
    assert clerk.reads(told)
