"""Fields of a form that store themselves when they are left. Load, check, store are three verbs.

`show` fills a field and never stores; `keep` reads it and hands a changed text to `store`, which answers with
the error if it was refused: then the text stays, red, with the reason below.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from models.errors import AppError, UserError
from models.text import LIMIT
from ui import theme
from ui.controller import passing
from ui.messages import sentence
from ui.refusal import Choice, Reason, mark_wrong, pasted_text, text_of

Store = Callable[[str], AppError | None]
LABEL_WIDTH = 168


class Field(QWidget):
    """An editor with its reason below; `words` is its label, read out too."""

    def __init__(self, name: str, words: str, store: Store, hint: str = "") -> None:
        super().__init__()
        self.words = words
        self._store = store
        self._shown = ""
        self._waiting: str | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(2)
        self.reason = Reason(f"{name}_reason", self)
        self.hint = hint

    def adopt(self, name: str, editor: QWidget, across: bool = True) -> None:
        """Takes the editor in, above the hint and the reason."""
        editor.setObjectName(name)
        editor.setAccessibleName(self.words)
        editor.setAccessibleDescription(self.hint)
        self.column.addWidget(editor, 0, Qt.AlignmentFlag(0) if across else Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(editor)
        if self.hint:
            line = QLabel(self.hint, self)
            line.setFont(theme.font(12))
            line.setWordWrap(True)
            line.setForegroundRole(line.foregroundRole())
            palette = line.palette()
            palette.setColor(line.foregroundRole(), theme.color("text2"))
            line.setPalette(palette)
            self.column.addWidget(line)
        self.column.addWidget(self.reason)

    def text(self) -> str:
        """What stands in the field; each kind of field answers for its own widget."""
        raise NotImplementedError

    def put(self, text: str) -> None:
        """Put text into the field's own widget."""
        raise NotImplementedError

    def show_text(self, text: str) -> None:
        """Fills the field; what is being typed, or was refused, is not overwritten by the same old value."""
        if text == self._shown and self.text() != self._shown:
            return
        self._shown = text
        if self.text() != text:
            self.put(text)
        self.refuse(None)

    def forget(self, text: str) -> None:
        """Fills the field whatever stands in it: another month, another file."""
        self._shown = text
        self.put(text)
        self.refuse(None)

    def keep(self) -> bool:
        """Stores a changed text; False when it was refused."""
        typed = self.text()
        if typed == self._shown:
            self.refuse(None)
            return True
        try:
            error = self._store(typed)
        except UserError as refused:
            error = refused
        self.refuse(error)
        self._waiting = typed if passing(error) else None
        if error is None and self.text() == typed:
            self._shown = typed
        return error is None

    def retry(self) -> None:
        """Stores what the disk refused, if it still stands there."""
        if self._waiting is not None and self._waiting == self.text():
            self.keep()

    def refuse(self, error: AppError | None) -> None:
        """Red with the reason, or as usual."""
        editor = self.focusProxy()
        if editor is not None:
            mark_wrong(editor, error is not None)
        self.reason.tell("" if error is None else sentence(error))


class LineField(Field):
    """One line; Enter goes to the next field."""

    def __init__(self, name: str, words: str, store: Store, hint: str = "", width: int = 0) -> None:
        super().__init__(name, words, store, hint)
        self.edit = QLineEdit(self)
        self.edit.setMaxLength(LIMIT * 2)
        if width:
            self.edit.setFixedWidth(width)
        self.adopt(name, self.edit, across=not width)
        self.edit.editingFinished.connect(self.keep)
        self.edit.textEdited.connect(lambda _: mark_wrong(self.edit, False))
        self.edit.installEventFilter(self)

    def text(self) -> str:
        return self.edit.text()

    def put(self, text: str) -> None:
        self.edit.setText(text)
        self.edit.setCursorPosition(0)

    def select_whole(self) -> None:
        """The focus, with all selected to be typed over."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self.keep():
                    self.edit.focusNextChild()
                return True
            if event.key() == Qt.Key.Key_Escape and self.edit.text() != self._shown:
                self.forget(self._shown)
                return True
        return super().eventFilter(watched, event)


class _Lines(QPlainTextEdit):
    """Several lines, as high as they are; Tab leaves."""

    def __init__(self, field: LinesField, least: int) -> None:
        super().__init__(field)
        self._field = field
        self._least = least
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().blockCountChanged.connect(lambda _: self.fit())
        self.fit()

    def fit(self) -> None:
        lines = min(max(self.blockCount(), self._least), 10)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 22)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(pasted_text(source))
        self.ensureCursorVisible()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._field.keep()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._field.keep():
                self.focusNextChild()
        elif event.key() == Qt.Key.Key_Escape and self._field.changed():
            self._field.take_back()
        else:
            super().keyPressEvent(event)


class LinesField(Field):
    """A list, one entry a line; Ctrl+Enter or Tab goes on."""

    def __init__(self, name: str, words: str, store: Store, hint: str = "", least: int = 2) -> None:
        super().__init__(name, words, store, hint)
        self.edit = _Lines(self, least)
        self.adopt(name, self.edit)
        self.edit.textChanged.connect(lambda: mark_wrong(self.edit, False))

    def text(self) -> str:
        return text_of(self.edit)

    def put(self, text: str) -> None:
        self.edit.setPlainText(text)

    def changed(self) -> bool:
        return self.text() != self._shown

    def take_back(self) -> None:
        self.forget(self._shown)


class ChoiceField(Field):
    """One of a few; stored at once."""

    def __init__(
        self, name: str, words: str, store: Store, entries: Sequence[tuple[str, str]], hint: str = ""
    ) -> None:
        super().__init__(name, words, store, hint)
        self._entries = list(entries)
        self.choice = Choice(name, words, self)
        self.choice.setFixedWidth(360)
        self.adopt(name, self.choice, across=False)
        self.choice.activated.connect(lambda _: self.keep())
        self.choice.fill(self._entries, "")

    def text(self) -> str:
        return self.choice.value()

    def put(self, text: str) -> None:
        self.choice.fill(self._entries, text)


class CheckField(Field):
    """Yes or no; the label stands on the box itself."""

    def __init__(self, name: str, words: str, store: Store) -> None:
        super().__init__(name, "", store)
        self.box = QCheckBox(words, self)
        self.adopt(name, self.box)
        self.box.setAccessibleName(words)
        self.box.toggled.connect(lambda _: self.keep())

    def text(self) -> str:
        return "1" if self.box.isChecked() else ""

    def put(self, text: str) -> None:
        self.box.blockSignals(True)
        self.box.setChecked(bool(text))
        self.box.blockSignals(False)


class Section(QWidget):
    """A heading 15/600 and rows: label left, field right, labels aligned with the first line of the field."""

    def __init__(self, title: str, note: str = "") -> None:
        super().__init__()
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 12)
        self.grid.setHorizontalSpacing(12)
        self.grid.setVerticalSpacing(8)
        self.grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        self.grid.setColumnStretch(1, 1)
        self.head = QLabel(title, self)
        self.head.setFont(theme.font(15, 600))
        self.grid.addWidget(self.head, 0, 0, 1, 2)
        if note:
            self.note = QLabel(note, self)
            self.note.setFont(theme.font(12))
            self.note.setWordWrap(True)
            self.grid.addWidget(self.note, 1, 0, 1, 2)

    def add(self, field: Field) -> None:
        row = self.grid.rowCount()
        if field.words:
            label = QLabel(field.words, self)
            label.setFixedWidth(LABEL_WIDTH)
            label.setWordWrap(True)
            label.setMinimumHeight(32)
            label.setBuddy(field.focusProxy() or field)
            self.grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self.grid.addWidget(field, row, 1)

    def add_wide(self, widget: QWidget) -> None:
        self.grid.addWidget(widget, self.grid.rowCount(), 0, 1, 2)

    def add_beside(self, widget: QWidget) -> None:
        self.grid.addWidget(widget, self.grid.rowCount(), 1)
