"""The session: everything the program reads from an open file and the one door for what it writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from models import catalogue_rules, validation
from models.catalogue import Catalogue
from models.changes import ActionName, ChangeSet
from models.entities import CellChange, Meeting, MonthData, Office, Period, Window
from models.figures import row_label
from models.session import catalogue as catalogue_writes
from models.session import meetings as meeting_writes
from models.session import months as month_writes
from models.session import narrative as narrative_writes
from models.session import office as office_writes
from models.session import reading
from models.session.cataloguing import Cataloguing
from models.session.door import Clock, Door, Write, now
from models.session.issuing import Issuing
from models.session.keeping import Keeping
from models.session.months import LEAVE, Kept
from models.storage import log
from models.storage.backup import before_migration
from models.storage.database import Database, connect_content
from models.storage.opening import create_database, open_database
from models.storage.tables import meetings, months
from models.storage.tables.catalogue import read_catalogue
from models.storage.tables.office import read_office
from models.text import fold

if TYPE_CHECKING:
    from models.exchange import MonthFile


class Session(Keeping, Cataloguing, Issuing):
    """An open file, held for this process alone.

    Every write is one transaction and can be undone, after a restart too; it returns what changed, and an
    empty ChangeSet when nothing did. Every write may raise UserError "file.read_only" and MachineError
    "disk.full", "disk.io", "file.damaged"; then nothing was stored.
    """

    def __init__(self, database: Database, clock: Clock = now) -> None:
        self._database = database
        self._clock = clock
        self._door = Door(database, clock)
        self._catalogue: Catalogue | None = None
        self._office: Office | None = None

    @classmethod
    def create(
        cls,
        path: Path,
        office: Office | None = None,
        catalogue: Catalogue | None = None,
        clock: Clock = now,
    ) -> Session:
        """A new file with its first office and catalogue, open. UserError "file.exists", "disk.*"."""
        first_office = validation.office(office or Office())
        first_catalogue = catalogue_rules.checked(catalogue or Catalogue())

        def fill(database: Database) -> None:
            # The file's beginning: nothing that undo could take back.
            with Door(database, clock).write(ActionName("file.create"), undoable=False) as write:
                office_writes.put(write, first_office)
                catalogue_writes.store(write, first_catalogue)

        create_database(path, fill=fill)
        return cls.open(path, clock)

    @classmethod
    def open(cls, path: Path, clock: Clock = now, wait: float | None = None) -> Session:
        """Open an existing file; creates nothing. A file that cannot be written is opened to read.

        A file of an older schema is brought to today's after a backup. `wait`: seconds that a file which
        another program holds is waited for; None: some. A window gives 0 and tries again by itself.

        UserError "file.not_found", "file.not_file", "file.not_plain", "file.foreign", "file.newer",
        "file.locked", "file.stale_journal", "file.strange_journal", "file.old_read_only";
        MachineError "file.damaged", "file.unfinished", "disk.*".
        """
        return cls(open_database(path, keep=before_migration, wait=wait), clock)

    def shown(self) -> Session:
        """What the file holds now, in memory and only to be read: to be shown while the file is closed."""
        database = connect_content(self._database.snapshot(), self._database.path)
        database.read_only, database.identity = True, None
        return Session(database, self._clock)

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        return self._database.path

    @property
    def read_only(self) -> bool:
        """Whether the file or its folder could not be written when it was opened."""
        return self._database.read_only

    # Reads

    def office(self) -> Office:
        """The office's present data."""
        if self._office is None:
            self._office = read_office(self._database)
        return self._office

    def catalogue(self) -> Catalogue:
        if self._catalogue is None:
            self._catalogue = read_catalogue(self._database)
        return self._catalogue

    def periods(self) -> tuple[Period, ...]:
        """The months the file holds, oldest first; months known by their figures alone are not among them."""
        return tuple(months.read_months(self._database))

    def has(self, period: Period) -> bool:
        return period in self.periods()

    def month_data(self, period: Period) -> MonthData:
        """A month with all that composing and checking it needs. UserError "month.unknown" (period)."""
        return reading.month_data(self._database, period, self.catalogue(), self.office())

    def cell_history(self, period: Period, code: str, limit: int = 200) -> tuple[CellChange, ...]:
        """The amounts that a cell has had, newest first."""
        return log.cell_history(self._database, period, code, limit)

    def saved_at(self) -> datetime | None:
        """When the last write was stored."""
        return log.last_time(self._database)

    def undo_name(self) -> ActionName | None:
        entry = log.last_done(self._database)
        return None if entry is None else entry.name

    def redo_name(self) -> ActionName | None:
        entry = log.last_undone(self._database)
        return None if entry is None else entry.name

    def title_history(self, prefix: str, limit: int = 20) -> list[tuple[str, int, date]]:
        """Titles of meetings that begin so (folded), how often and when last; the most frequent first."""
        return meetings.read_titles(self._database, fold(prefix.strip()), limit)

    # Undo

    def undo(self) -> ChangeSet:
        """Take back the last write; the ChangeSet bears its name, and is empty when there is none."""
        return self._refreshed(self._door.undo())

    def redo(self) -> ChangeSet:
        """Bring again what was undone last; empty when there is nothing."""
        return self._refreshed(self._door.redo())

    def _refreshed(self, result: ChangeSet) -> ChangeSet:
        if "catalogue" in result.areas:
            self._catalogue = None
        if "office" in result.areas:
            self._office = None
        return result

    @contextmanager
    def _writing(self, action: str, /, undoable: bool = True, **params: Any) -> Iterator[Write]:
        with self._door.write(ActionName(action, params), undoable) as write:
            yield write
        self._refreshed(write.result)

    # The month

    def start_month(
        self, period: Period, source: Period | None = None, narrative: Sequence[str] = ()
    ) -> ChangeSet:
        """A new month: from `source` (its text and windows, inherited, and its carried figures), or with
        the given narrative. UserError "month.exists", "month.unknown" (period), "period.out_of_range"."""
        validation.period(period)
        with self._writing("month.start", period=period) as write:
            month_writes.start(write, period, source, narrative, self.catalogue(), self.office())
        return write.result

    def set_month(
        self,
        period: Period,
        *,
        number: int | Kept | None = LEAVE,
        report_date: date | Kept | None = LEAVE,
        window: Window | Kept = LEAVE,
    ) -> ChangeSet:
        """Number, date, window; what is not given stays. UserError "report.number", "window.*"."""
        with self._writing("month.set", period=period) as write:
            month_writes.set_month(write, period, number, report_date, window)
        return write.result

    def set_value(self, period: Period, code: str, amount: Decimal | None) -> ChangeSet:
        """Type an amount, or None for blank. UserError "figure.unknown", "figure.not_typed", "amount.*"."""
        figure = self.catalogue().figure(code)
        action = "value.set" if amount is not None else "value.clear"
        with self._writing(action, period=period, code=code, label=figure.label) as write:
            month_writes.set_values(write, period, {code: amount}, self.catalogue())
        return write.result

    def set_values(self, period: Period, amounts: Mapping[str, Decimal | None]) -> ChangeSet:
        """Several amounts as one write (paste, fill); one that is refused refuses all."""
        cleared = all(amount is None for amount in amounts.values())
        action = "values.clear" if cleared else "values.set"
        with self._writing(action, period=period, count=len(amounts)) as write:
            month_writes.set_values(write, period, amounts, self.catalogue())
        return write.result

    def carry_values(self, period: Period, codes: Sequence[str]) -> ChangeSet:
        """Last month's amounts into the blank cells among `codes`, as carried: each waits to be confirmed.

        Cells that hold an amount stay, as do those that last month left blank. UserError "month.unknown"
        (period), "figure.unknown", "figure.not_typed".
        """
        with self._writing("values.carry", period=period, month=period.previous.month) as write:
            month_writes.carry_values(write, period, codes, self.catalogue())
        return write.result

    def confirm_value(self, period: Period, code: str) -> ChangeSet:
        """A carried amount is right for this month too."""
        figure = self.catalogue().figure(code)
        with self._writing("value.confirm", period=period, code=code, label=figure.label) as write:
            month_writes.confirm_value(write, period, code, self.catalogue())
        return write.result

    def set_note(self, period: Period, code: str, text: str) -> ChangeSet:
        """A cell's cause and units; an empty text removes it."""
        figure = self.catalogue().figure(code)
        with self._writing("note.set", period=period, code=code, label=figure.label) as write:
            month_writes.set_note(write, period, code, text, self.catalogue())
        return write.result

    def set_row_window(self, period: Period, row: str, window: Window | None) -> ChangeSet:
        """The days a row speaks of.

        UserError "row.unknown", "row.window_not_own", "window.end_before_start".
        """
        rows = (known for known in self.catalogue().rows if known.code == row)
        label = next((row_label(known, period) for known in rows), row)
        with self._writing("window.set", period=period, row=row, label=label) as write:
            month_writes.set_row_window(write, period, row, window, self.catalogue())
        return write.result

    def settle(self, period: Period, finding_key: str, reason: str) -> ChangeSet:
        """Why a warning stands, or "" to dismiss a hint."""
        with self._writing("finding.settle", period=period) as write:
            month_writes.settle(write, period, finding_key, reason)
        return write.result

    def unsettle(self, period: Period, finding_key: str) -> ChangeSet:
        with self._writing("finding.unsettle", period=period) as write:
            month_writes.unsettle(write, period, finding_key)
        return write.result

    # Meetings

    def add_meeting(self, period: Period, meeting: Meeting) -> ChangeSet:
        """A new meeting, last in print; its new id is in the ChangeSet's row. UserError "meeting.*"."""
        with self._writing("meeting.add", period=period, title=_short(meeting.title)) as write:
            reading.month_row(self._database, period)
            meeting_writes.add(write, period, meeting, self.office())
        return write.result

    def update_meeting(self, period: Period, meeting: Meeting) -> ChangeSet:
        """Replace the meeting of that id. UserError "meeting.unknown" (id)."""
        held = meeting_writes.find(self._meetings(period), meeting.id)
        cancels = meeting.state == "cancelled" and held.state != "cancelled"
        action = "meeting.cancel" if cancels else "meeting.update"
        with self._writing(action, period=period, title=_short(meeting.title)) as write:
            meeting_writes.update(write, period, meeting, self.office())
        return write.result

    def delete_meeting(self, period: Period, id: int) -> ChangeSet:
        with self._writing("meeting.delete", period=period, title=self._title(period, id)) as write:
            meeting_writes.delete(write, period, id)
        return write.result

    def move_meeting(self, period: Period, id: int, position: int) -> ChangeSet:
        """To that place in print, from 0."""
        with self._writing("meeting.move", period=period, title=self._title(period, id)) as write:
            meeting_writes.move(write, period, id, position)
        return write.result

    def _title(self, period: Period, id: int) -> str:
        return _short(meeting_writes.find(self._meetings(period), id).title)

    def _meetings(self, period: Period) -> tuple[Meeting, ...]:
        return meetings.read_meetings(self._database, period, period).get(period, ())

    # Narrative

    def set_paragraph(self, period: Period, index: int, text: str) -> ChangeSet:
        """UserError "paragraph.unknown" (index, count), "text.too_long" (length, limit)."""
        with self._writing("paragraph.set", period=period, number=index + 1) as write:
            narrative_writes.set_text(write, period, index, text)
        return write.result

    def insert_paragraph(self, period: Period, index: int, text: str) -> ChangeSet:
        """Before the paragraph of that index; index == count appends."""
        with self._writing("paragraph.insert", period=period, number=index + 1) as write:
            reading.month_row(self._database, period)
            narrative_writes.insert(write, period, index, text)
        return write.result

    def delete_paragraph(self, period: Period, index: int) -> ChangeSet:
        with self._writing("paragraph.delete", period=period, number=index + 1) as write:
            narrative_writes.delete(write, period, index)
        return write.result

    def confirm_paragraph(self, period: Period, index: int) -> ChangeSet:
        """An inherited text is right for this month too."""
        with self._writing("paragraph.confirm", period=period, number=index + 1) as write:
            narrative_writes.confirm(write, period, index)
        return write.result

    def set_narrative(self, period: Period, texts: Sequence[str]) -> ChangeSet:
        """The whole text; untouched paragraphs keep that they were inherited."""
        with self._writing("narrative.set", period=period) as write:
            reading.month_row(self._database, period)
            narrative_writes.replace_all(write, period, texts)
        return write.result

    # Office; the catalogue: see `Cataloguing`

    def set_office(self, office: Office) -> ChangeSet:
        """The office's data; issued months keep theirs until `take_office`.

        UserError "office.*", "office.kind_in_use" (kind).
        """
        changed = office_writes.changed_fields(self.office(), office)
        action = "office.set_field" if len(changed) == 1 else "office.set"
        with self._writing(action, field=f"office.{', '.join(changed)}") as write:
            office_writes.put(write, validation.office(office, self.office()))
        return write.result

    # Files

    def import_month(self, file: MonthFile, undoable: bool = True) -> ChangeSet:
        """Take in a month file as one write: the month replaced, missing catalogue entries added.

        `undoable`: False for a month that the file begins with, which nobody entered. UserError "import.*";
        see `models.session.importing`.
        """
        from models.session import importing

        with self._writing("month.import", undoable, period=file.data.month.period) as write:
            importing.take_in(write, file, self.catalogue(), self.office())
        return write.result

    def bring_back(self, source: Path, period: Period, passphrase: str | None = None) -> ChangeSet:
        """One month as it is in a backup, as one write that undo takes back; the rest stays.

        UserError "restore.*", "month.unknown" (period), "import.*".
        """
        from models.session import importing

        file = self.month_of_backup(source, period, passphrase)
        self.protect("import")
        with self._writing("month.bring_back", period=period) as write:
            importing.take_in(write, file, self.catalogue(), self.office())
        return write.result


def _short(title: str) -> str:
    """A title as an action's name quotes it."""
    return validation.line(title[:200])[:80]
