"""The pop-up under a field: a short list that the field's own keys move in. The field keeps the focus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.widgets.popup import SHADOW, paint_panel

_PAD = 6
_ROW = 32
_FOOT = 30


@dataclass(frozen=True)
class Suggestion:
    """One line: text with its matched stretches bold, a hint, a value at the right."""

    text: str
    payload: Any
    matches: tuple[tuple[int, int], ...] = ()
    hint: str = ""
    value: str = ""


class SuggestionList(QWidget):
    """A child of the field's window, so that it never takes the focus nor closes by itself."""

    chosen = Signal(object)
    """The payload of the line that was chosen."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.hide()
        self._items: tuple[Suggestion, ...] = ()
        self._keys: tuple[str, ...] = ()
        self._current = -1

    @property
    def items(self) -> tuple[Suggestion, ...]:
        return self._items

    @property
    def current(self) -> Suggestion | None:
        return self._items[self._current] if 0 <= self._current < len(self._items) else None

    def offer(
        self, field: QWidget, at: QRect, items: Sequence[Suggestion], keys: Sequence[str], chosen: int = 0
    ) -> None:
        """Shows the items under (or above) the rectangle `at` of `field`; no items: closes."""
        if not items:
            self.hide()
            return
        window = field.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        self._items, self._keys = tuple(items), tuple(keys)
        self._current = min(chosen, len(items) - 1)
        self._place(field, at, window)
        self._tell()
        self.show()
        self.raise_()
        self.update()

    def _place(self, field: QWidget, at: QRect, window: QWidget) -> None:
        width = min(max(at.width(), self._wanted_width()), window.width() - 16) + 2 * SHADOW
        height = len(self._items) * _ROW + 2 * _PAD + _FOOT + 2 * SHADOW
        corner = field.mapTo(window, at.bottomLeft())
        top = corner.y() + 4 - SHADOW
        if top + height > window.height():
            top = max(0, field.mapTo(window, at.topLeft()).y() - 4 - height + SHADOW)
        left = max(0, min(corner.x() - SHADOW, window.width() - width))
        self.setGeometry(left, top, width, height)

    def _wanted_width(self) -> int:
        plain, strong = QFontMetrics(theme.font(13)), QFontMetrics(theme.font(14, 600))
        small = QFontMetrics(theme.font(12))
        widest = max(
            plain.horizontalAdvance(item.text) * 21 // 20
            + small.horizontalAdvance(item.hint)
            + strong.horizontalAdvance(item.value)
            for item in self._items
        )
        return min(max(widest + 72, 320), 560)

    def key(self, event: QKeyEvent) -> bool:
        """Handles arrows, Enter and Esc while open; whether it did."""
        if not self.isVisible():
            return False
        pressed = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if pressed in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if pressed == Qt.Key.Key_Down else -1
            none = self._current < 0 and step < 0
            self._move(len(self._items) - 1 if none else (self._current + step) % len(self._items))
        elif pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self._choose()
        elif pressed == Qt.Key.Key_Escape:
            self.hide()
        else:
            return False
        return True

    def _move(self, row: int) -> None:
        self._current = row
        self._tell()
        self.update()

    def _choose(self) -> None:
        current = self.current
        self.hide()
        if current is not None:
            self.chosen.emit(current.payload)

    def _tell(self) -> None:
        current = self.current
        self.setAccessibleName(f"{current.text} {current.hint} {current.value}".strip() if current else "")

    def _row_at(self, point: QPoint) -> int:
        row = (point.y() - SHADOW - _PAD) // _ROW
        return row if 0 <= row < len(self._items) else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().toPoint())
        if row >= 0:
            self._current = row
            self._choose()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        body = self.rect().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        paint_panel(painter, body)
        for number, item in enumerate(self._items):
            box = QRect(body.left() + _PAD, body.top() + _PAD + number * _ROW, body.width() - 2 * _PAD, _ROW)
            self._paint_item(painter, box, item, number == self._current)
        self._paint_foot(painter, body)
        painter.end()

    def _paint_item(self, painter: QPainter, box: QRect, item: Suggestion, current: bool) -> None:
        if current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("soft"))
            painter.drawRoundedRect(QRectF(box), 4, 4)
        inside = box.adjusted(10, 0, -10, 0)
        middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
        for text, font, ink in (
            (item.value, theme.font(14, 600), "accent"),
            (item.hint, theme.font(12), "text2"),
        ):
            if text:
                width = QFontMetrics(font).horizontalAdvance(text)
                painter.setFont(font)
                painter.setPen(theme.color(ink))
                painter.drawText(inside, middle | right, text)
                inside.setRight(inside.right() - width - 20)
        paint_matched(painter, inside, item.text, item.matches)

    def _paint_foot(self, painter: QPainter, body: QRect) -> None:
        top = body.bottom() - _FOOT
        painter.setPen(theme.color("hair"))
        painter.drawLine(body.left() + 1, top, body.right() - 1, top)
        painter.setFont(theme.font(11))
        painter.setPen(theme.color("text2"))
        left = body.left() + _PAD + 10
        for words in self._keys:
            width = QFontMetrics(theme.font(11)).horizontalAdvance(words)
            painter.drawText(QRect(left, top, width + 2, _FOOT), Qt.AlignmentFlag.AlignVCenter, words)
            left += width + 22


def paint_matched(
    painter: QPainter, box: QRect, text: str, matches: Sequence[tuple[int, int]], ink: str = "text"
) -> None:
    """One line of text, elided at its end, with the matched stretches 600."""
    painter.setPen(theme.color(ink))
    left, pieces = box.left(), _pieces(text, matches)
    for piece, strong in pieces:
        font = theme.font(13, 600 if strong else 400)
        metrics = QFontMetrics(font)
        room = box.right() - left
        shown = metrics.elidedText(piece, Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.drawText(QRect(left, box.top(), room + 1, box.height()), Qt.AlignmentFlag.AlignVCenter, shown)
        left += metrics.horizontalAdvance(shown)
        if shown != piece:
            return


def _pieces(text: str, matches: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in sorted(matches):
        start = max(start, at)
        if end > start:
            pieces += [(text[at:start], False), (text[start:end], True)]
            at = end
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]
