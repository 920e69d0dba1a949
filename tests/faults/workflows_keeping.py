"""What keeps the file safe, as workflows: backups made by themselves and thinned, sealed, carried to a second
folder; a month brought back; a broken file, a stranger's journal and a finished write put right."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from unittest.mock import patch

from models.errors import AppError
from models.session import Session, recover, restore
from models.storage import sealed
from models.storage.database import journal_of
from tests.faults.content import DATABASE, SECOND
from tests.faults.work import DATA, Tell, Workflow, by_command, small, with_backup
from tests.models.builders import AUGUST, meeting, ticking

PASSPHRASE = "cánh đồng lúa chín"
COST = 2**4
"""Of a sealed backup here: not a quarter of a second."""
_LONG = 40
"""Days with a backup each: more than are kept."""
_BREAK_OFF = """
import sys
from decimal import Decimal
from pathlib import Path
from models.session import Session
from tests.models.builders import AUGUST
with Session.open(Path(sys.argv[1])) as session:
    session.set_value(AUGUST, "vb_den", Decimal(4711))
"""
_ROOT = Path(__file__).parents[2]


# Before


def with_many_backups(folder: Path) -> None:
    """A backup of every day for more days than are kept; written one by one, so none was thinned yet."""
    small(folder)
    start = datetime(2022, 7, 20, 17, 0, tzinfo=timezone(timedelta(hours=7)))
    for day in range(_LONG):
        with Session.open(folder / DATABASE, ticking(start + timedelta(days=day))) as session:
            session.set_value(AUGUST, "vb_den", Decimal(3000 + day))
            session.protect("closing")


def with_second_folder(folder: Path) -> None:
    """A stick that is there, chosen while it was at another place of the laboratory."""
    small(folder)
    (folder / SECOND).mkdir()


def with_sealed(folder: Path) -> None:
    """A sealed backup beside the open one."""
    with_backup(folder)
    with Session.open(folder / DATABASE, ticking()) as session, patch.object(sealed, "COST", COST):
        session.backup(folder / "backups", PASSPHRASE).rename(folder / "backups" / "old.sdhx")
    (folder / "passphrase.txt").write_text(PASSPHRASE, encoding="utf-8")


def damaged(folder: Path) -> None:
    """A good backup, and a file whose middle was overwritten."""
    with_backup(folder)
    path = folder / DATABASE
    content = bytearray(path.read_bytes())
    content[8192:16384] = b"\xa5" * 8192
    path.write_bytes(bytes(content))


def strangers_journal(folder: Path) -> None:
    """Years of work cut short in a write; then an older copy was put in the file's place by hand."""
    small(folder)
    path, later = folder / DATABASE, folder / "later.sdh"
    shutil.copyfile(path, later)
    with Session.open(later, ticking()) as session:
        for n in range(60):
            session.add_meeting(AUGUST, meeting(f"Họp sau đó {n}", 1 + n % 28))
    connection = sqlite3.connect(later, isolation_level=None)
    try:
        connection.execute("PRAGMA cache_size=5")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE meeting SET title = title || 'x'")
        connection.execute("UPDATE change_row SET before = before || ' '")
        shutil.copyfile(journal_of(later), journal_of(path))
        connection.execute("ROLLBACK")
    finally:
        connection.close()
    later.unlink()


def finished_write(folder: Path) -> None:
    """Power failed when a write stood whole in the file and its journal was not emptied yet."""
    small(folder)
    strace = shutil.which("strace")
    assert strace is not None
    attempt = folder / "attempt"
    attempt.mkdir()
    for call in range(1, 20):
        shutil.copyfile(folder / DATABASE, attempt / DATABASE)
        strike = f"inject=ftruncate:signal=KILL:when={call}"
        command = [strace, "-f", "-o", "/dev/null", "-e", "trace=ftruncate", "-e", strike]
        subprocess.run(
            [*command, sys.executable, "-c", _BREAK_OFF, str(attempt / DATABASE)], cwd=_ROOT, check=False
        )
        journal = journal_of(attempt / DATABASE)
        if journal.exists() and journal.stat().st_size > 512:
            for broken in (attempt / DATABASE, journal):
                broken.replace(folder / broken.name)
            shutil.rmtree(attempt)
            return
        journal.unlink(missing_ok=True)
    raise RuntimeError("no write could be broken off before its journal was emptied")


# Work


def protect(folder: Path, tell: Tell) -> None:
    with Session.open(folder / DATABASE) as session:
        for _ in range(2):
            _protected(session)
            tell()


def _protected(session: Session) -> None:
    """A backup by itself, which never raises: one that failed must be remembered until it was seen."""
    if session.protect("closing") is None and session.backup_status().failure is None:
        raise AssertionError("a backup failed and nobody was told")


def second_folder(folder: Path, tell: Tell) -> None:
    with Session.open(folder / DATABASE) as session:
        session.set_second_folder(folder / SECOND)
        tell()
        _protected(session)
        tell()


def seal(folder: Path, tell: Tell) -> None:
    with Session.open(folder / DATABASE) as session:
        session.backup(folder / "backups", PASSPHRASE)
        tell()


def unseal(folder: Path, tell: Tell) -> None:
    restore(folder / "backups" / "old.sdhx", folder / DATABASE, passphrase=PASSPHRASE)
    tell()


def copy_to(folder: Path, tell: Tell) -> None:
    with Session.open(folder / DATABASE) as session:
        session.copy_to(folder / "copy.sdh")
        tell()


def bring_back(folder: Path, tell: Tell) -> None:
    with Session.open(folder / DATABASE) as session:
        session.bring_back(folder / "backups" / "old.sdh", AUGUST)
        tell()


def put_right(folder: Path, tell: Tell) -> None:
    recover(folder / DATABASE, folder / "backups" / "old.sdh")
    tell()


def set_journal_aside(folder: Path, tell: Tell) -> None:
    recover(folder / DATABASE, None)
    tell()


def go_on(folder: Path, tell: Tell) -> None:
    """Open, and enter the next figure."""
    with Session.open(folder / DATABASE) as session:
        tell()
        session.set_value(AUGUST, "vb_den", Decimal(4712))
        tell()


def _until_it_opens(path: Path) -> Session:
    """A clerk whose putting right was cut short is offered the same again."""
    try:
        return Session.open(path)
    except AppError as error:
        if error.code == "file.stale_journal":
            recover(path, None)
        elif error.code in ("file.damaged", "file.foreign", "file.not_found"):
            recover(path, path.parent / "backups" / "old.sdh")
        else:
            raise
    return Session.open(path)


KEEPING: tuple[Workflow, ...] = (
    Workflow("protect", with_many_backups, protect),
    Workflow("second folder", with_second_folder, second_folder),
    Workflow("seal", with_sealed, seal),
    Workflow("unseal", with_sealed, unseal),
    Workflow("copy", small, copy_to),
    Workflow("bring back", with_backup, bring_back),
    Workflow("recover", damaged, put_right, _until_it_opens),
    Workflow("recover journal", strangers_journal, set_journal_aside, _until_it_opens),
    Workflow("finished write", finished_write, go_on),
    Workflow(
        "command seal",
        with_sealed,
        by_command("backup", "--to", "./backups", "--passphrase-file", "./passphrase.txt", *DATA),
    ),
    Workflow(
        "command restore month",
        with_backup,
        by_command("restore", "./backups/old.sdh", "--month", "2022-08", *DATA),
    ),
)
