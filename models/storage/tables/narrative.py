"""The narrative's paragraphs. Their order is a rank with room between, so that inserting writes one row."""

from __future__ import annotations

from typing import Any

from models.entities import Paragraph, Period
from models.storage.database import Database
from models.storage.tables.table import Table

PARAGRAPH = Table("paragraph", ("id",), ("id", "period", "rank", "text", "inherited"), "narrative")
ROOM = 1 << 20
"""Between the ranks of two neighbours at first: twenty insertions at one spot before all are spread anew."""


def paragraph_row(id: int, period: Period, rank: int, paragraph: Paragraph) -> dict[str, Any]:
    return {
        "id": id,
        "period": period.key,
        "rank": rank,
        "text": paragraph.text,
        "inherited": int(paragraph.inherited),
    }


def read_rows(database: Database, period: Period) -> list[dict[str, Any]]:
    return PARAGRAPH.select(database, "WHERE period = ? ORDER BY rank, id", (period.key,))


def read_paragraphs(database: Database, period: Period) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(row["text"], bool(row["inherited"])) for row in read_rows(database, period))
