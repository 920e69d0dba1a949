"""What is still being written has a name of its own, and goes when its program was killed."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from models.errors import AppError
from models.session import Session
from models.storage import automatic
from models.storage.drafts import draft_name
from models.storage.keeping import list_backups
from models.storage.private import write_private
from tests.models.builders import AUGUST, new_session

ROOT = Path(__file__).parents[3]
KILLED = """
import os, signal, sys
from pathlib import Path
from models.session import Session
from models.storage import backup, opening
path = Path(sys.argv[1])
die = lambda *_: os.kill(os.getpid(), 9)
if sys.argv[2] == "backup":
    backup.verify = die
    with Session.open(path) as session:
        session.protect("day")
else:
    opening._give_name = die
    Session.create(path)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with new_session(tmp_path / "nam.sdh") as session:
        session.start_month(AUGUST)
    return tmp_path / "nam.sdh"


def drafts(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir() if each.name.startswith("."))


def kill(path: Path, at: str) -> None:
    command = [sys.executable, "-c", KILLED, str(path), at]
    assert subprocess.run(command, cwd=ROOT).returncode != 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no signal that kills itself")
def test_what_a_killed_program_left_goes_with_the_next_backup(path: Path) -> None:
    folder = path.parent / "Sao luu"
    for _ in range(2):
        kill(path, "backup")
    kill(path.with_name("moi.sdh"), "create")
    assert len(drafts(folder)) == 1 and drafts(path.parent)
    others = [folder / ".sdh-00000000-4194303-00000000.part", draft_name(folder, "part")]
    for other in others:
        other.write_bytes(b"written at this very moment")
    with Session.open(path) as session:
        assert session.protect("day") is not None
        assert session.backup_status().failure is None
    assert drafts(folder) == sorted(other.name for other in others) and drafts(path.parent) == []


def test_two_threads_that_carry_at_once_never_leave_half_a_copy(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The slow stick: each writes half, and waits for the other, before it writes the rest."""
    usb = tmp_path / "USB"
    usb.mkdir()
    both, seen = threading.Barrier(2), []

    def slow(draft: Path, content: bytes) -> None:
        both.wait(10)
        write_private(draft, content[: len(content) // 2])
        both.wait(10)
        with draft.open("ab") as file:
            file.write(content[len(content) // 2 :])

    def carry() -> None:
        try:
            copy.carry()
        except AppError as error:
            seen.append(error.code)
        seen.extend(entry.state for entry in list_backups(usb, verify=True))

    monkeypatch.setattr(automatic, "write_private", slow)
    with Session.open(path) as session:
        session.copies_itself = False
        session.protect("day")
        session.set_second_folder(usb)
        copy = session.second_copy()
        assert copy is not None
        threads = [threading.Thread(target=carry) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert set(seen) == {"good"}
    assert len(list(usb.iterdir())) == 1
