"""F1: a small pop-up beside the focused thing that says in words what it is; F1 again opens the manual."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui import theme
from ui.i18n import t
from ui.widgets.buttons import Link
from ui.widgets.page import Page
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
        # The words of the link begin where the text above begins.
        more.setStyleSheet("padding: 0; margin-left: -1px;")
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
        """Open under the thing in hand, or over it where there is no room, never on it; within its screen."""
        self.adjustSize()
        area = widget.screen().availableGeometry().adjusted(8, 8, -8, -8)
        thing, size = _thing_in_hand(widget), self.contentsRect().size()
        left = max(area.left(), min(thing.left(), area.right() - size.width()))
        below, above = thing.bottom() + 4, thing.top() - size.height() - 4
        top = below if below + size.height() <= area.bottom() or above < area.top() else above
        self.show_at(QPoint(left, max(area.top(), min(top, area.bottom() - size.height()))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1:
            self._go_on()
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> None:
        self.close()
        self._open_manual()


def explain(window: QWidget, page: Page, open_manual: Callable[[], None]) -> None:
    """Say what the focused thing of the window is: the page knows its own."""
    focus = window.focusWidget()
    inside = focus is None or page.isAncestorOf(focus)
    words = words_for(focus, page.explain() if inside else "")
    Explanation(words, window, open_manual).show_beside(focus or page)


def _thing_in_hand(widget: QWidget) -> QRect:
    """On the screen: the cell or row that a list or grid has in hand, the top of another large widget, a
    small one whole."""
    if isinstance(widget, QAbstractItemView) and widget.currentIndex().isValid():
        cell = widget.visualRect(widget.currentIndex())
        return QRect(widget.viewport().mapToGlobal(cell.topLeft()), cell.size())
    if widget.height() > 200:
        return QRect(widget.mapToGlobal(QPoint(40, 0)), QSize(1, 76))
    return QRect(widget.mapToGlobal(QPoint(0, 0)), QSize(widget.width(), min(widget.height(), 80)))


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
