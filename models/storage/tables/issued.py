"""Issued versions. Their files lie in `file_content` under their SHA-256, outside the log."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from models.entities import IssuedVersion, Period
from models.storage.database import Database
from models.storage.errors import stored_border
from models.storage.tables.months import period_of
from models.storage.tables.table import Table

ISSUED = Table(
    "issued",
    ("period", "version"),
    ("period", "version", "time", "number", "data", "pdf", "docx"),
    "issued",
)


def put_file(database: Database, content: bytes) -> str:
    """Keep the content, once; its digest names it."""
    digest = hashlib.sha256(content).hexdigest()
    database.run(
        "INSERT INTO file_content (digest, content) VALUES (?, ?) ON CONFLICT DO NOTHING", (digest, content)
    )
    return digest


def read_issued(database: Database, period: Period) -> tuple[IssuedVersion, ...]:
    rows = database.rows(
        "SELECT i.version, i.time, i.number, d.content, p.content, w.content FROM issued AS i "
        "JOIN file_content AS d ON d.digest = i.data JOIN file_content AS p ON p.digest = i.pdf "
        "JOIN file_content AS w ON w.digest = i.docx WHERE i.period = ? ORDER BY i.version",
        (period.key,),
    )
    return tuple(
        IssuedVersion(version, datetime.fromisoformat(time), number, data, pdf, docx)
        for version, time, number, data, pdf, docx in rows
    )


def next_version(database: Database, period: Period) -> int:
    """One more than any version the month ever had. The log knows those that undo took back, too: a paper
    that left the house keeps its number for itself."""
    rows = database.rows(
        "SELECT key FROM change_row WHERE tbl = ? AND key LIKE ?", (ISSUED.name, f'["{period.key}",%')
    )
    rows += database.rows("SELECT json_array(period, version) FROM issued WHERE period = ?", (period.key,))
    with stored_border(database.path):
        return max((json.loads(key)[1] for (key,) in rows), default=0) + 1


def read_issued_months(database: Database) -> list[Period]:
    return [period_of(row[0]) for row in database.rows("SELECT DISTINCT period FROM issued")]
