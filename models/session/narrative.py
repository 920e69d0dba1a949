"""Writes to a month's narrative: one paragraph at a time, or the whole by its differences."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from models import validation
from models.entities import Paragraph, Period
from models.errors import UserError
from models.session.door import Write
from models.storage.tables.narrative import PARAGRAPH, ROOM, paragraph_row, read_rows

MOST_PARAGRAPHS = 5_000


def append(write: Write, period: Period, paragraph: Paragraph) -> None:
    """One more at the end, as it stands: its text is clean already."""
    last = write.database.one("SELECT max(rank) FROM paragraph WHERE period = ?", (period.key,))
    rank = (last[0] if last and last[0] is not None else 0) + ROOM
    write.put(PARAGRAPH, paragraph_row(PARAGRAPH.next_id(write.database), period, rank, paragraph))


def set_text(write: Write, period: Period, index: int, text: str) -> None:
    """A paragraph whose text is as before stays inherited; another text makes it the month's own."""
    row = _row_at(write, period, index)
    cleaned = validation.block(text)
    if cleaned != row["text"]:
        write.put(PARAGRAPH, {**row, "text": cleaned, "inherited": 0})


def insert(write: Write, period: Period, index: int, text: str) -> None:
    """Before the paragraph of that index; at the end when there is none."""
    rows = read_rows(write.database, period)
    if not 0 <= index <= len(rows):
        raise UserError("paragraph.unknown", index=index, count=len(rows))
    _refuse_many(len(rows) + 1)
    _insert(write, period, rows, index, validation.block(text))


def _insert(write: Write, period: Period, rows: list[dict[str, object]], index: int, text: str) -> None:
    """Insert among `rows`, which is kept up to date."""
    rank = _rank_between(rows, index)
    if rank is None:
        for n, row in enumerate(rows):
            row["rank"] = (n + 1) * ROOM
            write.put(PARAGRAPH, dict(row))
        rank = _rank_between(rows, index)
        assert rank is not None
    row = paragraph_row(PARAGRAPH.next_id(write.database), period, rank, Paragraph(text))
    write.put(PARAGRAPH, row)
    rows.insert(index, row)


def _rank_between(rows: Sequence[dict[str, object]], index: int) -> int | None:
    """A rank between the neighbours; None when there is no room left."""
    before = rows[index - 1]["rank"] if index > 0 else 0
    after = rows[index]["rank"] if index < len(rows) else None
    assert isinstance(before, int)
    if after is None:
        return before + ROOM
    assert isinstance(after, int)
    middle = (before + after) // 2
    return middle if before < middle < after else None


def delete(write: Write, period: Period, index: int) -> None:
    write.delete(PARAGRAPH, _row_at(write, period, index))


def confirm(write: Write, period: Period, index: int) -> None:
    """An inherited text is right for this month too."""
    write.put(PARAGRAPH, {**_row_at(write, period, index), "inherited": 0})


def replace_all(write: Write, period: Period, texts: Sequence[str]) -> None:
    """The whole narrative: what stays the same keeps its row, and with it whether it was inherited."""
    _refuse_many(len(texts))
    rows: list[dict[str, object]] = list(read_rows(write.database, period))
    old = [str(row["text"]) for row in rows]
    # What stands there already was told of when it was entered.
    held = frozenset(old)
    cleaned = [text if text in held else validation.block(text) for text in texts]
    steps = SequenceMatcher(None, old, cleaned, autojunk=False).get_opcodes()
    for _tag, low, high, first, last in reversed(steps):
        if _tag == "equal":
            continue
        shared = min(high - low, last - first)
        for offset in range(shared):
            row = {**rows[low + offset], "text": cleaned[first + offset], "inherited": 0}
            write.put(PARAGRAPH, row)
            rows[low + offset] = row
        for row in rows[low + shared : high]:
            write.delete(PARAGRAPH, row)
        del rows[low + shared : high]
        for offset, text in enumerate(cleaned[first + shared : last]):
            _insert(write, period, rows, low + shared + offset, text)


def _row_at(write: Write, period: Period, index: int) -> dict[str, object]:
    """UserError "paragraph.unknown" (index, count)."""
    rows = read_rows(write.database, period)
    if not 0 <= index < len(rows):
        raise UserError("paragraph.unknown", index=index, count=len(rows))
    return rows[index]


def _refuse_many(count: int) -> None:
    if count > MOST_PARAGRAPHS:
        raise UserError("narrative.too_many", count=count, limit=MOST_PARAGRAPHS)
