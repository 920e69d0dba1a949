"""The session: the program's one way to an open file. `ui` knows only this of storage."""

from __future__ import annotations

from models.session.core import Session
from models.session.months import LEAVE
from models.session.restoring import restore
from models.storage.backup import BackupInfo, BackupStatus, inspect_backup

__all__ = ["LEAVE", "BackupInfo", "BackupStatus", "Session", "inspect_backup", "restore"]
