"""The window's frame: sidebar, room for a page, preview and status bar. It knows no page."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui import theme
from ui.controller import Controller
from ui.i18n import t
from ui.settings import Settings
from ui.widgets.sidebar import Sidebar
from ui.widgets.status_bar import StatusBar


class WindowFrame(QWidget):
    """Built in two steps: what the first paint shows, then the preview and what is told above the page."""

    def __init__(self, controller: Controller, settings: Settings) -> None:
        super().__init__()
        self.controller = controller
        controller.setParent(self)
        self.settings = settings
        self.setObjectName("main_window")
        self.setMinimumSize(900, 430)
        self._build()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        body = QHBoxLayout()
        body.setSpacing(0)
        outer.addLayout(body, 1)
        self.sidebar = Sidebar(self.controller, self)
        centre = QWidget(self)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._column = column
        self._stack = QStackedWidget(centre)
        column.addWidget(self._stack, 1)
        line = QWidget(self)
        line.setFixedWidth(1)
        theme.tint(line, "hair", "hair")
        for widget in (self.sidebar, line):
            body.addWidget(widget)
        body.addWidget(centre, 1)
        self._body, self._centre = body, centre
        self.status = StatusBar(self.controller, self)
        outer.addWidget(self.status)

    def _build_dock(self) -> None:
        from PySide6.QtWidgets import QSplitter

        from ui.issued import IssuedNotice
        from ui.preview.place import PreviewPlace
        from ui.widgets.month_chooser import MonthChooser
        from ui.widgets.notice import Notice

        self._splitter = QSplitter(QtCore.Qt.Orientation.Horizontal, self)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        place = self._body.indexOf(self._centre)
        self._body.removeWidget(self._centre)
        self._splitter.addWidget(self._centre)
        self._body.insertWidget(place, self._splitter, 1)
        # At once, not when the layout gets to it: a window that is activated in between gives the keys to
        # whatever is visible, and the page's first field would not be.
        self._splitter.show()
        self._compact_chooser = MonthChooser(self.controller, compact=True, parent=self)
        self._compact_chooser.hide()
        self.notice = Notice(self._stack.parentWidget())
        self._column.insertWidget(0, self.notice)
        self.status.overflow.connect(self.notice.tell)
        IssuedNotice(self.controller, self)
        self.preview = PreviewPlace(self.controller, self.settings, self, self._splitter, self._body)
        self.dock, self.strip = self.preview.dock, self.preview.strip

    def _title(self, office: str) -> None:
        period = self.controller.period
        month = t("Tháng {month} năm {year}", month=period.month, year=period.year)
        parts = (t("Sổ Điều Hành"), month, office)
        self.setWindowTitle(" – ".join(part for part in parts if part))
