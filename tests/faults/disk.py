"""What a power cut may leave on a disk.

The model is harsher than any one file system. Until a file is synced, every 512-byte sector written to it,
and every change of its size, may or may not have reached the disk, alone and in any combination. A place
that counts as part of the file but was never written holds zeros or rubbish. Creating, renaming and
removing files take effect in their order, but any number of the last of them may be lost until their folder
is synced. Syncing a file says nothing of its name. One sector is written whole or not at all.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

SECTOR = 512

A_FOLDER = -1
"""Stands for a folder among a folder's entries."""
Files = dict[str, bytes]
"""Path within the laboratory's folder -> content."""


@dataclass(frozen=True)
class Write:
    file: int
    offset: int
    data: bytes


@dataclass(frozen=True)
class Resize:
    file: int
    size: int


@dataclass(frozen=True)
class Sync:
    file: int


@dataclass(frozen=True)
class Entries:
    """One change of a folder's entries, as one step: name -> file, None for removed."""

    folder: str
    changes: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True)
class SyncFolder:
    folder: str


@dataclass(frozen=True)
class Acknowledged:
    """The program has told its user that a step is stored."""

    step: int


Operation = Write | Resize | Sync | Entries | SyncFolder | Acknowledged


@dataclass(frozen=True)
class Recording:
    """The folder before, and what was done to it. Files are numbered as they were met."""

    before: Mapping[str, int]
    contents: Mapping[int, bytes]
    operations: tuple[Operation, ...]


@dataclass
class _File:
    durable: bytearray
    pending: list[Write | Resize] = field(default_factory=list)
    size: int = 0
    """As the running program sees it."""


@dataclass
class _Folder:
    durable: dict[str, int]
    pending: list[tuple[tuple[str, int | None], ...]] = field(default_factory=list)

    def after(self, count: int) -> dict[str, int]:
        """The entries when the first `count` pending changes are on the disk."""
        names = dict(self.durable)
        for changes in self.pending[:count]:
            for name, file in changes:
                if file is None:
                    names.pop(name, None)
                else:
                    names[name] = file
        return names


@dataclass(frozen=True)
class Fate:
    """Which pending pieces reached the disk: of each file by index, of each folder how many."""

    kept: Mapping[int, frozenset[int]]
    entries: Mapping[str, int]
    rubbish: int | None = None
    """The seed of what lies in places never written; None for zeros."""


class Disk:
    """The disk while a recording is played."""

    def __init__(self, recording: Recording) -> None:
        self._files = {
            number: _File(bytearray(content), size=len(content))
            for number, content in recording.contents.items()
        }
        self._folders: dict[str, _Folder] = {}
        for path, number in recording.before.items():
            folder, _, name = path.rpartition("/")
            self._folders.setdefault(folder, _Folder({})).durable[name] = number

    def play(self, operation: Operation) -> None:
        match operation:
            case Write(number, offset, data):
                file = self._file(number)
                end = offset + len(data)
                if end > file.size:
                    file.pending.append(Resize(number, end))
                    file.size = end
                file.pending += _sectors(number, offset, data)
            case Resize(number, size):
                file = self._file(number)
                if size != file.size:
                    file.pending.append(operation)
                    file.size = size
            case Sync(number):
                file = self._file(number)
                _apply(file.durable, file.pending, None)
                file.pending = []
            case Entries(folder, changes):
                self._folder(folder).pending.append(changes)
            case SyncFolder(folder):
                held = self._folder(folder)
                held.durable = held.after(len(held.pending))
                held.pending = []
            case Acknowledged():
                pass

    def _file(self, number: int) -> _File:
        return self._files.setdefault(number, _File(bytearray()))

    def _folder(self, name: str) -> _Folder:
        return self._folders.setdefault(name, _Folder({}))

    def pending(self) -> dict[int, int]:
        """How many pieces of each file wait for a sync."""
        return {number: len(file.pending) for number, file in self._files.items() if file.pending}

    def waiting_entries(self) -> dict[str, int]:
        """How many changes of each folder wait for a sync."""
        return {name: len(folder.pending) for name, folder in self._folders.items() if folder.pending}

    def left_by(self, fate: Fate) -> Files:
        """The files a cut leaves at this moment."""
        left: Files = {}
        lost = self._lost_folders(fate)
        for folder_name, folder in self._folders.items():
            for name, number in folder.after(fate.entries.get(folder_name, 0)).items():
                if folder_name in lost or number == A_FOLDER:
                    continue
                file = self._file(number)
                content = bytearray(file.durable)
                rubbish = None if fate.rubbish is None else random.Random(fate.rubbish)
                kept = fate.kept.get(number, frozenset())
                _apply(content, [p for n, p in enumerate(file.pending) if n in kept], rubbish)
                left[f"{folder_name}/{name}" if folder_name else name] = bytes(content)
        return left

    def _lost_folders(self, fate: Fate) -> set[str]:
        """Folders made in the recording whose own name is not on the disk; what is in them is gone too."""
        lost = set()
        for parent, folder in self._folders.items():
            made = folder.after(len(folder.pending)).items()
            kept = folder.after(fate.entries.get(parent, 0))
            here = {name for name, number in made if number == A_FOLDER and name not in kept}
            lost |= {f"{parent}/{name}" if parent else name for name in here}
        return lost

    def seen(self) -> Files:
        """The files as the running program sees them, and a copy by hand takes them."""
        return self.left_by(all_kept(self))


def all_kept(disk: Disk) -> Fate:
    kept = {number: frozenset(range(count)) for number, count in disk.pending().items()}
    return Fate(kept, disk.waiting_entries())


def fates(disk: Disk, count: int, chance: random.Random) -> Iterator[Fate]:
    """At most `count` fates of this moment: nothing kept, all kept, one piece lost, one kept, then any."""
    pending, waiting = disk.pending(), disk.waiting_entries()
    everything = all_kept(disk)
    yield Fate({}, {})
    yield everything
    pieces = [(number, n) for number, pieces in pending.items() for n in range(pieces)]
    single = [
        Fate(everything.kept, {**waiting, name: n}) for name, most in waiting.items() for n in range(most)
    ]
    for number, n in chance.sample(pieces, min(len(pieces), count // 3)):
        single.append(Fate({**everything.kept, number: everything.kept[number] - {n}}, waiting))
    for number, n in chance.sample(pieces, min(len(pieces), count // 6)):
        single.append(Fate({number: frozenset({n})}, waiting))
    yield from single[: max(0, count - 2)]
    if not pieces and not waiting:
        return
    for _ in range(count - 2 - len(single)):
        share = chance.choice((0.05, 0.3, 0.5, 0.7, 0.95))
        kept = {
            number: frozenset(n for n in range(most) if chance.random() < share)
            for number, most in pending.items()
        }
        entries = {name: chance.randint(0, most) for name, most in waiting.items()}
        yield Fate(kept, entries, chance.choice((None, chance.getrandbits(32))))


def _sectors(number: int, offset: int, data: bytes) -> Iterator[Write]:
    """The write, cut where the disk's sectors end."""
    start = 0
    while start < len(data):
        length = SECTOR - (offset + start) % SECTOR
        yield Write(number, offset + start, data[start : start + length])
        start += length


def _apply(content: bytearray, pieces: list[Write | Resize], rubbish: random.Random | None) -> None:
    """Put pieces in place in their order; a write beyond the size of the file as it then is, is lost."""
    for piece in pieces:
        if isinstance(piece, Resize):
            missing = piece.size - len(content)
            if missing < 0:
                del content[piece.size :]
            elif rubbish is not None:
                content += rubbish.randbytes(missing)
            else:
                content += bytes(missing)
        elif piece.offset < len(content):
            end = min(len(content), piece.offset + len(piece.data))
            content[piece.offset : end] = piece.data[: end - piece.offset]
