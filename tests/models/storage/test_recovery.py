"""A damaged file is set aside, the newest good backup offered with what it lacks; one month brought back."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from models.entities import Period
from models.errors import AppError, UserError
from models.session import Session, inspect_backup, recover
from models.session.diagnosing import diagnose
from models.storage.database import journal_of
from tests.models.builders import AUGUST, JULY, meeting, new_session

SEPTEMBER = Period(2022, 9)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "nam.sdh"
    with new_session(path) as session:
        session.start_month(JULY)
        session.start_month(AUGUST, narrative=("Đoạn một.", "Đoạn hai."))
        session.set_value(AUGUST, "vb_den", Decimal(3521))
        session.add_meeting(AUGUST, meeting())
        session.protect("day")
    return path


def write_more(path: Path) -> None:
    with Session.open(path) as session:
        session.start_month(SEPTEMBER)
        session.set_value(AUGUST, "vb_den", Decimal(9))


def damage(path: Path) -> None:
    """An overwritten page of the catalogue: the rest can still be read."""
    connection = sqlite3.connect(path)
    (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'figure'").fetchone()
    connection.close()
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xa5" * 4096
    path.write_bytes(bytes(content))


def test_a_sound_file_needs_nothing(path: Path) -> None:
    found = diagnose(path)
    assert (found.error, found.offers, found.journal) == (None, (), False)


def test_the_newest_good_backup_is_offered_with_what_it_lacks(path: Path) -> None:
    write_more(path)
    damage(path)
    found = diagnose(path)
    assert found.error is not None and found.error.code == "file.damaged"
    (offer,) = found.offers
    assert (offer.changes, offer.months) == (2, (SEPTEMBER,))
    assert offer.info.months == (JULY, AUGUST)
    broken = path.read_bytes()
    kept = recover(path, offer.info.path)
    assert kept is not None and kept.read_bytes() == broken
    assert "_hong_" in kept.name
    with Session.open(path) as session:
        assert session.month_data(AUGUST).values["vb_den"].amount == 3521


def test_a_file_that_can_tell_nothing_gets_offers_by_time(path: Path) -> None:
    write_more(path)
    path.write_bytes(b"\xa5" * 20_000)
    found = diagnose(path)
    assert found.error is not None and found.error.code == "file.foreign"
    (offer,) = found.offers
    assert (offer.changes, offer.months) == (None, ())
    assert offer.info.last_change is not None


def test_a_file_that_is_gone_can_be_brought_back(path: Path) -> None:
    path.unlink()
    found = diagnose(path)
    assert found.error is not None and found.error.code == "file.not_found"
    with pytest.raises(UserError):
        recover(path, None)
    assert recover(path, found.offers[0].info.path) is None
    assert diagnose(path).error is None


def test_a_broken_backup_is_not_offered(path: Path) -> None:
    with Session.open(path) as session:
        session.set_value(AUGUST, "vb_den", Decimal(9))
        newest = session.protect("closing")
    assert newest is not None
    content = bytearray(newest.read_bytes())
    content[-1] ^= 1
    newest.write_bytes(bytes(content))
    damage(path)
    assert [offer.info.seq for offer in diagnose(path).offers] == [5]


def test_recovering_from_what_is_no_backup_changes_nothing(path: Path, tmp_path: Path) -> None:
    damage(path)
    before = sorted((found.name, found.stat().st_size) for found in tmp_path.iterdir() if found.is_file())
    (tmp_path / "Sao luu" / "x.sdh").write_bytes(b"SQLite format 3\0" + b"\xff" * 4096)
    with pytest.raises(AppError):
        recover(path, tmp_path / "Sao luu" / "x.sdh")
    after = sorted((found.name, found.stat().st_size) for found in tmp_path.iterdir() if found.is_file())
    assert after == before


def leave_journal(session: Session, beside: Path) -> None:
    """The journal as it lies beside the session's file in the middle of a write, copied beside another."""
    database = session._database
    database.run("PRAGMA cache_size=5")
    database.run("BEGIN IMMEDIATE")
    database.run("UPDATE paragraph SET text = text || 'x'")
    database.run("UPDATE value SET amount = '99'")
    rows = [("2022-08", f"k{n}", "x" * 500) for n in range(400)]
    database.run_many("INSERT INTO settled VALUES (?, ?, ?)", rows)
    shutil.copyfile(journal_of(session.path), journal_of(beside))


@pytest.mark.parametrize("writes", [1, 2, 5, 40])
def test_a_strangers_journal_is_set_aside_and_the_file_opens(path: Path, tmp_path: Path, writes: int) -> None:
    """The file went on and was cut short; then an older copy of it was put in its place by hand."""
    older = tmp_path / "older.sdh"
    shutil.copyfile(path, older)
    with Session.open(path) as session:
        for n in range(writes):
            session.set_value(AUGUST, "vb_den", Decimal(n))
        leave_journal(session, older)
    before = older.read_bytes()
    found = diagnose(older)
    assert found.journal and found.offers == ()
    assert older.read_bytes() == before
    kept = recover(older, None)
    assert kept is not None and journal_of(kept).exists() and not kept.exists()
    with Session.open(older) as session:
        assert session.month_data(AUGUST).values["vb_den"].amount == 3521
        assert session.verify_log() is None


def test_a_journal_of_the_file_itself_is_no_stranger(path: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.sdh"
    with Session.open(path) as session:
        leave_journal(session, cut)
        shutil.copyfile(path, cut)
    assert diagnose(cut).error is None
    with Session.open(cut) as session:
        assert session.month_data(AUGUST).values["vb_den"].amount == 3521


def test_one_month_comes_back_as_one_write(path: Path) -> None:
    write_more(path)
    with Session.open(path) as session:
        source = session.backups()[-1].path
        session.set_paragraph(AUGUST, 0, "Đã viết lại.")
        session.set_value(JULY, "vb_den", Decimal(77))
        done = session.bring_back(source, AUGUST)
        assert (done.name.code, done.periods) == ("month.bring_back", frozenset({AUGUST}))
        data = session.month_data(AUGUST)
        assert data.values["vb_den"].amount == 3521
        assert data.paragraphs[0].text == "Đoạn một."
        assert [found.title for found in data.meetings] == [meeting().title]
        # The rest of the file is as it was.
        assert session.month_data(JULY).values["vb_den"].amount == 77
        assert session.has(SEPTEMBER)
        session.undo()
        assert session.month_data(AUGUST).values["vb_den"].amount == 9
        assert session.backups()[0].reason == "import"


def test_a_month_that_the_backup_lacks_is_said(path: Path) -> None:
    write_more(path)
    with Session.open(path) as session, pytest.raises(UserError) as caught:
        session.bring_back(session.backups()[-1].path, SEPTEMBER)
    assert caught.value.code == "month.unknown"


def test_a_backup_of_an_older_version_is_read_without_changing_it(path: Path, tmp_path: Path) -> None:
    old = Path(__file__).parents[2] / "old_databases" / "version_0001.sdh"
    copy = tmp_path / "cu.sdh"
    shutil.copyfile(old, copy)
    with Session.open(path) as session:
        session.bring_back(copy, AUGUST)
        assert session.month_data(AUGUST).values["vb_den"].amount == 3521
    assert copy.read_bytes() == old.read_bytes()
    assert inspect_backup(copy).schema_version == 1


@pytest.mark.parametrize(
    "meddling",
    [
        "DROP TABLE meeting",
        "ALTER TABLE value ADD COLUMN extra TEXT",
        "CREATE TRIGGER t AFTER INSERT ON value BEGIN DELETE FROM meeting; END",
        "DROP INDEX value_by_figure",
    ],
)
def test_a_backup_that_was_meddled_with_is_refused(path: Path, tmp_path: Path, meddling: str) -> None:
    with Session.open(path) as session:
        wrong = session.backup(tmp_path).rename(tmp_path / "wrong.sdh")
    connection = sqlite3.connect(wrong)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute(meddling)
    connection.commit()
    connection.close()
    with pytest.raises(UserError) as caught:
        inspect_backup(wrong)
    assert caught.value.code == "restore.damaged"


SMALL_DISK = """
import resource, signal, sys
from pathlib import Path
from models.errors import AppError
from models.session import restore
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
backup, path = Path(sys.argv[1]), Path(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size // 2, resource.RLIM_INFINITY))
try:
    restore(backup, path)
except AppError as error:
    print(error.code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a limit on file sizes is POSIX")
def test_half_a_copy_of_a_damaged_file_is_never_left_under_its_name(path: Path) -> None:
    with Session.open(path) as session:
        backup = session.backups()[0].path
    path.write_bytes(b"\xa5" * 4 * backup.stat().st_size)
    run = subprocess.run(
        [sys.executable, "-c", SMALL_DISK, str(backup), str(path)],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "disk.io"
    assert [found.name for found in path.parent.iterdir() if found.is_file()] == [path.name]
    assert path.read_bytes() == b"\xa5" * 4 * backup.stat().st_size


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps pipes apart from files")
@pytest.mark.parametrize("kind", ["mkfifo", "mkdir"])
def test_a_journal_that_is_no_file_is_not_waited_for(path: Path, kind: str) -> None:
    journal = journal_of(path)
    getattr(os, kind)(journal)
    with pytest.raises(UserError) as caught:
        Session.open(path)
    assert caught.value.code == "file.strange_journal"
    assert diagnose(path).journal and journal.exists()
    recover(path, None)
    Session.open(path).close()


@pytest.mark.parametrize(("name", "code"), [("", "file.not_file"), ("/dev/null", "file.not_plain")])
def test_what_is_no_file_is_called_so(tmp_path: Path, name: str, code: str) -> None:
    path = tmp_path / name
    with pytest.raises(UserError) as caught:
        Session.open(path)
    error = diagnose(path).error
    assert caught.value.code == code and error is not None and error.code == code
