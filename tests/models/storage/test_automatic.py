"""Backups nobody has to think of: when, where, how many, and what is said when one fails."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import stat
import sys
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from models.errors import UserError
from models.session import Session, inspect_backup, list_backups
from models.storage import backup as backups
from models.storage.keeping import LAST
from tests.models.builders import AUGUST, new_session

START = datetime.fromisoformat("2026-11-23T08:00:00+07:00")


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        return self.time

    def later(self, **by: int) -> None:
        self.time += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "nam.sdh"
    with new_session(path) as session:
        session.start_month(AUGUST)
    return path


def change(session: Session, amount: int) -> None:
    session.set_value(AUGUST, "vb_den", Decimal(amount))


def test_the_first_start_of_a_day_makes_one(path: Path, clock: Clock) -> None:
    made = []
    for _ in range(3):
        for _ in range(2):
            with Session.open(path, clock) as session:
                made.append(session.start_of_day())
        clock.later(days=1)
    assert [found is not None for found in made] == [True, False] * 3
    assert made[0] is not None and made[0].parent == path.parent / "Sao luu"
    assert {found.reason for found in list_backups(path.parent / "Sao luu")} == {"day"}


def test_closing_makes_one_only_after_changes(path: Path, clock: Clock) -> None:
    with Session.open(path, clock) as session:
        assert session.closing() is not None
    with Session.open(path, clock) as session:
        assert session.closing() is None
        change(session, 1)
        kept = session.closing()
    assert kept is not None and "_dong_" in kept.name


def test_a_backup_made_by_hand_does_not_stand_for_the_automatic_one(
    path: Path, clock: Clock, tmp_path: Path
) -> None:
    usb = tmp_path / "USB"
    usb.mkdir()
    with Session.open(path, clock) as session:
        change(session, 1)
        session.backup(usb)
        assert session.closing() is not None


def test_the_numbers_order_them_though_the_clock_goes_back(path: Path, clock: Clock) -> None:
    with Session.open(path, clock) as session:
        session.protect("day")
        clock.later(days=-3652)
        change(session, 1)
        session.protect("day")
        entries = session.backups(verify=True)
    assert [entry.number for entry in entries] == [2, 1]
    assert [entry.state for entry in entries] == ["good", "good"]
    assert entries[0].time < entries[1].time


def test_they_are_thinned_but_the_last_ones_stay(path: Path, clock: Clock) -> None:
    with Session.open(path, clock) as session:
        for n in range(8):
            clock.later(minutes=1)
            change(session, n + 1)
            session.protect("closing")
        assert [entry.number for entry in session.backups()] == [8, 7, 6][:LAST]


def test_nothing_goes_while_what_would_stay_is_broken(path: Path, clock: Clock) -> None:
    with Session.open(path, clock) as session:
        for n in range(3):
            change(session, n + 1)
            session.protect("closing")
        second = session.backups()[1]
        flip(second.path, 5000)
        change(session, 9)
        session.protect("closing")
        states = {entry.number: entry.state for entry in session.backups(verify=True)}
    assert states == {1: "good", 2: "bad", 3: "good", 4: "good"}


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 4
    path.write_bytes(bytes(content))


def test_one_flipped_bit_anywhere_is_caught(path: Path, clock: Clock) -> None:
    with Session.open(path, clock) as session:
        copy = session.protect("day")
    assert copy is not None
    size = copy.stat().st_size
    for at in (0, 18, 27, 95, 4096, size // 2, size - 1):
        flip(copy, at)
        with pytest.raises(UserError) as caught:
            inspect_backup(copy)
        assert caught.value.code == "restore.damaged"
        flip(copy, at)
    assert inspect_backup(copy).months == (AUGUST,)


def test_a_second_folder_gets_a_copy_when_it_is_there(path: Path, clock: Clock, tmp_path: Path) -> None:
    usb = tmp_path / "USB"
    usb.mkdir()
    with Session.open(path, clock) as session:
        session.set_second_folder(usb)
        first = session.protect("day")
        usb.rename(tmp_path / "away")
        change(session, 1)
        second = session.protect("closing")
        status = session.backup_status()
        assert (status.second, status.second_present, status.failure) == (usb, False, None)
        (tmp_path / "away").rename(usb)
        assert session.catch_up() is not None
        assert session.catch_up() is None
    assert first is not None and second is not None
    assert sorted(found.name for found in usb.iterdir()) == sorted([first.name, second.name])
    assert (usb / second.name).read_bytes() == second.read_bytes()


def test_the_second_folder_must_be_another(path: Path, clock: Clock, tmp_path: Path) -> None:
    with Session.open(path, clock) as session:
        session.protect("day")
        link = tmp_path / "đường tắt"
        link.symlink_to(session.backup_folder(), target_is_directory=True)
        for wrong, code in (
            (session.backup_folder(), "backup.same_folder"),
            (link, "backup.same_folder"),
            (tmp_path / "Sao luu" / ".." / "Sao luu", "backup.same_folder"),
            (tmp_path / "không có", "backup.folder"),
        ):
            with pytest.raises(UserError) as caught:
                session.set_second_folder(wrong)
            assert caught.value.code == code


def full(path: Path, content: bytes) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_failed_one_is_said_until_it_is_seen(
    path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Session.open(path, clock) as session:
        monkeypatch.setattr(backups, "write_private", full)
        assert session.start_of_day() is None
        monkeypatch.undo()
    with Session.open(path, clock) as session:
        failure = session.backup_status().failure
        assert failure is not None and failure.error.code == "disk.full"
        assert session.start_of_day() is not None
        assert session.backup_status().failure is not None
        session.failure_seen()
        assert session.backup_status().failure is None
    with Session.open(path, clock) as session:
        assert session.backup_status().failure is None


def test_a_failure_is_told_from_memory_when_the_file_cannot_take_it(
    path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Session.open(path, clock) as session:
        monkeypatch.setattr(backups, "write_private", full)
        pages = session._database.one("PRAGMA page_count")
        assert pages is not None
        session._database.run("PRAGMA query_only=ON")
        session.protect("day")
        session._database.run("PRAGMA query_only=OFF")
        failure = session.backup_status().failure
        assert failure is not None and failure.error.code == "disk.full"


def test_a_folder_that_cannot_be_made_is_remembered(path: Path, clock: Clock) -> None:
    (path.parent / "Sao luu").write_text("một tệp", encoding="utf-8")
    with Session.open(path, clock) as session:
        assert session.start_of_day() is None
        failure = session.backup_status().failure
        assert failure is not None and failure.error.code == "disk.not_folder"


def test_the_status_says_whether_the_file_is_still_there(path: Path, clock: Clock) -> None:
    with Session.open(path, clock) as session:
        copy = session.protect("day")
        assert copy is not None and session.backup_status().present
        copy.unlink()
        assert not session.backup_status().present


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights with the folder")
def test_only_the_owner_may_read_what_is_written(path: Path, clock: Clock, tmp_path: Path) -> None:
    def mode(found: Path) -> int:
        return stat.S_IMODE(found.stat().st_mode)

    before = os.umask(0)
    try:
        shared = tmp_path / "mới.sdh"
        with new_session(shared) as session:
            session.start_month(AUGUST)
            copies = [
                session.protect("day"),
                session.backup(tmp_path),
                session.backup(tmp_path, "mật khẩu dài"),
            ]
            journal = shared.with_name(shared.name + "-journal")
            written: list[Path] = [shared, *(copy for copy in copies if copy is not None)]
            if journal.exists():
                written.append(journal)
            assert {mode(found) for found in written} == {0o600}
        assert mode(session.backup_folder()) == 0o700
    finally:
        os.umask(before)
    path.chmod(0o644)
    Session.open(path, clock).close()
    assert mode(path) == 0o600


def test_two_files_in_one_folder_do_not_thin_each_other(tmp_path: Path, clock: Clock) -> None:
    kept: Callable[[Session], list[int]] = lambda session: [entry.number for entry in session.backups()]  # noqa: E731
    with new_session(tmp_path / "a.sdh") as first:
        first.protect("day")
    clock.later(days=1)
    with Session.create(tmp_path / "b.sdh", clock=clock) as second:
        for _ in range(6):
            second.protect("day")
        assert kept(second) == [7, 6, 5]
    with Session.open(tmp_path / "a.sdh") as first:
        assert kept(first) == [1]


def day_at(path: Path, clock: Clock, stick: Path, amount: int) -> str:
    """A day's work on one machine: the name of its last backup."""
    with Session.open(path, clock) as session:
        if session.backup_status().second is None:
            session.set_second_folder(stick)
        session.start_of_day()
        change(session, amount)
        clock.later(minutes=5)
        made = session.closing()
        assert made is not None and session.backup_status().failure is None
        assert session.catch_up() is None, "what was carried stays"
    return made.name


@pytest.mark.parametrize("days_together", [0, 12])
def test_two_machines_that_went_on_from_one_file_may_share_a_stick(
    path: Path, clock: Clock, tmp_path: Path, days_together: int
) -> None:
    stick, other = tmp_path / "USB", tmp_path / "PC 2" / "nam.sdh"
    for folder in (stick, other.parent):
        folder.mkdir()
    if not days_together:
        shutil.copy(path, other)
    for n in range(9):
        day_at(path, clock, stick, 100 + n)
        clock.later(days=1)
    if days_together:
        shutil.copy(path, other)
    for n in range(5):
        newest = {day_at(path, clock, stick, 200 + n), day_at(other, clock, stick, 300 + n)}
        assert newest <= {each.name for each in stick.iterdir()}
        clock.later(days=1)
    assert len(list(stick.iterdir())) < 2 * 14, "each thins its own"


def test_what_another_program_thins_meanwhile_is_passed_over(path: Path, clock: Clock) -> None:
    with Session.open(path, clock) as session:
        made = session.protect("day")
        assert made is not None
        content, over = made.read_bytes(), threading.Event()

        def come_and_go() -> None:
            coming = made.with_name(made.name.replace("_0001_", "_0002_"))
            while not over.is_set():
                coming.write_bytes(content)
                coming.unlink()

        other = threading.Thread(target=come_and_go)
        other.start()
        try:
            for _ in range(300):
                assert made in [entry.path for entry in list_backups(made.parent, verify=True)]
        finally:
            over.set()
            other.join()


def test_what_closing_could_not_back_up_is_backed_up_at_the_next_start(
    path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Session.open(path, clock) as session:
        session.start_of_day()
        change(session, 1)
        monkeypatch.setattr(backups, "write_private", full)
        assert session.closing() is None
        monkeypatch.undo()
    with Session.open(path, clock) as session:
        assert session.start_of_day() is not None
        assert session.start_of_day() is None
        assert session.backup_status().changes_since == 0


@pytest.mark.parametrize("number", ["999999999999999999", "99999999", "00099999998"])
def test_an_absurd_number_in_the_folder_stops_no_backup(path: Path, clock: Clock, number: str) -> None:
    folder = path.parent / "Sao luu"
    folder.mkdir()
    (folder / f"SoDieuHanh-2022_2026-11-02_0800_{number}.sdh").write_bytes(b"x")
    with Session.open(path, clock) as session:
        made = []
        for amount in range(3):
            change(session, amount)
            made.append(session.protect("closing"))
        assert session.backup_status().failure is None
        assert None not in made and len(list_backups(folder)) >= 3
        assert [found.path for found in session.backups() if found.path in made] == made[::-1]


@pytest.mark.parametrize("number", [9223372036854775807, 999_999_999, -5])
def test_an_absurd_number_in_the_file_stops_no_backup(path: Path, clock: Clock, number: int) -> None:
    with Session.open(path, clock) as session:
        session.protect("day")
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA ignore_check_constraints=ON")
    connection.execute("UPDATE backup SET number = ?", (number,))
    connection.commit()
    connection.close()
    with Session.open(path, clock) as session:
        assert session.protect("day") is not None
        assert [found.number for found in session.backups()] == [2, 1]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is text")
def test_a_failure_in_a_folder_whose_name_is_no_text_is_remembered(path: Path, clock: Clock) -> None:
    folder = Path(os.fsdecode(os.fsencode(path.parent) + b"/V\xe3n ph\xf2ng"))
    folder.mkdir()
    path = path.rename(folder / "nam.sdh")
    (folder / "Sao luu").write_bytes(b"")
    with Session.open(path, clock) as session:
        assert session.start_of_day() is None
    with Session.open(path, clock) as session:
        failure = session.backup_status().failure
        assert failure is not None and "V?n ph?ng" in failure.error.params["path"]
