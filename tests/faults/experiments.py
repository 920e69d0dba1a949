"""The experiments by name, each as a small fixed sample or in full, as the goals of the issue count them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from models import validation
from tests.faults import backups, copies, power_cut, races, sweep, wrong_files
from tests.faults.bench import Bench
from tests.faults.copies import Tried
from tests.faults.texts import silent_cleaner, texts
from tests.faults.workflows import BY_NAME, WORKFLOWS


@dataclass
class Counts:
    """What an experiment counted, and what it found wrong; a control must find something."""

    tried: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    control: bool = False

    @property
    def good(self) -> bool:
        return self.tried > 0 and bool(self.faults) == self.control


Experiment = Callable[[Bench, Path, bool, int], Counts]
VARIED = ("save", "meetings", "paste")


def power_cuts(bench: Bench, _folder: Path, full: bool, seed: int) -> Counts:
    counts = Counts()
    for workflow in WORKFLOWS:
        found = power_cut.examine(bench, workflow, 4000 if full else 20, seed)
        _add(counts, workflow.name, found)
    return counts


def _varied(variant: str, control: bool) -> Experiment:
    """Power cuts for a program that tells SQLite something else."""

    def varied(bench: Bench, _folder: Path, full: bool, seed: int) -> Counts:
        counts = Counts(control=control)
        for name in VARIED if full else VARIED[:2]:
            _add(counts, name, power_cut.examine(bench, BY_NAME[name], 800 if full else 100, seed, variant))
        return counts

    return varied


def _add(counts: Counts, name: str, found: power_cut.Result) -> None:
    counts.tried += found.states
    counts.answers[f"states of {name}"] += found.states
    counts.answers["operations recorded"] += found.operations
    counts.faults += [f"{name}: {fault} ({number} states)" for fault, number in found.faults.items()]


def fault_sweep(bench: Bench, _folder: Path, full: bool, seed: int) -> Counts:
    counts = Counts()
    for workflow in WORKFLOWS:
        found = sweep.sweep(bench, workflow, 150 if full else 15, seed)
        counts.tried += found.points
        counts.answers.update(found.refused)
        counts.faults += found.faults
    return counts


def _counts(tried: Tried) -> Counts:
    return Counts(tried.tried, tried.answers, tried.faults)


def idle_copies(_bench: Bench, folder: Path, full: bool, seed: int) -> Counts:
    return _counts(copies.idle_copies(folder, 200 if full else 20, seed))


def torn_copies(bench: Bench, _folder: Path, full: bool, seed: int) -> Counts:
    return _counts(copies.torn_copies(bench, 2000 if full else 80, seed))


def stale_journals(bench: Bench, _folder: Path, full: bool, seed: int) -> Counts:
    return _counts(copies.journals(bench, 200 if full else 16, seed))


def interrupted_backups(bench: Bench, _folder: Path, full: bool, seed: int) -> Counts:
    return _counts(backups.interrupted(bench, 1000 if full else 45, seed))


def flipped_bits(_bench: Bench, folder: Path, full: bool, seed: int) -> Counts:
    return _counts(backups.flipped(folder, 1000 if full else 200, seed))


def wrong(_bench: Bench, folder: Path, full: bool, seed: int) -> Counts:
    return _counts(wrong_files.wrong_files(folder, 660 if full else 110, seed))


def two_starts(_bench: Bench, folder: Path, full: bool, _seed: int) -> Counts:
    return _counts(races.races(folder, 1000 if full else 40))


def hostile_texts(_bench: Bench, folder: Path, full: bool, seed: int) -> Counts:
    return _counts(texts(folder, 10_000 if full else 400, seed))


def typed_texts(_bench: Bench, folder: Path, full: bool, seed: int) -> Counts:
    # Needs Qt and a screen, the others neither.
    from tests.faults.typed import typed, without_a_screen

    without_a_screen()
    return _counts(typed(folder, 320 if full else 8, seed))


def control_texts(_bench: Bench, folder: Path, full: bool, seed: int) -> Counts:
    """A cleaner that says nothing must be found."""
    with patch.object(validation, "clean", silent_cleaner):
        found = texts(folder, 400 if full else 120, seed)
    return Counts(found.tried, found.answers, found.faults, control=True)


EXPERIMENTS: dict[str, Experiment] = {
    "power-cuts": power_cuts,
    "control-no-sync": _varied("no sync", control=True),
    # A deleted journal may come back after a cut and would take an acknowledged entry back.
    "journal-deleted": _varied("journal deleted", control=False),
    "fault-sweep": fault_sweep,
    "idle-copies": idle_copies,
    "torn-copies": torn_copies,
    "stale-journals": stale_journals,
    "interrupted-backups": interrupted_backups,
    "flipped-bits": flipped_bits,
    "wrong-files": wrong,
    "two-starts": two_starts,
    "texts": hostile_texts,
    "texts-at-the-window": typed_texts,
    "control-silent-cleaner": control_texts,
}
