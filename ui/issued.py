"""What was issued of the month in hand: whether it has changed since, and its frozen files again."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject

from models.changes import ChangeSet
from models.entities import Period
from ui.controller import Controller
from ui.i18n import t

_PRINTED = (
    "office",
    "window",
    "number",
    "report_date",
    "values",
    "notes",
    "windows",
    "meetings",
    "narrative",
)
"""The parts of a month file that the printed page is made of."""


def changed_since_issue(controller: Controller) -> bool:
    """Whether the month in hand would print otherwise than its newest issued version."""
    from models.exchange import write_month_file

    if not controller.has_month() or not controller.data().month.issued_version:
        return False
    versions = controller.session.issued(controller.period)
    if not versions:
        return False
    then, now = json.loads(versions[-1].data), json.loads(write_month_file(controller.data()))
    for kept in (then, now):
        # An issued month learns of kinds of meetings that are added later.
        kept.get("office", {}).pop("meeting_kinds", None)
    return any(then.get(part) != now.get(part) for part in _PRINTED)


class IssuedNotice(QObject):
    """Says once, at the first change of an issued month, what changing it leads to."""

    def __init__(self, controller: Controller, parent: QObject) -> None:
        super().__init__(parent)
        self._controller = controller
        self._told: set[Period] = set()
        controller.changed.connect(self._look)

    def _look(self, change: ChangeSet) -> None:
        period, controller = self._controller.period, self._controller
        if period in self._told or period not in change.periods or not changed_since_issue(controller):
            return
        self._told.add(period)
        version = controller.data().month.issued_version or 0
        month = f"{period.month}/{period.year}"
        words = t(
            "Tháng {month} đã phát hành bản {version}; sửa tiếp là làm bản {next}.",
            month=month,
            version=version,
            next=controller.session.next_version(period),
        )
        controller.told.emit(words, "")


def office_is_old(controller: Controller) -> bool:
    """Whether the month in hand keeps office data of its issue that are no longer the office's."""
    return controller.has_month() and controller.data().office != controller.session.office()


def write_frozen(controller: Controller, folder: Path) -> list[Path]:
    """Writes PDF and Word of every issued version of the month in hand, byte for byte as they were issued.

    A file of that name with another content is left alone: the frozen one gets a number after its name.
    Errors: those of `export.files.write_file`.
    """
    from export.files import write_file

    written: list[Path] = []
    for version in controller.session.issued(controller.period):
        for ending, content in ((".pdf", version.pdf), (".docx", version.docx)):
            path = _free(folder, f"BaoCao-{controller.period.key}-ban-{version.version}", ending, content)
            write_file(path, content)
            written.append(path)
    return written


def _free(folder: Path, stem: str, ending: str, content: bytes) -> Path:
    path, number = folder / f"{stem}{ending}", 1
    while os.path.exists(path) and not _holds(path, content):
        number += 1
        path = folder / f"{stem} ({number}){ending}"
    return path


def _holds(path: Path, content: bytes) -> bool:
    """Whether it is a file of just that content; what cannot be read is another."""
    with suppress(OSError):
        return path.is_file() and path.read_bytes() == content
    return False
