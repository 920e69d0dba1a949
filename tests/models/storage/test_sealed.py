"""A copy for the archive: closed with a passphrase, opened again by it alone."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest

from models.errors import UserError
from models.session import Session, inspect_backup, restore
from tests.models.builders import AUGUST, new_session

WORDS = "Bắc Kạn mùa xuân 2022"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "nam.sdh"
    with new_session(path) as session:
        session.start_month(AUGUST)
        session.set_value(AUGUST, "vb_den", Decimal(3521))
    return path


def refusal(path: Path, passphrase: str | None) -> str:
    with pytest.raises(UserError) as caught:
        inspect_backup(path, passphrase)
    return caught.value.code


def test_it_opens_with_its_passphrase_however_it_was_typed(path: Path, tmp_path: Path) -> None:
    with Session.open(path) as session:
        sealed = session.backup(tmp_path, WORDS)
    assert sealed.suffix == ".sdhx"
    assert "Văn phòng".encode() not in sealed.read_bytes()
    info = inspect_backup(sealed, unicodedata.normalize("NFD", f" {WORDS} "))
    assert (info.months, info.sealed) == ((AUGUST,), True)
    target = tmp_path / "mới" / "a.sdh"
    assert restore(sealed, target, passphrase=WORDS) is None
    with Session.open(target) as session:
        assert session.month_data(AUGUST).values["vb_den"].amount == 3521


def test_without_or_with_a_wrong_one_it_is_refused(path: Path, tmp_path: Path) -> None:
    with Session.open(path) as session:
        sealed = session.backup(tmp_path, WORDS)
    assert refusal(sealed, None) == "restore.passphrase_needed"
    assert refusal(sealed, "Bắc Kạn mùa thu 2022") == "restore.passphrase"


def test_a_changed_one_is_damaged_and_renamed_it_still_does_not_open(path: Path, tmp_path: Path) -> None:
    with Session.open(path) as session:
        sealed = session.backup(tmp_path, WORDS)
    content = bytearray(sealed.read_bytes())
    content[10] ^= 1
    sealed.write_bytes(bytes(content))
    assert refusal(sealed, WORDS) == "restore.damaged"
    renamed = sealed.rename(tmp_path / "khac.sdhx")
    assert refusal(renamed, WORDS) == "restore.passphrase"
    renamed.write_bytes(bytes(content[:20]))
    assert refusal(renamed, WORDS) == "restore.passphrase"


def test_a_short_passphrase_is_refused_and_writes_nothing(path: Path, tmp_path: Path) -> None:
    usb = tmp_path / "USB"
    usb.mkdir()
    with Session.open(path) as session:
        with pytest.raises(UserError) as caught:
            session.backup(usb, "  ngắn  ")
        assert caught.value.code == "backup.passphrase_short"
        assert session.backup_status().time is None
    assert list(usb.iterdir()) == []
