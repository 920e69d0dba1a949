"""A calm strip above the page for what the whole window must know: an unforeseen error, a read-only file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui import theme
from ui.i18n import t
from ui.widgets.buttons import Link


class Notice(QWidget):
    """One sentence on an amber ground, at most one verb, and a way to close it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(f"#notice {{ background: {theme.tokens().warnsoft}; }}")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 8, 12, 8)
        row = QHBoxLayout()
        row.setSpacing(10)
        outer.addLayout(row)
        sign = QLabel(self)
        sign.setPixmap(theme.pixmap("warning", "mark"))
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._verb = Link("", self)
        self._verb.clicked.connect(self._act)
        close = Link(t("Đóng"), self)
        close.clicked.connect(self.hide)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        row.addWidget(self._verb, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._action: Callable[[], object] | None = None
        self._warned = False
        self.hide()

    def tell(self, words: str, verb: str = "", action: Callable[[], object] | None = None) -> None:
        """Show a sentence; `verb` is a link that does `action`."""
        self._words.setText(words)
        self._verb.setText(verb)
        self._verb.setVisible(bool(verb))
        self._action = action
        self.show()

    def tell_report(self, report: Path | None) -> None:
        """Tell of an error nobody foresaw, and where its report lies."""
        words = t("Có lỗi ngoài dự kiến. Số liệu đã ghi vẫn nguyên; có thể làm việc tiếp.")
        if report is None:
            self.tell(words)
            return
        words += " " + t("Bản ghi lỗi, không chứa số liệu: {path}", path=report)
        folder = QUrl.fromLocalFile(str(report.parent))
        self.tell(words, t("Mở thư mục"), lambda: QDesktopServices.openUrl(folder))

    def tell_waiting(self) -> bool:
        """Tell, once, that closing now loses what the disk has not taken; False the second time."""
        told, self._warned = self._warned, True
        if not told:
            self.tell(
                t(
                    "Ổ đĩa chưa nhận những gì vừa gõ; chương trình đang thử ghi lại. Đóng lần nữa thì mất "
                    "những gì chưa ghi."
                )
            )
        return not told

    def words(self) -> str:
        """The sentence shown."""
        return self._words.text()

    def _act(self) -> None:
        if self._action is not None:
            self._action()
