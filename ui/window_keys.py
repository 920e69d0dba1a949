"""The keys that work everywhere: window.md section 8.

Ctrl+Shift, Ctrl+Space, Alt+Z and Ctrl+Shift with a letter belong to Vietnamese input methods: never here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.manual import ManualWindow


class WindowKeys(QObject):
    """Binds the keys to a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        controller = window.controller
        self._window = window
        self.manual: ManualWindow | None = None
        for keys, action in (
            ("F1", window.explain),
            ("Ctrl+PgUp", lambda: controller.period_wanted.emit(controller.period.previous)),
            ("Ctrl+PgDown", lambda: controller.period_wanted.emit(controller.period.next)),
            ("F6", window.next_pane),
            ("F7", window.toggle_preview),
            ("F8", lambda: window.step_finding(1)),
            ("Shift+F8", lambda: window.step_finding(-1)),
            ("Ctrl+Z", self._undo),
            ("Ctrl+Y", self._redo),
            ("Ctrl+P", self._print),
        ):
            self._bind(keys, action)
        window.sidebar.manual_wanted.connect(self.open_manual)
        for digit in range(1, 10):
            self._bind(f"Ctrl+{digit}", partial(self._open, digit))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._watch)

    def _bind(self, keys: str, action: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self._window)
        shortcut.activated.connect(action)

    def _open(self, digit: int) -> None:
        rows = [row.entry.code for row in self._window.sidebar.rows.values() if row.digit == digit]
        if rows:
            self._window.open(rows[0])

    def _undo(self) -> None:
        if self._window.page.finish_entry():
            self._window.controller.undo()

    def _redo(self) -> None:
        if self._window.page.finish_entry():
            self._window.controller.redo()

    def _print(self) -> None:
        window = self._window
        if window.open("preview"):
            printing = getattr(window.page, "print_report", None)
            if printing is not None:
                printing()

    def open_manual(self) -> None:
        """The manual, at the part that speaks of the page in view; one window of it, brought forward."""
        from ui.manual import ManualWindow, part_for

        if self.manual is None:
            self.manual = ManualWindow()
        self.manual.show()
        self.manual.show_part(part_for(self._window.page_code()))
        self.manual.raise_()
        self.manual.activateWindow()

    def _watch(self, old: QWidget | None, new: QWidget | None) -> None:
        for widget, watch in ((old, False), (new, True)):
            if isinstance(widget, (QLineEdit, QPlainTextEdit, QTextEdit)):
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
