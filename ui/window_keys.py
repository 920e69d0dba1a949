"""The keys that work everywhere: window.md section 8.

Ctrl+Shift, Ctrl+Space, Alt+Z and Ctrl+Shift with a letter belong to Vietnamese input methods: never here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

if TYPE_CHECKING:
    from ui.manual import ManualWindow


class WindowKeys(QObject):
    """Binds keys to a window, opens the manual, and gives Ctrl+Z to whoever has something to take back."""

    def __init__(
        self,
        window: QWidget,
        actions: Iterable[tuple[str, Callable[[], object]]],
        page_code: Callable[[], str],
    ) -> None:
        super().__init__(window)
        self._page_code = page_code
        self.manual: ManualWindow | None = None
        for keys, action in actions:
            shortcut = QShortcut(QKeySequence(keys), window)
            # A key held down too long is pressed once.
            shortcut.setAutoRepeat(keys not in ("Ctrl+Z", "Ctrl+Y"))
            shortcut.activated.connect(action)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._watch)

    def open_manual(self) -> None:
        """The manual, at the part that speaks of the page in view; one window of it, brought forward."""
        from ui.manual import ManualWindow, part_for

        if self.manual is None:
            self.manual = ManualWindow()
        self.manual.show()
        self.manual.show_part(part_for(self._page_code()))
        self.manual.raise_()
        self.manual.activateWindow()

    def _watch(self, old: QWidget | None, new: QWidget | None) -> None:
        for widget, watch in ((old, False), (new, True)):
            if isinstance(widget, (QLineEdit, QPlainTextEdit, QTextEdit)) and not widget.property("own_undo"):
                if watch:
                    widget.installEventFilter(self)
                else:
                    widget.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A field takes Ctrl+Z only while it has typing of its own to take back; then the window does."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.matches(QKeySequence.StandardKey.Undo) and not _can_undo(watched):
                event.ignore()
                return True
            if event.matches(QKeySequence.StandardKey.Redo) and not _can_redo(watched):
                event.ignore()
                return True
        return False


def _can_undo(widget: QObject) -> bool:
    if isinstance(widget, QLineEdit):
        return widget.isUndoAvailable()
    if isinstance(widget, (QPlainTextEdit, QTextEdit)):
        return widget.document().isUndoAvailable()
    return False


def _can_redo(widget: QObject) -> bool:
    if isinstance(widget, QLineEdit):
        return widget.isRedoAvailable()
    if isinstance(widget, (QPlainTextEdit, QTextEdit)):
        return widget.document().isRedoAvailable()
    return False
