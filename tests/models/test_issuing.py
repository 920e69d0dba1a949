"""Issued versions: what they bear, what a correction may change, and numbers that are never used twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.checks import check_month
from models.entities import Period
from models.session import Session
from tests.models.builders import AUGUST, JULY, new_session, office

FILES = (b"{}", b"%PDF", b"PK")


@pytest.fixture
def august(tmp_path: Path) -> Iterator[Session]:
    with new_session(tmp_path / "a.sdh") as session:
        session.start_month(AUGUST)
        yield session


def versions(session: Session) -> list[int]:
    return [version.version for version in session.issued(AUGUST)]


def numbers_twice(session: Session, period: Period) -> list[object]:
    findings = check_month(session.month_data(period))
    return [found.params["period"] for found in findings if found.code == "month.number_twice"]


def test_an_issued_month_keeps_its_office(august: Session) -> None:
    august.issue(AUGUST, 2146, b"{}", b"%PDF", b"PK")
    august.set_office(replace(office(), signer="Trần Thị C"))
    data = august.month_data(AUGUST)
    assert data.office.signer == "Nguyễn Văn A"
    assert (data.month.number, data.month.issued_version) == (2146, 1)
    august.issue(AUGUST, 2200, b"{2}", b"%PDF2", b"PK")
    versions = [(v.version, v.number, v.data, v.pdf, v.docx) for v in august.issued(AUGUST)]
    assert versions == [(1, 2146, b"{}", b"%PDF", b"PK"), (2, 2200, b"{2}", b"%PDF2", b"PK")]
    august.undo()
    assert [version.version for version in august.issued(AUGUST)] == [1]
    august.redo()
    assert august.issued(AUGUST)[1].pdf == b"%PDF2"


def test_a_correction_bears_the_office_of_the_first_version(august: Session) -> None:
    august.issue(AUGUST, 2146, *FILES)
    august.set_office(replace(office(), signer="Trần Thị C"))
    august.issue(AUGUST, 2146, *FILES)
    assert august.month_data(AUGUST).office.signer == "Nguyễn Văn A"


def test_a_correction_of_the_office_is_asked_for(august: Session) -> None:
    august.issue(AUGUST, 2146, *FILES)
    august.set_office(replace(office(), signer="Trần Thị C"))
    change = august.take_office(AUGUST)
    assert (change.name.code, change.periods) == ("month.take_office", {AUGUST})
    assert august.month_data(AUGUST).office == august.office()
    august.issue(AUGUST, 2146, *FILES)
    august.set_office(replace(office(), signer="Lê Văn D"))
    assert august.month_data(AUGUST).office.signer == "Trần Thị C"
    august.undo()
    august.undo()
    august.undo()
    assert august.month_data(AUGUST).office.signer == "Nguyễn Văn A"


def test_a_draft_bears_the_present_office_anyway(august: Session) -> None:
    assert not august.take_office(AUGUST)
    august.set_office(replace(office(), signer="Trần Thị C"))
    assert august.month_data(AUGUST).office.signer == "Trần Thị C"


def test_a_version_that_was_undone_leaves_its_number_unused(august: Session) -> None:
    august.issue(AUGUST, 2146, *FILES)
    august.undo()
    assert august.month_data(AUGUST).month.issued_version == 0
    august.redo()
    assert versions(august) == [1]
    august.undo()
    assert august.next_version(AUGUST) == 2
    august.issue(AUGUST, 2146, *FILES)
    assert versions(august) == [2]
    assert august.month_data(AUGUST).month.issued_version == 2
    assert august.next_version(JULY) == 1
    assert august.issued_months() == {AUGUST}


def test_a_number_that_another_issued_report_bears_is_warned_of(august: Session) -> None:
    august.start_month(JULY)
    august.set_month(JULY, number=2146)
    assert numbers_twice(august, JULY) == []
    august.issue(AUGUST, 2146, *FILES)
    assert numbers_twice(august, JULY) == ["8/2022"]
    assert numbers_twice(august, AUGUST) == []
    august.set_month(JULY, number=2145)
    assert numbers_twice(august, JULY) == []


def test_numbers_begin_anew_each_year_and_with_another_symbol(august: Session) -> None:
    august.issue(AUGUST, 12, *FILES)
    august.start_month(JULY)
    august.set_month(JULY, number=12, report_date=date(2023, 1, 5))
    assert numbers_twice(august, JULY) == []
    august.set_month(JULY, report_date=None)
    assert numbers_twice(august, JULY) == ["8/2022"]
    august.set_office(replace(office(), symbol="BC-UBND"))
    assert numbers_twice(august, JULY) == []
