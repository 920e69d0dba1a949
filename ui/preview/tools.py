"""The tool row of Xem và in: page, zoom, number and date of the report, search."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget

from ui import theme
from ui.i18n import t
from ui.widgets.buttons import ToolButton
from ui.widgets.popup import Menu

ZOOMS = (0.5, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0)


class SearchField(QLineEdit):
    """Enter finds the next, Shift+Enter the one before; Esc empties it."""

    step = Signal(int)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.step.emit(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)


class PreviewTools(QWidget):
    """Only asks: the page shows what is asked for."""

    page_wanted = Signal(int)
    zoom_wanted = Signal(float)
    sought = Signal(str)
    step = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(40)
        self.zoom = 1.0
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 12, 0)
        self._row.setSpacing(4)
        self._make_pages()
        self._make_zoom()
        self._row.addSpacing(12)
        self.fields = QHBoxLayout()
        """Where the page puts the report's number and date."""
        self.fields.setSpacing(6)
        self._row.addLayout(self.fields)
        self._row.addStretch(1)
        self._make_search()

    def _make_pages(self) -> None:
        before = ToolButton("chevron-left", t("Trang trước"), "PgUp", parent=self)
        after = ToolButton("chevron-right", t("Trang sau"), "PgDn", parent=self)
        self.number = QLineEdit("1", self)
        self.number.setProperty("form", "tool")
        self.number.setFixedWidth(40)
        self.number.setObjectName("preview_page_number")
        self.number.setAccessibleName(t("Trang"))
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.number.setValidator(QIntValidator(1, 9999, self.number))
        self._count = QLabel("/ 0", self)
        before.clicked.connect(lambda: self.page_wanted.emit(self._shown() - 2))
        after.clicked.connect(lambda: self.page_wanted.emit(self._shown()))
        self.number.returnPressed.connect(lambda: self.page_wanted.emit(self._shown() - 1))
        for widget in (before, self.number, self._count, after):
            self._row.addWidget(widget)
        line = QFrame(self)
        line.setFixedWidth(1)
        line.setStyleSheet(f"background: {theme.tokens().hair};")
        self._row.addSpacing(8)
        self._row.addWidget(line)
        self._row.addSpacing(8)

    def _make_zoom(self) -> None:
        less = ToolButton("minus", t("Thu nhỏ"), "Ctrl+−", parent=self)
        more = ToolButton("plus", t("Phóng to"), "Ctrl++", parent=self)
        self._zoom = ToolButton("chevron-down", t("Cỡ xem"), text="100%", parent=self)
        self._zoom.setFixedWidth(72)
        less.clicked.connect(lambda: self.step_zoom(-1))
        more.clicked.connect(lambda: self.step_zoom(1))
        self._zoom.clicked.connect(self._choose_zoom)
        for widget in (less, self._zoom, more):
            self._row.addWidget(widget)

    def _make_search(self) -> None:
        self.search = SearchField(self)
        self.search.setObjectName("preview_search")
        self.search.setProperty("form", "tool")
        self.search.setPlaceholderText(t("Tìm trong báo cáo"))
        self.search.setAccessibleName(t("Tìm trong báo cáo"))
        self.search.addAction(theme.icon("search", "text3"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setMinimumWidth(150)
        self.search.setMaximumWidth(250)
        self.search.textChanged.connect(self.sought)
        self.search.step.connect(self.step)
        self._found = QLabel("", self)
        self._found.setObjectName("preview_found")
        self._found.setMinimumWidth(44)
        self._found.setAlignment(Qt.AlignmentFlag.AlignCenter)
        up = ToolButton("chevron-up", t("Chỗ trước"), "Shift+Enter", parent=self)
        down = ToolButton("chevron-down", t("Chỗ sau"), "Enter", parent=self)
        up.clicked.connect(lambda: self.step.emit(-1))
        down.clicked.connect(lambda: self.step.emit(1))
        self._steps = (self._found, up, down)
        self._row.addWidget(self.search, 2)
        for widget in self._steps:
            self._row.addWidget(widget)
            widget.hide()

    def show_page(self, index: int, count: int) -> None:
        """The page in hand and how many there are."""
        self.number.setText(str(index + 1))
        self._count.setText(f"/ {count}")

    def show_zoom(self, zoom: float) -> None:
        """The scale in use, 1.0 for life size."""
        self.zoom = zoom
        self._zoom.setText(f"{round(zoom * 100)}%")

    def show_found(self, current: int, count: int) -> None:
        """Which hit of how many; the arrows stand only beside a search."""
        searching = bool(self.search.text().strip())
        self._found.setText(f"{current + 1} / {count}" if count else "0")
        for widget in self._steps:
            widget.setVisible(searching)

    def step_zoom(self, step: int) -> None:
        """The next larger or smaller scale."""
        if step > 0:
            wanted = min((zoom for zoom in ZOOMS if zoom > self.zoom + 0.01), default=ZOOMS[-1])
        else:
            wanted = max((zoom for zoom in ZOOMS if zoom < self.zoom - 0.01), default=ZOOMS[0])
        self.zoom_wanted.emit(wanted)

    def _choose_zoom(self) -> None:
        menu = Menu(self)
        menu.addAction(t("Vừa chiều ngang")).triggered.connect(lambda: self.zoom_wanted.emit(0.0))
        menu.addSeparator()
        for zoom in ZOOMS:
            name = f"{round(zoom * 100)}%"
            menu.addAction(name).triggered.connect(lambda _=False, z=zoom: self.zoom_wanted.emit(z))
        menu.open_at(self._zoom.mapToGlobal(self._zoom.rect().bottomLeft()))

    def _shown(self) -> int:
        return int(self.number.text() or 1)
