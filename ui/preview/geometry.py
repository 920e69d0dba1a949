"""Where pages stand in the preview, in logical pixels: pure arithmetic, tested without a screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF

from export.layout.pages import Page
from export.styles import PAGE

Mode = Literal["column", "whole", "zoom", "thumbs"]
"""Fit the text column ("Vừa cột chữ"); all pages small ("Toàn báo cáo"); a chosen scale; a strip."""

SCREEN = 96 / 72
"""Logical pixels to the point at 100 %."""
COLUMN_SIDE = 19.0
"""Points left beside the text column when the view is fitted to it."""
NARROW = 400
"""A view under it has 12 of desk beside the paper instead of 16."""
GAP = 12
CAPTION = 30
WHOLE_WIDTH = 193
THUMB_WIDTH = 90


@dataclass(frozen=True)
class Frame:
    """One page in the view: its paper in view pixels, the part of the page it shows, the scale."""

    index: int
    box: QRectF
    crop: QRectF
    """In points."""
    scale: float

    def to_view(self, box: QRectF) -> QRectF:
        """A rectangle in the page's points, in view pixels."""
        return QRectF(
            self.box.x() + (box.x() - self.crop.x()) * self.scale,
            self.box.y() + (box.y() - self.crop.y()) * self.scale,
            box.width() * self.scale,
            box.height() * self.scale,
        )

    def to_page(self, point: QPointF) -> QPointF:
        """A point of the view, in the page's points."""
        return QPointF(
            (point.x() - self.box.x()) / self.scale + self.crop.x(),
            (point.y() - self.box.y()) / self.scale + self.crop.y(),
        )


@dataclass(frozen=True)
class Arrangement:
    """All frames, and the size of what is scrolled over."""

    frames: tuple[Frame, ...]
    width: float
    height: float


def arrange(pages: Sequence[Page], mode: Mode, width: int, zoom: float = 1.0) -> Arrangement:
    """Place the pages for a view `width` pixels wide. `zoom` 1.0 is life size; only mode "zoom" heeds it."""
    if mode in ("whole", "thumbs"):
        return _grid(pages, mode, width)
    frames, top, widest = [], float(GAP + 4), 0.0
    side = 12 if width < NARROW else 16
    for index, page in enumerate(pages):
        crop = _text_column(page) if mode == "column" else QRectF(0, 0, page.width, page.height)
        scale = max(width - 2 * side, 120) / crop.width() if mode == "column" else zoom * SCREEN
        paper = (crop.width() * scale, crop.height() * scale)
        left = max(float(side), (width - paper[0]) / 2)
        frames.append(Frame(index, QRectF(round(left), round(top), *paper), crop, scale))
        top += paper[1] + GAP
        widest = max(widest, left + paper[0] + side)
    return Arrangement(tuple(frames), max(widest, float(width)) if mode == "zoom" else float(width), top + 4)


def _text_column(page: Page) -> QRectF:
    left = PAGE.left - COLUMN_SIDE
    return QRectF(left, 0, page.width - left - PAGE.right + COLUMN_SIDE, page.height)


def _grid(pages: Sequence[Page], mode: Mode, width: int) -> Arrangement:
    paper = THUMB_WIDTH if mode == "thumbs" else WHOLE_WIDTH
    columns = 1 if mode == "thumbs" else max(1, (width - 16) // (paper + 14))
    if columns == 1 and mode == "whole":
        paper = max(120, min(paper, width - 32))
    used = columns * paper + (columns - 1) * 14
    left = max(12, (width - used) // 2)
    frames, top = [], 16.0
    for start in range(0, len(pages), columns):
        tallest = 0.0
        for place, page in enumerate(pages[start : start + columns]):
            scale = paper / page.width
            box = QRectF(left + place * (paper + 14), round(top), paper, round(page.height * scale))
            frames.append(Frame(start + place, box, QRectF(0, 0, page.width, page.height), scale))
            tallest = max(tallest, box.height())
        top += tallest + CAPTION
    return Arrangement(tuple(frames), float(width), top)
