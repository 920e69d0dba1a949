"""Starts a window and prints the seconds from the interpreter's first line to its first paint.

Usage: python -m tests.benchmarks.start ours|bare DATABASE
"""

from __future__ import annotations

import time

START = time.perf_counter()

import sys  # noqa: E402 - the clock starts before anything is imported
from pathlib import Path  # noqa: E402

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


def ours(database: Path) -> None:
    """The program's own start, step by step as ui.app.run does it."""
    from ui import app as program
    from ui.settings import Settings

    settings = Settings()
    application = program.make_application()
    window = program.make_window(program.open_session(database), settings)
    clock = first_paint_clock(window)
    program.show(window, settings)
    application.exec()
    window.controller.session.close()
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


if __name__ == "__main__":
    bare() if sys.argv[1] == "bare" else ours(Path(sys.argv[2]))
