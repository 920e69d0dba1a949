"""Adding and changing figures, rows, columns and sheets from a sheet's ⋯ menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from models.catalogue import Catalogue, ColumnKind, Sheet, SheetColumn, SheetRow
from models.entities import Period
from models.session.catalogue import Kind
from ui import messages
from ui.controller import Controller
from ui.i18n import t
from ui.tables.catalogue_drafts import (
    Record,
    new_column,
    new_row,
    new_sheet,
    next_position,
    suggested_code,
)
from ui.widgets_sheet.figure_form import edit_figure
from ui.widgets_sheet.form import Form, label_problem, taken_words
from ui.widgets_sheet.rename_forms import RenameColumn, RenameRow, RenameSheet, column_words

_MONTHS_TOLD = 3


class CatalogueMenu:
    """The commands of one sheet's page. Every change is undone by Ctrl+Z like any other entry."""

    def __init__(self, controller: Controller, page: QWidget, sheet: str) -> None:
        self.controller = controller
        self.page = page
        self.sheet = sheet
        self._in_hand: Callable[[], str | None] = lambda: None

    def fill(self, add: Callable[[str], QAction], in_hand: Callable[[], str | None]) -> None:
        """Adds the commands through the page's `add_menu_action`."""
        self._in_hand = in_hand
        for words, act in (
            (t("Thêm chỉ tiêu…"), self.add_figure),
            (t("Thêm dòng…"), self.add_row),
            (t("Thêm cột…"), self.add_column),
            (t("Thêm bảng…"), self.add_sheet),
            (t("Sửa chỉ tiêu…"), self.change_figure),
            (t("Sửa dòng…"), lambda: self.rename_row_form().exec()),
            (t("Sửa cột…"), lambda: self.rename_column_form().exec()),
            (t("Sửa bảng…"), lambda: self.rename_sheet_form().exec()),
            (t("Xoá…"), self.remove),
        ):
            add(words).triggered.connect(lambda _checked=False, act=act: act())

    @property
    def catalogue(self) -> Catalogue:
        return self.controller.session.catalogue()

    def add_figure(self) -> None:
        edit_figure(self.controller, self.page, self.sheet, None, self._put).exec()

    def change_figure(self) -> None:
        code = self._in_hand()
        if code is None:
            self.controller.problem.emit(t("Chọn ô của một chỉ tiêu trước, rồi mở lại lệnh này."))
            return
        edit_figure(self.controller, self.page, self.sheet, self.catalogue.figure(code), self._put).exec()

    def add_row(self) -> None:
        self.row_form().exec()

    def row_form(self) -> Form:
        form = Form(t("Thêm dòng"), t("Thêm dòng"), self.page)
        label = form.add_text("row_label", t("Tên dòng"), hint=t("Ví dụ: Tỉnh uỷ giao"))
        code = form.add_text("row_code", t("Mã"))
        suggest(label, code, lambda: [row.code for row in self.catalogue.rows])
        rows = [row for row in self.catalogue.rows_of(self.sheet) if not row.previous_of]
        hand = self._in_hand()
        figure = self.catalogue.by_code.get(hand or "")
        held = figure.row if figure else ""
        chosen = held if held in [row.code for row in rows] else rows[-1].code if rows else ""
        like = form.add_choice(
            "row_like", t("Dùng các ô như dòng"), [(r.code, r.label) for r in rows], chosen
        )
        window = form.add_choice("row_window", t("Kỳ của dòng"), _windows(), "none")

        def store() -> str:
            problem = label_problem(form, label)
            if problem:
                return problem
            position = next_position(self.catalogue.rows_of(self.sheet))
            kind = window.value()
            row = SheetRow(code.text().strip(), self.sheet, label.text().strip(), position, kind)  # type: ignore[arg-type]
            if row.code in [known.code for known in self.catalogue.rows]:
                return form.wrong(code, taken_words(row.code))
            return self._put(new_row(self.catalogue, row, like.value()))

        form.store = store
        return form

    def add_column(self) -> None:
        self.column_form().exec()

    def column_form(self) -> Form:
        form = Form(t("Thêm cột"), t("Thêm cột"), self.page)
        label = form.add_text("column_label", t("Tên cột"), hint=t("Ví dụ: Chuyển kỳ sau"))
        group = form.add_text("column_group", t("Đầu cột chung"), hint=t("Để trống nếu cột đứng riêng"))
        code = form.add_text("column_code", t("Mã"))
        suggest(label, code, lambda: [c.code for c in self.catalogue.columns_of(self.sheet)])
        kind = form.add_choice("column_kind", t("Cột chứa"), _kinds(), "value")
        values = [
            (c.code, column_words(c)) for c in self.catalogue.columns_of(self.sheet) if c.kind == "value"
        ]
        of = form.add_choice("column_of", t("Tính từ cột"), values, values[0][0] if values else "")
        cells = form.add_check("column_cells", t("Mọi dòng đều có ô nhập ở cột này"), True)

        def kind_changed() -> None:
            of.setEnabled(kind.value() != "value")
            cells.setEnabled(kind.value() == "value")

        kind.currentIndexChanged.connect(kind_changed)
        kind_changed()

        def store() -> str:
            problem = label_problem(form, label)
            if problem:
                return problem
            columns = self.catalogue.columns_of(self.sheet)
            if code.text().strip() in [column.code for column in columns]:
                return form.wrong(code, taken_words(code.text().strip()))
            chosen: ColumnKind = kind.value()  # type: ignore[assignment]
            column = SheetColumn(
                code.text().strip(),
                self.sheet,
                label.text().strip(),
                next_position(columns),
                group.text().strip(),
                chosen,
                "" if chosen == "value" else of.value(),
                0 if chosen == "value" else 1,
            )
            return self._put(new_column(self.catalogue, column, cells.isChecked()))

        form.store = store
        return form

    def add_sheet(self) -> None:
        form = self.sheet_form()
        if form.exec():
            self.controller.open_page.emit(f"sheet:{form.property('made')}")

    def sheet_form(self) -> Form:
        form = Form(t("Thêm bảng"), t("Thêm bảng"), self.page)
        label = form.add_text("sheet_label", t("Tên bảng"), hint=t("Ví dụ: Cải cách hành chính"))
        code = form.add_text("sheet_code", t("Mã"))
        suggest(label, code, lambda: [sheet.code for sheet in self.catalogue.sheets])
        head = form.add_text("sheet_head", t("Đầu cột tên"), t("Chỉ tiêu"))
        row = form.add_text("sheet_row", t("Chỉ tiêu đầu tiên"), hint=t("Ví dụ: Hồ sơ tiếp nhận"))
        column = form.add_text("sheet_column", t("Cột nhập"), t("Trong tháng"))

        def store() -> str:
            for field in (label, row, column):
                problem = label_problem(form, field)
                if problem:
                    return problem
            made = code.text().strip()
            if made in [sheet.code for sheet in self.catalogue.sheets]:
                return form.wrong(code, taken_words(made))
            sheet = Sheet(
                made, label.text().strip(), next_position(self.catalogue.sheets), head.text().strip()
            )
            form.setProperty("made", made)
            return self._put(new_sheet(self.catalogue, sheet, row.text().strip(), column.text().strip()))

        form.store = store
        return form

    def rename_row_form(self) -> RenameRow:
        """The row in hand first; any other of the sheet can be chosen."""
        figure = self.catalogue.by_code.get(self._in_hand() or "")
        row = figure.row if figure else ""
        form = RenameRow(self.catalogue, self.sheet, row, _windows(), self.page)
        return form.connect_store(self._put, label_problem)

    def rename_column_form(self) -> RenameColumn:
        """The column in hand first."""
        figure = self.catalogue.by_code.get(self._in_hand() or "")
        column = figure.column if figure else ""
        form = RenameColumn(self.catalogue, self.sheet, column, self.page)
        return form.connect_store(self._put, label_problem)

    def rename_sheet_form(self) -> RenameSheet:
        return RenameSheet(self.catalogue, self.sheet, self._put, label_problem, self.page)

    def remove(self) -> None:
        self.remove_form().exec()

    def remove_form(self) -> Form:
        """Removes the figure, row or column in hand, or the sheet, with the numbers of all months."""
        form = Form(t("Xoá khỏi danh mục"), t("Xoá"), self.page)
        what = form.add_choice("remove_what", t("Xoá"), self._removable(), "")
        what.setCurrentIndex(0)
        form.add_words(t("Số đã nhập của mọi tháng ở đó cũng bị xoá. Ctrl+Z lấy lại được tất cả."))
        used = form.add_warning("remove_used")
        session = self.controller.session

        def chosen() -> tuple[Kind, str, str]:
            kind, _, code = what.value().partition(":")
            return kind, code, self.sheet  # type: ignore[return-value]

        def say_used() -> None:
            form.say(used, used_words(session.paragraphs_naming(*chosen())))

        def store() -> str:
            error = self.controller.attempt(lambda: session.remove(*chosen()))
            return messages.sentence(error) if error else ""

        what.currentIndexChanged.connect(say_used)
        say_used()
        form.store = store
        return form

    def _removable(self) -> list[tuple[str, str]]:
        catalogue, entries = self.catalogue, []
        code = self._in_hand()
        figure = catalogue.by_code.get(code) if code else None
        if figure is not None:
            entries.append((f"figure:{figure.code}", t("chỉ tiêu “{label}”", label=figure.label)))
        book = self.controller.book()
        for row in catalogue.rows_of(self.sheet):
            if figure is None or row.code == figure.row:
                entries.append((f"row:{row.code}", t("dòng “{label}”", label=book.row_label(row))))
        for column in catalogue.columns_of(self.sheet):
            if figure is None or column.code == figure.column:
                words = t("cột “{label}”", label=column_words(column))
                entries.append((f"column:{column.code}", words))
        label = next((s.label for s in catalogue.sheets if s.code == self.sheet), self.sheet)
        return [*entries, (f"sheet:{self.sheet}", t("cả bảng “{label}”", label=label))]

    def _put(self, records: Sequence[Record]) -> str:
        """Writes all or nothing, as one step of undo; the sentence of the refusal, or ""."""
        error = self.controller.attempt(lambda: self.controller.session.put_records(records))
        return messages.sentence(error) if error else ""


def used_words(named: Mapping[Period, Sequence[int]]) -> str:
    """Which paragraphs of which months name what shall go, the newest three months one by one."""
    if not named:
        return ""
    told = [
        t(
            "tháng {month} đoạn {numbers}",
            month=f"{period.month}/{period.year}",
            numbers=", ".join(str(index + 1) for index in indexes),
        )
        for period, indexes in list(named.items())[:_MONTHS_TOLD]
    ]
    if len(named) > _MONTHS_TOLD:
        told.append(t("{n} tháng trước nữa", n=len(named) - _MONTHS_TOLD))
    return t("Nội dung đang dùng: {where}. Xoá rồi, các đoạn đó báo lỗi đến khi sửa.", where="; ".join(told))


def suggest(label: QLineEdit, code: QLineEdit, taken: Callable[[], list[str]]) -> None:
    """Fills the code from the label until the clerk writes one."""
    code.setPlaceholderText(t("Chữ không dấu, số và gạch dưới"))
    label.textEdited.connect(
        lambda text: None if code.isModified() else code.setText(suggested_code(text, taken()))
    )


def _windows() -> list[tuple[str, str]]:
    return [
        ("none", t("không ghi kỳ")),
        ("month", t("kỳ của tháng")),
        ("cumulative", t("từ đầu năm")),
        ("own", t("kỳ riêng, gõ hai ngày")),
    ]


def _kinds() -> list[tuple[str, str]]:
    return [
        ("value", t("số nhập vào")),
        ("share", t("tỷ lệ")),
        ("previous", t("số tháng trước")),
        ("same_period", t("số cùng kỳ năm trước")),
        ("cumulative", t("luỹ kế từ đầu năm")),
    ]
