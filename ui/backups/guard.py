"""What the window does for the file's safety by itself: backups at their times, and what must be said."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from models.entities import OutsideChanges
from models.errors import AppError, MachineError
from models.session import is_network_path
from ui.backups.courier import courier_of
from ui.backups.elsewhere import copy_offer
from ui.backups.outside import OutsideLook
from ui.i18n import t
from ui.main_window import MainWindow
from ui.messages import sentence

_SECOND_FOLDER_MS = 60_000
"""How often is looked whether the stick has come."""
_LAST_COPY_SECONDS = 20.0
"""How long the closed program waits for a slow stick; what is not there by then, the next start brings."""


class Guard(QObject):
    """Begins once the window stands, so that the first paint waits for nothing; ends with `close`."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._courier = courier_of(window.controller)
        self._courier.carried.connect(self._carried)
        self._look = OutsideLook(window.controller, self)
        self._look.ended.connect(self._tell_outside)
        self._told_outside = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._catch_up)
        self._told_moved = False
        for signal in (self._timer.timeout, window.controller.retry):
            signal.connect(self._watch)

    def begin(self) -> None:
        """The day's backup; then what the clerk must know of the file, in one strip."""
        session = self._window.controller.session
        session.start_of_day()
        self._window.controller.backup_due = False
        self._window.controller.backed_up.emit()
        self._catch_up()
        # What the window began with: that the file can only be read.
        words = [self._window.notice.words()] if session.read_only else []
        if is_network_path(session.path):
            words.append(
                t(
                    "Tệp nằm trên ổ mạng: khi mạng đứt, tệp có thể hỏng. Nên chép tệp về máy này, mở bản "
                    "chép, rồi chọn ổ mạng làm nơi chép thêm bản sao lưu."
                )
            )
        if words:
            self._window.notice.tell("\n".join(words), *copy_offer(self._window))
        self._tell_failure()
        self._look.begin()
        self._timer.start(_SECOND_FOLDER_MS)

    def close(self) -> None:
        """A last backup, if anything was written; the session is still open."""
        self._timer.stop()
        session = self._window.controller.session
        try:
            session.closing()
        except Exception:
            # Our bug; the window is gone, so the next start tells of it.
            session.copy_failed(MachineError("backup.unforeseen"))
            raise
        self._catch_up()

    def finish(self) -> None:
        """Wait for the last copy, the file being closed already, but not for ever."""
        self._courier.wait(_LAST_COPY_SECONDS)

    def _catch_up(self) -> None:
        """The newest backup goes to the second folder, when that is there: a stick may have come."""
        self._courier.send()

    def _watch(self) -> None:
        """The file may be renamed or replaced while it is open: by a sync program, by the clerk."""
        session = self._window.controller.session
        moved = not session.in_place()
        if moved and not self._told_moved:
            words = sentence(MachineError("file.moved", path=str(session.path)))
            self._window.notice.tell(self._beside_what_stands(words), *copy_offer(self._window))
        self._told_moved = moved

    def _carried(self, path: Path | None, error: AppError | None) -> None:
        if path is not None:
            self._window.controller.told.emit(t("Đã chép bản sao lưu mới nhất sang thư mục thứ hai."), "")
        elif error is not None:
            self._tell_failure()

    def _tell_outside(self, found: OutsideChanges | None, error: AppError | None) -> None:
        if (not found and error is None) or self._told_outside:
            return
        self._told_outside = True
        if error is not None:
            words = sentence(error)
        else:
            words = t(
                "Tệp đã bị sửa bên ngoài chương trình, hoặc là bản chép dở dang. Nếu số liệu sai, "
                "khôi phục từ bản sao lưu."
            )
        self._window.notice.tell(self._beside_what_stands(words), *copy_offer(self._window))

    def _beside_what_stands(self, words: str) -> str:
        """What was said before (the file lies on a share) is not read yet."""
        notice = self._window.notice
        return f"{notice.words()}\n{words}" if notice.isVisible() and words not in notice.words() else words

    def _tell_failure(self) -> None:
        session = self._window.controller.session
        failure = session.backup_status().failure
        if failure is None:
            return
        notice = self._window.notice
        words = self._beside_what_stands(t("Sao lưu không thành: {why}", why=sentence(failure.error)))
        verb, action = copy_offer(self._window)
        if action is None:
            verb, action = t("Xem Sao lưu"), lambda: self._window.open("backups")
        notice.tell(words, verb, action)
