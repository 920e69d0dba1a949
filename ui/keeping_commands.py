"""What the command line's backup, restore and import do for the file's safety; without Qt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import UserError
from ui.i18n import t

if TYPE_CHECKING:
    from models.session import Session

_LARGEST_PASSPHRASE = 10_000
"""Bytes of a passphrase file."""


def back_up(db: Path, folder: Path, passphrase_file: Path | None) -> str:
    """The path of the backup, sealed where a passphrase file was named."""
    from models.session import Session

    passphrase = _passphrase(passphrase_file)
    with Session.open(db) as session:
        return str(session.backup(folder, passphrase))


def restore(backup: Path, db: Path, month: str | None, passphrase_file: Path | None) -> str:
    """The whole backup in the place of the file, or one month of it; what there is to tell, or ""."""
    passphrase = _passphrase(passphrase_file)
    if month is not None:
        return _bring_back(backup, db, month, passphrase)
    from models.session import restore as put_in_place

    kept = put_in_place(backup, db, passphrase=passphrase)
    return "" if kept is None else t("Dữ liệu trước khi khôi phục được giữ ở {path}", path=str(kept))


def _bring_back(backup: Path, db: Path, month: str, passphrase: str | None) -> str:
    from models.formatting import parse_period
    from models.session import Session

    period = parse_period(month)
    with Session.open(db) as session:
        session.bring_back(backup, period, passphrase)
        return failed_backup(session)


def protect(session: Session) -> str:
    """A backup before an import; one that fails is told and does not stand in the way."""
    session.protect("import")
    return failed_backup(session)


def failed_backup(session: Session) -> str:
    """The sentence of a backup that failed and was not seen yet, or ""."""
    failure = session.backup_status().failure
    if failure is None:
        return ""
    from ui.messages import sentence

    return sentence(failure.error)


def _passphrase(file: Path | None) -> str | None:
    """The first line of the file; None where none was named. UserError "usage.passphrase_file" (path)."""
    if file is None:
        return None
    from export.files import read_file

    try:
        content = read_file(file, _LARGEST_PASSPHRASE)
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        lines = []
    # Of a longer file a part might be taken for the passphrase: nobody could open the backup again.
    if not lines or len(content) > _LARGEST_PASSPHRASE:
        raise UserError("usage.passphrase_file", path=str(file))
    return lines[0]
