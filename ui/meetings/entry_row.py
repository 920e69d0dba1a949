"""The row a meeting is typed in: the one at the top for a new meeting, and the same laid over a row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import get_args

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from models.entities import Meeting, MeetingForm, MeetingKind, MonthData, Period, PrintIn
from models.errors import AppError, UserError
from models.formatting import write_window
from models.text import clean
from ui import theme
from ui.controller import passing
from ui.i18n import t
from ui.meetings.columns import boxes
from ui.meetings.dates import edit_days, outside, read_days
from ui.meetings.rows import FORMS, PLACES, form_label, printed_label
from ui.meetings.titles import TitleField
from ui.messages import sentence
from ui.refusal import Choice, Reason, mark_wrong

ROW_HEIGHT = 40
_NO_ARROW = (
    "QComboBox { padding: 0 0 0 6px; } QComboBox:focus { padding: 0 0 0 5px; }"
    " QComboBox::drop-down { width: 0; border: none; }"
    " QComboBox::down-arrow { image: none; width: 0; }"
)


class EntryRow(QWidget):
    """Five fields in the list's columns. Nothing is stored here: `accepted` hands the checked meeting over.

    Enter or Tab goes on; Enter in the title or the last field, Ctrl+Enter anywhere, accepts; Esc leaves.
    """

    accepted = Signal(object)
    """The Meeting as read from the fields."""
    left = Signal()
    """Esc."""
    wants_list = Signal()
    """Arrow down with no suggestion open: to the list."""
    height_changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._meeting: Meeting | None = None
        self._data: MonthData | None = None
        self._room = 0
        self._own_place = False
        self.notices: tuple[str, ...] = ()
        self._waiting: tuple[Period | None, str] | None = None
        """Codes of what was changed in the title that was accepted last."""
        self.day = QLineEdit(self)
        self.day.setObjectName(f"{name}_date")
        self.day.setAccessibleName(t("Ngày"))
        self.title = TitleField(f"{name}_title", self)
        self.kind = Choice(f"{name}_kind", t("Loại"), self)
        self.form = Choice(f"{name}_form", t("Hình thức"), self)
        self.printed = Choice(f"{name}_printed", t("In ở"), self)
        self.reason = Reason(f"{name}_reason", self)
        self._fields: tuple[QWidget, ...] = (self.day, self.title, self.kind, self.form, self.printed)
        for field in self._fields:
            field.installEventFilter(self)
        for choice in (self.kind, self.form, self.printed):
            # The columns leave no room for an arrow beside their longest words.
            choice.setStyleSheet(_NO_ARROW)
        self.day.textEdited.connect(lambda _: self._forgive(self.day))
        self.title.textEdited.connect(lambda _: self._forgive(self.title))
        self.day.editingFinished.connect(self._look_at_day)
        self.kind.activated.connect(lambda _: self._kind_changed())
        self.printed.activated.connect(lambda _: self._place_chosen())
        self.setFixedHeight(ROW_HEIGHT)

    # ------------------------------------------------------------ filling

    def show_month(self, data: MonthData, printed: dict[PrintIn, str], meeting: Meeting | None) -> None:
        """The month typed into, and the meeting edited; None for a new one, whose fields are kept."""
        self._data = data
        self.title.show_month(data)
        kinds = [(kind.code, kind.short or kind.label) for kind in data.office.meeting_kinds]
        chosen = meeting.kind if meeting else self.kind.value() or (kinds[0][0] if kinds else "")
        self.kind.fill(kinds, chosen)
        form = meeting.form if meeting else self.form.value() or "in_person"
        self.form.fill([(form_, form_label(form_)) for form_ in FORMS], form)
        place = meeting.print_in if meeting else self.printed.value() or self._kind_place()
        self.printed.fill([(place_, printed_label(place_, printed)) for place_ in PLACES], place)
        if meeting is not None:
            self._meeting = meeting
            self.day.setText(edit_days(meeting.start, meeting.end, data.month.window))
            self.title.show_text(meeting.title)
            self._look_at_day()

    def next_one(self) -> None:
        """After storing: an empty title, the date, kind and form kept, the date selected."""
        self.title.show_text("")
        self._own_place = False
        self.tell("")
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)
        self.day.selectAll()

    def clear(self) -> None:
        """Everything typed is let go."""
        self.day.clear()
        self.title.show_text("")
        self._forgive(self.day)
        self._forgive(self.title)

    def has_typing(self) -> bool:
        """Whether a title is being typed that is not stored yet."""
        return bool(self.title.text().strip())

    def set_room(self, width: int) -> None:
        """The list's inner width."""
        self._room = width
        for field, box in zip(self._fields, boxes(width), strict=True):
            field.setGeometry(box.left + 4, 4, box.width - 8, 32)
        title = boxes(width)[1]
        self.reason.setGeometry(title.left, ROW_HEIGHT - 2, width - title.left - 8, self._reason_height())

    def _reason_height(self) -> int:
        width = self._room - boxes(self._room)[1].left - 8
        return max(24, self.reason.heightForWidth(width)) if self.reason.text() else 0

    # ------------------------------------------------------------ reading

    def accept(self) -> None:
        """Reads the fields; hands the meeting over, or says in the field why not."""
        assert self._data is not None
        try:
            start, end = self._read_day()
        except UserError as error:
            self.refuse(self.day, error)
            return
        try:
            cleaned = clean(self.title.text())
            if not cleaned.text.strip():
                raise UserError("meeting.title_missing")
        except UserError as error:
            self.refuse(self.title, error)
            return
        self.title.close_offers()
        self.notices = cleaned.notices
        self.accepted.emit(self._built(cleaned.text.strip(), start, end))

    def complete(self) -> Meeting | None:
        """The new meeting as it would be accepted; None while its day or its title cannot be read."""
        if self._data is None or self._meeting is not None or not self.has_typing():
            return None
        try:
            start, end = self._read_day()
            title = clean(self.title.text()).text.strip()
        except UserError:
            return None
        return self._built(title, start, end) if title else None

    def _built(self, title: str, start: date, end: date | None) -> Meeting:
        form: MeetingForm = next(f for f in get_args(MeetingForm) if f == self.form.value())
        place: PrintIn = next(p for p in get_args(PrintIn) if p == self.printed.value())
        if self._meeting is not None:
            return replace(
                self._meeting,
                title=title,
                start=start,
                end=end,
                kind=self.kind.value(),
                form=form,
                print_in=place,
            )
        kind = self._kind()
        return Meeting(
            None,
            title,
            start,
            end,
            self.kind.value(),
            # What has not happened yet cannot have been held.
            state="planned" if start > date.today() else "held",
            role=kind.role if kind else "chaired",
            form=form,
            print_in=place,
        )

    def _read_day(self) -> tuple[date, date | None]:
        assert self._data is not None
        month = self._data.month
        return read_days(clean(self.day.text()).text, month.period, month.window)

    def _kind(self) -> MeetingKind | None:
        kinds = self._data.office.meeting_kinds if self._data else ()
        return next((kind for kind in kinds if kind.code == self.kind.value()), None)

    def _kind_place(self) -> str:
        kind = self._kind()
        return kind.print_in if kind else "text"

    # ------------------------------------------------------------ telling

    def refuse(self, field: QWidget, error: AppError) -> None:
        """The field stays as typed, in red, with the reason; the caret goes there."""
        mark_wrong(field, True)
        self.tell(sentence(error))
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def refused(self, error: AppError) -> None:
        """The session refused the meeting as a whole."""
        self._waiting = self._retyped() if passing(error) else None
        self.refuse(self.day if error.code.startswith(("date.", "meeting.range")) else self.title, error)

    def _retyped(self) -> tuple[Period | None, str]:
        """The month and the title: what was refused belongs to its month."""
        return (self._data.month.period if self._data else None), self.title.text()

    def retry(self) -> None:
        """Hands over again what the disk refused, if it still stands there."""
        if self._waiting is not None and self._waiting == self._retyped() and self.title.property("wrong"):
            self._waiting = None
            self.accept()

    def tell(self, words: str, warning: bool = False) -> None:
        self.reason.tell(words, "warning" if warning else "error")
        height = ROW_HEIGHT + self._reason_height() + (2 if words else 0)
        if height != self.height():
            self.set_room(self._room)
            self.setFixedHeight(height)
            self.height_changed.emit()

    def _forgive(self, field: QWidget) -> None:
        if field.property("wrong") or (field is self.day and self.reason.text()):
            mark_wrong(field, False)
            self.tell("")

    def _look_at_day(self) -> None:
        if self._data is None or not self.day.text().strip():
            return
        window = self._data.month.window
        try:
            start, end = self._read_day()
        except UserError as error:
            mark_wrong(self.day, True)
            self.tell(sentence(error))
            return
        mark_wrong(self.day, False)
        self.day.setText(edit_days(start, end, window))
        if outside(start, end, window):
            self.tell(
                sentence(UserError("meeting.outside_window", window=write_window(window))), warning=True
            )
        elif not self.title.property("wrong"):
            self.tell("")

    def _kind_changed(self) -> None:
        if not self._own_place and self._meeting is None:
            self.printed.setCurrentIndex(max(0, self.printed.findData(self._kind_place())))

    def _place_chosen(self) -> None:
        self._own_place = True

    # ------------------------------------------------------------ keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(watched, event)
        return super().eventFilter(watched, event)

    def _key(self, field: QObject, event: QKeyEvent) -> bool:
        if field is self.title and self.title.offers_key(event):
            return True
        key, control = event.key(), event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if control or field in (self.title, self.printed):
                self.accept()
            else:
                self._go_on(field)
            return True
        if key == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        if key == Qt.Key.Key_Down and field in (self.day, self.title):
            self.wants_list.emit()
            return True
        return False

    def _go_on(self, field: QObject) -> None:
        if field is self.day:
            self._look_at_day()
            if self.day.property("wrong"):
                return
        following = self._fields[self._fields.index(field) + 1]
        following.setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        painter.setPen(theme.color("line" if self._meeting is None else "accent"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        if self._meeting is not None:
            painter.fillRect(QRect(0, 0, 3, self.height()), theme.color("accent"))
        painter.end()
