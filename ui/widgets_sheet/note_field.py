"""The note of a cell: cause and units. Stored when it is left; what is refused stays."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui import theme
from ui.i18n import t
from ui.refusal import pasted_text, text_of

LONGEST = 2000
"""Characters; a longer note belongs into the report's text."""


class NoteField(QPlainTextEdit):
    """`left` hands over the text; `leave` asks for the keyboard to go back to the grid."""

    left = Signal(str)
    leave = Signal()
    refused_paste = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cell_note")
        self.setAccessibleName(t("Nguyên nhân, đơn vị"))
        self.setTabChangesFocus(True)
        self.setFont(theme.font(13))
        self._kept = ""
        self._handed: str | None = None

    def load(self, text: str) -> None:
        """Shows the stored note; a text being typed is not overwritten."""
        if not self.hasFocus() or text != self._kept:
            self._kept = text
            if text_of(self) != text:
                self.setPlainText(text)
            self.set_wrong(False)

    def set_wrong(self, wrong: bool) -> None:
        self.setProperty("wrong", wrong)
        self.style().unpolish(self)
        self.style().polish(self)

    def finish(self) -> None:
        """Hands over a changed text."""
        text, before = text_of(self), self._kept
        if text == before or text == self._handed:
            return
        self._handed = text  # storing redraws the page, which asks again
        self.left.emit(text)
        self._handed = None

    def stored(self) -> None:
        """What stands in the field is now stored."""
        self._kept = text_of(self)
        self.set_wrong(False)

    def keyPressEvent(self, e: QKeyEvent) -> None:
        if e.key() == Qt.Key.Key_Escape:
            self.setPlainText(self._kept)
            self.set_wrong(False)
            self.leave.emit()
        elif e.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (
            e.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            self.leave.emit()
        else:
            super().keyPressEvent(e)

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = pasted_text(source)
        if len(text_of(self)) + len(text) > LONGEST:
            self.refused_paste.emit(len(text))
        else:
            self.insertPlainText(text)

    def focusOutEvent(self, e: QFocusEvent) -> None:
        super().focusOutEvent(e)
        if e.reason() != Qt.FocusReason.PopupFocusReason:
            self.finish()
