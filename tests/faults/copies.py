"""Copies made by hand: of a file at rest, in the middle of a write, beside a journal of another file."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from models.errors import AppError
from models.session import Session
from tests.faults.bench import Bench
from tests.faults.content import DATABASE, Fault, rows_digest
from tests.faults.disk import Disk, Files, all_kept
from tests.faults.power_cut import Recorded, lay_out, record
from tests.faults.work import small
from tests.faults.workflows import BY_NAME
from tests.models.builders import AUGUST, meeting, ticking

JOURNAL = f"{DATABASE}-journal"
WRITTEN = ("save", "meetings", "undo", "paste", "month", "issue", "import", "delete")
"""Workflows whose writes are long enough to be caught in the middle."""


@dataclass
class Tried:
    """How many were tried, what the program said to them, and where it was wrong."""

    tried: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def idle_copies(folder: Path, count: int, seed: int) -> Tried:
    """A file copied by another program while it is open, after a random write: each copy must be whole."""
    chance, result = random.Random(seed), Tried()
    small(folder)
    copy = folder / "copy" / DATABASE
    with Session.open(folder / DATABASE, ticking()) as session:
        for number in range(count):
            _write_something(session, chance, number)
            shutil.rmtree(copy.parent, ignore_errors=True)
            copy.parent.mkdir()
            subprocess.run(["cp", str(session.path), str(copy)], check=True)
            result.tried += 1
            try:
                with Session.open(copy) as opened:
                    same = opened.month_data(AUGUST) == session.month_data(AUGUST)
                    same = same and opened.saved_at() == session.saved_at()
            except AppError as error:
                result.faults.append(f"copy {number}: {error}")
            else:
                result.answers["whole" if same else "different"] += 1
                if not same:
                    result.faults.append(f"copy {number} holds something else")
    return result


def _write_something(session: Session, chance: random.Random, number: int) -> None:
    choice = chance.randrange(4)
    if choice == 0:
        session.set_value(AUGUST, "vb_den", Decimal(chance.randrange(10_000)))
    elif choice == 1:
        session.add_meeting(AUGUST, meeting(f"Họp lần {number} " * chance.randrange(1, 40), 1 + number % 28))
    elif choice == 2:
        session.set_narrative(AUGUST, [f"Đoạn {n} " * 50 for n in range(chance.randrange(1, 40))])
    else:
        session.undo()


def torn_copies(bench: Bench, count: int, seed: int) -> Tried:
    """The file copied while it is written, its beginning earlier than its end, or cut off: either refused,
    or, where the copy happens to be one of the moments that were whole, opened as that moment."""
    chance, result = random.Random(seed), Tried()
    folder = bench.folder / "torn"
    each = -(-count // len(WRITTEN))
    for name in WRITTEN:
        recorded = record(bench, BY_NAME[name])
        whole = {picture[DATABASE] for picture in recorded.pictures}
        for content in _torn(recorded, each, chance):
            lay_out({DATABASE: content}, folder)
            answer = opening(folder / DATABASE, whole)
            result.tried += 1
            result.answers[answer] += 1
            if answer == "not recognised":
                result.faults.append(f"{name}: a torn copy opened as if it were whole")
    return result


def _torn(recorded: Recorded, count: int, chance: random.Random) -> Iterator[bytes]:
    moments = []
    disk = Disk(recorded.recording)
    for operation in recorded.recording.operations:
        disk.play(operation)
        moments.append(disk.seen()[DATABASE])
    different = [n for n in range(1, len(moments)) if moments[n] != moments[n - 1]]
    for _ in range(count):
        first = chance.choice(different)
        early = moments[first]
        if chance.random() < 0.2:
            yield early[: chance.randrange(1, len(early))]
            continue
        late = moments[min(len(moments) - 1, first + chance.choice((0, 1, 2, 5, 20)))]
        parted = chance.randrange(0, len(late) // 4096 + 1) * 4096
        yield early[:parted] + late[parted:]


def opening(path: Path, whole: set[str]) -> str:
    """What the program makes of the file: a refusal's code, "whole", or "not recognised"."""
    try:
        with Session.open(path) as session:
            outside = session.changed_outside()
            try:
                digest = rows_digest(path)
            except Fault:
                digest = "an index that does not fit its table"
    except AppError as error:
        return error.code
    if digest in whole:
        return "whole"
    return "told as changed outside" if outside else "not recognised"


def journals(bench: Bench, count: int, seed: int) -> Tried:
    """A journal beside the file: of an interrupted write, which must be taken back; or of another file or
    another time, which must be refused, nothing touched, or do no harm."""
    chance, result = random.Random(seed), Tried()
    recorded = [record(bench, BY_NAME[name]) for name in WRITTEN]
    broken = [hot(each) for each in recorded]
    folder = bench.folder / "journal"
    for number in range(count):
        which = chance.randrange(len(broken))
        files, legal = chance.choice(broken[which])
        if number % 2 == 0:
            what, allowed = "own", set(legal)
        else:
            what = "stranger"
            other = chance.choice((which, chance.randrange(len(broken))))
            steps = range(len(recorded[other].pictures))
            if other == which:
                # A file of a time after the broken write cannot be: that write never ended.
                steps = range(recorded[which].step_of(legal[0]) + 1)
            name, content = resting(recorded[other], chance.choice(steps))
            allowed = {name}
            files = {DATABASE: content, JOURNAL: files[JOURNAL]}
        lay_out(files, folder)
        answer = opening(folder / DATABASE, allowed)
        result.tried += 1
        result.answers[f"{what}: {answer}"] += 1
        right = answer == "whole" or (what == "stranger" and answer == "file.stale_journal")
        if answer == "file.stale_journal":
            right = right and all((folder / name).read_bytes() == content for name, content in files.items())
        if not right:
            result.faults.append(f"{WRITTEN[which]}, journal {number} of {what}: {answer}")
    return result


def hot(recorded: Recorded) -> list[tuple[Files, list[str]]]:
    """Disks with a journal that must be played, and the digests they may have then."""
    found, disk, acknowledged = [], Disk(recorded.recording), 0
    for operation in recorded.recording.operations:
        disk.play(operation)
        acknowledged = getattr(operation, "step", acknowledged)
        files = disk.left_by(all_kept(disk))
        journal = files.get(JOURNAL, b"")
        if len(journal) > 512 and journal[8:12] not in (bytes(4), b""):
            legal = [picture[DATABASE] for picture in recorded.pictures[acknowledged : acknowledged + 2]]
            found.append(({DATABASE: files[DATABASE], JOURNAL: journal}, legal))
    return found


def resting(recorded: Recorded, step: int) -> tuple[str, bytes]:
    """The file as it was after one of the steps, and its digest."""
    disk, acknowledged = Disk(recorded.recording), 0
    content = disk.seen()[DATABASE]
    for operation in recorded.recording.operations:
        disk.play(operation)
        acknowledged = getattr(operation, "step", acknowledged)
        if acknowledged == step and step:
            content = disk.seen()[DATABASE]
            break
    return recorded.pictures[step][DATABASE], content
