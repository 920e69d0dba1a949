"""A calm dialog: labelled fields one below the other, the reason of a refusal, two buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.i18n import t
from ui.refusal import Choice, Reason, mark_wrong
from ui.widgets.buttons import Button

_AROUND = 190
"""Caption, heading, reason and buttons beside the fields."""
_MIDDLE = Qt.AlignmentFlag(0)
LABEL = 148
FIELD = 320
LONGEST_LABEL = 200


class Form(QDialog):
    """`store` tries to write and answers with the reason of a refusal ("" when it is written)."""

    def __init__(self, title: str, verb: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("form")
        self.setWindowTitle(title)
        self.setModal(True)
        self.store: Callable[[], str] = lambda: ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 16, 20, 16)
        self._column.setSpacing(12)
        heading = QLabel(title, self)
        heading.setFont(theme.font(15, 600))
        self._column.addWidget(heading)
        self._fields = QWidget(self)
        self._grid = QGridLayout(self._fields)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, LABEL)
        self._grid.setColumnMinimumWidth(1, FIELD)
        # Scaled screens are low: there the fields scroll, the buttons stay.
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._fields)
        self._column.addWidget(self._area)
        self._reason = Reason("form_reason", self)
        self._column.addWidget(self._reason)
        self._verb = verb
        self._first: QWidget | None = None
        self._labels: dict[QWidget, QLabel] = {}
        self._more: list[QWidget] | None = None
        self._folded = True

    def add_text(self, name: str, label: str, text: str = "", hint: str = "") -> QLineEdit:
        field = QLineEdit(text, self)
        field.setObjectName(name)
        field.setAccessibleName(label)
        field.setPlaceholderText(hint)
        self._add(label, field)
        return field

    def add_choice(self, name: str, label: str, entries: list[tuple[str, str]], chosen: str) -> Choice:
        """(value, words) pairs."""
        field = Choice(name, label, self)
        field.fill(entries, chosen)
        self._add(label, field)
        return field

    def add_check(self, name: str, label: str, on: bool) -> QCheckBox:
        field = QCheckBox(label, self)
        field.setObjectName(name)
        field.setChecked(on)
        self._grid.addWidget(field, self._grid.rowCount(), 1)
        self._fold_away(field)
        return field

    def add_field(self, label: str, field: QWidget) -> None:
        """A field made elsewhere, beside its label."""
        self._add(label, field)

    def begin_more(self, name: str) -> None:
        """What is added from here on is rarely needed: it lies folded under a button."""
        fold = Button(t("Mục khác"), parent=self)
        fold.setObjectName(name)
        fold.clicked.connect(lambda: self.show_more(self._folded))
        self._grid.addWidget(fold, self._grid.rowCount(), 1, Qt.AlignmentFlag.AlignLeft)
        self._fold, self._more = fold, []

    def show_more(self, on: bool) -> None:
        """Unfolds, or folds again, what `begin_more` put away."""
        if self._more is None or on != self._folded:
            return
        self._folded = not on
        self._fold.set_label(t("Ẩn bớt") if on else t("Mục khác"))
        for widget in self._more:
            widget.setVisible(on)
        self.fit_again()

    def show_row(self, field: QWidget, on: bool) -> None:
        """Shows or hides a field with its label."""
        field.setVisible(on)
        self._labels[field].setVisible(on)
        self.fit_again()

    def fit_again(self) -> None:
        """Fields have come or gone: the dialog takes the height they need now."""
        if self.isVisible():
            self._grid.activate()
            self._fit()
            self.adjustSize()
            below = self.frameGeometry().bottom() - self.screen().availableGeometry().bottom()
            if below > 0:
                self.move(self.x(), self.y() - below)

    def _fold_away(self, *widgets: QWidget) -> None:
        if self._more is not None:
            for widget in widgets:
                widget.hide()
            self._more.extend(widgets)

    def add_words(self, words: str) -> QLabel:
        """A sentence over the whole width."""
        label = QLabel(words, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setFont(theme.font(13))
        # A dialog opens at its size hint, which knows nothing of lines that are broken.
        label.setMinimumHeight(label.heightForWidth(LABEL + 12 + FIELD) if words else 0)
        self._grid.addWidget(label, self._grid.rowCount(), 0, 1, 2)
        return label

    def add_warning(self, name: str) -> Reason:
        """A place over the whole width for what `say` has to say before the form is accepted."""
        warning = Reason(name, self)
        self._grid.addWidget(warning, self._grid.rowCount(), 0, 1, 2)
        return warning

    def say(self, warning: Reason, words: str) -> None:
        """Shows it with its icon, or hides it; the form grows and shrinks with it."""
        warning.tell(words, "warning")
        warning.setMinimumHeight(warning.heightForWidth(LABEL + 12 + FIELD) if words else 0)
        self.fit_again()

    def finish(self) -> None:
        """Stores; what is refused stays in the fields with the reason below."""
        words = self.store()
        if words:
            self._reason.tell(words)
            self.adjustSize()
        else:
            self.accept()

    def wrong(self, field: QLineEdit, words: str) -> str:
        """Marks the field and gives the words back, for `store`."""
        mark_wrong(field, True)
        field.setFocus()
        field.textEdited.connect(lambda: mark_wrong(field, False))
        return words

    def showEvent(self, event: QShowEvent) -> None:
        """The buttons come last, after every field, so that Tab reaches them last."""
        if self._verb:
            self._add_buttons(self._verb)
            self._verb = ""
        self._fit()
        super().showEvent(event)
        if self._first is not None:
            self._first.setFocus()

    def _fit(self) -> None:
        wanted = self._fields.sizeHint()
        room = max(120, self.screen().availableGeometry().height() - _AROUND)
        scrolls = wanted.height() > room
        self._area.setFixedHeight(min(wanted.height(), room))
        self._area.setMinimumWidth(wanted.width() + (16 if scrolls else 0))

    def _add_buttons(self, verb: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        leave = Button(t("Thôi"), "Esc", parent=self)
        leave.clicked.connect(self.reject)
        accept = Button(verb, "Enter", primary=True, parent=self)
        accept.setObjectName("form_accept")
        accept.clicked.connect(self.finish)
        row.addWidget(leave)
        row.addWidget(accept)
        self._column.addLayout(row)

    def keyPressEvent(self, e: QKeyEvent) -> None:
        if e.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
        else:
            super().keyPressEvent(e)

    def _add(self, label: str, field: QWidget) -> None:
        self._first = self._first or field
        words = QLabel(label, self)
        words.setFont(theme.font(13))
        words.setStyleSheet(f"color: {theme.color('text2').name()};")
        words.setBuddy(field)
        row = self._grid.rowCount()
        self._grid.addWidget(words, row, 0, Qt.AlignmentFlag.AlignTop if field.layout() else _MIDDLE)
        self._grid.addWidget(field, row, 1)
        self._labels[field] = words
        self._fold_away(words, field)


def label_problem(form: Form, field: QLineEdit) -> str:
    """Why a name cannot be taken; "" when it can."""
    if not field.text().strip():
        return form.wrong(field, t("“{field}” còn trống.", field=field.accessibleName()))
    if len(field.text()) > LONGEST_LABEL:
        words = t(
            "“{field}” dài {n} ký tự, nhiều nhất là {most}.",
            field=field.accessibleName(),
            n=len(field.text()),
            most=LONGEST_LABEL,
        )
        return form.wrong(field, words)
    return ""


def taken_words(code: str) -> str:
    return t("Mã “{code}” đã có. Đặt mã khác.", code=code)
