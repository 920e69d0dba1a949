"""Sao lưu: copies of the whole file, what is inside each, and bringing one back; a month as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from export.files import write_file
from models.changes import ChangeSet
from models.errors import AppError, MachineError, UserError
from models.exchange import read_month_file, write_month_file
from models.session import inspect_backup
from ui import theme
from ui.backups.found import Found, describe, find_backups, last_backup_line, month_number, short_path
from ui.backups.reopening import restore_into
from ui.controller import Controller
from ui.i18n import t
from ui.messages import sentence
from ui.refusal import Reason
from ui.widgets.buttons import Button
from ui.widgets.labels import EmptyState, Line
from ui.widgets.page import Page

_MOST_BYTES = 64 * 1024 * 1024
"""A month file is some 100 KB; what is far above is none, and is not read into memory."""


class BackupsPage(Page):
    """Back up now; the folder; what lies in it; restoring, asked once in words."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(controller, parent)
        self.setObjectName("page_backups")
        self._folder: Path | None = None
        self._asked: Path | None = None
        self.ask_folder: Callable[[], str] = self._ask_folder
        self.ask_file: Callable[[str, str], str] = self._ask_file
        self.ask_target: Callable[[str, str], str] = self._ask_target
        self.now = self.add_button(t("Sao lưu ngay"), icon="backup", primary=True)
        self.now.setObjectName("backup_now")
        self.now.clicked.connect(self.back_up)
        for words, run in (
            (t("Khôi phục từ tệp khác…"), self.restore_other),
            (t("Xuất tháng ra tệp…"), self.export_month),
            (t("Nhập tháng từ tệp…"), self.import_month),
        ):
            self.add_menu_action(words).triggered.connect(run)
        self._build()

    def _build(self) -> None:
        self.empty = EmptyState(t("Chưa sao lưu lần nào. Cắm USB rồi bấm Sao lưu ngay."), (), self)
        self.last = QLabel(self)
        self.last.setObjectName("backup_last")
        self.last.setWordWrap(True)
        self.since = Line("", "text2", 12, parent=self)
        self.since.setObjectName("backup_since")
        self.folder_line = Line("", "text", 13, parent=self)
        self.folder_line.setObjectName("backup_folder")
        self.choose = Button(t("Chọn thư mục…"), icon="folder", parent=self)
        self.choose.setObjectName("backup_choose")
        self.choose.clicked.connect(self.choose_folder)
        folder_row = QHBoxLayout()
        folder_row.setSpacing(12)
        label = QLabel(t("Thư mục sao lưu"), self)
        folder_row.addWidget(label)
        folder_row.addWidget(self.folder_line, 1)
        folder_row.addWidget(self.choose)
        hint = Line(
            t("Nên là USB hoặc ổ khác: khi ổ đĩa hỏng, bản sao lưu cùng ổ cũng mất."),
            "text2",
            12,
            parent=self,
        )
        self.reason = Reason("backup_reason", self)
        self._make_question()
        self._head = QLabel(t("Các bản sao lưu trong thư mục này"), self)
        self._head.setFont(theme.font(15, 600))
        self._make_list()
        self.empty.layout().setContentsMargins(0, 4, 0, 0)  # type: ignore[union-attr]
        self.empty.setMaximumHeight(40)
        self.where = Line("", "text2", 12, parent=self)
        self.where.setObjectName("backup_where")
        for widget in (self.empty, self.last, self.where, self.since):
            self.content.addWidget(widget)
        self.content.addSpacing(12)
        self.content.addLayout(folder_row)
        self.content.addWidget(hint)
        self.content.addWidget(self.reason)
        self.content.addSpacing(8)
        self.content.addWidget(self._question)
        self.content.addSpacing(12)
        self.content.addWidget(self._head)
        self.content.addSpacing(4)
        self.content.addWidget(self._area, 1)

    def _make_question(self) -> None:
        self._question = QWidget(self)
        self._question.setObjectName("backup_question")
        self._question.setProperty("pane", "window")
        self._question.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self._question)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        self._question_words = QLabel(self._question)
        self._question_words.setObjectName("backup_question_words")
        self._question_words.setWordWrap(True)
        self._question_words.setTextFormat(Qt.TextFormat.PlainText)
        yes = Button(t("Khôi phục"), primary=True, parent=self._question)
        yes.setObjectName("backup_restore_yes")
        no = Button(t("Thôi"), "Esc", parent=self._question)
        no.setObjectName("backup_restore_no")
        yes.clicked.connect(self.restore)
        no.clicked.connect(lambda: self._ask(None))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(yes)
        row.addWidget(no)
        row.addStretch(1)
        column.addWidget(self._question_words)
        column.addLayout(row)
        self._yes = yes
        self._question.hide()

    def _make_list(self) -> None:
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list = QWidget()
        self._list.setObjectName("backup_list")
        self._list.setProperty("pane", "surface")
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 12, 16)
        self._rows.setSpacing(0)
        self._area.setWidget(self._list)

    # ------------------------------------------------------------ the page contract

    def title(self) -> str:
        return t("Sao lưu")

    def state_line(self) -> str:
        return str(self.controller.session.path.name)

    def status_keys(self) -> list[tuple[str, str]]:
        return [("Enter", t("bấm nút đang chọn")), ("Tab", t("nút kế")), ("F1", t("giải thích"))]

    def explain(self) -> str:
        return t(
            "Một bản sao lưu là cả tệp: mọi tháng, số liệu, cuộc họp, nội dung. Bản sao được kiểm tra "
            "trước khi mang tên chính thức. Khôi phục giữ dữ liệu hôm nay lại bên cạnh, không xoá gì."
        )

    def focus_first(self) -> None:
        self.now.setFocus(Qt.FocusReason.OtherFocusReason)

    def back(self) -> bool:
        if self._asked is None:
            return False
        self._ask(None)
        return True

    def refresh(self, change: ChangeSet | None) -> None:
        status = self.controller.session.backup_status()
        if self._folder is None and status.path is not None:
            self._folder = status.path.parent
        never = status.time is None
        self.empty.setVisible(never)
        self.last.setVisible(not never)
        self.since.setVisible(not never)
        self.where.setVisible(not never)
        if not never:
            self.where.setText(short_path(status.path) if status.path else "")
            self.last.setText(last_backup_line(status))
            self.since.setText(
                t("{n} thay đổi từ lúc đó chưa được sao lưu.", n=status.changes_since)
                if status.changes_since
                else t("Từ lúc đó chưa có thay đổi nào.")
            )
        self._show_folder(full=change is None)

    # ------------------------------------------------------------ showing

    def _show_folder(self, full: bool = True) -> None:
        self.folder_line.setText(short_path(self._folder) if self._folder else t("Chưa chọn"))
        if not full:
            return
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        found = find_backups(self._folder, self.controller.session.path) if self._folder else []
        self._head.setVisible(self._folder is not None)
        self.empty.set_sentence(
            t("Tệp đang mở chưa được sao lưu. Bấm Sao lưu ngay.")
            if found
            else t("Chưa sao lưu lần nào. Cắm USB rồi bấm Sao lưu ngay.")
        )
        if self._folder is not None and not found:
            self._rows.addWidget(Line(t("Trong thư mục này chưa có bản sao lưu nào."), "text2", parent=self))
        for number, each in enumerate(found):
            self._rows.addWidget(self._row(number, each))
        self._rows.addStretch(1)

    def _row(self, number: int, found: Found) -> QWidget:
        row = QWidget(self._list)
        row.setObjectName(f"backup_{number}")
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 8, 0, 8)
        line.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Line(found.path.name, "text", 13, 600, parent=row))
        second = describe(found.info) if found.info else sentence(found.error or UserError("restore.damaged"))
        words.addWidget(Line(second, "text2" if found.info else "err", 12, parent=row))
        line.addLayout(words, 1)
        if found.info is not None:
            button = Button(t("Khôi phục…"), parent=row)
            button.setObjectName(f"backup_{number}_restore")
            button.setAccessibleDescription(found.path.name)
            button.clicked.connect(lambda _=False, path=found.path: self._ask(path))
            line.addWidget(button)
        return row

    def _fail(self, error: AppError | None) -> None:
        self.reason.tell("" if error is None else sentence(error))

    # ------------------------------------------------------------ backing up

    def choose_folder(self) -> bool:
        """Another folder; whether one was chosen."""
        chosen = self.ask_folder()
        if not chosen:
            return False
        self._folder = Path(chosen)
        self._fail(None)
        self._show_folder()
        return True

    def back_up(self) -> None:
        """Now, into the folder; asked for first when there is none."""
        if self._folder is None and not self.choose_folder():
            return
        assert self._folder is not None
        try:
            written = self.controller.session.backup(self._folder)
        except (UserError, MachineError) as error:
            self._fail(error)
            return
        self._fail(None)
        self.refresh(None)
        self.refresh_header()
        self.controller.told.emit(t("Đã sao lưu: {name}", name=written.name), str(written.parent))

    # ------------------------------------------------------------ restoring

    def restore_other(self) -> None:
        """A backup from anywhere."""
        chosen = self.ask_file(t("Chọn bản sao lưu"), t("Tệp Sổ Điều Hành (*.sdh)"))
        if chosen:
            self._ask(Path(chosen))

    def _ask(self, path: Path | None) -> None:
        self._asked = None
        self._question.hide()
        self._fail(None)
        if path is None:
            self.focus_first()
            return
        try:
            info = inspect_backup(path)
        except (UserError, MachineError) as error:
            self._fail(error)
            return
        self._asked = path
        self._question_words.setText(
            t(
                "{name}: {inside}.\nDữ liệu hôm nay không bị xoá: nó được giữ lại trong {folder}.",
                name=path.name,
                inside=describe(info),
                folder=short_path(self.controller.session.path.parent),
            )
        )
        self._question.show()
        self._yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def restore(self) -> None:
        """What was asked about takes the place of today's file, which is kept aside."""
        if self._asked is None:
            return
        path, self._asked = self._asked, None
        self._question.hide()
        try:
            kept = restore_into(self.controller, path)
        except (UserError, MachineError) as error:
            self._fail(error)
            return
        self.refresh(None)
        self.refresh_header()
        self.focus_first()
        words = t("Đã khôi phục {name}.", name=path.name)
        if kept is not None:
            words += " " + t("Dữ liệu trước đó: {kept}", kept=kept.name)
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
        try:
            write_file(Path(chosen), write_month_file(self.controller.data()))
        except (UserError, MachineError) as error:
            self._fail(error)
            return
        self._fail(None)
        self.controller.told.emit(
            t("Đã xuất tháng {month}.", month=month_number(self.controller.period)), str(Path(chosen).parent)
        )

    def import_month(self) -> None:
        """A month from a file: checked whole before anything is stored; one undoable step."""
        chosen = self.ask_file(t("Chọn tệp tháng"), t("Tháng (*.json)"))
        if not chosen:
            return
        try:
            file = read_month_file(_bytes_of(Path(chosen)))
        except (UserError, MachineError) as error:
            self._fail(error)
            return
        refused = self.controller.attempt(lambda: self.controller.session.import_month(file))
        self._fail(refused)
        if refused is None:
            period = file.data.month.period
            self.controller.set_period(period)
            self.controller.told.emit(
                t("Đã nhập tháng {month}. Ctrl+Z để bỏ.", month=month_number(period)), ""
            )

    # ------------------------------------------------------------ asking

    def _ask_folder(self) -> str:
        return QFileDialog.getExistingDirectory(
            self, t("Chọn thư mục sao lưu"), str(self._folder or Path.home())
        )

    def _ask_file(self, title: str, kinds: str) -> str:
        return QFileDialog.getOpenFileName(self, title, str(self._folder or Path.home()), kinds)[0]

    def _ask_target(self, name: str, kinds: str) -> str:
        return QFileDialog.getSaveFileName(self, t("Xuất tháng ra tệp"), str(Path.home() / name), kinds)[0]


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UserError("import.too_large", size=path.stat().st_size, limit=_MOST_BYTES)
        return path.read_bytes()
    except OSError as error:
        raise MachineError("file.unreadable", path=str(path), reason=error.strerror or "") from error
