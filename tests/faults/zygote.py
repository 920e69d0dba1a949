"""A warm Python process that forks one child for each run, so that a run costs no start.

Requests come on stdin, one JSON object a line. The child connects to the socket it is told of, says its
process id, waits for a word while strace takes hold of it, and works. What it says goes through the socket
(sendto), never through write: calls that are counted and broken are the program's own.
"""

from __future__ import annotations

import io
import json
import os
import signal
import socket
import sys
import traceback
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone, tzinfo
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from models.errors import AppError, UserError
from models.session import door
from models.storage import backup, sealed
from models.storage.database import Database
from tests.faults.content import pictured
from tests.faults.work import Refused
from tests.faults.workflows import BY_NAME
from tests.faults.workflows_keeping import COST
from ui.messages import sentence

VARIANTS: Mapping[str, Mapping[str, str]] = {
    "plain": {},
    "no sync": {"PRAGMA synchronous=FULL": "PRAGMA synchronous=OFF"},
    "journal deleted": {
        "PRAGMA journal_mode=TRUNCATE": "PRAGMA journal_mode=DELETE",
        "PRAGMA locking_mode=EXCLUSIVE": "PRAGMA locking_mode=NORMAL",
    },
}
"""The program as it is; as a control that the laboratory must find broken; and less careful than it is."""


class Standing(datetime):
    """A clock that stands still: a run in which something is tried twice is like one in which not."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Standing:
        return cls(2022, 9, 1, 8, 0, tzinfo=timezone(timedelta(hours=7)))


class Said(io.TextIOBase):
    """What is printed goes to the laboratory."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if text.strip():
            self._report(said=text.strip())
        return len(text)


class Report:
    """Messages to the laboratory, one JSON object a line, each sent by one call."""

    def __init__(self, peer: socket.socket | None) -> None:
        self._peer = peer

    def __call__(self, **content: Any) -> None:
        if self._peer is not None:
            self._peer.send(json.dumps(content).encode() + b"\n")


def vary(variant: str) -> None:
    """Change what the program tells SQLite, in this process."""
    replaced, run = VARIANTS[variant], Database.run

    def other(self: Database, sql: str, args: Any = ()) -> int:
        return run(self, replaced.get(sql, sql), args)

    if replaced:
        Database.run = other  # type: ignore[method-assign]


def perform(request: Mapping[str, Any], report: Report) -> None:
    """One run of a workflow; ends in a message "done", "refused" (a sentence) or "traceback"."""
    folder, steps = Path(request["folder"]), 0
    door.datetime = backup.datetime = Standing  # type: ignore[attr-defined]
    # A sealed backup is the same in every run, and costs none a quarter of a second.
    sealed.os, sealed.COST = SimpleNamespace(urandom=bytes), COST  # type: ignore[assignment]

    def tell() -> None:
        nonlocal steps
        steps += 1
        report(acknowledged=steps, picture=pictured(folder) if request["picture"] else None)

    try:
        BY_NAME[request["workflow"]].perform(folder, tell)
        report(done=True)
    except Refused:
        report(refused="", code="")
    except AppError as error:
        report(refused=sentence(error), code=error.code)
    except BaseException:
        # Whatever else comes out is what the laboratory looks for.
        report(traceback=traceback.format_exc())


def child(request: Mapping[str, Any]) -> None:
    peer = socket.socket(socket.AF_UNIX)
    peer.connect(request["socket"])
    report = Report(peer)
    report(pid=os.getpid())
    peer.recv(1)
    sys.stdout = sys.stderr = Said(report)
    vary(request["variant"])
    perform(request, report)


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    # The sentences are read from their file before that can be forbidden.
    sentence(UserError("file.read_only", path=""))
    for text in sys.stdin:
        request = json.loads(text)
        if request["socket"] is None:
            sys.stdout = io.StringIO()
            perform(request, Report(None))
            sys.stdout = sys.__stdout__
            print("warm", flush=True)
        elif os.fork() == 0:
            child(request)
            os._exit(0)


if __name__ == "__main__":
    main()
