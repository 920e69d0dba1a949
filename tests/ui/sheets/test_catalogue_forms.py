"""A figure, a row, a column, a sheet: added in the program and printed the same minute."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from models.entities import Place
from models.report.plain_text import plain_text
from tests.ui.sheets.keys import press, type_in
from ui.pages.sheets import SheetPage
from ui.refusal import Choice, Reason
from ui.widgets_sheet.figure_form import edit_figure
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
