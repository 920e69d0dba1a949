"""Ctrl+Z in the window: what takes a whole month away, or is done on another page, needs the key twice."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence

from models.changes import ActionName, ChangeSet
from models.entities import Place
from ui.controller import Controller
from ui.i18n import t
from ui.next_step import NextStep
from ui.widgets.page import Page

_WHOLE_MONTH = ("month.start", "month.import", "month.bring_back")


class UndoKey(QObject):
    """Undoes the last write; before one that made a whole month, or that the page in view does not show, it
    first says so, and undoes it only when the key comes again with nothing in between."""

    def __init__(self, controller: Controller, page: Callable[[], Page], parent: QObject) -> None:
        super().__init__(parent)
        self._controller, self._page = controller, page
        self._goes = False
        """Whether the window shall go to what the key undoes."""
        self._next = NextStep(self, QKeySequence("Ctrl+Z"), clicks=True)
        controller.changed.connect(self._next.stop)
        controller.period_changed.connect(self._next.stop)
        controller.replayed.connect(self._replayed)

    def press(self) -> None:
        """Ctrl+Z."""
        name = self._controller.session.undo_name()
        words = "" if name is None else self._warning(name)
        if not words or self._next.watching:
            self._next.stop()
            self._goes = name is not None and not self._page().shows_step(name)
            self._controller.undo()
            self._goes = False
            return
        self._controller.told.emit(words, "")
        self._next.watch()

    def _warning(self, name: ActionName) -> str:
        from ui.messages import action_name, page_words

        if name.code in _WHOLE_MONTH:
            period = name.params["period"]
            month = f"{period.month}/{period.year}"
            return t("Ctrl+Z lần nữa sẽ bỏ cả tháng {month} ({name}).", month=month, name=action_name(name))
        if self._page().shows_step(name):
            return ""
        data, page = self._controller.data(), t("khác")
        if "code" in name.params:
            page = page_words(Place("figure", str(name.params["code"])), data)
        elif name.code.startswith("meeting."):
            page = t("Cuộc họp")
        elif name.code.startswith("office."):
            page = t("Cơ quan")
        return t(
            "Bước trước ở trang {page}: {name}. Ctrl+Z lần nữa thì hoàn tác.",
            page=page,
            name=action_name(name),
        )

    def _replayed(self, change: ChangeSet) -> None:
        place = _place_of(change) if self._goes else None
        if place is not None:
            self._controller.go(place)


def _place_of(change: ChangeSet) -> Place | None:
    """Where the first row that came back is shown; None for what has no place of its own."""
    for row in change.changes:
        if row.table in ("value", "note"):
            return Place("figure", str(row.key["figure"]))
        if row.table == "row_window":
            return Place("row", str(row.key["row"]))
        if row.table == "meeting":
            return Place("meeting", id=int(row.key["id"]))
        if row.table == "office":
            return Place("office")
    return None
