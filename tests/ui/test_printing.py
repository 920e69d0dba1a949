from __future__ import annotations

import os
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from export.layout import lay_out
from models.errors import MachineError, UserError
from tests.export.samples import with_appendices
from ui import printing
from ui.controller import Controller
from ui.print_dialog import PrintDialog
from ui.printing import PrintJob, print_pages


def test_a_range_is_printed_as_text_on_a4(tmp_path: Path, sample_controller: Controller) -> None:
    pages = sample_controller.pages()
    assert print_pages(pages, PrintJob(first=2, last=3, file=tmp_path / "in.pdf")) == 2
    read = PdfReader(tmp_path / "in.pdf")
    assert len(read.pages) == 2
    box = read.pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx((595, 842), abs=1)
    words = read.pages[0].extract_text().split()
    assert len(words) > 200
    assert "/Font" in read.pages[0]["/Resources"]


def test_all_pages_are_printed_by_default(tmp_path: Path, sample_controller: Controller) -> None:
    pages = sample_controller.pages()
    assert print_pages(pages, PrintJob(file=tmp_path / "in.pdf")) == len(pages.pages)


def test_every_page_lies_as_it_is_laid_out(tmp_path: Path, qtbot: QtBot) -> None:
    pages = lay_out(with_appendices())
    wanted = [(page.width, page.height) for page in pages.pages]
    turned = next(number for number, (width, height) in enumerate(wanted, 1) if width > height)
    for first, last in ((1, 0), (turned, turned), (turned, 0)):
        count = print_pages(pages, PrintJob(first=first, last=last, file=tmp_path / "in.pdf"))
        boxes = [page.mediabox for page in PdfReader(tmp_path / "in.pdf").pages]
        printed = [(float(box.width), float(box.height)) for box in boxes]
        for got, size in zip(printed, wanted[first - 1 :][:count], strict=True):
            assert got == pytest.approx(size, abs=1)


def test_an_empty_range_is_refused(tmp_path: Path, sample_controller: Controller) -> None:
    with pytest.raises(UserError) as refused:
        print_pages(sample_controller.pages(), PrintJob(first=9, last=9, file=tmp_path / "in.pdf"))
    assert refused.value.code == "print.range"


def test_a_place_that_cannot_be_written_is_told(
    tmp_path: Path, sample_controller: Controller, qtlog: Any
) -> None:
    # Qt says so on its own as well; the clerk gets our sentence.
    with qtlog.disabled(), pytest.raises(MachineError) as refused:
        print_pages(sample_controller.pages(), PrintJob(file=tmp_path / "none" / "in.pdf"))
    assert refused.value.code == "print.refused"


def test_no_printer_is_said_at_once(qtbot: QtBot, sample_controller: Controller) -> None:
    dialog = PrintDialog(sample_controller.pages(), 0)
    qtbot.addWidget(dialog)
    dialog._show_printers([], "")
    dialog.show()
    assert "chưa có máy in" in dialog._words.text()
    assert not dialog._print.isEnabled()
    dialog._pdf.click()
    assert dialog.wants_pdf


def test_the_fields_make_the_job(qtbot: QtBot, sample_controller: Controller) -> None:
    dialog = PrintDialog(sample_controller.pages(), 2)
    qtbot.addWidget(dialog)
    dialog._show_printers(["Máy A", "Máy B"], "Máy B")
    assert dialog.job() == PrintJob("Máy B", 1, 0, 1)
    dialog.this_page.setChecked(True)
    assert (dialog.job().first, dialog.job().last) == (3, 3)
    dialog.first.selectAll()
    qtbot.keyClicks(dialog.first, "2")
    dialog.copies.setText("5")
    assert dialog.job() == PrintJob("Máy B", 2, 4, 5)


UNIX = pytest.mark.skipif(sys.platform == "win32", reason="CUPS and its socket")


@UNIX
def test_without_a_print_system_it_is_said_at_once_and_a_pdf_offered(
    qtbot: QtBot, tmp_path: Path, sample_controller: Controller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "none.sock"))
    dialog = PrintDialog(sample_controller.pages(), 0)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: "chưa có máy in" in dialog._words.text(), timeout=20_000)
    assert dialog.printer.currentText() == "Không có máy in" and not dialog._print.isEnabled()
    dialog._pdf.click()
    assert dialog.wants_pdf


@UNIX
def test_a_print_queue_that_hangs_freezes_nothing(
    qtbot: QtBot, tmp_path: Path, sample_controller: Controller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that takes every call and never answers."""
    path = tempfile.mkdtemp() + "/cups.sock"  # a socket's name is short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen(8)
        monkeypatch.setenv("CUPS_SERVER", path)
        dialog = PrintDialog(sample_controller.pages(), 0)
        qtbot.addWidget(dialog)
        dialog.show()
        assert dialog.printer.currentText() == "Đang tìm máy in…"
        assert dialog._pdf.isEnabled() and dialog._leave.isEnabled()
        qtbot.waitUntil(lambda: "chưa trả lời" in dialog._words.text(), timeout=20_000)
        # It hung between the look and the print: printing asks again first.
        dialog._show_printers(["Máy A"], "Máy A")
        dialog.print_now()
        qtbot.waitUntil(lambda: "chưa trả lời" in dialog._words.text(), timeout=20_000)
        assert dialog.printed == 0 and dialog.isVisible()
        dialog._pdf.click()
        assert dialog.wants_pdf and not dialog.isVisible()


@UNIX
def test_a_printer_that_is_gone_when_it_shall_print_is_named(
    qtbot: QtBot, tmp_path: Path, sample_controller: Controller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "none.sock"))
    dialog = PrintDialog(sample_controller.pages(), 0)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: "chưa có máy in" in dialog._words.text(), timeout=20_000)
    dialog._show_printers(["Máy A"], "Máy A")
    dialog.print_now()
    qtbot.waitUntil(lambda: "chưa có máy in" in dialog._words.text(), timeout=20_000)
    assert dialog.printed == 0 and dialog.isVisible()
    dialog.reject()


@pytest.mark.skipif(sys.platform != "linux", reason="CUPS is asked on Linux")
def test_printers_are_asked_by_a_socket_file_unless_the_office_named_a_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "client.conf"
    monkeypatch.setattr(printing, "_CUPS_SETTINGS", (settings,))
    for named, content, wanted in (
        (None, "", "/run/cups/cups.sock"),
        (None, "# ServerName x\n", "/run/cups/cups.sock"),
        (None, "ServerName in.vpub.example\n", None),
        ("in.vpub.example", "", "in.vpub.example"),
    ):
        settings.write_text(content, encoding="utf-8")
        monkeypatch.setenv("CUPS_SERVER", "put back afterwards")
        monkeypatch.delenv("CUPS_SERVER")
        if named:
            monkeypatch.setenv("CUPS_SERVER", named)
        printing.ask_this_machine_only()
        assert os.environ.get("CUPS_SERVER") == wanted
