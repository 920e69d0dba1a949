"""Backups on the command line: sealed ones, one month brought back, a backup before an import."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.entities import Period
from models.session import Session, list_backups
from tests.ui.test_command_line import run

AUGUST = Period(2022, 8)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    folder = tmp_path / "demo"
    done = run("demo", "--to", folder)
    assert done.returncode == 0, done.stderr
    return folder / "SoDieuHanh-2022.sdh"


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    file = tmp_path / "mat-khau.txt"
    file.write_text("Bắc Kạn mùa xuân\n", encoding="utf-8")
    return file


def number(database: Path) -> int | None:
    with Session.open(database) as session:
        return session.month_data(AUGUST).month.number


def renumber(database: Path) -> None:
    with Session.open(database) as session:
        session.set_month(AUGUST, number=7)


def test_a_sealed_backup_is_restored_by_its_passphrase(
    database: Path, passphrase: Path, tmp_path: Path
) -> None:
    before = number(database)
    sealed = run("backup", "--db", database, "--to", tmp_path, "--passphrase-file", passphrase).stdout.strip()
    assert sealed.endswith(".sdhx")
    renumber(database)
    refused = run("restore", sealed, "--db", database)
    assert (refused.returncode, refused.stdout) == (3, "")
    assert number(database) == 7
    done = run("restore", sealed, "--db", database, "--passphrase-file", passphrase)
    assert done.returncode == 0, done.stderr
    assert number(database) == before


def test_one_month_is_brought_back(database: Path, tmp_path: Path) -> None:
    before = number(database)
    copy = run("backup", "--db", database, "--to", tmp_path).stdout.strip()
    renumber(database)
    done = run("restore", copy, "--db", database, "--month", "2022-08")
    assert (done.returncode, done.stderr) == (0, "")
    assert number(database) == before
    with Session.open(database) as session:
        name = session.undo_name()
        assert name is not None and name.code == "month.bring_back"


def test_an_import_into_a_file_makes_a_backup_first(database: Path, tmp_path: Path) -> None:
    month = tmp_path / "thang.json"
    run("export", "2022-08", "--db", database, "--to", month)
    done = run("import", month, "--db", database)
    assert done.returncode == 0, done.stderr
    (kept,) = list_backups(database.parent / "Sao luu", verify=True)
    assert (kept.reason, kept.state) == ("import", "good")


def test_a_backup_that_fails_does_not_stop_the_import_and_is_told(database: Path, tmp_path: Path) -> None:
    (database.parent / "Sao luu").write_text("một tệp", encoding="utf-8")
    month = tmp_path / "thang.json"
    run("export", "2022-08", "--db", database, "--to", month)
    done = run("import", month, "--db", database)
    assert done.returncode == 0
    assert "Sao luu" in done.stderr


def test_a_passphrase_file_that_says_nothing(database: Path, tmp_path: Path) -> None:
    empty = tmp_path / "trong.txt"
    empty.write_bytes(b"\xff\xfe")
    done = run("backup", "--db", database, "--to", tmp_path, "--passphrase-file", empty)
    assert (done.returncode, done.stdout) == (2, "")


def test_check_says_what_was_changed_behind_the_programs_back(database: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(database)
    connection.execute("UPDATE value SET amount = '999' WHERE period = '2022-08' AND figure = 'vb_den'")
    connection.commit()
    connection.close()
    found = json.loads(run("check", "2022-08", "--db", database, "--json").stdout)
    assert [row["code"] for row in found].count("row.changed_outside") == 1


def test_no_part_of_a_long_file_is_taken_for_the_passphrase(database: Path, tmp_path: Path) -> None:
    (tmp_path / "mk.txt").write_text("a" * 10_001, "utf-8")
    done = run("backup", "--db", database, "--to", tmp_path, "--passphrase-file", tmp_path / "mk.txt")
    assert done.returncode == 2 and "10.000 byte" in done.stderr
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".sdhx"] == []
