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
    text = source if _Chosen.language == "vi" else _plural(_table("en.json").get(source, source), params)
    return text.format(**params) if params else text


def label(words: str) -> str:
    """Words of the catalogue as the screen shows them: those of the default catalogue have their English,
    what the office named itself stays. Never for the printed page, which is Vietnamese."""
    if _Chosen.language == "vi":
        return words
    found = _table("catalogue.en.json").get(words)
    if found is not None:
        return found
    group, colon, part = words.partition(": ")
    return f"{label(group)}: {label(part)}" if colon else words


def _plural(text: str, params: dict[str, Any]) -> str:
    """Of "{n} hint || {n} hints" the form for `n`."""
    one, bars, more = text.partition(" || ")
    return more if bars and params.get("n") not in (1, "1") else one


@cache
def _table(name: str) -> dict[str, str]:
    import json

    found: dict[str, str] = json.loads((_FOLDER / name).read_text(encoding="utf-8"))
    return found


@cache
def qt_texts() -> dict[str, dict[str, str]]:
    """Qt's own texts in Vietnamese, by Qt's context and source text ("QPlatformTheme" -> "Cancel")."""
    import json

    found: dict[str, dict[str, str]] = json.loads((_FOLDER / "qt_vi.json").read_text(encoding="utf-8"))
    return found
