"""The open file renamed, moved, removed or replaced under our hands: no entry is acknowledged into the
void, and nobody reads the file past its session under its other name."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from models.errors import MachineError, UserError
from models.session import Session, restore
from models.session.diagnosing import diagnose
from models.storage.database import journal_of
from tests.models.builders import AUGUST, meeting, new_session

if sys.platform == "win32":
    pytest.skip("Windows lets nobody rename or replace a file that SQLite has open", allow_module_level=True)

OTHER_PROGRAM = """
import sys
from pathlib import Path
from models.errors import AppError
from models.session import Session
try:
    Session.open(Path(sys.argv[1]), wait=0)
    print("let in")
except AppError as error:
    print(error.code)
"""


def another_start(path: Path) -> str:
    command = [sys.executable, "-c", OTHER_PROGRAM, str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3])
    return run.stdout.strip()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "folder" / "nam.sdh"
    path.parent.mkdir()
    with new_session(path) as session:
        session.start_month(AUGUST)
        session.protect("day")
    return path


def removed(path: Path) -> Path:
    path.unlink()
    return path


def replaced(path: Path) -> Path:
    """As a sync program does."""
    other = path.with_name(".sync")
    shutil.copyfile(path, other)
    os.replace(other, path)
    return path


def renamed(path: Path) -> Path:
    return path.rename(path.with_name("cu.sdh"))


def folder_moved(path: Path) -> Path:
    return path.parent.rename(path.parent.with_name("khac")) / path.name


@pytest.mark.parametrize("wrote_before", [False, True])
@pytest.mark.parametrize("happens", [removed, replaced, renamed, folder_moved])
def test_nothing_is_acknowledged_into_a_file_that_nobody_will_open_again(
    path: Path, happens: Callable[[Path], Path], wrote_before: bool
) -> None:
    with Session.open(path) as session:
        if wrote_before:
            session.add_meeting(AUGUST, meeting("Trước", 3))
        happens(path)
        with pytest.raises(MachineError) as caught:
            session.add_meeting(AUGUST, meeting("Sau", 5))
        assert caught.value.code == "file.moved" and not session.in_place()
        # The way on: what is open goes elsewhere whole.
        copy = session.copy_to(path.parents[1] / "ban-chep.sdh")
        with Session.open(copy) as other:
            titles = [found.title for found in other.month_data(AUGUST).meetings]
            assert titles == (["Trước"] if wrote_before else [])


def test_a_file_put_back_is_written_on(path: Path) -> None:
    with Session.open(path) as session:
        other = renamed(path)
        with pytest.raises(MachineError):
            session.set_value(AUGUST, "vb_den", Decimal(1))
        other.rename(path)
        session.set_value(AUGUST, "vb_den", Decimal(2))
    with Session.open(path) as session:
        assert session.month_data(AUGUST).values["vb_den"].amount == 2


def test_the_renamed_open_file_is_no_backup_and_keeps_its_lock(path: Path) -> None:
    with Session.open(path) as session:
        other = path.rename(session.backup_folder() / session.backups()[0].path.name)
        for read in (
            lambda: session.inspect_backup(other),
            lambda: session.bring_back(other, AUGUST),
            lambda: session.month_of_backup(other, AUGUST),
        ):
            with pytest.raises(UserError) as caught:
                read()
            assert caught.value.code == "restore.same"
        session.protect("closing")
        assert other.exists() and session.is_itself(other)
        assert another_start(other) == "file.locked"


@pytest.fixture
def link(path: Path) -> Path:
    link = path.parents[1] / "loi-tat.sdh"
    link.symlink_to(path)
    return link


def test_a_link_leads_to_the_file_and_to_its_journal(path: Path, link: Path) -> None:
    """SQLite plays the journal beside the file itself: a stranger's there must be seen through the link."""
    strange = path.with_name("khac.sdh")
    with new_session(strange) as session:
        session.start_month(AUGUST)
        for n in range(300):
            session.add_meeting(AUGUST, meeting(f"Họp {n}"))
        session._database.run("PRAGMA cache_size=5")
        session._database.run("BEGIN IMMEDIATE")
        session._database.run("UPDATE meeting SET title = title || 'x'")
        shutil.copyfile(journal_of(strange), journal_of(path))
        session._database.roll_back()
    before = path.read_bytes()
    with pytest.raises(UserError) as caught:
        Session.open(link)
    assert caught.value.code == "file.stale_journal"
    assert diagnose(link).journal and path.read_bytes() == before


def test_what_is_restored_through_a_link_reaches_the_file(path: Path, link: Path) -> None:
    with Session.open(link) as session:
        assert session.path == path
        backup = session.backups()[0].path
        session.add_meeting(AUGUST, meeting("Sau khi sao lưu", 5))
    restore(backup, link)
    assert link.is_symlink()
    with Session.open(path) as session:
        assert session.month_data(AUGUST).meetings == ()
