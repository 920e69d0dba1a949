"""Restoring needs the file closed: close the session, restore, open again, tell everyone."""

from __future__ import annotations

from pathlib import Path

from models.session import Session, restore
from ui.controller import Controller


def restore_into(controller: Controller, backup: Path, passphrase: str | None = None) -> Path | None:
    """Puts the backup in the place of the open file; where today's data was kept.

    Whatever fails, the file is open again afterwards. UserError and MachineError as `models.session.restore`.
    """
    controller.clear_draft()
    path = controller.session.path
    controller.session.close()
    try:
        kept = restore(backup, path, passphrase=passphrase)
    finally:
        controller.replace_session(Session.open(path))
    return kept
