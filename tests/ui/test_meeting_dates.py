"""A meeting's day or days, as typed and as shown."""

from __future__ import annotations

from datetime import date

import pytest

from models.entities import Period, Window
from models.errors import UserError
from ui.meetings.dates import edit_days, outside, read_days, write_days

AUGUST = Period(2022, 8)
WINDOW = Window(date(2022, 7, 15), date(2022, 8, 14))


def day(text: str) -> date:
    number, month = text.split("/")
    return date(2022, int(month), int(number))


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("5", "5/8", None),
        ("12/8", "12/8", None),
        ("5-8", "5/8", None),
        ("12-14/8", "12/8", "14/8"),
        ("12–14/8", "12/8", "14/8"),
        ("12-14", "12/8", "14/8"),
        ("3–5", "3/8", "5/8"),
        ("12/8 - 14/8", "12/8", "14/8"),
        ("30/7-2/8", "30/7", "2/8"),
        ("12/8 đến 14/8", "12/8", "14/8"),
        ("12-12/8", "12/8", None),
        ("27/7/2022 – 28/7/2022", "27/7", "28/7"),
    ],
)
def test_a_day_or_a_range_is_read(typed: str, start: str, end: str | None) -> None:
    assert read_days(typed, AUGUST, WINDOW) == (day(start), day(end) if end else None)


def test_a_day_alone_falls_into_the_window_when_it_can() -> None:
    assert read_days("20", AUGUST, WINDOW) == (date(2022, 7, 20), None)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("31/9", "date.impossible"),
        ("", "date.blank"),
        ("mai", "date.unreadable"),
        ("14-12/8", "meeting.end_before_start"),
        ("1–2–3/8", "meeting.range_parts"),
        ("12–/8", "date.unreadable"),
    ],
)
def test_what_is_no_day_is_refused_with_its_reason(typed: str, code: str) -> None:
    with pytest.raises(UserError) as refused:
        read_days(typed, AUGUST, WINDOW)
    assert refused.value.code == code


def test_days_are_written_without_their_year() -> None:
    assert write_days(date(2022, 8, 8), None) == "08/8"
    assert write_days(date(2022, 8, 12), date(2022, 8, 14)) == "12–14/8"
    assert write_days(date(2022, 7, 30), date(2022, 8, 2)) == "30/7–02/8"
    assert write_days(date(2023, 2, 5), None) == "05/02"


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2022, 8, 12), None),
        (date(2022, 8, 12), date(2022, 8, 14)),
        (date(2022, 7, 30), date(2022, 8, 2)),
        (date(2021, 12, 31), None),
        (date(2021, 12, 31), date(2022, 1, 2)),
    ],
)
def test_what_the_field_shows_reads_back_as_the_same_days(start: date, end: date | None) -> None:
    assert read_days(edit_days(start, end, WINDOW), AUGUST, WINDOW) == (start, end)


def test_a_range_is_outside_when_any_of_its_days_is() -> None:
    assert not outside(date(2022, 7, 15), date(2022, 8, 14), WINDOW)
    assert outside(date(2022, 8, 14), date(2022, 8, 15), WINDOW)
    assert outside(date(2022, 7, 14), None, WINDOW)
