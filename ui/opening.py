"""The calm page shown when a database cannot be opened: why, and the backup that can take its place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from models.errors import AppError
from models.formatting import write_short_date
from models.local_time import local_time
from models.session import recover
from models.session.diagnosing import Offer, diagnose
from ui import messages, theme
from ui.i18n import t
from ui.single_instance import raise_first
from ui.widgets.buttons import Button

_LOOK_AGAIN_MS = 500
"""How often a file is tried that another program holds."""


class CannotOpen(QDialog):
    """Says why a file cannot be opened and offers another. `path` is what was chosen, None for none; `begun`
    says that it shall be a new file."""

    def __init__(self, path: Path, error: AppError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self.begun = False
        self._database = path
        self._diagnosis = diagnose(path)
        self._folder = str(path.parent)
        self.setObjectName("cannot_open")
        self.setWindowTitle(t("Sổ Điều Hành"))
        self.setWindowIcon(theme.program_icon())
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        head = QLabel(t("Chưa mở được tệp dữ liệu"), self)
        head.setFont(theme.font(20, 600))
        held = error.code in ("file.locked", "file.first_silent")
        found = self._diagnosis.error
        gone = found is not None and found.code == "file.not_found"
        # Of a file that is not there yet only who tried to make it knows what was in the way.
        why = error if held or gone or found is None else found
        words = QLabel(messages.sentence(why), self)
        self._words = words
        words.setObjectName("cannot_open_words")
        words.setWordWrap(True)
        words.setMinimumWidth(440)
        words.setTextFormat(Qt.TextFormat.PlainText)
        file = QLabel(str(path), self)
        file.setWordWrap(True)
        file.setFont(theme.font(12))
        file.setStyleSheet(f"color: {theme.tokens().text2};")
        for label in (head, words, file):
            column.addWidget(label)
        if self._diagnosis.offers:
            offered = QLabel(offer_words(self._diagnosis.offers[0], gone), self)
            offered.setObjectName("cannot_open_offer")
            offered.setWordWrap(True)
            offered.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(offered)
        if held:
            self._try_by_itself(column)
        column.addSpacing(4)
        column.addLayout(self._buttons(path))

    def _buttons(self, path: Path) -> QHBoxLayout:
        """What mends the file first, then another try, another file, a new one; leaving stands apart."""
        buttons = QHBoxLayout()
        mends = self._mends()
        again = Button(t("Thử lại"), primary=not mends, parent=self)
        other = Button(t("Chọn tệp khác"), parent=self)
        fresh = Button(t("Tạo tệp mới"), parent=self)
        leave = Button(t("Đóng"), parent=self)
        again.clicked.connect(lambda: self._take(path))
        other.clicked.connect(self._choose)
        fresh.clicked.connect(self._create)
        leave.clicked.connect(self.reject)
        for button in (*mends, again, other, fresh):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(leave)
        return buttons

    def _try_by_itself(self, column: QVBoxLayout) -> None:
        """Whoever holds the file (antivirus, sync, another start) may let go at any moment."""
        said = t("Chương trình tự thử lại và mở ngay khi tệp không còn bị giữ. Số liệu đã ghi còn nguyên.")
        words = QLabel(said, self)
        words.setObjectName("cannot_open_waiting")
        words.setWordWrap(True)
        column.addWidget(words)
        timer = QTimer(self)
        timer.timeout.connect(self._look_again)
        timer.start(_LOOK_AGAIN_MS)

    def _look_again(self) -> None:
        if not self.isVisible():
            return
        try:
            if raise_first(self._database, seconds=_LOOK_AGAIN_MS / 2000):
                self.reject()
                return
        except AppError as silent:
            self._words.setText(messages.sentence(silent))
            return
        error = diagnose(self._database).error
        if error is None or error.code != "file.locked":
            self._take(self._database)

    def _mends(self) -> list[Button]:
        """The one button that mends it, where there is one."""
        if self._diagnosis.journal:
            button = Button(t("Để tệp -journal sang bên rồi mở"), primary=True, parent=self)
            button.clicked.connect(lambda: self._recover(None))
        elif self._diagnosis.offers:
            button = Button(t("Mở bản sao lưu này"), primary=True, parent=self)
            backup = self._diagnosis.offers[0].info.path
            button.clicked.connect(lambda: self._recover(backup))
        else:
            return []
        button.setObjectName("cannot_open_mend")
        return [button]

    def _recover(self, backup: Path | None) -> None:
        """The damaged file is set aside, never deleted; then it is opened again."""
        try:
            recover(self._database, backup)
        except AppError as error:
            self._words.setText(messages.sentence(error))
            return
        self._take(self._database)

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
            self.begun = True
            self._take(Path(name if name.endswith(".sdh") else f"{name}.sdh"))


def offer_words(offer: Offer, gone: bool = False) -> str:
    """What the backup brings back and what it lacks; `gone`: there is no file in whose place it would go."""
    from ui.backups.found import month_number, months_words

    info = offer.info
    parts = [t("Bản sao lưu tốt gần nhất: {inside}", inside=months_words(info.months))]
    if info.last_change is not None:
        time = local_time(info.last_change)
        parts.append(t("đến {time} ngày {day}", time=f"{time:%H:%M}", day=write_short_date(time.date())))
    words = ", ".join(parts) + ". "
    if offer.changes == 0:
        words += t("Không thiếu thay đổi nào.")
    elif offer.changes is not None:
        words += t("Thiếu {n} thay đổi ghi sau đó.", n=offer.changes)
    else:
        words += t("Những gì ghi sau lúc đó không còn đếm được.")
    if offer.months:
        months = ", ".join(month_number(month) for month in offer.months)
        words += " " + t("Thiếu tháng {months}.", months=months)
    if gone:
        return words + " " + t("Tệp được dựng lại ở chỗ cũ từ bản này.")
    return words + " " + t("Tệp hỏng được đổi tên và giữ lại, không bị xoá.")


def _filter() -> str:
    return t("Tệp Sổ Điều Hành") + " (*.sdh)"
