"""Search in the laid-out pages: folded, over line ends, answered as rectangles."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from export.layout.pages import Page, Pages, TextRun
from models.text import find_folded
from ui.page_painter import run_box

_COLUMN_GAP = 2.0
"""Points: runs of one line touch; what stands further off is in another column or cell."""


@dataclass(frozen=True)
class Hit:
    """One find: the page (from 0) and the rectangles around it, in points; two or more over a line end."""

    page: int
    boxes: tuple[QRectF, ...]


def find_in_pages(pages: Pages, needle: str) -> tuple[Hit, ...]:
    """Every place where `needle` stands, in reading order; case and marks do not matter ("qua han")."""
    wanted = " ".join(needle.split())
    if not wanted:
        return ()
    return tuple(
        Hit(number, _boxes(pieces, start, end))
        for number, page in enumerate(pages.pages)
        for text, pieces in (_page_text(page),)
        for start, end in find_folded(text, wanted)
    )


def _page_text(page: Page) -> tuple[str, list[tuple[int, TextRun]]]:
    """The page's text, lines and columns parted by one space, and where in it each run begins."""
    parts: list[str] = []
    pieces: list[tuple[int, TextRun]] = []
    length, line, end = 0, None, 0.0
    for run in page.runs:
        elsewhere = line is not None and (abs(run.y - line) > 0.5 or run.x > end + _COLUMN_GAP)
        end = run.x + run.width
        if elsewhere and run.mark is None and not parts[-1].endswith(" "):
            parts.append(" ")
            length += 1
        line = run.y if run.mark is None else line
        pieces.append((length, run))
        parts.append(run.text)
        length += len(run.text)
    return "".join(parts), pieces


def _boxes(pieces: list[tuple[int, TextRun]], start: int, end: int) -> tuple[QRectF, ...]:
    boxes = []
    for at, run in pieces:
        first, last = max(start, at), min(end, at + len(run.text))
        if first < last:
            boxes.append(run_box(run, first - at, last - at))
    return tuple(boxes)
