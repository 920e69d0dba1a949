"""A file of ten years: the sample's thirteen months taken in again and again, 120 months in all."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from models.entities import Meeting, MonthData, Period, Window
from models.exchange import MonthFile
from models.formatting import default_window
from models.sample import month_data, sample_periods
from models.session import Session
from models.storage.database import Database
from models.storage.keeping import FOLDER
from models.storage.opening import admit, lock

MONTHS = 120
LAST = Period(2022, 8)


def ten_years(folder: Path) -> Path:
    """The file, made once in `folder`: every month with its figures, meetings, text, and issued once."""
    path = folder / "ten-years.sdh"
    if not path.exists():
        with Session.create(path) as session:
            for earlier in range(MONTHS - 1, -1, -1):
                _take_in(session, LAST.shifted(-earlier), earlier)
    return path


def _take_in(session: Session, period: Period, earlier: int) -> None:
    known = sample_periods()
    data = month_data(known[-1 - earlier % len(known)])
    session.import_month(MonthFile(_moved(data, period), issued=False))
    # As large as the real PDF and Word file, and as little compressible.
    session.issue(period, None, b"{}", os.urandom(60_000), os.urandom(25_000))


def _moved(data: MonthData, period: Period) -> MonthData:
    """The month's data as another month's; meetings on the first days of it."""
    window: Window = default_window(period, data.office.window_start_day)
    meetings: tuple[Meeting, ...] = tuple(
        replace(meeting, start=window.start, end=None) for meeting in data.meetings
    )
    values = {code: value for code, value in data.values.items() if value.state != "counted"}
    month = replace(data.month, period=period, window=window)
    return replace(data, month=month, values=values, meetings=meetings, history={}, previous=None)


def verified_backup(session: Session) -> float:
    """Seconds of one automatic backup, second folder and thinning included; what it wrote is taken away."""
    start = time.perf_counter()
    path = session.protect("day")
    seconds = time.perf_counter() - start
    assert path is not None and session.backup_status().failure is None
    path.unlink()
    return seconds


def raw_copy(path: Path) -> float:
    """Seconds of copying the file and bringing the copy to the disk."""
    copy = path.parent / FOLDER / "copy"
    start = time.perf_counter()
    shutil.copyfile(path, copy)
    with copy.open("rb+") as file:
        os.fsync(file.fileno())
    seconds = time.perf_counter() - start
    copy.unlink()
    return seconds


def checking(path: Path) -> float:
    """Seconds that opening spends on checking the file, nothing of it remembered from before."""
    with _locked(path) as database:
        start = time.perf_counter()
        admit(database)
        return time.perf_counter() - start


@contextmanager
def _locked(path: Path) -> Iterator[Database]:
    database = lock(path)
    try:
        yield database
    finally:
        database.close()
