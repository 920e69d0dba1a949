"""The file is held until its name is the backup's: no other program stores an entry in between."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from models.errors import UserError
from models.session import Session, recover, restore
from tests.models.builders import AUGUST, meeting, new_session

ROOT = Path(__file__).parents[3]
OTHER_PROGRAM = """
import sys, time
from pathlib import Path
from models.errors import AppError
from models.session import Session
from tests.models.builders import AUGUST, meeting
path, number = Path(sys.argv[1]), 0
print("ready", flush=True)
end = time.monotonic() + 4
while time.monotonic() < end:
    try:
        with Session.open(path, wait=0.05) as session:
            session.add_meeting(AUGUST, meeting(f"Cuộc {number}"))
            print(f"Cuộc {number}", flush=True)
            number += 1
    except AppError as error:
        print(error.code, file=sys.stderr, flush=True)
    time.sleep(0.02)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with new_session(tmp_path / "nam.sdh") as session:
        session.start_month(AUGUST)
        session.backup(tmp_path).rename(tmp_path / "backup.bak")
    return tmp_path / "nam.sdh"


def titles(path: Path) -> set[str]:
    with Session.open(path) as session:
        return {each.title for each in session.month_data(AUGUST).meetings}


def test_what_another_program_was_told_is_stored_lies_somewhere(path: Path, tmp_path: Path) -> None:
    other = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", OTHER_PROGRAM, str(path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert other.stdout is not None and other.stdout.readline() == "ready\n"
    restored = 0
    while other.poll() is None:
        try:
            restore(tmp_path / "backup.bak", path)
            restored += 1
        except UserError as error:
            assert error.code == "file.locked"
        time.sleep(0.2)
    stored = set(other.communicate()[0].split("\n")) - {""}
    assert restored and stored
    found = set().union(*(titles(each) for each in tmp_path.glob("*.sdh")))
    assert stored <= found


RECOVERING = """
import sys
from pathlib import Path
from models.errors import AppError
from models.session import recover
path = Path(sys.argv[1])
for backup in (path.with_name("backup.bak"), None):
    try:
        recover(path, backup)
    except AppError as error:
        print(error.code)
"""


def test_a_file_that_another_program_has_open_is_not_set_aside(path: Path, tmp_path: Path) -> None:
    before = sorted(each.name for each in tmp_path.iterdir())
    with Session.open(path) as session:
        session.add_meeting(AUGUST, meeting("Một"))
        run = subprocess.run(
            [sys.executable, "-c", RECOVERING, str(path)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.stdout.split() == ["file.locked", "file.locked"]
        session.add_meeting(AUGUST, meeting("Hai"))
    assert titles(path) == {"Một", "Hai"}
    assert sorted(each.name for each in tmp_path.iterdir()) == before


def test_a_refused_backup_leaves_the_session_open(path: Path, tmp_path: Path) -> None:
    (tmp_path / "wrong.sdh").write_text("không phải", encoding="utf-8")
    with Session.open(path) as session:
        with pytest.raises(UserError):
            session.put_in_place(tmp_path / "wrong.sdh")
        assert not session.closed
        session.add_meeting(AUGUST, meeting("Một"))
        kept = session.put_in_place(tmp_path / "backup.bak")
        assert session.closed
    assert titles(kept) == {"Một"} and titles(path) == set()


def test_a_broken_file_is_set_aside_once_nobody_has_it(path: Path, tmp_path: Path) -> None:
    path.write_bytes(b"\xa5" * 20_000)
    assert recover(path, tmp_path / "backup.bak") is not None
    path.write_bytes(b"\xa5" * 20_000)
    kept = restore(tmp_path / "backup.bak", path)
    assert kept is not None and kept.read_bytes() == b"\xa5" * 20_000
    assert titles(path) == set()
