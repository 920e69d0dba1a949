"""The bench: runs a workflow in a forked child, held by strace, and collects what both say."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.faults.work import Workflow

ROOT = Path(__file__).resolve().parents[2]
SHARED_MEMORY = Path("/dev/shm")
PATIENCE = 120.0
"""Seconds: a run that says nothing for so long hangs."""


class Hanging(Exception):
    """A run came to no end."""


@dataclass
class Outcome:
    """What a run said, and strace's lines."""

    messages: list[dict[str, Any]] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)

    @property
    def acknowledged(self) -> int:
        return sum("acknowledged" in message for message in self.messages)

    @property
    def pictures(self) -> list[dict[str, str]]:
        return [message["picture"] for message in self.messages if "acknowledged" in message]

    @property
    def done(self) -> bool:
        return any("done" in message for message in self.messages)

    @property
    def sentences(self) -> list[str]:
        """What a clerk has read: refusals and whatever was printed."""
        said = [message.get("refused") or message.get("said") or "" for message in self.messages]
        return [text for text in said if text]

    @property
    def traceback(self) -> str:
        return "".join(message.get("traceback", "") for message in self.messages)


class Bench:
    """A folder in memory where there is one, and the warm process."""

    def __init__(self) -> None:
        strace = shutil.which("strace")
        if strace is None:
            raise RuntimeError("strace is missing: run `python -m tests`")
        self._strace = strace
        memory = SHARED_MEMORY if os.access(SHARED_MEMORY, os.W_OK) else None
        self.folder = Path(tempfile.mkdtemp(prefix="faults-", dir=memory))
        self._temporary = self.folder / "tmp"
        self._temporary.mkdir()
        home = {"HOME": str(self.folder / "home"), "TMPDIR": str(self._temporary)}
        home |= {
            f"XDG_{name}_HOME": str(self.folder / "home" / name)
            for name in ("DATA", "CONFIG", "CACHE", "STATE")
        }
        self._zygote = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.zygote"],
            cwd=ROOT,
            env={**os.environ, **home},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(self.folder / "socket"))
        self._listener.listen()
        self._listener.settimeout(PATIENCE)
        self._prepared: dict[str, Path] = {}
        self._tempdir, tempfile.tempdir = tempfile.tempdir, str(self._temporary)

    def __enter__(self) -> Bench:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._zygote.stdin is not None and self._zygote.stdout is not None
        self._zygote.stdin.close()
        self._zygote.wait()
        self._zygote.stdout.close()
        self._listener.close()
        tempfile.tempdir = self._tempdir
        shutil.rmtree(self.folder)

    def prepared(self, workflow: Workflow) -> Path:
        """The folder as the workflow finds it; made once, and the workflow run once to load its modules."""
        if workflow.name not in self._prepared:
            folder = self.folder / f"before {workflow.name}"
            folder.mkdir()
            workflow.prepare(folder)
            self._prepared[workflow.name] = folder
            self._ask(workflow, self.fresh(workflow, "warm"), None, "plain", False)
            assert self._zygote.stdout is not None and self._zygote.stdout.readline() == "warm\n"
        return self._prepared[workflow.name]

    def fresh(self, workflow: Workflow, name: str = "work") -> Path:
        """A folder ready for a run; the last of that name is thrown away."""
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self._prepared[workflow.name], folder)
        return folder

    def run(
        self,
        workflow: Workflow,
        calls: str,
        inject: str | None = None,
        variant: str = "plain",
        picture: bool = False,
    ) -> Outcome:
        """Run it once in a fresh folder "work", strace watching `calls` and breaking what `inject` says."""
        self.prepared(workflow)
        self._ask(workflow, self.fresh(workflow), str(self.folder / "socket"), variant, picture)
        peer, _ = self._listener.accept()
        with peer, peer.makefile("rb") as said:
            peer.settimeout(PATIENCE)
            pid = json.loads(said.readline())["pid"]
            with self._held(pid, calls, inject) as strace:
                peer.send(b"!")
                try:
                    messages = [json.loads(line) for line in said if line.endswith(b"\n")]
                except TimeoutError:
                    strace.kill()
                    os.kill(pid, 9)
                    raise Hanging(f"{workflow.name} {inject}") from None
                strace.wait()
        log = (self.folder / "calls").read_text(encoding="utf-8", errors="replace")
        return Outcome(messages, log.splitlines())

    def _ask(self, workflow: Workflow, folder: Path, peer: str | None, variant: str, picture: bool) -> None:
        assert self._zygote.stdin is not None
        request = {"workflow": workflow.name, "folder": str(folder), "socket": peer}
        print(
            json.dumps({**request, "variant": variant, "picture": picture}),
            file=self._zygote.stdin,
            flush=True,
        )

    def _held(self, pid: int, calls: str, inject: str | None) -> subprocess.Popen[str]:
        """strace, once it holds the process."""
        command: Sequence[str] = [self._strace, "-f", "-p", str(pid), "-o", str(self.folder / "calls")]
        command = [*command, "-xx", "-s", "10000000", "-e", f"trace={calls}", "-e", "signal=none"]
        if inject:
            command = [*command, "-e", f"inject={inject}"]
        strace = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert strace.stderr is not None
        for line in strace.stderr:
            if "attached" in line:
                return strace
        raise RuntimeError("strace may not hold other processes here (ptrace)")
