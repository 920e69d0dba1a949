"""The tables, one file per group: their columns as data, and records to rows and back."""

from __future__ import annotations

from models.storage.tables import catalogue, issued, meetings, months, narrative, office
from models.storage.tables.table import Table

LOGGED: dict[str, Table] = {
    table.name: table
    for table in (
        office.OFFICE,
        catalogue.SHEET,
        catalogue.ROW,
        catalogue.COLUMN,
        catalogue.FIGURE,
        months.MONTH,
        months.VALUE,
        months.NOTE,
        months.WINDOW,
        meetings.MEETING,
        narrative.PARAGRAPH,
        months.SETTLED,
        issued.ISSUED,
    )
}
"""Every table that the door writes, by name: what the log can put back."""
