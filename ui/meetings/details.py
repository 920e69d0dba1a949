"""The strip under the list: the whole title of the meeting in hand, and what the list has no column for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import get_args

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QGridLayout, QLabel, QLineEdit, QWidget

from models.entities import Meeting, MeetingRole, MeetingState, MonthData
from models.errors import AppError
from models.text import sort_key
from ui import theme
from ui.i18n import t
from ui.meetings.rows import ROLES, STATES, Row, role_label, state_label
from ui.messages import finding_sentence, sentence
from ui.refusal import Choice, Reason, mark_wrong


class Details(QWidget):
    """State, role, chair and place; each is stored when it is left (Enter, Tab or a click elsewhere)."""

    left = Signal()
    """Esc, or Enter in the last field: back to the list."""

    def __init__(self, store: Callable[[Meeting], AppError | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("meeting_details")
        self.setProperty("pane", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._store = store
        self._meeting: Meeting | None = None
        self.whole_title = QLabel(self)
        self.whole_title.setObjectName("meeting_whole_title")
        self.whole_title.setFont(theme.font(13, 600))
        self.whole_title.setWordWrap(True)
        self.whole_title.setTextFormat(Qt.TextFormat.PlainText)
        self.reason = Reason("meeting_detail_reason", self)
        self.state = Choice("meeting_state", t("Trạng thái"), self)
        self.role = Choice("meeting_role", t("Vai trò"), self)
        self.chair = QLineEdit(self)
        self.chair.setObjectName("meeting_chair")
        self.chair.setAccessibleName(t("Người chủ trì"))
        self.place = QLineEdit(self)
        self.place.setObjectName("meeting_place")
        self.place.setAccessibleName(t("Địa điểm"))
        self._arrange()
        for choice in (self.state, self.role):
            choice.activated.connect(lambda _: self.keep())
        for field in (self.chair, self.place):
            field.editingFinished.connect(self.keep)
        for each in (self.state, self.role, self.chair, self.place):
            each.installEventFilter(self)
        self.hide()

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.PADDING, 8, theme.PADDING, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.addWidget(self.whole_title, 0, 0, 1, 4)
        grid.addWidget(self.reason, 1, 0, 1, 4)
        heads = (
            (t("Trạng thái"), self.state, 3),
            (t("Vai trò"), self.role, 3),
            (t("Người chủ trì"), self.chair, 6),
            (t("Địa điểm"), self.place, 6),
        )
        for column, (words, field, stretch) in enumerate(heads):
            label = QLabel(words, self)
            label.setFont(theme.font(11))
            label.setProperty("ink", "text2")
            label.setBuddy(field)
            grid.addWidget(label, 2, column)
            grid.addWidget(field, 3, column)
            grid.setColumnStretch(column, stretch)

    def show_row(self, row: Row | None, data: MonthData) -> None:
        """Shows that row's meeting; None hides the strip."""
        self.setVisible(row is not None)
        if row is None:
            self._meeting = None
            return
        meeting, same = row.meeting, self._meeting is not None and self._meeting.id == row.meeting.id
        self._meeting = meeting
        self.whole_title.setText(meeting.title)
        if row.finding is None:
            self.reason.tell("")
        else:
            self.reason.tell(finding_sentence(row.finding), row.finding.severity)
        self.state.fill([(state, state_label(state)) for state in STATES], meeting.state)
        self.role.fill([(role, role_label(role)) for role in ROLES], meeting.role)
        for field, text in ((self.chair, meeting.chair), (self.place, meeting.place)):
            # What is being typed here is not overwritten by a write made elsewhere.
            if not (same and field.hasFocus() and field.isModified()):
                field.setText(text)
                mark_wrong(field, False)
        _complete(self.chair, data.office.leaders)
        places = {m.place for m in data.meetings if m.place} | set(data.office.agencies)
        _complete(self.place, sorted(places, key=sort_key))

    def keep(self) -> None:
        """Stores what the fields say, if it differs."""
        if self._meeting is None:
            return
        state: MeetingState = next(s for s in get_args(MeetingState) if s == self.state.value())
        role: MeetingRole = next(r for r in get_args(MeetingRole) if r == self.role.value())
        new = replace(
            self._meeting,
            state=state,
            role=role,
            chair=self.chair.text().strip(),
            place=self.place.text().strip(),
        )
        if new == self._meeting:
            return
        typed_in = self.place if new.place != self._meeting.place else self.chair
        error = self._store(new)
        mark_wrong(typed_in, error is not None)
        if error is not None:
            self.reason.tell(sentence(error))
        else:
            self.chair.setModified(False)
            self.place.setModified(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.keep()
                if watched is self.place:
                    self.left.emit()
                else:
                    self.focusNextChild()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._back(watched)
                return True
        return super().eventFilter(watched, event)

    def _back(self, field: QObject) -> None:
        if self._meeting is not None and isinstance(field, QLineEdit):
            field.setText(self._meeting.chair if field is self.chair else self._meeting.place)
            mark_wrong(field, False)
        self.left.emit()


def _complete(field: QLineEdit, words: Sequence[str]) -> None:
    completer = QCompleter(list(words), field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    old = field.completer()
    if old is not None:
        old.deleteLater()
    field.setCompleter(completer)
