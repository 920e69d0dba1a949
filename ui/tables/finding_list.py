"""Findings as a list: severity, one sentence, the place, the repair as a verb, the way to settle it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

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
_WIDE = 900
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


@dataclass(frozen=True)
class FindingLine:
    """A finding in words."""

    finding: Finding
    sentence: str
    place: str
    repair: str
    reason: str | None = None
    """The reason it was settled with; None while it is open."""
    page: str = ""
    """The place by its page alone; "" where `place` is short enough."""

    @property
    def spoken(self) -> str:
        state = t("đã xử lý") if self.reason is not None else messages.severity_word(self.finding.severity)
        return f"{state}: {self.sentence} {self.place}."

    @property
    def settle(self) -> str:
        """The other way to be done with it, as a verb; "" for an error and for what is settled."""
        if self.reason is not None or self.finding.severity == "error":
            return ""
        return t("Bỏ qua") if self.finding.severity == "hint" else t("Ghi lý do")


def lines_of(
    findings: Sequence[Finding], data: MonthData, settled: Sequence[Finding] = ()
) -> list[FindingLine]:
    """Open findings first, then those settled by a reason."""
    shown = [
        FindingLine(
            f,
            messages.finding_sentence(f),
            messages.finding_place(f, data),
            messages.repair_label(f.repair),
            page=messages.page_words(f.place, data),
        )
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


class _Painter:
    """Sentence left, in two lines where it is long; place and verb right, and below the verb, where the
    list settles findings, the verb for that."""

    def __init__(self, settles: bool) -> None:
        self.settles = settles
        self.verb = 96
        self.place = 160
        self._whole = True

    def measure(self, lines: Sequence[FindingLine], width: int) -> None:
        """Columns as wide as their widest words, within bounds that leave the sentence its room."""
        verbs, places = QFontMetrics(look.font(13)), QFontMetrics(look.font(12))
        words = [line.repair for line in lines] + [line.settle for line in lines if self.settles]
        self.verb = min(170, max([60, *(verbs.horizontalAdvance(word) for word in words)])) + 8
        whole = max([60, *(places.horizontalAdvance(line.place) for line in lines)])
        self._whole = width >= _WIDE and whole <= width // 3
        widest = max([60, *(places.horizontalAdvance(self.place_of(line)) for line in lines)])
        self.place = min(widest + 2, max(110, width // 3))

    def place_of(self, line: FindingLine) -> str:
        """The whole place in wide lists; else its page, the sentence names the rest."""
        return line.place if self._whole or not line.page else line.page

    def height(self, line: object, width: int) -> int:
        assert isinstance(line, FindingLine)
        two = len(self._wrapped(line, self._room(width))) > 1 or (self.settles and line.settle)
        return ROW + _LINE if two else ROW

    def _room(self, width: int) -> int:
        return width - _ICON - self.place - self.verb - 2 * _GAP

    def _wrapped(self, line: FindingLine, room: int) -> list[str]:
        metrics = QFontMetrics(look.font(13))
        if metrics.horizontalAdvance(line.sentence) <= room:
            return [line.sentence]
        words, first = line.sentence.split(), ""
        while words and metrics.horizontalAdvance(f"{first} {words[0]}".strip()) <= room:
            first = f"{first} {words.pop(0)}".strip()
        return [first, metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, room)]

    def paint(self, painter: QPainter, rect: QRect, line: object) -> None:
        assert isinstance(line, FindingLine)
        settled = line.reason is not None
        icon = "check" if settled else line.finding.severity
        tint = "ok" if settled else look.SEVERITY_INK[line.finding.severity]
        look.paint_icon(painter, QRect(rect.left() + 9, rect.top() + 9, 14, 14), icon, tint)
        room = self._room(rect.width())
        painter.setFont(look.font(13))
        painter.setPen(look.ink("text2" if settled else "text"))
        for number, words in enumerate(self._wrapped(line, room)):
            painter.drawText(self._line(rect, rect.left() + _ICON, room, number), _LEFT, words)
        left = rect.right() + 1 - self.verb - _GAP - self.place
        painter.setFont(look.font(12))
        painter.setPen(look.ink("text2"))
        place = self.place_of(line)
        words = painter.fontMetrics().elidedText(place, Qt.TextElideMode.ElideRight, self.place)
        painter.drawText(self._line(rect, left, self.place, 0), _RIGHT, words)
        painter.setPen(look.ink("accent"))
        verbs = (line.repair, line.settle) if self.settles else (line.repair,)
        for number, verb in enumerate(verbs):
            painter.setFont(look.font(12 if number else 13))
            words = painter.fontMetrics().elidedText(verb, Qt.TextElideMode.ElideRight, self.verb)
            painter.drawText(self._line(rect, left + self.place + _GAP, self.verb, number), _LEFT, words)

    @staticmethod
    def _line(rect: QRect, left: int, width: int, number: int) -> QRect:
        """Line 0 or 1 of a row; they stand where the one line of a low row does."""
        return QRect(left, rect.top() + 7 + number * _LINE, width, _LINE)

    def verb_at(self, line: FindingLine, x: int, y: int, width: int) -> Literal["", "repair", "settle"]:
        """What a click at x of the row, y below its top, asks for: "" for the way to the place."""
        if x < width - self.verb - _GAP // 2:
            return ""
        return "settle" if self.settles and line.settle and y >= 7 + _LINE else "repair"


class FindingList(PaintedList):
    """Enter or a click goes to the place; Alt+Enter or a click on the verb mends; Space, Del or a click on
    the verb below settles, in a list that does."""

    repair = Signal(object)
    """Finding."""
    go = Signal(object)
    """Finding."""
    settle = Signal()
    """The finding in hand shall be dismissed, or given its reason."""

    def __init__(self, name: str, settles: bool, parent: QWidget | None = None) -> None:
        self.whole = False
        """Whether the list is as high as its rows, in a page that scrolls."""
        self._look = _Painter(settles)
        super().__init__(name, self._look, parent)
        self.setAccessibleName(t("Phát hiện"))
        self.chosen.connect(self._chosen)
        self.pressed_at.connect(self._pressed_line)

    def show_findings(self, lines: Sequence[FindingLine]) -> None:
        self._look.measure(lines, self.viewport().width())
        self.show_lines(lines)
        self._stretch()

    def line(self) -> FindingLine | None:
        current = self.current()
        return current if isinstance(current, FindingLine) else None

    def resizeEvent(self, e: QResizeEvent) -> None:
        lines = [line for line in self.lines.lines if isinstance(line, FindingLine)]
        self._look.measure(lines, self.viewport().width())
        super().resizeEvent(e)
        self.scheduleDelayedItemsLayout()
        self._stretch()

    def _stretch(self) -> None:
        if self.whole:
            self.setFixedHeight(self.content_height() + 1)

    def keyPressEvent(self, e: QKeyEvent) -> None:
        line = self.line()
        enter = e.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and e.modifiers() & Qt.KeyboardModifier.AltModifier and line is not None:
            self.repair.emit(line.finding)
        elif e.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Space):
            self.settle.emit()
        else:
            super().keyPressEvent(e)

    def mouseMoveEvent(self, e: QMouseEvent) -> None:
        row = self.indexAt(e.position().toPoint()).isValid()
        self.setCursor(Qt.CursorShape.PointingHandCursor if row else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(e)

    def _chosen(self, line: FindingLine) -> None:
        self.go.emit(line.finding)

    def _pressed_line(self, line: FindingLine, at: QPoint) -> None:
        top = self.visualRect(self.indexAt(at)).top()
        verb = self._look.verb_at(line, at.x(), at.y() - top, self.viewport().width())
        if verb == "settle":
            self.settle.emit()
        else:
            (self.repair if verb == "repair" else self.go).emit(line.finding)
