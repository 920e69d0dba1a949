"""Hostile strings at the real window, typed and pasted into each kind of field.

The law is that of `hostile.as_told`; what was told is read off the painted screen.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from models.entities import MonthData
from models.errors import UserError
from models.session import Session
from tests.faults.content import DATABASE
from tests.faults.copies import Tried
from tests.faults.hostile import CODES, as_told, bare, hostile
from tests.models.builders import AUGUST, catalogue, meeting, office
from tests.ui.clerk import Clerk, shown
from ui import app as program
from ui.messages import sentence
from ui.settings import Settings

REFUSALS = (
    "chưa được ghi",
    "Chưa dán",
    "là quá dài cho một ghi chú",
    sentence(UserError("meeting.title_missing")),
)


class Hands(Clerk):
    """A clerk who pastes or types one string into each field in turn, and reads what the screen says."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(shown(program.make_window(session, settings)))
        self.session = session
        self.screen = ""

    def enter(self, text: str, by_keys: bool) -> None:
        """Over all that the field holds."""
        self.press("Ctrl+A")
        if by_keys:
            self.type(text)
        else:
            self.paste(text)
        self.screen = self.sees()

    def told(self) -> list[str]:
        """The notices that can be read now, or could when the text was put in."""
        self.screen += self.sees()
        return [code for code in CODES if bare(sentence(UserError(code))) in self.screen]

    def refused(self) -> bool:
        return any(bare(words) in self.screen + self.sees() for words in REFUSALS)

    def data(self) -> MonthData:
        return self.session.month_data(AUGUST)

    def into(self, name: str) -> None:
        """The caret into a field that is on the screen."""
        field = self.window.findChild(QWidget, name)
        assert field is not None and field.isVisible(), name
        field.setFocus()
        self.settle()


def typed(folder: Path, count: int, seed: int) -> Tried:
    """`count` strings, each into all fields."""
    result = Tried()
    with Session.create(folder / DATABASE, office(), catalogue()) as session:
        session.start_month(AUGUST, narrative=("Đầu.",))
        session.add_meeting(AUGUST, meeting("Họp đầu tiên", 1))
    program.make_application()
    hands = Hands(Session.open(folder / DATABASE), Settings(folder / "window.ini"))
    try:
        with _crashes_seen(result):
            for number, text in enumerate(_at_a_window(count, seed)):
                result.tried += 1
                for field in FIELDS:
                    by_keys = number % 4 == 1 and text.isprintable() and len(text) < 200
                    _into(hands, field, text, by_keys, result)
    finally:
        hands.leave()
    return result


def _into(hands: Hands, field: str, text: str, by_keys: bool, result: Tried) -> None:
    try:
        fault = FIELDS[field](hands, text, by_keys)
    except Exception as error:
        # Whatever comes out, a clerk who is stuck too, is what the laboratory looks for.
        fault = f"{type(error).__name__}: {error}"
    result.answers[f"{field}: {'typed' if by_keys else 'pasted'}"] += 1
    if fault:
        result.faults.append(f"{field}: {text!a:.120}: {fault}")


def _at_a_window(count: int, seed: int) -> Iterator[str]:
    """PySide drops half pairs of surrogates on the way into Qt (tests/ui/test_bad_input.py brings one), and
    takes U+FFFE and U+FEFF at the beginning for a byte order mark."""
    for text in hostile(count, seed):
        kept = "".join(c for c in text if not "\ud800" <= c <= "\udfff")
        yield "x" + kept if kept.startswith(("\ufffe", "\ufeff")) else kept


@contextmanager
def _crashes_seen(result: Tried) -> Iterator[None]:
    """An exception inside a slot does not come up through Qt: it is a fault all the same."""
    before = sys.excepthook

    def crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        result.faults.append(f"{kind.__name__}: {error}")

    sys.excepthook = crash
    try:
        yield
    finally:
        sys.excepthook = before


def _judged(hands: Hands, changed: bool, held: object, wanted: Callable[[list[str]], object]) -> str:
    """What is wrong; "" for nothing. Either what is held is what was told, or it was refused in words."""
    told = hands.told()
    if held == wanted(told):
        return ""
    if not changed and hands.refused():
        return ""
    return f"told {told}, held {held!a:.120}, wanted {wanted(told)!a:.120}"


def _title(hands: Hands, text: str, by_keys: bool) -> str:
    before = {each.id for each in hands.data().meetings}
    hands.press("Ctrl+2")
    hands.into("meeting_entry_date")
    hands.replace("5/8")
    hands.press("Return")
    hands.enter(text, by_keys)
    hands.press("Return")
    new = [each for each in hands.data().meetings if each.id not in before]
    fault = _judged(hands, bool(new), [each.title for each in new], lambda told: [as_told(text, told, False)])
    hands.press("Escape", "Escape")
    for _ in new:
        hands.press("Ctrl+Z")
    return fault


def _chair(hands: Hands, text: str, by_keys: bool) -> str:
    hands.press("Ctrl+2", "Down")
    before = hands.data().meetings[0].chair
    hands.into("meeting_chair")
    hands.enter(text, by_keys)
    hands.press("Return")
    held = hands.data().meetings[0].chair
    fault = _judged(hands, held != before, held, lambda told: as_told(text, told, False))
    hands.into("meeting_chair")
    hands.press("Escape")
    return fault


def _paragraph(hands: Hands, text: str, by_keys: bool) -> str:
    by_keys = by_keys and "{" not in text
    hands.window.open("narrative")
    hands.into("narrative_edit")
    before = _lines([each.text for each in hands.data().paragraphs])
    hands.enter(text, by_keys)
    hands.press("Ctrl+1")
    held = _lines([each.text for each in hands.data().paragraphs])
    fault = _judged(hands, held != before, held, lambda told: _lines([as_told(text, told, True)]))
    if fault and hands.window.page_code() != "overview":
        hands.into("narrative_edit")
        hands.press("Ctrl+Z", "Ctrl+1")
    return fault


def _lines(texts: list[str]) -> list[str]:
    """Blank lines are no paragraphs."""
    return [line for text in texts for line in text.split("\n") if line.strip()]


def _note(hands: Hands, text: str, by_keys: bool) -> str:
    hands.press("Ctrl+3")
    hands.go_to_figure("vb_den")
    before = hands.data().notes.get("vb_den", "")
    hands.press("Alt+G")
    hands.enter(text, by_keys)
    hands.press("Return")
    held = hands.data().notes.get("vb_den", "")

    def wanted(told: list[str]) -> str:
        kept = as_told(text, told, True)
        return kept if kept.strip() else ""

    return _judged(hands, held != before, held, wanted)


def _signer(hands: Hands, text: str, by_keys: bool) -> str:
    hands.window.open("office")
    hands.into("office_signer")
    before = hands.session.office().signer
    hands.enter(text, by_keys)
    hands.press("Return")
    held = hands.session.office().signer
    fault = _judged(hands, held != before, held, lambda told: as_told(text, told, False))
    hands.into("office_signer")
    hands.press("Escape")
    return fault


def _recipients(hands: Hands, text: str, by_keys: bool) -> str:
    hands.window.open("office")
    hands.into("office_recipients")
    assert isinstance(hands.focus(), QPlainTextEdit)
    before = hands.session.office().recipients
    hands.enter(text, by_keys)
    hands.press("Ctrl+Return")
    held = hands.session.office().recipients

    def wanted(told: list[str]) -> tuple[str, ...]:
        return tuple(line.strip() for line in as_told(text, told, True).split("\n") if line.strip())

    fault = _judged(hands, held != before, held, wanted)
    hands.into("office_recipients")
    hands.press("Escape")
    return fault


def _cell(hands: Hands, text: str, by_keys: bool) -> str:
    """No hostile string is a number, but some hold nothing and some digits alone."""
    if by_keys:
        return ""  # a letter begins an entry or moves the cursor: see tests/ui/test_bad_input.py
    hands.press("Ctrl+3")
    hands.go_to_figure("vb_den")
    before = hands.data().values.get("vb_den")
    hands.paste(text)
    hands.screen = hands.sees()
    held = hands.data().values.get("vb_den")
    number = Decimal(bare(text)) if bare(text).isascii() and bare(text).isdigit() else None
    hands.press("Escape", "Escape")
    if held == before:
        return "" if hands.refused() or not bare(text) else "neither stored nor refused"
    if held is None:
        return "" if not bare(text) else "blanked"
    return "" if held.amount == number else f"stored {held.amount}"


FIELDS: dict[str, Callable[[Hands, str, bool], str]] = {
    "title": _title,
    "chair": _chair,
    "paragraph": _paragraph,
    "note": _note,
    "signer": _signer,
    "recipients": _recipients,
    "cell": _cell,
}


def without_a_screen() -> None:
    """`python -m tests.faults` brings none."""
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
