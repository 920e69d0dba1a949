"""The session: the program's one way to an open file. `ui` knows only this of storage."""

from __future__ import annotations

from models.session.core import Session
from models.session.months import LEAVE
from models.session.restoring import recover, restore
from models.storage.automatic import BackupFailure, BackupStatus, SecondCopy
from models.storage.backup import BackupInfo, default_folder
from models.storage.keeping import BackupEntry, entry_of, kept_stem, kept_time, list_backups, to_thin
from models.storage.place import is_network_path, is_there
from models.storage.restoring import inspect_backup

__all__ = [
    "LEAVE",
    "BackupEntry",
    "BackupFailure",
    "BackupInfo",
    "BackupStatus",
    "SecondCopy",
    "Session",
    "default_folder",
    "entry_of",
    "inspect_backup",
    "is_network_path",
    "is_there",
    "kept_stem",
    "kept_time",
    "list_backups",
    "recover",
    "restore",
    "to_thin",
]
