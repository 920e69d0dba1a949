"""A sheet page of the sample's August 2022, shown and with the focus."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from ui.controller import Controller
from ui.pages.sheets import SheetPage


@pytest.fixture
def sheet(qtbot: QtBot, sample_controller: Controller) -> Callable[[str], SheetPage]:
    """Makes the page of a sheet at the least width a page has in the window."""

    def make(code: str) -> SheetPage:
        page = SheetPage(sample_controller, code)
        qtbot.addWidget(page)
        page.resize(748, 668)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.focus_first()
        return page

    return make


@pytest.fixture
def tasks(sheet: Callable[[str], SheetPage]) -> SheetPage:
    return sheet("nhiem_vu")


@pytest.fixture
def documents(sheet: Callable[[str], SheetPage]) -> SheetPage:
    return sheet("van_ban")
