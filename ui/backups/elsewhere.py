"""Going on in a copy on this machine, where the file lies on a share or cannot be written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from models.errors import AppError
from models.session import Session, is_network_path
from ui.i18n import t
from ui.main_window import MainWindow
from ui.messages import sentence
from ui.settings import default_database
from ui.single_instance import listen


def copy_offer(window: MainWindow) -> tuple[str, Callable[[], object] | None]:
    """The notice's verb and what it does; ("", None) where the file may well stay where it is."""
    session = window.controller.session
    if session.read_only or not session.in_place() or is_network_path(session.path):
        return t("Chép sang nơi khác rồi mở…"), lambda: go_on_in_copy(window)
    return "", None


def go_on_in_copy(window: MainWindow) -> None:
    """Ask for a folder, put a checked copy there and go on in it; what is refused is said in the notice."""
    folder = QFileDialog.getExistingDirectory(
        window, t("Chọn thư mục để chép sang"), str(default_database().parent.parent)
    )
    if not folder:
        return
    try:
        open_copy(window, Path(folder))
    except AppError as error:
        window.notice.tell(sentence(error), *copy_offer(window))


def open_copy(window: MainWindow, folder: Path) -> None:
    """A copy of the open file in `folder`, under the file's own name, takes its place in the window.

    UserError "file.exists", "backup.folder"; MachineError "disk.*", "backup.failed": then nothing changed.
    """
    controller = window.controller
    # What a file that is gone refused waits for the copy.
    if not window.page.finish_entry() and controller.session.in_place():
        return
    target = folder / controller.session.path.name
    session = Session.open(controller.session.copy_to(target), wait=0)
    controller.session.close()
    controller.replace_session(session)
    window.settings.database = target
    window.notice.hide()
    # A second start with the copy raises this window too.
    listen(window, target)
    controller.told.emit(t("Đang làm việc trong bản chép {name}.", name=target.name), str(folder))
