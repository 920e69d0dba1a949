"""Shared by all tests."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

# A slow machine is no failure: tests never time themselves.
settings.register_profile("plain", deadline=None, print_blob=True)
settings.load_profile("plain")

if sys.platform == "linux" and not os.environ.get("DISPLAY"):
    # `uv run pytest tests/models` alone; the window's tests want `python -m tests`, which brings a screen.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, logs and documents of a test stay in its own folder."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(home / "documents"))
