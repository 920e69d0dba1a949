"""The way to the second folder: a share that is gone may not answer for a minute, so a thread asks it."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from models.errors import AppError
from models.session import SecondCopy, Session
from ui.backups.found import Found, backups_in
from ui.controller import Controller


@dataclass(frozen=True)
class SecondFolder:
    """What the second folder answered last."""

    folder: Path
    present: bool
    """Whether it was there."""
    found: tuple[Found, ...] = ()
    """The newest backups in it, and what is inside each."""


class Courier(QObject):
    """Carries the newest backup, looks what lies in the folder, and keeps the answer for whoever asks."""

    carried = Signal(object, object)
    """The copy's path, None when there was nothing to do; the AppError that it failed with, or None."""
    looked = Signal()
    """`seen` has a new answer."""
    _came_back = Signal(int, object, object, object)

    def __init__(self, controller: Controller) -> None:
        super().__init__(controller)
        self._controller = controller
        self._seen: SecondFolder | None = None
        self._lock = threading.Lock()
        self._next: tuple[int, SecondCopy, Session] | None = None
        self._sent = self._answered = 0
        self._thread: threading.Thread | None = None
        self._came_back.connect(self._take)

    def send(self) -> None:
        """Begin; `carried` and `looked` follow in the UI thread. One on its way goes once more."""
        session = self._controller.session
        copy = session.second_copy()
        if copy is None:
            return
        self._sent += 1
        with self._lock:
            self._next = (self._sent, copy, session)
            # A bug that ended the last way was reported (ui.unforeseen); the next one is gone all the same.
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, daemon=True)
                self._thread.start()

    def is_away(self) -> bool:
        """Whether an answer is still to come."""
        return self._sent != self._answered

    def wait(self, seconds: float) -> None:
        """Until it is back, but no longer."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)

    def seen(self, folder: Path | None) -> SecondFolder | None:
        """What that folder answered last; None: nothing yet."""
        return self._seen if self._seen is not None and self._seen.folder == folder else None

    def _work(self) -> None:
        while True:
            with self._lock:
                job, self._next = self._next, None
                if job is None:
                    self._thread = None
                    return
            number, copy, session = job
            path, failed = None, None
            try:
                path = copy.carry()
            except AppError as error:
                failed = error
            seen = _look(copy.folder, session, self._seen)
            # The window may be gone by now, and with it whoever would hear of it.
            with suppress(RuntimeError):
                self._came_back.emit(number, path, failed, seen)

    def _take(self, number: int, path: Path | None, error: AppError | None, seen: SecondFolder) -> None:
        self._answered = number
        if error is not None:
            self._controller.session.copy_failed(error)
        self._seen = seen
        self.carried.emit(path, error)
        self.looked.emit()


def courier_of(controller: Controller) -> Courier:
    """The window's one courier."""
    found = controller.findChild(Courier)
    return found if isinstance(found, Courier) else Courier(controller)


def _look(folder: Path, session: Session, before: SecondFolder | None) -> SecondFolder:
    known: Iterable[Found] = before.found if before is not None and before.folder == folder else ()
    if not os.path.isdir(folder):
        return SecondFolder(folder, False)
    return SecondFolder(folder, True, tuple(backups_in(folder, session, known)))
