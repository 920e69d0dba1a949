"""Paints one laid-out page with QPainter: the preview's pixmaps and the printer take the same path.

Every glyph stands where `export.layout` put it: positions come from the font's design widths, without
hinting or kerning, so that screen, paper and PDF break and space lines alike.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGlyphRun, QPainter, QPixmap, QRawFont

from export.fonts import font_file, widths
from export.layout.pages import Face, Page, Rule, TextRun
from ui import theme

INK = QColor("#000000")


@lru_cache(maxsize=64)
def _raw_font(face: Face, pixels: float) -> QRawFont:
    return QRawFont(str(font_file(face)), pixels, QFont.HintingPreference.PreferNoHinting)


@lru_cache(maxsize=64)
def _embedded_font(face: Face, pixels: float) -> QRawFont:
    """The same font as the database knows it: only so does QPrinter embed it as text, not as outlines."""
    own = _raw_font(face, pixels)
    families = QFontDatabase.applicationFontFamilies(_registered(face))
    font = QFont(families[:1])
    font.setBold(face.startswith("bold"))
    font.setItalic(face.endswith("italic"))
    font.setPixelSize(max(1, round(pixels)))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    found = QRawFont.fromFont(font)
    # The machine may have another file of that family name, one that lacks letters: outlines are better.
    if found.fontTable("head") != own.fontTable("head"):
        return own
    found.setPixelSize(pixels)
    return found


@lru_cache(maxsize=4)
def _registered(face: Face) -> int:
    return QFontDatabase.addApplicationFont(str(font_file(face)))


@lru_cache(maxsize=8192)
def _glyphs(face: Face, text: str) -> tuple[int, ...]:
    return tuple(_raw_font(face, 100.0).glyphIndexesForString(text))


@lru_cache(maxsize=8192)
def _advances(face: Face, text: str) -> tuple[tuple[float, bool], ...]:
    """For each character: its advance in ems, and whether justifying widens it."""
    table = widths(face)
    return tuple((table[char], char == " ") for char in text)


def character_offsets(run: TextRun) -> list[float]:
    """Where each character of a run begins, in points from the run's start; one more for its end."""
    at, found = 0.0, [0.0]
    for advance, space in _advances(run.face, run.text):
        at += advance * run.size + (run.word_space if space else 0.0)
        found.append(at)
    return found


def paint_page(painter: QPainter, page: Page, scale: float, printing: bool = False) -> None:
    """Paint the ink of a page from the painter's origin, `scale` device units to the point."""
    painter.setPen(INK)
    font_of = _embedded_font if printing else _raw_font
    for run in page.runs:
        _paint_run(painter, run, scale, font_of(run.face, run.size * scale))
    for rule in page.rules:
        painter.fillRect(_rule_box(rule, scale, printing), INK)


def _rule_box(rule: Rule, scale: float, printing: bool) -> QRectF:
    """The ink of a rule. On screen it fills whole pixels: one thinner than a pixel would fade away."""
    thick = rule.thickness * scale
    if not printing:
        thick = max(1.0, round(thick))
    if rule.height:
        box = QRectF(rule.x * scale - thick / 2, rule.y * scale, thick, rule.height * scale)
    else:
        box = QRectF(rule.x * scale, rule.y * scale - thick / 2, rule.width * scale, thick)
    if printing:
        return box
    # The edges are rounded, not the lengths: borders that meet on paper then meet on screen.
    left, top = round(box.left()), round(box.top())
    across = thick if rule.height else round(box.right()) - left
    return QRectF(left, top, across, round(box.bottom()) - top if rule.height else thick)


def _paint_run(painter: QPainter, run: TextRun, scale: float, font: QRawFont) -> None:
    if not run.text.strip():
        return
    glyphs = _glyphs(run.face, run.text)
    offsets = character_offsets(run)
    if len(glyphs) != len(run.text):
        # A character outside the first plane has two units and one glyph; it is printed as one "?" anyway.
        offsets = offsets[: len(glyphs)]
    glyph_run = QGlyphRun()
    glyph_run.setRawFont(font)
    glyph_run.setGlyphIndexes(list(glyphs))
    glyph_run.setPositions([QPointF(offset * scale, 0.0) for offset in offsets[: len(glyphs)]])
    painter.drawGlyphRun(QPointF(run.x * scale, run.y * scale), glyph_run)


def page_picture(page: Page, scale: float, ratio: float = 1.0) -> QPixmap:
    """A page as a white pixmap, `scale` logical pixels to the point, for a screen of that pixel ratio."""
    made = QPixmap(round(page.width * scale * ratio), round(page.height * scale * ratio))
    made.fill(Qt.GlobalColor.white)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    paint_page(painter, page, scale * ratio)
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def run_box(run: TextRun, start: int = 0, end: int | None = None) -> QRectF:
    """The rectangle in points around a run, or around its characters start to end."""
    offsets = character_offsets(run)
    stop = len(run.text) if end is None else end
    first, last = offsets[start], offsets[min(stop, len(offsets) - 1)]
    return QRectF(run.x + first, run.y - run.size * 0.86, last - first, run.size * 1.14)


def wash(painter: QPainter, box: QRectF, token: str) -> None:
    """Tint a rectangle of an already painted page: the ink stays black, the paper takes the colour."""
    painter.save()
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.fillRect(box, theme.color(token))
    painter.restore()
