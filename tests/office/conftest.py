"""LibreOffice, the Open XML validator and a CUPS printer for the tests; a missing tool is a failure."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.office import printer
from tests.office.setup import tool, validator

Convert = Callable[[bytes], Path]
Validate = Callable[[bytes], list[dict[str, str]]]


@pytest.fixture(scope="session")
def to_pdf(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """LibreOffice's own rendering of a Word file, as a PDF; it must say nothing but that it converted."""
    folder = tmp_path_factory.mktemp("libreoffice")
    office = tool("soffice")

    def convert(data: bytes) -> Path:
        source = folder / f"report{len(list(folder.glob('*.docx')))}.docx"
        source.write_bytes(data)
        command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", str(folder), str(source)]
        environment = {**os.environ, "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=True, timeout=180
        )
        said = done.stdout + done.stderr
        assert "error" not in said.lower() and source.with_suffix(".pdf").exists(), said
        return source.with_suffix(".pdf")

    return convert


@pytest.fixture(scope="session")
def validate(tmp_path_factory: pytest.TempPathFactory) -> Validate:
    """What the Open XML SDK finds wrong in a Word file."""
    folder = tmp_path_factory.mktemp("validator")
    command = validator()

    def errors(data: bytes) -> list[dict[str, str]]:
        target = folder / "report.docx"
        target.write_bytes(data)
        done = subprocess.run(
            [*command, str(target)], capture_output=True, text=True, check=False, timeout=120
        )
        assert done.returncode in (0, 1), done.stderr
        answer = json.loads(done.stdout)
        found: list[dict[str, str]] = answer["errors"]
        assert answer["ok"] is (not found)
        return found

    return errors


@pytest.fixture(scope="session")
def cups_printer() -> Iterator[printer.Printer]:
    """A print queue of a CUPS server of our own, which puts each job into a folder as a PDF."""
    with printer.running() as queue:
        yield queue


def wait_until(met: Callable[[], bool], seconds: float, what: str) -> None:
    """Wait for something another program does; fail with its name when it does not come."""
    end = time.monotonic() + seconds
    while not met():
        if time.monotonic() > end:
            pytest.fail(f"waited {seconds} s in vain for {what}")
        time.sleep(0.1)
