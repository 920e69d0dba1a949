"""A month typed at the window and printed on a printer; and the program driven by the X server's own keys."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from models.session import Session
from tests import system
from tests.office.conftest import wait_until
from tests.office.printer import Printer
from tests.office.setup import tool
from tests.office.strace import ROOT
from tests.ui.august import check_figures, enter_august, words_of_pdf
from tests.ui.clerk import Clerk, first_start, until

pytestmark = pytest.mark.office


def test_the_typed_month_comes_out_of_the_printer(
    cups_printer: Printer, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in cups_printer.environment.items():
        monkeypatch.setenv(name, value)
    before = len(cups_printer.printed())
    clerk = Clerk(first_start(tmp_path))
    enter_august(clerk)

    def send(dialog: QDialog) -> None:
        assert until(lambda: clerk.focus().objectName() == "print_now")
        assert clerk.reads("Tất cả") and clerk.reads(cups_printer.name)
        clerk.press("Return")

    with clerk.at_dialogs(send):
        clerk.press("Ctrl+P")
    assert clerk.reads("trang đến máy in")
    clerk.leave()
    wait_until(lambda: len(cups_printer.printed()) > before, 30, "the printed month")
    check_figures(words_of_pdf(cups_printer.printed()[-1]))


class RealKeyboard:
    """The program in a process of its own on a screen of its own; keys come from the X server."""

    def __init__(self, home: Path, environment: dict[str, str]) -> None:
        self.environment = environment
        self._xdotool = tool("xdotool")
        self.file = home / "documents" / "Sổ Điều Hành"
        self.program = subprocess.Popen(
            [sys.executable, "main.py"], cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
        )

    def window(self, words: str) -> None:
        """Waits for the window with these words in its title and gives it the keys, as window managers do."""

        def find() -> str:
            command = [self._xdotool, "search", "--onlyvisible", "--name", words]
            done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
            return done.stdout.strip().split("\n")[-1]

        wait_until(lambda: bool(find()), 30, f"the window {words}")
        self._do("windowfocus", "--sync", find())
        time.sleep(1.0)

    def press(self, *keys: str) -> None:
        for key in keys:
            self._do("key", "--clearmodifiers", key)
            time.sleep(0.15)

    def type(self, text: str) -> None:
        self._do("type", "--delay", "40", text)
        time.sleep(0.2)

    def _do(self, *arguments: str) -> None:
        subprocess.run([self._xdotool, *arguments], env=self.environment, check=True, timeout=60)


@pytest.fixture
def keyboard(cups_printer: Printer, tmp_path: Path) -> Iterator[RealKeyboard]:
    with system.screen() as display:
        made = RealKeyboard(tmp_path / "home", {**os.environ, **display, **cups_printer.environment})
        yield made
        made.program.terminate()
        assert made.program.communicate(timeout=30)[1] == ""


def test_the_program_itself_takes_the_x_servers_keys(keyboard: RealKeyboard, cups_printer: Printer) -> None:
    """From the first start to paper: office, a new month with the default narrative, two figures, print."""
    before = len(cups_printer.printed())
    keyboard.window("Sổ Điều Hành")
    keyboard.press("ctrl+a")
    keyboard.type("UBND TINH A")
    keyboard.press("Return", "ctrl+1", "Return", "ctrl+3")
    for number in ("3521", "1039"):
        keyboard.type(number)
        keyboard.press("Return")
    keyboard.press("ctrl+p")
    keyboard.window("In báo cáo")
    keyboard.press("Return")
    wait_until(lambda: len(cups_printer.printed()) > before, 30, "the printed page")
    words = words_of_pdf(cups_printer.printed()[-1])
    assert "UBNDTINHA" in words and "3.521vănbảnđến" in words and "1.039vănbảnđi" in words
    keyboard.program.terminate()
    keyboard.program.wait(30)
    (file,) = keyboard.file.glob("*.sdh")
    with Session.open(file) as session:
        values = session.month_data(session.periods()[-1]).values
        assert session.office().superior == "UBND TINH A"
    assert (values["vb_den"].amount, values["vb_di"].amount) == (Decimal(3521), Decimal(1039))
