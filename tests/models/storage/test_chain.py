"""The change log's chain of digests: what was changed behind the program's back shows."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.checks import check_month
from models.entities import OutsideChanges, Place
from models.session import Session
from models.storage.chain import link
from tests.models.builders import AUGUST, meeting, new_session

OLD = Path(__file__).parents[2] / "old_databases"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "nam.sdh"
    with new_session(path) as session:
        session.start_month(AUGUST, narrative=("Đoạn một.", "Đoạn hai."))
        for amount in (1, 2, 3):
            session.set_value(AUGUST, "vb_den", Decimal(amount))
        session.undo()
        session.redo()
        session.add_meeting(AUGUST, meeting())
    return path


def meddle(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        assert connection.execute(statement).rowcount != 0
    connection.commit()
    connection.close()


def broken(path: Path) -> int | None:
    with Session.open(path) as session:
        return session.verify_log()


def test_a_log_that_nobody_touched_is_whole(path: Path) -> None:
    with Session.open(path) as session:
        assert session.verify_log() is None
        assert not session.changed_outside()
        session.set_value(AUGUST, "vb_den", Decimal(4))
        session.undo()
        assert session.verify_log() is None
        assert not session.changed_outside()


@pytest.mark.parametrize("name", ["version_0001.sdh", "version_0002.sdh"])
def test_older_files_are_chained(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    shutil.copyfile(OLD / name, path)
    with Session.open(path) as session:
        assert session.verify_log() is None
        assert not session.changed_outside()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE change SET time = '2022-09-02T08:00:00.000+07:00' WHERE seq = 4",
        "UPDATE change SET params = '{}' WHERE seq = 4",
        "UPDATE change SET digest = substr(digest, 2) || 'x' WHERE seq = 4",
        "UPDATE change_row SET after = replace(after, '2', '7') WHERE seq = 4",
        "UPDATE change_row SET before = NULL WHERE seq = 4",
        "DELETE FROM change_row WHERE seq = 4",
    ],
)
def test_a_changed_entry_is_named(path: Path, statement: str) -> None:
    meddle(path, statement)
    assert broken(path) == 4


def test_a_removed_entry_is_named(path: Path) -> None:
    meddle(path, "DELETE FROM change_row WHERE seq = 4", "DELETE FROM change WHERE seq = 4")
    assert broken(path) == 4


def test_entries_removed_from_the_end_are_named_and_stay_so(path: Path) -> None:
    meddle(path, "DELETE FROM change_row WHERE seq = 8", "DELETE FROM change WHERE seq = 8")
    assert broken(path) == 8
    with Session.open(path) as session:
        session.set_value(AUGUST, "vb_den", Decimal(5))
        assert session.verify_log() == 8


def test_an_added_entry_is_named(path: Path) -> None:
    meddle(
        path,
        "INSERT INTO change (time, kind, code, params, status) VALUES ('2022', 'do', 'x', '{}', 'done')",
    )
    assert broken(path) == 9


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ("UPDATE value SET amount = '999' WHERE figure = 'vb_den'", Place("figure", "vb_den")),
        ("DELETE FROM value WHERE figure = 'vb_den'", Place("figure", "vb_den")),
        ("INSERT INTO value VALUES ('2022-08', 'vb_qd', '5', 'typed')", Place("figure", "vb_qd")),
        ("UPDATE meeting SET title = 'Họp khác'", Place("meeting", id=1)),
        ("UPDATE paragraph SET text = 'Khác.' WHERE text = 'Đoạn hai.'", Place("paragraph", id=1)),
        ("UPDATE month SET number = 7", Place("month")),
    ],
)
def test_a_row_changed_from_outside_shows_where(path: Path, statement: str, place: Place) -> None:
    meddle(path, statement)
    with Session.open(path) as session:
        outside = session.changed_outside()
        data = session.month_data(AUGUST)
    assert outside == OutsideChanges(None, ((AUGUST, place),))
    findings = [f for f in check_month(data, outside=outside) if f.code == "row.changed_outside"]
    assert [finding.place for finding in findings] == [place]


def test_a_broken_log_is_a_finding(path: Path) -> None:
    with Session.open(path) as session:
        data = session.month_data(AUGUST)
    codes = [found.code for found in check_month(data, outside=OutsideChanges(3))]
    assert codes.count("log.broken") == 1


def test_a_clock_behind_the_last_change_is_a_finding(path: Path) -> None:
    with Session.open(path) as session:
        data = session.month_data(AUGUST)
    assert data.last_change == date(2022, 9, 1)
    for today, expected in ((date(2022, 8, 31), 1), (date(2022, 9, 1), 0), (date(2036, 1, 1), 0)):
        codes = [found.code for found in check_month(data, today=today)]
        assert codes.count("clock.behind") == expected


def test_text_that_is_not_utf_8_is_a_damaged_file_not_a_crash(path: Path) -> None:
    from models.errors import MachineError

    meddle(path, "UPDATE paragraph SET text = CAST(x'ff41' AS TEXT) WHERE text = 'Đoạn hai.'")
    with Session.open(path) as session, pytest.raises(MachineError) as caught:
        session.month_data(AUGUST)
    assert caught.value.code == "file.damaged"


fields = st.one_of(st.none(), st.integers(), st.text(st.characters(exclude_categories=["Cs"]), max_size=5))


@given(st.lists(fields, min_size=1, max_size=6), st.lists(fields, min_size=1, max_size=6))
def test_different_entries_have_different_digests(
    one: list[str | int | None], two: list[str | int | None]
) -> None:
    written = [None if f is None else str(f) for f in one], [None if f is None else str(f) for f in two]
    assert (link("", one, ()) == link("", two, ())) == (written[0] == written[1])


def test_text_and_its_bytes_have_the_same_digest() -> None:
    assert link("", ("tháng",), ()) == link("", ("tháng".encode(),), ())
    assert link("a", (1,), ()) != link("b", (1,), ())
    assert link("", (1,), ((1,),)) != link("", (1, 1), ())


@pytest.mark.parametrize("table", ["meeting", "paragraph", "change"])
def test_a_copy_whose_count_of_ids_lags_is_told_and_gives_no_id_twice(path: Path, table: str) -> None:
    """A copy torn in a write may lack just the page of SQLite's own counts."""
    with Session.open(path) as session:
        for _ in range(2):
            session.add_meeting(AUGUST, meeting())
    meddle(path, f"UPDATE sqlite_sequence SET seq = seq - 1 WHERE name = '{table}'")
    with Session.open(path) as session:
        assert session.changed_outside()
        before = session.month_data(AUGUST)
        session.add_meeting(AUGUST, meeting())
        session.insert_paragraph(AUGUST, 0, "Đoạn mới.")
        after = session.month_data(AUGUST)
    assert after.meetings[:-1] == before.meetings
    assert [paragraph.text for paragraph in after.paragraphs] == ["Đoạn mới.", "Đoạn một.", "Đoạn hai."]


def test_a_log_cut_off_at_its_end_shows_by_what_its_backups_held(path: Path) -> None:
    with Session.open(path) as session:
        assert session.protect("closing") is not None
        last = session._database.rows("SELECT max(seq) FROM change")[0][0]
    meddle(
        path,
        f"DELETE FROM change_row WHERE seq = {last}",
        f"DELETE FROM change WHERE seq = {last}",
        "DELETE FROM meeting",
        f"UPDATE sqlite_sequence SET seq = {last - 1} WHERE name = 'change'",
        "UPDATE sqlite_sequence SET seq = 0 WHERE name = 'meeting'",
    )
    assert broken(path) == last
    with Session.open(path) as session:
        assert session.backup_status().changes_since > 0
        assert session.closing() is not None, "what nobody can tell is backed up"
    assert broken(path) == last, "and the cut shows after that, too"
