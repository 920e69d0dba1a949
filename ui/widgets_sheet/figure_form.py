"""The dialog of one figure: its name, where it stands, how it is counted and printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from models.catalogue import Accumulation, Catalogue, CountRule, Figure, SheetRow, Source
from ui.controller import Controller
from ui.i18n import t
from ui.tables.catalogue_drafts import Record, figure_codes, free_cells, next_position, suggested_code
from ui.widgets_sheet.form import Form, label_problem, taken_words
from ui.widgets_sheet.rule_field import RuleField

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
        self._controller = controller
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
        self.unit = self.add_text("figure_unit", t("Đơn vị"), figure.unit, t("Ví dụ: văn bản"))
        decimals = [(str(n), t("không") if n == 0 else t("{n} số lẻ", n=n)) for n in range(5)]
        self.decimals = self.add_choice("figure_decimals", t("Phần lẻ"), decimals, str(figure.decimals))
        self._build_source(figure)
        self.sums = self.add_check("figure_sums", t("Cộng luỹ kế từ đầu năm"), figure.accumulation == "sum")
        self.required = self.add_check("figure_required", t("Tháng nào cũng phải nhập"), figure.required)
        self._printed = self.add_words("")
        self.begin_more("figure_more")
        self._build_more(figure)
        self.cumulative_of.currentIndexChanged.connect(self._show_sums)
        self.share_of.currentIndexChanged.connect(self._show_share)
        self.label.textEdited.connect(self._suggest)
        self.code.textChanged.connect(self._say_printed)
        self._show_source()
        self._show_sums()
        self._show_share()
        self._say_printed()

    def _build_source(self, figure: Figure) -> None:
        sources = [
            ("typed", t("gõ vào bảng")),
            ("computed", t("tính từ chỉ tiêu khác")),
            ("meetings", t("đếm từ trang Cuộc họp")),
        ]
        self.source = self.add_choice("figure_source", t("Lấy số từ"), sources, figure.source)
        self.formula = self.add_text(
            "figure_formula", t("Công thức"), figure.formula, t("Ví dụ: vb_di - vb_qd - vb_cv")
        )
        kinds = self._controller.session.office().meeting_kinds
        self.rule = RuleField(figure.count or CountRule(), kinds, self)
        self.add_field(t("Đếm cuộc họp"), self.rule)
        self.source.currentIndexChanged.connect(self._show_source)

    def _build_more(self, figure: Figure) -> None:
        """What few figures need."""
        self.short = self.add_text("figure_short", t("Tên ngắn"), figure.short, t("Trên thẻ trong nội dung"))
        others = self._others(figure)
        self.parent_of = self.add_choice("figure_parent", t("Là một phần của"), others, figure.parent)
        self.complete = self.add_check(
            "figure_complete", t("Các phần của chỉ tiêu này phải cộng đủ"), figure.parts_complete
        )
        self.share_of = self.add_choice("figure_share", t("Tỷ lệ tính trên"), others, figure.share_of)
        self.share_word = self.add_text("figure_share_word", t("Chữ trước tỷ lệ"), figure.share_word)
        self.share_word.setPlaceholderText(t("đạt, chiếm"))
        self.cumulative_of = self.add_choice(
            "figure_cumulative", t("Là luỹ kế của"), others, figure.cumulative_of
        )
        self.at_most = self.add_choice("figure_at_most", t("Không được lớn hơn"), others, figure.at_most)
        zeros = [("print", t("in số 0")), ("blank", t("để trống"))]
        self.zero = self.add_choice("figure_zero", t("Khi bằng 0"), zeros, figure.zero)
        self.carried = self.add_check("figure_carried", t("Mang số tháng trước sang"), figure.carried)
        self.cause = self.add_check(
            "figure_cause", t("Lớn hơn 0 thì phải nêu nguyên nhân, đơn vị"), figure.needs_cause
        )

    def _show_source(self) -> None:
        self.show_row(self.formula, self.source.value() == "computed")
        self.show_row(self.rule, self.source.value() == "meetings")

    def _show_sums(self) -> None:
        """A cumulative typed elsewhere, and a figure that is one itself, are not summed up."""
        typed = self._old is not None and self._old.code in self._catalogue.cumulative_for
        self.sums.setEnabled(not typed and not self.cumulative_of.value())

    def _show_share(self) -> None:
        self.share_word.setEnabled(bool(self.share_of.value()))

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
        named = (figure.parent, figure.share_of, figure.cumulative_of, figure.at_most)
        beyond = [code for code in dict.fromkeys(named) if code and code not in held]
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
        filled = self._filled(old)
        refused = self._put([*rows, filled, *self._whose_cumulative(old.cumulative_of, filled)])
        if refused:
            # What is refused may lie in the fold.
            self.show_more(True)
        return refused

    def _whose_cumulative(self, before: str, filled: Figure) -> list[Record]:
        """The figure whose cumulative is typed here from now on, and the one whose is no longer."""
        if before == filled.cumulative_of:
            return []
        changed: list[Record] = []
        if before:
            changed.append(replace(self._catalogue.figure(before), accumulation="sum"))
        if filled.cumulative_of:
            changed.append(replace(self._catalogue.figure(filled.cumulative_of), accumulation="typed"))
        return changed

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
        source: Source = self.source.value()  # type: ignore[assignment]
        accumulation: Accumulation = "sum" if self.sums.isChecked() else "none"
        if not self.sums.isEnabled():
            accumulation = "none" if self.cumulative_of.value() else figure.accumulation
        return replace(
            figure,
            label=self.label.text().strip(),
            short=self.short.text().strip(),
            unit=self.unit.text().strip(),
            decimals=int(self.decimals.value()),
            parent=self.parent_of.value(),
            parts_complete=self.complete.isChecked(),
            share_of=self.share_of.value(),
            share_word=self.share_word.text().strip() or figure.share_word,
            source=source,
            formula=self.formula.text().strip() if source == "computed" else "",
            count=self.rule.value() if source == "meetings" else None,
            accumulation=accumulation,
            cumulative_of=self.cumulative_of.value(),
            at_most=self.at_most.value(),
            required=self.required.isChecked(),
            carried=self.carried.isChecked(),
            needs_cause=self.cause.isChecked(),
            zero=self.zero.value(),  # type: ignore[arg-type]
        )
