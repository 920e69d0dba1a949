from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLabel
from pytestqt.qtbot import QtBot

from export.layout import lay_out
from models.checks.finding import Finding
from models.entities import Place
from tests.export.samples import with_appendices
from ui.controller import Controller
from ui.main_window import MainWindow
from ui.page_painter import character_offsets, page_picture, run_box
from ui.pages.preview import PreviewPage
from ui.preview.find import find_in_pages
from ui.preview.geometry import Mode, arrange
from ui.preview.marks import caret_marks, finding_marks, place_at
from ui.preview.view import PageView
from ui.widgets.month_chooser import month_state


def test_the_painter_uses_the_layouts_own_widths(sample_controller: Controller) -> None:
    for page in sample_controller.pages().pages:
        for run in page.runs:
            assert character_offsets(run)[-1] == pytest.approx(run.width, abs=0.01), run.text


def test_ink_lies_where_the_layout_says(sample_controller: Controller) -> None:
    page = sample_controller.pages().pages[0]
    picture = page_picture(page, 2.0).toImage()
    margin = range(0, 50 * 2)
    assert all(picture.pixelColor(x, y).lightness() == 255 for x in margin for y in range(0, 1600, 7))
    box = run_box(page.runs[0])
    inked = [
        (x, y)
        for x in range(int(box.left() * 2), int(box.right() * 2))
        for y in range(int(box.top() * 2), int(box.bottom() * 2))
        if picture.pixelColor(x, y).lightness() < 100
    ]
    assert len(inked) > 50


def test_search_is_folded_and_goes_over_line_ends(sample_controller: Controller) -> None:
    pages = sample_controller.pages()
    hits = find_in_pages(pages, "qua han")
    assert hits and all(hit.boxes for hit in hits)
    assert find_in_pages(pages, "QUÁ HẠN") == hits
    assert find_in_pages(pages, "  ") == ()
    assert find_in_pages(pages, "không có chữ này") == ()
    broken = [
        hit for hit in find_in_pages(pages, "ủy ban nhân dân") + find_in_pages(pages, "chu tich ubnd tinh")
    ]
    assert any(len(hit.boxes) > 1 for hit in broken)


def test_search_does_not_read_across_the_cells_of_a_table(qapp: QApplication) -> None:
    pages = lay_out(with_appendices())
    assert find_in_pages(pages, "3.000")
    assert find_in_pages(pages, "3.000 3.100") and not find_in_pages(pages, "3.0003.100")


def test_turned_pages_have_their_place_in_every_arrangement(qapp: QApplication) -> None:
    pages = lay_out(with_appendices()).pages
    turned = next(number for number, page in enumerate(pages) if page.width > page.height)
    modes: tuple[Mode, ...] = ("column", "whole", "zoom", "thumbs")
    for mode in modes:
        frames = arrange(pages, mode, 600).frames
        for frame, page in zip(frames, pages, strict=True):
            assert frame.crop.height() == pytest.approx(page.height)
            assert frame.box.width() / frame.box.height() == pytest.approx(
                frame.crop.width() / frame.crop.height(), rel=0.02
            )
        boxes = [frame.box for frame in frames]
        assert not any(a.intersects(b) for a, b in pairwise(boxes))
        assert boxes[turned].width() > boxes[turned].height()


def test_the_column_fits_the_paper_of_the_design(sample_controller: Controller) -> None:
    frames = arrange(sample_controller.pages().pages, "column", 432).frames
    assert frames[0].box.width() == pytest.approx(400)
    assert frames[0].scale == pytest.approx(0.815, abs=0.01)
    there = frames[1].to_view(frames[1].crop)
    assert there == frames[1].box
    assert frames[1].to_page(frames[1].box.topLeft()) == frames[1].crop.topLeft()


def test_the_caret_marks_its_paragraph_and_its_run(sample_controller: Controller) -> None:
    marks = caret_marks(sample_controller.pages(), Place("figure", "ub_qua_han"))
    assert len(marks) == 1
    (found,) = marks.values()
    assert [mark.token for mark in found if mark.bar] == ["wash"]
    assert [mark.token for mark in found if not mark.bar].count("run") >= 1
    assert caret_marks(sample_controller.pages(), None) == {}


def test_a_finding_of_a_figure_stands_on_the_page_that_prints_it(sample_controller: Controller) -> None:
    place = Place("figure", "ub_qua_han")
    (mark,) = finding_marks(sample_controller.pages(), [Finding("error", "x", place)])
    assert mark.page + 1 == sample_controller.page_of(place)
    assert finding_marks(sample_controller.pages(), [Finding("error", "x", Place("sheet", "x"))]) == ()


def test_a_click_on_a_printed_number_names_its_figure(qtbot: QtBot, sample_controller: Controller) -> None:
    view = PageView("column")
    qtbot.addWidget(view)
    view.resize(432, 640)
    view.show()
    pages = sample_controller.pages()
    view.set_pages(pages)
    index, run = next(
        (index, run)
        for index, page in enumerate(pages.pages)
        for run in page.runs
        if run.place == Place("figure", "vb_den")
    )
    frame = view._arranged.frames[index]
    view.verticalScrollBar().setValue(int(frame.to_view(run_box(run)).top()) - 100)
    at = frame.to_view(run_box(run)).center() - QPointF(0, view.verticalScrollBar().value())
    with qtbot.waitSignal(view.place_clicked) as clicked:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at.toPoint())
    assert clicked.args == [Place("figure", "vb_den")]


def test_a_page_that_stays_equal_keeps_its_picture(qtbot: QtBot, sample_controller: Controller) -> None:
    view = PageView("column")
    qtbot.addWidget(view)
    view.resize(432, 640)
    view.show()
    view.set_pages(sample_controller.pages())
    view.grab()
    before = view._pictures[0][3].cacheKey()
    sample_controller._forget_report()
    view.set_pages(sample_controller.pages())
    view.grab()
    assert view._pictures[0][3].cacheKey() == before


def test_issuing_asks_first_and_esc_leaves_it(sample_window: MainWindow) -> None:
    controller = sample_window.controller
    session, period = controller.session, controller.period
    for finding in controller.findings():
        controller.take(session.settle(period, finding.key, "đã xem"))
    sample_window.open("preview")
    page = sample_window.page
    assert isinstance(page, PreviewPage)
    page._issue.click()
    assert page.issue_bar.words().startswith("Phát hành số 2146, ngày 29/8/2022, phiên bản 1?")
    QTest.keyClick(page.issue_bar, Qt.Key.Key_Escape)
    assert not page.issue_bar.isVisible()
    assert session.issued(period) == ()
    page._issue.click()
    QTest.keyClick(page.issue_bar._yes, Qt.Key.Key_Return)
    assert [version.version for version in session.issued(period)] == [1]


def test_a_refused_number_says_why_below_it_and_keeps_nobody_on_the_page(
    sample_window: MainWindow, qtbot: QtBot
) -> None:
    sample_window.open("preview")
    page = sample_window.page
    assert isinstance(page, PreviewPage)
    for field, text in ((page.fields.number, "abc"), (page.fields.date, "31/9/2022")):
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)
    page.view.setFocus()
    assert page.reason.isVisible() and "“abc”" in page.reason.text() and "31/9" in page.reason.text()
    assert sample_window.open("overview"), "nothing holds the clerk here"
    sample_window.open("preview")
    assert page.fields.number.text() == "abc", "what was typed stays"
    period = sample_window.controller.period
    sample_window.controller.set_period(period.previous)
    assert page.fields.number.text() != "abc" and not page.reason.isVisible()
    sample_window.controller.set_period(period)
    assert page.fields.number.text() == "abc" and page.reason.isVisible(), "in its own month"
    counted = [each for each in sample_window.controller.findings() if each.severity == "error"]
    assert [each.place for each in counted] == [Place("month", "number"), Place("month", "report_date")]
    sample_window.open("overview")
    sample_window.step_finding(0)
    assert sample_window.page is page and page.fields.number.hasFocus()
    for field in (page.fields.number, page.fields.date):
        QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not page.reason.isVisible() and page.fields.number.text() == "2146"
    assert not sample_window.controller.errors()


def test_only_the_words_that_a_finding_names_are_marked(sample_controller: Controller) -> None:
    pages = sample_controller.pages()
    run = next(
        run
        for page in pages.pages
        for run in page.runs
        if run.place
        and run.place.kind == "paragraph"
        and run.place.span
        and run.offset
        and len(run.text) > 40
    )
    assert run.place is not None and run.place.span is not None
    start = run.place.span[0] + run.offset + 5
    place = Place("paragraph", id=run.place.id, span=(start, start + 6))
    (mark,) = finding_marks(pages, [Finding("error", "text.share_by_hand", place)])
    (box,) = mark.boxes
    assert 0 < box.width() < run.width / 3 and box.x() > run.x
    assert box.y() == run_box(run).y(), "on its own line of the paragraph"
    text = sample_controller.data().paragraphs[run.place.id or 0].text
    assert text[slice(*place.span or ())] == run.text[5:11]
    tokens = {mark.token for marks in caret_marks(pages, place).values() for mark in marks}
    assert tokens == {"wash"}, "a line of prose is no thing of its own"


def test_a_correction_takes_the_offices_present_data_when_asked(sample_window: MainWindow) -> None:
    controller = sample_window.controller
    session, period = controller.session, controller.period
    for finding in controller.findings():
        controller.take(session.settle(period, finding.key, "đã xem"))
    sample_window.open("preview")
    page = sample_window.page
    assert isinstance(page, PreviewPage)

    def signed() -> bool:
        return bool(find_in_pages(controller.pages(), "Trần Thị Bình"))

    page._issue.click()
    assert not page.issue_bar._office.isVisible()
    QTest.keyClick(page.issue_bar._yes, Qt.Key.Key_Return)
    controller.do(lambda: session.set_office(replace(session.office(), signer="Trần Thị Bình")))
    assert page.state_line().startswith("đã phát hành, bản 1") and not signed()

    page._issue.click()
    assert "phiên bản 2?" in page.issue_bar.words() and "khác với hiện nay" in page.issue_bar.words()
    page.issue_bar._office.click()
    assert page.state_line().startswith("đã sửa sau khi phát hành bản 1") and signed()
    assert page.issue_bar.isVisible() and not page.issue_bar._office.isVisible()
    QTest.keyClick(page.issue_bar._yes, Qt.Key.Key_Return)
    assert page.state_line().startswith("đã phát hành, bản 2") and not page._office.isEnabled()
    controller.undo()
    controller.undo()
    assert not signed() and page._office.isEnabled()


def test_what_is_changed_after_issuing_is_said_and_the_issued_files_come_back(
    sample_window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    controller = sample_window.controller
    session, period = controller.session, controller.period
    for finding in controller.findings():
        controller.take(session.settle(period, finding.key, "đã xem"))
    sample_window.open("preview")
    page = sample_window.page
    assert isinstance(page, PreviewPage)
    assert not page._frozen.isEnabled()
    page._issue.click()
    QTest.keyClick(page.issue_bar._yes, Qt.Key.Key_Return)
    assert page.view.hasFocus() and page._frozen.isEnabled()
    assert page.state_line().startswith("đã phát hành, bản 1")
    assert month_state(controller, period) == "Đã phát hành"
    qtbot.waitUntil(lambda: page._issue.label() == "Đã phát hành bản 1" and not page._issue.isEnabled())

    controller.do(lambda: session.set_value(period, "vb_den", Decimal(5)))
    assert page.state_line().startswith("đã sửa sau khi phát hành bản 1")
    assert month_state(controller, period) == "Đã phát hành, có sửa"
    assert "đã phát hành bản 1; sửa tiếp là làm bản 2" in sample_window.status.message()
    controller.rebuild_soon()
    qtbot.waitUntil(page._issue.isEnabled)

    folder = tmp_path / "issued"
    folder.mkdir()
    (folder / f"BaoCao-{period.key}-ban-1.pdf").write_bytes(b"another file")
    assert page.output.save_frozen(folder) and page.output.save_frozen(folder)
    (version,) = session.issued(period)
    names = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert names == {
        f"BaoCao-{period.key}-ban-1.pdf": b"another file",
        f"BaoCao-{period.key}-ban-1 (2).pdf": version.pdf,
        f"BaoCao-{period.key}-ban-1.docx": version.docx,
    }

    controller.undo()
    assert month_state(controller, period) == "Đã phát hành"


def test_a_click_on_a_finding_beside_the_pages_goes_to_its_place(
    sample_window: MainWindow, qtbot: QtBot
) -> None:
    sample_window.open("preview")
    page = sample_window.page
    assert isinstance(page, PreviewPage)
    qtbot.waitUntil(lambda: page.findChild(QFrame, "finding_row") is not None)
    row = page.findChild(QFrame, "finding_row")
    assert isinstance(row, QFrame)
    went: list[Place] = []
    page.controller.go_to.connect(went.append)
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(60, 12))
    assert went and went[0] in [finding.place for finding in page.controller.findings()]


def test_the_overview_shows_the_whole_report_and_remembers_its_own_choice(sample_window: MainWindow) -> None:
    dock = sample_window.dock

    def mode_beside(code: str) -> Mode:
        sample_window.open(code)
        return dock.view.mode

    assert (mode_beside("overview"), mode_beside("meetings")) == ("whole", "column")
    dock.mode_chosen.emit("whole")
    assert (mode_beside("overview"), mode_beside("meetings")) == ("whole", "whole")
    mode_beside("overview")
    dock.mode_chosen.emit("column")
    mode_beside("meetings")
    assert mode_beside("overview") == "column"


def test_a_click_on_a_plain_word_leads_to_that_word(sample_controller: Controller) -> None:
    paragraphs = sample_controller.data().paragraphs
    for page in sample_controller.pages().pages:
        for run in page.runs:
            if not run.offset or run.place is None or run.place.kind != "paragraph" or len(run.text) < 20:
                continue
            word = run.text.split(" ")[1]
            offsets = character_offsets(run)
            begin = run.text.index(" ") + 1
            place = place_at(run, run_box(run).x() + (offsets[begin] + offsets[begin + 1]) / 2)
            assert place is not None and place.span is not None
            assert paragraphs[place.id or 0].text[slice(*place.span)] == word


def test_f8_goes_through_the_pages_own_list(sample_window: MainWindow, qtbot: QtBot) -> None:
    sample_window.open("preview")
    page = sample_window.page
    assert isinstance(page, PreviewPage)
    qtbot.waitUntil(page.list.isVisible)
    findings = sample_window.controller.findings()
    sample_window.step_finding(1)
    sample_window.step_finding(1)
    assert sample_window.page is page and page.list.in_hand() == findings[1]
    page.list.setVisible(False)
    sample_window.step_finding(1)
    assert sample_window.page is not page, "without the list it leads to the place"


def test_a_finding_beside_the_pages_has_two_lines_at_most(sample_window: MainWindow) -> None:
    sample_window.open("preview")
    page = sample_window.page
    assert isinstance(page, PreviewPage)
    rows = page.list._rows.values()
    assert rows and all(label.text().count("\n") <= 1 for row in rows for label in row.findChildren(QLabel))


def test_the_place_in_view_stays_when_the_paper_gets_narrower(sample_controller: Controller) -> None:
    view = PageView("column")
    view.resize(432, 600)
    view.show()
    view.set_pages(sample_controller.pages())
    view.show_page(2, animated=False)
    bar = view.verticalScrollBar()
    place = bar.value()
    for width in (296, 432):
        view.resize(width, 600)
        QTest.qWait(1)
        assert view.current_page == 2
    assert abs(bar.value() - place) <= 2
    view.deleteLater()
