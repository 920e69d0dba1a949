"""Findings as the page view wants them: tinted runs, severities beside them, captions under small pages."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QRectF

from ui.controller import Controller
from ui.i18n import t
from ui.preview.marks import Mark, finding_marks

Overlay = tuple[dict[int, list[Mark]], dict[int, list[tuple[str, QRectF]]], dict[int, str]]

_GRAVITY = ("error", "warning", "hint")
_TINTS = {"error": "wrong", "warning": "doubt"}


def finding_overlay(controller: Controller) -> Overlay:
    """What `PageView.set_doubts` takes, for the controller's present findings and pages."""
    findings = controller.findings()
    doubts: dict[int, list[Mark]] = {}
    severities: dict[int, list[tuple[str, QRectF]]] = {}
    counts: Counter[int] = Counter()
    for mark in finding_marks(controller.pages(), findings):
        severity = findings[mark.index].severity
        counts[mark.page] += 1
        severities.setdefault(mark.page, []).append((severity, mark.boxes[0]))
        if severity in _TINTS:
            # Two findings about one number tint it once; the first is the gravest.
            held = doubts.setdefault(mark.page, [])
            known = {(mark.box.x(), mark.box.y()) for mark in held}
            held.extend(Mark(box, _TINTS[severity]) for box in mark.boxes if (box.x(), box.y()) not in known)
    return (
        doubts,
        {page: _one_a_line(found) for page, found in severities.items()},
        {page: t("{n} phát hiện", n=n) for page, n in counts.items()},
    )


def _one_a_line(found: list[tuple[str, QRectF]]) -> list[tuple[str, QRectF]]:
    """One sign a line, the gravest, from the top of the page down."""
    rank = list(_GRAVITY)
    kept: dict[int, tuple[str, QRectF]] = {}
    for severity, box in sorted(found, key=lambda item: rank.index(item[0])):
        kept.setdefault(round(box.bottom() / 4), (severity, box))
    return sorted(kept.values(), key=lambda item: item[1].y())
