"""What the window does for the file's safety by itself: backups at their times, and what must be said."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from models.session import is_network_path
from ui.i18n import t
from ui.main_window import MainWindow
from ui.messages import sentence

_SECOND_FOLDER_MS = 60_000
"""How often is looked whether the stick has come."""


class Guard(QObject):
    """Begins once the window stands, so that the first paint waits for nothing; ends with `close`."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._catch_up)

    def begin(self) -> None:
        """The day's backup; then what the clerk must know of the file, in one strip."""
        session = self._window.controller.session
        session.start_of_day()
        words = []
        if is_network_path(session.path):
            words.append(
                t(
                    "Tệp nằm trên ổ mạng: khi mạng đứt, tệp có thể hỏng. Nên chép tệp về máy này, mở bản "
                    "chép, rồi chọn ổ mạng làm nơi chép thêm bản sao lưu."
                )
            )
        if session.changed_outside():
            words.append(
                t(
                    "Tệp đã bị sửa bên ngoài chương trình, hoặc là bản chép dở dang. Nếu số liệu sai, khôi "
                    "phục từ bản sao lưu."
                )
            )
        if words:
            self._window.notice.tell("\n".join(words))
        self._tell_failure()
        self._timer.start(_SECOND_FOLDER_MS)

    def close(self) -> None:
        """A last backup, if anything was written; the session is still open."""
        self._timer.stop()
        self._window.controller.session.closing()

    def _catch_up(self) -> None:
        """A stick that was plugged in gets the newest backup."""
        session = self._window.controller.session
        before = session.backup_status().failure
        if session.catch_up() is not None:
            self._window.controller.told.emit(t("Đã chép bản sao lưu mới nhất sang thư mục thứ hai."), "")
        elif session.backup_status().failure != before:
            self._tell_failure()

    def _tell_failure(self) -> None:
        session = self._window.controller.session
        failure = session.backup_status().failure
        if failure is None:
            return
        words = t("Sao lưu không thành: {why}", why=sentence(failure.error))
        self._window.notice.tell(words, t("Xem Sao lưu"), lambda: self._window.open("backups"))
