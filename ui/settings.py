"""What the window remembers between starts, in one ini file of the user's configuration folder.

Office data never goes here: it belongs to the database, which travels.
"""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from ui.i18n import Language

FOLDER = "SoDieuHanh"


class Settings:
    """Typed access to the ini file; unreadable entries answer their defaults."""

    def __init__(self, file: Path | None = None) -> None:
        if file is None:
            # Qt knows the folder too, and is there already: the first paint waits for the window's geometry.
            user = QSettings.Scope.UserScope
            folder = QSettings(QSettings.Format.IniFormat, user, FOLDER, "none").fileName()
            file = Path(folder).with_name("window.ini")
        while os.path.exists(file) and not os.path.isfile(file):
            # Qt would wait for ever for what a pipe of that name has to say.
            file = file.with_name(f"{file.stem}-2.ini")
        self._store = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def language(self) -> Language:
        """The screen's language; a change shows after a restart."""
        return "en" if self._store.value("language") == "en" else "vi"

    @language.setter
    def language(self, language: Language) -> None:
        self._store.setValue("language", language)

    @property
    def database(self) -> Path | None:
        """The file opened last."""
        found = self._store.value("database")
        if isinstance(found, QByteArray):
            return Path(os.fsdecode(bytes(found.data())))
        return Path(found) if isinstance(found, str) and found else None

    @database.setter
    def database(self, path: Path) -> None:
        # The next start may stand in another folder.
        name = str(path.absolute())
        # A name on the disk need be no text; Qt would leave those letters out.
        self._store.setValue("database", name if _is_text(name) else QByteArray(os.fsencode(name)))

    @property
    def geometry(self) -> QByteArray:
        """The window's size and place; empty at the first start."""
        found = self._store.value("geometry")
        return found if isinstance(found, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._store.setValue("geometry", geometry)

    @property
    def preview_width(self) -> int:
        """The preview's width as the user dragged it, 296 to 640 logical pixels; 0: as designed."""
        return self.number("preview_width", 0)

    @preview_width.setter
    def preview_width(self, width: int) -> None:
        self._store.setValue("preview_width", width)

    @property
    def preview_shown(self) -> bool:
        """Whether the preview is open beside the pages."""
        return self.number("preview_shown", 1) != 0

    @preview_shown.setter
    def preview_shown(self, shown: bool) -> None:
        self._store.setValue("preview_shown", int(shown))

    def number(self, key: str, default: int) -> int:
        """Any other whole number a page remembers ("sheets/inspector_height")."""
        try:
            return int(str(self._store.value(key, default)))
        except ValueError:
            return default

    def set_number(self, key: str, value: int) -> None:
        """Remember a whole number."""
        self._store.setValue(key, value)


def _is_text(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def default_database() -> Path:
    """Where the first start creates the database: the user's documents, an ASCII name for USB sticks."""
    from datetime import date

    from platformdirs import user_documents_path

    return user_documents_path() / "Sổ Điều Hành" / f"SoDieuHanh-{date.today().year}.sdh"
