"""An error nobody foresaw, in the window's thread or in another: a report, a notice, and work goes on."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QTimer, Signal

from models.errors import AppError
from ui.main_window import MainWindow


def catch_unforeseen(window: MainWindow) -> Callable[[], None]:
    """From now on such an error is reported in the window, until what is returned is called."""
    before = sys.excepthook, threading.excepthook
    catcher = _Catcher(window)

    def in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and args.exc_type is not SystemExit:
            catcher.catch(args.exc_type, args.exc_value, args.exc_traceback)

    def leave() -> None:
        sys.excepthook, threading.excepthook = before

    sys.excepthook, threading.excepthook = catcher.catch, in_thread
    return leave


class _Catcher(QObject):
    _failed = Signal(object)
    """The AppError, or the report's path (None: not even that could be written)."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._failed.connect(self._take)

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        from ui.crash import forget_frames, write_report

        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        found: AppError | Path | None
        if isinstance(error, AppError):
            # Reading failed: the disk under the open file is dying or gone.
            found = error
        else:
            found = write_report(kind, error, trace)
            forget_frames(trace)
        # The window may be gone by now; the report stands.
        with suppress(RuntimeError):
            self._failed.emit(found)

    def _take(self, found: AppError | Path | None) -> None:
        # The error may have come in the middle of painting: the strip is laid out afterwards.
        QTimer.singleShot(0, lambda: self._tell(found))

    def _tell(self, found: AppError | Path | None) -> None:
        if isinstance(found, AppError):
            from ui.messages import sentence

            self._window.notice.tell(sentence(found))
        else:
            self._window.notice.tell_report(found)
