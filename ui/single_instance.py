"""A second start with the same file raises the first window and ends.

The file's own lock is the real guard; this only tells the first window to come forward.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

from models.errors import UserError

_WAIT_MS = 400
ANSWER_SECONDS = 5.0
"""How long the first window may be busy, with a page or a slow disk, before it is said not to respond."""


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
            # The system takes the call even of a window that stands still; the answer is ours alone.
            socket.write(b"1")
            socket.flush()
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


def raise_first(database: Path, seconds: float = ANSWER_SECONDS) -> bool:
    """Ask the window that has this file open to come forward; False when there is none.

    UserError "file.first_silent" (path) when one is there and does not answer in time.
    """
    socket = QLocalSocket()
    socket.connectToServer(_name(database))
    if not socket.waitForConnected(_WAIT_MS):
        return False
    loop = QEventLoop()
    timer = QTimer(loop)
    for signal in (socket.readyRead, socket.disconnected, timer.timeout):
        signal.connect(loop.quit)
    timer.start(round(seconds * 1000))
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    answered, gone = socket.bytesAvailable() > 0, socket.state() == socket.LocalSocketState.UnconnectedState
    socket.disconnectFromServer()
    if not answered and not gone:
        raise UserError("file.first_silent", path=str(database))
    return answered


def _name(database: Path) -> str:
    digest = hashlib.sha256(str(database.resolve()).encode("utf-8", "surrogatepass")).hexdigest()
    return f"SoDieuHanh-{digest[:24]}"
