"""What opens over a page: round corners everywhere, a shadow where the system can blend it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.widgets import popup
from ui.widgets.popup import SHADOW, Menu, Popup


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.setGeometry(0, 0, 600, 400)
    page.show()
    return page


def test_without_blending_the_corners_are_cut(page: QWidget) -> None:
    opened = Popup(page)
    opened.resize(200, 100)
    opened.show_at(QPoint(50, 60))
    assert opened.geometry() == QRect(50, 60, 200, 100)
    assert not opened.mask().contains(QPoint(0, 0)) and opened.mask().contains(QPoint(100, 0))
    opened.close()


def test_with_blending_the_shadow_lies_around_the_panel(
    page: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(popup, "_blends", lambda: True)
    opened = Popup(page)
    opened.resize(200 + 2 * SHADOW, 100 + 2 * SHADOW)
    opened.show_at(QPoint(50, 60))
    panel = opened.contentsRect()
    assert opened.mapToGlobal(panel.topLeft()) == QPoint(50, 60) and panel.size().width() == 200
    image: QImage = opened.grab().toImage()
    below, far = QPoint(panel.center().x(), panel.bottom() + 4), QPoint(1, 1)
    assert image.pixelColor(panel.center()).alpha() == 255
    assert image.pixelColor(below).alpha() > image.pixelColor(far).alpha()
    opened.close()


def test_a_menu_is_painted_alike_and_opens_at_its_corner(
    page: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(popup, "_blends", lambda: True)
    menu = Menu(page)
    menu.addAction("Xuất tháng ra tệp…")
    opened: list[QPoint] = []
    monkeypatch.setattr(menu, "exec", opened.append)
    menu.open_at(QPoint(300, 80))
    menu.open_at(QPoint(300, 80), right=True)
    width = menu.sizeHint().width() - 2 * SHADOW
    assert opened == [QPoint(300 - SHADOW, 80 - SHADOW), QPoint(301 - SHADOW - width, 80 - SHADOW)]
