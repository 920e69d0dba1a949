"""Where backups go by themselves: beside the file, and into a second folder when it is there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from models.local_time import local_time
from models.session import BackupStatus
from ui.backups.found import short_path
from ui.i18n import t
from ui.messages import sentence
from ui.refusal import Reason
from ui.widgets.buttons import Button
from ui.widgets.labels import Line


class Places(QWidget):
    """Both folders in words, the second one's button, and a backup that failed until it was seen."""

    choose = Signal()
    """Another second folder is wanted."""
    seen = Signal()
    """The failure was read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self._own = Line("", "text", 13, parent=self)
        self._own.setObjectName("backup_own_folder")
        self.folder_line = Line("", "text", 13, parent=self)
        self.folder_line.setObjectName("backup_folder")
        button = Button(t("Chọn USB, thư mục…"), icon="folder", parent=self)
        button.setObjectName("backup_choose")
        button.clicked.connect(self.choose)
        hint = Line(
            t("Nên là USB hoặc ổ khác: khi ổ đĩa hỏng, bản sao lưu cùng ổ cũng mất."),
            "text2",
            12,
            parent=self,
        )
        self._failure = Reason("backup_failure", self)
        self._seen = Button(t("Đã xem"), parent=self)
        self._seen.setObjectName("backup_failure_seen")
        self._seen.clicked.connect(self.seen)
        grid.addWidget(QLabel(t("Tự sao lưu vào"), self), 0, 0)
        grid.addWidget(self._own, 0, 1)
        grid.addWidget(QLabel(t("Chép thêm vào"), self), 1, 0)
        grid.addWidget(self.folder_line, 1, 1)
        grid.addWidget(button, 1, 2)
        grid.addWidget(hint, 2, 1)
        grid.addWidget(self._failure, 3, 0, 1, 2)
        grid.addWidget(self._seen, 3, 2)

    def show_status(self, status: BackupStatus, own: Path, present: bool) -> None:
        """What the file knows of its backups; `present`: nothing speaks against the second folder being
        there."""
        self._own.setText(short_path(own))
        if status.second is None:
            self.folder_line.setText(t("Chưa chọn"))
        else:
            words = short_path(status.second)
            self.folder_line.setText(
                words if present else t("{folder} (chưa cắm; sẽ chép khi cắm lại)", folder=words)
            )
        failure = status.failure
        if failure is None:
            self._failure.tell("")
        else:
            time = local_time(failure.time)
            self._failure.tell(
                t(
                    "Sao lưu lúc {time} ngày {day} không thành: {why}",
                    time=f"{time:%H:%M}",
                    day=f"{time.day}/{time.month}/{time.year}",
                    why=sentence(failure.error),
                )
            )
        self._seen.setVisible(failure is not None)
