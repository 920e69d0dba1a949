"""Wrong files: damaged, foreign, hostile. None may crash the program or be changed by looking at it."""

from __future__ import annotations

import random
import sqlite3
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

from models.errors import AppError
from models.exchange import read_month_file
from models.session import Session, inspect_backup, restore
from tests.faults.content import DATABASE
from tests.faults.copies import Tried
from tests.faults.work import small

Spoil = Callable[[bytes, random.Random], bytes]


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.choice((0, 1, 15, 16, 99, 100, 511, 512, 4096, chance.randrange(len(content))))]


def _flip(content: bytes, chance: random.Random) -> bytes:
    broken = bytearray(content)
    for _ in range(chance.choice((1, 3, 50, 2000))):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    return bytes(broken)


def _header(content: bytes, chance: random.Random) -> bytes:
    broken = bytearray(content)
    place = chance.randrange(100)
    broken[place] ^= chance.randrange(1, 256)
    return bytes(broken)


def _pages(content: bytes, chance: random.Random) -> bytes:
    """Some pages are zeros, or another page of the same file."""
    broken = bytearray(content)
    for _ in range(chance.randrange(1, 6)):
        page, other = (4096 * chance.randrange(len(content) // 4096) for _ in range(2))
        broken[page : page + 4096] = bytes(4096) if chance.random() < 0.5 else content[other : other + 4096]
    return bytes(broken)


def _longer(content: bytes, chance: random.Random) -> bytes:
    return content + chance.randbytes(chance.choice((1, 511, 4096, 40_000)))


def _foreign(_content: bytes, chance: random.Random) -> bytes:
    start = chance.choice(
        (b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\x89PNG\r\n", b"\xd0\xcf\x11\xe0", b"\xff\xfe")
    )
    return start + chance.randbytes(chance.choice((0, 7, 600, 9000)))


def _half_sqlite(_content: bytes, chance: random.Random) -> bytes:
    return b"SQLite format 3\x00" + chance.randbytes(chance.choice((84, 496, 4080, 20_000)))


def _text(_content: bytes, chance: random.Random) -> bytes:
    texts = (
        "",
        "{",
        "[]",
        '{"format": "so-dieu-hanh/month"}',
        "[" * 100_000,
        '{"a": 1e999999}',
        "null",
        "Báo cáo",
    )
    return chance.choice(texts).encode(chance.choice(("utf-8", "utf-16", "utf-8-sig")))


def _version(content: bytes, chance: random.Random) -> bytes:
    """Another application's file, another schema's, another writer's."""
    broken = bytearray(content)
    place = chance.choice((18, 19, 28, 36, 44, 52, 56, 60, 68, 96))
    broken[place : place + (1 if place < 20 else 4)] = (
        bytes([chance.randrange(256)])
        if place < 20
        else struct.pack(">I", chance.choice((0, 1, 2, 99, 2**31, 2**32 - 1)))
    )
    return bytes(broken)


SMUGGLED = (
    "CREATE TRIGGER t AFTER INSERT ON value BEGIN DELETE FROM meeting; END",
    "CREATE VIEW v AS SELECT * FROM office",
    "CREATE TABLE extra (x)",
    "DROP TABLE meeting",
    "DROP TABLE change",
    "DROP INDEX meeting_by_title",
    "ALTER TABLE office RENAME TO buero",
    "ALTER TABLE value ADD COLUMN more TEXT",
    "DELETE FROM office",
    "DELETE FROM change",
    "UPDATE office SET value = 'không phải JSON'",
    "UPDATE office SET value = '{}'",
    "UPDATE office SET value = json_quote(replace(hex(zeroblob(3000000)), '0', 'x'))",
    "UPDATE value SET amount = '1e999'",
    "UPDATE value SET amount = 'NaN'",
    "UPDATE value SET amount = '-'",
    "UPDATE month SET window_start = '2022-02-31'",
    "UPDATE month SET period = '2022-13'",
    "UPDATE paragraph SET text = CAST(x'ff00fe41' AS TEXT)",
    "UPDATE meeting SET title = char(0, 65534, 8238)",
    "UPDATE change SET params = 'x'",
    "UPDATE change_row SET after = '{}' WHERE after IS NOT NULL",
    "UPDATE change_row SET tbl = 'sqlite_schema'",
    "PRAGMA user_version = 0",
    "PRAGMA user_version = 1",
    "PRAGMA user_version = 99",
    "PRAGMA application_id = 1",
    "PRAGMA journal_mode = WAL",
)


def _smuggle(content: bytes, chance: random.Random) -> bytes:
    """Statements of another program on a file of ours."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.deserialize(content)
        for statement in chance.sample(SMUGGLED, chance.choice((1, 1, 1, 2))):
            try:
                connection.execute("PRAGMA ignore_check_constraints = ON")
                connection.execute(statement)
            except sqlite3.Error:
                continue
        return connection.serialize()
    finally:
        connection.close()


KINDS: tuple[Spoil, ...] = (
    _cut, _flip, _header, _pages, _longer, _foreign, _half_sqlite, _text, _version, _smuggle, _smuggle,
)  # fmt: skip


def _wrong(content: bytes, count: int, chance: random.Random) -> Iterator[tuple[str, bytes]]:
    for number in range(count):
        spoil = KINDS[number % len(KINDS)]
        yield spoil.__name__.strip("_"), spoil(content, chance)


def wrong_files(folder: Path, count: int, seed: int) -> Tried:
    """Each file is opened, looked into as a backup, restored over good data and read as a month file."""
    result, chance = Tried(), random.Random(seed)
    small(folder)
    good = (folder / DATABASE).read_bytes()
    wrong = folder / "wrong" / DATABASE
    wrong.parent.mkdir()
    for kind, content in _wrong(good, count, chance):
        result.tried += 1
        for door in (_open, inspect_backup, _restored, _read):
            for leftover in wrong.parent.iterdir():
                leftover.unlink()
            wrong.write_bytes(content)
            answer = _tried(door, wrong)
            result.answers[answer.split(" ")[0]] += 1
            if " " in answer:
                result.faults.append(f"file {result.tried} ({kind}), {door.__name__}: {answer}")
            elif not answer.startswith("taken") and wrong.read_bytes() != content:
                result.faults.append(f"file {result.tried} ({kind}), {door.__name__}: refused, yet changed")
    return result


def _tried(door: Callable[[Path], object], path: Path) -> str:
    """A code, "taken", or, with a space in it, how it crashed."""
    try:
        door(path)
    except AppError as error:
        return error.code
    except Exception as error:
        # Whatever else comes out is what the laboratory looks for.
        return f"{type(error).__name__}: {error}"
    return "taken"


def _open(path: Path) -> None:
    """Opened and read as the window would, then changed."""
    with Session.open(path) as session:
        session.office(), session.catalogue()
        for period in session.periods():
            session.month_data(period)
        session.undo()


def _restored(path: Path) -> None:
    """Refused, it leaves today's data as they were."""
    target = path.parent.parent / DATABASE
    before = target.read_bytes()
    try:
        restore(path, target)
    except AppError:
        if target.read_bytes() != before:
            raise ValueError("today's data changed") from None
        raise
    finally:
        for kept in target.parent.glob("office_*"):
            kept.unlink()
        target.write_bytes(before)


def _read(path: Path) -> None:
    read_month_file(path.read_bytes())
