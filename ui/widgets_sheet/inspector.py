"""Below the grid: the cell in hand, what it compares with, its twelve months, its note and history."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from models.entities import CellChange
from models.formatting import write_number
from ui.i18n import t
from ui.tables import look
from ui.widgets.buttons import Link
from ui.widgets.labels import Line
from ui.widgets_sheet.cell_words import Message
from ui.widgets_sheet.chart import LineChart, Sparkline
from ui.widgets_sheet.facts import Facts, high_or_low, slash
from ui.widgets_sheet.messages_line import MessageLine
from ui.widgets_sheet.note_field import NoteField

FULL = 208
STRIP = 68
_PART = 208
_MOST = 256
"""The numbers and the chart are 208 each; long numbers may have up to 256 of the two."""
_RIGHT = Qt.AlignmentFlag.AlignRight


class Inspector(QFrame):
    """Full (208) or, in low windows, a strip (68) that opens when the note is asked for."""

    printed_at = Signal()
    """The link "In ở mục 3.2, trang 3" was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setProperty("pane", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._low = False
        self._facts: Facts | None = None
        self.note = NoteField(self)
        self.note.leave.connect(self._note_left)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 8)
        column.setSpacing(6)
        column.addLayout(self._title_row())
        self._full = self._full_form()
        self._strip = self._strip_form()
        column.addWidget(self._full, 1)
        column.addWidget(self._strip)
        self._show_form(False)

    # ------------------------------------------------------------ showing

    def show_facts(self, title: str, facts: Facts | None, message: Message, where: str, made: str) -> None:
        """`message` is the finding on the cell; `where` the words of the link to the page; `made` says how a
        number came about that is not kept here."""
        self._facts = facts
        self._title.setText(title)
        self._link.setText(where)
        self._link.setEnabled(bool(where))
        self._strip_message.say(message.words, message.severity)
        own = facts is not None and facts.takes_note
        self._note_head.say(message.words if message.by_note else "", message.severity)
        self._message.say("" if message.by_note else message.words, message.severity)
        self._message_keys.setText("" if message.by_note else message.keys)
        self._message.setVisible(bool(message.words) and not message.by_note)
        self._message_keys.setVisible(self._message.isVisibleTo(self))
        for part in (*self._of_own, self.note):
            part.setVisible(own)
        self._made.setText(made)
        self._made.setVisible(facts is not None and not own)
        self.note.setEnabled(own)
        if facts is None:
            self._clear()
            return
        self._value.setText(facts.value)
        self._value.setVisible(bool(facts.value))
        self._beside.setText(facts.beside)
        self._show_comparisons(facts)
        self._chart_title.setText(_span_words(facts))
        self._chart.show_series(facts.history, facts.decimals)
        self._spark.show_series(facts.history)
        self._spark_label.setVisible(sum(amount is not None for _, amount in facts.history) > 1)
        self._chart_foot.setText(high_or_low(facts.history))
        self.note.load(facts.note)

    def show_history(self, changes: Sequence[CellChange], decimals: int) -> None:
        """The last steps of the cell, newest first: two, or one where a finding takes the other's room."""
        most = 1 if self._message.isVisibleTo(self) else 2
        words = [_change_words(change, decimals) for change in changes[:2]]
        if not words:
            words = [(t("Ô này chưa ghi lần nào."), "")]
        for number, (when, what) in enumerate(self._history):
            line = words[number] if number < len(words) else ("", "")
            for part, text in zip((when, what), line, strict=True):
                part.setText(text)
                part.setVisible(number < most)

    def set_low(self, low: bool) -> None:
        self._low = low
        self._show_form(low)

    def shown_code(self) -> str | None:
        """The figure whose note stands in the field."""
        return self._facts.code if self._facts else None

    def open_note(self) -> None:
        """Brings the note's field and puts the caret in it."""
        if self.note.isEnabled():
            self._show_form(False)
            self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _note_left(self) -> None:
        self._show_form(self._low)

    def _show_form(self, strip: bool) -> None:
        self._full.setVisible(not strip)
        self._strip.setVisible(strip)
        self._strip_message.setVisible(strip)
        self.setFixedHeight(STRIP if strip else FULL)

    def _clear(self) -> None:
        self._value.setText("")
        self._beside.setText("")
        self._chart.show_series((), 0)
        self._spark.show_series(())
        for label, value, change in (*self._lines, *self._strip_lines):
            for part in (label, value, change):
                part.setText("")
        self.note.load("")

    def _show_comparisons(self, facts: Facts) -> None:
        for lines in (self._lines, self._strip_lines):
            for number, (label, value, change) in enumerate(lines):
                known = number < len(facts.comparisons)
                shown = facts.comparisons[number] if known else None
                label.setText(shown.label if shown else "")
                value.setText(shown.value if shown else "")
                change.setText(shown.change if shown else "")
        # Long numbers take some of the chart's room, never of the note's.
        self._comparisons.invalidate()
        wanted = max(_PART, min(_MOST, self._comparisons.sizeHint().width()))
        self._numbers_part.setFixedWidth(wanted)
        self._trend_part.setFixedWidth(2 * _PART - wanted)

    # ------------------------------------------------------------ building

    def _title_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._title = Line("", "text", 13, 600, parent=self)
        self._title.setObjectName("inspector_title")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._strip_message = MessageLine(self)
        self._link = Link("", self)
        self._link.setObjectName("printed_at")
        # Its words end where the column below ends.
        self._link.setStyleSheet("padding: 0; border: none;")
        self._link.clicked.connect(self.printed_at)
        row.addWidget(self._title, 1)
        row.addWidget(self._strip_message)
        row.addWidget(self._link)
        return row

    def _full_form(self) -> QWidget:
        form = QWidget(self)
        row = QHBoxLayout(form)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for number, part in enumerate((self._numbers(form), self._trend(form), self._words(form))):
            if number:
                row.addWidget(_upright(form))
            row.addWidget(part, 1 if number == 2 else 0)
        return form

    def _numbers(self, parent: QWidget) -> QWidget:
        part = self._numbers_part = QWidget(parent)
        part.setFixedWidth(_PART)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        self._value = Line("", "text", 28, 600, parent=part)
        self._value.setObjectName("inspector_value")
        self._beside = Line("", "text2", 12, parent=part)
        head.addWidget(self._value)
        head.addWidget(self._beside, 1, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(head)
        grid = self._comparisons = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        self._lines: list[tuple[Line, Line, Line]] = []
        for number in range(3):
            line = (
                Line("", "text2", 12, parent=part),
                Line("", "text", 13, 400, _RIGHT, part),
                Line("", "text2", 12, 400, _RIGHT, part),
            )
            for place, label in enumerate(line):
                label.setMinimumHeight(20)
                grid.addWidget(label, number, place)
            self._lines.append(line)
        grid.setColumnStretch(0, 1)
        column.addLayout(grid)
        column.addStretch(1)
        return part

    def _trend(self, parent: QWidget) -> QWidget:
        part = self._trend_part = QWidget(parent)
        part.setFixedWidth(_PART)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._chart_title = Line("", "text2", 12, parent=part)
        self._chart = LineChart(part)
        self._chart_foot = Line("", "text2", 12, parent=part)
        column.addWidget(self._chart_title)
        column.addWidget(self._chart, 1)
        column.addWidget(self._chart_foot)
        return part

    def _words(self, parent: QWidget) -> QWidget:
        part = QWidget(parent)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        self._message, self._message_keys = MessageLine(part, lines=2), Line("", "text2", 11, parent=part)
        self._note_head = MessageLine(part, t("Nguyên nhân, đơn vị"))
        note_keys = Line("Alt+G", "text2", 11, parent=part)
        self._made = QLabel("", part)
        self._made.setWordWrap(True)
        self._made.setTextFormat(Qt.TextFormat.PlainText)
        self._made.setFont(look.font(12))
        self._made.setStyleSheet(f"color: {look.ink('text2').name()};")
        head.addWidget(self._message, 1)
        head.addWidget(self._message_keys, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self._made)
        note = QHBoxLayout()
        note.setSpacing(8)
        note.addWidget(self._note_head, 1)
        note.addWidget(note_keys, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(note)
        self.note.setPlaceholderText(t("Ví dụ: Sở A 12, chờ ý kiến bộ; UBND huyện B 5, thiếu hồ sơ"))
        self.note.setMinimumHeight(34)
        column.addWidget(self.note, 1)
        past = Line(t("Lịch sử ô"), "text2", 12, 600, parent=part)
        column.addWidget(past)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        self._history: list[tuple[Line, Line]] = []
        for number in range(2):
            line = (Line("", "text2", 12, parent=part), Line("", "text", 12, parent=part))
            grid.addWidget(line[0], number, 0)
            grid.addWidget(line[1], number, 1)
            self._history.append(line)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        column.addStretch(0)
        self._of_own: tuple[QWidget, ...] = (
            self._note_head,
            note_keys,
            past,
            *(line for pair in self._history for line in pair),
        )
        return part

    def _strip_form(self) -> QWidget:
        form = QWidget(self)
        row = QHBoxLayout(form)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._strip_lines: list[tuple[Line, Line, Line]] = []
        for number in range(3):
            if number:
                row.addSpacing(12)
            line = (
                Line("", "text2", 12, parent=form),
                Line("", "text", 13, 600, parent=form),
                Line("", "text2", 12, parent=form),
            )
            for label in line:
                row.addWidget(label)
            self._strip_lines.append(line)
        row.addStretch(1)
        self._spark_label = Line(t("12 tháng"), "text2", 12, parent=form)
        row.addWidget(self._spark_label)
        self._spark = Sparkline(form)
        row.addWidget(self._spark)
        return form


def _upright(parent: QWidget) -> QWidget:
    line = QWidget(parent)
    line.setFixedWidth(1)
    line.setStyleSheet(f"background: {look.ink('hair').name()};")
    line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return line


def _span_words(facts: Facts) -> str:
    if not facts.history:
        return ""
    first, last = facts.history[0][0], facts.history[-1][0]
    return t("12 tháng, {first} – {last}", first=slash(first), last=slash(last))


def _change_words(change: CellChange, decimals: int) -> tuple[str, str]:
    """("27/8 16:40", "98 → 106"), ("26/8 10:05", "nhập 98")."""
    when = f"{change.time.day}/{change.time.month} {change.time:%H:%M}"
    old = None if change.old is None else write_number(change.old, decimals)
    new = None if change.new is None else write_number(change.new, decimals)
    if old is None:
        return when, t("nhập {n}", n=new or "")
    return when, f"{old} → {new}" if new is not None else t("xoá {n}", n=old)
