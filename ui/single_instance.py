"""A second start with the same file raises the first window and ends.

The file's own lock is the real guard; this only tells the first window to come forward.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

_WAIT_MS = 400


class SingleInstance(QObject):
    """Listens under a name made of the file's path."""

    raised = Signal()
    """A second start asked for the window."""

    def __init__(self, database: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = _name(database)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        # A crash leaves the name behind on Unix; we hold the file's lock, so nobody answers it and it may go.
        QLocalServer.removeServer(self._name)
        self._server.listen(self._name)

    def close(self) -> None:
        """No longer answer: the window is gone."""
        self._server.close()

    def _answer(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.disconnected.connect(socket.deleteLater)
        self.raised.emit()


def listen(window: QWidget, database: Path) -> None:
    """A second start with that file raises the window."""
    SingleInstance(database, window).raised.connect(lambda: raise_window(window))


def raise_window(window: QWidget) -> None:
    """Bring the window before the others."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def raise_first(database: Path) -> bool:
    """Ask the window that has this file open to come forward; False when none answers."""
    socket = QLocalSocket()
    socket.connectToServer(_name(database))
    if not socket.waitForConnected(_WAIT_MS):
        return False
    socket.disconnectFromServer()
    return True


def _name(database: Path) -> str:
    digest = hashlib.sha256(str(database.resolve()).encode("utf-8", "surrogatepass")).hexdigest()
    return f"SoDieuHanh-{digest[:24]}"
