"""What is marked on the pages: the caret's paragraph and run, runs that findings speak of, search hits."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF

from export.layout.pages import Page, Pages, TextRun
from models.checks.finding import Finding
from models.entities import Place
from ui.page_painter import character_offsets, run_box

Span = tuple[int, int]


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
        spoken = (run for run in page.runs if _speaks_of(run, place) and not _is_prose(run))
        marks += [Mark(run_box(run), "run") for run in spoken]
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
                boxes = tuple(_box_of(run, finding.place) for run in runs)
                found.append(FindingMark(index, number, boxes))
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
    source = _source_of(run)
    if place.span is None or source is None:
        return False
    return source[0] < max(place.span[1], place.span[0] + 1) and place.span[0] < source[1]


def place_at(run: TextRun, x: float) -> Place | None:
    """The place that a click at x (points) on the run asks for: in prose the word there, else the run's."""
    own = _source_of(run)
    if run.place is None or own is None or not _is_prose(run):
        return run.place
    offsets = character_offsets(run)
    at = max(0, bisect_right(offsets, x - run_box(run).x()) - 1)
    start = run.text.rfind(" ", 0, at + 1) + 1
    end = run.text.find(" ", at + 1)
    span = (own[0] + min(start, at), own[0] + (end if end >= 0 else len(run.text)))
    return replace(run.place, span=span)


def _is_prose(run: TextRun) -> bool:
    """Whether it is text as typed: a line of it is no thing of its own, as a number or a title is."""
    place = run.place
    if place is None or place.kind != "paragraph" or place.span is None:
        return False
    return run.of == place.span[1] - place.span[0]


def _source_of(run: TextRun) -> Span | None:
    """The stretch of the paragraph's source that the run prints."""
    if run.place is None or run.place.span is None:
        return None
    if not _is_prose(run):
        return run.place.span
    start = run.place.span[0] + run.offset
    return start, start + len(run.text)


def _box_of(run: TextRun, place: Place) -> QRectF:
    """The run's box; of a line of prose only the stretch that the place names."""
    box, own = run_box(run), _source_of(run)
    if not _is_prose(run) or place.span is None or own is None:
        return box
    offsets = character_offsets(run)
    start, end = max(0, place.span[0] - own[0]), min(len(run.text), place.span[1] - own[0])
    if start >= end:
        return box
    return QRectF(box.x() + offsets[start], box.y(), offsets[end] - offsets[start], box.height())


def _paragraph_boxes(page: Page, paragraphs: set[tuple[int, bool]]) -> Iterable[QRectF]:
    for wanted in sorted(paragraphs):
        boxes = [run_box(run) for run in page.runs if (run.paragraph, run.in_note) == wanted]
        if boxes:
            union = boxes[0]
            for box in boxes[1:]:
                union = union.united(box)
            yield union.adjusted(-4, -2, 4, 2)
