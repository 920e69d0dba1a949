"""The overview and Kiểm tra: every line leads somewhere, repairs work by key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from models.entities import Place
from tests.ui.sheets.keys import ALT, press
from ui.controller import Controller
from ui.pages.findings import FindingsPage
from ui.pages.overview import OverviewPage
from ui.tables.finding_list import FindingLine, count_words
from ui.widgets_sheet.summary import key_figures

Key = Qt.Key


@pytest.fixture
def findings(qtbot: QtBot, sample_controller: Controller) -> FindingsPage:
    page = FindingsPage(sample_controller)
    qtbot.addWidget(page)
    page.resize(748, 668)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.focus_first()
    return page


@pytest.fixture
def overview(qtbot: QtBot, sample_controller: Controller) -> OverviewPage:
    page = OverviewPage(sample_controller)
    qtbot.addWidget(page)
    page.resize(748, 668)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.focus_first()
    return page


def select(page: FindingsPage, severity: str) -> FindingLine:
    for row, line in enumerate(page.list.lines.lines):
        if isinstance(line, FindingLine) and line.finding.severity == severity and line.reason is None:
            page.list.setCurrentIndex(page.list.lines.index(row, 0))
            return line
    raise AssertionError(f"the sample has no {severity}")


def test_a_month_without_findings_says_so_right_under_the_head(overview: OverviewPage, qtbot: QtBot) -> None:
    controller = overview.controller
    for finding in controller.findings():
        controller.take(controller.session.settle(controller.period, finding.key, "đã xem"))
    qtbot.waitUntil(lambda: overview._none.isVisible())
    qtbot.waitUntil(lambda: overview._none.mapTo(overview, QPoint(0, 0)).y() < overview.height() // 2 + 40)


def test_enter_goes_to_the_place(findings: FindingsPage) -> None:
    places: list[Place] = []
    findings.controller.go_to.connect(places.append)
    line = findings.list.line()
    assert line is not None
    press(Key.Key_Return)
    assert places == [line.finding.place]


def click(page: FindingsPage | OverviewPage, row: int, from_right: int | None = None) -> None:
    """On a row's sentence, or that far from the right edge: on one of its verbs."""
    view = page.list if isinstance(page, FindingsPage) else page.findings
    rect = view.visualRect(view.lines.index(row, 0))
    x = rect.left() + 60 if from_right is None else rect.right() - from_right
    y = rect.top() + 14
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, y))


def test_one_click_on_a_sentence_goes_to_its_place(findings: FindingsPage, overview: OverviewPage) -> None:
    places: list[Place] = []
    findings.controller.go_to.connect(places.append)
    expected = [finding.place for finding in findings.controller.findings()]
    click(findings, 2)
    click(overview, 3)
    assert places == [expected[2], expected[3]]


def test_arrows_only_choose_a_finding(findings: FindingsPage) -> None:
    places: list[Place] = []
    findings.controller.go_to.connect(places.append)
    press(Key.Key_Down)
    assert places == []
    assert findings.list.currentIndex().row() == 1
    press(Key.Key_Space)
    assert findings._reason.hasFocus()


def test_the_second_verb_settles(findings: FindingsPage) -> None:
    warning = select(findings, "warning")
    assert warning.settle == "Ghi lý do"
    click(findings, findings.list.currentIndex().row(), from_right=20)
    assert findings._reason.hasFocus()
    hint = select(findings, "hint")
    findings.list.scrollTo(findings.list.currentIndex())
    click(findings, findings.list.currentIndex().row(), from_right=20)
    assert hint.finding.key in findings.controller.data().settled


def test_a_double_click_on_a_verb_mends_once(findings: FindingsPage) -> None:
    mended: list[object] = []
    findings.list.repair.connect(mended.append)
    rect = findings.list.visualRect(findings.list.lines.index(0, 0))
    at = QPoint(rect.right() - 120, rect.top() + 14)
    QTest.mouseDClick(findings.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert len(mended) <= 1


def test_the_sentence_has_the_room_and_is_not_cut(findings: FindingsPage) -> None:
    painter = findings.list._look
    for line in findings.list.lines.lines:
        assert isinstance(line, FindingLine)
        shown = " ".join(painter.wrapped(line, findings.list.viewport().width()))
        assert shown == line.sentence


def test_a_warning_stands_with_a_written_reason_only(findings: FindingsPage) -> None:
    line = select(findings, "warning")
    count = len(findings.controller.findings())
    press(Key.Key_Delete)
    assert findings._reason.hasFocus()
    press(Key.Key_Return)
    assert len(findings.controller.findings()) == count  # no reason, no settling
    findings._reason.setText("Cơ quan chủ trì đã xác nhận")
    press(Key.Key_Return)
    assert line.finding.key in findings.controller.data().settled
    assert len(findings.controller.findings()) == count - 1
    settled = [held for held in findings.list.lines.lines if isinstance(held, FindingLine) and held.reason]
    assert [held.finding.key for held in settled] == [line.finding.key]


def test_a_reason_stands_below_the_sentence_and_leaves_it_its_room(findings: FindingsPage) -> None:
    painter, list_ = findings.list._look, findings.list
    before = (painter.place, painter.verb)
    line = select(findings, "warning")
    reason = "Cơ quan chủ trì đã xác nhận bằng văn bản số 12/BC, đang chờ bản chính thức gửi đến"
    findings.controller.take(
        findings.controller.session.settle(findings.controller.period, line.finding.key, reason)
    )
    settled = next(each for each in list_.lines.lines if isinstance(each, FindingLine) and each.reason)
    assert settled.note == f"Lý do: {reason}" and settled.place == line.place
    assert (painter.place, painter.verb) == before
    width = list_.viewport().width()
    assert painter.height(settled, width) == painter.height(line, width) + 18


def test_the_row_in_hand_stays_marked_while_its_reason_is_typed(findings: FindingsPage) -> None:
    select(findings, "warning")
    row = findings.list.visualRect(findings.list.currentIndex())
    marked = findings.list.grab().toImage().pixelColor(row.left() + 1, row.center().y())
    press(Key.Key_Delete)
    assert findings._reason.hasFocus()
    assert findings.list.grab().toImage().pixelColor(row.left() + 1, row.center().y()) == marked
    assert findings._settle_button.isHidden()
    QTest.keyClicks(findings._reason, "xx")
    assert findings._settle_button.isVisible()


def test_places_are_said_as_the_clerk_looks_for_them(findings: FindingsPage) -> None:
    shown = {line.page for line in findings.list.lines.lines if isinstance(line, FindingLine)}
    assert {"Nhiệm vụ, tháng 8", "Cuộc họp, chú thích 2"} <= shown


def test_the_preview_follows_the_finding_in_hand(findings: FindingsPage) -> None:
    select(findings, "warning")
    press(Key.Key_Down)
    line = findings.list.line()
    assert line is not None and findings.controller.caret == line.finding.place


def test_a_hint_is_dismissed_by_one_key_and_opened_again(findings: FindingsPage) -> None:
    line = select(findings, "hint")
    press(Key.Key_Delete)
    assert line.finding.key in findings.controller.data().settled
    row = next(
        number
        for number, held in enumerate(findings.list.lines.lines)
        if isinstance(held, FindingLine) and held.reason is not None
    )
    findings.list.setCurrentIndex(findings.list.lines.index(row, 0))
    press(Key.Key_Return, ALT)
    assert line.finding.key not in findings.controller.data().settled


def test_counts_in_words() -> None:
    assert count_words(()) == ""


def test_key_figures_are_totals_of_the_month(sample_controller: Controller) -> None:
    lines = {line.code: line for line in key_figures(sample_controller.data(), sample_controller.book())}
    assert lines["vb_den"].value == "3.521"
    assert lines["ub_tong"].value == "395"
    assert lines["ub_xong"].value == "65,6%"
    assert lines["ub_qua_han"].change == "+27"


def test_lines_of_the_overview_lead_to_their_pages(overview: OverviewPage) -> None:
    opened: list[str] = []
    overview.controller.open_page.connect(opened.append)
    overview.entered.setFocus()
    press(Key.Key_Return)
    assert opened == ["meetings"]
    button = overview.findChild(QPushButton, "to_backups")
    assert isinstance(button, QPushButton)
    button.click()
    assert opened[-1] == "backups"


def test_the_overview_says_when_nothing_is_wrong(overview: OverviewPage) -> None:
    session, period = overview.controller.session, overview.controller.period
    for finding in overview.controller.findings():
        assert finding.severity != "error"
        overview.controller.take(session.settle(period, finding.key, "đã xem"))
    assert overview.controller.findings() == ()
    assert overview._none.isVisible()
    assert not overview.findings.isVisible()
