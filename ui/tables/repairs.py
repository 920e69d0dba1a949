"""Carries out a finding's repair: one step, undoable, or the way to where it is to be mended."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from PySide6.QtWidgets import QApplication

from models.checks.finding import Finding
from models.entities import Place
from models.errors import AppError
from ui.controller import Controller


def apply_repair(controller: Controller, finding: Finding) -> AppError | None:
    """Mends what can be mended in one step; otherwise goes there. The error when it was refused."""
    place, repair = finding.place, finding.repair
    session, period = controller.session, controller.period
    if repair.action == "value" and place.kind == "figure":
        return _store_amount(controller, place.code, Decimal(repair.params["amount"]))
    if repair.action == "replace" and place.kind == "paragraph" and place.span and place.id is not None:
        index = place.id
        text = controller.data().paragraphs[index].text
        start, end = place.span
        mended = text[:start] + str(repair.params["text"]) + text[end:]
        return controller.attempt(lambda: session.set_paragraph(period, index, mended))
    if repair.action == "replace" and place.kind == "meeting":
        return _retitle(controller, place, str(repair.params["text"]))
    if repair.code == "text.confirm" and place.kind == "paragraph" and place.id is not None:
        index = place.id
        return controller.attempt(lambda: session.confirm_paragraph(period, index))
    if repair.code == "meeting.compare":
        # The page of meetings shows the two alone.
        controller.go(Place("meeting", code=f"{repair.params['other']}+{place.id}", id=place.id))
        return None
    controller.go(place)
    if repair.action in ("note", "window"):
        _open_here(repair.action)
    return None


def _retitle(controller: Controller, place: Place, title: str) -> AppError | None:
    session, period = controller.session, controller.period
    meeting = next((each for each in controller.data().meetings if each.id == place.id), None)
    if meeting is None:
        return None
    return controller.attempt(lambda: session.update_meeting(period, replace(meeting, title=title)))


def _store_amount(controller: Controller, code: str, amount: Decimal) -> AppError | None:
    session, period = controller.session, controller.period
    held = controller.data().values.get(code)
    if held is not None and held.amount == amount and held.state == "carried":
        return controller.attempt(lambda: session.confirm_value(period, code))
    return controller.attempt(lambda: session.set_value(period, code, amount))


def _open_here(what: str) -> None:
    """The note, or the days, of the cell that has just been brought into view."""
    from ui.tables.sheet_view import SheetView

    focused = QApplication.focusWidget()
    if isinstance(focused, SheetView):
        if what == "note":
            focused.note_wanted.emit()
        else:
            focused.window_wanted.emit(focused.currentIndex().row())


def reason_holds(finding: Finding, text: str) -> bool:
    """Whether a written reason says something: a warning is not settled by blanks or a single letter."""
    return finding.severity == "hint" or len(text.strip()) >= 3
