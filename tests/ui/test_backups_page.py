"""Backing up, looking inside, restoring; a month as a file."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from models.entities import Period
from models.session import SecondCopy, Session
from tests.ui.clerk import until
from tests.ui.desk import Desk, desk
from ui.backups.found import months_words, size_words
from ui.backups.guard import Guard
from ui.pages.backups import BackupsPage
from ui.widgets.labels import Line

__all__ = ["desk"]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "USB"
    folder.mkdir()
    return folder


def backups(desk: Desk, stick: Path) -> BackupsPage:
    page = desk.open("backups")
    assert isinstance(page, BackupsPage)
    page.ask_folder = lambda: str(stick)
    return page


def words(page: QWidget, name: str) -> str:
    label = page.findChild(QLabel, name) or page.findChild(Line, name)
    assert isinstance(label, (QLabel, Line)), name
    return label.text()


def press_button(page: BackupsPage, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert isinstance(button, QPushButton), name
    button.click()


def test_backing_up_needs_no_folder_and_is_listed(desk: Desk, stick: Path) -> None:
    page = backups(desk, stick)
    assert page.empty.isVisible()
    desk.press("Space")
    written = list(desk.controller.session.backup_folder().glob("*.sdh"))
    assert len(written) == 1 and page.last.isVisible()
    assert page.findChild(QPushButton, "backup_0_restore") is not None


def test_a_second_folder_gets_the_newest_at_once(desk: Desk, stick: Path) -> None:
    page = backups(desk, stick)
    desk.press("Space")
    page.choose_folder()
    own = [found.name for found in desk.controller.session.backup_folder().iterdir()]
    assert until(lambda: [found.name for found in stick.iterdir()] == own)
    assert str(stick.name) in page.places.folder_line.text()
    told: list[str] = []
    desk.controller.told.connect(lambda words, _: told.append(words))
    page.back_up()
    assert until(lambda: "chép thêm vào" in told[-1] and stick.name in told[-1])
    stick.rename(stick.with_name("away"))
    page.back_up()
    assert until(lambda: "chưa cắm" in page.places.folder_line.text())
    assert "chép thêm vào" not in told[-1]
    page.forget_folder()
    assert page.places.folder_line.text() == "Chưa chọn"


def test_restoring_brings_the_month_back_and_keeps_today_aside(desk: Desk, stick: Path) -> None:
    page = backups(desk, stick)
    desk.press("Space")
    session, august = desk.controller.session, Period(2022, 8)
    desk.controller.do(lambda: session.set_month(august, number=5))
    press_button(page, "backup_0_restore")
    desk.settle()
    assert page.findChild(object, "backup_question").isVisible()  # type: ignore[union-attr]
    assert desk.focus().objectName() == "backup_restore_yes"
    desk.press("Space")
    assert desk.data().month.number == 2146
    path = desk.controller.session.path
    kept = [each for each in path.parent.glob("*.sdh") if each != path]
    with Session.open(kept[0]) as aside:
        assert aside.month_data(august).month.number == 5


def test_the_question_names_the_backup_in_words_and_what_it_replaces(desk: Desk, stick: Path) -> None:
    page = backups(desk, stick)
    desk.press("Space")
    (written,) = desk.controller.session.backup_folder().glob("*.sdh")
    press_button(page, "backup_0_restore")
    question = words(page, "backup_question_head")
    assert question.startswith("Khôi phục bản số 1, tự tay sao lưu, ") and question.endswith("?")
    inside, present = words(page, "backup_question_words").splitlines()
    assert "13 tháng, 8/2021 – 8/2022" in inside and "sửa lần cuối" in inside
    assert "thay dữ liệu hiện có (13 tháng, 8/2021 – 8/2022" in present and "không bị xoá" in present
    shown = [label.text() for label in page.findChildren(QLabel) + page.findChildren(Line)]
    assert not any(written.stem in text for text in shown)


def test_what_a_restore_replaced_is_in_the_list_and_comes_back(desk: Desk, stick: Path) -> None:
    page = backups(desk, stick)
    desk.press("Space")
    session, august = desk.controller.session, Period(2022, 8)
    desk.controller.do(lambda: session.set_month(august, number=5))
    press_button(page, "backup_0_restore")
    press_button(page, "backup_restore_yes")
    desk.settle()
    assert words(page, "backup_0_title").startswith("Trước khi khôi phục, ")
    press_button(page, "backup_0_restore")
    assert "dữ liệu trước lần khôi phục" in words(page, "backup_question_head")
    press_button(page, "backup_restore_yes")
    assert desk.data().month.number == 5


def test_until_the_days_backup_is_made_none_is_not_said(desk: Desk, stick: Path) -> None:
    desk.controller.backup_due = True
    page = backups(desk, stick)
    assert page.empty.isVisible() and words(page.empty, "") == "Đang sao lưu đầu ngày…"
    guard = Guard(desk.window)
    looked: list[object] = []
    guard._look.ended.connect(lambda *_: looked.append(True))
    guard.begin()
    assert page.last.isVisible() and not page.empty.isVisible()
    assert until(lambda: bool(looked))


def test_one_month_alone_comes_back_and_can_be_undone(desk: Desk, stick: Path) -> None:
    page = backups(desk, stick)
    desk.press("Space")
    session, august, july = desk.controller.session, Period(2022, 8), Period(2022, 7)
    desk.controller.do(lambda: session.set_month(august, number=5))
    desk.controller.do(lambda: session.set_month(july, number=6))
    press_button(page, "backup_0_restore")
    press_button(page, "backup_restore_month")
    assert desk.data().month.number == 2146
    assert session.month_data(july).month.number == 6
    desk.controller.undo()
    assert desk.data().month.number == 5


def test_a_sealed_copy_opens_by_its_passphrase(desk: Desk, stick: Path) -> None:
    page = backups(desk, stick)
    page.ask_passphrase = lambda: "mùa xuân năm nay"
    page.copy_sealed()
    (sealed,) = stick.iterdir()
    page.ask_file = lambda _title, _kinds: str(sealed)
    page.restore_other()
    question = page.findChild(QLineEdit, "backup_passphrase")
    assert isinstance(question, QLineEdit) and question.isVisible() and not page.reason.text()
    question.setText("sai mật khẩu rồi")
    press_button(page, "backup_unlock")
    assert page.reason.text()
    question.setText("mùa xuân năm nay")
    press_button(page, "backup_unlock")
    desk.settle()
    assert desk.focus().objectName() == "backup_restore_yes"
    august = Period(2022, 8)
    session = desk.controller.session
    desk.controller.do(lambda: session.set_month(august, number=5))
    press_button(page, "backup_restore_yes")
    assert desk.data().month.number == 2146


def test_a_failed_backup_stands_there_until_it_is_seen(desk: Desk, stick: Path) -> None:
    desk.controller.session.backup_folder().write_text("một tệp", "utf-8")
    page = backups(desk, stick)
    desk.press("Space")
    shown = page.findChild(QLabel, "backup_failure")
    assert isinstance(shown, QLabel) and "Sao luu" in shown.text()
    press_button(page, "backup_failure_seen")
    assert not shown.isVisible()


def test_what_is_not_ours_is_named_and_not_offered(desk: Desk, stick: Path) -> None:
    (stick / "khac.sdh").write_bytes(b"x" * 4000)
    page = backups(desk, stick)
    page.choose_folder()
    assert page.findChild(QPushButton, "backup_0_restore") is None
    page.ask_file = lambda _title, _kinds: str(stick / "khac.sdh")
    page.restore_other()
    assert page.reason.text()
    assert desk.data().month.number == 2146


def test_a_folder_that_is_gone_is_said(desk: Desk, stick: Path) -> None:
    page = backups(desk, stick)
    stick.rmdir()
    page.copy_elsewhere()
    assert page.reason.text()


def test_esc_leaves_the_question(desk: Desk, stick: Path) -> None:
    page = backups(desk, stick)
    desk.press("Space")
    press_button(page, "backup_0_restore")
    desk.press("Escape")
    assert not page.findChild(object, "backup_question").isVisible()  # type: ignore[union-attr]


def test_a_month_goes_out_and_comes_in_again(desk: Desk, tmp_path: Path) -> None:
    page = backups(desk, tmp_path)
    file = tmp_path / "thang.json"
    page.ask_target = lambda _name, _kinds: str(file)
    page.export_month()
    before = desk.data()
    session, august = desk.controller.session, Period(2022, 8)
    desk.controller.do(lambda: session.set_month(august, number=5))
    page.ask_file = lambda _title, _kinds: str(file)
    page.import_month()
    assert page.reason.text() == ""
    assert desk.data().month.number == before.month.number
    assert [each.text for each in desk.data().paragraphs] == [each.text for each in before.paragraphs]


def test_a_month_is_not_written_over_the_open_file(desk: Desk, tmp_path: Path) -> None:
    page = backups(desk, tmp_path)
    session = desk.controller.session
    page.ask_target = lambda _name, _kinds: str(session.path)
    page.export_month()
    assert session.path.with_name(session.path.name + ".json").exists(), "a month's file says what it is"
    link = tmp_path / "thang.json"
    link.symlink_to(session.path)
    page.ask_target = lambda _name, _kinds: str(link)
    page.export_month()
    assert "được giữ nguyên" in page.reason.text()
    assert session.in_place()
    assert desk.controller.attempt(lambda: session.set_month(Period(2022, 8), number=5)) is None


def test_a_broken_month_file_is_refused_whole(desk: Desk, tmp_path: Path) -> None:
    page = backups(desk, tmp_path)
    file = tmp_path / "hong.json"
    file.write_text("{", "utf-8")
    before = desk.controller.session.undo_name()
    page.ask_file = lambda _title, _kinds: str(file)
    page.import_month()
    assert page.reason.text() and desk.controller.session.undo_name() == before


def test_words_for_what_is_inside() -> None:
    assert months_words(()) == "chưa có tháng nào"
    assert months_words((Period(2022, 8),)) == "tháng 8/2022"
    assert months_words((Period(2021, 8), Period(2022, 8))) == "2 tháng, 8/2021 – 8/2022"
    assert [size_words(size) for size in (10, 340_000, 1_240_000)] == [
        "1\u00a0KB",
        "340\u00a0KB",
        "1,2\u00a0MB",
    ]


class DeadShare:
    """A share that does not answer: whoever looks at it stands still until it comes back, with an error."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder = os.fspath(folder)
        self._back = threading.Event()
        self.asked: list[str] = []
        for name in ("stat", "lstat", "scandir", "listdir", "open"):
            monkeypatch.setattr(os, name, self._hanging(getattr(os, name)))

    def _hanging(self, real: Callable[..., object]) -> Callable[..., object]:
        def ask(path: object = ".", *rest: object, **named: object) -> object:
            if isinstance(path, (str, os.PathLike)) and os.fspath(path).startswith(self._folder):
                self.asked.append(threading.current_thread().name)
                self._back.wait(20)
                raise OSError(errno.EHOSTDOWN, "Host is down")
            return real(path, *rest, **named)

        return ask

    def come_back(self) -> None:
        self._back.set()


def test_a_share_that_does_not_answer_holds_up_nobody(
    desk: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.controller.session.set_second_folder(stick)
    share = DeadShare(stick, monkeypatch)
    page = backups(desk, stick)
    guard = Guard(desk.window)
    looked: list[object] = []
    guard._look.ended.connect(lambda *_: looked.append(True))
    guard.begin()
    page.back_up()
    assert len(desk.controller.session.backups()) == 2
    assert page._start_folder() == Path.home()
    assert "chưa cắm" not in page.places.folder_line.text(), "nobody knows yet"
    session = desk.controller.session
    desk.controller.do(lambda: session.set_month(Period(2022, 8), number=5))
    guard.close()
    assert until(lambda: bool(share.asked) and bool(looked))
    assert threading.main_thread().name not in share.asked
    share.come_back()
    guard.finish()
    assert until(lambda: "chưa cắm" in page.places.folder_line.text())


def test_after_a_way_that_a_bug_ended_the_courier_goes_again(
    desk: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = backups(desk, stick)
    page.back_up()
    reported: list[object] = []
    monkeypatch.setattr(threading, "excepthook", reported.append)
    with monkeypatch.context() as broken:
        broken.setattr(SecondCopy, "carry", lambda _: 1 // 0)
        page.choose_folder()
        assert until(lambda: bool(reported))
        page._courier.wait(5)
    page._courier.send()
    assert until(lambda: len(list(stick.iterdir())) == 1)
