"""Backup and restore: checked copies, never a broken file under a final name, today's data kept aside."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import stat
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from models.entities import Period
from models.errors import AppError, MachineError, UserError
from models.session import Session, inspect_backup, restore
from models.storage import backup as backups
from tests.models.builders import AUGUST, JULY, new_session, ticking


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    folder = tmp_path / "USB của tôi"
    folder.mkdir()
    return folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "nam.sdh"
    with new_session(path) as session:
        session.start_month(JULY)
        session.start_month(AUGUST)
        session.set_value(AUGUST, "vb_den", Decimal(3521))
    return path


def amount(path: Path) -> Decimal:
    with Session.open(path) as session:
        return session.month_data(AUGUST).values["vb_den"].amount


def names(folder: Path) -> list[str]:
    return sorted(found.name for found in folder.iterdir())


def test_a_backup_is_a_whole_file_under_a_numbered_name(path: Path, usb: Path) -> None:
    with Session.open(path, ticking(datetime.fromisoformat("2026-11-23T15:45:00+07:00"))) as session:
        assert session.backup_status().time is None
        first = session.backup(usb)
        session.set_value(AUGUST, "vb_den", Decimal(3522))
        second = session.backup(usb)
        session.set_value(AUGUST, "vb_den", Decimal(3523))
        status = session.backup_status()
        undoable = session.undo_name()
    assert [name[: -len("_1a2b3c4d_0123456789abcdef.sdh")] for name in names(usb)] == [
        "SoDieuHanh-2022_2026-11-23_1545_0001_tay",
        "SoDieuHanh-2022_2026-11-23_1545_0002_tay",
    ]
    assert (amount(first), amount(second)) == (3521, 3522)
    assert (status.path, status.size, status.verified) == (second, second.stat().st_size, True)
    assert status.changes_since == 1
    assert undoable is not None and undoable.code == "value.set"


def test_numbers_go_on_from_what_lies_in_the_folder(path: Path, usb: Path) -> None:
    (usb / "SoDieuHanh-2021_2030-01-01_0000_0041.sdh").write_bytes(b"")
    with Session.open(path) as session:
        assert "_0042_tay_" in session.backup(usb).name


def test_a_backup_that_fails_leaves_no_file(path: Path, usb: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(path: Path, content: bytes) -> None:
        """The stick loses one bit on the way."""
        real(path, content[:9000] + bytes([content[9000] ^ 1]) + content[9001:])

    real = backups.write_private
    monkeypatch.setattr(backups, "write_private", broken)
    with Session.open(path) as session:
        with pytest.raises(MachineError) as caught:
            session.backup(usb)
        assert caught.value.code == "backup.failed"
        assert session.backup_status().time is None
    assert names(usb) == []


def test_a_missing_folder_is_said(path: Path, usb: Path) -> None:
    with Session.open(path) as session, pytest.raises(UserError) as caught:
        session.backup(usb / "không có")
    assert caught.value.code == "backup.folder"


def test_what_is_inside_is_shown(path: Path, usb: Path) -> None:
    with Session.open(path) as session:
        saved = session.saved_at()
        copy = session.backup(usb)
    info = inspect_backup(copy)
    assert info.months == (JULY, Period(2022, 8))
    assert info.last_change == saved
    assert (info.size, info.schema_version) == (copy.stat().st_size, 2)
    assert info.office == "Văn phòng UBND tỉnh Cao Bằng"


def test_restoring_keeps_todays_file_aside(path: Path, usb: Path) -> None:
    with Session.open(path) as session:
        copy = session.backup(usb)
        session.set_value(AUGUST, "vb_den", Decimal(9))
    kept = restore(copy, path, ticking(datetime.fromisoformat("2026-11-23T16:00:00+07:00")))
    assert kept is not None
    assert kept.name == "nam_truoc-khoi-phuc_2026-11-23_1600_01.sdh"
    assert amount(path) == 3521
    assert amount(kept) == 9
    assert amount(copy) == 3521
    again = restore(copy, path, ticking(datetime.fromisoformat("2026-11-23T16:00:00+07:00")))
    assert again is not None and again.name.endswith("_02.sdh")


def test_restoring_where_nothing_was(path: Path, usb: Path, tmp_path: Path) -> None:
    with Session.open(path) as session:
        copy = session.backup(usb)
    assert restore(copy, tmp_path / "mới" / "a.sdh") is None
    assert amount(tmp_path / "mới" / "a.sdh") == 3521


def test_a_stale_journal_does_not_break_what_is_restored(path: Path, usb: Path) -> None:
    with Session.open(path) as session:
        copy = session.backup(usb)
    path.write_bytes(b"overwritten by hand" * 1000)
    path.with_name(path.name + "-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" * 200)
    kept = restore(copy, path)
    assert kept is not None
    assert kept.read_bytes().startswith(b"overwritten by hand")
    assert amount(path) == 3521


def test_what_is_not_ours_is_refused_and_today_stays(path: Path, usb: Path) -> None:
    with Session.open(path) as session:
        good = session.backup(usb)
    foreign, damaged, newer, text = (usb / name for name in ("f.sdh", "d.sdh", "n.sdh", "t.sdh"))
    connection = sqlite3.connect(foreign)
    connection.execute("CREATE TABLE t (x)")
    connection.close()
    whole = good.read_bytes()
    damaged.write_bytes(whole[:8192] + b"\xa5" * 8192 + whole[16384:])
    shutil.copyfile(good, newer)
    connection = sqlite3.connect(newer)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    text.write_text("không phải", encoding="utf-8")
    link = usb.parent / "." / path.name
    for wrong, code in (
        (foreign, "restore.foreign"),
        (damaged, "restore.damaged"),
        (newer, "restore.newer"),
        (text, "restore.foreign"),
        (usb / "none.sdh", "restore.not_found"),
        (link, "restore.same"),
    ):
        with pytest.raises(UserError) as caught:
            restore(wrong, path)
        assert caught.value.code == code
    assert amount(path) == 3521
    assert [name for name in names(path.parent) if "truoc" in name] == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("phim.sdh", "restore.foreign"),
        ("SoDieuHanh-2022_2026-11-23_1545_0007_ngay_1a2b3c4d_0123456789abcdef.sdh", "restore.damaged"),
    ],
)
def test_a_large_stranger_is_not_read_to_its_end(
    usb: Path, name: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (usb / name).open("wb") as file:
        file.truncate(900_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path.name} is read whole"))
    with pytest.raises(UserError) as caught:
        inspect_backup(usb / name)
    assert caught.value.code == code


def test_a_file_in_use_is_not_replaced(path: Path, usb: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.storage.database.BUSY_SECONDS", 0.1)
    with Session.open(path) as session:
        copy = session.backup(usb)
        session.set_value(AUGUST, "vb_den", Decimal(9))
        with pytest.raises(AppError) as caught:
            restore(copy, path)
        assert caught.value.code == "file.locked"
    assert amount(path) == 9


def test_a_restore_that_fails_at_the_end_leaves_today(
    path: Path, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Session.open(path) as session:
        copy = session.backup(usb)
        session.set_value(AUGUST, "vb_den", Decimal(9))
    real = backups.os.replace

    def refusing(source: Path, target: Path) -> None:
        if Path(target) == path:
            raise PermissionError(13, "held by an antivirus")
        real(source, target)

    monkeypatch.setattr(backups.os, "replace", refusing)
    with pytest.raises(MachineError) as caught:
        restore(copy, path)
    assert caught.value.code == "disk.denied"
    monkeypatch.undo()
    assert amount(path) == 9
    assert [name for name in names(path.parent) if name.endswith(".part")] == []


def syncing(monkeypatch: pytest.MonkeyPatch, refused: int, only: Path | None = None) -> None:
    """The disk answers so where a folder is to be synced; `only`: not before that file is the backup's."""
    real = os.fsync

    def sync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode) and (only is None or b"Sau" not in only.read_bytes()):
            raise OSError(refused, os.strerror(refused))
        real(handle)

    monkeypatch.setattr(os, "fsync", sync)


@pytest.mark.skipif(os.name == "nt", reason="Windows syncs no folders")
@pytest.mark.parametrize("answer", [errno.EINVAL, errno.ENOTSUP])
def test_a_disk_that_cannot_sync_a_folder_is_as_good_as_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: int
) -> None:
    syncing(monkeypatch, answer)
    path = tmp_path / "nam.sdh"
    with new_session(path) as session:
        session.start_month(AUGUST)
        copy = session.protect("day")
        assert copy is not None and session.backup_status().failure is None
    assert restore(copy, path) is not None


@pytest.mark.skipif(os.name == "nt", reason="Windows syncs no folders")
def test_a_restore_that_was_done_is_never_called_failed(
    path: Path, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Session.open(path) as session:
        copy = session.backup(usb)
        session.set_narrative(AUGUST, ("Sau này.",))
    syncing(monkeypatch, errno.EIO, path)
    assert restore(copy, path) is not None
    monkeypatch.undo()
    with Session.open(path) as session:
        assert session.month_data(AUGUST).paragraphs == ()


@pytest.mark.skipif(os.name == "nt", reason="Windows makes no second names here")
@pytest.mark.parametrize("answer", [errno.EPERM, errno.EACCES, errno.EINVAL, errno.EXDEV])
def test_a_disk_without_second_names_takes_a_new_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: int
) -> None:
    def link(*_: object) -> None:
        raise OSError(answer, os.strerror(answer))

    monkeypatch.setattr(os, "link", link)
    with new_session(tmp_path / "sổ" / "mới.sdh") as session:
        session.start_month(AUGUST)
    assert names(tmp_path / "sổ") == ["mới.sdh"]
