"""Every row of the rules for numbers, shares and dates."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import formatting as f
from models.entities import Period, Window
from models.errors import UserError

AUGUST = Period(2022, 8)
WINDOW = Window(date(2022, 7, 15), date(2022, 8, 14))


# -- writing numbers


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (Decimal(3521), 0, "3.521"),
        (Decimal(2880087), 0, "2.880.087"),
        (Decimal("566.82"), 2, "566,82"),
        (Decimal("5349.64"), 2, "5.349,64"),
        (Decimal("15.8"), 2, "15,80"),
        (Decimal("2.5"), 0, "3"),
        (Decimal("-2.5"), 0, "-3"),
        (Decimal("-0.04"), 1, "0,0"),
        (0, 0, "0"),
        (Decimal("999999999999999"), 0, "999.999.999.999.999"),
    ],
)
def test_dot_groups_thousands_comma_precedes_decimals(value: Decimal, decimals: int, text: str) -> None:
    assert f.write_number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(4, 0, "04"), (1, 0, "01"), (9, 0, "09"), (10, 0, "10"), (0, 0, "0"), (-4, 0, "-4"), (4, 1, "4,0")],
)
def test_only_whole_counts_from_1_to_9_are_padded(value: int, decimals: int, text: str) -> None:
    assert f.write_number(value, decimals, pad=True) == text


def test_a_rounded_number_is_no_count_to_pad() -> None:
    assert f.write_number(Decimal("0.5"), 0, pad=True) == "1"


def test_a_share_keeps_its_trailing_zero_and_has_no_space_before_the_sign() -> None:
    assert f.write_share(Decimal("24"), 1) == "24,0%"
    assert f.write_share(Decimal("7.55"), 1) == "7,6%"
    assert f.write_share(Decimal("4"), 0) == "4%"


def test_the_difference_of_percentages_is_in_points() -> None:
    assert f.write_points(Decimal("1.25"), 1) == "1,3 điểm phần trăm"


# -- reading numbers


@pytest.mark.parametrize(
    ("text", "decimals", "amount"),
    [
        ("3521", 0, "3521"),
        ("3.521", 0, "3521"),
        ("3.521", 2, "3521"),
        ("2.880.087", 0, "2880087"),
        ("566,82", 2, "566.82"),
        ("5349,64", 2, "5349.64"),
        ("5.349,64", 2, "5349.64"),
        ("15,8", 2, "15.8"),
        ("0,5", 1, "0.5"),
        ("04", 0, "4"),
        ("0", 0, "0"),
        (" 395\t", 0, "395"),
        ("\u00a03\u00a0521\u00a0", 0, "3521"),
        ("2 880 087", 0, "2880087"),
        ("3. 521", 0, "3521"),
        ("566 , 82", 2, "566.82"),
    ],
)
def test_what_a_clerk_types_is_read(text: str, decimals: int, amount: str) -> None:
    assert f.read_number(text, decimals) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "  ", "\u00a0", " " * 200])
def test_a_blank_is_none_not_zero(text: str) -> None:
    assert f.read_number(text) is None


@pytest.mark.parametrize(
    ("text", "decimals", "code"),
    [
        ("3,521", 0, "number.not_whole"),
        ("5,0", 0, "number.not_whole"),
        ("3,521", 2, "number.decimals"),
        ("1.7779", 0, "number.thousands"),
        ("3.52", 0, "number.thousands"),
        ("3.", 0, "number.thousands"),
        ("1..000", 0, "number.thousands"),
        ("5349.64", 0, "number.thousands"),
        ("5349.64", 2, "number.dot_decimal"),
        ("5349.640", 2, "number.grouping"),
        (".521", 0, "number.grouping"),
        ("0.521", 0, "number.leading_zero"),
        ("012.345", 0, "number.leading_zero"),
        ("1,234.56", 2, "number.comma_before_dot"),
        ("1,2,3", 2, "number.commas"),
        (",5", 1, "number.comma_place"),
        ("5,", 1, "number.comma_place"),
        ("35 21", 0, "number.space"),
        ("259 06", 0, "number.space"),
        ("12a", 0, "number.letters"),
        ("1e5", 0, "number.letters"),
        ("O", 0, "number.letters"),
        ("14,15%", 2, "number.percent"),
        ("１２", 0, "number.foreign_digits"),
        ("٣", 0, "number.foreign_digits"),
        ("+5", 0, "number.character"),
        ("--5", 0, "number.character"),
        ("=1", 0, "number.character"),
        ("5\x00", 0, "number.character"),
        ("5\n6", 0, "number.character"),
        ("-", 0, "number.unreadable"),
        (".", 0, "number.unreadable"),
        ("1000000000000000", 0, "number.too_large"),
        ("9" * 61, 0, "number.too_long"),
    ],
)
def test_what_could_be_meant_in_two_ways_is_refused(text: str, decimals: int, code: str) -> None:
    with pytest.raises(UserError) as refused:
        f.read_number(text, decimals)
    assert refused.value.code == code


def test_a_refusal_carries_what_its_sentence_needs() -> None:
    with pytest.raises(UserError) as refused:
        f.read_number(" 5349.64", 2)
    assert refused.value.params == {"text": "5349.64", "right": "5349,64"}


@pytest.mark.parametrize("text", ["-2,5", "−2,5", "- 2,5"])
def test_growth_may_be_negative_a_count_may_not(text: str) -> None:
    assert f.read_number(text, 1, allow_negative=True) == Decimal("-2.5")
    with pytest.raises(UserError, match=r"number\.negative"):
        f.read_number(text, 1)


amounts = st.decimals(min_value=-(10**14), max_value=10**14, places=3, allow_nan=False)


@given(amounts, st.integers(0, 3))
def test_what_is_written_is_read_back_the_same(value: Decimal, decimals: int) -> None:
    value = value.quantize(Decimal(1).scaleb(-decimals))
    written = f.write_number(value, decimals)
    assert f.read_number(written, decimals, allow_negative=True) == value
    assert f.read_number(written.replace(".", ""), decimals, allow_negative=True) == value


@given(st.integers(0, 9))
def test_a_padded_count_is_read_back_the_same(value: int) -> None:
    assert f.read_number(f.write_number(value, pad=True)) == value


@given(st.text(alphabet="0123456789.,- \u00a0", max_size=12))
def test_no_string_is_read_two_ways(text: str) -> None:
    """Whatever the cell's decimals, a string that is read means its digits, in their order."""
    read = set()
    for decimals in range(4):
        try:
            amount = f.read_number(text, decimals, allow_negative=True)
        except UserError:
            continue
        if amount is not None:
            read.add(amount)
            digits = "".join(c for c in text if c not in ". \u00a0-").replace(",", ".")
            assert Decimal(digits) == abs(amount)
    assert len(read) <= 1


# -- writing dates


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2022, 8, 29), "ngày 29 tháng 8 năm 2022", "29/8/2022"),
        (date(2023, 2, 5), "ngày 05 tháng 02 năm 2023", "05/02/2023"),
        (date(2021, 1, 1), "ngày 01 tháng 01 năm 2021", "01/01/2021"),
        (date(2021, 11, 8), "ngày 08 tháng 11 năm 2021", "08/11/2021"),
        (date(2014, 7, 27), "ngày 27 tháng 7 năm 2014", "27/7/2014"),
        (date(2022, 3, 20), "ngày 20 tháng 3 năm 2022", "20/3/2022"),
    ],
)
def test_the_day_is_padded_below_10_the_month_only_for_1_and_2(day: date, long: str, short: str) -> None:
    assert f.write_long_date(day) == long
    assert f.write_short_date(day) == short


def test_a_window_names_its_years_once_when_it_can() -> None:
    assert f.write_window(WINDOW) == "15/7 – 14/8/2022"
    assert f.write_window(Window(date(2021, 1, 1), date(2022, 3, 20))) == "01/01/2021 – 20/3/2022"


@pytest.mark.parametrize(
    ("number", "text"),
    [(2146, "2146"), (5, "05"), (None, "     ")],
)
def test_the_number_of_the_report(number: int | None, text: str) -> None:
    assert f.write_report_number(number) == text


def test_last_month_is_named_with_its_year_where_that_is_another() -> None:
    assert f.month_beside(Period(2022, 7), AUGUST) == "7"
    assert f.month_beside(Period(2021, 12), Period(2022, 1)) == "12/2021"


@pytest.mark.parametrize(
    ("month", "words"),
    [
        (1, ""),
        (2, "2 tháng đầu năm 2022"),
        (6, "6 tháng đầu năm 2022"),
        (8, "8 tháng đầu năm 2022"),
        (9, "9 tháng đầu năm 2022"),
        (12, "năm 2022"),
    ],
)
def test_cumulative_words(month: int, words: str) -> None:
    assert f.cumulative_words(Period(2022, month)) == words


def test_the_month_in_words_is_never_padded() -> None:
    assert f.month_words(AUGUST) == "tháng 8"
    assert f.month_year_words(Period(2023, 2)) == "tháng 2 năm 2023"
    assert f.month_slash(AUGUST) == "tháng 8/2022"


# -- windows and periods


@pytest.mark.parametrize(
    ("period", "start_day", "start", "end"),
    [
        (AUGUST, 15, (2022, 7, 15), (2022, 8, 14)),
        (AUGUST, 21, (2022, 7, 21), (2022, 8, 20)),
        (AUGUST, 1, (2022, 8, 1), (2022, 8, 31)),
        (Period(2023, 1), 15, (2022, 12, 15), (2023, 1, 14)),
        (Period(2022, 3), 31, (2022, 2, 28), (2022, 3, 30)),
    ],
)
def test_default_windows(
    period: Period, start_day: int, start: tuple[int, int, int], end: tuple[int, int, int]
) -> None:
    assert f.default_window(period, start_day) == Window(date(*start), date(*end))


@given(st.integers(1, 31), st.integers(2000 * 12, 2090 * 12))
def test_windows_follow_each_other_without_a_gap(start_day: int, index: int) -> None:
    period = Period(index // 12, index % 12 + 1)
    assert f.default_window(period, start_day).end + timedelta(days=1) == (
        f.default_window(period.next, start_day).start
    )


@pytest.mark.parametrize("day", [0, 32, -1])
def test_a_window_starts_on_a_day_of_a_month(day: int) -> None:
    with pytest.raises(UserError, match=r"window\.start_day"):
        f.default_window(AUGUST, day)


def test_a_period_is_read_from_its_key() -> None:
    assert f.parse_period("2022-08") == AUGUST
    assert f.parse_period(AUGUST.key) == AUGUST


@pytest.mark.parametrize(
    "text", ["", "2022-13", "2022-8", "2022/08", "1989-01", "2101-01", "２０２２-08", "x"]
)
def test_anything_else_is_no_period(text: str) -> None:
    with pytest.raises(UserError, match=r"period\.unreadable"):
        f.parse_period(text)


# -- reading dates


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5", date(2022, 8, 5)),
        ("05", date(2022, 8, 5)),
        ("5/8", date(2022, 8, 5)),
        ("5-8", date(2022, 8, 5)),
        ("5.8", date(2022, 8, 5)),
        ("05/08/22", date(2022, 8, 5)),
        ("5/8/2022", date(2022, 8, 5)),
        (" 5 / 8 / 2022 ", date(2022, 8, 5)),
        ("050822", date(2022, 8, 5)),
        ("05082022", date(2022, 8, 5)),
        ("2022-08-05", date(2022, 8, 5)),
        ("ngày 05 tháng 8 năm 2022", date(2022, 8, 5)),
        ("27/7/2014", date(2014, 7, 27)),
        ("1/1/95", date(1995, 1, 1)),
        ("hôm nay", date(2022, 8, 29)),
        ("HOM NAY", date(2022, 8, 29)),
        ("ho\u0302m nay", date(2022, 8, 29)),
    ],
)
def test_dates_as_typed(text: str, day: date) -> None:
    assert f.read_date(text, AUGUST, today=date(2022, 8, 29)) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("27", date(2022, 7, 27)),
        ("14", date(2022, 8, 14)),
        ("15", date(2022, 7, 15)),
        ("27/7", date(2022, 7, 27)),
        ("20/8", date(2022, 8, 20)),
    ],
)
def test_a_day_alone_falls_into_the_window(text: str, day: date) -> None:
    assert f.read_date(text, AUGUST, window=WINDOW) == day


def test_a_window_over_new_year_settles_the_year() -> None:
    january, window = Period(2023, 1), Window(date(2022, 12, 15), date(2023, 1, 14))
    assert f.read_date("20/12", january, window=window) == date(2022, 12, 20)
    assert f.read_date("20", january, window=window) == date(2022, 12, 20)
    assert f.read_date("3", january, window=window) == date(2023, 1, 3)


@pytest.mark.parametrize(
    ("text", "code", "params"),
    [
        ("31/9", "date.impossible", {"day": 31, "month": 9, "year": 2022}),
        ("29/2", "date.impossible", {"day": 29, "month": 2, "year": 2022}),
        ("0", "date.impossible", {"day": 0, "month": 8, "year": 2022}),
        ("32", "date.impossible", {"day": 32, "month": 8, "year": 2022}),
        ("5/13", "date.month", {"month": 13}),
        ("5/0/2022", "date.month", {"month": 0}),
        ("5/8/1989", "date.year", {"year": 1989, "first": 1990, "last": 2100}),
        ("5/8/2101", "date.year", {"year": 2101, "first": 1990, "last": 2100}),
        ("", "date.blank", {}),
        ("mai", "date.unreadable", {"text": "mai"}),
        ("5/8-2022", "date.unreadable", {"text": "5/8-2022"}),
        ("5 8", "date.unreadable", {"text": "5 8"}),
        ("５/8", "date.unreadable", {"text": "５/8"}),
        ("0508", "date.unreadable", {"text": "0508"}),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(text: str, code: str, params: dict[str, object]) -> None:
    with pytest.raises(UserError) as refused:
        f.read_date(text, AUGUST)
    assert (refused.value.code, refused.value.params) == (code, params)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_a_written_date_is_read_back_the_same(day: date) -> None:
    assert f.read_date(f.write_short_date(day), AUGUST) == day
    assert f.read_date(f.write_long_date(day), AUGUST) == day


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        assert isinstance(f.read_date(text, AUGUST, window=WINDOW), date)
    except UserError as refused:
        assert refused.code.startswith("date.")


def test_a_day_outside_the_window_is_told() -> None:
    assert f.is_outside(date(2022, 8, 15), WINDOW)
    assert not f.is_outside(date(2022, 8, 14), WINDOW)
    assert not f.is_outside(date(2022, 7, 15), WINDOW)
