"""A missing tool ends a test with its name; no test here is ever skipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.office import printer, setup

pytestmark = pytest.mark.office


@pytest.mark.parametrize("name", ["soffice", "strace", "lp", "npm"])
def test_a_missing_program_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Path(setup.tool(name)).is_file()
    monkeypatch.setenv("PATH", "")
    with pytest.raises(setup.Missing, match=name):
        setup.tool(name)


def test_a_missing_validator_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Path(setup.validator()[1]).is_file()
    monkeypatch.setattr(setup, "VALIDATOR_CLI", tmp_path / "cli.js")
    with pytest.raises(setup.Missing, match="ooxml-validator"):
        setup.validator()


def test_a_missing_printer_driver_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printer, "DRIVER", tmp_path / "none.ppd")
    with pytest.raises(setup.Missing, match="printer-driver-cups-pdf"), printer.running():
        pytest.fail("started without its driver")
