"""Printing in vector through QPrinter, on the preview's path; printers are asked for in another process."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMarginsF, QObject, QProcess, QProcessEnvironment, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from export.layout.pages import Page, Pages
from models.errors import MachineError, UserError
from ui.page_painter import paint_page

_RESOLUTION = 600
"""Dots to the inch of the job's coordinates; set by us, as drivers' defaults differ."""


@dataclass(frozen=True)
class PrintJob:
    """What to print and where. `printer` "" with `file`: into that PDF file."""

    printer: str = ""
    first: int = 1
    last: int = 0
    """The last page's number; 0 for the end."""
    copies: int = 1
    file: Path | None = None


_ASK = """
import json
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinterInfo
application = QGuiApplication([])
print(json.dumps([list(QPrinterInfo.availablePrinterNames()), QPrinterInfo.defaultPrinterName()]))
"""
_SILENT_MS = 3_000


class PrinterSearch(QObject):
    """Asks the system for its printers in a process of its own: a print queue that hangs may never answer,
    and the call would hold Python's lock in any thread of ours."""

    found = Signal(list, str)
    """Names of the printers, and the default one's ("" for none)."""
    silent = Signal()
    """No answer for some seconds; `found` may still come."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process = QProcess(self)
        self._process.finished.connect(self._tell)
        self._process.errorOccurred.connect(self._failed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.silent)

    def start(self) -> None:
        """Begin, unless it is still asking; `found` follows."""
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._timer.start(_SILENT_MS)
            return
        ask_this_machine_only()
        environment = QProcessEnvironment.systemEnvironment()
        if sys.platform == "linux":
            environment.insert("QT_QPA_PLATFORM", "offscreen")
        self._process.setProcessEnvironment(environment)
        self._process.start(sys.executable, ["-c", _ASK])
        self._timer.start(_SILENT_MS)

    def stop(self) -> None:
        """Ask no longer; nothing is told any more."""
        self._timer.stop()
        self.blockSignals(True)
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished(_SILENT_MS)

    def _tell(self) -> None:
        self._timer.stop()
        answer = bytes(self._process.readAllStandardOutput().data()).decode("utf-8", "replace").strip()
        names, default = json.loads(answer.splitlines()[-1]) if answer.endswith("]") else ([], "")
        self.found.emit(names, default if names else "")

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._timer.stop()
            self.found.emit([], "")


_CUPS_SOCKET = "/run/cups/cups.sock"
_CUPS_SETTINGS = (Path("/etc/cups/client.conf"), Path("~/.cups/client.conf"))


def ask_this_machine_only() -> None:
    """Printers are asked of CUPS by its socket file alone.

    libcups, where it finds no socket, tries localhost by TCP, and whatever listens there would be believed.
    A server that the office itself has named (CUPS_SERVER, ServerName in client.conf) is left as it is.
    """
    if sys.platform == "linux" and "CUPS_SERVER" not in os.environ and not _names_a_server():
        os.environ["CUPS_SERVER"] = _CUPS_SOCKET


def _names_a_server() -> bool:
    for path in _CUPS_SETTINGS:
        try:
            words = path.expanduser().read_text(encoding="utf-8", errors="replace")
        except (OSError, RuntimeError):
            continue
        if any(line.split()[:1] == ["ServerName"] for line in words.splitlines()):
            return True
    return False


def print_pages(pages: Pages, job: PrintJob) -> int:
    """Print, and answer how many pages went out.

    UserError "print.range" when the range holds no page; MachineError "print.refused" when the printer or
    the file cannot be begun (QPrinter.isValid() would say yes even without a printer).
    """
    last = min(job.last or len(pages.pages), len(pages.pages))
    if not 1 <= job.first <= last:
        raise UserError("print.range", first=job.first, last=job.last, count=len(pages.pages))
    printer = _printer(job, pages.pages[job.first - 1])
    printer.setDocName(pages.title)
    painter = QPainter()
    target = str(job.file) if job.file is not None else job.printer
    if not painter.begin(printer):
        raise MachineError("print.refused", printer=target)
    scale = printer.resolution() / 72
    try:
        for number in range(job.first, last + 1):
            if number > job.first:
                printer.setPageOrientation(_orientation(pages.pages[number - 1]))
                if not printer.newPage():
                    raise MachineError("print.refused", printer=target)
            paint_page(painter, pages.pages[number - 1], scale, printing=True)
        # Qt tells CUPS how the whole job lies by what is set last, and CUPS would turn every page; left to
        # itself it turns only those that are wider than the paper.
        printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    finally:
        finished = painter.end()
    if not finished or printer.printerState() == QPrinter.PrinterState.Error:
        raise MachineError("print.refused", printer=target)
    return last - job.first + 1


def _orientation(page: Page) -> QPageLayout.Orientation:
    return QPageLayout.Orientation.Landscape if page.width > page.height else QPageLayout.Orientation.Portrait


def _printer(job: PrintJob, first: Page) -> QPrinter:
    ask_this_machine_only()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if job.file is not None:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(job.file))
    else:
        printer.setPrinterName(job.printer)
        printer.setCopyCount(job.copies)
    printer.setResolution(_RESOLUTION)
    printer.setFullPage(True)
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), _orientation(first), QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(layout)
    return printer
