"""What every workflow of the laboratory shares: its shape, the folder it begins with, the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from models.catalogue import Catalogue, Figure, Sheet, SheetColumn, SheetRow
from models.session import Session
from tests.faults.content import DATABASE, Opener
from tests.models.builders import AUGUST, JULY, catalogue, meeting, office, ticking
from ui.command_line import main

Tell = Callable[[], None]
DATA = ("--db", f"./{DATABASE}")


@dataclass(frozen=True)
class Workflow:
    """`prepare` fills an empty folder, `perform` works in it and tells each acknowledged step."""

    name: str
    prepare: Callable[[Path], None]
    perform: Callable[[Path, Tell], None]
    opener: Opener = Session.open


class Refused(Exception):
    """The command line has said that it could not."""


def line(*arguments: object) -> None:
    """The program's own command line, in this process."""
    if main([str(argument) for argument in arguments]) != 0:
        raise Refused


def by_command(*words: str) -> Callable[[Path, Tell], None]:
    """One command of the program; a word like "./x" is a path in the folder."""

    def perform(folder: Path, tell: Tell) -> None:
        line(*(folder / word[2:] if word.startswith("./") else word for word in words))
        tell()

    return perform


# Before


def small(folder: Path, columns: Catalogue | None = None) -> None:
    """Two months with figures, meetings and text."""
    with Session.create(folder / DATABASE, office(), columns or catalogue(), ticking()) as session:
        session.start_month(JULY, narrative=("# Tháng trước", "Đã nhận {{vb_den}} văn bản."))
        session.set_values(JULY, {"vb_den": Decimal(2100), "vb_di": Decimal(900)})
        session.start_month(AUGUST, source=JULY)
        for day in (3, 8, 15, 22):
            session.add_meeting(AUGUST, meeting(f"Họp lãnh đạo UBND tỉnh lần {day}", day))
        session.set_value(AUGUST, "vb_den", Decimal(2146))
        session.set_note(AUGUST, "vb_den", "Tăng do kỳ họp HĐND")


def wide(folder: Path) -> None:
    """The same with a sheet of five hundred rows."""
    plain = catalogue()
    added = Catalogue(
        (*plain.sheets, Sheet("xa", "Theo xã", 1)),
        (*plain.rows, *(SheetRow(f"xa_{n}", "xa", f"Xã {n}", n) for n in range(500))),
        (*plain.columns, SheetColumn("so", "xa", "Số", 0)),
        (*plain.figures, *(Figure(f"xa_{n}", f"Xã {n}", "xa", f"xa_{n}", "so") for n in range(500))),
    )
    small(folder, added)


def with_backup(folder: Path) -> None:
    """A backup, and work done since."""
    small(folder)
    (folder / "backups").mkdir()
    with Session.open(folder / DATABASE, ticking()) as session:
        session.backup(folder / "backups").rename(folder / "backups" / "old.sdh")
        session.set_value(AUGUST, "vb_den", Decimal(1))
        session.add_meeting(AUGUST, meeting("Họp sau khi sao lưu", 29))
