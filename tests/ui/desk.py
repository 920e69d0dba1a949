"""A real window over a copy of the sample year, and a clerk's hands: real keys to the focused widget."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from models import sample
from models.entities import MonthData
from models.session import Session
from ui.app import make_application, make_window
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.widgets.page import Page


@cache
def _sample_file() -> Path:
    """Made once a run: thirteen months take a while."""
    folder = Path(tempfile.mkdtemp(prefix="so-dieu-hanh-"))
    with Session.create(folder / "sample.sdh") as session:
        sample.fill(session)
        return session.path


class Desk:
    """The window, and what a clerk does at it."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.controller = window.controller

    def open(self, code: str) -> Page:
        """Shows a page, its report composed."""
        self.window.open(code)
        self.settle()
        return self.window.page

    def data(self) -> MonthData:
        return self.controller.data()

    def focus(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def type(self, text: str) -> None:
        """Types as an input method does: one event a letter, whatever the keyboard."""
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(
                    self.focus(), QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                )

    def press(self, *sequences: str) -> None:
        """ "Return", "Ctrl+A", "Alt+D" to whatever has the focus."""
        for sequence in sequences:
            QTest.keySequence(self.focus(), QKeySequence(sequence))
        self.settle()

    def settle(self) -> None:
        """Lets timers of the rebuild run; not the editor's pause before it stores."""
        QTest.qWait(60)


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication) -> Iterator[Desk]:
    """A window on a copy of the sample year, August 2022 in view."""
    make_application()
    path = tmp_path / "SoDieuHanh-2022.sdh"
    shutil.copyfile(_sample_file(), path)
    window = make_window(Session.open(path), Settings(tmp_path / "window.ini"))
    window.resize(1366, 696)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    made = Desk(window)
    made.settle()
    yield made
    window.close()
    made.settle()
    window.controller.session.close()
    window.deleteLater()
    QTest.qWait(0)
