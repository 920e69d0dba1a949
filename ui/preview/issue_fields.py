"""The report's number and date, in the tool row of Xem và in: stored as soon as they are accepted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from models.changes import ChangeSet
from models.errors import AppError
from models.formatting import read_date, read_number, write_short_date
from ui import messages, theme
from ui.controller import Controller
from ui.i18n import t
from ui.refused_numbers import Refused


class IssueFields(QWidget):
    """Two small fields. What is refused stays, red, until it is right or Esc brings back what is stored."""

    reasons = Signal(str)
    """Why what stands in the fields was not stored, a sentence each; "" when all is."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controller = controller
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.number = _Field("report_number", t("Số báo cáo"), "month.number", 56, self)
        self.date = _Field("report_date", t("Ngày báo cáo"), "month.report_date", 96, self)
        self._symbol = QLabel("", self)
        self._symbol.setTextFormat(Qt.TextFormat.PlainText)
        self._symbol.setStyleSheet(f"color: {theme.tokens().text2};")
        for widget in (QLabel(t("Số"), self), self.number, self._symbol, QLabel(t("Ngày"), self), self.date):
            row.addWidget(widget)
        row.insertSpacing(3, 8)
        for field in (self.number, self.date):
            field.marked.connect(self._tell)
            field.given_up.connect(self._forget)
        self.number.editingFinished.connect(self._store_number)
        self.date.editingFinished.connect(self._store_date)

    def refresh(self) -> None:
        """Show what is stored, and where a text was refused in this month that text and why."""
        month = self.controller.data().month
        symbol = self.controller.data().office.symbol.strip(" /")
        self._symbol.setText(f"/{symbol}" if symbol else "")
        self.number.load("" if month.number is None else str(month.number))
        self.date.load(write_short_date(month.report_date) if month.report_date else "")
        refused = self.controller.refused.of(self.controller.period)
        for field in (self.number, self.date):
            kept = refused.get(field.code)
            if kept is None:
                field.accept()
            else:
                field.refuse(kept.text, messages.sentence(kept.error))

    def finish(self) -> bool:
        """Store what is typed; False when it was refused."""
        return all([self._store_number(), self._store_date()])

    def focus_field(self, code: str) -> None:
        """Put the focus on "number" or "report_date"."""
        field = self.number if code == "number" else self.date
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.selectAll()

    def _store_number(self) -> bool:
        session, period = self.controller.session, self.controller.period

        def write() -> ChangeSet:
            amount = read_number(self.number.text().strip())
            return session.set_month(period, number=None if amount is None else int(amount))

        return self._store(self.number, write)

    def _store_date(self) -> bool:
        session, period = self.controller.session, self.controller.period

        def write() -> ChangeSet:
            typed = self.date.text().strip()
            return session.set_month(period, report_date=read_date(typed, period) if typed else None)

        return self._store(self.date, write)

    def _store(self, field: _Field, write: object) -> bool:
        if not field.changed():
            self._forget(field.code)
            return True
        assert callable(write)
        error: AppError | None = self.controller.attempt(write)
        if error is None:
            self._forget(field.code)
            self.refresh()
            return True
        self.controller.refused.keep(self.controller.period, field.code, Refused(field.text(), error))
        field.refuse(field.text(), messages.sentence(error))
        return False

    def _forget(self, code: str) -> None:
        self.controller.refused.forget(self.controller.period, code)

    def _tell(self) -> None:
        found = (field.accessibleDescription() for field in (self.number, self.date))
        self.reasons.emit(" ".join(words for words in found if words))


class _Field(QLineEdit):
    """A small field that knows what is stored; Esc brings it back."""

    marked = Signal()
    """It was refused, or accepted again."""
    given_up = Signal(str)
    """Its code: what was refused is what it was again."""

    def __init__(self, name: str, label: str, code: str, width: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.code = code
        self._stored = ""
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setProperty("form", "tool")
        self.setFixedWidth(width)

    def load(self, text: str) -> None:
        self._stored = text
        if self.property("wrong") != "true" and not (self.hasFocus() and self.isModified()):
            self.setText(text)

    def changed(self) -> bool:
        return self.text().strip() != self._stored

    def accept(self) -> None:
        if self.property("wrong") == "true":
            self.setText(self._stored)
            self._mark("")

    def refuse(self, text: str, words: str) -> None:
        if not (self.hasFocus() and self.isModified()):
            self.setText(text)
        self._mark(words)

    def _mark(self, words: str) -> None:
        self.setModified(False)
        self.setToolTip(words)
        self.setAccessibleDescription(words)
        self.setProperty("wrong", "true" if words else "false")
        self.style().unpolish(self)
        self.style().polish(self)
        self.marked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.changed():
            self.setText(self._stored)
            self._mark("")
            self.given_up.emit(self.code)
            return
        super().keyPressEvent(event)
