"""How a field says that its text was refused, or accepted with a warning: red or amber, words below."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QMimeData, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QSizePolicy, QStyledItemDelegate, QWidget

from models.text import fold
from ui import theme

Kind = Literal["error", "warning", "hint"]

_POPUP_EDGES = 28
"""What border, padding and scroll bar take of a choice list's width."""


def mark_wrong(field: QWidget, wrong: bool) -> None:
    """Draws the field as refused, or as usual. The text in it is never touched."""
    if bool(field.property("wrong")) != wrong:
        field.setProperty("wrong", wrong)
        field.style().unpolish(field)
        field.style().polish(field)


def text_of(field: QPlainTextEdit) -> str:
    """All that stands in the field. Qt's own toPlainText makes every no-break space a plain one."""
    return field.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")


def pasted_text(source: QMimeData) -> str:
    """What is pasted into a field of several lines. Qt marks the borders of frames with U+FDD0 and U+FDD1
    and would break the line there: they are no characters, as U+FFFE is none, and are taken out like it."""
    return source.text().replace("\ufdd0", "\ufffe").replace("\ufdd1", "\ufffe")


class Reason(QLabel):
    """Why a text was refused or flagged: severity icon and one sentence, wrapped where it must be."""

    _LEFT = 22

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFont(theme.font(12))
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setContentsMargins(self._LEFT, 2, 0, 2)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setMinimumSize(QSize(0, 20))
        self._kind: Kind = "error"
        self.hide()

    def tell(self, words: str, kind: Kind = "error") -> None:
        """Shows the sentence; "" hides it."""
        self._kind = kind
        ink = {"error": "err", "warning": "warn", "hint": "text2"}[kind]
        palette = self.palette()
        palette.setColor(self.foregroundRole(), theme.color(ink))
        self.setPalette(palette)
        self.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        tint = {"error": "err", "warning": "mark", "hint": "text2"}[self._kind]
        painter.drawPixmap(2, 4, theme.pixmap(self._kind, tint, 14, self.devicePixelRatio()))
        painter.end()


class Choice(QComboBox):
    """A short fixed list. Letters choose folded ("hop" finds "Họp"); Enter and the wheel pass through."""

    def __init__(self, name: str, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(3)
        # The list's own delegate draws the entry in hand with a thin frame only; this one follows the style.
        self.setItemDelegate(QStyledItemDelegate(self))
        self.installEventFilter(self)

    def fill(self, entries: list[tuple[str, str]], chosen: str) -> None:
        """(value, label) pairs; a chosen value that is not among them is added as it stands."""
        if chosen not in [value for value, _ in entries]:
            entries = [*entries, (chosen, chosen)] if chosen else entries
        self.blockSignals(True)
        self.clear()
        for value, label in entries:
            self.addItem(label, value)
        self.setCurrentIndex(max(0, self.findData(chosen)))
        self.blockSignals(False)

    def value(self) -> str:
        return str(self.currentData() or "")

    def showPopup(self) -> None:
        # As wide as its longest entry, however narrow the field: a choice must be readable to be made.
        view = self.view()
        view.setMinimumWidth(max(self.width(), view.sizeHintForColumn(0) + _POPUP_EDGES))
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = fold(event.text())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if plain and letter.isalnum():
            self._jump(letter)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _jump(self, letter: str) -> None:
        count = self.count()
        for step in range(1, count + 1):
            at = (self.currentIndex() + step) % count
            if fold(self.itemText(at)).startswith(letter):
                self.setCurrentIndex(at)
                self.activated.emit(at)
                return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Scrolling a page must never change a value under the pointer.
        if event.type() == QEvent.Type.Wheel and watched is self:
            event.ignore()
            return True
        return super().eventFilter(watched, event)
