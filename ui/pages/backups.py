"""Sao lưu: copies of the file, what is inside each, bringing all or one month back; a month as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLabel, QLineEdit, QWidget

from export.files import with_ending
from models.changes import ChangeSet
from models.entities import Period
from models.errors import AppError, MachineError, UserError
from ui import theme
from ui.backups.courier import courier_of
from ui.backups.found import (
    find_backups,
    last_backup_line,
    month_number,
    present_words,
    short_path,
    title_of,
    what_of,
)
from ui.backups.listing import BackupList
from ui.backups.month_files import export_month, import_month
from ui.backups.places import Places
from ui.backups.question import Question
from ui.backups.reopening import restore_into
from ui.controller import Controller
from ui.i18n import t
from ui.main_window import MainWindow
from ui.messages import sentence
from ui.refusal import Reason
from ui.widgets.labels import EmptyState, Line
from ui.widgets.page import Page
from ui.widgets.scroll_beside import ScrollBeside


class BackupsPage(Page):
    """Back up now; both folders; what lies in them; restoring, asked once in words."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(controller, parent)
        self.setObjectName("page_backups")
        self._asked: Path | None = None
        self._passphrase: str | None = None
        self.ask_folder: Callable[[], str] = self._ask_folder
        self.ask_file: Callable[[str, str], str] = self._ask_file
        self.ask_target: Callable[[str, str], str] = self._ask_target
        self.ask_passphrase: Callable[[], str] = self._ask_passphrase
        self.now = self.add_button(t("Sao lưu ngay"), icon="backup", primary=True)
        self.now.setObjectName("backup_now")
        self.now.clicked.connect(self.back_up)
        self._command(t("Khôi phục từ tệp khác…"), self.restore_other)
        self._command(t("Bản chép cho máy khác…"), self.copy_elsewhere)
        self._command(t("Bản chép có mật khẩu…"), self.copy_sealed)
        self._forget = self._command(t("Ngừng chép sang thư mục thứ hai"), self.forget_folder)
        self._command(t("Xuất tháng ra tệp…"), self.export_month)
        self._command(t("Nhập tháng từ tệp…"), self.import_month)
        self._build()
        controller.backed_up.connect(self._backed_up)
        self._courier = courier_of(controller)
        self._courier.carried.connect(self._carried)
        self._courier.looked.connect(self._backed_up)
        self._waiting: Path | None = None

    def _command(self, words: str, run: Callable[[], None]) -> QAction:
        action = self.add_menu_action(words)
        action.triggered.connect(run)
        return action

    def _backed_up(self) -> None:
        self._stale = True
        if self.isVisible():
            self.prepare()

    def _build(self) -> None:
        self.empty = EmptyState(t("Chưa sao lưu lần nào. Cắm USB rồi bấm Sao lưu ngay."), (), self)
        self.last = QLabel(self)
        self.last.setObjectName("backup_last")
        self.last.setWordWrap(True)
        self.since = Line("", "text2", 12, parent=self)
        self.since.setObjectName("backup_since")
        self.places = Places(self)
        self.places.choose.connect(self.choose_folder)
        self.places.seen.connect(self._failure_seen)
        self.reason = Reason("backup_reason", self)
        self._question = Question(self)
        self._question.whole.connect(self.restore)
        self._question.one_month.connect(self.bring_back)
        self._question.unlock.connect(self._unlock)
        self._question.left.connect(lambda: self._ask(None))
        self._head = QLabel(t("Các bản sao lưu"), self)
        self._head.setFont(theme.font(15, 600))
        self._list = BackupList(self)
        self._list.chosen.connect(self._ask)
        ScrollBeside(self._list, self)
        self.empty.layout().setContentsMargins(0, 4, 0, 0)  # type: ignore[union-attr]
        self.empty.setMaximumHeight(40)
        self.where = Line("", "text2", 12, parent=self)
        self.where.setObjectName("backup_where")
        for widget in (self.empty, self.last, self.where, self.since):
            self.content.addWidget(widget)
        self.content.addSpacing(12)
        self.content.addWidget(self.places)
        self.content.addWidget(self.reason)
        self.content.addSpacing(8)
        self.content.addWidget(self._question)
        self.content.addSpacing(12)
        self.content.addWidget(self._head)
        self.content.addSpacing(4)
        self.content.addWidget(self._list, 1)

    # ------------------------------------------------------------ the page contract

    def title(self) -> str:
        return t("Sao lưu")

    def state_line(self) -> str:
        return str(self.controller.session.path.name)

    def status_keys(self) -> list[tuple[str, str]]:
        return [("Enter", t("bấm nút đang chọn")), ("Tab", t("nút kế")), ("F1", t("giải thích"))]

    def explain(self) -> str:
        return t(
            "Chương trình tự sao lưu khi mở lần đầu trong ngày, trước khi nhập tháng và khi đóng. Một bản "
            "sao lưu là cả tệp, được đọc lại và kiểm tra trước khi mang tên chính thức. Khôi phục không xoá "
            "dữ liệu hiện có: nó vẫn nằm trong danh sách. Có thể chỉ lấy lại một tháng."
        )

    def focus_first(self) -> None:
        self.now.setFocus(Qt.FocusReason.OtherFocusReason)

    def back(self) -> bool:
        if self._asked is None:
            return False
        self._ask(None)
        return True

    def refresh(self, change: ChangeSet | None) -> None:
        session = self.controller.session
        status = session.backup_status()
        seen = self._courier.seen(status.second)
        self.places.show_status(status, session.backup_folder(), seen is None or seen.present)
        self._forget.setVisible(status.second is not None)
        never = status.time is None
        self.empty.setVisible(never)
        self.last.setVisible(not never)
        self.since.setVisible(not never)
        # Where it lies where all others do, the line below says so.
        elsewhere = status.path is not None and status.path.parent != session.backup_folder()
        self.where.setVisible(elsewhere)
        if status.path is not None:
            self.where.setText(short_path(status.path.parent))
        if not never:
            self.last.setText(last_backup_line(status))
            self.since.setText(
                t("{n} thay đổi từ lúc đó chưa được sao lưu.", n=status.changes_since)
                if status.changes_since
                else t("Từ lúc đó chưa có thay đổi nào.")
            )
        if change is None:
            self._show_folders(status.second)
            if seen is None and not self._courier.is_away():
                self._courier.send()

    # ------------------------------------------------------------ showing

    def _show_folders(self, second: Path | None) -> None:
        session = self.controller.session
        seen = self._courier.seen(second)
        found = find_backups(session.backup_folder(), session, () if seen is None else seen.found)
        self._head.setVisible(bool(found))
        if self.controller.backup_due:
            self.empty.set_sentence(t("Đang sao lưu đầu ngày…"))
        elif found:
            self.empty.set_sentence(t("Tệp đang mở chưa được sao lưu. Bấm Sao lưu ngay."))
        else:
            self.empty.set_sentence(t("Chưa sao lưu lần nào. Cắm USB rồi bấm Sao lưu ngay."))
        self._list.show_backups(found)

    def _fail(self, error: AppError | None) -> None:
        self.reason.tell("" if error is None else sentence(error))

    # ------------------------------------------------------------ backing up

    def choose_folder(self) -> None:
        """Another second folder; the newest backup goes there at once."""
        chosen = self.ask_folder()
        if chosen:
            self._try(lambda: self._take_folder(Path(chosen)))

    def forget_folder(self) -> None:
        """No second copy from now on; what lies there stays."""
        self._try(lambda: self._take_folder(None))

    def _take_folder(self, folder: Path | None) -> None:
        self.controller.session.set_second_folder(folder)
        self._courier.send()

    def back_up(self) -> None:
        """Now, beside the file and into the second folder when it is there."""
        self._waiting = written = self.controller.session.protect("hand")
        self._courier.send()
        self._fail(None)
        self.refresh(None)
        self.refresh_header()
        if written is not None:
            words = t("Đã sao lưu: {what}", what=what_of(written))
            self.controller.told.emit(words, str(written.parent))
        elif self.controller.session.read_only:
            self._fail(UserError("file.read_only", path=str(self.controller.session.path)))

    def _carried(self, path: Path | None, _error: AppError | None) -> None:
        """That the USB stick has it too is what a clerk wants to know who pressed the button."""
        written = self._waiting
        if written is not None and path is not None and path.name == written.name:
            self._waiting = None
            what, folder = what_of(written), short_path(path.parent)
            words = t("Đã sao lưu: {what}, chép thêm vào {folder}", what=what, folder=folder)
            self.controller.told.emit(words, str(written.parent))

    def copy_elsewhere(self) -> None:
        """A copy of the whole file for another PC or the archive."""
        self._copy(None)

    def copy_sealed(self) -> None:
        """The same, sealed with a passphrase."""
        passphrase = self.ask_passphrase()
        if passphrase:
            self._copy(passphrase)

    def _copy(self, passphrase: str | None) -> None:
        chosen = self.ask_folder()
        if not chosen:
            return

        def write() -> None:
            written = self.controller.session.backup(Path(chosen), passphrase)
            self.controller.told.emit(t("Đã ghi {what}", what=what_of(written)), str(written.parent))

        self._try(write)

    def _failure_seen(self) -> None:
        self.controller.session.failure_seen()
        self.refresh(None)

    def _try(self, work: Callable[[], None]) -> None:
        """Do it, say why not, and show what is now."""
        try:
            work()
        except (UserError, MachineError) as error:
            self._fail(error)
            return
        self._fail(None)
        self.refresh(None)
        self.refresh_header()

    # ------------------------------------------------------------ restoring

    def restore_other(self) -> None:
        """A backup from anywhere."""
        chosen = self.ask_file(t("Chọn bản sao lưu"), t("Bản sao lưu Sổ Điều Hành (*.sdh *.sdhx)"))
        if chosen:
            self._ask(Path(chosen))

    def _ask(self, path: Path | None, passphrase: str | None = None) -> None:
        self._asked, self._passphrase = None, None
        self._question.hide()
        self._fail(None)
        if path is None:
            self.focus_first()
            return
        try:
            info = self.controller.session.inspect_backup(path, passphrase)
        except (UserError, MachineError) as error:
            sealed = error.code in ("restore.passphrase_needed", "restore.passphrase")
            if sealed:
                self._asked = path
                self._question.ask_passphrase(path)
            if error.code != "restore.passphrase_needed":
                self._fail(error)
            return
        self._asked, self._passphrase = path, passphrase
        self._question.ask(info, present_words(self.controller.session), self.controller.period)

    def _unlock(self, passphrase: str) -> None:
        self._ask(self._asked, passphrase)

    def bring_back(self, period: Period) -> None:
        """One month as it is in the backup asked about; Ctrl+Z takes it back."""
        if self._asked is None:
            return
        path, passphrase = self._asked, self._passphrase
        self._ask(None)
        session = self.controller.session
        refused = self.controller.attempt(lambda: session.bring_back(path, period, passphrase))
        self._fail(refused)
        if refused is None:
            self.controller.set_period(period)
            self.refresh(None)
            words = t("Đã lấy lại tháng {month}. Ctrl+Z để bỏ.", month=month_number(period))
            self.controller.told.emit(words, "")

    def restore(self) -> None:
        """What was asked about takes the place of today's file, which is kept aside."""
        if self._asked is None:
            return
        path, passphrase = self._asked, self._passphrase
        self._asked = None
        self._question.hide()
        window = self.window()
        assert isinstance(window, MainWindow)
        try:
            kept = restore_into(window, path, passphrase)
        except (UserError, MachineError) as error:
            self._fail(error)
            return
        self.refresh(None)
        self.refresh_header()
        self.focus_first()
        words = t("Đã khôi phục {what}.", what=what_of(path))
        words += " " + t("Dữ liệu trước đó: {kept}", kept=title_of(kept))
        self.controller.told.emit(words, str(self.controller.session.path.parent))

    # ------------------------------------------------------------ a month as a file

    def export_month(self) -> None:
        """The month shown, as one JSON file."""
        if not self.controller.has_month():
            self._fail(UserError("month.unknown", period=self.controller.period.key))
            return
        name = f"SoDieuHanh-{self.controller.period.key}.json"
        chosen = self.ask_target(name, t("Tháng (*.json)"))
        if not chosen:
            return
        target = with_ending(chosen, ".json")

        def write() -> None:
            export_month(self.controller, target)
            words = t("Đã xuất tháng {month}.", month=month_number(self.controller.period))
            self.controller.told.emit(words, str(target.parent))

        self._try(write)

    def import_month(self) -> None:
        """A month from a file: checked whole before anything is stored; one undoable step."""
        chosen = self.ask_file(t("Chọn tệp tháng"), t("Tháng (*.json)"))
        if not chosen:
            return

        def read() -> None:
            month = month_number(import_month(self.controller, Path(chosen)))
            self.controller.told.emit(t("Đã nhập tháng {month}. Ctrl+Z để bỏ.", month=month), "")

        self._try(read)

    # ------------------------------------------------------------ asking

    def _ask_folder(self) -> str:
        return QFileDialog.getExistingDirectory(self, t("Chọn thư mục"), str(self._start_folder()))

    def _ask_file(self, title: str, kinds: str) -> str:
        return QFileDialog.getOpenFileName(self, title, str(self._start_folder()), kinds)[0]

    def _ask_passphrase(self) -> str:
        words = t("Mật khẩu, ít nhất 8 ký tự. Quên mật khẩu thì không ai mở được bản này.")
        hidden = QLineEdit.EchoMode.Password
        return QInputDialog.getText(self, t("Bản chép có mật khẩu"), words, hidden)[0]

    def _start_folder(self) -> Path:
        second = self.controller.session.backup_status().second
        seen = self._courier.seen(second)
        return Path.home() if seen is None or not seen.present else seen.folder

    def _ask_target(self, name: str, kinds: str) -> str:
        return QFileDialog.getSaveFileName(self, t("Xuất tháng ra tệp"), str(Path.home() / name), kinds)[0]
