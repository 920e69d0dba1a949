"""The status bar, 28 high: saved at; keys that work here, or what was just done; the file's name."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui import theme
from ui.controller import Controller
from ui.i18n import t
from ui.widgets.buttons import Link
from ui.widgets.labels import KeyCap, Line

_TOLD_MS = 12_000


class StatusBar(QWidget):
    """Everything that is told without interrupting."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controller = controller
        self.setObjectName("status_bar")
        self.setProperty("pane", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(28)
        self._folder = ""
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
        self._keys_row.setSpacing(6)
        row.addWidget(self._keys)
        self._words = Line("", "text", 12, parent=self)
        self._words.setObjectName("status_words")
        self._link = Link(t("Mở thư mục"), self)
        self._link.setFont(theme.font(12))
        self._link.clicked.connect(self._open_folder)
        row.addWidget(self._words)
        row.addSpacing(8)
        row.addWidget(self._link)
        row.addStretch(1)
        self._file = Line("", "text2", 12, parent=self)
        row.addWidget(self._file)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        controller.saved.connect(self.show_saved)
        controller.told.connect(self.tell)
        controller.problem.connect(self.warn)
        self.clear()
        self.show_saved()

    def show_saved(self) -> None:
        """Show when the file was written last; a problem told before is over."""
        time = self.controller.session.saved_at()
        if self.controller.session.read_only:
            self._saved.setText(t("Tệp chỉ đọc"))
            self._icon.setPixmap(theme.pixmap("lock", "text2", 14))
        elif time is None:
            self._saved.setText(t("Chưa ghi gì"))
            self._icon.setPixmap(theme.pixmap("circle", "text2", 14))
        else:
            local = time.astimezone()
            self._saved.setText(t("Đã ghi {time}", time=f"{local:%H:%M}"))
            self._icon.setPixmap(theme.pixmap("saved", "ok", 14))
        self._file.setText(self.controller.session.path.name)
        self._file.setToolTip(str(self.controller.session.path))
        self.clear()

    def show_keys(self, keys: list[tuple[str, str]]) -> None:
        """Show key caps with their words."""
        while self._keys_row.count():
            item = self._keys_row.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, (key, words) in enumerate(keys):
            if number:
                self._keys_row.addSpacing(10)
            self._keys_row.addWidget(KeyCap(key, self._keys))
            self._keys_row.addWidget(Line(words, "text2", 12, parent=self._keys))

    def tell(self, words: str, folder: str = "") -> None:
        """Say what was done, for some seconds, with a link to the folder it lies in."""
        self._say(words, "text", folder)
        self._timer.start(_TOLD_MS)

    def warn(self, words: str) -> None:
        """Say what could not be done, until the next write."""
        self._timer.stop()
        self._say(words, "err", "")

    def clear(self) -> None:
        """Back to the keys."""
        self._timer.stop()
        self._words.hide()
        self._link.hide()
        self._keys.show()

    def message(self) -> str:
        """What is being told; "" while the keys are shown."""
        return self._words.text() if self._words.isVisibleTo(self) else ""

    def _say(self, words: str, tint: str, folder: str) -> None:
        self._folder = folder
        self._words.set_tint(tint)
        self._words.setText(words)
        self._keys.hide()
        self._words.show()
        self._link.setVisible(bool(folder))

    def _open_folder(self) -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(self._folder))))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("window"))
        painter.fillRect(0, 0, self.width(), 1, theme.color("hair"))
        painter.end()
