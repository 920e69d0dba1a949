"""The fault sweep: at every file operation of a workflow the process is killed, or the system refuses.

A full disk stays full and a forbidden place forbidden: ENOSPC and EACCES strike from the n-th call on.
A failing disk may work again at the next try: EIO strikes once.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.faults.bench import Bench, Hanging, Outcome
from tests.faults.content import Fault, Picture, judge, pictured
from tests.faults.work import Workflow

STRIKES = {
    "KILL": "signal=KILL:when={n}",
    "ENOSPC": "error=ENOSPC:when={n}+",
    "EACCES": "error=EACCES:when={n}+",
    "EIO": "error=EIO:when={n}",
}
BREAKS: dict[str, tuple[str, ...]] = {
    "openat": ("KILL", "ENOSPC", "EACCES", "EIO"),
    "newfstatat": ("EACCES", "EIO"),
    "getdents64": ("EIO",),
    "read": ("EIO",),
    "pread64": ("EIO",),
    "write": ("KILL", "ENOSPC", "EIO"),
    "pwrite64": ("KILL", "ENOSPC", "EIO"),
    "ftruncate": ("KILL", "EIO"),
    "fsync": ("KILL", "ENOSPC", "EIO"),
    "fdatasync": ("KILL", "ENOSPC", "EIO"),
    "rename": ("KILL", "ENOSPC", "EACCES", "EIO"),
    "unlink": ("KILL", "EACCES", "EIO"),
    "link": ("KILL", "ENOSPC", "EACCES", "EIO"),
    "mkdir": ("KILL", "ENOSPC", "EACCES", "EIO"),
}
"""Each call, and what the system's manual lets it answer."""
NAMED = {
    "ENOSPC": re.compile("đầy"),
    "EACCES": re.compile("quyền|phép|chỉ đọc|chỉ cho đọc"),
    "EIO": re.compile("Không đọc, ghi được|Kiểm tra ổ đĩa|Hệ thống báo|hỏng|không qua được kiểm tra"),
}
"""Words by which a sentence names its cause."""
_CALL = re.compile(r"^\d+ +(\w+)\(")


@dataclass(frozen=True)
class Point:
    """The n-th call of that name, and what happens to it."""

    call: str
    number: int
    strike: str

    @property
    def inject(self) -> str:
        return f"{self.call}:{STRIKES[self.strike].format(n=self.number)}"

    def __str__(self) -> str:
        return f"{self.strike} at {self.call} {self.number}"


@dataclass
class Swept:
    """Points struck; what was refused, by error code; what was wrong."""

    points: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def points(outcome: Outcome) -> Iterator[Point]:
    """Every point of a run, from strace's account of one that nothing hindered."""
    counted: Counter[str] = Counter()
    for line in outcome.calls:
        found = _CALL.match(line)
        if found is None:
            continue
        call = found[1]
        counted[call] += 1
        for strike in BREAKS[call]:
            if not (call == "openat" and strike == "ENOSPC" and "O_CREAT" not in line):
                yield Point(call, counted[call], strike)


def sweep(bench: Bench, workflow: Workflow, most: int | None, seed: int) -> Swept:
    """Strike at all points, or at `most` of them chosen by the seed."""
    watched = ",".join(BREAKS)
    before = pictured(bench.prepared(workflow))
    whole = bench.run(workflow, watched, picture=True)
    if not whole.done:
        raise RuntimeError(f"{workflow.name} did not end: {whole.traceback or whole.sentences}")
    pictures = (before, *whole.pictures)
    chosen = list(points(bench.run(workflow, watched)))
    if most is not None and most < len(chosen):
        chosen = random.Random(f"{seed} {workflow.name}").sample(chosen, most)
    swept = Swept()
    for point in chosen:
        swept.points += 1
        try:
            code = strike(bench, workflow, point, pictures)
        except Fault as fault:
            swept.faults.append(f"{workflow.name}, {point}: {fault}")
        else:
            if code is not None:
                swept.refused[f"{point.strike} {code}"] += 1
    return swept


def strike(bench: Bench, workflow: Workflow, point: Point, pictures: tuple[Picture, ...]) -> str | None:
    """Run the workflow with one fault; the code it was refused with, "killed", or None when it ended well."""
    try:
        outcome = bench.run(workflow, point.call, point.inject)
    except Hanging as error:
        raise Fault("hangs") from error
    if outcome.traceback:
        raise Fault(outcome.traceback.strip().splitlines()[-1])
    killed = not any(key in message for message in outcome.messages for key in ("done", "refused"))
    if killed and point.strike != "KILL":
        raise Fault("ended without a word")
    acknowledged = outcome.acknowledged
    legal = pictures[acknowledged : acknowledged + 2]
    judge(bench.folder / "work", legal, workflow.opener, hindered=not killed)
    if outcome.done or killed:
        return "killed" if killed else None
    said = " ".join(outcome.sentences)
    if not NAMED[point.strike].search(said):
        raise Fault(f"does not name its cause: {said}")
    return next((message["code"] for message in outcome.messages if "code" in message), "")
