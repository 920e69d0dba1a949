"""The findings beside the pages, grouped by the page they stand on: sentence, repair as a link."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from models.checks.finding import Finding
from ui import messages, theme
from ui.controller import Controller
from ui.i18n import t
from ui.preview.marks import finding_marks
from ui.preview.view import SEVERITY_TINT
from ui.widgets.buttons import Link


class FindingsByPage(QScrollArea):
    """280 wide. `chosen`: the finding was clicked, its place is asked for; `mend`: its repair is."""

    chosen = Signal(object)
    mend = Signal(object)

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controller = controller
        self.setObjectName("findings_by_page")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(280)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def refresh(self) -> None:
        """Show the controller's present findings."""
        findings = self.controller.findings()
        pages = {mark.index: mark.page for mark in finding_marks(self.controller.pages(), findings)}
        inside = QWidget()
        inside.setProperty("pane", "surface")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inside)
        column.setContentsMargins(8, 12, 8, 12)
        column.setSpacing(2)
        column.addWidget(_head(t("Phát hiện theo trang"), len(findings), 13, 600, "text"))
        if not findings:
            words = QLabel(t("Không còn phát hiện nào. Báo cáo có thể phát hành."), inside)
            words.setWordWrap(True)
            words.setContentsMargins(12, 4, 12, 0)
            column.addWidget(words)
        last = len(self.controller.pages().pages)
        order = sorted(range(len(findings)), key=lambda index: (pages.get(index, last), index))
        for page, group in groupby(order, key=lambda index: pages.get(index, last)):
            members = list(group)
            name = t("Trang {n}", n=page + 1) if page < last else t("Không in ra")
            column.addWidget(_head(name, len(members), 11, 600, "text2"))
            for index in members:
                column.addWidget(self._row(findings[index]))
        column.addStretch(1)
        self.setWidget(inside)

    def _row(self, finding: Finding) -> QWidget:
        row = _Row(finding, self)
        row.clicked.connect(lambda: self.chosen.emit(finding))
        link = Link(messages.repair_label(finding.repair), row)
        link.setFont(theme.font(12))
        link.clicked.connect(lambda: self.mend.emit(finding))
        row.add_link(link)
        return row


class _Row(QFrame):
    clicked = Signal()

    def __init__(self, finding: Finding, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("finding_row")
        self.setStyleSheet(
            f"#finding_row:hover {{ background: {theme.tokens().window}; border-radius: 6px; }}"
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(10)
        sign = QLabel(self)
        sign.setPixmap(theme.pixmap(finding.severity, SEVERITY_TINT[finding.severity], 14))
        sign.setToolTip(messages.severity_word(finding.severity))
        sign.setFixedWidth(14)
        sign.setContentsMargins(0, 2, 0, 0)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        self._words = QVBoxLayout()
        self._words.setSpacing(0)
        text = QLabel(messages.finding_sentence(finding), self)
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setFont(theme.font(12))
        self._words.addWidget(text)
        row.addLayout(self._words, 1)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def add_link(self, link: Link) -> None:
        self._words.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        link.setStyleSheet("padding: 0; margin-left: -1px;")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()


def _head(words: str, count: int, px: int, weight: int, tint: str) -> QWidget:
    head = QWidget()
    row = QHBoxLayout(head)
    row.setContentsMargins(12, 6, 12, 2)
    for text, wide in ((words, 1), (str(count) if count else "", 0)):
        label = QLabel(text, head)
        label.setFont(theme.font(px if wide else 12, weight if wide else 400))
        label.setStyleSheet(f"color: {theme.color(tint if wide else 'text2').name()};")
        row.addWidget(label, wide)
    return head
