"""Ctrl+Z in the window: what takes a whole month away needs the key twice."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence

from ui.controller import Controller
from ui.i18n import t
from ui.next_step import NextStep

_WHOLE_MONTH = ("month.start", "month.import", "month.bring_back")


class UndoKey(QObject):
    """Undoes the last write; before one that made a whole month it first says so, and undoes it only when
    the key comes again with nothing in between."""

    def __init__(self, controller: Controller, parent: QObject) -> None:
        super().__init__(parent)
        self._controller = controller
        self._next = NextStep(self, QKeySequence("Ctrl+Z"), clicks=True)
        controller.changed.connect(self._next.stop)
        controller.period_changed.connect(self._next.stop)

    def press(self) -> None:
        """Ctrl+Z."""
        name = self._controller.session.undo_name()
        if name is None or name.code not in _WHOLE_MONTH or self._next.watching:
            self._next.stop()
            self._controller.undo()
            return
        from ui.messages import action_name

        period = name.params["period"]
        words = t(
            "Ctrl+Z lần nữa sẽ bỏ cả tháng {month} ({name}).",
            month=f"{period.month}/{period.year}",
            name=action_name(name),
        )
        self._controller.told.emit(words, "")
        self._next.watch()
