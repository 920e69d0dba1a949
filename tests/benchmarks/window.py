"""The real window with the sample year, for timing an edit until the preview has repainted."""

from __future__ import annotations

import itertools
import time
from decimal import Decimal
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from models.entities import Period, Place
from ui import app as program
from ui.preview.view import PageView
from ui.settings import Settings

FIGURE = "ub_qua_han"


class _Paints(QObject):
    """Counts the paint events that reach the preview."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.count += 1
        return False


class RepaintingWindow:
    """`change_a_figure` stores another amount and answers the seconds until the new page is painted."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._amounts = itertools.cycle(Decimal(amount) for amount in (107, 108, 109))

    def __enter__(self) -> RepaintingWindow:
        self._application = program.make_application()
        self._window = program.make_window(program.open_session(self._database), Settings())
        self._window.resize(1366, 696)
        self._window.show()
        self._window.finish()
        self._until(lambda: bool(self._window.controller.pages().pages))
        self._window.open("sheet:nhiem_vu")
        self._preview = next(view for view in self._window.findChildren(PageView) if view.isVisible())
        self._paints = _Paints()
        self._preview.viewport().installEventFilter(self._paints)
        self._window.controller.set_period(Period(2022, 8))
        self._until(lambda: self._paints.count > 0)
        # The page that prints the figure is the one that must be repainted.
        page = self._window.controller.page_of(Place("figure", FIGURE))
        self._preview.show_page((page or 1) - 1, animated=False)
        self._settle()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._window.controller.session.close()
        self._window.deleteLater()
        self._settle()

    def change_a_figure(self) -> float:
        """Seconds from the accepted amount to the repainted page, the disk's syncs included."""
        self._settle()
        controller = self._window.controller
        before, painted = controller.pages(), self._paints.count
        start = time.perf_counter()
        error = controller.attempt(
            lambda: controller.session.set_value(controller.period, FIGURE, next(self._amounts))
        )
        assert error is None
        self._until(lambda: self._paints.count > painted and controller.pages() is not before)
        return time.perf_counter() - start

    def _until(self, done: object, limit: float = 10.0) -> None:
        end = time.perf_counter() + limit
        while not done():  # type: ignore[operator]
            QApplication.processEvents()
            if time.perf_counter() > end:
                raise TimeoutError

    def _settle(self) -> None:
        for _ in range(20):
            QApplication.processEvents()
