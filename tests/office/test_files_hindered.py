"""The system refuses in the middle of a write: the old file stays, alone, and the reason is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.office.strace import RENAMES, SYNCS, count, watch

pytestmark = pytest.mark.office

WRITE = """
import pathlib, sys
from export.files import write_file
from models.errors import MachineError
try:
    write_file(pathlib.Path(sys.argv[1]), b"new" * 1000)
    print("written")
except MachineError as error:
    print(error.code)
"""


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "report.pdf").write_bytes(b"old")
    return folder / "report.pdf"


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("fsync:error=ENOSPC:when=1", "disk.full"),
        ("fsync:error=EDQUOT:when=1", "disk.full"),
        ("fsync:error=EIO:when=1", "file.failed"),
        (f"{RENAMES}:error=EACCES", "file.denied"),
        (f"{RENAMES}:error=EROFS", "file.denied"),
        (f"{RENAMES}:error=ENOENT", "folder.missing"),
    ],
)
def test_a_refusal_leaves_the_old_file(fault: str, code: str, target: Path, tmp_path: Path) -> None:
    calls = ["fsync", RENAMES]
    done, lines = watch(["-c", WRITE, str(target)], calls, tmp_path / "log", inject=[fault])
    assert done.stdout.strip() == code, done.stderr
    assert any("INJECTED" in line for line in lines)
    assert target.read_bytes() == b"old"
    assert [entry.name for entry in target.parent.iterdir()] == ["report.pdf"]


def test_a_folder_that_cannot_be_synced_is_no_failure(target: Path, tmp_path: Path) -> None:
    fault = "fsync:error=EINVAL:when=2"
    done, lines = watch(["-c", WRITE, str(target)], ["fsync", RENAMES], tmp_path / "log", inject=[fault])
    assert done.stdout.strip() == "written", done.stderr
    assert any("INJECTED" in line for line in lines)
    assert target.read_bytes() == b"new" * 1000


def test_bytes_are_on_the_disk_before_the_name_and_the_name_before_we_go_on(
    target: Path, tmp_path: Path
) -> None:
    done, lines = watch(["-c", WRITE, str(target)], [*SYNCS, RENAMES], tmp_path / "log")
    assert done.stdout.strip() == "written"
    assert [line.split("(")[0].split()[-1][:6] for line in lines] == ["fsync", "rename", "fsync"]
    assert count(lines) == 2
