"""The kinds of meetings as tabs with their counts; arrows move between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.entities import Meeting, MeetingKind
from ui import theme
from ui.i18n import t
from ui.meetings.rows import kind_counts

_HEIGHT = 28


class Tab(NamedTuple):
    """A kind's code ("" for all), word and number of meetings."""

    code: str
    label: str
    held: int


def tabs_of(meetings: Sequence[Meeting], kinds: Sequence[MeetingKind]) -> list[Tab]:
    """All, then the kinds that have meetings; one without is still offered by the entry row."""
    counts = kind_counts(meetings)
    had = (kind for kind in kinds if kind.code in counts)
    held = [Tab(kind.code, kind.short or kind.label, counts[kind.code]) for kind in had]
    return [Tab("", t("Tất cả"), counts[""]), *held]


class KindTabs(QWidget):
    """One line of tabs; where there is no room for all, it scrolls so that the chosen one is in sight."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tabs: tuple[Tab, ...] = ()
        self._current = 0
        self._scroll = 0
        self.setObjectName("meeting_kinds")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def code(self) -> str:
        return self._tabs[self._current].code if self._tabs else ""

    def show_tabs(self, tabs: Sequence[Tab], code: str) -> None:
        """Shows these, `code` chosen; the first when there is no such tab."""
        self._tabs = tuple(tabs)
        codes = [tab.code for tab in tabs]
        self._current = codes.index(code) if code in codes else 0
        self._tell()

    def choose(self, code: str) -> None:
        """Chooses the tab of that kind, if there is one, and says so."""
        for number, tab in enumerate(self._tabs):
            if tab.code == code and number != self._current:
                self._current = number
                self._tell()
                self.chosen.emit(code)

    def sizeHint(self) -> QSize:
        return QSize(400, _HEIGHT + 12)

    def _tell(self) -> None:
        if self._tabs:
            tab = self._tabs[self._current]
            self.setAccessibleName(f"{tab.label}, {tab.held}")
        self.update()

    def _boxes(self) -> list[QRect]:
        for padding in (9, 6, 4):
            found, left = [], 0
            for number, tab in enumerate(self._tabs):
                plain = QFontMetrics(theme.font(13, 600 if number == self._current else 400))
                count = QFontMetrics(theme.font(12)).horizontalAdvance(str(tab.held))
                width = plain.horizontalAdvance(tab.label) + 6 + count + 2 * padding
                found.append(QRect(left, 6, width, _HEIGHT))
                left += width + (4 if padding == 9 else 2)
            if left <= self.width():
                self._scroll = 0
                return found
        if found:
            chosen = found[self._current]
            least = max(0, chosen.right() - self.width() + 1)
            self._scroll = min(max(self._scroll, least), chosen.left())
        return [box.translated(-self._scroll, 0) for box in found]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
            return
        at = self._current + step
        if 0 <= at < len(self._tabs):
            self.choose(self._tabs[at].code)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for number, box in enumerate(self._boxes()):
            if box.contains(event.position().toPoint()):
                self.choose(self._tabs[number].code)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, (tab, box) in enumerate(zip(self._tabs, self._boxes(), strict=True)):
            current = number == self._current
            if current:
                painter.setPen(theme.color("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("soft"))
                painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            font, small = theme.font(13, 600 if current else 400), theme.font(12)
            label = QFontMetrics(font).horizontalAdvance(tab.label)
            count = QFontMetrics(small).horizontalAdvance(str(tab.held))
            left = box.left() + (box.width() - label - 6 - count) // 2
            painter.setFont(font)
            painter.setPen(theme.color("accent" if current else "text"))
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRect(left, box.top(), label + 2, box.height()), middle, tab.label)
            painter.setFont(small)
            painter.setPen(theme.color("accent" if current else "text2"))
            painter.drawText(
                QRect(left + label + 6, box.top(), count + 2, box.height()), middle, str(tab.held)
            )
        painter.end()
