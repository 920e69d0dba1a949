"""An error nobody foresaw, really raised in the running window in the middle of an entry."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from platformdirs import user_log_path
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from models.session import Session
from tests.ui.clerk import Clerk, shown, until
from ui import app as program
from ui.editor.text_edit import NarrativeEdit
from ui.meetings.entry_row import EntryRow
from ui.settings import Settings

ROOT = Path(__file__).parents[2]
TITLE = "Họp bí mật về dự án Z"
TOLD = "Có lỗi ngoài dự kiến. Số liệu đã ghi vẫn nguyên; có thể làm việc tiếp."


class Unforeseen(RuntimeError):
    """Its text quotes what was typed, as errors of Python do."""


@pytest.fixture
def clerk(sample_file: Path, tmp_path: Path, qapp: QApplication) -> Iterator[Clerk]:
    """In front of August 2022, errors caught as `ui.app.run` has them caught."""
    program.make_application()
    path = tmp_path / "SoDieuHanh-2022.sdh"
    shutil.copy(sample_file, path)
    hands = Clerk(shown(program.make_window(Session.open(path), Settings(tmp_path / "window.ini"))))
    leave = program.catch_unforeseen(hands.window)
    hands.settle()
    yield hands
    leave()
    hands.leave()


def really_press(key: Qt.Key, letter: str = "") -> None:
    """Through Qt's own event loop: an error inside a test's own call would come up in the test instead."""
    window = QGuiApplication.focusWindow()
    assert window is not None
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
        QCoreApplication.postEvent(window, event)
    run_for(100)


def run_for(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def reports() -> list[str]:
    folder = user_log_path("SoDieuHanh", appauthor=False)
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]


def check_told(clerk: Clerk, typed: str) -> None:
    """The strip says so; one report was written, with nothing of the office in it."""
    assert until(lambda: clerk.reads(TOLD)), clerk.sees()
    (report,) = reports()
    assert "Unforeseen" in report and "test_crash.py" in report
    session = clerk.window.controller.session
    data, office = clerk.window.controller.data(), session.office()
    private = [
        typed,
        *typed.split(),
        office.name,
        office.superior,
        office.signer,
        office.place,
        data.paragraphs[1].text,
    ]
    private += [meeting.title for meeting in data.meetings]
    private += [str(value.amount) for value in data.values.values() if value.amount > 999]
    private += [str(session.path), session.path.name, str(session.path.parent)]
    assert len(private) > 40
    assert [words for words in private if words and words in report] == []


def newest(clerk: Clerk) -> str:
    data = clerk.window.controller.session.month_data(clerk.window.controller.period)
    return max(data.meetings, key=lambda meeting: meeting.id or 0).title


def test_a_meeting_in_hand_stays_and_is_stored_afterwards(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk.press("Ctrl+2")
    clerk.replace("5/8")
    clerk.press("Return")
    clerk.type(TITLE)

    def broken(row: EntryRow) -> None:
        raise Unforeseen(f"{row.title.text()} {clerk.window.controller.session.office()}")

    with monkeypatch.context() as patch:
        patch.setattr(EntryRow, "_read_day", broken)
        really_press(Qt.Key.Key_Return)
        check_told(clerk, TITLE)
        field = clerk.field("meeting_entry_title")
        assert field.text() == TITLE and clerk.reads(TITLE)
        assert newest(clerk) != TITLE
    clerk.press("Return")
    assert newest(clerk) == TITLE and clerk.reads("Đã ghi")


def test_a_number_in_its_cell_stays_and_is_stored_afterwards(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk.press("Ctrl+3")
    clerk.go_to_figure("vb_den")
    clerk.type("47.113")

    def broken(*given: object) -> object:
        raise Unforeseen(f"{given} {clerk.window.controller.data().values}")

    with monkeypatch.context() as patch:
        patch.setattr(type(clerk.window.controller), "attempt", broken)
        really_press(Qt.Key.Key_Return)
        check_told(clerk, "47.113")
        assert clerk.window.controller.data().values["vb_den"].amount == 3521
        editor = clerk.window.findChild(QLineEdit, "cell_editor")
        assert editor is not None and editor.isVisible() and editor.text() == "47.113"
    clerk.press("Return")
    stored = clerk.window.controller.session.month_data(clerk.window.controller.period)
    assert stored.values["vb_den"].amount == 47113


def test_a_paragraph_stays_while_a_key_fails(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk.press("Ctrl+7", "Ctrl+End")
    clerk.type(" Đoạn dở dang.")

    editor = clerk.focus()
    assert isinstance(editor, NarrativeEdit)

    def broken(event: QKeyEvent) -> bool:
        raise Unforeseen(f"{event.text()} Đoạn dở dang.")

    with monkeypatch.context() as patch:
        patch.setattr(editor, "before_key", broken)
        really_press(Qt.Key.Key_X, "X")
        check_told(clerk, "Đoạn dở dang.")
        assert clerk.focus() is editor and editor.toPlainText().endswith(" Đoạn dở dang.")
    clerk.press("Ctrl+1")
    session = clerk.window.controller.session
    texts = [each.text for each in session.month_data(clerk.window.controller.period).paragraphs]
    assert any(text.endswith(" Đoạn dở dang.") for text in texts)


def test_an_error_again_and_again_fills_no_folder(clerk: Clerk) -> None:
    """What fails may fail many times a second."""
    failed: list[int] = []

    def broken() -> None:
        failed.append(1)
        raise Unforeseen("lại")

    timer = QTimer()
    timer.timeout.connect(broken)
    timer.start(1)
    run_for(400)
    timer.stop()
    assert len(failed) > 20 and 1 <= len(reports()) <= 2
    assert clerk.reads(TOLD)
    clerk.press("Ctrl+2")
    assert clerk.focus().objectName() == "meeting_entry_date"


def test_an_error_in_a_thread_is_told_too(clerk: Clerk) -> None:
    """The courier that carries backups, the look at the log."""

    def broken() -> None:
        raise Unforeseen(clerk.window.controller.session.office())

    thread = Thread(target=broken)
    thread.start()
    thread.join()
    check_told(clerk, TITLE)


CLOSING = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from models.session import Session
from ui import app, command_line

def broken(session):
    raise RuntimeError("Họp bí mật")

Session.closing = broken
show = app.show
app.show = lambda window, settings: (show(window, settings), QTimer.singleShot(1500, window.close))
app.remembered = lambda settings: Path(sys.argv[1])
sys.exit(command_line.main([]))
"""


def test_a_bug_in_the_last_backup_is_reported_and_the_next_start_says_so(
    sample_file: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(sample_file, tmp_path / "nam.sdh"))
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "DISPLAY": os.environ.get("DISPLAY", ":0")}
    done = subprocess.run(
        [sys.executable, "-c", CLOSING, str(path)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 3 and "Traceback" not in done.stderr, done.stderr
    (file,) = user_log_path("SoDieuHanh", appauthor=False).iterdir()
    if os.name != "nt":
        assert file.stat().st_mode & 0o777 == 0o600 and file.parent.stat().st_mode & 0o777 == 0o700
    (report,) = reports()
    assert "RuntimeError" in report and "bí mật" not in report
    with Session.open(path) as session:
        failure = session.backup_status().failure
        assert failure is not None and failure.error.code == "backup.unforeseen"
