"""Restoring in the window while another program takes the file: it is waited for, and the window lives on."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from models.entities import Period
from models.session import Session
from tests.ui.clerk import until
from tests.ui.desk import Desk, desk
from ui import app as program
from ui.backups import reopening
from ui.opening import CannotOpen
from ui.pages.backups import BackupsPage

__all__ = ["desk"]

AUGUST = Period(2022, 8)
OTHER_PROGRAM = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], timeout=30, isolation_level=None)
held.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""


class Grabber:
    """Another program that takes the file as soon as it is let go."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.program: subprocess.Popen[str] | None = None

    def take(self) -> None:
        if self.program is None:
            self.program = subprocess.Popen(
                [sys.executable, "-c", OTHER_PROGRAM, str(self._path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            assert self.program.stdout is not None and self.program.stdout.readline() == "held\n"

    def let_go(self) -> None:
        if self.program is not None:
            self.program.communicate()


@pytest.fixture
def grabber(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Grabber]:
    """It comes between closing and opening again."""
    other = Grabber(desk.controller.session.path)
    real = Session.open

    class Grabbed(Session):
        @classmethod
        def open(cls, path: Path, *args: object, **named: object) -> Session:  # type: ignore[override]
            other.take()
            return real(path, *args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(reopening, "Session", Grabbed)
    yield other
    other.let_go()


def asked_to_restore(desk: Desk) -> BackupsPage:
    page = desk.open("backups")
    assert isinstance(page, BackupsPage)
    page.back_up()
    session = desk.controller.session
    desk.controller.do(lambda: session.set_month(AUGUST, number=5))
    page._ask(session.backups()[0].path)
    return page


def test_a_file_taken_for_a_moment_is_waited_for(desk: Desk, grabber: Grabber) -> None:
    page = asked_to_restore(desk)
    painted: list[int] = []

    def meanwhile() -> None:
        painted.append(desk.data().month.number or 0)
        desk.window.repaint()
        grabber.let_go()

    QTimer.singleShot(900, meanwhile)
    page.restore()
    assert painted == [5], "until the file is there again, what it held is shown"
    assert not page.reason.text() and not desk.controller.session.read_only
    assert desk.data().month.number == 2146
    session = desk.controller.session
    assert desk.controller.do(lambda: session.set_month(AUGUST, number=8))


def test_a_file_that_stays_taken_is_asked_about_and_opened_once_it_is_free(
    desk: Desk, grabber: Grabber, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "_TRIES", 2)
    program._listen(desk.window)
    page = asked_to_restore(desk)
    asked: list[str] = []

    def meanwhile() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, CannotOpen):
            QTimer.singleShot(50, meanwhile)
            return
        asked.append(dialog._words.text())
        for code in ("overview", "meetings", "office"):
            desk.window.open(code)
        grabber.let_go()

    QTimer.singleShot(50, meanwhile)
    page.restore()
    assert len(asked) == 1 and "đang được một chương trình khác giữ" in asked[0]
    assert desk.data().month.number == 2146 and not desk.controller.session.read_only


def test_who_gives_up_leaves_the_program(
    desk: Desk, grabber: Grabber, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "_TRIES", 2)
    page = asked_to_restore(desk)

    def meanwhile() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, CannotOpen):
            dialog.reject()
        else:
            QTimer.singleShot(50, meanwhile)

    QTimer.singleShot(50, meanwhile)
    page.restore()
    assert until(lambda: not desk.window.isVisible())
    grabber.let_go()
    with Session.open(desk.controller.session.path) as session:
        assert session.month_data(AUGUST).month.number == 2146
