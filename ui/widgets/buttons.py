"""Buttons with their key shown on them, links, flat tool buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QPushButton, QWidget

from ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent, QKeyEvent, QPaintEvent


class Pressable(QPushButton):
    """Enter presses it as Space does; Qt by itself lets Enter press buttons only in dialogs."""

    hand = False
    """Whether the pointer over it is a hand."""

    def enterEvent(self, event: QEnterEvent) -> None:
        # Naming Qt makes all its enums: not before the first paint, so not when the button is made.
        if self.hand:
            self.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter):
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

    hand = True

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", "link")
        self.setFont(theme.font(13))
        self.setAutoDefault(False)


class ToolButton(Pressable):
    """A flat button of 28 with an icon and a name for tooltips and screen readers; `text` adds words."""

    def __init__(
        self, icon: str, name: str, keys: str = "", text: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", "tool")
        self.setProperty("wide", bool(text))
        self.setIcon(theme.icon(icon, "text2"))
        self.setIconSize(QSize(16, 16))
        self.setFont(theme.font(13))
        self.setAccessibleName(name)
        self.setToolTip(f"{name}  {keys}" if keys else name)
        self.setAutoDefault(False)

    def set_icon(self, icon: str, tint: str = "text2") -> None:
        """Change the drawing."""
        self.setIcon(theme.icon(icon, tint))


def _key_width(keys: str) -> int:
    return QFontMetrics(theme.font(11)).horizontalAdvance(keys)
