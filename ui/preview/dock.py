"""The preview beside the pages: head (page, mode, expand) over the desk."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from models.entities import Place
from ui import theme
from ui.controller import Controller
from ui.i18n import t
from ui.preview.geometry import Mode
from ui.preview.marks import caret_marks
from ui.preview.overlay import finding_overlay
from ui.preview.view import PageView
from ui.widgets.buttons import ToolButton
from ui.widgets.popup import Menu


class PreviewDock(QWidget):
    """The laid-out report, rebuilt while typing; it follows the caret and leads back to cells."""

    expand = Signal()
    """The clerk wants the whole page: Xem và in."""
    mode_chosen = Signal(str)
    """The clerk chose how the pages are shown beside this page from now on."""
    touched = Signal()
    """The pages changed (the strip shows a dot when the dock is folded away)."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controller = controller
        self.setObjectName("preview_dock")
        self.view = PageView("column", self)
        self.view.setObjectName("preview_view")
        self._over = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_head())
        column.addWidget(self.view, 1)
        self.view.place_clicked.connect(controller.go)
        self.view.page_clicked.connect(self._open_page)
        self.view.page_changed.connect(self._show_number)
        controller.recomposed.connect(self.refresh)
        controller.caret_at.connect(self._follow)

    def _make_head(self) -> QWidget:
        head = QWidget(self)
        head.setProperty("pane", "window")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setFixedHeight(40)
        row = self._head_row = QHBoxLayout(head)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(4)
        name = QLabel(t("Trang in"), head)
        name.setFont(theme.font(13, 600))
        self._before = ToolButton("chevron-left", t("Trang trước"), parent=head)
        self._number = QLabel(head)
        self._number.setFont(theme.font(13))
        self._number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._number.setMinimumWidth(44)
        self._after = ToolButton("chevron-right", t("Trang sau"), parent=head)
        self._before.clicked.connect(lambda: self.view.show_page(self.view.current_page - 1))
        self._after.clicked.connect(lambda: self.view.show_page(self.view.current_page + 1))
        self._mode = ToolButton("chevron-down", t("Cách xem trang in"), text="", parent=head)
        self._mode.clicked.connect(self._choose_mode)
        expand = ToolButton("expand", t("Mở trang Xem và in"), "Ctrl+P", parent=head)
        expand.clicked.connect(self.expand)
        for widget in (name, self._before, self._number, self._after):
            row.addWidget(widget)
        row.insertSpacing(1, 8)
        row.addStretch(1)
        row.addWidget(self._mode)
        row.addWidget(expand)
        self._show_mode()
        return head

    def refresh(self) -> None:
        """Show the controller's pages; nothing is composed for a dock that is not on screen."""
        if not self.isVisible():
            self.touched.emit()
            return
        self.view.set_pages(self.controller.pages())
        self.view.set_doubts(*finding_overlay(self.controller))
        self._show_number()
        self._follow(self.controller.caret)
        self.touched.emit()

    def set_mode(self, mode: Mode) -> None:
        """Vừa cột chữ or Toàn báo cáo."""
        self.view.set_mode(mode)
        self._show_mode()
        self._show_number()

    def set_over(self, over: bool) -> None:
        """Whether it lies over the page: a line parts it from that."""
        self._over = over
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(1 if over else 0, 0, 0, 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        # Behind the scroll bar too is desk, not what lies below.
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("sunken"))
        if self._over:
            painter.fillRect(0, 0, 1, self.height(), theme.color("line"))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_mode()

    def showEvent(self, event: object) -> None:
        self.controller.rebuild_soon()

    def _follow(self, place: Place | None) -> None:
        if not self.isVisible() or place is None:
            self.view.set_marks({})
            return
        marks = caret_marks(self.controller.pages(), place)
        self.view.set_marks(marks)
        if marks:
            page = min(marks)
            self.view.reveal(page, marks[page][0].box)

    def _show_number(self, *_: object) -> None:
        count = len(self.view.pages.pages)
        whole = self.view.mode == "whole"
        shown = t("{n} trang", n=count) if whole else f"{self.view.current_page + 1} / {count}"
        self._number.setText(shown if count else "")
        self._before.setVisible(not whole)
        self._after.setVisible(not whole)
        self._before.setEnabled(self.view.current_page > 0)
        self._after.setEnabled(self.view.current_page < count - 1)

    def _show_mode(self) -> None:
        narrow = self.width() < 340
        names = {
            "column": t("Vừa cột") if narrow else t("Vừa cột chữ"),
            "whole": t("Toàn bộ") if narrow else t("Toàn báo cáo"),
        }
        words = names[self.view.mode]
        self._mode.setText(words)
        self._mode.setMinimumWidth(self._mode.fontMetrics().horizontalAdvance(words) + (24 if narrow else 34))
        self._number.setMinimumWidth(34 if narrow else 44)
        self._head_row.setSpacing(1 if narrow else 4)

    def _choose_mode(self) -> None:
        menu = Menu(self)
        menu.addAction(t("Vừa cột chữ")).triggered.connect(lambda: self._take_mode("column"))
        menu.addAction(t("Toàn báo cáo")).triggered.connect(lambda: self._take_mode("whole"))
        menu.open_at(self._mode.mapToGlobal(self._mode.rect().bottomLeft()))

    def _take_mode(self, mode: Mode) -> None:
        self.set_mode(mode)
        self.mode_chosen.emit(mode)

    def _open_page(self, index: int) -> None:
        self.set_mode("column")
        self.view.show_page(index, animated=False)
