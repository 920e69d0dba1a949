"""Opening files: ours, old, newer, foreign, damaged, locked, read-only; and a disk that fails."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from models.errors import AppError, MachineError, UserError
from models.session import Session
from models.storage import opening as storage
from models.storage.backup import before_migration, default_folder
from models.storage.database import APPLICATION_ID, schema_version
from models.storage.migrations import STEPS
from tests.models.builders import AUGUST, catalogue, meeting, new_session, office

OLD = Path(__file__).parents[2] / "old_databases"
ROOT = Path(__file__).parents[3]


def refusal(path: Path) -> str:
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(AppError) as caught:
        Session.open(path)
    assert (path.read_bytes() if path.is_file() else None) == before
    return caught.value.code


def a_file(tmp_path: Path) -> Path:
    path = tmp_path / "Sổ 100% #1?.sdh"
    with new_session(path) as session:
        session.start_month(AUGUST, narrative=("một",))
        session.set_value(AUGUST, "vb_den", Decimal(3521))
    return path


def test_a_file_says_whose_and_which_version_it_is(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert connection.execute("PRAGMA user_version").fetchone() == (len(STEPS),)
    tables = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema='main' AND strict=0"
    ).fetchall()
    assert {name for (name,) in tables if not name.startswith("sqlite_")} == set()
    connection.close()


def test_our_pragmas_are_on(tmp_path: Path) -> None:
    database = storage.open_database(a_file(tmp_path))
    found = {
        name: database.one(f"PRAGMA {name}")
        for name in (
            "journal_mode",
            "synchronous",
            "locking_mode",
            "foreign_keys",
            "trusted_schema",
            "cell_size_check",
        )
    }
    database.close()
    assert found == {
        "journal_mode": ("truncate",),
        "synchronous": (2,),
        "locking_mode": ("exclusive",),
        "foreign_keys": (1,),
        "trusted_schema": (0,),
        "cell_size_check": (1,),
    }


def test_nothing_is_created_by_opening(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.sdh") == "file.not_found"
    assert refusal(tmp_path) == "file.not_file"
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == []


def test_creating_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "a.sdh"
    path.write_text("quan trọng", encoding="utf-8")
    with pytest.raises(UserError) as caught:
        Session.create(path)
    assert caught.value.code == "file.exists"
    assert path.read_text(encoding="utf-8") == "quan trọng"


def test_creating_leaves_no_draft(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    assert {found.name for found in tmp_path.iterdir()} <= {path.name, path.name + "-journal", "home"}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a Word file", b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_file_that_is_no_database_of_ours(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.sdh"
    path.write_bytes(content)
    assert refusal(path) in ("file.foreign", "file.damaged")


def test_another_programs_database(tmp_path: Path) -> None:
    path = tmp_path / "a.sdh"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (x)")
    connection.close()
    assert refusal(path) == "file.foreign"


def test_a_newer_file_is_refused_unchanged(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version={len(STEPS) + 1}")
    connection.close()
    assert refusal(path) == "file.newer"


def test_a_cut_or_overwritten_file_is_damaged(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert refusal(path) == "file.damaged"
    path.write_bytes(whole[:8192] + b"\xa5" * 8192 + whole[16384:])
    assert refusal(path) == "file.damaged"


def test_a_file_with_a_broken_reference_is_damaged(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO value VALUES ('2022-08', 'khong_co', '1', 'typed')")
    connection.commit()
    connection.close()
    assert refusal(path) == "file.damaged"


@pytest.mark.parametrize(
    "strange",
    [
        "CREATE TRIGGER t AFTER INSERT ON value BEGIN DELETE FROM meeting; END",
        "CREATE VIEW v AS SELECT * FROM value",
        "CREATE TABLE t (x)",
    ],
)
def test_a_file_with_what_no_step_made_is_refused(tmp_path: Path, strange: str) -> None:
    path = a_file(tmp_path)
    connection = sqlite3.connect(path)
    connection.execute(strange)
    connection.close()
    assert refusal(path) == "file.damaged"


@pytest.mark.parametrize(
    "bad",
    [
        "INSERT INTO value VALUES ('2022-08', 'vb_di', '1e5', 'typed')",
        "INSERT INTO value VALUES ('2022-08', 'vb_di', '', 'typed')",
        "INSERT INTO value VALUES ('2022-08', 'vb_di', '1.', 'typed')",
        "INSERT INTO value VALUES ('2022-08', 'vb_di', '1', 'guessed')",
        "UPDATE month SET number = 0",
        "UPDATE month SET window_start = '2022-09-01'",
        "UPDATE month SET report_date = '2022-02-30'",
        "UPDATE month SET period = '2022-13'",
        "UPDATE figure SET decimals = 'two' WHERE code = 'tang'",
        "INSERT INTO sheet VALUES ('Ô', 'x', 0, '', '')",
    ],
)
def test_the_tables_themselves_refuse_what_cannot_be(tmp_path: Path, bad: str) -> None:
    database = storage.open_database(a_file(tmp_path))
    with pytest.raises(sqlite3.IntegrityError), database.transaction():
        database.run(bad)
    database.close()


def test_a_second_program_is_told_that_the_file_is_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_file(tmp_path)
    monkeypatch.setattr("models.storage.database.BUSY_SECONDS", 0.1)
    code = (
        "import sys; from pathlib import Path; from models.session import Session\n"
        "from models.storage import database; database.BUSY_SECONDS = 0.1\n"
        "from models.errors import AppError\n"
        "try:\n    Session.open(Path(sys.argv[1]))\nexcept AppError as error:\n    print(error.code)\n"
    )
    with Session.open(path):
        run = subprocess.run(
            [sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert run.stdout.strip() == "file.locked"
        assert refusal_in_this_process(path) == "file.locked"
    Session.open(path).close()


def refusal_in_this_process(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        Session.open(path)
    return caught.value.code


def test_a_full_disk_refuses_the_write_and_keeps_the_file_whole(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    with Session.open(path) as session:
        database = session._database
        pages = database.one("PRAGMA page_count")
        assert pages is not None
        database.run(f"PRAGMA max_page_count={pages[0]}")
        before = session.month_data(AUGUST)
        with pytest.raises(MachineError) as caught:
            session.set_paragraph(AUGUST, 0, "dài " * 20_000)
        assert caught.value.code == "disk.full"
        assert session.month_data(AUGUST) == before
        database.run("PRAGMA max_page_count=1000000")
        session.set_paragraph(AUGUST, 0, "ngắn")
    with Session.open(path) as session:
        assert session.month_data(AUGUST).paragraphs[0].text == "ngắn"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a process's file size")
def test_a_failing_disk_refuses_the_write_and_keeps_the_file_whole(tmp_path: Path) -> None:
    import resource

    path = a_file(tmp_path)
    with Session.open(path) as session:
        before = session.month_data(AUGUST)
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
        try:
            with pytest.raises(MachineError) as caught:
                session.set_value(AUGUST, "vb_den", Decimal(4))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert caught.value.code in ("disk.io", "disk.full")
    with Session.open(path) as session:
        assert session.month_data(AUGUST) == before


@pytest.mark.skipif(sys.platform == "win32", reason="folder permissions are a POSIX matter")
@pytest.mark.parametrize("folder_too", [False, True])
def test_a_file_on_read_only_media_opens_to_read(tmp_path: Path, folder_too: bool) -> None:
    path = a_file(tmp_path)
    (tmp_path / (path.name + "-journal")).unlink(missing_ok=True)
    path.chmod(0o444)
    if folder_too:
        tmp_path.chmod(0o555)
    try:
        run_as_ordinary_user(path)
    finally:
        tmp_path.chmod(0o755)


def run_as_ordinary_user(path: Path) -> None:
    """Root may write anywhere, so the looking is done in a child that is root no more."""
    for folder in path.parents:
        if folder.stat().st_uid == os.getuid() and folder != Path("/") and len(folder.parts) > 2:
            folder.chmod(folder.stat().st_mode | 0o055)
    child = os.fork()
    if child == 0:
        result = 9
        try:
            if os.getuid() == 0:
                os.setuid(65534)
            with Session.open(path) as session:
                assert session.read_only
                assert session.month_data(AUGUST).values["vb_den"].amount == 3521
                try:
                    session.set_value(AUGUST, "vb_den", Decimal(1))
                except UserError as error:
                    result = 0 if error.code == "file.read_only" else 3
        finally:
            os._exit(result)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_a_write_cut_short_is_rolled_back_on_opening(tmp_path: Path) -> None:
    """A killed program leaves its journal: the file and journal as they lay in the middle of a commit."""
    path = a_file(tmp_path)
    crashed = tmp_path / "crashed.sdh"
    code = (
        "import os, sys; from pathlib import Path; from decimal import Decimal\n"
        "from models.session import Session; from models.entities import Period\n"
        "s = Session.open(Path(sys.argv[1])); d = s._database\n"
        "d.run('PRAGMA cache_size=5'); d.run('BEGIN IMMEDIATE')\n"
        "d.run(\"UPDATE paragraph SET text = 'nửa' \")\n"
        "rows = [('2022-08', f'k{n}', 'x' * 500) for n in range(400)]\n"
        "d.run_many('INSERT INTO settled VALUES (?, ?, ?)', rows)\n"
        "os._exit(0)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, check=True)
    journal = path.with_name(path.name + "-journal")
    assert journal.stat().st_size > 0
    shutil.copyfile(path, crashed)
    shutil.copyfile(journal, crashed.with_name(crashed.name + "-journal"))
    with Session.open(crashed) as session:
        data = session.month_data(AUGUST)
        assert [paragraph.text for paragraph in data.paragraphs] == ["một"]
        assert data.settled == {}
    # The same journal beside another file, copied there by hand, is a stranger's.
    other = tmp_path / "other.sdh"
    with new_session(other) as session:
        session.start_month(AUGUST)
        for n in range(300):
            session.add_meeting(AUGUST, meeting(f"Họp {n}"))
    shutil.copyfile(journal, other.with_name(other.name + "-journal"))
    assert refusal(other) == "file.stale_journal"


def test_every_old_version_opens(tmp_path: Path) -> None:
    versions = sorted(OLD.glob("version_*.sdh"))
    assert len(versions) == len(STEPS)
    for old in versions:
        path = tmp_path / old.name
        shutil.copyfile(old, path)
        with Session.open(path) as session:
            data = session.month_data(AUGUST)
            assert data.values["vb_den"].amount == 3521
            assert data.meetings[0].title == "Họp lãnh đạo UBND tỉnh"
            assert data.paragraphs[0].text == "# Công tác chỉ đạo"
            assert session.catalogue() == catalogue()
            assert session.office() == office()
            assert session.undo().name.code == "value.set"
            session.redo()


def test_an_older_file_is_brought_up_after_a_copy_is_kept(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    steps = (*STEPS, ("ALTER TABLE month ADD COLUMN quarter INTEGER", "CREATE INDEX q ON month (quarter)"))
    storage.open_database(path, steps, before_migration).close()
    (kept,) = default_folder(path).iterdir()
    assert "_nang-cap_" in kept.name
    with Session.open(kept) as session:
        assert session.month_data(AUGUST).values["vb_den"].amount == 3521
    again = storage.open_database(path, steps)
    assert schema_version(again) == (APPLICATION_ID, len(STEPS) + 1)
    assert again.one("SELECT quarter FROM month") == (None,)
    again.close()
    assert refusal(path) == "file.newer"


def test_a_step_that_fails_leaves_the_version_before(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    steps = (*STEPS, ("ALTER TABLE month ADD COLUMN quarter INTEGER", "ALTER TABLE nowhere ADD COLUMN x"))
    with pytest.raises(sqlite3.OperationalError):
        storage.open_database(path, steps)
    with Session.open(path) as session:
        assert session.month_data(AUGUST).values["vb_den"].amount == 3521


def test_nothing_acknowledged_is_lost_when_the_program_is_killed(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    code = (
        "import sys; from pathlib import Path; from decimal import Decimal\n"
        "from models.session import Session; from models.entities import Period\n"
        "august = Period(2022, 8); session = Session.open(Path(sys.argv[1]))\n"
        "n = int(session.month_data(august).values['vb_den'].amount)\n"
        "while True:\n"
        "    n += 1; session.set_value(august, 'vb_den', Decimal(n)); print(n, flush=True)\n"
    )
    acknowledged = 3521
    for lines in (1, 7, 40):
        with subprocess.Popen(
            [sys.executable, "-c", code, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout is not None
            for _ in range(lines):
                acknowledged = int(writer.stdout.readline())
            writer.kill()
            for line in writer.stdout.read().splitlines():
                acknowledged = int(line)
        with Session.open(path) as session:
            stored = session.month_data(AUGUST).values["vb_den"].amount
        # One more may be on the disk whose number was not printed any more.
        assert stored in (acknowledged, acknowledged + 1)
