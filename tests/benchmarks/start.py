"""Starts a window and prints the seconds from the interpreter's first line to its first paint.

Usage: python -m tests.benchmarks.start ours|bare|filled DATABASE; "filled" waits for the page, the marks of
the findings and the first printed page in the preview as well.
"""

from __future__ import annotations

import time

START = time.perf_counter()

import sys  # noqa: E402 - the clock starts before anything is imported
from pathlib import Path  # noqa: E402
from typing import TYPE_CHECKING  # noqa: E402

if TYPE_CHECKING:
    from ui.main_window import MainWindow

HEAVY = ("reportlab", "docx", "openpyxl", "python_calamine")


def bare() -> None:
    """PySide6 with nothing in it."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication([])
    window = QMainWindow()
    clock = first_paint_clock(window)
    window.resize(1366, 696)
    window.show()
    app.exec()
    del clock


def ours(database: Path, filled: bool = False) -> None:
    """The program's own start, step by step as ui.command_line and ui.app.run do it."""
    import gc

    gc.disable()
    from ui import app as program
    from ui.settings import Settings

    settings = Settings()
    application = program.make_application(at_once=False)
    window = program.first_window(database, settings)
    assert window is not None
    if filled:
        window.finished.connect(lambda: filled_clock(window))
        clock = None
    else:
        clock = first_paint_clock(window)
    program.show(window, settings)
    application.exec()
    window.controller.close()
    del clock


def first_paint_clock(window: object) -> object:
    """Prints the time and quits once the first paint is done; nothing heavy may be loaded by then."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    class Clock(QObject):
        done = False

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.UpdateRequest and not self.done:
                self.done = True
                # UpdateRequest paints synchronously; what is queued behind it has seen the paint.
                QTimer.singleShot(0, self.tell)
            return False

        def tell(self) -> None:
            seconds = time.perf_counter() - START
            loaded = [name for name in HEAVY if name in sys.modules]
            print(f"loaded before the first paint: {loaded}" if loaded else seconds, flush=True)
            QApplication.quit()

    clock = Clock()
    window.installEventFilter(clock)  # type: ignore[attr-defined]
    return clock


def filled_clock(window: MainWindow) -> None:
    """Prints the time and quits once the preview has painted what was composed, the marks set before it."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    class Clock(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and window.dock.view.pages.pages:
                window.dock.view.viewport().removeEventFilter(self)
                QTimer.singleShot(0, self.tell)
            return False

        def tell(self) -> None:
            print(time.perf_counter() - START, flush=True)
            QApplication.quit()

    window.dock.view.viewport().installEventFilter(Clock(window))


if __name__ == "__main__":
    bare() if sys.argv[1] == "bare" else ours(Path(sys.argv[2]), filled=sys.argv[1] == "filled")
