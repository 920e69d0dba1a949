"""Buttons with their key shown on them, links, flat tool buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from ui import theme

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QEnterEvent, QKeyEvent, QPaintEvent


class Pressable(QPushButton):
    """Enter presses it as Space does; Qt by itself lets Enter press buttons only in dialogs."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)


class Button(Pressable):
    """A button 32 high: icon, label, and the key that does the same in 11 px.

    `set_blocked(reason)` disables it with the reason as its very label (never a dead button without words).
    """

    def __init__(
        self, text: str, keys: str = "", icon: str = "", primary: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._label = text
        self._keys = keys
        self._icon = icon
        self._primary = primary
        self._blocked = False
        self.setProperty("kind", "primary" if primary else "plain")
        self.setFont(theme.font(13, 600 if primary else 400))
        self.setAccessibleName(text)
        self.setAccessibleDescription(keys)
        self.setAutoDefault(False)

    def label(self) -> str:
        """The words on the button, without its key."""
        return self._label

    def set_label(self, text: str, keys: str | None = None) -> None:
        """Change the words, and the key if one is given."""
        self._label = text
        self._keys = self._keys if keys is None else keys
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def set_blocked(self, reason: str) -> None:
        """Disable with `reason` as the label and a lock; "" enables again (then call `set_label`)."""
        self._blocked = bool(reason)
        self.setEnabled(not reason)
        if reason:
            self.set_label(reason, "")

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self._label) + 26
        width += 22 if self._shown_icon() else 0
        if self._keys:
            width += 8 + _key_width(self._keys)
        return QSize(width, theme.CONTROL)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        # Naming QStyle makes its hundreds of enums, which costs 5 ms: not before the first paint.
        from PySide6.QtWidgets import QStyle, QStyleOptionButton

        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        ink = "text3" if not self.isEnabled() else "on_accent" if self._primary else "text"
        left = (self.width() - self.sizeHint().width()) // 2 + 13
        if self._shown_icon():
            picture = theme.pixmap(self._shown_icon(), ink, 16, self.devicePixelRatio())
            painter.drawPixmap(left, (self.height() - 16) // 2, picture)
            left += 22
        painter.setFont(self.font())
        painter.setPen(theme.color(ink))
        width = self.fontMetrics().horizontalAdvance(self._label)
        painter.drawText(QRect(left, 0, width + 2, self.height()), theme.V_CENTER, self._label)
        if self._keys:
            painter.setFont(theme.font(11))
            painter.setPen(theme.color("on_accent" if self._primary and self.isEnabled() else "text3"))
            box = QRect(left + width + 8, 0, _key_width(self._keys) + 2, self.height())
            painter.drawText(box, theme.V_CENTER, self._keys)
        painter.end()

    def _shown_icon(self) -> str:
        return "lock" if self._blocked else self._icon


class Link(Pressable):
    """A verb that acts, written as a link in the accent colour; Tab reaches it, Enter and Space press it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", "link")
        self.setFont(theme.font(13))
        self.setAutoDefault(False)

    def enterEvent(self, event: QEnterEvent) -> None:
        # Naming Qt makes all its enums: not before the first paint, so not when the link is made.
        self.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)


class Flat(QAbstractButton):
    """A button without an edge until the pointer or the focus is on it. It paints itself: the first paint
    shows some, before there is a style sheet."""

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _paint_ground(self, painter: QPainter) -> None:
        """What shows that it can be pressed, and that it has the focus."""
        if self.underMouse() and self.isEnabled():
            box = theme.rounded(self.width(), self.height(), theme.RADIUS, "na", self.devicePixelRatio())
            painter.drawPixmap(0, 0, box)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.color("accent"))
            painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


class ToolButton(Flat):
    """A flat button of 28 with an icon and a name for tooltips and screen readers; `text` stands before the
    icon."""

    def __init__(
        self, icon: str, name: str, keys: str = "", text: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._tint = icon, "text2"
        self.setText(text)
        self.setFont(theme.font(13))
        self.setAccessibleName(name)
        self.setToolTip(f"{name}  {keys}" if keys else name)

    def set_icon(self, icon: str, tint: str = "text2") -> None:
        """Change the drawing."""
        self._icon, self._tint = icon, tint
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._content_width() + 12, theme.TOOL)

    def _content_width(self) -> int:
        return 16 + (self.fontMetrics().horizontalAdvance(self.text()) + 4 if self.text() else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_ground(painter)
        left = (self.width() - self._content_width()) // 2
        if self.text():
            painter.setFont(self.font())
            painter.setPen(theme.color("text" if self.isEnabled() else "text3"))
            painter.drawText(QRect(left, 0, self.width(), self.height()), theme.V_CENTER, self.text())
        if not self.isEnabled():
            painter.setOpacity(0.4)
        picture = theme.pixmap(self._icon, self._tint, 16, self.devicePixelRatio())
        painter.drawPixmap(left + self._content_width() - 16, (self.height() - 16) // 2, picture)
        painter.end()


def _is_enter(event: QKeyEvent) -> bool:
    return event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter)


def _key_width(keys: str) -> int:
    return QFontMetrics(theme.font(11)).horizontalAdvance(keys)
