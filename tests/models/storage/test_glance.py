from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from models.defaults import default_catalogue, default_office
from models.entities import Period
from models.glance import glance
from models.session import Session
from ui.pages import entries_of, page_entries


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "SoDieuHanh-2022.sdh"
    with Session.create(path, default_office(), default_catalogue()) as session:
        session.start_month(Period(2022, 7))
        session.start_month(Period(2022, 8))
    return path


def test_a_glance_tells_what_the_session_tells(file: Path) -> None:
    look = glance(file)
    with Session.open(file) as session:
        assert look is not None
        assert look.period == max(session.periods()) == Period(2022, 8)
        assert look.office == session.office().name
        assert look.saved_at == session.saved_at()
        assert entries_of(look.sheets) == page_entries(session.catalogue())


def test_a_glance_leaves_the_file_as_it_is(file: Path) -> None:
    before = file.read_bytes()
    assert glance(file) is not None
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.glob("*.sdh*")] == [file.name]


def test_a_glance_tries_nothing_beside_a_file_in_wal_mode(file: Path) -> None:
    """Another tool left it so; SQLite cannot read it without writing, and that is left to the opening."""
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()
    before, touched = file.read_bytes(), file.parent.stat().st_mtime_ns
    assert glance(file) is None
    assert file.read_bytes() == before
    assert file.parent.stat().st_mtime_ns == touched, "something was made in the folder"


def test_an_open_file_is_not_waited_for(file: Path) -> None:
    with Session.open(file):
        assert glance(file) is None


@pytest.mark.parametrize("content", [b"", b"no database" * 500])
def test_what_is_not_ours_is_left_to_the_opening(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.sdh"
    assert glance(path) is None
    path.write_bytes(content)
    assert glance(path) is None


def test_a_journal_beside_it_is_left_to_the_opening(file: Path) -> None:
    file.with_name(file.name + "-journal").write_bytes(b"")
    assert glance(file) is None


def test_a_file_without_a_month_is_left_to_the_opening(tmp_path: Path) -> None:
    path = tmp_path / "a.sdh"
    Session.create(path, default_office(), default_catalogue()).close()
    assert glance(path) is None


def test_another_schema_is_left_to_the_opening(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version=1")
    connection.close()
    assert glance(file) is None
