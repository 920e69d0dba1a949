"""A PDF read back by PDFium, the way a viewer sees it: lines of text with position, size and face; rules."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import groupby

import pypdfium2 as pdfium
import pypdfium2.raw as raw


@dataclass(frozen=True)
class Char:
    """`x` and `y` are the origin on the baseline; points from the page's top left."""

    text: str
    x: float
    y: float
    end: float
    """The right edge of its ink."""
    size: float
    font: str


@dataclass(frozen=True)
class Line:
    text: str
    chars: tuple[Char, ...]

    @property
    def x(self) -> float:
        return self.chars[0].x

    @property
    def y(self) -> float:
        return self.chars[0].y

    @property
    def end(self) -> float:
        return max(char.end for char in self.chars)

    @property
    def middle(self) -> float:
        return (self.x + self.end) / 2

    @property
    def size(self) -> float:
        return self.chars[0].size

    @property
    def font(self) -> str:
        return self.chars[0].font.partition("-")[2] or "Regular"


@dataclass(frozen=True)
class PdfRule:
    x: float
    y: float
    width: float
    thickness: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True)
class PdfPage:
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[PdfRule, ...]

    def line(self, start: str) -> Line:
        """The line whose text begins so."""
        return next(line for line in self.lines if line.text.startswith(start))


def read_pdf(data: bytes) -> list[PdfPage]:
    document = pdfium.PdfDocument(data)
    try:
        return [_read_page(page) for page in document]
    finally:
        document.close()


def _read_page(page: pdfium.PdfPage) -> PdfPage:
    width, height = page.get_size()
    text_page = page.get_textpage()
    chars = [_char(text_page, index, height) for index in range(text_page.count_chars())]
    drawn = [char for char in chars if char is not None]
    lines = []
    for _, group in groupby(_with_line_numbers(drawn), key=lambda pair: pair[0]):
        found = [char for _, char in group]
        text = "".join(char.text for char in found).strip()
        visible = [char for char in found if char.text.strip()]
        if visible:
            lines.append(Line(text, tuple(visible)))
    rules = [_rule(obj, height) for obj in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])]
    text_page.close()
    return PdfPage(width, height, tuple(lines), tuple(rules))


def _with_line_numbers(chars: list[Char]) -> list[tuple[int, Char]]:
    """A line ends where the next letter stands more than a superscript's rise off, or in another column."""
    numbered: list[tuple[int, Char]] = []
    number = 0
    for char in chars:
        before = numbered[-1][1] if numbered else char
        apart = before.text != " " and char.x > before.end + 8
        if abs(char.y - before.y) > 6 or char.x < before.x - 5 or apart:
            number += 1
        numbered.append((number, char))
    return numbered


def _char(text_page: pdfium.PdfTextPage, index: int, height: float) -> Char | None:
    code = raw.FPDFText_GetUnicode(text_page, index)
    if raw.FPDFText_IsGenerated(text_page, index) or code in (10, 13):
        return None
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text_page, index, x, y)
    right = text_page.get_charbox(index)[2]
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(text_page, index, name, 128, ctypes.c_int())
    size = raw.FPDFText_GetFontSize(text_page, index)
    return Char(chr(code), x.value, height - y.value, max(right, x.value), size, name.value.decode())


def _rule(obj: pdfium.PdfObject, height: float) -> PdfRule:
    left, bottom, right, top = obj.get_bounds()
    thickness = ctypes.c_float()
    raw.FPDFPageObj_GetStrokeWidth(obj, thickness)
    across = thickness.value
    # PDFium's bounds reach one thickness past each end.
    return PdfRule(left + across, height - (bottom + top) / 2, right - left - 2 * across, across)
