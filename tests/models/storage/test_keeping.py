"""Which backups go: by count, in the database's own order, whatever the clock says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from models.storage.keeping import (
    DAYS,
    LAST,
    MONTHS,
    WEEKS,
    YEARS,
    BackupEntry,
    backup_name,
    digest_of,
    entry_of,
    named_digest,
    to_thin,
)

NOW = datetime(2026, 11, 23, 8, 0)
TEN_YEARS = timedelta(days=3652)


def entry(number: int, time: datetime, file: str = "1a2b3c4d") -> BackupEntry:
    name = backup_name(2022, time, number, "day", file, f"{number:016x}")
    found = entry_of(Path(name))
    assert found is not None
    return found


def numbered(times: Iterable[datetime]) -> list[BackupEntry]:
    return [entry(number, time) for number, time in enumerate(times, 1)]


def kept_of(backups: list[BackupEntry]) -> list[BackupEntry]:
    gone = set(to_thin(backups))
    return [backup for backup in backups if backup not in gone]


histories = st.lists(st.integers(0, 90 * 24), max_size=120).map(
    lambda hours: numbered(NOW + timedelta(hours=h) for h in accumulate(hours))
)
"""Backups whose times go on as they should, from several a day to one in three months."""


def test_a_name_tells_everything() -> None:
    name = "SoDieuHanh-2022_2026-11-23_1545_0007_ngay_1a2b3c4d_0123456789abcdef.sdh"
    found = entry_of(Path(name), 42)
    assert found == BackupEntry(
        Path(name), 7, datetime(2026, 11, 23, 15, 45), "day", 42, "1a2b3c4d", "0123456789abcdef"
    )
    assert backup_name(2022, found.time, 7, "day", "1a2b3c4d", "0123456789abcdef") == name


def test_names_of_the_first_version_and_strangers() -> None:
    old = entry_of(Path("SoDieuHanh-2022_2026-11-23_1545_0001.sdh"))
    assert old is not None and (old.number, old.digest, old.reason) == (1, "", "hand")
    for name in ("nam.sdh", "SoDieuHanh-2022_2026-13-45_1545_0001.sdh", ".SoDieuHanh-2022.part"):
        assert entry_of(Path(name)) is None


def test_a_renamed_backup_still_has_its_digest() -> None:
    assert named_digest("của chị Hà_0123456789abcdef.sdhx") == "0123456789abcdef"
    assert named_digest("SoDieuHanh-2022.sdh") == ""
    assert len(digest_of(b"")) == 16


def test_a_year_of_days_leaves_days_weeks_months() -> None:
    backups = numbered(NOW - timedelta(days=days) for days in range(400, -1, -1))
    kept = kept_of(backups)
    assert [b.time for b in kept[-DAYS:]] == [b.time for b in backups[-DAYS:]]
    assert len({b.time.isocalendar()[:2] for b in kept}) >= WEEKS
    assert len({(b.time.year, b.time.month) for b in kept}) == MONTHS
    assert len(kept) <= DAYS + WEEKS + MONTHS + YEARS + LAST
    # The year before is there by its last day.
    assert kept[0].time.date().isoformat() == "2025-12-31"


def test_many_on_one_day_leave_the_last_three() -> None:
    backups = numbered(NOW + timedelta(minutes=minute) for minute in range(20))
    assert kept_of(backups) == backups[-LAST:]


def test_ten_years_stay_and_no_more() -> None:
    backups = numbered(datetime(year, 12, 31) for year in range(2000, 2027))
    assert len(kept_of(backups)) == MONTHS
    monthly = numbered(datetime(year, month, 1) for year in range(2000, 2027) for month in range(1, 13))
    assert {b.time.year for b in kept_of(monthly)} == set(range(2017, 2027))


@given(histories)
def test_a_few_stay_always_and_the_newest_among_them(backups: list[BackupEntry]) -> None:
    kept = kept_of(backups)
    assert kept[-LAST:] == backups[-LAST:]
    assert len(kept) <= DAYS + WEEKS + MONTHS + YEARS + LAST


@given(histories)
def test_thinning_twice_is_thinning_once(backups: list[BackupEntry]) -> None:
    assert to_thin(kept_of(backups)) == ()


@given(histories, st.randoms(use_true_random=False))
def test_the_order_they_are_found_in_does_not_matter(backups: list[BackupEntry], random: object) -> None:
    shuffled = list(backups)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert to_thin(shuffled) == to_thin(backups)


@given(
    histories,
    st.integers(1, 12),
    st.sampled_from([TEN_YEARS, -TEN_YEARS]),
    st.integers(0, 48),
)
def test_a_clock_moved_ten_years_deletes_none_extra(
    backups: list[BackupEntry], wrong: int, shift: timedelta, hours: int
) -> None:
    """Backup after backup, thinned after each: what the moved clock's run lost, the right one's lost too."""
    last = backups[-1].time if backups else NOW
    times = [last + timedelta(hours=hours * n) for n in range(1, wrong + 1)]
    right, moved = list(backups), list(backups)
    for time in times:
        number = max((b.number for b in right), default=0) + 1
        right = kept_of([*right, entry(number, time)])
        moved = kept_of([*moved, entry(number, time + shift)])
    lost = {b.number for b in backups} - {b.number for b in moved}
    assert lost <= {b.number for b in backups} - {b.number for b in right}
    # Set right again, the clock finds all that the wrong days had left.
    after = kept_of([*moved, entry(number + 1, times[-1] + timedelta(days=1))])
    normal = kept_of([*right, entry(number + 1, times[-1] + timedelta(days=1))])
    assert {b.number for b in normal if b in backups} <= {b.number for b in after}


@settings(max_examples=50)
@given(st.lists(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)), min_size=4, max_size=40))
def test_whatever_the_clock_says_the_last_three_stay(times: list[datetime]) -> None:
    backups = numbered(times)
    assert not {b.number for b in to_thin(backups)} & {b.number for b in backups[-LAST:]}


def test_what_is_not_automatic_or_broken_or_anothers_is_left_alone() -> None:
    from dataclasses import replace

    backups = numbered(NOW + timedelta(minutes=minute) for minute in range(10))
    hand = [replace(b, reason="hand") for b in backups]
    broken = [replace(b, state="bad") for b in backups]
    nameless = [replace(b, file="") for b in backups]
    assert to_thin(hand) == to_thin(broken) == to_thin(nameless) == ()
    other = [entry(number, NOW + timedelta(minutes=number), "ffffffff") for number in range(10)]
    assert len(to_thin([*backups, *other])) == 2 * (10 - LAST)
