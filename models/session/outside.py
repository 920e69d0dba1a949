"""What was changed behind the program's back, as places that a clerk can go to."""

from __future__ import annotations

from models.entities import OutsideChanges, Period, Place
from models.storage import log
from models.storage.database import Database
from models.storage.errors import stored_border
from models.storage.tables.months import period_of
from models.storage.tables.narrative import PARAGRAPH, read_rows


def find(database: Database) -> OutsideChanges:
    """Every row that is not as the log left it, and the log's own first broken entry."""
    places: list[tuple[Period | None, Place]] = []
    for table, key in log.changed_outside(database):
        with stored_border(database.path):
            period = period_of(key["period"]) if "period" in key else _period_of(database, table, key)
            places.append((period, _place(database, table, key, period)))
    return OutsideChanges(log.first_broken(database), tuple(places))


def _period_of(database: Database, table: str, key: dict[str, object]) -> Period | None:
    if table not in ("meeting", "paragraph"):
        return None
    row = database.one(f"SELECT period FROM {table} WHERE id = ?", (key["id"],))
    return None if row is None else period_of(row[0])


def _place(database: Database, table: str, key: dict[str, object], period: Period | None) -> Place:
    if table in ("value", "note", "figure"):
        return Place("figure", str(key.get("figure", key.get("code", ""))))
    if table == "row_window":
        return Place("row", str(key["row"]))
    if table == "meeting":
        return Place("meeting", id=int(str(key["id"])))
    if table == PARAGRAPH.name:
        rows = [] if period is None else read_rows(database, period)
        index = next((n for n, row in enumerate(rows) if row["id"] == key["id"]), 0)
        return Place("paragraph", id=index)
    if table in ("sheet", "sheet_row"):
        return Place("sheet" if table == "sheet" else "row", str(key["code"]))
    if table == "sheet_column":
        return Place("sheet", str(key["sheet"]))
    return Place("office", str(key["field"])) if table == "office" else Place("month")
