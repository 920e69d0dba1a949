"""Backups: broken off at any moment, none bears a final name unless it is whole; one bit flipped is seen."""

from __future__ import annotations

import random
from pathlib import Path

from models.errors import AppError
from models.session import Session, inspect_backup
from tests.faults.bench import Bench
from tests.faults.content import DATABASE, Fault, judge
from tests.faults.copies import Tried
from tests.faults.power_cut import cuts, lay_out, record
from tests.faults.work import Workflow, small
from tests.faults.workflows import BY_NAME
from tests.models.builders import ticking

MADE_BY = ("backup", "command backup", "restore")


def interrupted(bench: Bench, count: int, seed: int) -> Tried:
    """Different disks after a cut while backups are made: each file under a final name opens as a backup."""
    result, chance = Tried(), random.Random(seed)
    folder = bench.folder / "after"
    for name in MADE_BY:
        workflow: Workflow = BY_NAME[name]
        budget = -(-count // len(MADE_BY))
        for files, legal in cuts(record(bench, workflow), budget * 16, chance):
            lay_out(files, folder)
            result.tried += 1
            try:
                judge(folder, legal, workflow.opener)
                for path in sorted(folder.rglob("*.sdh")):
                    if not path.name.startswith("."):
                        inspect_backup(path)
                        result.answers["valid under a final name"] += 1
            except (Fault, AppError) as error:
                result.faults.append(f"{name}: {error}")
    return result


def flipped(folder: Path, count: int, seed: int) -> Tried:
    """A backup with one flipped bit must not pass for one."""
    result, chance = Tried(), random.Random(seed)
    small(folder)
    (folder / "backups").mkdir()
    with Session.open(folder / DATABASE, ticking()) as session:
        backup = session.backup(folder / "backups")
    content = backup.read_bytes()
    for bit in chance.sample(range(len(content) * 8), count):
        broken = bytearray(content)
        broken[bit // 8] ^= 1 << bit % 8
        backup.write_bytes(broken)
        result.tried += 1
        try:
            inspect_backup(backup)
        except AppError as error:
            result.answers[error.code] += 1
        else:
            result.faults.append(f"bit {bit} flipped and nobody saw it")
    return result
