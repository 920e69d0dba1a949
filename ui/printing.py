"""Printing in vector through QPrinter, on the preview's path; printers are asked off the UI thread."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMarginsF, QObject, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

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


class PrinterSearch(QObject):
    """Asks the system for its printers in a thread: a dead print queue may answer only after seconds."""

    found = Signal(list, str)
    """Names of the printers, and the default one's ("" for none)."""

    def start(self) -> None:
        """Begin; `found` follows in the UI thread."""
        threading.Thread(target=self._ask, daemon=True).start()

    def _ask(self) -> None:
        names = list(QPrinterInfo.availablePrinterNames())
        self.found.emit(names, QPrinterInfo.defaultPrinterName() if names else "")


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
