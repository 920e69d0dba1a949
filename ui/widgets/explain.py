"""F1: a small pop-up beside the focused thing that says in words what it is; F1 again opens the manual."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui import theme
from ui.i18n import t
from ui.widgets.buttons import Link
from ui.widgets.popup import Popup


class Explanation(Popup):
    """Closes with Esc or a click anywhere else; the focus goes back by itself. F1 goes on to the manual."""

    def __init__(self, words: str, parent: QWidget, open_manual: Callable[[], None]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("explanation")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        label = QLabel(words, self)
        label.setObjectName("explanation_words")
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setFont(theme.font(13))
        label.setFixedWidth(320)
        self._open_manual = open_manual
        more = Link(t("F1 mở hướng dẫn"), self)
        more.setObjectName("explanation_more")
        more.setFont(theme.font(12))
        more.clicked.connect(self._go_on)
        foot = QLabel(t("Esc đóng"), self)
        foot.setFont(theme.font(11))
        foot.setStyleSheet(f"color: {theme.tokens().text3};")
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(more)
        row.addStretch(1)
        row.addWidget(foot)
        column.addWidget(label)
        column.addLayout(row)
        self.setAccessibleName(words)

    def show_beside(self, widget: QWidget) -> None:
        """Open under the widget, within its screen."""
        self.adjustSize()
        area = widget.screen().availableGeometry()
        at = widget.mapToGlobal(QPoint(0, min(widget.height(), 80) + 4))
        if widget.height() > 200:
            at = widget.mapToGlobal(QPoint(40, 80))
        left = max(area.left() + 8, min(at.x(), area.right() - self.contentsRect().width() - 8))
        top = max(area.top() + 8, min(at.y(), area.bottom() - self.contentsRect().height() - 8))
        self.show_at(QPoint(left, top))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1:
            self._go_on()
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> None:
        self.close()
        self._open_manual()


def words_for(widget: QWidget | None, page_words: str) -> str:
    """What the page says, else what the focused widget says of itself, else the keys of the window."""
    own = ""
    if widget is not None:
        own = widget.whatsThis() or widget.toolTip() or widget.accessibleDescription()
    return page_words or own or keys_of_the_window()


def keys_of_the_window() -> str:
    """The keys that work everywhere, in a few lines."""
    return t(
        "Ctrl+1…9 đổi trang · Ctrl+PgUp, Ctrl+PgDn đổi tháng · F6 sang khung kế · F7 ẩn, hiện trang in · "
        "F8 phát hiện kế · Ctrl+Z hoàn tác · Ctrl+P xem và in. Mọi mục ghi ngay khi nhập xong, "
        "không cần bấm lưu."
    )


def focused() -> QWidget | None:
    """The widget with the focus."""
    return QApplication.focusWidget()
