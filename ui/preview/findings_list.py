"""The findings beside the pages, grouped by the page they stand on: sentence, repair as a link."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from models.checks.finding import Finding
from ui import messages, theme
from ui.controller import Controller
from ui.i18n import t
from ui.preview.marks import finding_marks
from ui.preview.view import SEVERITY_TINT
from ui.tables.look import two_lines
from ui.widgets.buttons import Link

_WIDTH, _SIDE, _SIGN = 296, 8, 14


class FindingsByPage(QScrollArea):
    """296 wide. `chosen`: the finding was clicked, its place is asked for; `mend`: its repair is."""

    chosen = Signal(object)
    mend = Signal(object)

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controller = controller
        self.setObjectName("findings_by_page")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(_WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rows: dict[str, _Row] = {}
        self._in_hand = ""

    def refresh(self) -> None:
        """Show the controller's present findings."""
        findings = self.controller.findings()
        pages = {mark.index: mark.page for mark in finding_marks(self.controller.pages(), findings)}
        self._rows = {}
        inside = QWidget()
        inside.setProperty("pane", "surface")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inside)
        column.setContentsMargins(_SIDE, 12, _SIDE, 12)
        column.setSpacing(2)
        column.addWidget(_head(t("Phát hiện theo trang"), len(findings), 13, 600, "text"))
        if not findings:
            words = QLabel(t("Không còn phát hiện nào. Báo cáo có thể phát hành."), inside)
            words.setWordWrap(True)
            words.setContentsMargins(_SIDE, 4, _SIDE, 0)
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
        self._mark(self._in_hand)

    def show_finding(self, finding: Finding) -> None:
        """Mark it as the one in hand and bring it into sight."""
        self._mark(finding.key)
        row = self._rows.get(finding.key)
        if row is not None:
            # Fresh rows have their places only once they are laid out.
            QTimer.singleShot(0, row, lambda: self.ensureWidgetVisible(row, 0, 24))

    def in_hand(self) -> Finding | None:
        """The finding that `show_finding` marked last, while it holds."""
        row = self._rows.get(self._in_hand)
        return None if row is None else row.finding

    def _mark(self, key: str) -> None:
        self._in_hand = key
        for each, row in self._rows.items():
            row.mark(each == key)

    def _row(self, finding: Finding) -> QWidget:
        row = self._rows[finding.key] = _Row(finding, self)
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
        self.finding = finding
        self.setObjectName("finding_row")
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 6, _SIDE, 6)
        row.setSpacing(_SIDE)
        sign = QLabel(self)
        sign.setPixmap(theme.pixmap(finding.severity, SEVERITY_TINT[finding.severity], _SIGN))
        sign.setToolTip(messages.severity_word(finding.severity))
        sign.setFixedWidth(_SIGN)
        sign.setContentsMargins(0, 2, 0, 0)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        self._words = QVBoxLayout()
        self._words.setSpacing(0)
        font, sentence = theme.font(12), messages.finding_sentence(finding)
        lines = two_lines(sentence, QFontMetrics(font), _WIDTH - 12 - 5 * _SIDE - _SIGN)
        text = QLabel("\n".join(lines), self)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setFont(font)
        if " ".join(lines) != sentence:
            text.setToolTip(sentence)
        text.setAccessibleName(sentence)
        self._words.addWidget(text)
        row.addLayout(self._words, 1)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.mark(False)

    def mark(self, here: bool) -> None:
        """As the finding in hand, or as any other."""
        tokens = theme.tokens()
        ground = f"background: {tokens.soft};" if here else ""
        self.setStyleSheet(
            f"#finding_row {{ {ground} border-radius: 6px; }}"
            f"#finding_row:hover {{ background: {tokens.soft if here else tokens.window}; }}"
        )

    def add_link(self, link: Link) -> None:
        self._words.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        link.setStyleSheet("padding: 0; margin-left: -1px;")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()


def _head(words: str, count: int, px: int, weight: int, tint: str) -> QWidget:
    head = QWidget()
    row = QHBoxLayout(head)
    row.setContentsMargins(_SIDE, 6, _SIDE, 2)
    for text, wide in ((words, 1), (str(count) if count else "", 0)):
        label = QLabel(text, head)
        label.setFont(theme.font(px if wide else 12, weight if wide else 400))
        label.setStyleSheet(f"color: {theme.color(tint if wide else 'text2').name()};")
        row.addWidget(label, wide)
    return head
