"""Looks whether the file was changed behind the program's back, beside the clerk's work."""

from __future__ import annotations

import threading
from contextlib import suppress

from PySide6.QtCore import QObject, Signal

from models.changes import ChangeSet
from models.entities import OutsideChanges
from models.errors import AppError
from ui.controller import Controller


class OutsideLook(QObject):
    """Reading ten years' log takes half a second: it is done in a thread, once the window stands, and again
    after a write as long as something was found."""

    ended = Signal(object, object)
    """The OutsideChanges, already among the findings, and None; or None and the AppError."""
    _found = Signal(object, object, int)

    def __init__(self, controller: Controller, parent: QObject) -> None:
        super().__init__(parent)
        self._controller = controller
        self._asked = 0
        self._found.connect(self._take)
        controller.changed.connect(self._after_write)

    def begin(self) -> None:
        """Look at the file as it stands now; `ended` follows."""
        self._asked += 1
        number = self._asked
        try:
            look = self._controller.session.outside_look()
        except AppError as error:
            self._take(None, error, number)
            return

        def work() -> None:
            found: OutsideChanges | None = None
            failed: AppError | None = None
            try:
                found = look()
            except AppError as error:
                failed = error
            # The window may be gone by now, and with it whoever would hear of it.
            with suppress(RuntimeError):
                self._found.emit(found, failed, number)

        threading.Thread(target=work, daemon=True).start()

    def _after_write(self, _change: ChangeSet) -> None:
        if self._controller.outside:
            self.begin()

    def _take(self, found: OutsideChanges | None, error: AppError | None, number: int) -> None:
        if number != self._asked:
            # The file went on meanwhile and is looked at again.
            return
        if found is not None:
            self._controller.set_outside(found)
        self.ended.emit(found, error)
