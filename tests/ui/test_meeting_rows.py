"""What the register shows and offers."""

from __future__ import annotations

from datetime import date

from models.entities import Meeting, MeetingForm, MeetingKind, MeetingState
from ui.meetings.rows import build_rows, filtered, form_line, kind_counts, state_line
from ui.meetings.suggest import PastTitle, title_offers

KINDS = (MeetingKind("hop", "Chủ trì họp", "Chủ trì"), MeetingKind("di", "Đi cơ sở", "Cơ sở"))


def meeting(
    id: int, title: str, kind: str = "hop", state: MeetingState = "held", form: MeetingForm = "in_person"
) -> Meeting:
    return Meeting(id, title, date(2022, 8, id), None, kind, state=state, form=form)


MEETINGS = (
    meeting(1, "Họp về thu ngân sách"),
    meeting(2, "Kiểm tra tiến độ đường Đồng Đăng", "di", form="online"),
    meeting(3, "Họp Ban Chỉ đạo", state="planned"),
    meeting(4, "Họp phòng, chống thiên tai", state="cancelled", form="both"),
)


def test_the_filter_forgives_marks_and_case_and_wants_every_word() -> None:
    rows = build_rows(MEETINGS, KINDS)
    assert [row.meeting.id for row in filtered(rows, "", "dong dang")] == [2]
    assert [row.meeting.id for row in filtered(rows, "", "hop THU")] == [1]
    assert [row.meeting.id for row in filtered(rows, "hop", "")] == [1, 3, 4]
    assert [row.meeting.id for row in filtered(rows, "", "co so")] == [2]
    assert filtered(rows, "", "unesco") == []


def test_a_kind_that_the_office_dropped_shows_its_code() -> None:
    assert [row.kind for row in build_rows((meeting(1, "x", "cu"),), KINDS)] == ["cu"]


def test_the_foot_counts_states_and_the_forms_of_what_was_held() -> None:
    assert state_line(MEETINGS) == "2 đã tổ chức, 1 dự kiến, 1 đã huỷ"
    assert form_line(MEETINGS) == "1 trực tiếp · 1 trực tuyến"
    assert kind_counts(MEETINGS) == {"": 4, "hop": 3, "di": 1}


def test_titles_are_offered_that_hold_every_word_typed() -> None:
    past = [
        PastTitle("Họp sơ kết 7 tháng của Ban Chỉ đạo", 4, date(2022, 7, 20)),
        PastTitle("Họp Ban Chỉ đạo", 9, date(2022, 7, 1)),
    ]
    offers = title_offers("hop ban", past, MEETINGS)
    assert [offer.title for offer in offers] == ["Họp Ban Chỉ đạo", "Họp sơ kết 7 tháng của Ban Chỉ đạo"]
    assert offers[0].day == "03/8", "this month's own says its day, not how often it was held before"
    assert offers[1].matches == ((0, 3), (23, 26))


def test_nothing_is_offered_for_blanks_or_for_the_very_title() -> None:
    assert title_offers("  ", [], MEETINGS) == []
    assert title_offers("Họp Ban Chỉ đạo", [], MEETINGS) == []
