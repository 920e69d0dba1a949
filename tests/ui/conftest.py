"""The sample year, a controller on it and the real window, for all tests of the screen."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.entities import Period
from models.sample import fill
from models.session import Session
from tests.ui.clerk import Clerk, shown
from ui import app as program
from ui.controller import Controller
from ui.main_window import MainWindow
from ui.settings import Settings


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample year as a file; copy it before writing."""
    path = tmp_path_factory.mktemp("sample") / "SoDieuHanh-2022.sdh"
    with Session.create(path) as session:
        fill(session)
    return path


@pytest.fixture
def sample_session(sample_file: Path, tmp_path: Path) -> Iterator[Session]:
    """An open copy of the sample year."""
    path = tmp_path / "SoDieuHanh-2022.sdh"
    shutil.copy(sample_file, path)
    with Session.open(path) as session:
        yield session


@pytest.fixture
def sample_controller(qapp: object, sample_session: Session) -> Controller:
    """A controller on August 2022."""
    program.make_application()
    return Controller(sample_session, Period(2022, 8))


@pytest.fixture
def sample_window(qtbot: QtBot, sample_session: Session, tmp_path: Path) -> MainWindow:
    """The window at its design size, on August 2022, its pages made."""
    program.make_application()
    window = program.make_window(sample_session, Settings(tmp_path / "window.ini"))
    qtbot.addWidget(window)
    window.resize(1366, 696)
    window.show()
    window.finish()
    # Without a window manager nobody else gives the window the keys.
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: bool(window.controller.pages().pages))
    return window


@pytest.fixture
def clerk(sample_file: Path, tmp_path: Path, qapp: QApplication) -> Iterator[Clerk]:
    """In front of August 2022 of the sample year, with a keyboard."""
    program.make_application()
    path = tmp_path / "SoDieuHanh-2022.sdh"
    shutil.copy(sample_file, path)
    hands = Clerk(shown(program.make_window(Session.open(path), Settings(tmp_path / "window.ini"))))
    hands.settle()
    yield hands
    QApplication.clipboard().clear()
    hands.leave()
