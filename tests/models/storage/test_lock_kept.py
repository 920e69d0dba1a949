"""Whoever opens and closes the held file outside SQLite drops SQLite's lock on it (POSIX): nothing may."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest

from models.errors import AppError, UserError
from models.glance import glance
from models.session import Session, default_folder, list_backups, restore
from models.session.diagnosing import diagnose
from tests.models.builders import AUGUST, new_session

OTHER_PROGRAM = """
import sqlite3, sys
try:
    sqlite3.connect(sys.argv[1], timeout=0).execute("SELECT count(*) FROM month")
    print("let in")
except sqlite3.OperationalError as error:
    print(error)
"""
NAME = "SoDieuHanh-2022_{day:%Y-%m-%d}_0000_0001_ngay_{file}_0123456789abcdef.sdh"
"""A clerk who opens a backup by a double click works in a file of such a name."""


def refused(path: Path) -> bool:
    """Whether another program is kept out."""
    run = subprocess.run(
        [sys.executable, "-c", OTHER_PROGRAM, str(path)], capture_output=True, text=True, check=True
    )
    return run.stdout.strip() == "database is locked"


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.setattr("models.storage.database.BUSY_SECONDS", 0.0)
    with new_session(tmp_path / "nam.sdh") as session:
        session.start_month(AUGUST)
        made = session.protect("day")
        assert made is not None
        file = made.name.split("_")[5]
    path = tmp_path / NAME.format(file=file, day=datetime.now())
    (tmp_path / "nam.sdh").rename(path)
    return Session.open(path)


def link_to(session: Session) -> Path:
    other = session.path.with_name("ban-chep.sdh")
    if not other.exists():
        os.link(session.path, other)
    return other


def second_copies(session: Session) -> None:
    """The second folder is the one where the file itself lies, among copies enough to be thinned."""
    session.set_second_folder(session.path.parent)
    for _ in range(6):
        session.start_month(min(session.periods()).previous)
        assert session.protect("closing") is not None
    session.catch_up()


def whole_restore(session: Session) -> None:
    backup = session.backups()[0].path
    restore(backup, session.path)


WORK: dict[str, Callable[[Session], object]] = {
    "backup": lambda session: session.backup(session.path.parent),
    "sealed": lambda session: session.backup(session.path.parent, "mật khẩu dài"),
    "day": lambda session: session.start_of_day(),
    "closing": lambda session: session.closing(),
    "second folder": second_copies,
    "list": lambda session: session.backups(verify=True),
    "list folder": lambda session: list_backups(session.path.parent),
    "status": lambda session: (session.backup_status(), session.changed_outside(), session.verify_log()),
    "glance": lambda session: glance(session.path),
    "inspect": lambda session: session.inspect_backup(session.path),
    "inspect link": lambda session: session.inspect_backup(link_to(session)),
    "month of itself": lambda session: session.bring_back(session.path, AUGUST),
    "month of a backup": lambda session: session.bring_back(session.backups()[0].path, AUGUST),
    "open again": lambda session: Session.open(session.path),
    "diagnose": lambda session: diagnose(session.path, [session.path.parent]),
    "restore": whole_restore,
    "restore itself": lambda session: restore(session.path, session.path),
    "folder": lambda session: default_folder(session.path),
}


@pytest.mark.parametrize("work", WORK)
def test_the_lock_is_held_through(held: Session, work: str) -> None:
    with held as session:
        assert refused(session.path)
        with suppress(AppError):
            WORK[work](session)
        assert session.path.exists() and refused(session.path)


def test_without_a_session_another_program_is_let_in(held: Session) -> None:
    held.close()
    assert not refused(held.path)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a lock until the one who took it lets it go")
def test_this_sees_a_lock_that_was_dropped(held: Session) -> None:
    with held as session:
        session.path.read_bytes()
        assert not refused(session.path)


@pytest.mark.parametrize("work", ["inspect", "inspect link", "month of itself"])
def test_the_file_itself_is_no_backup_of_it(held: Session, work: str) -> None:
    with held as session, pytest.raises(UserError) as caught:
        WORK[work](session)
    assert caught.value.code == "restore.same"


def test_an_open_file_among_its_backups_is_never_thinned(held: Session) -> None:
    with held as session:
        second_copies(session)
        left = list_backups(session.path.parent)
        assert session.path in [entry.path for entry in left]
        assert len(left) < 7, "older ones were thinned"
