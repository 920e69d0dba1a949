"""A file or backup damaged anywhere is refused or read, never a crash, and never changed by looking."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from models.errors import AppError
from models.session import Session, diagnose, inspect_backup
from tests.models.builders import AUGUST, JULY, meeting, new_session

PAGE = 4096


def some_bits(content: bytearray, dice: random.Random) -> None:
    for _ in range(dice.randint(1, 20)):
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)


def the_header(content: bytearray, dice: random.Random) -> None:
    for _ in range(dice.randint(1, 4)):
        content[dice.randrange(16, 100)] = dice.randrange(256)


def the_schema(content: bytearray, dice: random.Random) -> None:
    at = content.index(b"BETWEEN", dice.randrange(PAGE))
    content[at + dice.randrange(7)] ^= 0x80


def a_page(content: bytearray, dice: random.Random) -> None:
    at = dice.randrange(len(content) // PAGE) * PAGE
    content[at : at + PAGE] = dice.randbytes(PAGE)


def the_end(content: bytearray, dice: random.Random) -> None:
    del content[dice.randrange(len(content)) :]


def a_sector(content: bytearray, dice: random.Random) -> None:
    at = dice.randrange(len(content) // 512) * 512
    content[at : at + 512] = bytes(512)


def json_in_the_log(content: bytearray, dice: random.Random) -> None:
    at = content.index(b'","', dice.randrange(len(content) // 2, len(content) * 2 // 3))
    content[at] = 0x7B


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("whole") / "a.sdh"
    with new_session(path) as session:
        session.start_month(JULY)
        session.start_month(AUGUST, narrative=("Đoạn một.", "Đoạn hai."))
        for n in range(30):
            session.add_meeting(AUGUST, meeting(f"Họp {n}"))
    return path.read_bytes()


@pytest.mark.parametrize(
    "damage", [some_bits, the_header, the_schema, a_page, the_end, a_sector, json_in_the_log]
)
def test_damage_is_named_or_read(
    whole: bytes, tmp_path: Path, damage: Callable[[bytearray, random.Random], None]
) -> None:
    dice = random.Random(20221123)
    path = tmp_path / "x.sdh"
    for _ in range(12):
        content = bytearray(whole)
        damage(content, dice)
        path.write_bytes(content)
        if not expected(lambda: inspect_backup(path)):
            expected(lambda: diagnose(path))
        assert path.read_bytes() == content
        expected(lambda: use(path))


def expected(work: Callable[[], object]) -> bool:
    """Whether it went well; only an error that has a sentence may come out."""
    try:
        work()
    except AppError:
        return False
    return True


def use(path: Path) -> None:
    with Session.open(path) as session:
        session.verify_log()
        session.changed_outside()
        session.month_data(AUGUST)
        session.undo()
