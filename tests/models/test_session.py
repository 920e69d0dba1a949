"""The session: what it stores, refuses, counts and says that it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from models.catalogue import Figure, Sheet, SheetColumn, SheetRow
from models.changes import ChangeSet
from models.entities import MeetingKind, Period, Value, Window
from models.errors import UserError
from models.session import Session
from tests.models.builders import AUGUST, JULY, catalogue, meeting, new_session, office


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with new_session(tmp_path / "năm 2022.sdh") as opened:
        yield opened


@pytest.fixture
def august(session: Session) -> Session:
    session.start_month(AUGUST, narrative=("# Mở đầu", "Tháng {{tháng}} nhận {{vb_den}} văn bản."))
    return session


def code_of(write: Callable[[], ChangeSet]) -> str:
    with pytest.raises(UserError) as caught:
        write()
    return caught.value.code


def test_a_new_file_holds_its_office_and_catalogue_and_nothing_to_undo(session: Session) -> None:
    assert session.office() == office()
    assert session.catalogue() == catalogue()
    assert session.periods() == ()
    assert session.undo_name() is None
    assert not session.undo()


def test_what_was_written_is_there_after_closing(tmp_path: Path) -> None:
    path = tmp_path / "a.sdh"
    with new_session(path) as session:
        session.start_month(AUGUST, narrative=("Một", "Hai"))
        session.set_value(AUGUST, "tang", Decimal("-15.40"))
        session.add_meeting(AUGUST, meeting())
        before = session.month_data(AUGUST)
    with Session.open(path) as session:
        assert session.month_data(AUGUST) == before
        assert session.month_data(AUGUST).values["tang"] == Value(Decimal("-15.4"))
        assert session.catalogue() == catalogue()


def test_a_month_starts_with_the_offices_window_and_the_given_text(august: Session) -> None:
    data = august.month_data(AUGUST)
    assert data.month.window == Window(date(2022, 7, 15), date(2022, 8, 14))
    assert [paragraph.text for paragraph in data.paragraphs] == [
        "# Mở đầu",
        "Tháng {{tháng}} nhận {{vb_den}} văn bản.",
    ]
    assert not any(paragraph.inherited for paragraph in data.paragraphs)
    assert data.values == {"hop": Value(Decimal(0), "counted")}


def test_a_month_started_from_another_inherits_text_windows_and_carried_figures(session: Session) -> None:
    session.start_month(JULY, narrative=("Một", "Hai"))
    session.set_values(JULY, {"vb_den": Decimal(3000), "vb_di": Decimal(900)})
    session.set_row_window(JULY, "den", Window(date(2022, 1, 1), date(2022, 7, 14)))
    session.set_note(JULY, "vb_di", "nguyên nhân của tháng 7")
    session.start_month(AUGUST, JULY)
    data = session.month_data(AUGUST)
    assert [(p.text, p.inherited) for p in data.paragraphs] == [("Một", True), ("Hai", True)]
    assert data.values["vb_di"] == Value(Decimal(900), "carried")
    assert "vb_den" not in data.values
    assert data.windows == {"den": Window(date(2022, 1, 1), date(2022, 7, 14))}
    assert data.notes == {}
    assert data.previous is not None
    assert data.previous.period == JULY
    session.confirm_value(AUGUST, "vb_di")
    assert session.month_data(AUGUST).values["vb_di"] == Value(Decimal(900), "typed")


def test_last_months_numbers_are_carried_into_blank_cells_in_one_step(session: Session) -> None:
    session.start_month(JULY)
    session.set_values(JULY, {"vb_den": Decimal(3000), "vb_di": Decimal(900)})
    session.start_month(AUGUST)
    session.set_value(AUGUST, "vb_di", Decimal(5))
    change = session.carry_values(AUGUST, ("vb_den", "vb_di", "tang"))
    assert change.name.code == "values.carry"
    values = session.month_data(AUGUST).values
    # What was typed stays; what July left blank stays blank.
    assert values["vb_den"] == Value(Decimal(3000), "carried")
    assert values["vb_di"] == Value(Decimal(5), "typed")
    assert "tang" not in values
    session.undo()
    assert "vb_den" not in session.month_data(AUGUST).values
    assert code_of(lambda: session.carry_values(AUGUST, ("khong_co",))) == "figure.unknown"


def test_records_that_belong_together_are_one_write(session: Session) -> None:
    before = session.catalogue()
    row = SheetRow("mat", "van_ban", "Văn bản mật", 9)
    figure = Figure("vb_mat", "Văn bản mật", "van_ban", "mat", "thang")
    assert session.put_records((row, figure)).name.code == "row.put"
    assert session.catalogue().figure("vb_mat").row == "mat"
    session.undo()
    assert session.catalogue() == before
    # One that is refused refuses all.
    stray = replace(figure, row="khong_co")
    assert code_of(lambda: session.put_records((row, stray))).startswith("catalogue.")
    assert session.catalogue() == before


def test_history_reaches_back_24_months_and_counts_meetings(session: Session) -> None:
    for back in (25, 24, 12, 1):
        earlier = AUGUST.shifted(-back)
        session.start_month(earlier)
        session.set_value(earlier, "vb_den", Decimal(back))
        session.add_meeting(earlier, replace(meeting(), start=date(*earlier, 1)))
    session.start_month(AUGUST)
    history = session.month_data(AUGUST).history
    assert {period: values["vb_den"].amount for period, values in history.items()} == {
        Period(2020, 8): Decimal(24),
        Period(2021, 8): Decimal(12),
        JULY: Decimal(1),
    }
    assert history[JULY]["hop"] == Value(Decimal(1), "counted")


def test_a_blank_is_no_zero(august: Session) -> None:
    august.set_value(AUGUST, "vb_den", Decimal(0))
    assert august.month_data(AUGUST).values["vb_den"] == Value(Decimal(0))
    august.set_value(AUGUST, "vb_den", None)
    assert "vb_den" not in august.month_data(AUGUST).values


def test_writing_what_is_there_already_changes_nothing(august: Session) -> None:
    august.set_value(AUGUST, "vb_den", Decimal("3521"))
    saved = august.saved_at()
    assert not august.set_value(AUGUST, "vb_den", Decimal("3521.000"))
    assert not august.set_narrative(AUGUST, [p.text for p in august.month_data(AUGUST).paragraphs])
    assert not august.set_office(office())
    assert august.saved_at() == saved


def test_a_change_says_what_it_touched(august: Session) -> None:
    change = august.set_value(AUGUST, "vb_den", Decimal(3521))
    assert (change.name.code, change.name.params["label"]) == ("value.set", "Văn bản đến")
    assert change.areas == {"values"}
    assert change.periods == {AUGUST}
    assert [row.after for row in change.changes] == [
        {"period": "2022-08", "figure": "vb_den", "amount": "3521", "state": "typed"}
    ]
    assert august.set_office(replace(office(), signer="Nguyễn Văn B")).areas == {"office"}


@pytest.mark.parametrize(
    ("code", "amount", "reason"),
    [
        ("vb_den", Decimal("3.5"), "amount.decimals"),
        ("tang", Decimal("1.234"), "amount.decimals"),
        ("vb_den", Decimal(-3), "amount.negative"),
        ("tang", Decimal("1." + "0" * 60 + "1"), "amount.decimals"),
        ("vb_den", Decimal("1E-999999"), "amount.decimals"),
        ("vb_den", Decimal("NaN"), "amount.not_finite"),
        ("vb_den", Decimal("-Infinity"), "amount.not_finite"),
        ("vb_den", Decimal("1E15"), "amount.too_large"),
        ("vb_den", Decimal("1E999999"), "amount.too_large"),
        ("vb_khac", Decimal(1), "figure.not_typed"),
        ("hop", Decimal(1), "figure.not_typed"),
        ("khong_co", Decimal(1), "figure.unknown"),
    ],
)
def test_amounts_that_no_figure_takes(august: Session, code: str, amount: Decimal, reason: str) -> None:
    assert code_of(lambda: august.set_value(AUGUST, code, amount)) == reason
    assert august.undo_name() is not None
    assert august.undo().name.code == "month.start"


def test_one_refused_amount_refuses_the_whole_paste(august: Session) -> None:
    pasted = {"vb_den": Decimal(5), "vb_di": Decimal("1.5")}
    assert code_of(lambda: august.set_values(AUGUST, pasted)) == "amount.decimals"
    assert "vb_den" not in august.month_data(AUGUST).values


def test_months_that_cannot_be(august: Session) -> None:
    assert code_of(lambda: august.start_month(AUGUST)) == "month.exists"
    assert code_of(lambda: august.start_month(Period(2022, 9), JULY)) == "month.unknown"
    assert code_of(lambda: august.start_month(Period(1989, 12))) == "period.out_of_range"
    assert code_of(lambda: august.start_month(Period(2022, 13))) == "period.out_of_range"
    assert code_of(lambda: august.set_value(JULY, "vb_den", Decimal(1))) == "month.unknown"
    assert august.periods() == (AUGUST,)


def test_the_months_own_data(august: Session) -> None:
    august.set_month(AUGUST, number=2146, report_date=date(2022, 8, 29))
    august.set_month(AUGUST, window=Window(date(2022, 8, 1), date(2022, 8, 31)))
    month = august.month_data(AUGUST).month
    assert (month.number, month.report_date) == (2146, date(2022, 8, 29))
    assert month.window == Window(date(2022, 8, 1), date(2022, 8, 31))
    august.set_month(AUGUST, number=None)
    assert august.month_data(AUGUST).month.number is None
    assert code_of(lambda: august.set_month(AUGUST, number=0)) == "report.number"
    assert code_of(lambda: august.set_month(AUGUST, number=100_000)) == "report.number"
    reversed_days = Window(date(2022, 8, 2), date(2022, 8, 1))
    assert code_of(lambda: august.set_month(AUGUST, window=reversed_days)) == "window.end_before_start"
    assert code_of(lambda: august.set_row_window(AUGUST, "di", reversed_days)) == "row.window_not_own"


def test_notes_are_cleaned_and_an_empty_one_goes(august: Session) -> None:
    august.set_note(AUGUST, "vb_di", "chậm do\r\nthiếu ngươ\u0300i\0")
    assert august.month_data(AUGUST).notes == {"vb_di": "chậm do\nthiếu người"}
    august.set_note(AUGUST, "vb_di", "  ")
    assert august.month_data(AUGUST).notes == {}


def test_meetings_are_kept_in_print_order(august: Session) -> None:
    for title in ("A", "B", "C"):
        august.add_meeting(AUGUST, meeting(title))
    a, _b, c = august.month_data(AUGUST).meetings
    assert c.id is not None and a.id is not None
    august.move_meeting(AUGUST, c.id, 0)
    august.update_meeting(AUGUST, replace(a, title="A sửa", position=99))
    assert [m.title for m in august.month_data(AUGUST).meetings] == ["C", "A sửa", "B"]
    august.delete_meeting(AUGUST, a.id)
    assert [(m.title, m.position) for m in august.month_data(AUGUST).meetings] == [("C", 0), ("B", 1)]
    assert code_of(lambda: august.delete_meeting(AUGUST, 999)) == "meeting.unknown"
    assert code_of(lambda: august.update_meeting(AUGUST, meeting())) == "meeting.unknown"


def test_only_held_meetings_of_the_kind_are_counted(august: Session) -> None:
    august.add_meeting(AUGUST, meeting("Đã họp"))
    august.add_meeting(AUGUST, replace(meeting("Sẽ họp"), state="planned"))
    august.add_meeting(AUGUST, meeting("Đi", kind="chuyen_di"))
    assert august.month_data(AUGUST).values["hop"] == Value(Decimal(1), "counted")


def test_meetings_that_cannot_be(august: Session) -> None:
    assert code_of(lambda: august.add_meeting(AUGUST, meeting(" \u200b "))) == "meeting.title_missing"
    early = replace(meeting(), end=date(2022, 7, 31))
    assert code_of(lambda: august.add_meeting(AUGUST, early)) == "meeting.end_before_start"
    assert code_of(lambda: august.add_meeting(AUGUST, meeting(kind="la"))) == "meeting.kind_unknown"
    long = meeting("x" * 2_001)
    assert code_of(lambda: august.add_meeting(AUGUST, long)) == "text.too_long"


def test_titles_are_suggested_by_folded_prefix(august: Session) -> None:
    august.add_meeting(AUGUST, meeting("Đảng ủy họp thường kỳ", 1))
    august.add_meeting(AUGUST, meeting("Đảng ủy họp thường kỳ", 5))
    august.add_meeting(AUGUST, meeting("Đang họp", 2))
    august.add_meeting(AUGUST, meeting("Khác", 3))
    assert august.title_history("dang") == [
        ("Đảng ủy họp thường kỳ", 2, date(2022, 8, 5)),
        ("Đang họp", 1, date(2022, 8, 2)),
    ]


def test_an_untouched_paragraph_stays_inherited(session: Session) -> None:
    session.start_month(JULY, narrative=("Một", "Hai", "Ba"))
    session.start_month(AUGUST, JULY)
    session.set_narrative(AUGUST, ["Một", "Hai sửa", "Mới", "Ba"])
    shown = [(p.text, p.inherited) for p in session.month_data(AUGUST).paragraphs]
    assert shown == [("Một", True), ("Hai sửa", False), ("Mới", False), ("Ba", True)]
    session.confirm_paragraph(AUGUST, 0)
    session.set_paragraph(AUGUST, 3, "Ba")
    session.delete_paragraph(AUGUST, 2)
    session.insert_paragraph(AUGUST, 0, "Đầu")
    shown = [(p.text, p.inherited) for p in session.month_data(AUGUST).paragraphs]
    assert shown == [("Đầu", False), ("Một", False), ("Hai sửa", False), ("Ba", True)]
    assert code_of(lambda: session.set_paragraph(AUGUST, 4, "x")) == "paragraph.unknown"
    assert code_of(lambda: session.insert_paragraph(AUGUST, 9, "x")) == "paragraph.unknown"


def test_paragraphs_can_be_inserted_at_one_spot_for_ever(august: Session) -> None:
    for n in range(60):
        august.insert_paragraph(AUGUST, 1, f"đoạn {n}")
    texts = [paragraph.text for paragraph in august.month_data(AUGUST).paragraphs]
    assert texts[1:-1] == [f"đoạn {n}" for n in reversed(range(60))]


def test_the_history_of_a_cell_newest_first(august: Session) -> None:
    for amount in ("1.5", "2.5", None):
        august.set_value(AUGUST, "tang", None if amount is None else Decimal(amount))
    august.undo()
    steps = [(step.old, step.new) for step in august.cell_history(AUGUST, "tang")]
    low, high = Decimal("1.5"), Decimal("2.5")
    assert steps == [(None, high), (high, None), (low, high), (None, low)]
    assert august.cell_history(AUGUST, "vb_den") == ()


def test_findings_are_settled_and_unsettled(august: Session) -> None:
    august.settle(AUGUST, "parts.above_total|figure:vb_di:None|", " đã kiểm tra ")
    assert august.month_data(AUGUST).settled == {"parts.above_total|figure:vb_di:None|": "đã kiểm tra"}
    august.unsettle(AUGUST, "parts.above_total|figure:vb_di:None|")
    assert august.month_data(AUGUST).settled == {}


def test_a_figure_is_added_and_removed_with_its_amounts(august: Session) -> None:
    august.put_records((SheetRow("ct", "van_ban", "Chỉ thị", 9),))
    august.put_records((Figure("vb_ct", "Chỉ thị", "van_ban", "ct", "thang", parent="vb_di"),))
    august.set_value(AUGUST, "vb_ct", Decimal(2))
    assert august.catalogue().figure("vb_ct").parent == "vb_di"
    august.remove("figure", "vb_ct")
    assert "vb_ct" not in august.month_data(AUGUST).values
    august.undo()
    assert august.month_data(AUGUST).values["vb_ct"] == Value(Decimal(2))
    august.remove("sheet", "van_ban")
    assert august.catalogue().figures == ()
    august.undo()
    assert august.month_data(AUGUST).values["vb_ct"] == Value(Decimal(2))


def a_figure(code: str = "moi", **fields: object) -> Figure:
    made = Figure(code, "Mới", "van_ban", "moi", "thang")
    return replace(made, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (Sheet("Bảng", "Bảng", 0), "code.unreadable"),
        (Sheet("bang", " ", 0), "catalogue.label_missing"),
        (SheetRow("r", "khong_co", "Hàng", 0), "catalogue.reference_missing"),
        (SheetRow("r", "van_ban", "Hàng", 0, previous_of="la"), "catalogue.reference_missing"),
        (SheetColumn("c", "van_ban", "Cột", 0, kind="share"), "catalogue.reference_missing"),
        (SheetColumn("c", "van_ban", "Cột", 0, kind="share", of="ty_le"), "catalogue.column_kind"),
        (a_figure(row="la"), "catalogue.reference_missing"),
        (a_figure(column="la"), "catalogue.reference_missing"),
        (a_figure(column="ty_le"), "catalogue.column_kind"),
        (a_figure(row="di"), "catalogue.cell_taken"),
        (a_figure(parent="la"), "catalogue.reference_missing"),
        (a_figure(parent="moi"), "catalogue.cycle"),
        (a_figure(source="computed"), "figure.source_incomplete"),
        (a_figure(source="meetings"), "figure.source_incomplete"),
        (a_figure(formula="vb_di"), "figure.source_incomplete"),
        (a_figure(source="computed", formula="vb_di * 2"), "formula.unreadable"),
        (a_figure(source="computed", formula="vb_di + la"), "catalogue.reference_missing"),
        (a_figure(source="computed", formula="vb_di + moi"), "catalogue.cycle"),
        (a_figure(decimals=7), "figure.decimals"),
        (a_figure("a' OR 1=1 --"), "code.unreadable"),
    ],
)
def test_catalogue_records_that_cannot_be(
    august: Session, record: Sheet | SheetRow | SheetColumn | Figure, reason: str
) -> None:
    august.put_records((SheetRow("moi", "van_ban", "Mới", 9),))
    before = august.catalogue()

    def put() -> ChangeSet:
        if isinstance(record, Sheet):
            return august.put_records((record,))
        if isinstance(record, SheetRow):
            return august.put_records((record,))
        if isinstance(record, SheetColumn):
            return august.put_records((record,))
        return august.put_records((record,))

    assert code_of(put) == reason
    assert august.catalogue() == before


def test_what_others_name_cannot_go(august: Session) -> None:
    assert code_of(lambda: august.remove("figure", "vb_di")) == "catalogue.in_use"
    assert code_of(lambda: august.remove("column", "thang")) == "catalogue.in_use"
    assert code_of(lambda: august.remove("row", "la")) == "row.unknown"
    assert code_of(lambda: august.remove("column", "la")) == "column.unknown"
    assert code_of(lambda: august.remove("sheet", "la")) == "sheet.unknown"


def test_stored_amounts_hold_their_figures_decimals_and_source(august: Session) -> None:
    august.set_value(AUGUST, "tang", Decimal("1.25"))
    tang = august.catalogue().figure("tang")
    assert code_of(lambda: august.put_records((replace(tang, decimals=1),))) == "figure.decimals_in_use"
    computed = replace(tang, source="computed", formula="vb_di")
    assert code_of(lambda: august.put_records((computed,))) == "figure.has_values"


def test_a_kind_of_meeting_in_use_cannot_go(august: Session) -> None:
    august.add_meeting(AUGUST, meeting())
    only_trips = replace(office(), meeting_kinds=office().meeting_kinds[1:])
    assert code_of(lambda: august.set_office(only_trips)) == "office.kind_in_use"
    twice = replace(office(), meeting_kinds=(*office().meeting_kinds, MeetingKind("lanh_dao", "x", "x")))
    assert code_of(lambda: august.set_office(twice)) == "office.kind_repeated"
    assert code_of(lambda: august.set_office(replace(office(), window_start_day=32))) == (
        "office.window_start_day"
    )
