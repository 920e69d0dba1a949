"""Findings as a list: severity, one sentence, the place, the repair as a verb, the way to settle it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from models.checks.finding import Finding
from models.entities import PrintIn
from ui import messages
from ui.controller import Controller
from ui.i18n import t
from ui.meetings.rows import printed_where
from ui.preview.marks import finding_marks
from ui.tables import look
from ui.tables.look import two_lines
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
    """The place by its page alone, where room is scarce."""

    @property
    def spoken(self) -> str:
        state = t("đã xử lý") if self.reason is not None else messages.severity_word(self.finding.severity)
        return " ".join(part for part in (f"{state}: {self.sentence} {self.place}.", self.note) if part)

    @property
    def note(self) -> str:
        """How it was settled; "" while it is open."""
        if self.reason is None:
            return ""
        return t("Lý do: {reason}", reason=self.reason) if self.reason else t("Đã bỏ qua")

    @property
    def settle(self) -> str:
        """The other way to be done with it, as a verb; "" for an error and for what is settled."""
        if self.reason is not None or self.finding.severity == "error":
            return ""
        return t("Bỏ qua") if self.finding.severity == "hint" else t("Ghi lý do")


def lines_of(controller: Controller, settled: Sequence[Finding] = ()) -> list[FindingLine]:
    """Open findings first, then those settled by a reason."""
    data = controller.data()
    printed = printed_where(controller.composed().document, data.meetings)
    shown: list[tuple[Finding, str | None]] = [(finding, None) for finding in controller.findings()]
    shown += [(finding, data.settled.get(finding.key, "")) for finding in settled]
    return [
        FindingLine(
            finding,
            messages.finding_sentence(finding),
            _where(finding, messages.finding_place(finding, data), controller, printed),
            messages.repair_label(finding.repair) if reason is None else t("Mở lại"),
            reason,
            _where(finding, messages.page_words(finding.place, data), controller, printed),
        )
        for finding, reason in shown
    ]


def _where(finding: Finding, words: str, controller: Controller, printed: Mapping[PrintIn, str]) -> str:
    """The place, and for what has no cell of its own where it is printed: "Nội dung 3.2, trang 3"."""
    place = finding.place
    if place.kind == "meeting":
        meetings = {meeting.id: meeting for meeting in controller.data().meetings}
        meeting = meetings.get(place.id)
        where = printed.get(meeting.print_in, "") if meeting is not None else ""
        return f"{words}, {where[0].lower()}{where[1:]}" if where else words
    if place.kind == "paragraph":
        marks = finding_marks(controller.pages(), (finding,))
        if marks:
            return t("{place}, trang {n}", place=words, n=marks[0].page + 1)
    return words


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
    """Sentence left, in two lines where it is long, below it the reason that settled it; right the place,
    the verb, and in a list that settles findings the verb for that."""

    def __init__(self, settles: bool) -> None:
        self.settles = settles
        self.verb = 96
        self.other = 0
        self.place = 160
        self._whole = True

    def measure(self, lines: Sequence[FindingLine], width: int) -> None:
        """Columns as wide as their widest words, within bounds that leave the sentence its room."""
        verbs, places = QFontMetrics(look.font(13)), QFontMetrics(look.font(12))
        self.verb = min(170, max([60, *(verbs.horizontalAdvance(line.repair) for line in lines)])) + 8
        others = [places.horizontalAdvance(line.settle) for line in lines if self.settles and line.settle]
        self.other = max(others) + 8 + _GAP if others else 0
        whole = max([60, *(places.horizontalAdvance(line.place) for line in lines)])
        self._whole = width >= _WIDE and whole <= width // 3
        widest = max([60, *(places.horizontalAdvance(self.place_of(line)) for line in lines)])
        self.place = min(widest + 2, max(110, width // 3))

    def place_of(self, line: FindingLine) -> str:
        """The whole place in wide lists; else its page, the sentence names the rest."""
        return line.place if self._whole or not line.page else line.page

    def height(self, line: object, width: int) -> int:
        assert isinstance(line, FindingLine)
        count = len(self.wrapped(line, width)) + bool(line.note)
        return ROW + (count - 1) * _LINE

    def _right(self) -> int:
        """What stands right of the sentence."""
        return self.place + _GAP + self.verb + self.other

    def _room(self, width: int) -> int:
        return width - _ICON - _GAP - self._right()

    def wrapped(self, line: FindingLine, width: int) -> list[str]:
        """The sentence's lines; only the first has place and verbs beside it."""
        metrics = QFontMetrics(look.font(13))
        return two_lines(line.sentence, metrics, self._room(width), width - _ICON - _GAP)

    def paint(self, painter: QPainter, rect: QRect, line: object) -> None:
        assert isinstance(line, FindingLine)
        settled = line.reason is not None
        icon = "check" if settled else line.finding.severity
        tint = "ok" if settled else look.SEVERITY_INK[line.finding.severity]
        look.paint_icon(painter, QRect(rect.left() + 9, rect.top() + 9, 14, 14), icon, tint)
        sentence, whole = self.wrapped(line, rect.width()), rect.width() - _ICON - _GAP
        for number, words in enumerate(sentence):
            place = self._line(
                rect, rect.left() + _ICON, whole if number else self._room(rect.width()), number
            )
            self._write(painter, place, words, 13, "text2" if settled else "text")
        if line.note:
            place = self._line(rect, rect.left() + _ICON, whole, len(sentence))
            self._write(painter, place, line.note, 12, "text2")
        left = rect.right() + 1 - self._right()
        self._write(painter, self._line(rect, left, self.place, 0), self.place_of(line), 12, "text2", _RIGHT)
        left += self.place + _GAP
        self._write(painter, self._line(rect, left, self.verb, 0), line.repair, 13, "accent")
        if self.other:
            left += self.verb + _GAP
            self._write(painter, self._line(rect, left, self.other - _GAP, 0), line.settle, 12, "accent")

    @staticmethod
    def _write(painter: QPainter, place: QRect, words: str, px: int, tint: str, to: int = _LEFT) -> None:
        painter.setFont(look.font(px))
        painter.setPen(look.ink(tint))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, to, shown)

    @staticmethod
    def _line(rect: QRect, left: int, width: int, number: int) -> QRect:
        """A line of a row, from 0; they stand where the one line of a low row does."""
        return QRect(left, rect.top() + 7 + number * _LINE, width, _LINE)

    def verb_at(self, line: FindingLine, x: int, y: int, width: int) -> Literal["", "repair", "settle"]:
        """What a click at x, y of the row asks for: "" for the way to the place."""
        if y >= ROW or x < width - self.verb - self.other - _GAP // 2:
            return ""
        return "settle" if line.settle and x >= width - self.other + _GAP // 2 else "repair"


class FindingList(PaintedList):
    """Enter or a click goes to the place; Alt+Enter or a click on the verb mends; Space, Del or a click on
    the verb after it settles, in a list that does."""

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
