"""The month shown as one JSON file, out and in."""

from __future__ import annotations

from pathlib import Path

from export.files import write_file
from models.entities import Period
from models.errors import MachineError, UserError
from models.exchange import read_month_file, write_month_file
from ui.controller import Controller

_MOST_BYTES = 64 * 1024 * 1024
"""A month file is some 100 KB; what is far above is none, and is not read into memory."""


def export_month(controller: Controller, target: Path) -> None:
    """Write the month shown. UserError, MachineError."""
    write_file(target, write_month_file(controller.data()))


def import_month(controller: Controller, source: Path) -> Period:
    """Take a month in: checked whole, then a backup, then one undoable step; which month it was.

    UserError, MachineError; then nothing was stored.
    """
    file = read_month_file(_bytes_of(source))
    session = controller.session
    session.protect("import")
    controller.take(session.import_month(file))
    controller.set_period(file.data.month.period)
    return file.data.month.period


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UserError("import.too_large", size=path.stat().st_size, limit=_MOST_BYTES)
        return path.read_bytes()
    except OSError as error:
        raise MachineError("file.unreadable", path=str(path), reason=error.strerror or "") from error
