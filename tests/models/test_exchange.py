"""A month as a file: out and in again the same, and nothing of a bad file gets in."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.catalogue import Figure, SheetRow
from models.entities import MeetingKind, MonthData, Value, Window
from models.errors import UserError
from models.exchange import read_month_file, schema, write_month_file
from models.month_reading import located
from models.session import Session
from tests.models.builders import AUGUST, JULY, meeting, new_session, office

SCHEMA = Path(__file__).parents[2] / "resources" / "month.schema.json"


def fill(session: Session) -> None:
    session.start_month(JULY, narrative=("Một", "Hai"))
    session.set_values(JULY, {"vb_den": Decimal(3000), "vb_di": Decimal(900), "tang": Decimal("1.25")})
    session.add_meeting(JULY, replace(meeting("Họp tháng 7"), start=date(2022, 7, 5)))
    session.start_month(AUGUST, JULY)
    session.set_values(AUGUST, {"vb_den": Decimal(3521), "tang": Decimal("-0.5")})
    session.set_row_window(AUGUST, "den", Window(date(2022, 7, 15), date(2022, 8, 14)))
    session.set_note(AUGUST, "vb_di", "chậm do\nthiếu người")
    session.add_meeting(AUGUST, replace(meeting("Làm việc “tại chỗ”"), end=date(2022, 8, 3), form="both"))
    session.add_meeting(AUGUST, meeting("Đi cơ sở", 9, "chuyen_di"))
    session.insert_paragraph(AUGUST, 1, "Nhận {{vb_den}} văn bản[^ chú thích\nhai đoạn ^].")
    session.set_month(AUGUST, number=2146, report_date=date(2022, 8, 29))
    session.settle(AUGUST, "near.twice|meeting::2|days=1", "hai cuộc khác nhau")


@pytest.fixture
def sent(tmp_path: Path) -> MonthData:
    with new_session(tmp_path / "sender.sdh") as session:
        fill(session)
        return session.month_data(AUGUST)


@pytest.fixture
def content(sent: MonthData) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(write_month_file(sent))
    return loaded


def many_names(last: str) -> bytes:
    """An object of two hundred thousand names and one more."""
    names = [*(f"k{n}" for n in range(200_000)), last]
    return ("{" + ",".join(f'"{name}":1' for name in names) + "}").encode()


def take(path: Path, file: bytes) -> MonthData:
    with Session.create(path) as session:
        session.import_month(read_month_file(file))
        return session.month_data(AUGUST)


def test_out_and_in_again_is_the_same_month(tmp_path: Path, sent: MonthData) -> None:
    file = write_month_file(sent)
    received = take(tmp_path / "receiver.sdh", file)
    assert replace(received, previous=None) == replace(sent, previous=None)
    assert received.history[JULY]["hop"] == Value(Decimal(1), "counted")
    assert write_month_file(received) == file


def test_the_file_is_canonical(sent: MonthData) -> None:
    file = write_month_file(sent)
    shuffled = replace(
        sent,
        values=dict(reversed(sent.values.items())),
        notes=dict(reversed(sent.notes.items())),
        history=dict(reversed(sent.history.items())),
    )
    assert write_month_file(shuffled) == file
    assert file.endswith(b"\n}\n")
    assert "Văn phòng UBND tỉnh Cao Bằng".encode() in file


def test_the_schema_in_resources_is_of_this_code() -> None:
    """When the format changes: write `schema()` to that file, and think of the files already sent."""
    assert SCHEMA.read_bytes() == schema()


def test_earlier_months_come_as_amounts_and_are_not_listed(tmp_path: Path, sent: MonthData) -> None:
    with Session.create(tmp_path / "receiver.sdh") as session:
        session.import_month(read_month_file(write_month_file(sent)))
        assert session.periods() == (AUGUST,)
        assert session.month_data(AUGUST).previous is None
        with pytest.raises(UserError):
            session.month_data(JULY)
        # Started here, the month keeps its amounts but counts its own meetings.
        session.start_month(JULY, narrative=("Một",))
        values = session.month_data(JULY).values
        assert values["vb_den"] == Value(Decimal(3000))
        assert values["hop"] == Value(Decimal(0), "counted")


def test_a_month_the_receiver_holds_is_replaced_as_one_undoable_write(
    tmp_path: Path, sent: MonthData
) -> None:
    with new_session(tmp_path / "receiver.sdh") as session:
        session.start_month(JULY)
        session.set_value(JULY, "vb_den", Decimal(7))
        session.start_month(AUGUST, narrative=("cũ",))
        session.add_meeting(AUGUST, meeting("Cũ"))
        before = session.month_data(AUGUST)
        change = session.import_month(read_month_file(write_month_file(sent)))
        assert change.name.code == "month.import"
        after = session.month_data(AUGUST)
        assert after.paragraphs == sent.paragraphs
        assert [m.title for m in after.meetings] == ["Làm việc “tại chỗ”", "Đi cơ sở"]
        # July is held here, so the file's July stays out.
        assert after.history[JULY]["vb_den"] == Value(Decimal(7))
        assert not session.import_month(read_month_file(write_month_file(sent)))
        session.undo()
        assert session.month_data(AUGUST) == before


def test_what_the_receiver_has_stays_and_what_it_lacks_is_added(tmp_path: Path) -> None:
    with new_session(tmp_path / "sender.sdh") as session:
        kind = MeetingKind("moi", "Mới", "Mới")
        session.set_office(
            replace(office(), signer="Người gửi", meeting_kinds=(*office().meeting_kinds, kind))
        )
        session.put_records((SheetRow("ct", "van_ban", "Chỉ thị", 9),))
        session.put_records((Figure("vb_ct", "Chỉ thị", "van_ban", "ct", "thang"),))
        session.put_records((replace(session.catalogue().figure("vb_den"), label="Tên của người gửi"),))
        session.start_month(AUGUST)
        session.set_value(AUGUST, "vb_ct", Decimal(2))
        session.add_meeting(AUGUST, meeting(kind="moi"))
        file = write_month_file(session.month_data(AUGUST))
    with new_session(tmp_path / "receiver.sdh") as session:
        session.start_month(JULY)
        session.add_meeting(JULY, meeting("Có số 1"))
        session.import_month(read_month_file(file))
        data = session.month_data(AUGUST)
        assert data.values["vb_ct"] == Value(Decimal(2))
        assert data.catalogue.figure("vb_den").label == "Văn bản đến"
        assert data.office.signer == "Nguyễn Văn A"
        assert data.meetings[0].kind == "moi"
        # Both files had a meeting number 1; neither is lost.
        assert [m.title for m in session.month_data(JULY).meetings] == ["Có số 1"]
        assert data.meetings[0].id != 1


def test_an_issued_month_brings_its_office(tmp_path: Path, sent: MonthData) -> None:
    with new_session(tmp_path / "s.sdh") as session:
        fill(session)
        session.issue(AUGUST, 2146, b"{}", b"pdf", b"docx")
        session.set_office(replace(office(), signer="Người mới"))
        file = write_month_file(session.month_data(AUGUST))
    with new_session(tmp_path / "r.sdh") as session:
        session.start_month(JULY)
        session.set_office(replace(office(), signer="Người nhận"))
        session.import_month(read_month_file(file))
        assert session.month_data(AUGUST).office.signer == "Nguyễn Văn A"
        assert session.month_data(AUGUST).month.issued_version == 0
        assert session.office().signer == "Người nhận"


Spoil = Callable[[dict[str, Any]], Any]


def put(*path: str | int, value: Any) -> Spoil:
    def spoil(content: dict[str, Any]) -> None:
        inner: Any = content
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = value

    return spoil


@pytest.mark.parametrize(
    ("spoil", "place", "reason"),
    [
        (put("extra", value=1), "$", "import.field_unknown"),
        (put("meetings", 1, "extra", value=1), "$.meetings[1]", "import.field_unknown"),
        (lambda c: c.pop("window"), "$", "import.field_missing"),
        (put("meetings", 0, "title", value=5), "$.meetings[0].title", "import.type"),
        (put("meetings", 0, "start", value="2022-02-30"), "$.meetings[0].start", "import.value"),
        (put("meetings", 0, "state", value="guessed"), "$.meetings[0].state", "import.choice"),
        (put("meetings", 0, "kind", value="la"), "$.meetings[0]", "meeting.kind_unknown"),
        (put("meetings", 0, "end", value="2022-01-01"), "$.meetings[0]", "meeting.end_before_start"),
        (put("meetings", 0, "title", value=" "), "$.meetings[0]", "meeting.title_missing"),
        (put("meetings", 1, "id", value=2), "$.meetings[1]", "meeting.id_repeated"),
        (put("meetings", 0, "id", value=2**63), "$.meetings[0].id", "import.limit"),
        (put("meetings", 0, "id", value=True), "$.meetings[0].id", "import.type"),
        (put("meetings", 0, "title", value="x" * 3_000), "$.meetings[0].title", "import.limit"),
        (put("meetings", 0, "title", value="a\0b"), "$.meetings[0].title", "import.odd_text"),
        (put("meetings", 0, "title", value="a\ud800b"), "$.meetings[0].title", "import.odd_text"),
        (put("narrative", 0, "text", value="a\u202eb"), "$.narrative[0].text", "import.odd_text"),
        (put("narrative", 0, "text", value="x" * 10_000_000), "$.narrative[0].text", "import.limit"),
        (put("number", value=10**400), "$.number", "import.limit"),
        (put("number", value=1.5), "$.number", "import.type"),
        (put("number", value=0), "$.number", "import.limit"),
        (put("period", value="2022-13"), "$.period", "import.pattern"),
        (put("period", value="1800-01"), "$.period", "period.out_of_range"),
        (put("window", "start", value="2023-01-01"), "$.window", "window.end_before_start"),
        (put("values", "vb_den", "amount", value="NaN"), "$.values.vb_den.amount", "import.pattern"),
        (put("values", "vb_den", "amount", value="1e9"), "$.values.vb_den.amount", "import.pattern"),
        (put("values", "vb_den", "amount", value="1.5"), "$.values.vb_den", "amount.decimals"),
        (put("values", "vb_den", "amount", value="-3"), "$.values.vb_den", "amount.negative"),
        (put("history", "2022-07", "vb_den", value="-3"), "$.history.2022-07.vb_den", "amount.negative"),
        (put("values", "vb_den", "amount", value=3521), "$.values.vb_den.amount", "import.type"),
        (put("values", "la", value={"amount": "1"}), "$.values.la", "figure.unknown"),
        (put("values", "hop", value={"amount": "1"}), "$.values.hop", "figure.not_typed"),
        (put("values", "Đến", value={"amount": "1"}), "$.values", "import.pattern"),
        (put("notes", "la", value="x"), "$.notes.la", "figure.unknown"),
        (
            put("windows", "di", value={"start": "2022-01-01", "end": "2022-01-02"}),
            "$.windows.di",
            "row.window_not_own",
        ),
        (put("history", "2022-08", value={}), "$.history.2022-08", "period.not_before"),
        (put("history", "2022-07", "vb_den", value="một"), "$.history.2022-07.vb_den", "import.pattern"),
        (put("history", "2022-07", "la", value="1"), "$.history.2022-07.la", "figure.unknown"),
        (put("office", "share_decimals", value=9), "$.office.share_decimals", "import.limit"),
        (put("office", "leaders", value="x"), "$.office.leaders", "import.type"),
        (put("catalogue", "figures", 0, "parent", value="la"), "$.catalogue", "catalogue.reference_missing"),
        (
            put("catalogue", "figures", 0, "label", value=""),
            "$.catalogue.figures[0]",
            "catalogue.label_missing",
        ),
        (
            put("catalogue", "figures", 3, "formula", value="__import__"),
            "$.catalogue",
            "catalogue.reference_missing",
        ),
        (put("catalogue", "figures", 3, "formula", value="1/0"), "$.catalogue", "formula.unreadable"),
    ],
)
def test_the_place_and_the_reason_are_named(
    tmp_path: Path, content: dict[str, Any], spoil: Spoil, place: str, reason: str
) -> None:
    spoil(content)
    with pytest.raises(UserError) as caught:
        read_month_file(json.dumps(content).encode())
    assert caught.value.code == "import.invalid"
    assert (caught.value.params["place"], caught.value.params["reason"].code) == (place, reason)


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (b"", "import.unreadable"),
        (b"{", "import.unreadable"),
        (b"[]", "import.not_month"),
        (b'"so-dieu-hanh/month"', "import.not_month"),
        (b'{"format": "other"}', "import.not_month"),
        (b'{"format": "so-dieu-hanh/month", "version": 2}', "import.newer"),
        (b'{"format": "so-dieu-hanh/month", "version": true}', "import.invalid"),
        (b'{"a": NaN}', "import.constant"),
        (b'{"a": -Infinity}', "import.constant"),
        (b'{"a": 1, "a": 2}', "import.key_repeated"),
        (b'{"x": {"a": 1, "a": 2}}', "import.key_repeated"),
        (b"[" * 200_000, "import.too_deep"),
        (b'{"a":' * 200_000, "import.too_deep"),
        (b"1" * 10_000, "import.number"),
        (many_names("k0"), "import.key_repeated"),
        (b"\xff\xfe{", "import.encoding"),
        (b" " * 20_000_001, "import.too_large"),
        (b"PK\x03\x04", "import.unreadable"),
    ],
)
def test_what_is_no_month_file(file: bytes, code: str) -> None:
    with pytest.raises(UserError) as caught:
        read_month_file(file)
    assert caught.value.code == code


@pytest.mark.parametrize("part", ["values", "notes", "windows", "meetings", "narrative"])
def test_a_file_cut_short_does_not_empty_the_month(content: dict[str, Any], part: str) -> None:
    """What the receiver's month would be replaced by has to be there, if only as an empty list."""
    del content[part]
    with pytest.raises(UserError) as caught:
        read_month_file(json.dumps(content).encode())
    reason = caught.value.params["reason"]
    assert (caught.value.params["place"], reason.code, reason.params) == (
        "$",
        "import.field_missing",
        {"name": part},
    )


def test_decomposed_text_is_composed(tmp_path: Path, content: dict[str, Any]) -> None:
    content["meetings"][0]["title"] = "Ho\u0323p Đa\u0309ng"
    data = take(tmp_path / "r.sdh", json.dumps(content).encode())
    assert data.meetings[0].title == "Họp Đảng"


def test_a_file_that_does_not_fit_the_receiver_imports_nothing(tmp_path: Path, sent: MonthData) -> None:
    file = read_month_file(write_month_file(sent))
    with new_session(tmp_path / "r.sdh") as session:
        session.start_month(JULY)
        session.put_records((replace(session.catalogue().figure("tang"), decimals=0),))
        before = (session.office(), session.catalogue(), session.month_data(JULY), session.undo_name())
        with pytest.raises(UserError) as caught:
            session.import_month(file)
        assert caught.value.params["place"] == "$.values.tang"
        assert caught.value.params["reason"].code == "amount.decimals"
        assert session.periods() == (JULY,)
        after = (session.office(), session.catalogue(), session.month_data(JULY), session.undo_name())
        assert after == before


def test_millions_of_small_texts_take_little_memory() -> None:
    import tracemalloc

    file = b'{"format": "so-dieu-hanh/month", "x": [' + b",".join([b'"a"'] * 1_000_000) + b"]}"
    tracemalloc.start()
    try:
        with pytest.raises(UserError) as caught:
            read_month_file(file)
        assert tracemalloc.get_traced_memory()[1] < 80_000_000
    finally:
        tracemalloc.stop()
    assert caught.value.params["reason"].code == "import.field_unknown"


def test_what_the_disk_refuses_is_not_told_as_a_fault_of_the_file() -> None:
    with pytest.raises(UserError) as caught, located("$.office"):
        raise UserError("file.read_only", path="nam.sdh")
    assert caught.value.code == "file.read_only"
