"""The chain through the change log: each entry's digest covers the entry and the digest before it.

What was stored is hashed byte for byte, so that the same log gives the same digests everywhere. This is
part of the file format: step 2 computed it for older entries, and a change here would need a new step.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Protocol

Field = str | bytes | int | None

_ENTRIES = (
    "SELECT seq, CAST(time AS BLOB), CAST(kind AS BLOB), of_change, CAST(code AS BLOB), CAST(params AS BLOB) "
    "FROM change WHERE seq BETWEEN ? AND ? ORDER BY seq"
)
_ROWS = (
    "SELECT seq, n, CAST(tbl AS BLOB), CAST(key AS BLOB), CAST(before AS BLOB), CAST(after AS BLOB) "
    "FROM change_row WHERE seq BETWEEN ? AND ? ORDER BY seq, n"
)
_AT_ONCE = 500
"""Entries read together: a month taken in is one entry of some hundred rows."""


class Reader(Protocol):
    """As much of `Database` as reading the log needs; a migration step has no more."""

    def rows(self, sql: str, args: Sequence[Any] = ()) -> list[tuple[Any, ...]]: ...
    def run_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None: ...


def link(previous: str, entry: Sequence[Field], rows: Sequence[Sequence[Field]]) -> str:
    """The digest, 64 hex digits, of an entry: (seq, time, kind, of_change, code, params), and its rows:
    (n, table, key, before, after). `previous` is the digest before it, "" for the first.

    Every field is written with its length, so that no two different entries give the same bytes.
    """
    found = hashlib.sha256(previous.encode("ascii"))
    for field in (*entry, len(rows), *(field for row in rows for field in row)):
        found.update(_written(field))
    return found.hexdigest()


def _written(field: Field) -> bytes:
    if field is None:
        return b"-;"
    if isinstance(field, int):
        field = str(field)
    content = field.encode("utf-8") if isinstance(field, str) else field
    return b"%d:%b;" % (len(content), content)


def links(reader: Reader, until: int | None = None) -> Iterator[tuple[int, str]]:
    """(sequence number, digest as it should be) of every entry up to `until` (none: all), oldest first."""
    last = reader.rows("SELECT max(seq) FROM change")[0][0] or 0
    last = last if until is None else min(last, until)
    previous = ""
    for first in range(1, last + 1, _AT_ONCE):
        span = (first, min(last, first + _AT_ONCE - 1))
        rows = {
            seq: [row[1:] for row in group]
            for seq, group in groupby(reader.rows(_ROWS, span), lambda row: row[0])
        }
        for entry in reader.rows(_ENTRIES, span):
            previous = link(previous, entry, rows.get(entry[0], ()))
            yield entry[0], previous
