"""The printed lines of a PDF and of our own layout, in a form that can be compared."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from export.layout.pages import Pages

SAME_LINE = 6.0
"""Points: a superscript mark is raised by less, the next line is further away."""


class Printed(NamedTuple):
    """A line without its spaces, which a PDF does not have to hold, and its page from 0."""

    page: int
    text: str


class Glyph(NamedTuple):
    x: float
    y: float
    text: str


def our_lines(pages: Pages) -> list[Printed]:
    """Every line of the narrative and the notes; letterhead and closing stand in columns and are left out."""
    found = []
    for number, page in enumerate(pages.pages):
        runs = [run for run in page.runs if run.in_note or run.paragraph is not None]
        found += _lines(number, (Glyph(run.x, run.y, run.text) for run in runs))
    return found


def pdf_lines(path: Path) -> list[Printed]:
    """Every line of a PDF in the order it was drawn in."""
    found = []
    with pypdfium2.PdfDocument(path) as document:
        for number in range(len(document)):
            found += _lines(number, _glyphs(document[number]))
    return found


def missing_lines(ours: Iterable[Printed], theirs: Iterable[Printed]) -> list[str]:
    """Our lines that are not printed as a line there, each as often as it lacks."""
    lack = Counter(line.text for line in ours) - Counter(line.text for line in theirs)
    return list(lack.elements())


def _glyphs(page: pypdfium2.PdfPage) -> Iterable[Glyph]:
    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        yield Glyph(x.value, y.value, chr(pdfium.FPDFText_GetUnicode(text, index)))


def _lines(page: int, glyphs: Iterable[Glyph]) -> list[Printed]:
    lines: list[str] = []
    before: Glyph | None = None
    for glyph in glyphs:
        letters = "".join(glyph.text.split())
        if not letters:
            continue
        if before is None or abs(glyph.y - before.y) >= SAME_LINE or glyph.x < before.x:
            lines.append("")
        lines[-1] += letters
        before = glyph
    return [Printed(page, line) for line in lines]
