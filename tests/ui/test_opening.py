"""What the program says and does for the file: when it cannot be opened, when it begins, when it ends."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from models.entities import Period
from models.errors import UserError
from models.session import Session, list_backups
from tests.ui.clerk import until
from tests.ui.desk import Desk, desk
from ui.app import open_or_ask, remembered
from ui.backups.guard import Guard
from ui.opening import CannotOpen
from ui.settings import Settings

__all__ = ["desk"]


@pytest.fixture
def kept(sample_file: Path, tmp_path: Path) -> Path:
    """The sample year with a backup beside it."""
    path = tmp_path / "nam.sdh"
    shutil.copyfile(sample_file, path)
    with Session.open(path) as session:
        session.protect("day")
    return path


def damaged(path: Path) -> None:
    path.write_bytes(b"\xa5" * 50_000)


def test_a_damaged_file_is_set_aside_and_the_backup_opened(
    qapp: QApplication, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = kept
    damaged(path)
    shown: list[str] = []

    def press(dialog: CannotOpen) -> int:
        shown.extend(label.text() for label in dialog.findChildren(QLabel))
        dialog.findChild(QPushButton, "cannot_open_mend").click()  # type: ignore[union-attr]
        return 1

    monkeypatch.setattr(CannotOpen, "exec", press)
    session = open_or_ask(path)
    assert session is not None
    with session:
        assert len(session.periods()) == 13
    assert any("13 tháng" in words for words in shown)
    assert [found.read_bytes()[:3] for found in path.parent.glob("*_hong_*")] == [b"\xa5" * 3]


def test_a_lost_file_is_not_silently_begun_anew(
    qapp: QApplication, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = kept
    path.unlink()
    monkeypatch.setattr(CannotOpen, "exec", lambda dialog: 0)
    assert open_or_ask(path) is None
    assert not path.exists()


def test_a_new_file_may_be_made_where_a_lost_one_left_backups(
    qapp: QApplication, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was asked for again and again."""
    path = kept
    path.unlink()
    shown: list[str] = []

    def begin_anew(dialog: CannotOpen) -> int:
        shown.extend(label.text() for label in dialog.findChildren(QLabel))
        dialog.path, dialog.begun = path, True
        return 1

    monkeypatch.setattr(CannotOpen, "exec", begin_anew)
    session = open_or_ask(path)
    assert session is not None
    with session:
        assert session.periods() == ()
    assert shown.count("Chưa mở được tệp dữ liệu") == 1
    (offer,) = (words for words in shown if "13 tháng" in words)
    assert "dựng lại ở chỗ cũ" in offer and "Tệp hỏng" not in offer, "there is no damaged file"


def test_the_backups_of_last_years_file_hold_up_no_new_year(
    qapp: QApplication, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CannotOpen, "exec", lambda dialog: pytest.fail("nothing is lost"))
    session = open_or_ask(kept.with_name("nam-sau.sdh"))
    assert session is not None
    with session:
        assert session.periods() == ()


def test_what_was_set_aside_of_a_lost_file_claims_none_of_its_backups(
    qapp: QApplication, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.rename(kept.with_name("nam_truoc-khoi-phuc_2026-11-28_0800_01.sdh"))
    asked: list[object] = []
    monkeypatch.setattr(CannotOpen, "exec", lambda dialog: asked.append(dialog._diagnosis.offers) or 0)
    assert open_or_ask(kept) is None
    assert len(asked) == 1 and asked[0]


def test_the_file_of_last_time_is_asked_for_when_its_stick_is_out(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was begun anew elsewhere, without a word: an empty program in the place of the year."""
    settings = Settings(tmp_path / "w.ini")
    settings.database = tmp_path / "USB" / "nam.sdh"
    path = remembered(settings)
    asked: list[Path] = []

    def begin_anew(dialog: CannotOpen) -> int:
        asked.append(dialog.path or path)
        if len(asked) == 1:
            dialog.path = path  # "Thử lại"
        else:
            dialog.path, dialog.begun = tmp_path / "moi.sdh", True
        return 1

    monkeypatch.setattr(CannotOpen, "exec", begin_anew)
    session = open_or_ask(path, known=True)
    assert session is not None and len(asked) == 2
    with session:
        assert session.path == tmp_path / "moi.sdh"
    assert not path.exists()


def test_the_file_of_last_time_is_found_from_another_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings(tmp_path / "w.ini")
    settings.database = Path("nam.sdh")
    (tmp_path / "away").mkdir()
    monkeypatch.chdir(tmp_path / "away")
    assert remembered(settings) == tmp_path / "nam.sdh"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is text")
def test_a_name_that_is_no_text_is_remembered_whole(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"V\xe3n ph\xf2ng") / "nam.sdh"
    settings = Settings(tmp_path / "w.ini")
    settings.database = path
    settings._store.sync()
    assert Settings(tmp_path / "w.ini").database == path


def test_a_disk_that_does_not_answer_is_not_taken_for_an_empty_one(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    def look(dialog: CannotOpen) -> int:
        shown.extend(label.text() for label in dialog.findChildren(QLabel))
        return 0

    monkeypatch.setattr(CannotOpen, "exec", look)
    monkeypatch.setattr(Path, "stat", refusing)
    assert open_or_ask(tmp_path / "nam.sdh") is None
    assert any("Không được phép" in words for words in shown)


def refusing(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
    """As a folder answers that the clerk may not look into; the superuser who runs tests may."""
    if path.name.endswith(".sdh"):
        raise PermissionError(errno.EACCES, "denied", str(path))
    return os.stat(path, follow_symlinks=follow_symlinks)


def test_without_a_backup_nothing_is_offered(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "a.sdh"
    damaged(path)
    dialog = CannotOpen(path, UserError("file.foreign", path=str(path)))
    assert dialog.findChild(QPushButton, "cannot_open_mend") is None


def test_the_day_begins_with_a_backup_and_ends_with_one_after_changes(desk: Desk) -> None:
    session = desk.controller.session
    guard = Guard(desk.window)
    guard.begin()
    assert [found.reason for found in list_backups(session.backup_folder())] == ["day"]
    assert not desk.window.notice.isVisible()
    desk.controller.do(lambda: session.set_month(Period(2022, 8), number=5))
    guard.close()
    assert [found.reason for found in list_backups(session.backup_folder())] == ["closing", "day"]


def test_a_file_changed_outside_is_said(desk: Desk) -> None:
    session = desk.controller.session
    path = session.path
    session.close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE value SET amount = '999' WHERE period = '2022-08' AND figure = 'vb_den'")
    connection.commit()
    connection.close()
    desk.controller.replace_session(Session.open(path))
    Guard(desk.window).begin()
    assert until(lambda: "bên ngoài" in desk.window.notice.words())
    found = [finding for finding in desk.controller.findings() if finding.code == "row.changed_outside"]
    assert [finding.place.code for finding in found] == ["vb_den"], "the findings say which number it is"
    desk.controller.do(lambda: desk.controller.session.set_value(Period(2022, 8), "vb_den", Decimal(3521)))
    assert until(lambda: not desk.controller.outside), "typed again, it is the program's own"


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody rename an open file")
def test_a_file_renamed_while_open_is_said_and_the_entry_waits(desk: Desk, tmp_path: Path) -> None:
    controller = desk.controller
    guard = Guard(desk.window)
    guard.begin()
    away = controller.session.path.rename(tmp_path / "doi-ten.sdh")
    session, august = controller.session, Period(2022, 8)
    error = controller.attempt(lambda: session.set_value(august, "vb_den", Decimal(4711)))
    assert error is not None and error.code == "file.moved"
    assert until(lambda: "bị đổi tên" in desk.window.notice.words()), "and how to go on"
    away.rename(session.path)
    assert controller.attempt(lambda: session.set_value(august, "vb_den", Decimal(4711))) is None
    guard.close()


def test_a_backup_that_fails_is_said(desk: Desk) -> None:
    session = desk.controller.session
    session.backup_folder().write_text("một tệp", "utf-8")
    Guard(desk.window).begin()
    assert "Sao luu" in desk.window.notice.words()


def test_a_second_folder_is_filled_when_it_comes(desk: Desk, tmp_path: Path) -> None:
    session = desk.controller.session
    stick = tmp_path / "USB"
    stick.mkdir()
    session.set_second_folder(stick)
    shutil.rmtree(stick)
    guard = Guard(desk.window)
    guard.begin()
    guard.finish()
    stick.mkdir()
    guard._catch_up()
    guard.finish()
    assert len(list_backups(stick)) == 1
    desk.controller.do(lambda: session.set_month(Period(2022, 8), number=5))
    guard.close()
    guard.finish()
    assert [found.reason for found in list_backups(stick)] == ["closing", "day"]


def test_a_second_copy_that_fails_is_said(desk: Desk, tmp_path: Path) -> None:
    session = desk.controller.session
    stick = tmp_path / "USB"
    stick.mkdir()
    session.set_second_folder(stick)
    guard = Guard(desk.window)
    guard.begin()
    guard.finish()
    for path in (*list_backups(stick), *list_backups(session.backup_folder())):
        path.path.write_bytes(b"khong phai")
    for copy in list_backups(stick):
        copy.path.unlink()
    guard._catch_up()
    guard.finish()
    QApplication.processEvents()
    assert "không qua được kiểm tra" in desk.window.notice.words()
    assert session.backup_status().failure is not None


def test_the_overview_says_that_a_backup_failed_until_it_is_seen(desk: Desk) -> None:
    session = desk.controller.session
    session.backup_folder().write_text("một tệp", "utf-8")
    session.protect("day")
    page = desk.open("overview")
    page.refresh(None)
    assert page._backup.text() == "Sao lưu gần nhất không thành"  # type: ignore[attr-defined]
    session.failure_seen()
    page.refresh(None)
    assert page._backup.text() == "Chưa sao lưu lần nào."  # type: ignore[attr-defined]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps pipes apart from files")
def test_settings_do_not_wait_for_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "window.ini")
    for _ in range(2):
        settings = Settings(tmp_path / "window.ini")
        settings.database = tmp_path / "nam.sdh"
        settings._store.sync()
    assert Settings(tmp_path / "window.ini").database == tmp_path / "nam.sdh"


def test_a_name_that_windows_cannot_have_is_said_before_a_file_is_made(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    def look(dialog: CannotOpen) -> int:
        shown.extend(label.text() for label in dialog.findChildren(QLabel))
        return 0

    monkeypatch.setattr(CannotOpen, "exec", look)
    assert open_or_ask(tmp_path / "CON.sdh") is None
    assert any("_CON.sdh" in words for words in shown), shown
    assert not (tmp_path / "CON.sdh").exists()
