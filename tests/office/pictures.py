"""Pages as pictures: whether two carry the same ink, whatever program drew them."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

Picture = list[bytes]
"""Rows of grey values, 0 black to 255 white."""
DARK, TINTED = 110, 215


def pictures(path: Path) -> list[Picture]:
    """Every page of a PDF at 72 dots to the inch."""
    found = []
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            bitmap = page.render(scale=1, grayscale=True)
            data = bytes(bitmap.buffer)
            rows = range(bitmap.height)
            found.append([data[row * bitmap.stride : row * bitmap.stride + bitmap.width] for row in rows])
    return found


def strange_ink(one: Picture, other: Picture) -> float:
    """The share of dark points of either page with no ink within a point of them on the other: 0 to 1.

    Two renderers smooth edges differently; a shifted line or a missing word still leaves its ink alone.
    """
    return max(_lonely(one, other), _lonely(other, one))


def _lonely(one: Picture, other: Picture) -> float:
    lonely = dark = 0
    for row, greys in enumerate(one):
        around = other[max(0, row - 1) : row + 2]
        for column, grey in enumerate(greys):
            if grey < DARK:
                dark += 1
                near = (line[max(0, column - 1) : column + 2] for line in around)
                lonely += not any(each < TINTED for part in near for each in part)
    return lonely / max(dark, 1)
