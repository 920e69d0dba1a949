"""A month file taken in where the receiver has something of its own: what stays, what is renamed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from models.exchange import MonthFile, read_month_file, write_month_file
from models.session import Session
from tests.models.builders import AUGUST, JULY, meeting, new_session, office


@pytest.fixture
def sent(tmp_path: Path) -> MonthFile:
    """August with July's amounts, two meetings, and a reason given for the second."""
    with new_session(tmp_path / "sender.sdh") as session:
        session.set_office(replace(office(), signer="Người gửi"))
        session.start_month(JULY)
        session.set_values(JULY, {"vb_den": Decimal(3000), "tang": Decimal("1.25")})
        session.start_month(AUGUST)
        session.add_meeting(AUGUST, meeting("Một"))
        session.add_meeting(AUGUST, meeting("Hai"))
        session.settle(AUGUST, "near.twice|meeting::2|days=1", "hai cuộc khác nhau")
        return read_month_file(write_month_file(session.month_data(AUGUST)))


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Session]:
    with new_session(tmp_path / "receiver.sdh") as session:
        session.start_month(JULY)
        yield session


def test_a_month_held_in_full_takes_nothing_of_the_files_history(receiver: Session, sent: MonthFile) -> None:
    """Not even where its own cell is blank: a blank may be meant."""
    receiver.set_value(JULY, "vb_den", Decimal(7))
    before = receiver.month_data(JULY)
    receiver.import_month(sent)
    assert receiver.month_data(JULY).values == before.values
    assert "tang" not in receiver.month_data(AUGUST).history[JULY]


def test_a_month_issued_here_keeps_its_office_and_versions(receiver: Session, sent: MonthFile) -> None:
    receiver.start_month(AUGUST)
    receiver.issue(AUGUST, 2146, b"{}", b"pdf", b"docx")
    receiver.set_office(replace(office(), signer="Người mới"))
    receiver.import_month(sent)
    data = receiver.month_data(AUGUST)
    assert (data.office.signer, data.month.issued_version) == ("Nguyễn Văn A", 1)
    assert [found.title for found in data.meetings] == ["Một", "Hai"]


def test_a_reason_follows_its_meeting_to_a_new_number(receiver: Session, sent: MonthFile) -> None:
    receiver.add_meeting(JULY, meeting("Có số 1"))
    receiver.add_meeting(JULY, meeting("Có số 2"))
    receiver.import_month(sent)
    data = receiver.month_data(AUGUST)
    (second,) = [found.id for found in data.meetings if found.title == "Hai"]
    assert second != 2
    assert data.settled == {f"near.twice|meeting::{second}|days=1": "hai cuộc khác nhau"}
