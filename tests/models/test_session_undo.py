"""Undo and redo of every write, in any order, across restarts."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.catalogue import Figure, SheetRow
from models.entities import Window
from models.errors import UserError
from models.exchange import read_month_file, write_month_file
from models.session import Session
from tests.models.builders import AUGUST, JULY, meeting, new_session, office

Content = tuple[object, ...]


def content(session: Session) -> Content:
    """Everything that the session shows of its file."""
    months = tuple(session.month_data(period) for period in session.periods())
    issued = tuple(session.issued(period) for period in session.periods())
    return session.office(), session.catalogue(), months, issued


def write_something(session: Session, chance: random.Random, month_file: bytes) -> None:
    """One write of any kind with random content; some are refused, some change nothing."""
    period = chance.choice((JULY, AUGUST))
    word = chance.choice(("một", "hai", "ba", "bốn"))
    index, amount = chance.randrange(4), Decimal(chance.randrange(5))
    ids = [m.id or 0 for m in session.month_data(period).meetings] if session.has(period) else []
    id = chance.choice(ids or [1])
    texts = [chance.choice(("một", "hai", "ba", "bốn")) for _ in range(index)]
    row = SheetRow("moi", "van_ban", word, 9)
    figure = Figure("moi", word, "van_ban", "moi", "thang")
    writes: tuple[Callable[[], object], ...] = (
        lambda: session.start_month(period, narrative=texts),
        lambda: session.start_month(AUGUST, JULY),
        lambda: session.set_value(period, "vb_den", amount),
        lambda: session.set_values(period, {"vb_di": amount, "vb_qd": None}),
        lambda: session.confirm_value(period, "vb_di"),
        lambda: session.set_note(period, "vb_di", chance.choice(("", word))),
        lambda: session.set_month(period, number=index + 1, report_date=date(2022, 8, 1 + index)),
        lambda: session.add_meeting(period, meeting(word)),
        lambda: session.update_meeting(period, replace(meeting(word), id=id)),
        lambda: session.delete_meeting(period, id),
        lambda: session.move_meeting(period, id, index),
        lambda: session.set_paragraph(period, index, word),
        lambda: session.insert_paragraph(period, index, word),
        lambda: session.delete_paragraph(period, index),
        lambda: session.confirm_paragraph(period, index),
        lambda: session.set_narrative(period, texts),
        lambda: session.set_office(replace(office(), signer=word)),
        lambda: session.put_records((row,)),
        lambda: session.put_records((figure,)),
        lambda: session.set_value(period, "moi", amount),
        lambda: session.remove("figure", "moi"),
        lambda: session.remove("row", "moi"),
        lambda: session.settle(period, word, ""),
        lambda: session.unsettle(period, word),
        lambda: session.issue(period, index + 1, word.encode(), b"pdf", b"docx"),
        lambda: session.import_month(read_month_file(month_file)),
    )
    try:
        chance.choice(writes)()
    except UserError:
        return


@pytest.fixture(scope="module")
def august_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    with new_session(tmp_path_factory.mktemp("source") / "s.sdh") as session:
        session.start_month(JULY)
        session.set_value(JULY, "vb_den", Decimal(30))
        session.start_month(AUGUST, narrative=("nhập", "hai"))
        session.set_value(AUGUST, "vb_den", Decimal(1))
        session.add_meeting(AUGUST, meeting("Nhập"))
        return write_month_file(session.month_data(AUGUST))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9), count=st.integers(1, 40))
def test_undo_all_is_the_beginning_and_redo_all_the_end(
    tmp_path_factory: pytest.TempPathFactory, august_file: bytes, seed: int, count: int
) -> None:
    path = tmp_path_factory.mktemp("undo") / "a.sdh"
    chance = random.Random(seed)
    with new_session(path) as session:
        session.start_month(JULY, narrative=("một", "hai"))
        while session.undo():
            pass
        beginning = content(session)
        for _ in range(count):
            write_something(session, chance, august_file)
            if chance.random() < 0.2:
                session.undo()
            if chance.random() < 0.1:
                session.redo()
        while session.redo():
            pass
        end = content(session)
        while session.undo():
            pass
        assert content(session) == beginning
    with Session.open(path) as session:
        assert content(session) == beginning
        while session.redo():
            pass
        assert content(session) == end
    with Session.open(path) as session:
        assert content(session) == end
        while session.undo():
            pass
        assert content(session) == beginning


def test_undo_and_redo_bear_the_writes_name(tmp_path: Path) -> None:
    with new_session(tmp_path / "a.sdh") as session:
        session.start_month(AUGUST)
        session.set_value(AUGUST, "vb_den", Decimal(3521))
    with Session.open(tmp_path / "a.sdh") as session:
        name = session.undo_name()
        assert name is not None
        assert (name.code, name.params["label"]) == ("value.set", "Văn bản đến")
        undone = session.undo()
        assert undone.name == name
        assert undone.areas == {"values"}
        assert session.redo_name() == name
        assert session.undo_name() is not None


def test_a_new_write_ends_what_could_be_redone(tmp_path: Path) -> None:
    with new_session(tmp_path / "a.sdh") as session:
        session.start_month(AUGUST)
        session.set_value(AUGUST, "vb_den", Decimal(1))
        session.set_value(AUGUST, "vb_den", Decimal(2))
        session.undo()
        session.undo()
        session.set_value(AUGUST, "vb_di", Decimal(9))
        assert session.redo_name() is None
        assert not session.redo()
        assert session.undo().name.params["code"] == "vb_di"
        assert session.undo().name.code == "month.start"
        assert not session.undo()


def test_a_refused_write_keeps_what_could_be_redone(tmp_path: Path) -> None:
    with new_session(tmp_path / "a.sdh") as session:
        session.start_month(AUGUST)
        session.set_value(AUGUST, "vb_den", Decimal(1))
        session.undo()
        with pytest.raises(UserError):
            session.set_value(AUGUST, "vb_den", Decimal("1.5"))
        assert not session.set_value(AUGUST, "vb_den", None)
        session.redo()
        assert session.month_data(AUGUST).values["vb_den"].amount == 1


def test_undo_names_what_the_clerk_did(tmp_path: Path) -> None:
    """A number deleted is not called entered, a meeting cancelled not changed; row and field are named."""
    with new_session(tmp_path / "a.sdh") as session:
        session.start_month(AUGUST)
        session.set_values(AUGUST, {"vb_den": Decimal(3521), "vb_di": Decimal(9)})
        session.add_meeting(AUGUST, meeting("Họp"))
        (held,) = session.month_data(AUGUST).meetings
        days = Window(date(2022, 7, 15), date(2022, 8, 14))
        steps: list[tuple[Callable[[], object], str, str]] = [
            (lambda: session.set_value(AUGUST, "vb_den", None), "value.clear", "Văn bản đến"),
            (lambda: session.set_values(AUGUST, {"vb_di": None}), "values.clear", "1"),
            (
                lambda: session.update_meeting(AUGUST, replace(held, state="cancelled")),
                "meeting.cancel",
                "Họp",
            ),
            (lambda: session.set_row_window(AUGUST, "den", days), "window.set", "Văn bản đến"),
            (lambda: session.set_office(replace(office(), signer="B")), "office.set_field", "office.signer"),
            (lambda: session.set_office(replace(office(), place="C", symbol="BC")), "office.set", "signer"),
        ]
        for step, code, named in steps:
            step()
            name = session.undo_name()
            assert name is not None and name.code == code
            assert any(named in str(value) for value in name.params.values()), code
        again = replace(held, state="cancelled", title="Họp lại")
        session.update_meeting(AUGUST, again)
        name = session.undo_name()
        assert name is not None and name.code == "meeting.update"
