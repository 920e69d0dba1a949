"""The register of meetings, by keyboard alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtGui import QFontMetrics

from models.entities import Meeting, Period, Place
from tests.ui.desk import Desk, desk
from ui import theme
from ui.meetings.rows import Row
from ui.messages import finding_sentence
from ui.pages.meetings import MeetingsPage
from ui.tables.repairs import apply_repair

__all__ = ["desk"]


def register(desk: Desk) -> MeetingsPage:
    page = desk.open("meetings")
    assert isinstance(page, MeetingsPage)
    return page


def in_hand(page: MeetingsPage) -> Row:
    row = page.list.current_row()
    assert row is not None
    return row


def newest(desk: Desk) -> Meeting:
    """The meeting stored last, wherever its day puts it."""
    return max(desk.data().meetings, key=lambda meeting: meeting.id or 0)


def test_a_meeting_is_typed_and_the_next_one_begins_with_its_date(desk: Desk) -> None:
    page = register(desk)
    before = len(desk.data().meetings)
    desk.type("12-13/8")
    desk.press("Return")
    desk.type("Họp về phòng, chống thiên tai")
    desk.press("Return")
    new = newest(desk)
    assert len(desk.data().meetings) == before + 1
    assert (new.title, new.start, new.end) == (
        "Họp về phòng, chống thiên tai",
        date(2022, 8, 12),
        date(2022, 8, 13),
    )
    assert desk.focus() is page.entry.day
    assert page.entry.day.text() == "12–13/8" and page.entry.day.selectedText() == "12–13/8"
    assert page.entry.title.text() == ""


def test_every_field_of_the_row_is_reached_and_stored_by_keys(desk: Desk) -> None:
    page = register(desk)
    desk.type("5/8")
    desk.press("Return")
    desk.type("Dự hội nghị")
    desk.press("Tab")
    assert desk.focus() is page.entry.kind
    desk.type("t")
    while page.entry.kind.value() != "tham_du":
        desk.type("t")
    desk.press("Return")
    assert desk.focus() is page.entry.form
    desk.type("k")
    desk.press("Return")
    assert desk.focus() is page.entry.printed
    desk.press("Return")
    new = newest(desk)
    assert (new.kind, new.form, new.print_in) == ("tham_du", "both", "text")


def test_an_impossible_date_stays_in_its_field_with_the_reason(desk: Desk) -> None:
    page = register(desk)
    before = desk.data().meetings
    desk.type("31/9")
    desk.press("Return")
    assert desk.focus() is page.entry.day and page.entry.day.text() == "31/9"
    assert page.entry.day.property("wrong") and page.entry.reason.text()
    desk.press("Ctrl+Return")
    assert desk.data().meetings == before
    desk.press("Ctrl+A")
    desk.type("5")
    assert not page.entry.day.property("wrong") and not page.entry.reason.text()


def test_an_empty_title_is_refused_with_the_reason(desk: Desk) -> None:
    page = register(desk)
    before = desk.data().meetings
    desk.type("5")
    desk.press("Return", "Return")
    assert desk.data().meetings == before
    assert page.entry.title.property("wrong") and page.entry.reason.text()


def test_a_day_outside_the_window_is_taken_with_a_warning(desk: Desk) -> None:
    page = register(desk)
    desk.type("25/8")
    desk.press("Return")
    assert "15/7 – 14/8/2022" in page.entry.reason.text()
    assert not page.entry.day.property("wrong")
    desk.type("Họp muộn")
    desk.press("Return")
    assert newest(desk).start == date(2022, 8, 25)


def test_control_characters_and_other_normal_forms_are_cleaned(desk: Desk) -> None:
    page = register(desk)
    desk.type("5")
    desk.press("Return")
    page.entry.title.setText("Ho\u0323p\u0000 ban")
    desk.press("Return")
    assert newest(desk).title == "Họp ban"


def test_earlier_titles_are_offered_and_taken_only_when_chosen(desk: Desk) -> None:
    page = register(desk)
    desk.type("5")
    desk.press("Return")
    desk.type("hop ban")
    offered = page.entry.title.offers()
    assert offered and all("Họp" in each.text for each in offered)
    desk.press("Down", "Return")
    assert page.entry.title.text() == offered[0].text
    desk.press("Return")
    assert newest(desk).title == offered[0].text


def test_what_was_typed_is_stored_as_typed_while_a_list_is_open(desk: Desk) -> None:
    page = register(desk)
    desk.type("5")
    desk.press("Return")
    desk.type("Họp ban")
    assert page.entry.title.offers()
    desk.press("Return")
    assert newest(desk).title == "Họp ban"


def test_a_row_is_edited_in_place_and_esc_leaves_it_as_it_was(desk: Desk) -> None:
    page = register(desk)
    desk.press("Down", "Down", "F2")
    old = in_hand(page).meeting
    assert desk.focus() is page.editor.title
    desk.press("End")
    desk.type(" sửa")
    desk.press("Return")
    assert in_hand(page).meeting.title == old.title + " sửa" and desk.focus() is page.list
    desk.press("Return", "End")
    desk.type(" nữa")
    desk.press("Escape")
    assert in_hand(page).meeting.title == old.title + " sửa"


def test_an_editor_over_a_row_covers_no_other(desk: Desk) -> None:
    page = register(desk)
    desk.press("Down", "Down", "F2")
    below = page.list.rowViewportPosition(page.list.currentIndex().row() + 1)
    assert page.editor.geometry().bottom() < below
    desk.press("Escape")
    heights = {page.list.rowHeight(row) for row in range(page.model.rowCount())}
    assert len(heights) == 1


def test_the_list_of_kinds_is_as_wide_as_its_longest_entry(desk: Desk) -> None:
    page = register(desk)
    kind = page.entry.kind
    kind.showPopup()
    assert kind.view().viewport().width() >= kind.view().sizeHintForColumn(0)
    kind.hidePopup()


def test_a_long_title_is_read_from_its_beginning_once_it_is_left(desk: Desk) -> None:
    page = register(desk)
    page.entry.title.setFocus()
    desk.type("Họp Ban Chỉ đạo giải phóng mặt bằng và giải quyết các vướng mắc về đất đai trên địa bàn tỉnh")
    desk.press("Tab")
    assert page.entry.title.cursorPosition() == 0


def type_without_enter(desk: Desk, day: str) -> None:
    desk.type(day)
    desk.press("Tab")
    desk.type("Họp giao ban tuần")


def test_a_meeting_typed_to_the_end_is_not_lost_with_the_window(desk: Desk) -> None:
    register(desk)
    type_without_enter(desk, "5/8")
    desk.open("overview")
    assert newest(desk).title != "Họp giao ban tuần"
    desk.window.close()
    assert (newest(desk).title, newest(desk).start) == ("Họp giao ban tuần", date(2022, 8, 5))


def test_a_meeting_that_was_not_entered_is_never_counted(desk: Desk) -> None:
    """Closing the window stored it as held, of the first kind, and a figure in print was one higher."""
    register(desk)
    counted = {code: value for code, value in desk.data().values.items() if value.state == "counted"}
    type_without_enter(desk, "5/8")
    desk.window.close()
    assert newest(desk).state == "planned"
    assert {code: value for code, value in desk.data().values.items() if value.state == "counted"} == counted
    asked = [f for f in desk.controller.findings() if f.code == "meeting.planned"]
    assert "Họp giao ban tuần" in [finding.params["title"] for finding in asked]


def test_a_meeting_typed_to_the_end_goes_into_the_month_that_is_left(desk: Desk) -> None:
    page = register(desk)
    type_without_enter(desk, "5/8")
    desk.press("Ctrl+PgUp")
    assert desk.controller.period == Period(2022, 7) and page.entry.title.text() == ""
    august = desk.controller.session.month_data(Period(2022, 8)).meetings
    assert "Họp giao ban tuần" in [meeting.title for meeting in august]
    assert "Họp giao ban tuần" not in [meeting.title for meeting in desk.data().meetings]


def test_a_title_without_a_day_stays_in_the_row_when_the_month_changes(desk: Desk) -> None:
    page = register(desk)
    type_without_enter(desk, "35/8")
    desk.press("Ctrl+PgUp")
    assert page.entry.title.text() == "Họp giao ban tuần"


def test_deleting_can_be_taken_back(desk: Desk) -> None:
    page = register(desk)
    before = desk.data().meetings
    told: list[str] = []
    desk.controller.told.connect(lambda words, _folder: told.append(words))
    desk.press("Down", "Delete")
    assert desk.data().meetings == tuple(
        type(each)(**{**vars(each), "position": n}) for n, each in enumerate(before[1:])
    )
    assert before[0].title[:20] in told[0]
    assert desk.focus() is page.list
    desk.press("Ctrl+Z")
    assert desk.data().meetings == before


def test_alt_d_goes_round_the_states(desk: Desk) -> None:
    page = register(desk)
    desk.press("Down")
    seen = []
    for _ in range(3):
        desk.press("Alt+D")
        seen.append(in_hand(page).meeting.state)
    assert seen == ["planned", "cancelled", "held"]


def test_alt_arrows_change_the_order_in_print(desk: Desk) -> None:
    page = register(desk)
    first, second = (each.id for each in desk.data().meetings[:2])
    desk.press("Down", "Alt+Down")
    assert [each.id for each in desk.data().meetings[:2]] == [second, first]
    assert in_hand(page).meeting.id == first
    desk.press("Alt+Up")
    assert [each.id for each in desk.data().meetings[:2]] == [first, second]


def test_the_filter_finds_folded_and_esc_leaves_it(desk: Desk) -> None:
    page = register(desk)
    desk.press("Ctrl+F")
    desk.type("unesco")
    assert page.model.rowCount() == 2
    desk.type("zzz")
    assert page.empty.isVisible() and not page.list.isVisible()
    desk.press("Escape")
    assert page.filter.text() == "" and page.model.rowCount() == len(desk.data().meetings)


def test_the_details_store_chair_place_and_state(desk: Desk) -> None:
    page = register(desk)
    desk.press("Down")
    page.details.chair.setFocus()
    desk.type("Nguyễn Văn A")
    desk.press("Return")
    desk.type("Phòng họp số 1")
    desk.press("Return")
    meeting = desk.data().meetings[0]
    assert (meeting.chair, meeting.place) == ("Nguyễn Văn A", "Phòng họp số 1")
    assert desk.focus() is page.list


def test_going_to_a_meeting_from_elsewhere_clears_the_filter(desk: Desk) -> None:
    page = register(desk)
    page.filter.setText("unesco")
    wanted = desk.data().meetings[5].id
    desk.controller.go(Place("meeting", id=wanted))
    assert in_hand(page).meeting.id == wanted and page.filter.text() == ""


def test_an_empty_month_says_what_to_do(desk: Desk) -> None:
    page = register(desk)
    desk.type("5/8")
    september = Period(2022, 9)
    desk.controller.do(lambda: desk.controller.session.start_month(september, Period(2022, 8)))
    desk.controller.set_period(september)
    desk.settle()
    assert page.empty.isVisible()
    assert page.entry.day.text() == "", "what was typed for August is not September's"


def test_two_meetings_that_look_alike_are_shown_side_by_side(desk: Desk) -> None:
    page = register(desk)
    finding = next(f for f in desk.controller.findings() if f.code == "meeting.twice")
    assert apply_repair(desk.controller, finding) is None
    shown = [page.model.row(number) for number in range(page.model.rowCount())]
    assert [row.meeting.id for row in shown if row] == [finding.repair.params["other"], finding.place.id]
    assert in_hand(page).meeting.id == finding.place.id
    desk.press("Escape")
    assert page.model.rowCount() == len(desk.data().meetings)


def test_titles_have_the_room_that_is_drawn_for_them(desk: Desk) -> None:
    page = register(desk)
    width = page.list.viewport().width()
    assert width == page.entry.width(), "the scroll bar stands in the padding"
    title = page.list.columnWidth(1)
    assert title >= width / 2 - 8
    for column, words in ((2, "Chủ trì họp"), (3, "Trực tuyến"), (4, "Chú thích 10")):
        room = page.list.columnWidth(column) - 8
        assert QFontMetrics(theme.font(13)).horizontalAdvance(words) <= room, words


def test_the_columns_keep_their_place_when_there_is_nothing_to_scroll(desk: Desk) -> None:
    page = register(desk)
    full = page.list.viewport().width()
    page.filter.setFocus()
    desk.type("unesco")
    desk.settle()
    assert page.model.rowCount() == 2 and page.list.viewport().width() == full


def test_a_long_title_is_edited_from_its_beginning(desk: Desk) -> None:
    page = register(desk)
    session, august = desk.controller.session, desk.controller.period
    long = "Họp " + "rất dài " * 20
    desk.controller.do(
        lambda: session.add_meeting(august, Meeting(None, long.strip(), date(2022, 8, 1), None, "chu_tri"))
    )
    page.list.show_meeting(newest(desk).id)
    page.list.setFocus()
    desk.press("F2")
    title = page.editor.title
    assert title.selectedText() == long.strip() and title.cursorPosition() == 0


def test_leaving_the_filter_leaves_a_marked_row(desk: Desk) -> None:
    page = register(desk)
    desk.press("Ctrl+F")
    desk.type("không có cuộc nào như thế")
    desk.press("Escape")
    assert desk.focus() is page.list
    marked = [index.row() for index in page.list.selectionModel().selectedRows()]
    assert marked == [page.list.currentIndex().row()]


def test_a_month_without_meetings_has_no_foot(desk: Desk) -> None:
    page = register(desk)
    assert page.foot.isVisible()
    session = desk.controller.session
    desk.controller.do(lambda: session.start_month(Period(2022, 9)))
    desk.controller.set_period(Period(2022, 9))
    desk.settle()
    assert not desk.data().meetings and not page.foot.isVisible()


def test_both_of_two_meetings_that_look_alike_bear_the_mark(desk: Desk) -> None:
    page = register(desk)
    desk.settle()
    twice = next(f for f in desk.controller.findings() if f.code == "meeting.twice")
    ids = {twice.place.id, twice.repair.params["other"]}
    rows = [page.model.row(number) for number in range(page.model.rowCount())]
    assert ids <= {row.meeting.id for row in rows if row is not None and row.finding is not None}


def test_places_are_suggested_in_vietnamese_order_with_the_offices_agencies(desk: Desk) -> None:
    session, period = desk.controller.session, desk.controller.period
    agencies = ("Ủy ban MTTQ tỉnh", "Ban Dân tộc", "Đài Truyền thanh", "Cục Thuế")
    desk.controller.take(session.set_office(replace(session.office(), agencies=agencies)))
    first, second = desk.data().meetings[:2]
    for held, place in ((first, "Ẩm thực Xanh"), (second, "Hội trường UBND tỉnh")):
        desk.controller.take(session.update_meeting(period, replace(held, place=place)))
    page = register(desk)
    page.show_place(Place("meeting", id=first.id))
    completer = page.details.place.completer()
    assert completer is not None
    offered = [completer.model().index(n, 0).data() for n in range(completer.model().rowCount())]
    assert [text for text in offered if text in {*agencies, "Ẩm thực Xanh", "Hội trường UBND tỉnh"}] == [
        "Ẩm thực Xanh",
        "Ban Dân tộc",
        "Cục Thuế",
        "Đài Truyền thanh",
        "Hội trường UBND tỉnh",
        "Ủy ban MTTQ tỉnh",
    ]


def test_of_two_findings_about_a_meeting_f8_tells_the_one_it_counts(desk: Desk) -> None:
    page = desk.open("meetings")
    assert isinstance(page, MeetingsPage)
    for finding in desk.controller.findings()[:2]:
        assert finding.place.kind == "meeting"
        desk.press("F8")
        assert page.details.reason.text() == finding_sentence(finding)
