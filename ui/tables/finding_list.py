"""Findings as a list: severity, one sentence, the place, the repair as a verb."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from models.checks.finding import Finding
from models.entities import MonthData
from ui import messages
from ui.i18n import t
from ui.tables import look
from ui.tables.painted_list import ROW, PaintedList

_ICON = 32
_GAP = 16
_LINE = 18


@dataclass(frozen=True)
class FindingLine:
    """A finding in words."""

    finding: Finding
    sentence: str
    place: str
    repair: str
    reason: str | None = None
    """The reason it was settled with; None while it is open."""

    @property
    def spoken(self) -> str:
        state = t("đã xử lý") if self.reason is not None else messages.severity_word(self.finding.severity)
        return f"{state}: {self.sentence} {self.place}."


def lines_of(
    findings: Sequence[Finding], data: MonthData, settled: Sequence[Finding] = ()
) -> list[FindingLine]:
    """Open findings first, then those settled by a reason."""
    shown = [
        FindingLine(f, messages.finding_sentence(f), messages.finding_place(f, data), _verb(f))
        for f in findings
    ]
    for finding in settled:
        reason = data.settled.get(finding.key, "")
        words = t("Lý do: {reason}", reason=reason) if reason else t("Đã bỏ qua")
        shown.append(FindingLine(finding, messages.finding_sentence(finding), words, t("Mở lại"), reason))
    return shown


def count_words(findings: Sequence[Finding]) -> str:
    """ "1 lỗi chặn phát hành, 4 cảnh báo, 1 gợi ý"; "" for none."""
    errors = sum(f.severity == "error" for f in findings)
    warnings = sum(f.severity == "warning" for f in findings)
    hints = len(findings) - errors - warnings
    parts = [
        t("{n} lỗi chặn phát hành", n=errors) if errors else "",
        t("{n} cảnh báo", n=warnings) if warnings else "",
        t("{n} gợi ý", n=hints) if hints else "",
    ]
    return ", ".join(part for part in parts if part)


def _verb(finding: Finding) -> str:
    return messages.repair_label(finding.repair)


class _Painter:
    """Sentence left, place and verb right; two lines where the list may."""

    def __init__(self, two_lines: bool) -> None:
        self.two_lines = two_lines
        self.verb = 96
        self.place = 160

    def measure(self, lines: Sequence[FindingLine], width: int) -> None:
        """Columns as wide as their widest words, within bounds that leave the sentence its room."""
        verbs, places = QFontMetrics(look.font(13)), QFontMetrics(look.font(12))
        self.verb = min(150, max([60, *(verbs.horizontalAdvance(line.repair) for line in lines)])) + 8
        widest = max([60, *(places.horizontalAdvance(line.place) for line in lines)])
        # Where sentences may take two lines, places may be wider.
        self.place = min(widest + 2, max(110, width // 4 if self.two_lines else width // 5))

    def height(self, line: object, width: int) -> int:
        assert isinstance(line, FindingLine)
        if not self.two_lines or len(self._wrapped(line, self._room(width))) < 2:
            return ROW
        return ROW + _LINE

    def _room(self, width: int) -> int:
        return width - _ICON - self.place - self.verb - 2 * _GAP

    def _wrapped(self, line: FindingLine, room: int) -> list[str]:
        metrics = QFontMetrics(look.font(13))
        if metrics.horizontalAdvance(line.sentence) <= room or not self.two_lines:
            return [metrics.elidedText(line.sentence, Qt.TextElideMode.ElideRight, room)]
        words, first = line.sentence.split(), ""
        while words and metrics.horizontalAdvance(f"{first} {words[0]}".strip()) <= room:
            first = f"{first} {words.pop(0)}".strip()
        return [first, metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, room)]

    def paint(self, painter: QPainter, rect: QRect, line: object) -> None:
        assert isinstance(line, FindingLine)
        settled = line.reason is not None
        icon = "check" if settled else line.finding.severity
        tint = "ok" if settled else look.SEVERITY_INK[line.finding.severity]
        middle = QRect(rect.left() + 9, rect.top() + 9, 14, 14)
        look.paint_icon(painter, middle, icon, tint)
        room = self._room(rect.width())
        centre = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.setFont(look.font(13))
        painter.setPen(look.ink("text2" if settled else "text"))
        lines = self._wrapped(line, room)
        top = rect.top() + (0 if len(lines) == 1 else 7)
        height = rect.height() if len(lines) == 1 else _LINE
        for number, words in enumerate(lines):
            painter.drawText(QRect(rect.left() + _ICON, top + number * _LINE, room, height), centre, words)
        painter.setFont(look.font(12))
        painter.setPen(look.ink("text2"))
        left = rect.right() + 1 - self.verb - _GAP - self.place
        words = painter.fontMetrics().elidedText(line.place, Qt.TextElideMode.ElideRight, self.place)
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(QRect(left, rect.top(), self.place, rect.height()), right, words)
        painter.setFont(look.font(13))
        painter.setPen(look.ink("accent"))
        words = painter.fontMetrics().elidedText(line.repair, Qt.TextElideMode.ElideRight, self.verb)
        painter.drawText(QRect(left + self.place + _GAP, rect.top(), self.verb, rect.height()), centre, words)

    def on_verb(self, x: int, width: int) -> bool:
        return x >= width - self.verb - _GAP // 2


class FindingList(PaintedList):
    """Enter or a click goes to the place; Alt+Enter or a click on the verb mends."""

    repair = Signal(object)
    """Finding."""
    go = Signal(object)
    """Finding."""
    settle = Signal()
    """Del was pressed on a finding."""

    def __init__(self, name: str, two_lines: bool, parent: QWidget | None = None) -> None:
        self._look = _Painter(two_lines)
        super().__init__(name, self._look, parent)
        self.setAccessibleName(t("Phát hiện"))
        self.chosen.connect(self._chosen)
        self.pressed_at.connect(self._pressed)

    def show_findings(self, lines: Sequence[FindingLine]) -> None:
        self._look.measure(lines, self.viewport().width())
        self.show_lines(lines)

    def line(self) -> FindingLine | None:
        current = self.current()
        return current if isinstance(current, FindingLine) else None

    def resizeEvent(self, e: QResizeEvent) -> None:
        lines = [line for line in self.lines.lines if isinstance(line, FindingLine)]
        self._look.measure(lines, self.viewport().width())
        super().resizeEvent(e)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, e: QKeyEvent) -> None:
        line = self.line()
        enter = e.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and e.modifiers() & Qt.KeyboardModifier.AltModifier and line is not None:
            self.repair.emit(line.finding)
        elif e.key() == Qt.Key.Key_Delete:
            self.settle.emit()
        else:
            super().keyPressEvent(e)

    def mouseMoveEvent(self, e: QMouseEvent) -> None:
        point: QPoint = e.position().toPoint()
        verb = self._look.on_verb(point.x(), self.viewport().width()) and self.indexAt(point).isValid()
        self.setCursor(Qt.CursorShape.PointingHandCursor if verb else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(e)

    def mouseDoubleClickEvent(self, e: QMouseEvent) -> None:
        line = self.line()
        if line is not None:
            self.go.emit(line.finding)

    def _chosen(self, line: FindingLine) -> None:
        self.go.emit(line.finding)

    def _pressed(self, line: FindingLine, x: int) -> None:
        if self._look.on_verb(x, self.viewport().width()):
            self.repair.emit(line.finding)
