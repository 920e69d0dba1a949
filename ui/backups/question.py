"""The question before a backup is restored: what is inside, all or one month, its passphrase."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from models.entities import Period
from models.formatting import parse_period
from models.session import BackupInfo
from ui import theme
from ui.backups.found import describe, month_number, what_of
from ui.i18n import t
from ui.refusal import Choice
from ui.widgets.buttons import Button


class Question(QWidget):
    """Asked once in words; nothing happens before a button is pressed."""

    whole = Signal()
    """Put the whole backup in the place of today's file."""
    one_month = Signal(object)
    """Bring back this Period alone."""
    unlock = Signal(str)
    """Open the sealed backup with this passphrase."""
    left = Signal()
    """Not now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("backup_question")
        self.setProperty("pane", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._head = QLabel(self)
        self._head.setObjectName("backup_question_head")
        self._head.setFont(theme.font(13, 600))
        self._head.setWordWrap(True)
        self._head.setTextFormat(Qt.TextFormat.PlainText)
        self._words = QLabel(self)
        self._words.setObjectName("backup_question_words")
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self.yes = self._button(t("Khôi phục"), "backup_restore_yes", primary=True)
        self.yes.clicked.connect(self.whole)
        self._months = Choice("backup_month", t("Tháng lấy lại"), self)
        self._months.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self._month = self._button(t("Chỉ lấy lại tháng này"), "backup_restore_month")
        self._month.clicked.connect(lambda: self.one_month.emit(parse_period(self._months.value())))
        self.passphrase = QLineEdit(self)
        self.passphrase.setObjectName("backup_passphrase")
        self.passphrase.setAccessibleName(t("Mật khẩu của bản sao lưu"))
        self.passphrase.setPlaceholderText(t("Mật khẩu"))
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.returnPressed.connect(lambda: self.unlock.emit(self.passphrase.text()))
        self._open = self._button(t("Mở"), "backup_unlock", primary=True)
        self._open.clicked.connect(lambda: self.unlock.emit(self.passphrase.text()))
        no = self._button(t("Thôi"), "backup_restore_no", "Esc")
        no.clicked.connect(self.left)
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.passphrase, self._open, self.yes, self._months, self._month, no):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._head)
        column.addWidget(self._words)
        column.addLayout(row)
        self.hide()

    def _button(self, words: str, name: str, key: str = "", primary: bool = False) -> Button:
        button = Button(words, key, primary=primary, parent=self)
        button.setObjectName(name)
        return button

    def ask(self, info: BackupInfo, present: str, shown: Period) -> None:
        """Whether to restore what `info` tells of; `present` says what the open file holds."""
        self._tell(info.path, t("Khôi phục {what}?", what=what_of(info.path)))
        self._words.setText(
            t("Bên trong: {inside}.", inside=describe(info))
            + "\n"
            + t(
                "Bản này thay dữ liệu hiện có ({present}). Dữ liệu hiện có không bị xoá: vẫn nằm trong danh "
                "sách dưới, tên “Trước khi khôi phục”.",
                present=present,
            )
        )
        months = [
            (month.key, t("Tháng {month}", month=month_number(month))) for month in reversed(info.months)
        ]
        keys = [key for key, _ in months]
        self._months.fill(months, shown.key if shown.key in keys else (keys[0] if keys else ""))
        self._show(sealed=False, months=bool(months))
        self.yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_passphrase(self, path: Path) -> None:
        """Which passphrase opens the sealed backup."""
        self._tell(path, t("Mở {what}?", what=what_of(path)))
        self._words.setText(t("Bản này có mật khẩu. Nhập mật khẩu để xem bên trong."))
        self.passphrase.clear()
        self._show(sealed=True, months=False)
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, path: Path, question: str) -> None:
        self._head.setText(question)
        self._head.setToolTip(path.name)

    def _show(self, sealed: bool, months: bool) -> None:
        self.passphrase.setVisible(sealed)
        self._open.setVisible(sealed)
        self.yes.setVisible(not sealed)
        self._months.setVisible(months)
        self._month.setVisible(months)
        self.show()
