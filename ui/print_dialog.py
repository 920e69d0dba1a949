"""The program's own print dialog: printer, pages, copies; says at once when there is no printer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from export.layout.pages import Pages
from models.errors import AppError
from ui import messages, theme
from ui.i18n import t
from ui.printing import PrinterSearch, PrintJob, print_pages
from ui.widgets.buttons import Button


class PrintDialog(QDialog):
    """`wants_pdf` after it closed: the clerk chose to write a PDF instead. `printed`: pages sent."""

    def __init__(self, pages: Pages, current: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = pages
        self.wants_pdf = False
        self.printed = 0
        self.setObjectName("print_dialog")
        self.setWindowTitle(t("In báo cáo"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(16)
        column.addLayout(self._make_fields(current))
        self._words = QLabel("", self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setObjectName("print_words")
        self._words.setWordWrap(True)
        self._words.setFixedWidth(400)
        self._words.hide()
        column.addWidget(self._words)
        column.addLayout(self._make_buttons())
        self._search = PrinterSearch(self)
        self._search.found.connect(self._show_printers)
        self._search.silent.connect(self._say_silent)
        self.finished.connect(self._search.stop)
        self._waiting = False

    def _make_fields(self, current: int) -> QGridLayout:
        count = len(self.pages.pages)
        self.printer = QComboBox(self)
        self.printer.setObjectName("print_printer")
        self.printer.setFixedWidth(280)
        self.printer.addItem(t("Đang tìm máy in…"))
        self.printer.setEnabled(False)
        self.all_pages = QRadioButton(t("Tất cả {n} trang", n=count), self)
        self.all_pages.setChecked(True)
        self.this_page = QRadioButton(t("Trang đang xem ({n})", n=current + 1), self)
        self.some_pages = QRadioButton(t("Từ trang"), self)
        self._current = current
        self.first, self.last = self._number("1", count), self._number(str(count), count)
        self.copies = self._number("1", 99)
        for field, name in (
            (self.first, "print_first"),
            (self.last, "print_last"),
            (self.copies, "print_copies"),
        ):
            field.setObjectName(name)
        self.first.setAccessibleName(t("Từ trang"))
        self.last.setAccessibleName(t("đến trang"))
        self.copies.setAccessibleName(t("Số bản"))
        for field in (self.first, self.last):
            field.textEdited.connect(lambda _: self.some_pages.setChecked(True))
        some = QHBoxLayout()
        some.setSpacing(8)
        for widget in (self.some_pages, self.first, QLabel(t("đến"), self), self.last):
            some.addWidget(widget)
        some.addStretch(1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.addWidget(QLabel(t("Máy in"), self), 0, 0)
        grid.addWidget(self.printer, 0, 1)
        grid.addWidget(QLabel(t("Trang"), self), 1, 0)
        grid.addWidget(self.all_pages, 1, 1)
        grid.addWidget(self.this_page, 2, 1)
        grid.addLayout(some, 3, 1)
        grid.addWidget(QLabel(t("Số bản"), self), 4, 0)
        grid.addWidget(self.copies, 4, 1)
        return grid

    def _number(self, text: str, top: int) -> QLineEdit:
        field = QLineEdit(text, self)
        field.setValidator(QIntValidator(1, max(1, top), field))
        field.setFixedWidth(56)
        return field

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._pdf = Button(t("Ghi PDF"), icon="pdf", parent=self)
        self._leave = Button(t("Đóng"), "Esc", parent=self)
        self._print = Button(t("In"), "Enter", icon="print", primary=True, parent=self)
        self._print.setObjectName("print_now")
        self._print.setDefault(True)
        self._print.setEnabled(False)
        self._pdf.clicked.connect(self._choose_pdf)
        self._leave.clicked.connect(self.reject)
        self._print.clicked.connect(self.print_now)
        row.addWidget(self._pdf)
        row.addStretch(1)
        row.addWidget(self._leave)
        row.addWidget(self._print)
        return row

    def _show_printers(self, names: list[str], default: str) -> None:
        self._words.hide()
        chosen = self.printer.currentText()
        self.printer.clear()
        waiting, self._waiting = self._waiting, False
        if not names:
            self.printer.addItem(t("Không có máy in"))
            self._say(t("Máy này chưa có máy in. Ghi PDF rồi in ở máy khác."), "text2")
            self._pdf.setFocus()
            return
        self.printer.addItems(names)
        self.printer.setEnabled(True)
        self._print.setEnabled(True)
        self.printer.setCurrentText(chosen if chosen in names else default or names[0])
        if waiting and chosen in names:
            self._print_pages()
        elif waiting:
            self._say(t("Không còn máy in “{name}”. Chọn máy in khác, hoặc ghi PDF.", name=chosen), "err")
        else:
            self._print.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._search.start()

    def job(self) -> PrintJob:
        """What the fields say."""
        first, last = 1, 0
        if self.this_page.isChecked():
            first = last = self._current + 1
        elif self.some_pages.isChecked():
            first, last = int(self.first.text() or 0), int(self.last.text() or 0)
        return PrintJob(self.printer.currentText(), first, last, int(self.copies.text() or 1))

    def print_now(self) -> None:
        """Ask once more whether the printer answers, then print: a queue that hangs would stop the window."""
        self._waiting = True
        self._print.setEnabled(False)
        self._search.start()

    def _say_silent(self) -> None:
        self._say(t("Hệ thống in chưa trả lời. Chờ thêm, hoặc ghi PDF rồi in ở máy khác."), "text2")
        self._pdf.setFocus()

    def _print_pages(self) -> None:
        """What goes wrong is said here and the dialog stays."""
        self.setCursor(Qt.CursorShape.WaitCursor)
        try:
            self.printed = print_pages(self.pages, self.job())
        except AppError as error:
            self._say(messages.sentence(error), "err")
            return
        finally:
            self.unsetCursor()
        self.accept()

    def _choose_pdf(self) -> None:
        self.wants_pdf = True
        self.reject()

    def _say(self, words: str, tint: str) -> None:
        self._words.setStyleSheet(f"color: {theme.color(tint).name()};")
        self._words.setText(words)
        self._words.show()
        self.adjustSize()
