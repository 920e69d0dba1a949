"""What must hold of any laid-out pages, read from the pages:
lists of what is broken, empty when all is well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from export.layout.pages import Page, Pages, TextRun
from export.styles import PAGE
from models.report.document import Closing, Document, Letterhead, PageBreak, Paragraph

TOP, LEFT = PAGE.top, PAGE.left
BOTTOM = PAGE.height - PAGE.bottom
EPS = 0.05


def body_runs(page: Page) -> list[TextRun]:
    """Text and marks above the notes, without the page number in the top margin."""
    return [run for run in page.runs if not run.in_note and run.y > TOP]


def note_runs(page: Page) -> list[TextRun]:
    return [run for run in page.runs if run.in_note]


def outside_margins(pages: Pages) -> list[str]:
    found = []
    for number, page in enumerate(pages.pages, 1):
        # The margins of turned paper are the same as it is read.
        right, bottom = page.width - PAGE.right, page.height - PAGE.bottom
        for run in body_runs(page) + note_runs(page):
            inside = run.x >= LEFT - EPS and run.x + run.width <= right + EPS and run.y <= bottom + EPS
            if not inside or run.y - run.size * 0.7 < TOP - EPS:
                found.append(f"page {number}: {run.text!r} at {run.x:.1f}, {run.y:.1f}")
        for rule in page.rules:
            half = rule.thickness / 2
            across, down = (half, 0.0) if rule.height else (0.0, half)
            within = rule.x - across >= LEFT - EPS and rule.x + rule.width + across <= right + EPS
            if not within or rule.y - down < TOP - EPS or rule.y + rule.height + down > bottom + EPS:
                found.append(f"page {number}: rule at {rule.x:.1f}, {rule.y:.1f}")
    return found


def overlaps(pages: Pages) -> list[str]:
    """Runs on one baseline that overlap, lines closer than their letters, text under the notes' rule."""
    found = []
    for number, page in enumerate(pages.pages, 1):
        body, notes = body_runs(page), note_runs(page)
        for runs in (body, notes):
            ordered = sorted(runs, key=lambda run: (round(run.y, 1), run.x))
            for a, b in pairwise(ordered):
                if abs(a.y - b.y) < 0.1 and a.x + a.width > b.x + EPS:
                    found.append(f"page {number}: {a.text!r} over {b.text!r}")
        if notes:
            top = min(run.y - run.size for run in notes if run.mark is None)
            lowest = max((run.y + run.size * 0.216 for run in body), default=0.0)
            above = [rule for rule in page.rules if lowest < rule.y < top + 2]
            if lowest > top or not above:
                found.append(f"page {number}: notes begin at {top:.1f}, text ends at {lowest:.1f}")
        for runs in (body, notes):
            ys = sorted({round(run.y, 2) for run in runs if run.mark is None and run.x < LEFT + 60})
            for upper, lower in pairwise(ys):
                if lower - upper < 11:
                    found.append(f"page {number}: lines at {upper} and {lower}")
    return found


def notes_away_from_marks(pages: Pages) -> list[str]:
    marks: dict[int, int] = {}
    starts: dict[int, int] = {}
    for number, page in enumerate(pages.pages, 1):
        for run in page.runs:
            if run.mark is not None:
                (starts if run.in_note else marks).setdefault(run.mark, number)
    return [
        f"note {n}: marked on {marks.get(n)}, begins on {starts.get(n)}"
        for n in sorted(marks.keys() | starts.keys())
        if marks.get(n) != starts.get(n)
    ]


def _letters(texts: Iterable[str]) -> str:
    return "".join("".join(texts).split())


def lost_text(pages: Pages, document: Document) -> list[str]:
    """Body and notes must be there whole and in order (blanks apart, which lines swallow)."""
    found = []
    body = _letters(run.text for page in pages.pages for run in body_runs(page) if run.mark is None)
    wanted = _letters(b.text for b in document.blocks if isinstance(b, Paragraph))
    if not any(isinstance(b, Letterhead | Closing) for b in document.blocks) and body != wanted:
        found.append("the body's text differs")
    notes = _letters(run.text for page in pages.pages for run in note_runs(page))
    wanted = _letters(f"{n.number}{''.join(p.text for p in n.paragraphs)}" for n in document.notes)
    if notes != wanted:
        found.append("the notes' text differs")
    return found


def half_empty(pages: Pages, document: Document) -> list[str]:
    """Pages filled to less than half, the last of the document and those before a forced break apart."""
    assert not any(isinstance(block, PageBreak) for block in document.blocks)
    found = []
    for number, page in enumerate(pages.pages[:-1], 1):
        body, notes = body_runs(page), note_runs(page)
        used = max((run.y for run in body), default=TOP) - TOP
        if notes:
            used += BOTTOM - min(run.y - run.size for run in notes)
        # Measured from letters, so without the rule above the notes and the last line's descent.
        if used < (BOTTOM - TOP) / 2 - 20:
            found.append(f"page {number}: {used / (BOTTOM - TOP):.0%}")
    return found


@dataclass(frozen=True)
class BrokenLine:
    page: int
    paragraph: int
    bold: bool


def _lines(pages: Pages) -> list[BrokenLine]:
    found: dict[tuple[int, float], BrokenLine] = {}
    for number, page in enumerate(pages.pages, 1):
        for run in body_runs(page):
            if run.mark is None and run.paragraph is not None:
                found.setdefault(
                    (number, round(run.y, 1)), BrokenLine(number, run.paragraph, run.face == "bold")
                )
    return list(found.values())


def headings_last(pages: Pages) -> list[str]:
    lines = _lines(pages)
    return [
        f"page {a.page} ends with a heading"
        for a, b in pairwise(lines)
        if a.page != b.page and a.bold and not (b.bold and a.paragraph == b.paragraph)
    ]


def widows_and_orphans(pages: Pages) -> list[str]:
    lines: Sequence[BrokenLine] = _lines(pages)
    totals = Counter(line.paragraph for line in lines)
    parts = Counter((line.paragraph, line.page) for line in lines)
    return [
        f"paragraph {paragraph}: one of {totals[paragraph]} lines on page {page}"
        for (paragraph, page), count in parts.items()
        if count == 1 and totals[paragraph] > 1
    ]


__all__ = [
    "body_runs",
    "half_empty",
    "headings_last",
    "lost_text",
    "note_runs",
    "notes_away_from_marks",
    "outside_margins",
    "overlaps",
    "widows_and_orphans",
]
