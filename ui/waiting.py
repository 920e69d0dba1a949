"""Waiting without standing still."""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, QTimer


def pause(seconds: float) -> None:
    """Let the window paint for that long; keys and clicks wait."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
