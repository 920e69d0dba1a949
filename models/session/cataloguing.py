"""What the session writes to the catalogue: sheets, rows, columns, figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from models.catalogue import Catalogue, Figure, Sheet, SheetColumn, SheetRow
from models.changes import ChangeSet
from models.entities import Period
from models.session import catalogue as catalogue_writes
from models.session.catalogue import Kind
from models.session.door import Write
from models.storage.database import Database
from models.storage.tables import months, narrative

Record = Sheet | SheetRow | SheetColumn | Figure
KINDS = {Sheet: "sheet", SheetRow: "row", SheetColumn: "column", Figure: "figure"}


class Cataloguing:
    """The part of `Session` that changes the catalogue."""

    if TYPE_CHECKING:  # The session's own.
        _database: Database

        def catalogue(self) -> Catalogue: ...

        def _writing(self, action: str, /, **params: Any) -> AbstractContextManager[Write]: ...

    def put_records(self, records: Sequence[Record]) -> ChangeSet:
        """Insert or replace records that belong together, each by its code (a column: within its sheet), all
        or none, as one write named after the first.

        UserError "catalogue.*", "code.unreadable", "figure.*_in_use", "figure.has_values".
        """
        first = records[0]
        with self._writing(f"{KINDS[type(first)]}.put", code=first.code, label=first.label) as write:
            catalogue_writes.put(write, self.catalogue(), records)
        return write.result

    def remove(self, kind: Kind, code: str, sheet: str = "") -> ChangeSet:
        """Remove a record with all it holds, in every month. A column is named within its sheet; `sheet` may
        be left out when only one has that column.

        UserError "sheet.unknown", "row.unknown", "column.unknown", "column.ambiguous", "figure.unknown"
        (code), "catalogue.in_use".
        """
        before = self.catalogue()
        after = catalogue_writes.without(before, kind, code, sheet)
        label = catalogue_writes.label_of(before, kind, code)
        with self._writing(f"{kind}.remove", code=code, label=label) as write:
            catalogue_writes.remove(write, before, after)
        return write.result

    def paragraphs_naming(self, kind: Kind, code: str, sheet: str = "") -> Mapping[Period, tuple[int, ...]]:
        """Which paragraphs of which months, from the newest, name what `remove` would take away: they could
        print it no more. UserError as `remove`, but "catalogue.in_use"."""
        from models.report.mentions import paragraphs_losing

        before = self.catalogue()
        after = catalogue_writes.without(before, kind, code, sheet)
        found: dict[Period, tuple[int, ...]] = {}
        for period in reversed(months.read_months(self._database)):
            paragraphs = narrative.read_paragraphs(self._database, period)
            if indexes := paragraphs_losing(paragraphs, before, after):
                found[period] = indexes
        return found
