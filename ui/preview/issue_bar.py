"""Asked before a report is issued: a calm line over the pages, never a message box."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from models.entities import Month
from models.formatting import write_short_date
from ui import theme
from ui.i18n import t
from ui.widgets.buttons import Button


class IssueBar(QWidget):
    """One question with the number, the date and the version; Enter issues, Esc leaves.

    Where a correction would print with the office's data of the first version and they have changed since,
    it says so and offers those of today.
    """

    agreed = Signal()
    office_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("issue_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(f"#issue_bar {{ background: {theme.tokens().soft}; }}")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.PADDING, 8, theme.PADDING, 8)
        row.setSpacing(8)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._yes = Button(t("Phát hành"), "Enter", primary=True, parent=self)
        self._yes.setObjectName("issue_yes")
        no = Button(t("Thôi"), "Esc", parent=self)
        no.setObjectName("issue_no")
        self._office = Button(t("Lấy thông tin cơ quan hiện nay"), parent=self)
        self._office.setObjectName("issue_office")
        self._office.clicked.connect(self.office_wanted)
        row.addWidget(self._words, 1)
        row.addWidget(self._office)
        row.addWidget(self._yes)
        row.addWidget(no)
        self._yes.clicked.connect(self._agree)
        no.clicked.connect(self.leave)
        self.hide()

    def ask(self, month: Month, version: int, old_office: bool = False) -> None:
        """Ask whether that month's report shall be issued now, as that version.

        `old_office`: the office's data have changed since those that the month keeps.
        """
        self._words.setText(question(month, version, old_office))
        self._office.setVisible(old_office)
        self.setAccessibleName(self._words.text())
        self.show()
        self._yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def words(self) -> str:
        """The question as it is asked."""
        return self._words.text()

    def leave(self) -> None:
        """Nothing is issued."""
        self.hide()
        self.left.emit()

    def _agree(self) -> None:
        self.hide()
        self.agreed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)


def question(month: Month, version: int, old_office: bool) -> str:
    """ "Phát hành số 2146, ngày 29/8/2022, phiên bản 1? …", what is not filled in said so."""
    number = t("số {n}", n=month.number) if month.number is not None else t("không số")
    day = t("ngày {date}", date=write_short_date(month.report_date)) if month.report_date else t("không ngày")
    asked = t("Phát hành {number}, {day}, phiên bản {version}?", number=number, day=day, version=version)
    kept = t("Số liệu, tệp PDF và tệp Word được giữ nguyên như lúc này.")
    if old_office:
        kept = t("Thông tin cơ quan đang in là của lần phát hành trước, khác với hiện nay.")
    return f"{asked} {kept}"
