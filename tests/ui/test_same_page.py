"""Screen, paper and PDF carry the same ink: preview's painter, QPrinter and reportlab, compared as pictures.

Each is drawn at four dots to the typographic point. A dark dot is strange when the other picture has no ink
within two dots of it: two renderers smooth edges differently, but set no letter elsewhere. Strange dots are
counted line by line, as a share of the line's dark dots, so that one shifted line of forty cannot hide in
the page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from export.layout import lay_out
from export.layout.pages import Page, Pages, TextRun
from export.pdf import write_pdf
from models.entities import Period
from models.report.compose import compose
from models.sample import month_data
from tests.export.samples import with_appendices
from ui.page_painter import page_picture
from ui.printing import PrintJob, print_pages

SCALE, REACH = 4, 2
BOUND = 0.02
"""Measured: 0 for every line of the sample's August, in all three pairs; 10 % and more for a line that is
drawn one point lower or further right, 25 % for spaces wider by a fifth of a point, 37 % for letters larger
by 2 %. (With a quarter point of reach: at most 1,4 % against 3,8 % for a line half a point lower.)"""
DARK, INKED = 110, 225
Change = Callable[[TextRun], TextRun]
Picture = list[bytes]
"""Rows of grey values, 0 black to 255 white."""

_IS_DARK = bytes(grey < DARK for grey in range(256))
_HAS_INK = bytes(grey < INKED for grey in range(256))


@pytest.fixture(scope="module")
def pages() -> Pages:
    """The sample's August 2022."""
    return lay_out(compose(month_data(Period(2022, 8))).document)


def on_screen(pages: Pages) -> list[Picture]:
    """As the preview draws its pages."""
    found = []
    for page in pages.pages:
        image = page_picture(page, SCALE).toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        found.append([bytes(image.constScanLine(row)[: image.width()]) for row in range(image.height())])
    return found


def of_pdf(content: bytes | Path) -> list[Picture]:
    """As a PDF program shows it."""
    found = []
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            # A page of 595,28 points would be stretched to whole points of the picture: cut it instead.
            left, _, _, top = page.get_mediabox()
            width, height = (595, 842) if page.get_width() < page.get_height() else (842, 595)
            page.set_mediabox(left, top - height, left + width, top)
            bitmap = page.render(scale=SCALE, grayscale=True)
            data = bytes(bitmap.buffer)
            rows = range(bitmap.height)
            found.append([data[row * bitmap.stride : row * bitmap.stride + bitmap.width] for row in rows])
    return found


def strangest_line(page: Page, one: Picture, other: Picture) -> float:
    """The largest share of strange dots in any line of the page, 0 to 1."""
    return max(
        max(strange(one, other, first, last), strange(other, one, first, last))
        for first, last in lines_of(page)
    )


def lines_of(page: Page) -> list[tuple[int, int]]:
    """The rows of dots that each printed line takes."""
    lines: dict[int, tuple[int, int]] = {}
    for run in page.runs:
        if run.text.strip() and run.mark is None:
            top, bottom = round((run.y - run.size * 0.7) * SCALE), round((run.y + run.size * 0.2) * SCALE)
            lines[round(run.y)] = (top, bottom)
    return list(lines.values())


def strange(one: Picture, other: Picture, first: int, last: int) -> float:
    """The share of dark dots in the rows first to last of `one` without ink near them in `other`."""
    dark = lonely = 0
    for row in range(first, last):
        here = _mask(one[row], _IS_DARK)
        near = 0
        for beside in other[row - REACH : row + REACH + 1]:
            ink = _mask(beside, _HAS_INK)
            for step in range(-REACH, REACH + 1):
                near |= ink << 8 * step if step >= 0 else ink >> -8 * step
        dark += here.bit_count()
        lonely += (here & ~near).bit_count()
    return lonely / max(dark, 1)


def _mask(row: bytes, table: bytes) -> int:
    """One bit in every eight for each dot of the row."""
    return int.from_bytes(row.translate(table), "big")


def printed(pages: Pages, path: Path) -> list[Picture]:
    print_pages(pages, PrintJob(file=path))
    return of_pdf(path)


def test_screen_paper_and_pdf_carry_the_same_ink(pages: Pages, qapp: QApplication, tmp_path: Path) -> None:
    screen, paper, pdf = on_screen(pages), printed(pages, tmp_path / "in.pdf"), of_pdf(write_pdf(pages))
    assert len(screen) == len(paper) == len(pdf) == len(pages.pages) > 3
    for page, shown, sent, written in zip(pages.pages, screen, paper, pdf, strict=True):
        assert strangest_line(page, shown, sent) < BOUND
        assert strangest_line(page, shown, written) < BOUND
        assert strangest_line(page, sent, written) < BOUND


def test_tables_and_turned_pages_carry_the_same_ink_too(qapp: QApplication, tmp_path: Path) -> None:
    laid_out = lay_out(with_appendices())
    upright = next(page for page in laid_out.pages if "Phụ lục I" in {run.text for run in page.runs})
    turned = next(page for page in laid_out.pages if page.width > page.height)
    pages = replace(laid_out, pages=tuple(replace(page, links=()) for page in (upright, turned)), outline=())
    screen, paper, pdf = on_screen(pages), printed(pages, tmp_path / "in.pdf"), of_pdf(write_pdf(pages))
    for page, shown, sent, written in zip(pages.pages, screen, paper, pdf, strict=True):
        assert strangest_line(page, shown, sent) < BOUND
        assert strangest_line(page, shown, written) < BOUND
        assert strangest_line(page, sent, written) < BOUND
    bare = replace(pages, pages=tuple(replace(page, rules=()) for page in pages.pages))
    for page, shown, written in zip(pages.pages, screen, of_pdf(write_pdf(bare)), strict=True):
        assert strangest_line(page, shown, written) > BOUND, "a missing border would be noticed"


def only(pages: Pages, page: Page) -> Pages:
    """One page alone, without what leads to others."""
    return replace(pages, pages=(replace(page, links=()),), outline=())


@pytest.mark.parametrize(
    "change",
    [
        lambda run: replace(run, y=run.y + 1),
        lambda run: replace(run, x=run.x + 1),
        lambda run: replace(run, size=run.size * 1.02),
        lambda run: replace(run, word_space=run.word_space + 0.2),
        lambda run: replace(run, text=run.text.rstrip().rpartition(" ")[0]),
    ],
    ids=[
        "a point lower",
        "a point to the right",
        "2 % larger",
        "wider spaces",
        "a word less",
    ],
)
def test_one_line_drawn_otherwise_is_noticed(pages: Pages, change: Change, qapp: QApplication) -> None:
    page = pages.pages[0]
    line = sorted({run.y for run in page.runs})[10]
    otherwise = replace(page, runs=tuple(change(run) if run.y == line else run for run in page.runs))
    alone, changed = only(pages, page), only(pages, otherwise)
    right, wrong = of_pdf(write_pdf(alone))[0], of_pdf(write_pdf(changed))[0]
    assert strangest_line(page, on_screen(alone)[0], right) < BOUND
    assert strangest_line(page, on_screen(alone)[0], wrong) > 2 * BOUND
    assert strangest_line(page, on_screen(changed)[0], right) > 2 * BOUND
