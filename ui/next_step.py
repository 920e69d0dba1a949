"""Hears what the clerk does next, whatever has the focus: for words that hold only until then."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication

_HELD = (
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock,
)  # fmt: skip


class NextStep(QObject):
    """Emits `taken` once, at the first key after `watch`."""

    taken = Signal()

    def __init__(self, parent: QObject, but: QKeySequence, clicks: bool = False) -> None:
        """`but` is the key that does not count; `clicks`: a press of the mouse counts too."""
        super().__init__(parent)
        self._but = but
        self._clicks = clicks
        self.watching = False

    def watch(self) -> None:
        """From now on."""
        app = QApplication.instance()
        if app is not None and not self.watching:
            self.watching = True
            app.installEventFilter(self)

    def stop(self) -> None:
        """Whatever comes is no longer of interest."""
        app = QApplication.instance()
        if app is not None and self.watching:
            app.removeEventFilter(self)
        self.watching = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._counts(watched, event):
            self.stop()
            self.taken.emit()
        return False

    def _counts(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress:
            return self._clicks
        if kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) and isinstance(event, QKeyEvent):
            # What a field leaves goes on to its parents: that is still the same key.
            pressed = QKeySequence(event.keyCombination())
            own = watched is QApplication.focusWidget()
            return own and event.key() not in _HELD and pressed != self._but
        return isinstance(event, QInputMethodEvent) and bool(event.commitString())
