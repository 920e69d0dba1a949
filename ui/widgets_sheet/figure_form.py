"""The dialog of one figure: its name, where it stands, how it is counted and printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from models.catalogue import Catalogue, Figure, SheetRow
from ui.controller import Controller
from ui.i18n import t
from ui.tables.catalogue_drafts import Record, figure_codes, free_cells, next_position, suggested_code
from ui.widgets_sheet.form import Form, label_problem, taken_words

NEW_ROW = "+"


def edit_figure(
    controller: Controller,
    parent: QWidget,
    sheet: str,
    figure: Figure | None,
    put: Callable[[Sequence[Record]], str],
) -> FigureForm:
    """A dialog for a new figure, or for one that is there (its code and cell stay as they are)."""
    return FigureForm(controller, parent, sheet, figure, put)


class FigureForm(Form):
    """What a figure is, in the clerk's words."""

    def __init__(
        self,
        controller: Controller,
        parent: QWidget,
        sheet: str,
        figure: Figure | None,
        put: Callable[[Sequence[Record]], str],
    ) -> None:
        title = t("Thêm chỉ tiêu") if figure is None else t("Sửa chỉ tiêu")
        super().__init__(title, t("Thêm chỉ tiêu") if figure is None else t("Ghi"), parent)
        self._catalogue: Catalogue = controller.session.catalogue()
        self._sheet = sheet
        self._old = figure
        self._put = put
        self.store = self._store
        self._build(figure or Figure("", "", sheet, "", "", required=False, accumulation="sum"))

    def _build(self, figure: Figure) -> None:
        self.label = self.add_text("figure_label", t("Tên chỉ tiêu"), figure.label)
        self.code = self.add_text("figure_code", t("Mã trong nội dung"), figure.code)
        self.code.setPlaceholderText(t("Chữ không dấu, số và gạch dưới"))
        self.code.setReadOnly(self._old is not None)
        if self._old is None:
            self.cell = self.add_choice("figure_cell", t("Đứng ở"), self._cells(), NEW_ROW)
        self.short = self.add_text("figure_short", t("Tên ngắn"), figure.short, t("Trên thẻ trong nội dung"))
        self.unit = self.add_text("figure_unit", t("Đơn vị"), figure.unit, t("Ví dụ: văn bản"))
        decimals = [(str(n), t("không") if n == 0 else t("{n} số lẻ", n=n)) for n in range(5)]
        self.decimals = self.add_choice("figure_decimals", t("Phần lẻ"), decimals, str(figure.decimals))
        others = self._others(figure)
        self.parent_of = self.add_choice("figure_parent", t("Là một phần của"), others, figure.parent)
        self.share_of = self.add_choice("figure_share", t("Tỷ lệ tính trên"), others, figure.share_of)
        self.formula = self.add_text(
            "figure_formula", t("Công thức"), figure.formula, t("Để trống nếu gõ số; ví dụ: vb_di - vb_qd")
        )
        self.formula.setEnabled(figure.source != "meetings")
        self.sums = self.add_check("figure_sums", t("Cộng luỹ kế từ đầu năm"), figure.accumulation == "sum")
        self.sums.setEnabled(figure.accumulation != "typed")
        self.required = self.add_check("figure_required", t("Tháng nào cũng phải nhập"), figure.required)
        self.carried = self.add_check("figure_carried", t("Mang số tháng trước sang"), figure.carried)
        self.cause = self.add_check(
            "figure_cause", t("Lớn hơn 0 thì phải nêu nguyên nhân, đơn vị"), figure.needs_cause
        )
        self._printed = self.add_words("")
        self.label.textEdited.connect(self._suggest)
        self.code.textChanged.connect(self._say_printed)
        self._say_printed()

    def _suggest(self, text: str) -> None:
        if self._old is None and not self.code.isModified():
            self.code.setText(suggested_code(text, figure_codes(self._catalogue)))

    def _say_printed(self) -> None:
        code = self.code.text().strip()
        words = t("Gõ {field} trong Nội dung để in số này.", field="{{" + code + "}}")
        self._printed.setText(words if code else "")

    def _cells(self) -> list[tuple[str, str]]:
        """A new row, or a free cell of the sheet."""
        rows = {row.code: row.label for row in self._catalogue.rows}
        columns = {c.code: f"{c.group} {c.label}".strip() for c in self._catalogue.columns_of(self._sheet)}
        free = [
            (f"{row}/{column}", f"{rows[row]} › {columns[column]}")
            for row, column in free_cells(self._catalogue, self._sheet)
        ]
        return [(NEW_ROW, t("dòng mới ở cuối bảng")), *free]

    def _others(self, figure: Figure) -> list[tuple[str, str]]:
        entries = [
            (f.code, f.label) for f in self._catalogue.figures_of(self._sheet) if f.code != figure.code
        ]
        held = {code for code, _ in entries}
        beyond = [code for code in (figure.parent, figure.share_of) if code and code not in held]
        entries += [(code, self._catalogue.figure(code).label) for code in beyond]
        return [("", t("không có")), *entries]

    def _store(self) -> str:
        problem = self._problem()
        if problem:
            return problem
        old = self._old
        rows: list[Record] = []
        if old is None:
            row, column, rows = self._place()
            if not column:
                return t("Bảng này chưa có cột nhập số. Thêm một cột trước.")
            old = Figure(self.code.text().strip(), "", self._sheet, row, column)
        return self._put([*rows, self._filled(old)])

    def _problem(self) -> str:
        for field in (self.label, self.code):
            problem = label_problem(self, field)
            if problem:
                return problem
        if self._old is None and self.code.text().strip() in figure_codes(self._catalogue):
            return self.wrong(self.code, taken_words(self.code.text().strip()))
        return ""

    def _place(self) -> tuple[str, str, list[Record]]:
        """The cell: row and column codes, and the row itself where it is new."""
        if self.cell.value() != NEW_ROW:
            row, _, column = self.cell.value().partition("/")
            return row, column, []
        rows = self._catalogue.rows_of(self._sheet)
        code = suggested_code(self.code.text(), [row.code for row in self._catalogue.rows])
        columns = [c.code for c in self._catalogue.columns_of(self._sheet) if c.kind == "value"]
        made = SheetRow(code, self._sheet, self.label.text().strip(), next_position(rows))
        return code, columns[0] if columns else "", [made]

    def _filled(self, figure: Figure) -> Figure:
        formula = self.formula.text().strip()
        counted = figure.source == "meetings"
        accumulation = figure.accumulation
        if accumulation != "typed":
            accumulation = "sum" if self.sums.isChecked() else "none"
        return replace(
            figure,
            label=self.label.text().strip(),
            short=self.short.text().strip(),
            unit=self.unit.text().strip(),
            decimals=int(self.decimals.value()),
            parent=self.parent_of.value(),
            share_of=self.share_of.value(),
            source="meetings" if counted else "computed" if formula else "typed",
            formula="" if counted else formula,
            accumulation=accumulation,
            required=self.required.isChecked(),
            carried=self.carried.isChecked(),
            needs_cause=self.cause.isChecked(),
        )
