"""A figure, a row, a column, a sheet: added in the program and printed the same minute."""

from __future__ import annotations

import json
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton

from models.catalogue import CountRule
from models.entities import Place
from models.report.plain_text import plain_text
from tests.ui.sheets.keys import press, type_in
from ui.messages import RESOURCES
from ui.pages.sheets import SheetPage
from ui.refusal import Choice, Reason
from ui.widgets_sheet.figure_form import FigureForm, edit_figure
from ui.widgets_sheet.form import Form


def write(form: Form, field: str, text: str) -> QLineEdit:
    line = form.findChild(QLineEdit, field)
    assert isinstance(line, QLineEdit)
    form.show()
    line.setFocus()
    line.clear()
    type_in_field(line, text)
    return line


def type_in_field(line: QLineEdit, text: str) -> None:
    line.insert(text)
    line.textEdited.emit(line.text())


def test_a_new_figure_is_in_the_grid_and_in_print_at_once(documents: SheetPage) -> None:
    controller = documents.controller
    form = edit_figure(controller, documents, "van_ban", None, documents._catalogue._put)
    line = write(form, "figure_label", "Văn bản mật")
    assert form.code.text() == "van_ban_mat"
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert not form.isVisible()
    assert documents.show_place(Place("figure", "van_ban_mat"))
    documents.activateWindow()
    documents.view.setFocus()
    type_in("12")
    press(Qt.Key.Key_Return)
    session, period = controller.session, controller.period
    controller.do(lambda: session.insert_paragraph(period, 1, "Có {{van_ban_mat}} văn bản mật."))
    assert "Có 12 văn bản mật." in plain_text(controller.composed().document)


def test_a_name_that_is_missing_and_a_code_that_is_taken_are_refused(documents: SheetPage) -> None:
    form = edit_figure(documents.controller, documents, "van_ban", None, documents._catalogue._put)
    form.show()
    form.finish()
    assert form.isVisible()
    write(form, "figure_label", "Mới")
    form.code.setText("vb_den")
    form.finish()
    assert form.isVisible()
    assert form.code.text() == "vb_den"
    assert documents.controller.session.catalogue().figure("vb_den").label == "Văn bản đến"


def test_a_new_row_uses_the_cells_of_another(tasks: SheetPage) -> None:
    form = tasks._catalogue.row_form()
    write(form, "row_label", "Tỉnh uỷ giao")
    form.finish()
    assert not form.isVisible()
    catalogue = tasks.controller.session.catalogue()
    made = [figure for figure in catalogue.figures if figure.row == "tinh_uy_giao"]
    assert {f.column for f in made} == {f.column for f in catalogue.figures if f.row == "cp"}
    done = next(f for f in made if f.column == "xong")
    assert catalogue.figure(done.parent).row == "tinh_uy_giao"
    assert "Tỉnh uỷ giao" in [row.label for row in tasks.view.grid_model.grid.rows]


def test_a_new_row_with_its_figures_is_one_step_of_undo(tasks: SheetPage) -> None:
    session = tasks.controller.session
    before = session.catalogue()
    form = tasks._catalogue.row_form()
    write(form, "row_label", "Tỉnh uỷ giao")
    form.finish()
    assert len(session.catalogue().figures) > len(before.figures) + 1
    tasks.controller.undo()
    assert session.catalogue() == before


def test_a_row_a_column_and_the_sheet_get_other_names(tasks: SheetPage) -> None:
    row = tasks._catalogue.rename_row_form()
    row.which.setCurrentIndex(row.which.findData("cp"))
    assert row.label.text() == "Chính phủ, Thủ tướng giao"
    write(row, "rename_label", "Trung ương giao")
    row.finish()
    column = tasks._catalogue.rename_column_form()
    column.which.setCurrentIndex(column.which.findData("qua_han"))
    write(column, "rename_group", "Trễ hạn")
    column.finish()
    grid = tasks.view.grid_model.grid
    assert "Trung ương giao" in [held.label for held in grid.rows]
    assert "Trễ hạn" in [held.group for held in grid.columns]
    sheet = tasks._catalogue.rename_sheet_form()
    write(sheet, "rename_label", "  ")
    sheet.finish()
    assert sheet.isVisible()  # a name is needed
    write(sheet, "rename_label", "Nhiệm vụ giao")
    sheet.finish()
    assert not sheet.isVisible()
    assert tasks.title() == "Nhiệm vụ giao"


def test_a_new_sheet_is_one_step_of_undo(documents: SheetPage) -> None:
    session = documents.controller.session
    before = session.catalogue()
    form = documents._catalogue.sheet_form()
    write(form, "sheet_label", "Cải cách hành chính")
    write(form, "sheet_row", "Hồ sơ tiếp nhận")
    form.finish()
    assert not form.isVisible()
    assert "cai_cach_hanh_chinh" in [sheet.code for sheet in session.catalogue().sheets]
    documents.controller.undo()
    assert session.catalogue() == before


def test_removing_a_figure_brings_its_numbers_back_on_undo(documents: SheetPage) -> None:
    documents.show_place(Place("figure", "vb_thay_mat"))
    held = documents.controller.data().values["vb_thay_mat"].amount
    session, period = documents.controller.session, documents.controller.period
    form = documents._catalogue.remove_form()
    form.show()
    form.finish()
    assert not form.isVisible()
    assert "vb_thay_mat" not in session.catalogue().by_code
    documents.controller.undo()
    assert session.month_data(period).values["vb_thay_mat"].amount == held == Decimal(108)


def test_before_something_goes_the_form_says_where_the_narrative_uses_it(documents: SheetPage) -> None:
    documents.show_place(Place("figure", "vb_thay_mat"))
    form = documents._catalogue.remove_form()
    form.show()
    used = form.findChild(Reason, "remove_used")
    assert isinstance(used, Reason) and used.isVisible()
    session, period = documents.controller.session, documents.controller.period
    paragraphs = session.month_data(period).paragraphs
    (number,) = [n for n, held in enumerate(paragraphs, 1) if "{{vb_thay_mat" in held.text]
    assert used.text().startswith(f"Nội dung đang dùng: tháng 8/2022 đoạn {number}; tháng 7/2022 đoạn ")
    assert "tháng trước nữa" in used.text()
    what = form.findChild(Choice, "remove_what")
    assert isinstance(what, Choice)
    for index in range(what.count()):
        what.setCurrentIndex(index)
        kind, _, code = what.value().partition(":")
        assert used.isVisible() == bool(session.paragraphs_naming(kind, code, "van_ban"))  # type: ignore[arg-type]
    form.reject()


def figure_form(page: SheetPage, code: str | None) -> FigureForm:
    catalogue = page.controller.session.catalogue()
    figure = None if code is None else catalogue.figure(code)
    form = edit_figure(page.controller, page, page.sheet, figure, page._catalogue._put)
    form.show()
    return form


def choose(field: Choice, value: str) -> None:
    field.setCurrentIndex(field.findData(value))
    assert field.value() == value


def test_a_figure_shows_all_that_it_is_and_stores_nothing_else(documents: SheetPage) -> None:
    """Every figure of the sample goes through the form and comes out the same."""
    session = documents.controller.session
    before = session.catalogue()
    for figure in before.figures:
        form = edit_figure(documents.controller, documents, figure.sheet, figure, documents._catalogue._put)
        form.finish()
        assert session.catalogue().figure(figure.code) == figure, figure.code
    assert session.catalogue() == before


def test_what_few_figures_need_lies_folded_and_is_reached_by_keys(documents: SheetPage) -> None:
    form = figure_form(documents, "vb_qd")
    assert not form.at_most.isVisible() and not form.formula.isVisible() and not form.rule.isVisible()
    low = form.height()
    form.move(form.x(), form.screen().availableGeometry().bottom() - low)
    fold = form.findChild(QPushButton, "figure_more")
    assert isinstance(fold, QPushButton)
    fold.setFocus()
    QTest.keyClick(fold, Qt.Key.Key_Return)
    assert form.at_most.isVisible() and form.isVisible() and form.height() > low
    assert form.screen().availableGeometry().contains(form.frameGeometry())
    choose(form.at_most, "vb_den")
    choose(form.zero, "blank")
    form.complete.setChecked(True)
    choose(form.share_of, "vb_di")
    write(form, "figure_share_word", "đạt")
    QTest.keyClick(form.label, Qt.Key.Key_Return)
    assert not form.isVisible()
    figure = documents.controller.session.catalogue().figure("vb_qd")
    assert (figure.at_most, figure.zero, figure.parts_complete) == ("vb_den", "blank", True)
    assert (figure.share_of, figure.share_word) == ("vb_di", "đạt")


def test_a_figure_is_counted_from_the_meetings_that_are_ticked(documents: SheetPage) -> None:
    form = figure_form(documents, None)
    write(form, "figure_label", "Hội nghị trực tuyến")
    choose(form.source, "meetings")
    assert form.rule.isVisible() and not form.formula.isVisible()
    for code in ("tham_du", "online", "both"):
        box = form.rule.findChild(QCheckBox, f"count_{code}")
        assert isinstance(box, QCheckBox)
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Space)
    form.finish()
    controller = documents.controller
    figure = controller.session.catalogue().figure("hoi_nghi_truc_tuyen")
    assert figure.count == CountRule(("tham_du",), (), ("online", "both"))
    held = [m for m in controller.data().meetings if m.kind == "tham_du" and m.form in ("online", "both")]
    counted = sum(meeting.state == "held" for meeting in held)
    assert controller.book().amount(figure.code) == counted > 0


def test_a_cumulative_may_be_typed_in_another_figure(documents: SheetPage) -> None:
    """Both figures change in one step: the one that is summed no more, and the one that holds the sum."""
    session = documents.controller.session
    before = session.catalogue()
    form = figure_form(documents, None)
    write(form, "figure_label", "Quyết định, luỹ kế")
    choose(form.cumulative_of, "vb_qd")
    assert not form.sums.isEnabled()
    form.finish()
    made = session.catalogue().figure("quyet_dinh_luy_ke")
    assert (made.cumulative_of, made.accumulation) == ("vb_qd", "none")
    assert session.catalogue().figure("vb_qd").accumulation == "typed"
    form = figure_form(documents, "quyet_dinh_luy_ke")
    choose(form.cumulative_of, "")
    form.finish()
    assert session.catalogue().figure("vb_qd").accumulation == "sum"
    documents.controller.undo()
    documents.controller.undo()
    assert session.catalogue() == before


def test_a_refusal_unfolds_what_it_speaks_of(documents: SheetPage) -> None:
    form = figure_form(documents, "vb_di")
    choose(form.parent_of, "vb_qd")
    form.finish()
    assert form.isVisible() and form.parent_of.isVisible()
    assert "“Là một phần của”" in form._reason.text()
    form.reject()


def test_the_forms_fields_are_called_as_the_refusals_call_them(documents: SheetPage) -> None:
    words = json.loads((RESOURCES / "messages.vi.json").read_text("utf-8"))["fields"]
    form = figure_form(documents, None)
    for field, named in (
        (form.parent_of, "parent"),
        (form.share_of, "share_of"),
        (form.cumulative_of, "cumulative_of"),
        (form.at_most, "at_most"),
        (form.formula, "formula"),
        (form.source, "source"),
        (form.zero, "zero"),
    ):
        assert field.accessibleName() == words[named]
    form.reject()
