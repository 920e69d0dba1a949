"""The language of the screen: Vietnamese is the source text, English is looked up."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal

Language = Literal["vi", "en"]

_FOLDER = Path(__file__).resolve().parent.parent / "resources" / "i18n"


class _Chosen:
    """The one language in use; a process shows one window in one language."""

    language: Language = "vi"


def set_language(language: Language) -> None:
    """Choose the language of every text made from now on; texts already on screen stay as they are."""
    _Chosen.language = language


def language() -> Language:
    """The language in use."""
    return _Chosen.language


def t(source: str, /, **params: Any) -> str:
    """`source` (Vietnamese, as a literal) in the language in use, its `{params}` filled in.

    A text without English stays Vietnamese: a clerk is never shown a key.
    """
    text = source if _Chosen.language == "vi" else _english().get(source, source)
    return text.format(**params) if params else text


@cache
def _english() -> dict[str, str]:
    import json

    found: dict[str, str] = json.loads((_FOLDER / "en.json").read_text(encoding="utf-8"))
    return found


@cache
def qt_texts() -> dict[str, dict[str, str]]:
    """Qt's own texts in Vietnamese, by Qt's context and source text ("QPlatformTheme" -> "Cancel")."""
    import json

    found: dict[str, dict[str, str]] = json.loads((_FOLDER / "qt_vi.json").read_text(encoding="utf-8"))
    return found
