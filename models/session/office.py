"""Writes to the office's data."""

from __future__ import annotations

from dataclasses import fields

from models.entities import Office
from models.errors import UserError
from models.session.door import Write
from models.storage.tables.meetings import read_kinds_in_use
from models.storage.tables.office import OFFICE, office_rows, read_office


def changed_fields(before: Office, after: Office) -> list[str]:
    """The names of the fields in which the two differ."""
    return [
        field.name for field in fields(Office) if getattr(before, field.name) != getattr(after, field.name)
    ]


def put(write: Write, office: Office) -> None:
    """The office as checked by `validation.office`. UserError "office.kind_in_use" (kind: its label)."""
    gone = read_kinds_in_use(write.database) - {kind.code for kind in office.meeting_kinds}
    if gone:
        labels = {kind.code: kind.label for kind in read_office(write.database).meeting_kinds}
        raise UserError("office.kind_in_use", kind=labels.get(min(gone), min(gone)))
    for row in office_rows(office):
        write.put(OFFICE, row)
