"""What is marked on the pages: the caret's paragraph and run, runs that findings speak of, search hits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from export.layout.pages import Page, Pages, TextRun
from models.checks.finding import Finding
from models.entities import Place
from ui.page_painter import run_box


@dataclass(frozen=True)
class Mark:
    """A tinted rectangle on a page, in points. `bar`: a 3 px accent bar stands left of it."""

    box: QRectF
    token: str
    bar: bool = False


@dataclass(frozen=True)
class FindingMark:
    """A finding shown on a page: its index in the controller's list, the page, its rectangles in points."""

    index: int
    page: int
    boxes: tuple[QRectF, ...]


def caret_marks(pages: Pages, place: Place | None) -> dict[int, list[Mark]]:
    """The wash of the caret's paragraph and of its own run, by page index."""
    if place is None:
        return {}
    found: dict[int, list[Mark]] = {}
    paragraphs = _paragraphs_at(pages, place)
    for number, page in enumerate(pages.pages):
        marks = [Mark(box, "wash", bar=True) for box in _paragraph_boxes(page, paragraphs)]
        marks += [Mark(run_box(run), "run") for run in page.runs if _speaks_of(run, place)]
        if marks:
            found[number] = marks
    return found


def finding_marks(pages: Pages, findings: Sequence[Finding]) -> tuple[FindingMark, ...]:
    """Where each finding stands in print; a finding about what is not printed has none."""
    found = []
    for index, finding in enumerate(findings):
        for number, page in enumerate(pages.pages):
            runs = [run for run in page.runs if _speaks_of(run, finding.place)]
            if not runs and finding.place.kind == "paragraph" and finding.place.span is None:
                runs = [run for run in page.runs if run.paragraph == finding.place.id and not run.in_note][:1]
            if runs:
                found.append(FindingMark(index, number, tuple(run_box(run) for run in runs)))
                break
    return tuple(found)


def _paragraphs_at(pages: Pages, place: Place) -> set[tuple[int, bool]]:
    """The paragraphs (index, whether in a note) that the place is printed in."""
    found = {
        (run.paragraph, run.in_note)
        for page in pages.pages
        for run in page.runs
        if run.paragraph is not None and _speaks_of(run, place)
    }
    if place.kind == "paragraph" and place.id is not None:
        return found or {(place.id, False)}
    # A figure is often printed in several places: the first is followed.
    return set(sorted(found)[:1])


def _speaks_of(run: TextRun, place: Place) -> bool:
    own = run.place
    if own is None or own.kind != place.kind or own.code != place.code or own.id != place.id:
        return False
    if place.kind != "paragraph":
        return True
    if place.span is None or own.span is None:
        return False
    return own.span[0] < max(place.span[1], place.span[0] + 1) and place.span[0] < own.span[1]


def _paragraph_boxes(page: Page, paragraphs: set[tuple[int, bool]]) -> Iterable[QRectF]:
    for wanted in sorted(paragraphs):
        boxes = [run_box(run) for run in page.runs if (run.paragraph, run.in_note) == wanted]
        if boxes:
            union = boxes[0]
            for box in boxes[1:]:
                union = union.united(box)
            yield union.adjusted(-4, -2, 4, 2)
