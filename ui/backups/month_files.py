"""The month shown as one JSON file, out and in."""

from __future__ import annotations

from pathlib import Path

from export.files import read_file, write_file
from models.entities import Period
from models.errors import UserError
from models.exchange import read_month_file, write_month_file
from models.month_reading import SIZE_LIMIT
from ui.controller import Controller


def export_month(controller: Controller, target: Path) -> None:
    """Write the month shown. UserError, MachineError."""
    write_file(target, write_month_file(controller.data()))


def import_month(controller: Controller, source: Path) -> Period:
    """Take a month in: checked whole, then a backup, then one undoable step; which month it was.

    UserError, MachineError; then nothing was stored.
    """
    session = controller.session
    if session.is_itself(source):
        raise UserError("import.not_month")
    file = read_month_file(read_file(source, SIZE_LIMIT))
    session.protect("import")
    controller.take(session.import_month(file))
    controller.set_period(file.data.month.period)
    return file.data.month.period
