"""The note of a cell: cause and units. Stored when it is left; what is refused stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui import theme
from ui.i18n import t
from ui.refusal import pasted_text, text_of
from ui.suggestion_list import Suggestion, SuggestionList
from ui.widgets_sheet.agencies import agency_offers

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
        self.agencies: Callable[[], Sequence[str]] = tuple
        """The office's agencies, offered while one is typed; set by the page."""
        self._list = SuggestionList("agency_offers")
        self._list.setParent(self)
        self._list.chosen.connect(self._take)
        self.textChanged.connect(self._offer)

    def load(self, text: str) -> None:
        """Shows the stored note; a text being typed is not overwritten."""
        if not self.hasFocus() or text != self._kept:
            self._kept = text
            if text_of(self) != text:
                self.setPlainText(text)
            self.set_wrong(False)
            self._list.hide()

    def offers(self) -> list[str]:
        """What is offered now."""
        return [item.text for item in self._list.items] if self._list.isVisible() else []

    def _before_caret(self) -> str:
        caret = self.textCursor()
        caret.movePosition(caret.MoveOperation.Start, caret.MoveMode.KeepAnchor)
        return caret.selectedText().replace("\u2029", "\n")

    def _offer(self) -> None:
        if not self.hasFocus():
            self._list.hide()
            return
        _, names = agency_offers(self._before_caret(), self.agencies())
        keys = (t("↓ chọn"), t("Enter lấy tên đã chọn"), t("Esc đóng"))
        at = self.cursorRect().translated(self.viewport().pos())
        self._list.offer(self, at, [Suggestion(name, name) for name in names], keys, chosen=-1)

    def _take(self, name: object) -> None:
        """The name in full instead of what was typed of it."""
        before = self._before_caret()
        start, _ = agency_offers(before, ())
        caret = self.textCursor()
        caret.movePosition(caret.MoveOperation.Left, caret.MoveMode.KeepAnchor, len(before) - start)
        caret.insertText(f"{name} ")
        self._list.hide()

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
        if self._list.key(e):
            return
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
        self._list.hide()
        super().focusOutEvent(e)
        if e.reason() != Qt.FocusReason.PopupFocusReason:
            self.finish()
