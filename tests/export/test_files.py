"""Files are written whole or not at all, under names every system takes."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from export.files import Stage, check_name, error_code, make_folder, read_file, safe_name, write_file
from models.errors import AppError, MachineError, UserError
from models.session import Session

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds nothing else."""
    (tmp_path / "folder").mkdir()
    return tmp_path / "folder"


def refusal(path: Path) -> str:
    with pytest.raises(AppError) as caught:
        write_file(path, b"x")
    return caught.value.code


def names_in(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_new_file_holds_the_bytes_and_nothing_lies_beside_it(folder: Path) -> None:
    write_file(folder / "báo cáo tháng 8.pdf", b"%PDF-1.7")
    assert (folder / "báo cáo tháng 8.pdf").read_bytes() == b"%PDF-1.7"
    assert names_in(folder) == ["báo cáo tháng 8.pdf"]


def test_an_old_file_is_replaced(folder: Path) -> None:
    target = folder / "report.docx"
    target.write_bytes(b"old and longer than the new one")
    write_file(target, b"new")
    assert target.read_bytes() == b"new"


def test_an_empty_file_can_be_written(folder: Path) -> None:
    write_file(folder / "empty.txt", b"")
    assert (folder / "empty.txt").read_bytes() == b""


def test_a_link_keeps_pointing_to_the_file_it_names(folder: Path) -> None:
    target, link = folder / "real.pdf", folder / "link.pdf"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_file(link, b"new")
    assert link.is_symlink() and target.read_bytes() == b"new"


def test_a_missing_folder_is_named_and_not_created(folder: Path) -> None:
    with pytest.raises(MachineError) as caught:
        write_file(folder / "gone" / "report.pdf", b"x")
    assert caught.value.code == "folder.missing"
    assert caught.value.params == {"path": str(folder / "gone" / "report.pdf")}
    assert names_in(folder) == []


def test_a_folder_of_that_name_is_left_alone(folder: Path) -> None:
    (folder / "report.pdf").mkdir()
    with pytest.raises(UserError) as caught:
        write_file(folder / "report.pdf", b"x")
    assert caught.value.code == "file.is_folder"
    assert names_in(folder) == ["report.pdf"]


def test_a_file_in_place_of_the_folder(folder: Path) -> None:
    (folder / "folder").write_bytes(b"not a folder")
    assert refusal(folder / "folder" / "report.pdf") == "folder.missing"


def test_a_name_too_long_for_the_disk_leaves_no_temporary_file(folder: Path) -> None:
    assert refusal(folder / ("a" * 300 + ".pdf")) == "file.name"
    assert names_in(folder) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the size of a process's files")
def test_a_disk_that_takes_only_a_part_leaves_the_old_file_and_says_full(folder: Path) -> None:
    target = folder / "report.pdf"
    target.write_bytes(b"old")
    script = (
        "import resource, sys, pathlib\n"
        "from export.files import write_file\n"
        "from models.errors import MachineError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try:\n    write_file(pathlib.Path(sys.argv[1]), b'x' * 100_000)\n"
        "except MachineError as error:\n    print(error.code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(target)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["disk.full"]
    assert target.read_bytes() == b"old"
    assert names_in(folder) == ["report.pdf"]


@pytest.mark.parametrize(
    ("error", "stage", "windows", "writable", "code"),
    [
        (OSError(errno.ENOSPC, "no space"), "write", False, False, "disk.full"),
        (OSError(errno.EDQUOT, "quota"), "write", False, False, "disk.full"),
        (PermissionError(errno.EACCES, "denied"), "write", True, True, "file.denied"),
        (PermissionError(errno.EACCES, "denied"), "replace", True, True, "file.in_use"),
        (PermissionError(errno.EACCES, "read-only file"), "replace", True, False, "file.denied"),
        (PermissionError(errno.EACCES, "denied"), "replace", False, True, "file.denied"),
        (OSError(errno.EROFS, "read-only USB stick"), "write", False, False, "file.denied"),
        (FileNotFoundError(errno.ENOENT, "USB pulled"), "replace", False, False, "folder.missing"),
        (OSError(errno.EINVAL, "name"), "write", True, False, "file.name"),
        (OSError(errno.EIO, "broken disk"), "write", False, False, "file.failed"),
    ],
)
def test_what_the_system_refuses_is_named_for_the_clerk(
    error: OSError, stage: Stage, windows: bool, writable: bool, code: str
) -> None:
    assert error_code(error, stage, windows, writable) == code


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Báo cáo tháng 8-2022.pdf", "Báo cáo tháng 8-2022.pdf"),
        ("2146/BC-VP.pdf", "2146-BC-VP.pdf"),
        ('a<b>:"c|d?e*.docx', "a-b-c-d-e-.docx"),
        ("CON.pdf", "_CON.pdf"),
        ("lpt1", "_lpt1"),
        ("Nul.tar.gz", "_Nul.tar.gz"),
        ("COM10.pdf", "COM10.pdf"),
        ("báo cáo. . ", "báo cáo"),
        ("dòng 1\ndòng 2\t3.pdf", "dòng 1-dòng 2-3.pdf"),
        ("", "Báo cáo"),
        ("///.pdf", "Báo cáo.pdf"),
        ("Tháng 8 năm 2022. UBND tỉnh", "Tháng 8 năm 2022. UBND tỉnh"),
        ("ho\u0300a.pdf", "hòa.pdf"),
    ],
)
def test_names_that_windows_takes(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@settings(max_examples=200)
@given(st.text(max_size=300))
def test_every_name_becomes_one_that_can_be_written(name: str) -> None:
    safe = safe_name(name)
    assert safe_name(safe) == safe
    assert 0 < len(safe.encode("utf-8")) <= 200
    assert not set(safe) & set('<>:"/\\|?*')
    assert safe[-1] not in ". " and safe[0] != " "


def test_a_long_vietnamese_name_keeps_its_extension_and_its_letters(folder: Path) -> None:
    safe = safe_name("Ủy ban nhân dân tỉnh " * 30 + ".docx")
    assert safe.endswith(".docx") and "\ufffd" not in safe
    write_file(folder / safe, b"x")
    assert names_in(folder) == [safe]


def test_reading_stops_one_byte_after_the_limit(folder: Path) -> None:
    (folder / "long.json").write_bytes(b"x" * 1000)
    assert len(read_file(folder / "long.json", 100)) == 101
    assert len(read_file(folder / "long.json", 1000)) == 1000


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "file.not_file"),
        ("none.json", "file.missing"),
        ("x" * 300, "file.missing"),
        ("file/below.json", "file.missing"),
    ],
)
def test_what_cannot_be_read_is_not_called_unwritable(folder: Path, name: str, code: str) -> None:
    (folder / "file").write_bytes(b"")
    with pytest.raises(AppError) as caught:
        read_file(folder / name, 100)
    assert caught.value.code == code


def test_a_file_in_the_place_of_a_folder(folder: Path) -> None:
    (folder / "demo").write_bytes(b"mine")
    with pytest.raises(UserError) as caught:
        make_folder(folder / "demo")
    assert caught.value.code == "folder.is_file"
    assert (folder / "demo").read_bytes() == b"mine"


def test_a_database_is_not_overwritten_and_stays_locked(tmp_path: Path) -> None:
    """Looking at its first bytes by another handle would drop SQLite's lock on it."""
    path, link = tmp_path / "nam.json", tmp_path / "thang.pdf"
    with Session.create(path):
        link.symlink_to(path)
        hard = tmp_path / "hai.docx"
        hard.hardlink_to(path)
        for target in (path, link, hard):
            assert refusal(target) == "file.is_ours"
        script = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('SELECT * FROM month')"
        other = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True)
        assert "database is locked" in other.stderr
    with Session.open(path) as session:
        assert session.periods() == ()


def test_a_backup_is_not_overwritten(tmp_path: Path) -> None:
    with Session.create(tmp_path / "nam.sdh") as session:
        plain = session.backup(tmp_path)
        sealed = session.backup(tmp_path, "tám chữ cái trở lên")
    for path in (tmp_path / "nam.sdh", plain, sealed):
        before = path.read_bytes()
        assert refusal(path) == "file.is_ours"
        assert path.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps pipes and devices apart from files")
def test_a_pipe_or_a_device_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "thang.json")
    for path in (folder / "thang.json", Path("/dev/zero")):
        with pytest.raises(UserError) as caught:
            read_file(path, 100)
        assert caught.value.code == "file.not_plain"


@pytest.mark.skipif(os.name == "nt", reason="Windows takes the rights from the folder")
def test_a_new_file_is_its_owners_and_a_shared_one_stays_shared(folder: Path) -> None:
    write_file(folder / "moi.pdf", b"x")
    (folder / "chung.pdf").write_bytes(b"old")
    (folder / "chung.pdf").chmod(0o664)
    write_file(folder / "chung.pdf", b"new")
    rights = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}
    assert rights == {"moi.pdf": 0o600, "chung.pdf": 0o664}


@pytest.mark.parametrize(("name", "safe"), [("CON.sdh", "_CON.sdh"), ("a:b.sdh", "a-b.sdh"), ("x. ", "x")])
def test_a_name_that_windows_cannot_have_is_refused_for_a_new_file(name: str, safe: str) -> None:
    with pytest.raises(UserError) as caught:
        check_name(name)
    assert caught.value.params == {"name": name, "safe": safe}


def test_usual_names_for_a_new_file_are_taken() -> None:
    for name in ("SoDieuHanh-2023.sdh", "Sổ năm  2023.sdh", "ho\u0300a.sdh", "n#1 %.sdh"):
        check_name(name)
