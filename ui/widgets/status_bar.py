"""The status bar, 28 high: saved at; keys that work here, or what was just done; the file's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from models.local_time import local_time
from ui import theme
from ui.controller import Controller
from ui.i18n import t
from ui.widgets.labels import KeyCap, Line

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent

    from ui.next_step import NextStep
    from ui.widgets.buttons import Link

_TOLD_MS = 12_000
_BETWEEN = 22
_BESIDE = 20 + 14 + 8 + 132 + 16 + 16
"""What the bar holds besides the keys and the file's name: margins, mark, "saved at"."""


class StatusBar(QWidget):
    """Everything that is told without interrupting."""

    overflow = Signal(str)
    """A sentence that does not fit here whole: the window shows it above the page."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controller = controller
        self.setObjectName("status_bar")
        theme.tint(self, "text", "window")
        self._line = QWidget(self)
        theme.tint(self._line, "hair", "hair")
        self.setFixedHeight(28)
        self._folder = ""
        self._key_words: list[tuple[str, str]] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 16, 0)
        row.setSpacing(0)
        self._icon = QLabel(self)
        self._saved = Line("", "text2", 12, parent=self)
        self._saved.setObjectName("status_saved")
        self._saved.setFixedWidth(132)
        row.addWidget(self._icon)
        row.addSpacing(8)
        row.addWidget(self._saved)
        row.addSpacing(16)
        self._keys = QWidget(self)
        self._keys_row = QHBoxLayout(self._keys)
        self._keys_row.setContentsMargins(0, 0, 0, 0)
        self._keys_row.setSpacing(_BETWEEN)
        self._shown: list[_Key] = []
        row.addWidget(self._keys)
        self._words = Line("", "text", 12, parent=self)
        self._words.setObjectName("status_words")
        self._link: Link | None = None
        row.addWidget(self._words)
        row.addSpacing(8)
        self._row = row
        row.addStretch(1)
        self._file = Line("", "text2", 12, parent=self)
        row.addWidget(self._file)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self._next: NextStep | None = None
        controller.saved.connect(self.show_saved)
        controller.told.connect(self.tell)
        controller.problem.connect(self.warn)
        self.clear()

    def show_saved(self) -> None:
        """Show when the file was written last; a problem told before is over."""
        session = self.controller.session
        self.show_file(session.path, session.saved_at(), session.read_only)
        self.clear()

    def show_file(self, path: Path, time: datetime | None, read_only: bool = False) -> None:
        """Show which file it is and when it was written last."""
        if read_only:
            self._saved.setText(t("Tệp chỉ đọc"))
            self._icon.setPixmap(theme.pixmap("lock", "text2", 14))
        elif time is None:
            self._saved.setText(t("Chưa ghi gì"))
            self._icon.setPixmap(theme.pixmap("circle", "text2", 14))
        else:
            local = local_time(time)
            self._saved.setText(t("Đã ghi {time}", time=f"{local:%H:%M}"))
            self._icon.setPixmap(theme.pixmap("saved", "ok", 14))
        self._file.setText(path.name)
        self._file.setToolTip(str(path))

    def show_keys(self, keys: list[tuple[str, str]]) -> None:
        """Show key caps with their words."""
        if keys == self._key_words:
            return
        self._key_words = list(keys)
        while self._keys_row.count():
            item = self._keys_row.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._shown = [_Key(key, words, self._keys) for key, words in keys]
        for pair in self._shown:
            self._keys_row.addWidget(pair)
        self._fit()

    def _fit(self) -> None:
        """Whole words only: where room is short the file's name leaves first, then the last keys."""
        room = self.width() - _BESIDE
        told = not self._keys.isVisibleTo(self)
        pairs = [pair.sizeHint().width() + _BETWEEN for pair in self._shown]
        needed = self._words.sizeHint().width() + 8 if told else sum(pairs)
        if told and self._link is not None and self._link.isVisibleTo(self):
            needed += self._link.sizeHint().width()
        self._file.setVisible(needed + self._file.sizeHint().width() + 16 <= room)
        for number, pair in enumerate(self._shown):
            pair.setVisible(sum(pairs[: number + 1]) <= room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._line.setGeometry(0, 0, self.width(), 1)
        self._fit()

    def tell_stored(self) -> None:
        """Ctrl+S, out of habit from other programs: everything is stored as it is entered."""
        self.tell(t("Không cần Ctrl+S: Enter là ghi ngay. Giờ ghi gần nhất ở góc trái."))

    def tell(self, words: str, folder: str = "") -> None:
        """Say what was done until the next key or page, some seconds at most; with a link to the folder it
        lies in."""
        room = self.width() - _BESIDE
        if not folder and self._words.fontMetrics().horizontalAdvance(words) > room:
            self.overflow.emit(words)
            return
        self._say(words, "text", folder)
        self._timer.start(_TOLD_MS)
        self._watch()

    def warn(self, words: str) -> None:
        """Say what could not be done, until the next write."""
        self.clear()
        self._say(words, "err", "")

    def forget_told(self) -> None:
        """Another page or month: what was done before is over; what could not be done stays."""
        if self._timer.isActive():
            self.clear()

    def clear(self) -> None:
        """Back to the keys."""
        self._timer.stop()
        if self._next is not None:
            self._next.stop()
        self._words.hide()
        if self._link is not None:
            self._link.hide()
        self._keys.show()
        self._fit()

    def message(self) -> str:
        """What is being told; "" while the keys are shown."""
        return self._words.text() if self._words.isVisibleTo(self) else ""

    def _watch(self) -> None:
        if self._next is None:
            from PySide6.QtGui import QKeySequence

            from ui.next_step import NextStep

            # Esc leaves one step at a time, and the window counts this one.
            self._next = NextStep(self, QKeySequence("Esc"))
            self._next.taken.connect(self.clear)
        self._next.watch()

    def _say(self, words: str, tint: str, folder: str) -> None:
        self._folder = folder
        self._words.set_tint(tint)
        self._words.setText(words)
        self._keys.hide()
        self._words.show()
        if folder or self._link is not None:
            self._folder_link().setVisible(bool(folder))
        self._fit()

    def _folder_link(self) -> Link:
        """Made when first needed: Qt's first push button costs as much as all the rest of the bar."""
        if self._link is None:
            from ui.widgets.buttons import Link

            self._link = Link(t("Mở thư mục"), self)
            self._link.setFont(theme.font(12))
            self._link.clicked.connect(self._open_folder)
            self._row.insertWidget(self._row.indexOf(self._words) + 2, self._link)
        return self._link

    def _open_folder(self) -> None:
        from pathlib import Path

        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(self._folder))))


class _Key(QWidget):
    """A key cap and what the key does."""

    def __init__(self, key: str, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(KeyCap(key, self))
        row.addWidget(Line(words, "text2", 12, parent=self))
