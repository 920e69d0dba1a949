"""Why the disk refuses, by its own name: what the clerk is told to do depends on it."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from models.errors import AppError
from models.session import Session, kept_time, restore
from models.storage.database import _without_prefix, journal_of
from models.storage.errors import disk_border
from tests.models.builders import AUGUST, new_session
from tests.mounts import needs_root, small_disk


def year(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with new_session(path) as session:
        session.start_month(AUGUST)
    return path


@pytest.mark.parametrize(
    ("number", "windows", "code"),
    [
        (errno.EACCES, 32, "file.locked"),
        (errno.EACCES, 33, "file.locked"),
        (errno.EACCES, 5, "disk.denied"),
        (errno.ENOENT, 206, "disk.path_long"),
        (errno.ENOSPC, None, "disk.full"),
        (errno.EIO, None, "disk.io"),
    ],
)
def test_what_windows_answers_is_told_apart(
    tmp_path: Path, number: int, windows: int | None, code: str
) -> None:
    """No Windows here: its numbers are given, as Python hands them on."""
    error = OSError(number, "refused")
    if windows is not None:
        error.winerror = windows  # type: ignore[attr-defined]
    with pytest.raises(AppError) as caught, disk_border(tmp_path):
        raise error
    assert caught.value.code == code


@pytest.mark.parametrize(
    "put",
    [
        lambda folder: folder.write_bytes(b""),
        lambda folder: folder.symlink_to("/media/none"),
        lambda folder: folder.symlink_to(folder.name),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_file_or_broken_link_in_the_place_of_the_backups(
    tmp_path: Path, put: Callable[[Path], None]
) -> None:
    path = year(tmp_path / "nam.sdh")
    put(tmp_path / "Sao luu")
    with Session.open(path) as session:
        assert session.start_of_day() is None
        failure = session.backup_status().failure
    assert failure is not None and failure.error.code == "disk.not_folder"


@pytest.mark.skipif(os.name == "nt", reason="Windows has other limits")
def test_a_path_that_sqlite_cannot_take_is_called_too_long(tmp_path: Path) -> None:
    folder = tmp_path
    while len(str(folder)) < 466:
        folder /= "x" * min(60, max(1, 465 - len(str(folder))))
    # The file itself fits, and a draft beside it; a draft one folder deeper does not.
    path = year(folder / "nam.sdh")
    with Session.open(path) as session:
        assert session.start_of_day() is None
        failure = session.backup_status().failure
    assert failure is not None and failure.error.code == "disk.path_long"
    deeper = folder / ("x" * 100) / "nam.sdh"
    deeper.parent.mkdir()
    deeper.write_bytes(path.read_bytes())
    with pytest.raises(AppError) as caught:
        Session.open(deeper)
    assert caught.value.code == "disk.path_long"


def test_a_file_with_a_long_name_is_set_aside_under_a_shorter_one(tmp_path: Path) -> None:
    path = year(tmp_path / ("ố" * 72 + ".sdh"))
    with Session.open(path) as session:
        backup = session.backup(tmp_path)
    kept = restore(backup, path)
    assert kept is not None and kept_time(kept) is not None
    assert kept.name.startswith("ố" * 60 + "_")


CUT_SHORT = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size=1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE change_row SET after = after || ' '")
os._exit(0)
"""


@needs_root
def test_a_full_disk_for_passing_files_keeps_no_file_from_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = year(tmp_path / "disk" / "nam.sdh")
    subprocess.run([sys.executable, "-c", CUT_SHORT, str(path)], check=True)
    assert journal_of(path).stat().st_size > 0
    saved = path.read_bytes(), journal_of(path).read_bytes()
    with small_disk(tmp_path / "tmp") as passing:
        passing.fill()
        monkeypatch.setattr(tempfile, "tempdir", str(passing.path))
        Session.open(path).close()
        assert [found.name for found in path.parent.iterdir()] == [path.name], "nothing is left beside it"
        with small_disk(tmp_path / "full") as full:
            path = full.path / "nam.sdh"
            path.write_bytes(saved[0])
            journal_of(path).write_bytes(saved[1])
            full.fill()
            with pytest.raises(AppError) as caught:
                Session.open(path)
    assert caught.value.code == "disk.full" and caught.value.params["path"] == str(passing.path)


@pytest.mark.parametrize(
    ("path", "plain"),
    [
        ("//?/C:/So/nam.sdh", "C:/So/nam.sdh"),
        ("//?/UNC/may-chu/so/nam.sdh", "//may-chu/so/nam.sdh"),
        ("//may-chu/so/nam.sdh", "//may-chu/so/nam.sdh"),
        ("C:/So/nam.sdh", "C:/So/nam.sdh"),
        ("/home/so/nam.sdh", "/home/so/nam.sdh"),
    ],
)
def test_sqlite_gets_windows_paths_without_their_long_prefix(path: str, plain: str) -> None:
    assert _without_prefix(path) == plain
