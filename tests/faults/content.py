"""What a folder holds, told in short; and whether a folder holds what it may after a fault."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from models.errors import AppError
from models.session import Session
from models.storage.keeping import FOLDER, digest_of, named_digest

DATABASE = "office.sdh"
SECOND = "stick"
"""The second folder of backups."""
_BY_THEMSELVES = (f"{FOLDER}/", f"{SECOND}/")
_ASIDE = "_hong_"
"""In the names of what was set aside."""
_LOG = ("change", "change_row", "sqlite_sequence")
"""Tables that undo adds to."""
_NOTEBOOK = ("backup", "keeping")
"""Where the program notes its own backups; nothing that a clerk entered."""

Picture = Mapping[str, str]
"""Every file under a final name -> digest of its content; of a database, of its rows."""
Opener = Callable[[Path], Session]


class Fault(AssertionError):
    """The program broke its promise; the text says which."""


def pictured(folder: Path) -> dict[str, str]:
    """Drafts and folders for passing files, which begin with a dot, and journals are no final names. Reads
    only; locks are left alone."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        hidden = any(part.startswith(".") for part in name.split("/"))
        if path.is_file() and not hidden and not name.endswith("-journal"):
            found[name] = _file_digest(path) if path.suffix == ".sdh" else bytes_digest(path)
    return found


def _file_digest(path: Path) -> str:
    """Of a database its rows, of a broken one its bytes."""
    try:
        return rows_digest(path)
    except Fault:
        return f"broken, {bytes_digest(path)}"


def bytes_digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


@contextmanager
def only_read(path: Path) -> Iterator[sqlite3.Connection]:
    """The file as its bytes stand, no lock taken, no journal looked at."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        yield connection
    finally:
        connection.close()


def rows_digest(path: Path, without: Sequence[str] = ()) -> str:
    """The digest of every row of every table and of the schema's version. Fault when it is not whole."""
    digest = hashlib.sha256()
    with only_read(path) as connection:
        try:
            checked = connection.execute("PRAGMA integrity_check(1)").fetchall()
            if checked != [("ok",)]:
                raise Fault(f"{path.name}: {checked}")
            digest.update(repr(connection.execute("PRAGMA user_version").fetchall()).encode())
            names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
            for (name,) in names.fetchall():
                if name not in (*without, *_NOTEBOOK):
                    for row in connection.execute(f'SELECT * FROM "{name}"'):
                        digest.update(repr((name, row)).encode())
        except sqlite3.Error as error:
            raise Fault(f"{path.name}: {error}") from error
    return digest.hexdigest()[:16]


def judge(
    folder: Path, legal: Sequence[Picture], opener: Opener = Session.open, hindered: bool = False
) -> None:
    """The folder, opened as a clerk's start would, must be in every file one of the legal pictures.

    `legal`: what was acknowledged last, and after it what was in flight. Where the disk was `hindered`, an
    automatic backup may have failed: what the clerk does goes on, and the program shows that it failed.
    Raises Fault.
    """
    found = {}
    path = folder / DATABASE
    if path.exists():
        found[DATABASE] = _opened(path, opener, legal)
    for name, digest in pictured(folder).items():
        if name != DATABASE:
            found[name] = digest
    for name in {name for picture in legal for name in picture} | set(found):
        allowed = [picture.get(name) for picture in legal]
        if hindered and name.startswith(_BY_THEMSELVES) and name not in found:
            continue
        if name not in legal[-1] and name.startswith(_BY_THEMSELVES) and _whole_backup(folder / name):
            # One that was thinned comes back when power fails before its folder is synced: no harm.
            continue
        if _ASIDE in name and found.get(name) in {digest for picture in legal for digest in picture.values()}:
            # The clerk who is offered it again sets aside again, under another minute's name.
            continue
        if found.get(name) not in allowed:
            what = "missing" if name not in found else "not as acknowledged"
            raise Fault(f"{name}: {what}" if any(allowed) else f"{name}: a file nobody wrote")


def _whole_backup(path: Path) -> bool:
    """Whether the bytes are those that its name tells of."""
    return path.is_file() and named_digest(path.name) == digest_of(path.read_bytes())


def _opened(path: Path, opener: Opener, legal: Sequence[Picture]) -> str:
    """Open the database, read all of it, undo and redo the last write; the digest it had when opened."""
    try:
        session = opener(path)
    except AppError as error:
        raise Fault(f"{path.name} was refused: {error}") from error
    with session:
        digest = rows_digest(path)
        if digest not in [picture.get(path.name) for picture in legal]:
            raise Fault(f"{path.name}: not as acknowledged")
        session.office(), session.catalogue()
        for period in session.periods():
            session.month_data(period), session.issued(period)
        if session.undo_name() is not None:
            before = rows_digest(path, _LOG)
            if not session.undo() or rows_digest(path, _LOG) == before:
                raise Fault(f"{path.name}: undo took nothing back")
            if not session.redo() or rows_digest(path, _LOG) != before:
                raise Fault(f"{path.name}: redo did not bring it again")
    return digest
