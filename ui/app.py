"""The composition root: settings, language, database, session, controller, window."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtWidgets import QApplication

from models.entities import Period
from models.errors import AppError
from models.session import Session
from ui import theme
from ui.controller import Controller
from ui.i18n import set_language, t
from ui.main_window import MainWindow
from ui.settings import Settings, default_database


def run(database: Path | None = None, settings: Settings | None = None) -> int:
    """Open the window on `database` (none: the file opened last, or a new one) until it is closed.

    Answers the process's exit code. Expected failures are shown in the window's language, never raised.
    """
    settings = settings or Settings()
    set_language(settings.language)
    app = make_application()
    path = database or remembered(settings)
    session = open_or_ask(path)
    if session is None:
        return 0
    settings.database = session.path
    window = make_window(session, settings)
    window.finished.connect(lambda: _listen(window))
    catch_unforeseen(window)
    show(window, settings)
    code = app.exec()
    window.controller.close()
    sys.excepthook = sys.__excepthook__
    return code


def make_application() -> QApplication:
    """The QApplication with our look and, in Vietnamese, Qt's own words translated."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("SoDieuHanh")
    app.setApplicationDisplayName("")
    app.setDesktopFileName("so-dieu-hanh")
    from ui.i18n import language

    if language() == "vi":
        from ui.translators import VietnameseQt

        app.installTranslator(VietnameseQt(app))
    theme.apply(app)
    return app


def remembered(settings: Settings) -> Path:
    """The file opened last, if it is still there; otherwise where the first start creates one."""
    last = settings.database
    return last if last is not None and last.exists() else default_database()


def open_or_ask(path: Path) -> Session | None:
    """The file's session; while it cannot be opened, say why and ask for another.

    None: the clerk gave up, or the file is open in another window, which was raised.
    """
    while True:
        try:
            return open_session(path)
        except AppError as error:
            if error.code == "file.locked" and _raised_first(path):
                return None
            from ui.opening import CannotOpen

            dialog = CannotOpen(path, error)
            dialog.exec()
            if dialog.path is None:
                return None
            path = dialog.path


def open_session(path: Path) -> Session:
    """The session of that file, which is made if there is none; AppError when it cannot be opened."""
    if path.exists():
        return Session.open(path)
    from export.files import make_folder
    from models.defaults import default_catalogue, default_office

    make_folder(path.parent)
    return Session.create(path, default_office(), default_catalogue())


def _raised_first(path: Path) -> bool:
    """Whether another window of ours holds the file; it was raised then."""
    from ui.single_instance import raise_first

    return raise_first(path)


def _listen(window: MainWindow) -> None:
    """From now on a second start with this file raises the window instead."""
    from ui.single_instance import SingleInstance

    guard = SingleInstance(window.controller.session.path, window)
    guard.raised.connect(lambda: raise_window(window))


def first_period(session: Session, today: date) -> Period:
    """The newest month of the file; in an empty file, the month of today."""
    periods = session.periods()
    return max(periods) if periods else Period(today.year, today.month)


def make_window(session: Session, settings: Settings) -> MainWindow:
    """The window, not yet shown. A file without an office's name begins on the page where it is filled in."""
    controller = Controller(session, first_period(session, date.today()))
    blank = not session.periods() and session.undo_name() is None
    window = MainWindow(controller, settings, "office" if blank else "overview")
    controller.setParent(window)
    if session.read_only:
        window.say_at_start(
            t("Tệp chỉ đọc: xem và in được, không ghi được. Chép sang ổ khác, mở bản chép để nhập tiếp.")
        )
    return window


def show(window: MainWindow, settings: Settings) -> None:
    """Show it where it stood; the first time, maximised."""
    geometry: QByteArray = settings.geometry
    if not geometry.isEmpty() and window.restoreGeometry(geometry):
        window.show()
    else:
        window.resize(1366, 696)
        window.showMaximized()


def raise_window(window: MainWindow) -> None:
    """Bring the window before the others."""
    window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def catch_unforeseen(window: MainWindow) -> None:
    """From now on an error nobody foresaw is reported in the window, and work goes on."""

    def unforeseen(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        from ui.crash import write_report

        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        report = write_report(kind, error, trace)
        # The handler may run in the middle of painting: the strip is laid out afterwards.
        QTimer.singleShot(0, lambda: window.notice.tell_report(report))

    sys.excepthook = unforeseen
