"""What the session does with issued versions: freeze one, read them, let a correction bear today's office."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from models.changes import ChangeSet
from models.entities import IssuedVersion, Office, Period
from models.session import months as month_writes
from models.session.door import Clock, Write
from models.storage.database import Database
from models.storage.tables import issued


class Issuing:
    """The part of `Session` that issues reports."""

    if TYPE_CHECKING:  # The session's own.
        _database: Database
        _clock: Clock

        def office(self) -> Office: ...

        def _writing(self, action: str, /, **params: Any) -> AbstractContextManager[Write]: ...

    def issued(self, period: Period) -> tuple[IssuedVersion, ...]:
        """The month's frozen versions, oldest first."""
        return issued.read_issued(self._database, period)

    def issued_months(self) -> frozenset[Period]:
        """The months that were issued, without reading their files."""
        return frozenset(issued.read_issued_months(self._database))

    def next_version(self, period: Period) -> int:
        """The number that the month's next issued version will bear; none is ever used twice."""
        return issued.next_version(self._database, period)

    def issue(self, period: Period, number: int | None, data: bytes, pdf: bytes, docx: bytes) -> ChangeSet:
        """Freeze the next version: the data as a month file, PDF and Word. The first one makes the month
        keep today's office; a correction bears what the month keeps, see `take_office`."""
        with self._writing("month.issue", period=period, number=number) as write:
            month_writes.issue(write, period, number, (data, pdf, docx), self._clock(), self.office())
        return write.result

    def take_office(self, period: Period) -> ChangeSet:
        """Let an issued month bear the office's present data from now on, for a correction of them; the
        versions issued before stay as they are. Empty for a month that keeps none of its own."""
        with self._writing("month.take_office", period=period) as write:
            month_writes.take_office(write, period, self.office())
        return write.result
