"""Files that cannot simply be opened, with the real programs in the way: one that holds the file, a second
start, a newer version, a clock that is behind, a share."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton

from models.entities import Period
from models.errors import UserError
from models.session import Session
from tests.ui.clerk import Clerk, shown, until
from tests.ui.desk import Desk, desk
from ui import app as program
from ui.app import open_or_ask
from ui.backups import elsewhere, guard
from ui.backups.guard import Guard
from ui.messages import sentence
from ui.opening import CannotOpen
from ui.pages.backups import BackupsPage
from ui.settings import Settings
from ui.single_instance import raise_first

__all__ = ["desk"]

ROOT = Path(__file__).parent.parent.parent
AUGUST = Period(2022, 8)
HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.readline()
connection.close()
print("let go", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def file(sample_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sample_file, tmp_path / "nam.sdh"))


class Holder:
    """Another program that holds the file, as an antivirus or a sync program does."""

    def __init__(self, path: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None and self._process.stdout.readline() == "held\n"

    def let_go(self) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == "let go\n"

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()


@contextmanager
def held(path: Path) -> Iterator[Holder]:
    holder = Holder(path)
    try:
        yield holder
    finally:
        holder.end()


def test_a_file_held_for_a_moment_is_waited_for_and_the_window_goes_on(
    qapp: QApplication, file: Path
) -> None:
    ticks: list[bool] = []
    clock = QTimer()
    clock.timeout.connect(lambda: ticks.append(True))
    with held(file) as holder:
        QTimer.singleShot(400, holder.let_go)
        clock.start(20)
        session = open_or_ask(file)
        clock.stop()
    assert session is not None
    with session:
        assert not session.read_only and len(session.periods()) == 13
    assert len(ticks) > 3, "events ran while the file was waited for"


def test_a_file_held_longer_is_said_and_opened_as_soon_as_it_is_let_go(
    qapp: QApplication, file: Path
) -> None:
    seen: list[str] = []
    with held(file) as holder:

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, CannotOpen) and not seen:
                seen.extend(label.text() for label in dialog.findChildren(QLabel))
                holder.let_go()

        watch = QTimer()
        watch.timeout.connect(look)
        watch.start(50)
        session = open_or_ask(file)
        watch.stop()
    assert session is not None
    with session:
        assert len(session.periods()) == 13
    assert sentence(UserError("file.locked", path=str(file))) in seen
    assert any("tự thử lại" in words for words in seen)


SECOND = """
import sys
from pathlib import Path
from ui.app import run
from ui.settings import Settings
sys.exit(run(Path(sys.argv[1]), Settings(Path(sys.argv[1] + ".second.ini"))))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="needs a screen that a second process can share")
def test_a_second_process_raises_the_first_window_and_ends(qapp: QApplication, file: Path) -> None:
    if QApplication.platformName() != "xcb":
        pytest.skip("needs a screen that a second process can share: python -m tests brings one")
    session = open_or_ask(file)
    assert session is not None
    window = program.make_window(session, Settings(file.with_suffix(".ini")))
    clerk = Clerk(shown(window))
    program._listen(window)
    window.showMinimized()
    assert until(window.isMinimized)
    second = subprocess.Popen([sys.executable, "-c", SECOND, str(file)], cwd=ROOT, env=dict(os.environ))
    try:
        assert until(lambda: second.poll() is not None) or until(lambda: second.poll() is not None)
        assert second.returncode == 0
        assert until(lambda: window.isVisible() and not window.isMinimized())
        # The first is still the one that writes.
        assert session.set_month(AUGUST, number=7)
    finally:
        second.kill()
        second.communicate()
        clerk.leave()


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot halt a process by a signal")
def test_a_first_window_that_stands_still_is_said_and_raised_when_it_goes_on(
    qapp: QApplication, file: Path
) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    first = subprocess.Popen(
        [sys.executable, "-c", SECOND, str(file)], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL
    )
    seen: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, CannotOpen) and not seen:
            seen.extend(label.text() for label in dialog.findChildren(QLabel))
            first.send_signal(signal.SIGCONT)

    watch = QTimer()
    watch.timeout.connect(look)
    try:
        assert until(lambda: raise_first(file)) or until(lambda: raise_first(file))
        first.send_signal(signal.SIGSTOP)
        watch.start(100)
        assert open_or_ask(file) is None
        assert sentence(UserError("file.first_silent", path=str(file))) in seen
    finally:
        watch.stop()
        first.kill()
        first.communicate()


def test_a_file_of_a_newer_program_is_refused_and_stays_as_it_is(qapp: QApplication, file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    before = file.read_bytes()
    seen: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, CannotOpen):
            seen.extend(label.text() for label in dialog.findChildren(QLabel))
            assert dialog.findChild(QPushButton, "cannot_open_mend") is None
            dialog.reject()

    QTimer.singleShot(200, look)
    assert open_or_ask(file) is None
    assert any("bản 99" in words and "cập nhật chương trình" in words for words in seen), seen
    assert file.read_bytes() == before


def test_a_clock_that_is_behind_is_a_finding_on_the_screen(qapp: QApplication, file: Path) -> None:
    ahead = datetime.now().astimezone() + timedelta(days=400)
    with Session.open(file, clock=lambda: ahead) as session:
        session.set_month(AUGUST, number=7)
    clerk = Clerk(shown(program.make_window(Session.open(file), Settings(file.with_suffix(".ini")))))
    clerk.settle()
    clerk.press("Ctrl+8")
    assert clerk.reads("Đồng hồ máy chỉ ngày"), clerk.sees()
    clerk.press("Ctrl+3")
    clerk.go_to_figure("vb_den")
    clerk.type("4711")
    clerk.press("Return")
    assert clerk.window.controller.data().values["vb_den"].amount == 4711, "work goes on all the same"
    clerk.leave()


def test_a_file_on_a_share_is_said_and_a_local_place_offered(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No share can be mounted here: what the system says of the folder is given; all else is real."""
    share = desk.controller.session.path.parent
    for module in (guard, elsewhere):
        monkeypatch.setattr(module, "is_network_path", lambda path: path.parent == share)
    Guard(desk.window).begin()
    assert "ổ mạng" in desk.window.notice.words()
    here = tmp_path / "Tài liệu"
    here.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(here))
    desk.window.notice._verb.click()
    session = desk.controller.session
    assert session.path == here / "SoDieuHanh-2022.sdh" and not desk.window.notice.isVisible()
    assert desk.controller.do(lambda: session.set_month(AUGUST, number=7))
    assert (share / "SoDieuHanh-2022.sdh").exists(), "the one on the share stays as it was"
    with Session.open(share / "SoDieuHanh-2022.sdh") as left:
        assert left.month_data(AUGUST).month.number == 2146


# ---------------------------------------------------------------- restoring


def backups(desk: Desk) -> BackupsPage:
    page = desk.open("backups")
    assert isinstance(page, BackupsPage)
    return page


def newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version=99")
    connection.close()


def bent(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:20480] = b"\xa5" * 16384
    path.write_bytes(content)


WRONG = {
    "newer": (newer, "99"),
    "damaged": (bent, "hỏng"),
    "foreign": (lambda path: path.write_bytes(b"PK\x03\x04" * 500), "không phải"),
    "empty": (lambda path: path.write_bytes(b""), "không phải"),
    "gone": (lambda path: path.unlink(), "Không"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_cannot_be_restored_is_refused_with_the_reason_and_today_stays(
    desk: Desk, sample_file: Path, tmp_path: Path, wrong: str
) -> None:
    page = backups(desk)
    path = Path(shutil.copy(sample_file, tmp_path / "sao.sdh"))
    spoil, words = WRONG[wrong]
    spoil(path)
    before = path.read_bytes() if path.exists() else b""
    data = desk.data()
    page.ask_file = lambda _title, _kinds: str(path)
    page.restore_other()
    assert words in page.reason.text() and page.reason.isVisible(), page.reason.text()
    assert not page._question.isVisible()
    assert desk.controller.session.month_data(AUGUST) == data
    assert (path.read_bytes() if path.exists() else b"") == before
    assert sorted(each.name for each in desk.controller.session.path.parent.glob("*.sdh")) == sorted(
        {"SoDieuHanh-2022.sdh", *(["sao.sdh"] if path.exists() else [])}
    )


def test_a_backup_spoiled_after_it_was_looked_at_is_refused_and_work_goes_on(
    desk: Desk, sample_file: Path, tmp_path: Path
) -> None:
    page = backups(desk)
    path = Path(shutil.copy(sample_file, tmp_path / "sao.sdh"))
    page.ask_file = lambda _title, _kinds: str(path)
    page.restore_other()
    assert page._question.isVisible()
    bent(path)
    page.restore()
    assert "hỏng" in page.reason.text()
    session = desk.controller.session
    assert desk.controller.do(lambda: session.set_month(AUGUST, number=8))


def test_the_same_month_taken_in_twice_is_one_month(desk: Desk, tmp_path: Path) -> None:
    page = backups(desk)
    file = tmp_path / "thang.json"
    page.ask_target = lambda _name, _kinds: str(file)
    page.export_month()
    page.ask_file = lambda _title, _kinds: str(file)
    before = desk.data()
    for _ in range(2):
        page.import_month()
        assert page.reason.text() == ""
    session = desk.controller.session
    assert session.periods().count(AUGUST) == 1 and len(session.periods()) == 13
    assert len(session.month_data(AUGUST).meetings) == len(before.meetings)
    assert session.month_data(AUGUST).values == before.values
    refused = desk.controller.attempt(lambda: session.start_month(AUGUST))
    assert refused is not None
    assert sentence(refused).startswith("Tháng 8/2022 đã có trong sổ.")
