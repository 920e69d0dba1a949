"""What a clerk does in a day, each step acknowledged as soon as the program says that it is stored."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from export.files import read_file, write_file
from models.catalogue import Sheet, SheetRow
from models.entities import Meeting
from models.errors import AppError
from models.exchange import read_month_file, write_month_file
from models.month_reading import SIZE_LIMIT
from models.session import Session, restore
from models.storage.backup import before_migration
from models.storage.migrations import STEPS, Steps
from models.storage.opening import open_database
from tests.faults.content import DATABASE
from tests.faults.work import DATA, Tell, Workflow, by_command, line, small, wide, with_backup
from tests.faults.workflows_keeping import KEEPING
from tests.models.builders import AUGUST, catalogue, office, ticking

OLD = Path(__file__).parents[1] / "old_databases"
NEXT_STEPS: Steps = (
    *STEPS,
    (
        "CREATE TABLE made_up (id INTEGER PRIMARY KEY, text TEXT NOT NULL)",
        "UPDATE paragraph SET text = text || '.'",
    ),
)
"""Today's schema and a step that a later version might bring, rewriting rows."""


# Before


def with_month_file(folder: Path) -> None:
    """A month file of another office beside the data, which it changes and adds to."""
    wide(folder / "other")
    with Session.open(folder / "other" / DATABASE, ticking()) as session:
        session.set_values(AUGUST, {f"xa_{n}": Decimal(n) for n in range(0, 500, 3)})
        (folder / "month.json").write_bytes(write_month_file(session.month_data(AUGUST)))
    shutil.rmtree(folder / "other")
    small(folder)


def old_report(folder: Path) -> None:
    """Data, and a report written before."""
    small(folder)
    (folder / "report.txt").write_text("bản cũ\n" * 400, encoding="utf-8")


# Work


def create(folder: Path, tell: Tell) -> None:
    with Session.create(folder / DATABASE, office(), catalogue()) as session:
        tell()
        session.start_month(AUGUST)
        tell()


def save(folder: Path, tell: Tell) -> None:
    with Session.open(folder / DATABASE) as session:
        for amount in (2147, 2148):
            session.set_value(AUGUST, "vb_den", Decimal(amount))
            tell()
        session.set_note(AUGUST, "vb_den", "Tăng do kỳ họp bất thường")
        tell()
        session.set_paragraph(AUGUST, 1, "Đã nhận {{vb_den}} văn bản và đơn thư. " * 40)
        tell()


def save_again(folder: Path, tell: Tell) -> None:
    """A clerk who is refused presses Enter once more, and goes on."""
    with Session.open(folder / DATABASE) as session:
        for amount in (2147, 2148):
            try:
                session.set_value(AUGUST, "vb_den", Decimal(amount))
            except AppError:
                session.month_data(AUGUST)
                session.set_value(AUGUST, "vb_den", Decimal(amount))
            tell()


def paste(folder: Path, tell: Tell) -> None:
    with Session.open(folder / DATABASE) as session:
        session.set_values(AUGUST, {f"xa_{n}": Decimal(7 * n) for n in range(500)})
        tell()


def meetings(folder: Path, tell: Tell) -> None:
    with Session.open(folder / DATABASE) as session:
        for n in range(6):
            day = date(2022, 8, 1) + timedelta(days=n)
            session.add_meeting(AUGUST, Meeting(None, f"Họp giao ban {n}", day, None, "lanh_dao"))
            tell()
        session.move_meeting(AUGUST, 1, 5)
        tell()


def delete(folder: Path, tell: Tell) -> None:
    with Session.open(folder / DATABASE) as session:
        session.delete_meeting(AUGUST, 2)
        tell()
        session.delete_paragraph(AUGUST, 0)
        tell()
        session.set_value(AUGUST, "vb_den", None)
        tell()
        session.remove("sheet", "xa")
        tell()


def undo(folder: Path, tell: Tell) -> None:
    with Session.open(folder / DATABASE) as session:
        for step in (session.undo, session.undo, session.undo, session.redo, session.redo):
            assert step()
            tell()


def month(folder: Path, tell: Tell) -> None:
    with Session.open(folder / DATABASE) as session:
        session.start_month(AUGUST.next, source=AUGUST)
        tell()
        session.set_month(AUGUST.next, number=77, report_date=date(2022, 9, 29))
        tell()
        session.settle(AUGUST.next, "missing|figure:vb_den|", "Chờ số liệu")
        tell()
        session.set_narrative(AUGUST.next, [f"Đoạn {n}. " * 60 for n in range(40)])
        tell()


def catalogue_edits(folder: Path, tell: Tell) -> None:
    with Session.open(folder / DATABASE) as session:
        session.put_records((Sheet("moi", "Phụ lục mới", 2),))
        tell()
        session.put_records((SheetRow("moi", "moi", "Dòng mới", 0),))
        tell()
        session.put_records((replace(catalogue().figure("vb_den"), label="Văn bản nhận được"),))
        tell()
        session.remove("row", "tang")
        tell()
        session.set_office(replace(office(), signer="Nguyễn Văn B"))
        tell()


def issue(folder: Path, tell: Tell) -> None:
    with Session.open(folder / DATABASE) as session:
        content = write_month_file(session.month_data(AUGUST))
        session.issue(AUGUST, 77, content, b"%PDF-" + bytes(range(256)) * 150, b"PK" + bytes(range(255)) * 90)
        tell()


def take_in(folder: Path, tell: Tell) -> None:
    with Session.open(folder / DATABASE) as session:
        session.import_month(read_month_file(read_file(folder / "month.json", SIZE_LIMIT)))
        tell()


def back_up(folder: Path, tell: Tell) -> None:
    with Session.open(folder / DATABASE) as session:
        for _ in range(2):
            session.backup(folder / "backups")
            tell()


def restore_old(folder: Path, tell: Tell) -> None:
    restore(folder / "backups" / "old.sdh", folder / DATABASE)
    tell()


def migrate(folder: Path, tell: Tell) -> None:
    open_database(folder / DATABASE, NEXT_STEPS, keep=before_migration).close()
    tell()


def export(folder: Path, tell: Tell) -> None:
    content = "báo cáo mới, viết lại\n".encode()
    write_file(folder / "report.txt", content * 300)
    tell()
    write_file(folder / "report.pdf", b"%PDF-1.4 " * 9000)
    tell()
    line("export", "2022-08", "--db", folder / DATABASE, "--to", folder / "month.json", folder / "month.txt")
    tell()


def _next_session(path: Path) -> Session:
    return Session(open_database(path, NEXT_STEPS))


def _old(source: Path) -> Callable[[Path], None]:
    def prepare(folder: Path) -> None:
        shutil.copyfile(source, folder / DATABASE)

    return prepare


def _nothing(folder: Path) -> None:
    pass


WORKFLOWS: tuple[Workflow, ...] = (
    Workflow("create", _nothing, create),
    Workflow("save", small, save),
    Workflow("save again", small, save_again),
    Workflow("paste", wide, paste),
    Workflow("meetings", small, meetings),
    Workflow("delete", wide, delete),
    Workflow("undo", small, undo),
    Workflow("month", small, month),
    Workflow("catalogue", small, catalogue_edits),
    Workflow("issue", small, issue),
    Workflow("import", with_month_file, take_in),
    Workflow("backup", with_backup, back_up),
    Workflow("restore", with_backup, restore_old),
    *(
        Workflow(f"migrate {source.stem}", _old(source), migrate, _next_session)
        for source in sorted(OLD.glob("version_*.sdh"))
    ),
    Workflow("export", old_report, export),
    Workflow("command import", with_month_file, by_command("import", "./month.json", *DATA)),
    Workflow("command backup", with_backup, by_command("backup", "--to", "./backups", *DATA)),
    Workflow("command restore", with_backup, by_command("restore", "./backups/old.sdh", *DATA)),
    *KEEPING,
)
BY_NAME = {workflow.name: workflow for workflow in WORKFLOWS}
