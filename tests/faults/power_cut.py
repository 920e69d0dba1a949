"""The power-cut laboratory: disks as a cut could leave them, opened, and compared with what was told."""

from __future__ import annotations

import hashlib
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.bench import Bench
from tests.faults.content import Fault, Picture, judge, pictured
from tests.faults.disk import Acknowledged, Disk, Files, Recording, fates
from tests.faults.recording import CALLS, read_recording
from tests.faults.work import Workflow


@dataclass(frozen=True)
class Recorded:
    """A workflow as it ran: the operations, and the folder's picture before and after each step."""

    recording: Recording
    pictures: tuple[Picture, ...]

    def step_of(self, digest: str) -> int:
        """The step after which the database had that digest."""
        return next(n for n, picture in enumerate(self.pictures) if digest in picture.values())


@dataclass
class Result:
    """Different disks looked at, and what was wrong, by its description."""

    states: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    operations: int = 0


def record(bench: Bench, workflow: Workflow, variant: str = "plain") -> Recorded:
    before = bench.prepared(workflow)
    contents = {
        path.relative_to(before).as_posix(): path.read_bytes()
        for path in sorted(before.rglob("*"))
        if path.is_file()
    }
    outcome = bench.run(workflow, CALLS, variant=variant, picture=True)
    if not outcome.done:
        raise RuntimeError(f"{workflow.name} did not end: {outcome.traceback or outcome.sentences}")
    recording = read_recording(outcome.calls, bench.folder / "work", contents)
    recorded = Recorded(recording, (pictured(before), *outcome.pictures))
    _same_as_played(recording, bench.folder / "work")
    return recorded


def _same_as_played(recording: Recording, folder: Path) -> None:
    """The laboratory's own proof: playing the recording gives the folder that the run has left."""
    disk = Disk(recording)
    for operation in recording.operations:
        disk.play(operation)
    for name, content in disk.seen().items():
        if (folder / name).read_bytes() != content:
            raise RuntimeError(f"the recording plays {name} otherwise than it was")


def cuts(
    recorded: Recorded, budget: int, chance: random.Random
) -> Iterator[tuple[Files, tuple[Picture, ...]]]:
    """Different disks after a cut, about `budget` of them over all moments, each with its legal pictures."""
    disk, acknowledged = Disk(recorded.recording), 0
    operations = recorded.recording.operations
    moments = _open_moments(recorded.recording)
    most = max(3, -(-budget // moments))
    share = min(1.0, budget / (most * moments))
    seen: set[bytes] = set()
    for operation in (None, *operations):
        if operation is not None:
            disk.play(operation)
        if isinstance(operation, Acknowledged):
            acknowledged = operation.step
        legal = recorded.pictures[acknowledged : acknowledged + 2]
        if chance.random() > share:
            continue
        for fate in fates(disk, most, chance):
            files = disk.left_by(fate)
            mark = _mark(files, acknowledged)
            if mark not in seen:
                seen.add(mark)
                yield files, legal


def _open_moments(recording: Recording) -> int:
    """After how many operations something waits for a sync; at all others a cut leaves one disk only."""
    disk, found = Disk(recording), 1
    for operation in recording.operations:
        disk.play(operation)
        found += bool(disk.pending() or disk.waiting_entries())
    return found


def _mark(files: Files, acknowledged: int) -> bytes:
    digest = hashlib.blake2b(str(acknowledged).encode(), digest_size=16)
    for name, content in sorted(files.items()):
        digest.update(f"{name} {len(content)} ".encode() + content)
    return digest.digest()


def lay_out(files: Files, folder: Path) -> None:
    """Make the folder hold exactly these files."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def examine(bench: Bench, workflow: Workflow, budget: int, seed: int, variant: str = "plain") -> Result:
    """Cut the workflow's power about `budget` times; what was found."""
    recorded = record(bench, workflow, variant)
    result = Result(operations=len(recorded.recording.operations))
    folder = bench.folder / "after"
    chance = random.Random(f"{seed} {workflow.name} {variant}")
    for files, legal in cuts(recorded, budget, chance):
        lay_out(files, folder)
        result.states += 1
        try:
            judge(folder, legal, workflow.opener)
        except Fault as fault:
            result.faults[str(fault)] += 1
    return result
