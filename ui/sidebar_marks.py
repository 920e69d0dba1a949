"""What each row of the sidebar says of its page: how far it is filled, how much there is."""

from __future__ import annotations

from collections.abc import Mapping

from ui.completeness import errors_by_page, narrative_mark, sheet_progress, with_errors
from ui.controller import Controller
from ui.widgets.sidebar import NavRow


def show_marks(rows: Mapping[str, NavRow], controller: Controller) -> None:
    """Mark the rows, by their pages' codes, for the month shown; none where there is no such month."""
    if not controller.has_month():
        for row in rows.values():
            row.set_mark()
        return
    data, book = controller.data(), controller.book()
    found, errors = len(controller.findings()), controller.errors()
    wrong = errors_by_page(controller.findings(), data.catalogue, set(rows))
    for code, row in rows.items():
        if code.startswith("sheet:"):
            row.set_mark(with_errors(sheet_progress(data, book, row.entry.sheet).mark, wrong[code]))
        elif code == "meetings":
            row.set_mark(count=str(len(data.meetings)) if data.meetings else "")
        elif code == "narrative":
            row.set_mark(with_errors(narrative_mark(data), wrong[code]))
        elif code == "findings":
            row.set_mark(count=str(found) if found else "", alarm=errors > 0)
