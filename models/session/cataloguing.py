"""What the session writes to the catalogue: sheets, rows, columns, figures."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from models.catalogue import Catalogue, Figure, Sheet, SheetColumn, SheetRow
from models.changes import ChangeSet
from models.session import catalogue as catalogue_writes
from models.session.door import Write

Record = Sheet | SheetRow | SheetColumn | Figure
KINDS = {Sheet: "sheet", SheetRow: "row", SheetColumn: "column", Figure: "figure"}


class Cataloguing:
    """The part of `Session` that changes the catalogue."""

    if TYPE_CHECKING:  # The session's own.

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

    def remove_sheet(self, code: str) -> ChangeSet:
        """Remove it with all it holds, in every month. UserError "sheet.unknown", "catalogue.in_use"."""
        return self._remove("sheet", code, catalogue_writes.without_sheet(self.catalogue(), code))

    def remove_row(self, code: str) -> ChangeSet:
        return self._remove("row", code, catalogue_writes.without_row(self.catalogue(), code))

    def remove_column(self, code: str, sheet: str = "") -> ChangeSet:
        """Columns are named within their sheet; `sheet` may be left out when only one has that column."""
        return self._remove("column", code, catalogue_writes.without_column(self.catalogue(), code, sheet))

    def remove_figure(self, code: str) -> ChangeSet:
        """Remove it with its amounts and notes. UserError "figure.unknown", "catalogue.in_use"."""
        return self._remove("figure", code, catalogue_writes.without_figure(self.catalogue(), code))

    def _remove(self, kind: str, code: str, after: Catalogue) -> ChangeSet:
        label = catalogue_writes.label_of(self.catalogue(), kind, code)
        with self._writing(f"{kind}.remove", code=code, label=label) as write:
            catalogue_writes.remove(write, self.catalogue(), after)
        return write.result
