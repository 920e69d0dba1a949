"""The grid with its keys: what a page of figures shows."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent

from ui.tables import grid_keys
from ui.tables.grid_entry import GridEntry


class SheetView(GridEntry):
    """Turns keys, input methods and double clicks into what `GridEntry` does."""

    def event(self, e: QEvent) -> bool:
        asked = e.type() == QEvent.Type.ShortcutOverride and isinstance(e, QKeyEvent)
        if asked and grid_keys.claims(self, e):  # type: ignore[arg-type]
            e.accept()
            return True
        return super().event(e)

    def keyPressEvent(self, e: QKeyEvent) -> None:
        if not grid_keys.pressed(self, e):
            super().keyPressEvent(e)

    def keyboardSearch(self, search: str) -> None:
        """No search by typing: typing replaces the number."""

    def inputMethodEvent(self, e: QInputMethodEvent) -> None:
        if e.commitString():
            self.begin(e.commitString())
            e.accept()
        else:
            super().inputMethodEvent(e)

    def mouseDoubleClickEvent(self, e: QMouseEvent) -> None:
        if self.indexAt(e.position().toPoint()).isValid():
            self.begin()
