"""The composition root: settings, language, database, session, controller, window."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from models.errors import AppError
from models.glance import glance
from ui import theme
from ui.controller import Controller
from ui.i18n import set_language, t
from ui.main_window import MainWindow
from ui.settings import Settings, default_database
from ui.unforeseen import catch_unforeseen

if TYPE_CHECKING:
    # Imported once the first paint is on the screen.
    from datetime import date

    from PySide6.QtCore import QByteArray

    from models.period import Period
    from models.session import Session
    from ui.backups.guard import Guard

_TRIES, _BETWEEN_TRIES = 20, 0.15
"""For a file that another program holds, seconds apart; then `CannotOpen` says so and goes on trying."""


def run(database: Path | None = None, settings: Settings | None = None) -> int:
    """Open the window on `database` (none: the file opened last, or a new one) until it is closed.

    Answers the process's exit code. Expected failures are shown in the window's language, never raised.
    """
    settings = settings or Settings()
    set_language(settings.language)
    app = make_application(at_once=False)
    window = first_window(database or remembered(settings), settings)
    if window is None:
        return 0
    window.finished.connect(lambda: _listen(window))
    window.finished.connect(_collect)
    guards: list[Guard] = []
    window.finished.connect(lambda: guards.append(_guard(window)))
    leave = catch_unforeseen(window)
    window.controller.backup_due = True
    show(window, settings)
    code = app.exec()
    _stop_listening(window)
    try:
        for guard in guards:
            guard.close()
    finally:
        # Whatever becomes of the last backup: the file is let go.
        window.controller.close()
        for guard in guards:
            guard.finish()
        leave()
    return code


def make_application(at_once: bool = True) -> QApplication:
    """The QApplication with our look; `complete` follows it, after the first paint unless `at_once`."""
    existing = QApplication.instance()
    # As an argument: app.setStyle answers a QStyle, whose hundreds of enums cost 4 ms.
    if isinstance(existing, QApplication):
        app = existing
        app.setStyle("Fusion")
    else:
        app = QApplication([sys.argv[0], "-style", "Fusion"])
    app.setApplicationName("SoDieuHanh")
    app.setApplicationDisplayName("")
    app.setDesktopFileName("so-dieu-hanh")
    theme.apply(app)
    if at_once:
        complete(app)
    return app


def complete(app: QApplication) -> None:
    """The system's high contrast where it is asked for and, in Vietnamese, Qt's own words translated."""
    from ui.i18n import language

    theme.complete(app)
    if language() == "vi":
        from ui.translators import VietnameseQt

        app.installTranslator(VietnameseQt(app))


def first_window(path: Path, settings: Settings) -> MainWindow | None:
    """The window on that file, not yet shown. None: it could not be opened, and the clerk gave up.

    In the usual case the file is only looked at, and opened once the window stands on the screen: what opens
    it takes as long to load as Qt does.
    """
    look = glance(path)
    if look is None:
        session = _begin(path, settings)
        return None if session is None else make_window(session, settings)

    def begin(window: MainWindow) -> bool:
        session = _begin(path, settings)
        if session is None:
            return False
        window.controller.begin(session)
        _warn(window)
        return True

    return MainWindow(Controller(None, look.period), settings, glance=look, begin=begin)


def _begin(path: Path, settings: Settings) -> Session | None:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        complete(app)
    session = open_or_ask(path, known=path.absolute() == settings.database)
    if session is not None:
        settings.database = session.path
    return session


def remembered(settings: Settings) -> Path:
    """The file opened last; before any was, where the first start creates one."""
    return settings.database or default_database()


def open_or_ask(path: Path, known: bool = False) -> Session | None:
    """The file's session; while it cannot be opened, say why and ask for another. `known`: it was there the
    last time, so that it is not begun anew when it is gone (a stick not plugged in, a share not reached).

    None: the clerk gave up, or the file is open in another window, which was raised.
    """
    from ui.waiting import pause

    tries, begun = _TRIES, False
    while True:
        try:
            if not begun:
                _refuse_lost(path, known)
            return open_session(path, wait=0)
        except AppError as error:
            if error.code == "file.locked":
                try:
                    if _raised_first(path):
                        return None
                except AppError as silent:
                    error, tries = silent, 0
            if error.code == "file.locked" and tries:
                # An antivirus or sync program lets go in a moment; until then the window goes on painting.
                tries -= 1
                pause(_BETWEEN_TRIES)
                continue
            from ui.opening import CannotOpen

            dialog = CannotOpen(path, error)
            dialog.exec()
            if dialog.path is None:
                return None
            known = known and dialog.path == path
            path, begun = dialog.path, dialog.begun


def _refuse_lost(path: Path, known: bool) -> None:
    """UserError "file.not_found" where a file is gone that was there: a new one would hide the loss."""
    from models.errors import UserError
    from models.session import is_there
    from models.session.diagnosing import lost_backups

    if not is_there(path) and (known or lost_backups(path)):
        raise UserError("file.not_found", path=str(path))


def open_session(path: Path, wait: float | None = None) -> Session:
    """The session of that file, which is made if there is none; AppError when it cannot be opened. `wait`: as
    in `Session.open`."""
    from models.session import Session, is_there

    if is_there(path):
        return Session.open(path, wait=wait)
    from export.files import check_name, make_folder
    from models.defaults import default_catalogue, default_office

    check_name(path.name)
    make_folder(path.parent)
    return Session.create(path, default_office(), default_catalogue())


def _raised_first(path: Path) -> bool:
    """Whether another window of ours holds the file; it was raised then. UserError "file.first_silent"."""
    from ui.single_instance import raise_first

    return raise_first(path)


def _guard(window: MainWindow) -> Guard:
    """Backups by themselves, from when the window stands until it is closed."""
    from ui.backups.guard import Guard

    guard = Guard(window)
    QTimer.singleShot(0, guard.begin)
    return guard


def _listen(window: MainWindow) -> None:
    """From now on a second start with this file raises the window instead."""
    from ui.single_instance import listen

    listen(window, window.controller.session.path)


def _stop_listening(window: MainWindow) -> None:
    """The window is gone: who starts now waits for the file's lock and opens it."""
    from ui.single_instance import SingleInstance

    for listener in window.findChildren(SingleInstance):
        listener.close()


def first_period(session: Session, today: date) -> Period:
    """The newest month of the file; in an empty file, the month of today."""
    from models.period import Period

    periods = session.periods()
    return max(periods) if periods else Period(today.year, today.month)


def make_window(session: Session, settings: Settings) -> MainWindow:
    """The window, not yet shown. A file without an office's name begins on the page where it is filled in."""
    from datetime import date

    controller = Controller(session, first_period(session, date.today()))
    blank = not session.periods() and session.undo_name() is None
    window = MainWindow(controller, settings, "office" if blank else "overview")
    _warn(window)
    return window


def _warn(window: MainWindow) -> None:
    if window.controller.session.read_only:
        window.say_at_start(
            t("Tệp chỉ đọc: xem và in được, không ghi được. Chép sang ổ khác, mở bản chép để nhập tiếp.")
        )


def show(window: MainWindow, settings: Settings) -> None:
    """Show it where it stood; the first time, maximised."""
    geometry: QByteArray = settings.geometry
    if not geometry.isEmpty() and window.restoreGeometry(geometry):
        window.show()
    else:
        window.resize(1366, 696)
        window.showMaximized()


def _collect() -> None:
    """From now on Python collects cycles (the command line had stopped it), but not among what the start
    made: modules and classes, which stay."""
    gc.freeze()
    gc.enable()
