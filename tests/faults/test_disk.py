"""The model of a disk by which the laboratory cuts the power."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.faults.disk import (
    A_FOLDER,
    Disk,
    Entries,
    Fate,
    Recording,
    Resize,
    Sync,
    SyncFolder,
    Write,
    all_kept,
    fates,
)
from tests.faults.recording import CALLS, Call, Reader, Unread

NOTHING = Fate({}, {})


def disk(*operations: Write | Resize | Sync | Entries | SyncFolder) -> Disk:
    played = Disk(Recording({"a": 0}, {0: b"old"}, ()))
    for operation in operations:
        played.play(operation)
    return played


def test_a_write_may_be_lost_until_it_is_synced() -> None:
    written = disk(Write(0, 0, b"new"))
    assert written.left_by(NOTHING) == {"a": b"old"}
    assert written.left_by(all_kept(written)) == {"a": b"new"}
    written.play(Sync(0))
    assert written.left_by(NOTHING) == {"a": b"new"}


def test_a_write_tears_at_sectors_and_its_size_may_come_alone() -> None:
    written = disk(Write(0, 0, b"n" * 1024))
    assert written.pending() == {0: 3}
    size_only, second = frozenset({0}), frozenset({0, 2})
    assert written.left_by(Fate({0: size_only}, {})) == {"a": b"old" + bytes(1021)}
    assert written.left_by(Fate({0: second}, {})) == {"a": b"old" + bytes(509) + b"n" * 512}
    assert written.left_by(Fate({0: frozenset({1, 2})}, {})) == {"a": b"nnn"}


def test_a_name_may_be_lost_until_its_folder_is_synced() -> None:
    renamed = disk(
        Entries("", (("draft", 1),)), Write(1, 0, b"new"), Sync(1), Entries("", (("draft", None), ("a", 1)))
    )
    assert renamed.left_by(NOTHING) == {"a": b"old"}
    assert renamed.left_by(Fate({}, {"": 1})) == {"a": b"old", "draft": b"new"}
    assert renamed.left_by(Fate({}, {"": 2})) == {"a": b"new"}
    renamed.play(SyncFolder(""))
    assert renamed.left_by(NOTHING) == {"a": b"new"}


def test_a_folder_that_is_not_synced_into_its_own_takes_its_files_along() -> None:
    made = disk(Entries("", (("new", A_FOLDER),)), Entries("new", (("b", 1),)), SyncFolder("new"))
    assert made.left_by(NOTHING) == {"a": b"old"}
    made.play(SyncFolder(""))
    assert made.left_by(NOTHING) == {"a": b"old", "new/b": b""}


def test_every_single_piece_gets_its_turn_to_be_lost() -> None:
    written = disk(Write(0, 0, b"n" * 2048))
    lost = {
        number
        for fate in fates(written, 60, random.Random(1))
        for number in range(5)
        if fate.kept.get(0) == frozenset(range(5)) - {number}
    }
    assert lost == set(range(5))


def read(*lines: str) -> Reader:
    reader = Reader(Path("/lab"), {"a": b"old"})
    for line in lines:
        reader.take(Call(line))
    return reader


def hexed(text: str) -> str:
    return '"' + "".join(f"\\x{byte:02x}" for byte in text.encode()) + '"'


def test_straces_lines_become_operations() -> None:
    reader = read(
        f"7  openat(AT_FDCWD, {hexed('/lab/a')}, O_RDWR|O_CLOEXEC) = 4",
        f"7  pwrite64(4, {hexed('new')}, 3, 512) = 3",
        "7  fdatasync(4) = 0",
        f"7  rename({hexed('/lab/a')}, {hexed('/lab/b')}) = 0",
        f"7  openat(AT_FDCWD, {hexed('/lab')}, O_RDONLY|O_DIRECTORY) = 5",
        "7  fsync(5) = 0",
    )
    assert reader.operations == [
        Write(0, 512, b"new"),
        Sync(0),
        Entries("", (("a", None), ("b", 0))),
        SyncFolder(""),
    ]


def test_what_failed_did_not_happen() -> None:
    failed = f"7  unlink({hexed('/lab/a')}) = -1 ENOENT (No such file or directory)"
    assert read(failed).operations == []


def test_what_cannot_be_played_back_is_refused() -> None:
    with pytest.raises(Unread):
        read(
            f"7  openat(AT_FDCWD, {hexed('/lab/a')}, O_RDWR) = 4",
            "7  fallocate(4, 0, 0, 4096) = 0",
        )
    assert "fallocate" in CALLS
