"""Renaming what a sheet already has: a row and its window, a column and its shared head, the sheet itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget

from models.catalogue import Catalogue, SheetColumn
from ui.i18n import t
from ui.tables.catalogue_drafts import Record
from ui.widgets_sheet.form import Form

Put = Callable[[Sequence[Record]], str]
Problem = Callable[[Form, QLineEdit], str]


def column_words(column: SheetColumn) -> str:
    """A column with its shared head: "Hoàn thành: Số"."""
    return f"{column.group}: {column.label}" if column.group else column.label


class RenameRow(Form):
    """Another name, or another kind of window, for one of the sheet's rows."""

    def __init__(
        self, catalogue: Catalogue, sheet: str, row: str, windows: list[tuple[str, str]], parent: QWidget
    ) -> None:
        super().__init__(t("Sửa dòng"), t("Ghi"), parent)
        self._rows = {known.code: known for known in catalogue.rows_of(sheet)}
        chosen = row if row in self._rows else next(iter(self._rows), "")
        entries = [(code, known.label) for code, known in self._rows.items()]
        self.which = self.add_choice("rename_which", t("Dòng"), entries, chosen)
        self.label = self.add_text("rename_label", t("Tên dòng"))
        self.window_kind = self.add_choice("rename_window", t("Kỳ của dòng"), windows, "none")
        self.add_words(t("Trong tên dòng, {tháng} là số của tháng. Tên chỉ tiêu và số đã nhập giữ nguyên."))
        self.which.currentIndexChanged.connect(self._load)
        self._load()

    def _load(self) -> None:
        row = self._rows.get(self.which.value())
        if row is not None:
            self.label.setText(row.label)
            self.window_kind.setCurrentIndex(self.window_kind.findData(row.window))
            self.window_kind.setEnabled(not row.previous_of)

    def connect_store(self, put: Put, problem: Problem) -> RenameRow:
        """What accepting the form writes."""

        def store() -> str:
            row = self._rows[self.which.value()]
            kind = self.window_kind.value()
            named = replace(row, label=self.label.text().strip(), window=kind)  # type: ignore[arg-type]
            return problem(self, self.label) or put([named])

        self.store = store
        return self


class RenameColumn(Form):
    """Another name, or another shared head, for one of the sheet's columns."""

    def __init__(self, catalogue: Catalogue, sheet: str, column: str, parent: QWidget) -> None:
        super().__init__(t("Sửa cột"), t("Ghi"), parent)
        self._columns = {known.code: known for known in catalogue.columns_of(sheet)}
        chosen = column if column in self._columns else next(iter(self._columns), "")
        entries = [(code, column_words(known)) for code, known in self._columns.items()]
        self.which = self.add_choice("rename_which", t("Cột"), entries, chosen)
        self.label = self.add_text("rename_label", t("Tên cột"))
        self.group = self.add_text("rename_group", t("Đầu cột chung"), hint=t("Để trống nếu cột đứng riêng"))
        self.which.currentIndexChanged.connect(self._load)
        self._load()

    def _load(self) -> None:
        column = self._columns.get(self.which.value())
        if column is not None:
            self.label.setText(column.label)
            self.group.setText(column.group)

    def connect_store(self, put: Put, problem: Problem) -> RenameColumn:
        """What accepting the form writes."""

        def store() -> str:
            column = self._columns[self.which.value()]
            named = replace(column, label=self.label.text().strip(), group=self.group.text().strip())
            return problem(self, self.label) or put([named])

        self.store = store
        return self


class RenameSheet(Form):
    """Another name for the sheet and for the head of its rows."""

    def __init__(self, catalogue: Catalogue, sheet: str, put: Put, problem: Problem, parent: QWidget) -> None:
        super().__init__(t("Sửa bảng"), t("Ghi"), parent)
        held = next(known for known in catalogue.sheets if known.code == sheet)
        self.label = self.add_text("rename_label", t("Tên bảng"), held.label)
        self.head = self.add_text("rename_head", t("Đầu cột tên"), held.row_head)

        def store() -> str:
            named = replace(held, label=self.label.text().strip(), row_head=self.head.text().strip())
            return problem(self, self.label) or put([named])

        self.store = store
