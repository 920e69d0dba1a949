"""The session as a QObject: one door for pages to read the month, write to it, and hear of changes.

A write (or typing, through a draft) -> compose -> lay out -> `recomposed`; the rebuild waits for a short
timer so that a burst of keys costs one rebuild.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from models.errors import AppError, MachineError, UserError
from ui.i18n import t
from ui.refused_numbers import RefusedNumbers, with_refused

if TYPE_CHECKING:
    # Imported on first use: the window's first paint needs none of them.
    from export.layout.pages import Pages
    from models.changes import ActionName, ChangeSet
    from models.checks.finding import Finding
    from models.entities import MonthData, OutsideChanges, Period, Place
    from models.figures import FigureBook
    from models.report.compose import Composed
    from models.session import Session

_TYPING_PAUSE_MS = 30
_RETRY_MS = 1000
_PASSING = frozenset(("file.locked", "file.moved", "disk.full", "disk.denied", "disk.io"))


class Controller(QObject):
    """What pages know of the program. Everything read is cached until a write or another month."""

    changed = Signal(object)
    """ChangeSet of a write, undo or redo that changed something, in any month."""
    period_changed = Signal(object)
    """Period now shown; also sent when the month shown comes into being or vanishes."""
    recomposed = Signal()
    """`composed()`, `pages()` and `findings()` have new answers (after a write or while typing)."""
    problem = Signal(str)
    """A sentence about something that could not be done; the status bar shows it until the next write."""
    told = Signal(str, str)
    """A sentence about something done, and the path of a folder to offer ("" for none)."""
    replayed = Signal(object)
    """ChangeSet of an undo or redo, after `changed`: the page in view goes to what came back."""
    saved = Signal()
    """Something was stored: the status bar shows the time."""
    go_to = Signal(object)
    """Place that the main window shall show."""
    caret_at = Signal(object)
    """Place (or None) of the caret, for the preview to follow."""
    step_finding = Signal(int)
    """Go to the next (1) or the previous (-1) finding; 0: the first error."""
    period_wanted = Signal(object)
    """The clerk asked for another month; the window first stores what is being typed, then moves."""
    backed_up = Signal()
    """The day's backup was made, or was not due: what is told of backups is known now."""
    retry = Signal()
    """The disk refused a write a moment ago: whoever keeps the refused text tries it again."""
    open_page = Signal(str)
    """Show the page of that code ("preview", "sheet:nhiem_vu")."""

    def __init__(self, session: Session | None, period: Period, parent: QObject | None = None) -> None:
        """`session` is None for the window's first paint alone; `begin` follows it."""
        super().__init__(parent)
        self._session = session
        self.period = period
        self.backup_due = False
        """Whether the day's backup is still to come: until then nobody can say that there is none."""
        self._draft: tuple[str, ...] | None = None
        self._last_caret: Place | None = None
        self._existed = session is not None and self.has_month()
        self._data: MonthData | None = None
        self._book: FigureBook | None = None
        self._composed: Composed | None = None
        self._pages: Pages | None = None
        self._findings: tuple[Finding, ...] | None = None
        self.outside: OutsideChanges | None = None
        """What was changed behind the program's back; None as long as nobody has looked."""
        self.refused = RefusedNumbers(self._on_refused)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._rebuild)
        self._retry_timer = QTimer(self)
        self._retry_timer.setSingleShot(True)
        self._retry_timer.timeout.connect(self.retry)

    def begin(self, session: Session) -> None:
        """The file is open: from now on everything can be asked. Its newest month is shown, if it has one."""
        self._session = session
        periods = session.periods()
        self.period = periods[-1] if periods else self.period
        self._existed = self.has_month()

    # ------------------------------------------------------------ reading

    @property
    def session(self) -> Session:
        """The open file. The second folder, which may not answer, is the courier's (ui.backups)."""
        if self._session is None:
            raise RuntimeError("asked before the file was opened")
        self._session.copies_itself = False
        return self._session

    def has_month(self) -> bool:
        """Whether the file holds the month shown; if not, the window shows the empty state."""
        return self.session.has(self.period)

    def data(self) -> MonthData:
        """The month shown, as stored. An empty month when the file does not hold it."""
        if self._data is None:
            self._data = self.session.month_data(self.period) if self.has_month() else self._empty_month()
        return self._data

    def book(self) -> FigureBook:
        """Every number of the month: typed, counted, computed, shares, comparisons."""
        if self._book is None:
            from models.figures import FigureBook

            self._book = FigureBook(self.data())
        return self._book

    def composed(self) -> Composed:
        """The report as a document, with its problems and fields; of the draft, if there is one."""
        if self._composed is None:
            from models.report.compose import compose

            self._composed = compose(self._drafted())
        return self._composed

    def pages(self) -> Pages:
        """The laid-out report; no page at all when the file does not hold the month."""
        if self._pages is None:
            from export.layout import lay_out
            from export.layout.pages import Pages

            if self.has_month():
                self._pages = lay_out(self.composed().document)
            else:
                self._pages = Pages((), (), "", "", "")
        return self._pages

    def findings(self) -> tuple[Finding, ...]:
        """Open findings: errors, warnings, hints, each in page order."""
        if self._findings is None:
            if self.has_month():
                from datetime import date

                from export.fonts import missing
                from models.checks import check_month

                data = self._drafted()
                found = check_month(
                    data, self.composed(), date.today(), outside=self.outside, lacking=missing
                )
                self._findings = with_refused(found, self.refused.of(self.period), data)
            else:
                self._findings = ()
        return self._findings

    def set_outside(self, found: OutsideChanges) -> None:
        """What was found changed behind the program's back, for the findings."""
        if found or self.outside:
            self._findings = None
            self.rebuild_soon()
        self.outside = found

    def errors(self) -> int:
        """How many findings still block issuing."""
        return sum(finding.severity == "error" for finding in self.findings())

    def page_of(self, place: Place) -> int | None:
        """The number, from 1, of the first page that prints something of that place; None if none does."""
        for number, page in enumerate(self.pages().pages, start=1):
            for run in page.runs:
                if run.place is not None and same_record(run.place, place):
                    return number
                if place.kind == "paragraph" and run.paragraph == place.id and not run.in_note:
                    return number
        return None

    # ------------------------------------------------------------ writing

    def attempt(self, write: Callable[[], ChangeSet]) -> AppError | None:
        """Run one session write. None when it is stored; otherwise the error, for the field to show.

        `controller.attempt(lambda: controller.session.set_value(period, code, amount))`
        """
        try:
            change = write()
        except (UserError, MachineError) as error:
            if isinstance(error, MachineError):
                self._tell_problem(error)
            if passing(error):
                self.retry_soon()
            return error
        self.take(change)
        return None

    def is_waiting(self) -> bool:
        """Whether something typed is still kept from the file by the disk."""
        return self._retry_timer.isActive()

    def retry_soon(self) -> None:
        """Send `retry` in a second; what is refused again asks for the next time by itself."""
        self._retry_timer.start(_RETRY_MS)

    def do(self, write: Callable[[], ChangeSet]) -> ChangeSet | None:
        """Run one session write; an error is told in the status bar and answered with None."""
        try:
            change = write()
        except (UserError, MachineError) as error:
            self._tell_problem(error)
            return None
        self.take(change)
        return change

    def take(self, change: ChangeSet) -> None:
        """Tell everyone of a write that was made elsewhere (import, a dialog)."""
        if change:
            self._spread(change)
        if change.notices:
            # Last: what was stored clears the status bar.
            from ui.messages import sentence

            self.told.emit(" ".join(sentence(UserError(code)) for code in change.notices), "")

    def _spread(self, change: ChangeSet) -> None:
        existed, self._existed = self._existed, self.has_month()
        self._forget()
        self.saved.emit()
        self.changed.emit(change)
        if self._existed != existed:
            self.period_changed.emit(self.period)
        self.rebuild_soon()

    def undo(self) -> None:
        """Take back the last write; the status bar names it, and the month if it was not the one shown."""
        name = self.session.undo_name()
        if name is None:
            self.told.emit(t("Không còn gì để hoàn tác."), "")
        elif (change := self.do(self.session.undo)) is not None:
            self._tell_replayed(t("Đã hoàn tác"), name, change)

    def redo(self) -> None:
        """Make the write again that was taken back last."""
        name = self.session.redo_name()
        if name is None:
            self.told.emit(t("Không còn gì để làm lại."), "")
        elif (change := self.do(self.session.redo)) is not None:
            self._tell_replayed(t("Đã làm lại"), name, change)

    def _tell_replayed(self, done: str, name: ActionName, change: ChangeSet) -> None:
        """What came back is named; where it lies in another month, that month is shown and named too."""
        from ui.messages import action_name

        elsewhere = "" if self.period in change.periods else self._month_of(change)
        self.replayed.emit(change)
        self.told.emit(f"{done}{elsewhere}: {action_name(name)}", "")

    def _month_of(self, change: ChangeSet) -> str:
        """Goes to the newest month that was changed and the file holds: " ở tháng 7/2022"."""
        held = [period for period in sorted(change.periods) if self.session.has(period)]
        if not held or change.areas & {"office", "catalogue"}:
            return ""
        self.set_period(held[-1])
        return t(" ở tháng {month}", month=f"{held[-1].month}/{held[-1].year}")

    # ------------------------------------------------------------ moving

    def set_period(self, period: Period) -> None:
        """Show another month, whether the file holds it or not."""
        if period == self.period:
            return
        self.period = period
        self._draft = None
        self._last_caret = None
        self._existed = self.has_month()
        self._forget()
        self.period_changed.emit(period)
        self.rebuild_soon()

    def replace_session(self, session: Session) -> None:
        """Go on with another session (a restored or another file); the old one must be closed already."""
        self._session, self.outside = session, None
        periods = session.periods()
        self.period = self.period if self.period in periods or not periods else periods[-1]
        self._draft, self._last_caret = None, None
        self._existed = self.has_month()
        self._forget()
        self.period_changed.emit(self.period)
        self.saved.emit()
        self.rebuild_soon()

    def close(self) -> None:
        """The end: nothing is rebuilt any more, the file is closed."""
        self._timer.stop()
        self._retry_timer.stop()
        if self._session is not None:
            self._session.close()

    def go(self, place: Place) -> None:
        """Show the page, and in it the cell, row, meeting or text, that the place names."""
        self.go_to.emit(place)

    def show_caret(self, place: Place | None) -> None:
        """Say where the caret stands; the preview washes its paragraph and scrolls if it is out of sight."""
        if place != self._last_caret:
            self._last_caret = place
            self.caret_at.emit(place)

    @property
    def caret(self) -> Place | None:
        """The place said last by `show_caret`."""
        return self._last_caret

    # ------------------------------------------------------------ typing

    def set_draft(self, texts: Sequence[str]) -> None:
        """The whole narrative as it stands in the editor, not stored yet: the preview follows it."""
        self._draft = tuple(texts)
        self._forget_report()
        self.rebuild_soon(_TYPING_PAUSE_MS)

    def clear_draft(self) -> None:
        """Back to the stored narrative (it was stored, or left)."""
        if self._draft is not None:
            self._draft = None
            self._forget_report()
            self.rebuild_soon()

    def rebuild_soon(self, pause_ms: int = 0) -> None:
        """Compose and lay out after the events at hand; asked again before that, it happens once."""
        self._timer.start(pause_ms)

    # ------------------------------------------------------------ inside

    def _tell_problem(self, error: AppError) -> None:
        from ui.messages import sentence

        self.problem.emit(sentence(error))

    def _on_refused(self) -> None:
        self._findings = None
        self.rebuild_soon()

    def _rebuild(self) -> None:
        self.pages()
        self.recomposed.emit()

    def _forget(self) -> None:
        self._data = None
        self._book = None
        self._forget_report()

    def _forget_report(self) -> None:
        self._composed = None
        self._pages = None
        self._findings = None

    def _drafted(self) -> MonthData:
        data = self.data()
        if self._draft is None:
            return data
        from dataclasses import replace

        from models.entities import Paragraph

        old = data.paragraphs
        texts = self._draft
        return replace(
            data,
            paragraphs=tuple(
                old[i] if i < len(old) and old[i].text == text else Paragraph(text)
                for i, text in enumerate(texts)
            ),
        )

    def _empty_month(self) -> MonthData:
        from models.entities import Month, MonthData
        from models.formatting import default_window

        office = self.session.office()
        window = default_window(self.period, office.window_start_day)
        return MonthData(Month(self.period, window), office, self.session.catalogue())


def passing(error: AppError | None) -> bool:
    """Whether the same write may be taken a moment later: an antivirus held the file, the disk was full."""
    return error is not None and error.code in _PASSING


def same_record(one: Place, other: Place) -> bool:
    """Whether two places name the same record, whatever part of it (span) they point at."""
    return (one.kind, one.code, one.id) == (other.kind, other.code, other.id)
