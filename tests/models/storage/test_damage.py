"""A file or backup damaged anywhere is refused or read, never a crash, and never changed by looking."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from models.errors import AppError
from models.local_time import local_time
from models.session import BackupStatus, Session, inspect_backup
from models.session.diagnosing import diagnose
from tests.models.builders import AUGUST, JULY, meeting, new_session
from ui.messages import sentence

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


DEEP = "replace(hex(zeroblob(100000)), '0', '[')"


@pytest.mark.parametrize(
    "meddling",
    [
        f"UPDATE keeping SET failure = {DEEP}, failed_at = '2026-01-01T00:00:00+07:00'",
        "UPDATE keeping SET failure = '{\"code\":[1],\"params\":{}}', failed_at = '0001-01-01T00:00+14:00'",
        f"UPDATE change SET params = {DEEP}",
        "UPDATE change SET params = '[]'",
        "UPDATE change SET time = '0001-01-01T00:00:00+14:00'",
        "UPDATE change SET time = '0001-01-01T00:00:00'",
        f"UPDATE change_row SET after = {DEEP} WHERE after IS NOT NULL",
        f"UPDATE change_row SET key = {DEEP} WHERE seq = 2",
        "UPDATE change_row SET key = '[[1]]' WHERE seq = 2",
        f"UPDATE office SET value = {DEEP}",
        "UPDATE sqlite_sequence SET seq = 9223372036854775807",
        "UPDATE sqlite_sequence SET seq = 'x'",
    ],
)
def test_a_file_that_was_meddled_with_is_named_or_read(whole: bytes, tmp_path: Path, meddling: str) -> None:
    path = tmp_path / "x.sdh"
    path.write_bytes(whole)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA ignore_check_constraints=ON")
    connection.execute(meddling)
    connection.commit()
    connection.close()

    def words_of(status: BackupStatus) -> None:
        if status.failure is not None:
            assert sentence(status.failure.error)
            local_time(status.failure.time)

    expected(lambda: inspect_backup(path))
    expected(lambda: diagnose(path))
    with Session.open(path) as session:
        for work in (
            session.start_of_day,
            lambda: words_of(session.backup_status()),
            lambda: local_time(session.saved_at() or datetime.min),
            session.verify_log,
            session.changed_outside,
            session.undo_name,
            lambda: session.month_data(AUGUST),
            session.undo,
            lambda: session.set_month(AUGUST, number=7),
            session.closing,
        ):
            expected(work)
