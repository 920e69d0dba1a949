"""The field in which a cell is typed. It never cuts: a paste that cannot be a number is refused whole."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from ui.tables.moves import Move

LONGEST = 60
"""Characters. The longest number the program keeps has 15 digits; more room serves pasted words."""


class CellEditor(QLineEdit):
    """Emits what was typed and where to go; Esc leaves it all as it was."""

    accepted = Signal(str, str)
    """Text and `Move`."""
    cancelled = Signal()
    refused_paste = Signal(int)
    """A paste of so many characters was refused; what was typed stays."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cell_editor")
        self.setFrame(False)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setDragEnabled(False)
        self.setAcceptDrops(False)
        self._done = False

    def open(self, text: str, select: bool) -> None:
        self._done = False
        self.setText(text)
        if select:
            self.selectAll()
        self.show()
        self.setFocus()

    def finish(self, move: Move) -> None:
        """Hands over the text, once."""
        if not self._done:
            self._done = True
            self.accepted.emit(self.text(), move)

    def event(self, e: QEvent) -> bool:
        if (
            e.type() == QEvent.Type.ShortcutOverride
            and isinstance(e, QKeyEvent)
            and e.key() == Qt.Key.Key_Escape
        ):
            e.accept()
            return True
        if (
            e.type() == QEvent.Type.KeyPress
            and isinstance(e, QKeyEvent)
            and e.key()
            in (
                Qt.Key.Key_Tab,
                Qt.Key.Key_Backtab,
            )
        ):
            # QWidget would move the focus before keyPressEvent saw it.
            self.finish("left" if e.key() == Qt.Key.Key_Backtab else "right")
            return True
        return super().event(e)

    def keyPressEvent(self, e: QKeyEvent) -> None:
        shift = bool(e.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if e.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish("up" if shift else "down")
        elif e.key() == Qt.Key.Key_Up:
            self.finish("up")
        elif e.key() == Qt.Key.Key_Down:
            self.finish("down")
        elif e.key() == Qt.Key.Key_Escape:
            self._done = True
            self.cancelled.emit()
        elif e.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif (
            e.text() and e.text().isprintable() and len(self.text()) >= LONGEST and not self.hasSelectedText()
        ):
            self.refused_paste.emit(len(self.text()) + 1)
        else:
            super().keyPressEvent(e)

    def _paste(self) -> None:
        text = QApplication.clipboard().text().strip("\r\n")
        room = LONGEST - len(self.text()) + len(self.selectedText())
        if len(text) > room:
            self.refused_paste.emit(len(text))
        else:
            self.insert(text)

    def contextMenuEvent(self, e: QContextMenuEvent) -> None:
        """No menu: its paste would bypass the guard. The keys do it all."""
        e.accept()

    def mouseReleaseEvent(self, e: QMouseEvent) -> None:
        if e.button() != Qt.MouseButton.MiddleButton:  # X11 pastes on it
            super().mouseReleaseEvent(e)

    def focusOutEvent(self, e: QFocusEvent) -> None:
        super().focusOutEvent(e)
        if e.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.finish("stay")
