"""The office's data: one row for each field, its value as JSON; fields not stored keep their default."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import Any

from models.entities import MeetingKind, Office
from models.storage.database import Database
from models.storage.errors import stored_border
from models.storage.tables.table import Table

OFFICE = Table("office", ("field",), ("field", "value"), "office")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def office_rows(office: Office) -> list[dict[str, Any]]:
    return [{"field": name, "value": _json(value)} for name, value in asdict(office).items()]


def office_text(office: Office) -> str:
    """The whole office as one JSON text: the copy an issued month keeps."""
    return _json(asdict(office))


def office_from_text(text: str) -> Office:
    return _office(json.loads(text))


def read_office(database: Database) -> Office:
    with stored_border(database.path):
        return _office({row["field"]: json.loads(row["value"]) for row in OFFICE.select(database)})


def _office(stored: dict[str, Any]) -> Office:
    known = {field.name for field in fields(Office)}
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in stored.items()
        if name in known
    }
    if "meeting_kinds" in values:
        values["meeting_kinds"] = tuple(MeetingKind(**kind) for kind in values["meeting_kinds"])
    if "document_types" in values:
        values["document_types"] = tuple((short, name) for short, name in values["document_types"])
    return Office(**values)
