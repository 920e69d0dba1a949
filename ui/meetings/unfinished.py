"""A new meeting that was typed but not yet entered is not lost with its month or with the window."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from models.entities import Period
from models.text import shown
from ui.controller import Controller
from ui.i18n import t
from ui.meetings.entry_row import EntryRow


class Unfinished(QObject):
    """Stores the entry row's meeting, where date and title can be read, when its month or window is left."""

    def __init__(self, controller: Controller, entry: EntryRow, page: QWidget) -> None:
        super().__init__(page)
        self._controller = controller
        self._entry = entry
        self._page = page
        self._window: QWidget | None = None
        self._period: Period | None = None
        page.installEventFilter(self)

    def moved_to(self, period: Period) -> bool:
        """Whether that is another month than before: what was typed belongs to the one that is left."""
        if period == self._period:
            return False
        left, self._period = self._period, period
        if left is not None:
            self._keep(left)
        return True

    def _keep(self, period: Period) -> None:
        """Stores what is complete, as planned: nobody said that it was held, and no figure counts it until
        somebody does (Kiểm tra asks). A title without a day that can be read stays in the row."""
        meeting = self._entry.complete()
        if meeting is None and self._entry.has_typing():
            return
        if meeting is None:
            self._entry.clear()
            return
        session, planned = self._controller.session, replace(meeting, state="planned")
        if self._controller.attempt(lambda: session.add_meeting(period, planned)) is None:
            # What the disk refuses stays in the row.
            self._entry.clear()
            month = f"{period.month}/{period.year}"
            title = shown(meeting.title)
            words = t(
                "Cuộc họp gõ dở được ghi vào tháng {month} là dự kiến: {title}", month=month, title=title
            )
            self._controller.told.emit(words, "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and event.type() == QEvent.Type.Show:
            if self._window is not self._page.window():
                self._window = self._page.window()
                self._window.installEventFilter(self)
        elif watched is self._window and event.type() == QEvent.Type.Close and self._period is not None:
            self._keep(self._period)
        return False
