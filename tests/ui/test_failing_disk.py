"""A disk that fails under the real window: full, read-only, pulled out. What was typed stays, the reason is
on the screen, and the file is whole."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QWidget

from models.entities import Period
from models.errors import MachineError
from models.session import Session, list_backups
from tests.mounts import SmallDisk, failing_disk, needs_root, small_disk
from tests.ui.clerk import Clerk, shown, until
from ui import app as program
from ui.backups.guard import Guard
from ui.messages import sentence
from ui.pages.backups import BackupsPage
from ui.settings import Settings
from ui.tables.sheet_view import SheetView

pytestmark = needs_root

AUGUST = Period(2022, 8)
Begin = Callable[[], Clerk]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk") as made:
        yield made


@pytest.fixture
def begin(disk: SmallDisk, sample_file: Path, tmp_path: Path, qapp: QApplication) -> Iterator[Begin]:
    """Opens the window on a copy of the sample year that lies on the small disk."""
    program.make_application()
    path = disk.path / "nam.sdh"
    shutil.copy(sample_file, path)
    hands: list[Clerk] = []

    def open_window() -> Clerk:
        session = program.open_or_ask(path)
        assert session is not None
        hands.append(Clerk(shown(program.make_window(session, Settings(tmp_path / "window.ini")))))
        hands[0].settle()
        return hands[0]

    yield open_window
    for each in hands:
        each.leave()


def number(path: Path) -> Decimal:
    """What the file holds of incoming documents, by another reader: the file is whole, too."""
    copy = path.with_suffix(".copy")
    shutil.copy(path, copy)
    if path.with_name(path.name + "-journal").exists():
        shutil.copy(path.with_name(path.name + "-journal"), copy.with_name(copy.name + "-journal"))
    with Session.open(copy) as session:
        assert session.changed_outside().log is None
        return session.month_data(AUGUST).values["vb_den"].amount


def at_cell(clerk: Clerk) -> SheetView:
    clerk.press("Ctrl+3")
    clerk.go_to_figure("vb_den")
    view = clerk.focus()
    assert isinstance(view, SheetView)
    return view


def held(clerk: Clerk) -> Decimal:
    """What the window's own session reads from the file."""
    return clerk.window.controller.session.month_data(AUGUST).values["vb_den"].amount


def test_a_full_disk_keeps_the_number_in_its_cell_and_stores_it_when_there_is_room(
    disk: SmallDisk, begin: Begin, tmp_path: Path
) -> None:
    clerk = begin()
    view = at_cell(clerk)
    ballast = disk.fill()
    clerk.type("4711")
    clerk.press("Return")
    assert clerk.reads("đã đầy nên chưa ghi được"), clerk.sees()
    assert clerk.reads("4711") and clerk.reads("Trang in giữ số cũ 3.521.")
    cell = view.cell_in_hand()
    assert cell is not None and cell.figure == "vb_den"
    assert held(clerk) == 3521
    clerk.press("Ctrl+1", "Ctrl+3")
    assert clerk.reads("4711"), "it stays wherever the clerk goes"
    ballast.unlink()
    assert until(lambda: held(clerk) == 4711), "tried again by itself"
    assert clerk.reads("Đã ghi được số còn chờ")
    assert not clerk.reads("đã đầy")
    path = clerk.leave()
    shutil.copy(path, tmp_path / "after.sdh")
    assert number(tmp_path / "after.sdh") == 4711


def test_closing_says_first_what_is_not_stored_yet(disk: SmallDisk, begin: Begin) -> None:
    clerk = begin()
    at_cell(clerk)
    ballast = disk.fill()
    clerk.type("4711")
    clerk.press("Return")
    assert not clerk.window.close() and clerk.window.isVisible()
    assert clerk.reads("Đóng lần nữa thì mất những gì chưa ghi."), clerk.sees()
    ballast.unlink()
    assert until(lambda: held(clerk) == 4711)
    assert clerk.window.close()


def test_a_kill_while_the_disk_is_full_leaves_the_file_whole(
    disk: SmallDisk, begin: Begin, tmp_path: Path
) -> None:
    clerk = begin()
    at_cell(clerk)
    disk.fill()
    clerk.type("4711")
    clerk.press("Return")
    for each in disk.path.glob("nam.sdh*"):
        shutil.copy(each, tmp_path)
    assert number(tmp_path / "nam.sdh") == 3521


def test_a_title_waits_in_its_row_until_there_is_room(disk: SmallDisk, begin: Begin) -> None:
    clerk = begin()
    clerk.press("Ctrl+2")
    clerk.replace("5/8")
    clerk.press("Return")
    ballast = disk.fill()
    title = clerk.field("meeting_entry_title")
    clerk.type("Họp bàn việc đĩa đầy")
    clerk.press("Return")
    for _ in range(3):
        clerk.press("Return")
        if clerk.reads("đã đầy nên chưa ghi được"):
            break
    assert clerk.reads("đã đầy nên chưa ghi được"), clerk.sees()
    assert title.text() == "Họp bàn việc đĩa đầy"
    ballast.unlink()
    session = clerk.window.controller.session
    assert until(lambda: "Họp bàn việc đĩa đầy" in [m.title for m in session.month_data(AUGUST).meetings])
    assert title.text() == ""


def test_a_paragraph_waits_in_the_editor_until_there_is_room(disk: SmallDisk, begin: Begin) -> None:
    clerk = begin()
    clerk.press("Ctrl+7", "Ctrl+Home", "Down", "End")
    ballast = disk.fill()
    clerk.type(" Ổ đĩa đầy.")
    clerk.press("Ctrl+1")
    assert clerk.reads("đã đầy nên chưa ghi được"), clerk.sees()
    assert clerk.window.page_code() == "narrative", "the page is not left with what is not stored"
    ballast.unlink()
    session = clerk.window.controller.session
    assert until(lambda: any("Ổ đĩa đầy." in each.text for each in session.month_data(AUGUST).paragraphs))


def test_a_field_of_the_form_waits_until_there_is_room(disk: SmallDisk, begin: Begin) -> None:
    clerk = begin()
    clerk.press("F6")
    clerk.tab_to("nav_office")
    clerk.press("Return")
    clerk.tab_to("office_place")
    ballast = disk.fill()
    clerk.replace("Nơi khác")
    clerk.press("Return")
    assert clerk.reads("đã đầy nên chưa ghi được"), clerk.sees()
    field = clerk.window.findChild(QLineEdit, "office_place")
    assert field is not None and field.text() == "Nơi khác"
    ballast.unlink()
    session = clerk.window.controller.session
    assert until(lambda: session.office().place == "Nơi khác")


def test_a_read_only_disk_is_opened_to_read_said_and_a_copy_offered(
    disk: SmallDisk, begin: Begin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk.make_read_only()
    before = (disk.path / "nam.sdh").read_bytes()
    clerk = begin()
    Guard(clerk.window).begin()
    assert clerk.reads("Tệp chỉ đọc: xem và in được, không ghi được."), clerk.sees()
    assert clerk.reads("Chép sang nơi khác rồi mở…")
    at_cell(clerk)
    clerk.type("4711")
    clerk.press("Return")
    assert clerk.reads("chỉ đọc được"), clerk.sees()
    assert clerk.reads("4711") and held(clerk) == 3521
    clerk.press("Escape")
    clerk.window.open("backups")
    clerk.press("Space")
    assert clerk.reads("chỉ đọc được"), "a backup of it says why there is none"
    assert [each.name for each in disk.path.iterdir()] == ["nam.sdh"]
    assert (disk.path / "nam.sdh").read_bytes() == before

    here = tmp_path / "Tài liệu"
    here.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(here))
    clerk.window.notice._verb.click()
    assert clerk.window.controller.session.path == here / "nam.sdh"
    assert not clerk.window.controller.session.read_only
    assert clerk.reads("Đang làm việc trong bản chép nam.sdh.")
    at_cell(clerk)
    clerk.type("4711")
    clerk.press("Return")
    assert held(clerk) == 4711
    assert clerk.window.settings.database == here / "nam.sdh"


def test_a_copy_never_takes_the_place_of_another_file(
    disk: SmallDisk, begin: Begin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk.make_read_only()
    clerk = begin()
    Guard(clerk.window).begin()
    (tmp_path / "nam.sdh").write_text("của người khác", "utf-8")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    clerk.window.notice._verb.click()
    assert clerk.reads("không ghi đè lên tệp có sẵn"), clerk.sees()
    assert clerk.reads("Chép sang nơi khác rồi mở…"), "another folder can still be chosen"
    assert (tmp_path / "nam.sdh").read_text("utf-8") == "của người khác"
    assert clerk.window.controller.session.path.parent == disk.path


@pytest.fixture
def desk(sample_file: Path, tmp_path: Path, qapp: QApplication) -> Iterator[Clerk]:
    """The file on the machine's own disk; the stick is elsewhere."""
    program.make_application()
    path = tmp_path / "nam.sdh"
    shutil.copy(sample_file, path)
    window = program.make_window(Session.open(path), Settings(tmp_path / "window.ini"))
    hands = Clerk(shown(window))
    hands.settle()
    yield hands
    hands.leave()


def backups_page(clerk: Clerk) -> BackupsPage:
    clerk.window.open("backups")
    page = clerk.window.page
    assert isinstance(page, BackupsPage)
    return page


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_stick_too_small_keeps_no_piece_of_the_backup(desk: Clerk, disk: SmallDisk) -> None:
    page = backups_page(desk)
    desk.press("Space")
    disk.fill()
    page.ask_folder = lambda: str(disk.path)
    page.copy_elsewhere()
    assert desk.reads("đã đầy nên chưa ghi được"), desk.sees()
    page.choose_folder()
    QTest.qWait(50)
    assert names(disk.path) == ["ballast"]
    assert len(list_backups(desk.window.controller.session.backup_folder())) == 1


def test_a_stick_pulled_while_it_is_written_to(
    desk: Clerk, disk: SmallDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pulled after the draft was written and before it gets its name; said until it is seen."""
    from models.storage import automatic, private
    from models.storage import backup as storage

    page = backups_page(desk)
    session = desk.window.controller.session
    pulled: list[bool] = []
    real = private.write_private

    def write_then_pull(path: Path, content: bytes) -> None:
        real(path, content)
        if path.parent == disk.path and not pulled:
            pulled.append(True)
            disk.pull()

    for module in (storage, automatic):
        monkeypatch.setattr(module, "write_private", write_then_pull)
    session.set_second_folder(disk.path)
    desk.press("Space")
    shown_failure = page.findChild(QLabel, "backup_failure")
    assert isinstance(shown_failure, QLabel) and until(shown_failure.isVisible)
    assert pulled and names(disk.path) == []
    assert desk.reads("không thành"), desk.sees()
    desk.press("Ctrl+1")
    backups_page(desk)
    assert shown_failure.isVisible(), "until it is seen"
    seen = page.findChild(QWidget, "backup_failure_seen")
    assert seen is not None
    seen.click()  # type: ignore[attr-defined]
    assert not shown_failure.isVisible()
    # The one beside the file is whole.
    (made,) = list_backups(session.backup_folder())
    assert session.inspect_backup(made.path).months


def test_a_stick_pulled_during_a_copy_by_hand_is_said_and_leaves_no_final_name(
    desk: Clerk, disk: SmallDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from models.storage import backup as storage
    from models.storage import private

    real = private.write_private

    def write_then_pull(path: Path, content: bytes) -> None:
        real(path, content)
        disk.pull()

    monkeypatch.setattr(storage, "write_private", write_then_pull)
    page = backups_page(desk)
    page.ask_folder = lambda: str(disk.path)
    page.copy_elsewhere()
    assert page.reason.text() and desk.reads("rồi thử lại"), desk.sees()
    assert names(disk.path) == []


def test_a_disk_that_answers_with_errors(
    disk: SmallDisk,
    sample_file: Path,
    tmp_path: Path,
    qapp: QApplication,
) -> None:
    """As a stick that dies under the hand: the number stays in its cell, the window goes on."""
    program.make_application()
    with failing_disk(tmp_path / "stick", disk.path) as stick:
        path = stick / "nam.sdh"
        shutil.copy(sample_file, path)
        subprocess.run(["sync", "-f", str(path)], check=True)
        clerk = Clerk(shown(program.make_window(Session.open(path), Settings(tmp_path / "window.ini"))))
        clerk.settle()
        at_cell(clerk)
        disk.fill()
        leave = program.catch_unforeseen(clerk.window)
        clerk.type("4711")
        clerk.press("Return")
        QTest.qWait(100)
        assert clerk.reads(sentence(MachineError("disk.denied", path=str(path)))) or clerk.reads(
            sentence(MachineError("disk.io", path=str(path)))
        ), clerk.sees()
        assert clerk.reads("4711"), "the text stays in its cell"
        clerk.press("Ctrl+1")
        assert clerk.reads("Tổng quan"), "the window goes on"
        assert not list((tmp_path / "home").rglob("loi-*.txt")), "it is no error of ours"
        leave()
        clerk.leave()


def test_a_title_typed_but_not_entered_is_not_lost_by_leaving_its_month(
    disk: SmallDisk, begin: Begin
) -> None:
    clerk = begin()
    clerk.press("Ctrl+2")
    clerk.replace("5/8")
    clerk.press("Return")
    disk.fill()
    clerk.type("Họp bàn việc đĩa đầy")
    clerk.press("Ctrl+PgUp")
    title = clerk.window.findChild(QLineEdit, "meeting_entry_title")
    assert title is not None and title.text() == "Họp bàn việc đĩa đầy"
    assert clerk.reads("đã đầy nên chưa ghi được"), clerk.sees()
