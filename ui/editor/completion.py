"""Offers fields while "{{" is typed, or on Ctrl+J: folded search by label, the present value at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor

from models.report.fields import Offer, search_fields
from models.text import find_folded
from ui.controller import Controller
from ui.editor import commands
from ui.editor.spans import open_field_before
from ui.editor.text_edit import NarrativeEdit
from ui.i18n import t
from ui.suggestion_list import Suggestion, SuggestionList

_LIMIT = 7


class FieldCompletion(QObject):
    """Opens by itself behind "{{" and follows the typing; the editor keeps the focus."""

    def __init__(self, controller: Controller, editor: NarrativeEdit) -> None:
        super().__init__(editor)
        self._controller = controller
        self._editor = editor
        self._dismissed: tuple[int, int] | None = None
        """Block and offset of the "{{" that Esc closed the list for."""
        self._begun: tuple[int, int] | None = None
        """Block and offset of the "{{" that `open` wrote: Esc takes it back while nothing follows it."""
        self.list = SuggestionList("field_offers")
        self.list.setParent(editor)
        self.list.chosen.connect(self._insert)
        editor.textChanged.connect(self.follow)
        editor.cursorPositionChanged.connect(self._moved)
        editor.verticalScrollBar().valueChanged.connect(lambda _: self.list.hide())
        editor.left.connect(self.list.hide)

    def open(self) -> None:
        """Ctrl+J: starts a field at the caret, unless it stands in one already."""
        cursor = self._editor.textCursor()
        text, offset = commands.source_at(cursor)
        if open_field_before(text, offset) is None:
            cursor.insertText("{{")
            self._editor.setTextCursor(cursor)
            self._begun = (cursor.blockNumber(), offset)
        self._dismissed = None
        self.follow()

    def follow(self) -> None:
        """Shows what fits the half-typed field before the caret, or closes."""
        if not self._editor.hasFocus():
            self.list.hide()
            return
        cursor = self._editor.textCursor()
        text, offset = commands.source_at(cursor)
        found = open_field_before(text, offset)
        if found is None:
            self._dismissed = None
            self.list.hide()
            return
        start, query = found
        if self._dismissed == (cursor.blockNumber(), start) or _is_finished(text, start):
            self.list.hide()
            return
        offers = search_fields(self._controller.data(), query, _LIMIT)
        keys = (t("Enter chèn"), t("↑↓ chọn"), t("Esc đóng"))
        self.list.offer(self._editor.viewport(), self._anchor(), _lines(offers, query), keys)

    def key(self, event: QKeyEvent) -> bool:
        """Lets the open list have the key; whether it took it."""
        closes = self.list.isVisible() and event.key() == Qt.Key.Key_Escape
        if closes:
            cursor = self._editor.textCursor()
            if self._take_back(cursor):
                self.list.hide()
                return True
            found = open_field_before(*commands.source_at(cursor))
            self._dismissed = None if found is None else (cursor.blockNumber(), found[0])
        if self.list.isVisible() and event.key() == Qt.Key.Key_Tab:
            event = QKeyEvent(event.type(), Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
        return self.list.key(event)

    def _take_back(self, cursor: QTextCursor) -> bool:
        """Removes braces that only Ctrl+J wrote: half a field left behind would be an error in the report."""
        found = open_field_before(*commands.source_at(cursor))
        begun, self._begun = self._begun, None
        if found is None or found[1] or begun != (cursor.blockNumber(), found[0]):
            return False
        cursor.deletePreviousChar()
        cursor.deletePreviousChar()
        self._editor.setTextCursor(cursor)
        return True

    def _insert(self, payload: object) -> None:
        if not isinstance(payload, Offer):
            return
        cursor = self._editor.textCursor()
        text, offset = commands.source_at(cursor)
        found = open_field_before(text, offset)
        start = found[0] if found else offset
        end = offset
        if text.startswith("}}", offset):
            end = offset + 2
        commands.replace(cursor, start, end, payload.source)
        self._editor.setTextCursor(cursor)
        self.list.hide()

    def _moved(self) -> None:
        if self.list.isVisible():
            self.follow()

    def _anchor(self) -> QRect:
        caret = self._editor.cursorRect()
        return QRect(caret.left(), caret.top(), 1, caret.height())


def _is_finished(text: str, start: int) -> bool:
    """Whether the field at `start` has its closing braces: moving through it offers nothing."""
    closing, opening = text.find("}}", start), text.find("{{", start + 2)
    return closing >= 0 and (opening < 0 or closing < opening) and "\n" not in text[start:closing]


def _lines(offers: Sequence[Offer], query: str) -> list[Suggestion]:
    lines: list[Suggestion] = []
    for offer in offers:
        matches: list[tuple[int, int]] = []
        for word in query.split():
            matches += find_folded(offer.label, word)[:1]
        value = offer.value if len(offer.value) <= 24 else offer.value[:23].rstrip() + "…"
        lines.append(Suggestion(offer.label, offer, tuple(matches), offer.hint, value or t("chưa có số")))
    return lines
