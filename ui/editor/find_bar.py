"""Ctrl+F in the text: folded search, hits marked, Enter to the next."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QTextEdit, QWidget

from models.text import find_folded, shown
from ui import theme
from ui.editor.blocks import qt_offset
from ui.editor.text_edit import NarrativeEdit
from ui.i18n import t
from ui.widgets.buttons import ToolButton
from ui.widgets.labels import Line

_MOST = 2000


class FindBar(QWidget):
    """Hidden until asked for; Esc hides it and gives the text its focus back."""

    closed = Signal()

    def __init__(self, editor: NarrativeEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("narrative_find")
        self._editor = editor
        self._hits: list[tuple[int, int]] = []
        self._at = -1
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 8)
        row.setSpacing(8)
        self.field = QLineEdit(self)
        self.field.setObjectName("narrative_find_field")
        self.field.setPlaceholderText(t("Tìm trong nội dung"))
        self.field.setAccessibleName(t("Tìm trong nội dung"))
        self.field.addAction(theme.icon("findings"), QLineEdit.ActionPosition.LeadingPosition)
        self.field.setMaximumWidth(300)
        self.count = Line("", "text2", 12, parent=self)
        self.count.setObjectName("narrative_find_count")
        before = ToolButton("chevron-up", t("Chỗ trước"), "Shift+Enter", parent=self)
        after = ToolButton("chevron-down", t("Chỗ sau"), "Enter", parent=self)
        close = ToolButton("close", t("Đóng"), "Esc", parent=self)
        row.addWidget(self.field, 2)
        row.addWidget(before)
        row.addWidget(after)
        row.addWidget(self.count, 3)
        row.addWidget(close)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(lambda _: self._search())
        before.clicked.connect(lambda: self.step(-1))
        after.clicked.connect(lambda: self.step(1))
        close.clicked.connect(self.close_bar)
        self.hide()

    def open(self) -> None:
        """Shows the bar; a short selection is what is looked for."""
        chosen = self._editor.textCursor().selectedText()
        self.show()
        if chosen and "\u2029" not in chosen and len(chosen) < 80:
            self.field.setText(chosen)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._search()

    def close_bar(self) -> None:
        self.hide()
        self._editor.setExtraSelections([])
        self.closed.emit()

    def step(self, by: int) -> None:
        """To the next or the previous hit, around the end."""
        if self._hits:
            self._at = (self._at + by) % len(self._hits)
            self._show_hit()

    def _search(self) -> None:
        needle = self.field.text().strip()
        self._hits, self._at = [], -1
        block = self._editor.document().begin()
        while needle and block.isValid() and len(self._hits) < _MOST:
            text = block.text()
            for start, end in find_folded(text, needle):
                base = block.position()
                self._hits.append((base + qt_offset(text, start), base + qt_offset(text, end)))
            block = block.next()
        if self._hits:
            caret = self._editor.textCursor().selectionStart()
            self._at = next((n for n, hit in enumerate(self._hits) if hit[0] >= caret), 0)
            self._show_hit()
        else:
            self._editor.setExtraSelections([])
            absent = t("Không thấy “{words}” trong báo cáo.", words=shown(needle)) if needle else ""
            self.count.setText(absent)

    def _show_hit(self) -> None:
        marks = []
        for number, (start, end) in enumerate(self._hits):
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self._editor.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            mark.cursor = cursor
            look = mark.format
            look.setBackground(theme.color("found" if number == self._at else "doubt"))
            mark.format = look
            marks.append(mark)
        self._editor.setExtraSelections(marks)
        caret = QTextCursor(self._editor.document())
        caret.setPosition(self._hits[self._at][0])
        self._editor.setTextCursor(caret)
        self._editor.ensureCursorVisible()
        self.count.setText(t("{n} trong {total} chỗ", n=self._at + 1, total=len(self._hits)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_bar()
                return True
        return super().eventFilter(watched, event)
