"""What last month's report printed where a text was taken over unchanged: shown above the strip."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QWidget

from models.entities import MonthData
from models.report.compose import compose
from models.report.document import Paragraph
from ui import theme
from ui.controller import Controller
from ui.i18n import t
from ui.widgets.buttons import Link

_MOST = 5
"""Lines; a longer paragraph scrolls."""


def printed_last_month(last: MonthData, text: str) -> str:
    """What the paragraph of that source was printed as in the month `last`; "" when it was not there."""
    at = next((index for index, held in enumerate(last.paragraphs) if held.text == text), None)
    found = [
        block.text
        for block in (compose(last).document.blocks if at is not None else ())
        if isinstance(block, Paragraph)
        and block.place is not None
        and (block.place.kind, block.place.id) == ("paragraph", at)
    ]
    return " ".join(found)


class LastMonth(QScrollArea):
    """Opened by the strip's link, left by Esc, by the link again or by going to another paragraph."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controller = controller
        self._source = ""
        self.setObjectName("narrative_last_month")
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget(self)
        inside.setProperty("pane", "window")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(inside)
        row.setContentsMargins(theme.PADDING, 10, theme.PADDING, 6)
        row.setSpacing(12)
        self._words = QLabel(inside)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setFont(theme.font(13))
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        close = Link(t("Đóng"), inside)
        close.clicked.connect(self.leave)
        row.addWidget(self._words, 1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.setWidget(inside)
        self.hide()

    def words(self) -> str:
        """The text shown."""
        return self._words.text()

    def toggle(self, source: str) -> None:
        """Show how last month printed the paragraph of that source, or go away again."""
        if self.leave():
            return
        period = self.controller.period.previous
        session = self.controller.session
        printed = printed_last_month(session.month_data(period), source) if session.has(period) else ""
        self._source = source
        nothing = t("Tháng {n} không in đoạn này.", n=period.month)
        head = t("Tháng {month} in:", month=period.month)
        self._words.setText(f"{head} {printed}" if printed else nothing)
        self.show()
        self._fit()

    def follow(self, source: str) -> None:
        """The paragraph in hand is this one now."""
        if source != self._source:
            self.leave()

    def leave(self) -> bool:
        """Go away; False when nothing was shown."""
        shown = not self.isHidden()
        self.hide()
        return shown

    def _fit(self) -> None:
        room = max(200, self.width() - 2 * theme.PADDING - 70)
        most = _MOST * self._words.fontMetrics().lineSpacing()
        self.setFixedHeight(min(most + 10, self._words.heightForWidth(room) + 16))
