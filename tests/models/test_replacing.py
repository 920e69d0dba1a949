"""A fresh file that another program holds for a moment takes its name all the same."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from models.replacing import replace_patiently


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """os.replace as Windows has it while an antivirus reads the file: refused as often as the list says."""
    refusals, really = [0], os.replace

    def replace(source: Path, target: Path) -> None:
        if refusals[0]:
            refusals[0] -= 1
            raise PermissionError(13, "The process cannot access the file")
        really(source, target)

    monkeypatch.setattr(os, "replace", replace)
    return refusals


def drafts(folder: Path) -> tuple[Path, Path]:
    (folder / "draft").write_text("new", encoding="utf-8")
    (folder / "report").write_text("old", encoding="utf-8")
    return folder / "draft", folder / "report"


def test_a_held_file_is_waited_for(held: list[int], tmp_path: Path) -> None:
    held[0], waited = 4, []
    draft, report = drafts(tmp_path)
    replace_patiently(draft, report, waited.append, windows=True)
    assert report.read_text(encoding="utf-8") == "new"
    assert len(waited) == 4 and waited == sorted(waited)


def test_a_file_that_stays_held_is_refused_after_some_seconds(held: list[int], tmp_path: Path) -> None:
    held[0], waited = 99, []
    draft, report = drafts(tmp_path)
    with pytest.raises(PermissionError):
        replace_patiently(draft, report, waited.append, windows=True)
    assert 2 < sum(waited) < 4
    assert report.read_text(encoding="utf-8") == "old" and draft.exists()


def test_where_nobody_can_hold_a_name_a_refusal_is_final(held: list[int], tmp_path: Path) -> None:
    held[0], waited = 1, []
    draft, report = drafts(tmp_path)
    with pytest.raises(PermissionError):
        replace_patiently(draft, report, waited.append, windows=False)
    assert waited == []
