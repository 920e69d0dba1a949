"""Cuộc họp: the month's register of meetings, typed row by row."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from models.changes import ChangeSet
from models.checks.finding import Finding
from models.entities import Meeting, Place, PrintIn
from models.errors import AppError
from models.formatting import write_window
from models.text import fold, shown
from ui.controller import Controller
from ui.i18n import t
from ui.meetings.columns import Head
from ui.meetings.details import Details
from ui.meetings.entry_row import EntryRow
from ui.meetings.filter_field import FilterField
from ui.meetings.foot import Foot
from ui.meetings.keys_told import keys_told
from ui.meetings.list_view import MeetingList
from ui.meetings.model import MeetingModel
from ui.meetings.rows import (
    STATES,
    Row,
    build_rows,
    filtered,
    printed_where,
    state_label,
    told_first,
)
from ui.meetings.suggest import PastTitle
from ui.meetings.tabs import KindTabs, tabs_of
from ui.meetings.unfinished import Unfinished
from ui.tables.repairs import apply_repair
from ui.widgets.labels import EmptyState
from ui.widgets.page import Page
from ui.widgets.scroll_beside import ScrollBeside


class MeetingsPage(Page):
    """Tabs by kind, filter, entry row, list, details, totals."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(controller, parent)
        self.setObjectName("page_meetings")
        self._all: list[Row] = []
        self._printed: dict[PrintIn, str] = {}
        self._told: Finding | None = None
        self.filter = FilterField(t("Lọc theo chữ"), "Ctrl+F", self)
        self.filter.setObjectName("meeting_filter")
        self.add_header_widget(self.filter)
        self.tabs = KindTabs(self)
        self.head = Head(self)
        self.entry = EntryRow("meeting_entry", self)
        self.unfinished = Unfinished(self.controller, self.entry, self)
        self.model = MeetingModel(self)
        self.list = MeetingList(self.model, self)
        ScrollBeside(self.list, self)
        self.editor = EntryRow("meeting_editor", self.list.viewport())
        self.editor.hide()
        self.empty = EmptyState("", (), self)
        self.empty.hide()
        self.details = Details(self._update, self)
        for widget in (self.tabs, self.head, self.entry):
            self.content.addWidget(widget)
        self.content.addWidget(self.empty)
        self.content.addWidget(self.list, 1)
        self.footer.addWidget(self.details)
        self.foot = Foot(self)
        self.footer.addWidget(self.foot)
        for row in (self.entry, self.editor):
            row.title.past_titles = self._past_titles
            controller.retry.connect(row.retry)
        self._connect()
        self._add_commands()

    def _connect(self) -> None:
        self.filter.textChanged.connect(lambda _: self._show_rows())
        self.tabs.chosen.connect(lambda _: self._show_rows())
        self.list.room_changed.connect(self._set_room)
        self.list.current_changed.connect(self._row_in_hand)
        self.list.edit_wanted.connect(self.edit_row)
        self.list.remove_wanted.connect(self.remove_row)
        self.list.above_first.connect(self.new_row)
        self.list.verticalScrollBar().valueChanged.connect(lambda _: self._place_editor())
        self.entry.accepted.connect(self._add)
        self.entry.left.connect(self._leave_entry)
        self.entry.wants_list.connect(self._to_list)
        self.editor.accepted.connect(self._accept_edit)
        self.editor.left.connect(self._end_edit)
        self.editor.height_changed.connect(self._place_editor)
        self.details.left.connect(lambda: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        self.controller.recomposed.connect(self._on_recomposed)

    def _add_commands(self) -> None:
        commands = (
            (t("Dòng mới"), "Ins", self.new_row),
            (t("Sửa dòng"), "F2", self.edit_row),
            (t("Đổi trạng thái"), "Alt+D", self.cycle_state),
            (t("Chuyển lên trong thứ tự in"), "Alt+Up", lambda: self.move_row(-1)),
            (t("Chuyển xuống trong thứ tự in"), "Alt+Down", lambda: self.move_row(1)),
            (t("Lọc"), "Ctrl+F", self._to_filter),
            (t("Chuyển tên sang Unicode"), "Alt+Return", self.mend_row),
        )
        for words, keys, run in commands:
            shortcut = QShortcut(QKeySequence(keys), self, context=_HERE)
            shortcut.activated.connect(run)
            self.add_menu_action(f"{words}\t{_shown_keys(keys)}").triggered.connect(run)
        self.add_menu_action(f"{t('Xoá dòng')}\tDel").triggered.connect(self.remove_row)

    # ------------------------------------------------------------ the page contract

    def title(self) -> str:
        return t("Cuộc họp")

    def state_line(self) -> str:
        return write_window(self.controller.data().month.window)

    def status_keys(self) -> list[tuple[str, str]]:
        return keys_told(self.list.hasFocus(), self.filter.hasFocus())

    def explain(self) -> str:
        return t(
            "Gõ ngày (5, 5/8 hoặc 12-14/8), Enter, rồi tên như sẽ in; Enter ghi và mở dòng sau. "
            "Cuộc họp dự kiến và đã huỷ không được đếm, không in là đã tổ chức. "
            "“In ở” chọn chỗ in: trong bài, ở chú thích, hoặc chỉ đếm. Alt+↑↓ đổi thứ tự in."
        )

    def focus_first(self) -> None:
        self.entry.day.setFocus(Qt.FocusReason.OtherFocusReason)
        self.entry.day.selectAll()

    def back(self) -> bool:
        if self.editor.isVisible():
            self._end_edit()
        elif self.filter.reset():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.tabs.code:
            self.tabs.choose("")
        else:
            return False
        return True

    def finish_entry(self) -> bool:
        """An edit in place is stored; a half-typed new row simply stays where it is."""
        if self.editor.isVisible():
            self.editor.accept()
            return not self.editor.isVisible()
        return True

    def show_place(self, place: Place) -> bool:
        if place.kind != "meeting":
            return False
        if place.id is None:
            self.tabs.choose(place.code)
            self._to_list()
            return True
        if place.code:
            self.filter.compare(place.code)
        elif self.model.number_of(place.id) is None:
            self.filter.reset()
            self.tabs.choose("")
        if found := self.list.show_meeting(place.id):
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        return found

    def show_finding(self, finding: Finding) -> bool:
        """Of several about one meeting, the line below tells this one."""
        if finding.place.kind == "meeting":
            self._told = finding
            self._row_in_hand(self.list.current_row())
        return False

    def refresh(self, change: ChangeSet | None) -> None:
        if change is not None and not change.areas & {"meetings", "office", "month", "narrative", "findings"}:
            return
        self._load()

    # ------------------------------------------------------------ showing

    def _load(self) -> None:
        data = self.controller.data()
        kinds = data.office.meeting_kinds
        if self.unfinished.moved_to(data.month.period):
            self.filter.reset()
            self.editor.hide()
            self.list.close_row()
        self._printed = printed_where(self.controller.composed().document, data.meetings)
        self._all = build_rows(data.meetings, kinds, self.controller.findings())
        self.tabs.show_tabs(tabs_of(data.meetings, kinds), self.tabs.code)
        self.entry.show_month(data, self._printed, None)
        self.foot.show_meetings(data.meetings)
        self._show_rows()

    def _on_recomposed(self) -> None:
        """Findings and printed places may differ now; shown only if they do, and not while editing."""
        if not self.isVisible() or self.editor.isVisible():
            return
        data = self.controller.data()
        printed = printed_where(self.controller.composed().document, data.meetings)
        rows = build_rows(data.meetings, data.office.meeting_kinds, self.controller.findings())
        if rows != self._all or printed != self._printed:
            self._printed, self._all = printed, rows
            self.entry.show_month(data, printed, None)
            self._show_rows()

    def _show_rows(self) -> None:
        kept = self.list.current_row()
        rows = filtered(self._all, self.tabs.code, self.filter.text(), self.filter.only)
        self.model.show(rows, self._printed)
        if kept is not None:
            self.list.show_meeting(kept.meeting.id)
        self._row_in_hand(self.list.current_row())
        self.empty.setVisible(not rows)
        self.list.setVisible(bool(rows))
        if not rows:
            self.empty.set_sentence(self._why_empty())
            self._set_room(self.entry.width())

    def _why_empty(self) -> str:
        if self._all and self.filter.text():
            return t("Không cuộc họp nào khớp “{words}”. Esc để bỏ lọc.", words=shown(self.filter.text()))
        if self._all:
            return t("Chưa có cuộc họp nào thuộc loại này. Esc để xem tất cả.")
        window = write_window(self.controller.data().month.window)
        return t(
            "Chưa có cuộc họp nào trong kỳ {window}. Gõ ngày và tên ở dòng đầu, Enter để ghi.", window=window
        )

    def _set_room(self, width: int) -> None:
        self.head.set_room(width)
        self.entry.set_room(width)
        self._place_editor()

    def _row_in_hand(self, row: Row | None) -> None:
        row = told_first(row, self._told, self.controller.findings())
        self.details.show_row(row, self.controller.data())
        if row is not None and self.list.hasFocus():
            self.controller.show_caret(Place("meeting", id=row.meeting.id))

    # ------------------------------------------------------------ commands

    def new_row(self) -> None:
        """Insert: to the entry row."""
        self._end_edit()
        self.focus_first()

    def edit_row(self) -> None:
        """Enter or F2: the entry fields over the row in hand."""
        row = self.list.current_row()
        if row is None:
            return
        self.editor.show_month(self.controller.data(), self._printed, row.meeting)
        self._place_editor(show=True)
        self.editor.title.setFocus(Qt.FocusReason.OtherFocusReason)
        self.editor.title.select_whole()

    def remove_row(self) -> None:
        """Del: the meeting goes; Ctrl+Z brings it back."""
        row = self.list.current_row()
        if row is None or row.meeting.id is None:
            return
        number, meeting_id = self.list.currentIndex().row(), row.meeting.id
        session, period = self.controller.session, self.controller.period
        if self.controller.do(lambda: session.delete_meeting(period, meeting_id)) is None:
            return
        left = self.model.row(min(number, self.model.rowCount() - 1))
        if left is not None:
            self.list.show_meeting(left.meeting.id)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_first()
        words = t("Đã xoá “{title}”. Ctrl+Z để lấy lại.", title=shown(row.meeting.title))
        self.controller.told.emit(words, "")

    def cycle_state(self) -> None:
        """Alt+D: held, planned, cancelled, and around."""
        row = self.list.current_row()
        if row is None:
            return
        state = STATES[(STATES.index(row.meeting.state) + 1) % len(STATES)]
        if self._update(replace(row.meeting, state=state)) is None:
            self.controller.told.emit(f"{shown(row.meeting.title)}: {state_label(state)}", "")

    def mend_row(self) -> None:
        """Alt+Enter: a title typed for an old font becomes Unicode, as Kiểm tra offers it."""
        row = self.list.current_row()
        place = Place("meeting", id=row.meeting.id if row else None)
        for finding in self.controller.findings():
            if finding.repair.code == "text.convert" and finding.place == place:
                apply_repair(self.controller, finding)

    def move_row(self, step: int) -> None:
        """Alt+Up, Alt+Down: earlier or later in print, past the neighbour that is shown."""
        row = self.list.current_row()
        beside = self.model.row(self.list.currentIndex().row() + step)
        if row is None or beside is None or row.meeting.id is None:
            return
        ids = [meeting.id for meeting in self.controller.data().meetings]
        to, meeting_id = ids.index(beside.meeting.id), row.meeting.id
        session, period = self.controller.session, self.controller.period
        self.controller.do(lambda: session.move_meeting(period, meeting_id, to))
        self.list.show_meeting(meeting_id)

    # ------------------------------------------------------------ storing

    def _add(self, meeting: Meeting) -> None:
        session, period = self.controller.session, self.controller.period
        before = {each.id for each in self.controller.data().meetings}
        error = self.controller.attempt(lambda: session.add_meeting(period, meeting))
        if error is not None:
            self.entry.refused(error)
            return
        if self.filter.text():
            self.filter.clear()
        if self.tabs.code not in ("", meeting.kind):
            self.tabs.choose("")
        self.entry.next_one()
        new = next((each.id for each in self.controller.data().meetings if each.id not in before), None)
        if new is not None:
            self.list.show_meeting(new)
            self.controller.show_caret(Place("meeting", id=new))
        self.tell_notices(self.entry.notices)

    def _accept_edit(self, meeting: Meeting) -> None:
        error = self._update(meeting)
        if error is not None:
            self.editor.refused(error)
            return
        self._end_edit()
        self.list.show_meeting(meeting.id)
        self.tell_notices(self.editor.notices)

    def _update(self, meeting: Meeting) -> AppError | None:
        session, period = self.controller.session, self.controller.period
        return self.controller.attempt(lambda: session.update_meeting(period, meeting))

    def _past_titles(self, typed: str) -> list[PastTitle]:
        # The session finds titles by their beginning; the other words are looked for in what it finds.
        first = (fold(typed).split() or [""])[0]
        return [PastTitle(*each) for each in self.controller.session.title_history(first, 200)]

    # ------------------------------------------------------------ moving

    def _place_editor(self, show: bool = False) -> None:
        if not (show or self.editor.isVisible()):
            return
        height = self.editor.height()
        self.list.open_row(height)
        box = self.list.row_box()
        self.editor.setGeometry(0, box.top(), box.width(), height)
        self.editor.set_room(box.width())
        self.editor.show()
        self.editor.raise_()

    def _end_edit(self) -> None:
        if self.editor.isVisible():
            self.editor.hide()
            self.list.close_row()
            self.editor.clear()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_entry(self) -> None:
        """Esc in the entry row: first let the typing go, then the filter, then to the list."""
        if self.entry.has_typing() or self.entry.reason.text():
            self.entry.clear()
        elif not self.back():
            self._to_list()

    def _to_list(self) -> None:
        if not self.model.rowCount():
            return
        if self.list.current_row() is None:
            self.list.setCurrentIndex(self.model.index(0, 1))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._row_in_hand(self.list.current_row())

    def _to_filter(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.filter.hasFocus() and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._to_list()
        else:
            super().keyPressEvent(event)


_HERE = Qt.ShortcutContext.WidgetWithChildrenShortcut


def _shown_keys(keys: str) -> str:
    return keys.replace("Ins", "Insert").replace("Up", "↑").replace("Down", "↓").replace("Return", "Enter")
