"""Printing through CUPS: the printer of these tests gives back what the window sends it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from export.docx.writer import write_docx
from export.layout import lay_out
from export.pdf import write_pdf
from models.report.compose import compose
from models.sample import month_data, sample_periods
from tests.export.reports import document
from tests.export.samples import with_appendices
from tests.office.conftest import Convert, wait_until
from tests.office.lines import pdf_lines
from tests.office.pictures import Picture, pictures, strange_ink
from tests.office.printer import Printer
from tests.office.setup import tool
from tests.office.strace import ROOT

pytestmark = pytest.mark.office


def test_a_pdf_sent_by_lp_comes_out_of_the_printer_page_by_page(
    cups_printer: Printer, to_pdf: Convert, tmp_path: Path
) -> None:
    source = to_pdf(write_docx(document()))
    before = len(cups_printer.printed())
    subprocess.run(
        [tool("lp"), "-d", cups_printer.name, str(source)],
        env={**os.environ, **cups_printer.environment},
        check=True,
        capture_output=True,
        timeout=30,
    )
    wait_until(lambda: len(cups_printer.printed()) > before, 30, "the printed page")
    printed = cups_printer.printed()[-1]
    assert [line.text for line in pdf_lines(printed)] == [line.text for line in pdf_lines(source)]
    with pypdfium2.PdfDocument(printed) as pages:
        assert [round(side) for side in pages[0].get_size()] == [595, 842]


PRINT_AUGUST = """
import sys
from PySide6.QtWidgets import QApplication
from export.layout import lay_out
from export.pdf import write_pdf
from models.report.compose import compose
from models.sample import month_data, sample_periods
from ui.printing import PrinterSearch, PrintJob, print_pages

application = QApplication(sys.argv[:1])
search = PrinterSearch()
search.found.connect(lambda names, default: (print(names, default), application.quit()))
search.start()
application.exec()
pages = lay_out(compose(month_data(sample_periods()[-1])).document)
print(print_pages(pages, PrintJob(printer="PDF", first=int(sys.argv[1]), last=int(sys.argv[2]), copies=2)))
"""


@pytest.mark.parametrize(("first", "last"), [(1, 0), (2, 3)])
def test_the_windows_own_printing_draws_the_pages_of_the_pdf_in_vector(
    first: int, last: int, cups_printer: Printer, tmp_path: Path
) -> None:
    before = len(cups_printer.printed())
    done = subprocess.run(
        [sys.executable, "-c", PRINT_AUGUST, str(first), str(last)],
        cwd=ROOT,
        env={**os.environ, **cups_printer.environment},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    pages = lay_out(compose(month_data(sample_periods()[-1])).document)
    last = last or len(pages.pages)
    assert done.stdout.splitlines() == ["['PDF'] PDF", str(last - first + 1)]
    wait_until(lambda: len(cups_printer.printed()) > before, 30, "the printed report")
    printed = cups_printer.printed()[-1]
    assert printed.name.endswith("-copies2.pdf")
    expected = tmp_path / "expected.pdf"
    expected.write_bytes(write_pdf(pages))
    on_paper, wanted = pictures(printed), pictures(expected)[first - 1 : last]
    assert len(on_paper) == len(wanted)
    assert max(map(strange_ink, on_paper, wanted)) < 0.01
    assert strange_ink(on_paper[0], wanted[1]) > 0.2  # another page would be noticed
    with pypdfium2.PdfDocument(printed) as pdf:
        kinds = {item.type for page in pdf for item in page.get_objects()}
        assert kinds and pdfium.FPDF_PAGEOBJ_IMAGE not in kinds
        assert [round(side) for side in pdf[0].get_size()] == [595, 842]


PRINT_APPENDICES = """
import sys
from PySide6.QtWidgets import QApplication
from export.layout import lay_out
from tests.export.samples import with_appendices
from ui.printing import PrintJob, print_pages

application = QApplication(sys.argv[:1])
print(print_pages(lay_out(with_appendices()), PrintJob(printer="PDF", last=int(sys.argv[1]))))
"""


@pytest.mark.parametrize("last", [9, 11], ids=["the last page is turned", "the last page is upright"])
def test_turned_pages_come_out_of_the_printer_turned(
    last: int, cups_printer: Printer, tmp_path: Path
) -> None:
    before = len(cups_printer.printed())
    subprocess.run(
        [sys.executable, "-c", PRINT_APPENDICES, str(last)],
        cwd=ROOT,
        env={**os.environ, **cups_printer.environment},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    wait_until(lambda: len(cups_printer.printed()) > before, 30, "the printed report")
    printed = cups_printer.printed()[-1]
    expected = tmp_path / "expected.pdf"
    pages = lay_out(with_appendices())
    expected.write_bytes(write_pdf(pages))
    with pypdfium2.PdfDocument(printed) as pdf:
        sheets = {tuple(round(side) for side in page.get_size()) for page in pdf}
    assert sheets == {(595, 842)}, "the paper in the printer is upright"
    wanted = [
        turned_left(picture) if page.width > page.height else picture
        for page, picture in zip(pages.pages[:last], pictures(expected), strict=False)
    ]
    on_paper = pictures(printed)
    assert len(on_paper) == len(wanted)
    assert max(map(strange_ink, on_paper, wanted)) < 0.02
    assert strange_ink(on_paper[8], pictures(expected)[8]) > 0.2  # one that lies otherwise would be noticed


def turned_left(picture: Picture) -> Picture:
    """As a page lies on paper that is upright: its head to the left."""
    return [bytes(row[x] for row in picture) for x in reversed(range(len(picture[0])))]
