"""The strip below the text: what is to be said of the paragraph in hand, and the one step that mends it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.formatting import month_beside
from models.period import Period
from ui import theme
from ui.i18n import t
from ui.refusal import Kind
from ui.widgets.buttons import Link
from ui.widgets.labels import Line, Tag

HEIGHT = 36


class Strip(QWidget):
    """One line, always there: a finding with its repair, or that the text is last month's, or quiet help."""

    acted = Signal()
    """The link was pressed."""
    second = Signal()
    """The other link was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("narrative_strip")
        self.setProperty("pane", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self._icon: Kind | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.PADDING, 0, theme.PADDING, 0)
        self._row.setSpacing(8)
        self._tag: Tag | None = None
        self.words = Line("", "text2", 12, parent=self)
        self.words.setObjectName("narrative_words")
        self.link = Link("", self)
        self.link.setObjectName("narrative_repair")
        self.keys = Line("", "text3", 11, parent=self)
        self._row.addWidget(self.words, 1)
        self._row.addWidget(self.link)
        self._row.addWidget(self.keys)
        self.other = Link("", self)
        self.other.setObjectName("narrative_other")
        self._row.addWidget(self.other)
        self.link.clicked.connect(self.acted)
        self.other.clicked.connect(self.second)
        self.tell("")

    def tell(
        self,
        words: str,
        kind: Kind | None = None,
        tag: str = "",
        link: str = "",
        keys: str = "",
        other: str = "",
    ) -> None:
        """A sentence in the finding's colour, an amber tag before it, a link with its key after it, and
        another link."""
        self._icon = kind
        left = theme.PADDING + (22 if kind else 0)
        self._row.setContentsMargins(left, 0, theme.PADDING, 0)
        self.words.set_tint({"error": "err", "warning": "warn", "hint": "text2", None: "text2"}[kind])
        self.words.setText(words)
        self._show_tag(tag)
        self.link.setText(link)
        self.link.setAccessibleName(link)
        self.link.setVisible(bool(link))
        self.keys.setText(keys)
        self.keys.setVisible(bool(keys and link))
        self.other.setText(other)
        self.other.setVisible(bool(other))
        self.update()

    def tell_unchanged(self, period: Period) -> None:
        """The paragraph is still as the month before left it."""
        month = month_beside(period.previous, period)
        tag, seen = t("Chưa sửa so với tháng {month}", month=month), t("Xem bản tháng {month}", month=month)
        self.tell("", tag=tag, link=t("Vẫn đúng"), keys="Alt+Y", other=seen)

    def _show_tag(self, tag: str) -> None:
        if self._tag is not None:
            self._row.removeWidget(self._tag)
            self._tag.hide()
            self._tag.deleteLater()
            self._tag = None
        if tag:
            self._tag = Tag(tag, "warn", self)
            self._row.insertWidget(0, self._tag)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(theme.color("hair"))
        painter.drawLine(0, 0, self.width(), 0)
        if self._icon:
            tint = {"error": "err", "warning": "mark", "hint": "text2"}[self._icon]
            picture = theme.pixmap(self._icon, tint, 14, self.devicePixelRatio())
            painter.drawPixmap(theme.PADDING, (self.height() - 14) // 2, picture)
        painter.end()
