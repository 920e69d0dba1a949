"""Text at the border: normal form, cleaning, folding for search, Vietnamese order, nearest name.

Legacy font encodings (TCVN3, VNI) have their own module, `models.legacy_text`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from models.errors import UserError

__all__ = [
    "LIMIT",
    "Cleaned",
    "capitals",
    "clean",
    "find_folded",
    "fold",
    "nearest",
    "nfc",
    "shown",
    "sort_key",
]

LIMIT: Final = 100_000
"""Characters that one field accepts; a longer paste is refused, never cut."""

NBSP: Final = "\u00a0"
_SOFT_HYPHEN: Final = "\u00ad"


def nfc(text: str) -> str:
    """The text in Unicode's composed form: every border brings text into it (reportlab draws NFD wrongly)."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def shown(text: str, limit: int = 40) -> str:
    """What was typed, short and harmless enough to be quoted in a sentence."""
    visible = "".join(c if c.isprintable() else " " for c in text[: limit + 1]).strip()
    return visible if len(text) <= limit else visible[:limit] + "…"


@dataclass(frozen=True)
class Cleaned:
    """Text that may be stored, and the codes of what was changed on the way ("text.control"), each once."""

    text: str
    notices: tuple[str, ...] = ()


_BREAKS: Final = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Everything that is not plain text: controls but \n, surrogates, format characters, noncharacters.
_ODD: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
    + "".join(chr(plane << 16 | end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF))
    + "]"
)


def _kept_for_legacy(match: re.Match[str]) -> str:
    return {"\t": " ", _SOFT_HYPHEN: _SOFT_HYPHEN}.get(match.group(), "")


def clean(text: str, multiline: bool = False, limit: int = LIMIT) -> Cleaned:
    """The text as it may be stored: NFC, without characters that no report can print.

    Line ends become \\n (one space unless `multiline`), tabs become spaces, U+00A0 stays. What is changed,
    but for the kind of line end, is named by a notice; UserError "text.too_long" (length, limit) when it is
    longer than `limit`.
    A text that looks like TCVN3 or VNI keeps every character, and the notice says so: converting is
    the clerk's choice.
    """
    # Its tables take longer to make than a whole month takes to read.
    from models.legacy_text import looks_legacy

    if len(text) > limit:
        raise UserError("text.too_long", length=len(text), limit=limit)
    notices: list[str] = []

    def note(code: str) -> None:
        if code not in notices:
            notices.append(code)

    text = _BREAKS.sub("\n", text)
    # Told from what will be left, so that cleaning twice is cleaning once.
    legacy = looks_legacy(_ODD.sub(_kept_for_legacy, text))
    if legacy is not None:
        note(f"text.legacy_{legacy}")

    def replaced(match: re.Match[str]) -> str:
        character = match.group()
        if character == "\t":
            note("text.tab")
            return " "
        if character == _SOFT_HYPHEN and legacy == "tcvn3":
            return character  # the letter ư of TCVN3
        note(_odd_code(character))
        return ""

    text = _ODD.sub(replaced, text)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
        note("text.composed")
    if not multiline and "\n" in text:
        if text.strip("\n").count("\n"):
            note("text.lines_joined")
        text = re.sub(" *\n+ *", " ", text.strip("\n"))
    return Cleaned(text, tuple(notices))


def _odd_code(character: str) -> str:
    """The notice for a character that was taken out."""
    if character == "\0":
        return "text.nul"
    match unicodedata.category(character):
        case "Cc":
            return "text.control"
        case "Cs":
            return "text.surrogate"
        case "Cf":
            return "text.invisible"
    return "text.noncharacter"


class _FoldTable(dict[int, str]):
    """Each character's folded form, worked out once: `str.translate` then runs at full speed."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character in "đĐ":
            folded = "d"
        elif character == NBSP:
            folded = " "
        else:
            parts = unicodedata.normalize("NFD", character.lower())
            folded = "".join(part for part in parts if not unicodedata.combining(part))
        self[code] = folded
        return folded


_FOLD: Final = _FoldTable()


def fold(text: str) -> str:
    """Lower case, đ to d, marks dropped: "Đảng" gives "dang"; "hoà" and "hòa" fold alike."""
    return text.translate(_FOLD)


def capitals(text: str) -> str:
    """The text in capitals, as long as before: what has no capital of one letter stays as it is."""
    return "".join(capital if len(capital := letter.upper()) == 1 else letter for letter in text)


def find_folded(haystack: str, needle: str) -> list[tuple[int, int]]:
    """Where `needle` stands in `haystack` when both are folded: (start, end) in the original, in order.

    Matches do not overlap; a decomposed letter's marks belong to its match.
    """
    wanted = fold(needle)
    if not wanted:
        return []
    pieces: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(haystack):
        piece = _FOLD[ord(character)]
        pieces.append(piece)
        origin.extend([index] * len(piece))
    folded = "".join(pieces)
    found: list[tuple[int, int]] = []
    at = folded.find(wanted)
    while at >= 0:
        end = origin[at + len(wanted) - 1] + 1
        while end < len(haystack) and unicodedata.combining(haystack[end]):
            end += 1
        found.append((origin[at], end))
        at = folded.find(wanted, at + len(wanted))
    return found


def nearest(word: str, candidates: Iterable[str], n: int = 1) -> list[str]:
    """The `n` candidates most like `word`, best first, compared folded; none when nothing is near."""
    by_folded: dict[str, list[str]] = {}
    for candidate in candidates:
        by_folded.setdefault(fold(candidate), []).append(candidate)
    # Only a mistake asks for it, and the window's start counts every import.
    import difflib

    close = difflib.get_close_matches(fold(word), list(by_folded), n=n, cutoff=0.5)
    return [candidate for folded in close for candidate in by_folded[folded]][:n]


# Vietnamese order. Primary: space, punctuation, digits, then the 29 letters with f j w z in their
# Latin places. Secondary: the tones. Tertiary: small before capital. As in CLDR's "vi" rules.
_PUNCTUATION: Final = "\n _‾-–—,;:!?.…·'‘’\"“”«»()[]{}§¶@*/\\&#%‰†‡•`´^¨°©®+±÷×<=>|¦~−¬¤¢$£¥€"
_DIGITS: Final = "0123456789"
_LETTERS: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PRIMARY: Final = {c: chr(2 + i) for i, c in enumerate(_PUNCTUATION + _DIGITS + _LETTERS)}
_OTHER: Final = chr(2 + len(_PRIMARY))
# The letter's own mark is part of the letter; huyền, hỏi, ngã, sắc, nặng are tones, in this order.
_OWN_MARKS: Final = {"a": "\u0306\u0302", "e": "\u0302", "o": "\u0302\u031b", "u": "\u031b"}
_TONES: Final = {mark: chr(3 + i) for i, mark in enumerate("\u0300\u0309\u0303\u0301\u0323")}
_PLAIN: Final = chr(2)
_OTHER_MARK: Final = chr(3 + len(_TONES))
_LEVEL_END: Final = chr(1)


@lru_cache(maxsize=4096)
def _weights(character: str) -> tuple[str, str, str]:
    """A composed character's primary, secondary and tertiary weight."""
    if character == NBSP:
        character = " "
    small = character.lower()
    capital = chr(3) if small != character else chr(2)
    if small in _PRIMARY:
        return _PRIMARY[small], _PLAIN, capital
    base, *marks = list(unicodedata.normalize("NFD", small))
    own = [mark for mark in marks if mark in _OWN_MARKS.get(base, "")]
    letter = unicodedata.normalize("NFC", base + "".join(own))
    if letter not in _PRIMARY:
        return _OTHER + character, _PLAIN, capital
    tones = [_TONES.get(mark, _OTHER_MARK) for mark in marks if mark not in own]
    return _PRIMARY[letter], "".join([_PLAIN, *tones]), capital


def sort_key(text: str) -> str:
    """A key that sorts in Vietnamese order: letters a ă â b c d đ e ê ..., then tones, then small before
    capital. A string without NUL, so it may be kept in a column."""
    weights = [_weights(character) for character in nfc(text)]
    levels: Sequence[str] = ["".join(w[level] for w in weights) for level in range(3)]
    return _LEVEL_END.join(levels)
