"""Restoring closes the file: open it again, whoever takes it meanwhile, and tell everyone."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from models.errors import AppError
from models.session import Session
from ui.main_window import MainWindow
from ui.single_instance import SingleInstance, listen


def restore_into(window: MainWindow, backup: Path, passphrase: str | None = None) -> Path:
    """Puts the backup in the place of the open file; where today's data was kept.

    A backup that is refused leaves the file open as it is. Once it was closed it is opened again: another
    program that takes it in that moment is waited for while the window paints, then the clerk is asked, and
    until then the pages show what was there. Who gives up leaves the program. UserError and MachineError as
    `models.session.restore`.
    """
    controller = window.controller
    controller.clear_draft()
    session = controller.session
    shown = session.shown()
    try:
        return session.put_in_place(backup, passphrase)
    finally:
        if session.closed:
            _open_again(window, session.path, shown)
        else:
            shown.close()


def _open_again(window: MainWindow, path: Path, shown: Session) -> None:
    controller = window.controller
    again: Session | None = None
    with suppress(AppError):
        again = Session.open(path, wait=0)
    if again is None:
        controller.replace_session(shown)
        again = _asked(window, path)
    if again is None:
        window.close()
        return
    shown.close()
    controller.replace_session(again)


def _asked(window: MainWindow, path: Path) -> Session | None:
    from ui.app import open_or_ask

    listeners = window.findChildren(SingleInstance)
    for listener in listeners:
        # Ours would answer that the file is open in another window.
        listener.close()
        listener.deleteLater()
    session = open_or_ask(path, known=True)
    if session is not None:
        window.settings.database = session.path
        if listeners:
            listen(window, session.path)
    return session
