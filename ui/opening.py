"""The calm page shown when a database cannot be opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from models.errors import AppError
from ui import messages, theme
from ui.i18n import t
from ui.widgets.buttons import Button


class CannotOpen(QDialog):
    """Says why a file cannot be opened and offers another. `path` is what was chosen, None for none."""

    def __init__(self, path: Path, error: AppError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self._folder = str(path.parent)
        self.setObjectName("cannot_open")
        self.setWindowTitle(t("Sổ Điều Hành"))
        self.setWindowIcon(theme.program_icon())
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        head = QLabel(t("Chưa mở được tệp dữ liệu"), self)
        head.setFont(theme.font(20, 600))
        words = QLabel(messages.sentence(error), self)
        words.setObjectName("cannot_open_words")
        words.setWordWrap(True)
        words.setMinimumWidth(440)
        words.setTextFormat(Qt.TextFormat.PlainText)
        file = QLabel(str(path), self)
        file.setWordWrap(True)
        file.setFont(theme.font(12))
        file.setStyleSheet(f"color: {theme.tokens().text2};")
        buttons = QHBoxLayout()
        again = Button(t("Thử lại"), primary=True, parent=self)
        other = Button(t("Chọn tệp khác"), parent=self)
        fresh = Button(t("Tạo tệp mới"), parent=self)
        leave = Button(t("Đóng"), parent=self)
        again.clicked.connect(lambda: self._take(path))
        other.clicked.connect(self._choose)
        fresh.clicked.connect(self._create)
        leave.clicked.connect(self.reject)
        for button in (again, other, fresh):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(leave)
        for label in (head, words, file):
            column.addWidget(label)
        column.addSpacing(4)
        column.addLayout(buttons)

    def _take(self, path: Path) -> None:
        self.path = path
        self.accept()

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, t("Chọn tệp dữ liệu"), self._folder, _filter())
        if name:
            self._take(Path(name))

    def _create(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, t("Tạo tệp dữ liệu mới"), self._folder, _filter())
        if name:
            self._take(Path(name if name.endswith(".sdh") else f"{name}.sdh"))


def _filter() -> str:
    return t("Tệp Sổ Điều Hành") + " (*.sdh)"
