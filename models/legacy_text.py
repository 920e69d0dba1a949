"""Text typed for the old Vietnamese fonts, which pasted into Unicode reads as nonsense.

TCVN3 (fonts .VnTime ...) has one Latin-1 character for each Vietnamese letter: "ViÖt Nam".
VNI (fonts VNI-Times ...) writes a letter and a mark after it: "Vieät Nam".
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal

Legacy = Literal["tcvn3", "vni"]

_TCVN3: Final = {
    chr(code): letter
    for start, letters in (
        (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"),
        (0xB5, "àảãáạ"),
        (0xBB, "ằẳẵắ"),
        (0xC6, "ặầẩẫấậè"),
        (0xCE, "ẻẽéẹềểễếệìỉ"),
        (0xDC, "ĩíịò"),
        (0xE1, "ỏõóọồổỗốộờởỡớợù"),
        (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
    )
    for code, letter in enumerate(letters, start)
}

_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
_BREVE, _CIRCUMFLEX = "\u0306", "\u0302"
# What a mark character adds to the vowel before it.
_VNI_MARKS: Final = {
    "ù": _ACUTE,
    "ø": _GRAVE,
    "û": _HOOK,
    "õ": _TILDE,
    "ï": _DOT,
    "â": _CIRCUMFLEX,
    "á": _CIRCUMFLEX + _ACUTE,
    "à": _CIRCUMFLEX + _GRAVE,
    "å": _CIRCUMFLEX + _HOOK,
    "ã": _CIRCUMFLEX + _TILDE,
    "ä": _CIRCUMFLEX + _DOT,
    "ê": _BREVE,
    "é": _BREVE + _ACUTE,
    "è": _BREVE + _GRAVE,
    "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}
_VNI_TONES: Final = "ùøûõï"
_VNI_TAKES: Final = {
    "a": "".join(_VNI_MARKS),
    "e": _VNI_TONES + "âáàåãä",
    "o": _VNI_TONES + "âáàåãä",
    "u": _VNI_TONES,
    "y": "ùøûõ",
    "ô": _VNI_TONES,
    "ö": _VNI_TONES,
}
_VNI_ALONE: Final = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_table() -> dict[str, str]:
    """Every VNI letter, small and capital, with what it stands for."""
    table = dict(_VNI_ALONE)
    for base, marks in _VNI_TAKES.items():
        letter = _VNI_ALONE.get(base, base)
        for mark in marks:
            table[base + mark] = unicodedata.normalize("NFC", letter + _VNI_MARKS[mark])
    capitals = {key.upper(): letter.upper() for key, letter in table.items()}
    # A capital may bear a small mark: "Vieät" typed with Caps Lock half on.
    mixed = {key[0].upper() + key[1]: letter.upper() for key, letter in table.items() if len(key) == 2}
    return table | mixed | capitals


_VNI: Final = _vni_table()
_VNI_PATTERN: Final = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


def from_legacy(text: str, encoding: Legacy) -> str:
    """The text in Unicode (NFC). TCVN3's capital fonts (.VnTimeH) share codes with the small letters,
    so toned capitals come out small: the clerk sees the result before it is taken."""
    if encoding == "tcvn3":
        return "".join(_TCVN3.get(character, character) for character in text)
    return _VNI_PATTERN.sub(lambda match: _VNI[match.group()], text)


_UNICODE_VIETNAMESE: Final = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
_SUSPECT: Final = re.compile("[\xa1-\xff]")
_WORD: Final = re.compile(r"[A-Za-z\xa1-\xff]*[\xa1-\xff][A-Za-z\xa1-\xff]*")
_ONSET: Final = "(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?"
_OPEN: Final = (
    "ia|ya|ua|ưa|oa|oe|uê|uy|uya|uơ|ai|ao|au|ay|âu|ây|eo|êu|iu|iêu|yêu|oai|oao|oay|oeo|oi|ôi|ơi|ui|uây|uôi"
    "|uyu|ưi|ưu|ươi|ươu|uêu|[aeêioôơuưy]"
)
_CLOSED: Final = "(?:iê|yê|uô|ươ|oa|oă|oe|ua|uâ|uê|uy|uyê|oo|[aăâeêioôơuưy])(?:ch|ng|nh|[cmnpt])"
_SYLLABLE: Final = re.compile(f"{_ONSET}(?:{_CLOSED}|{_OPEN})")
_ALL_TONES: Final = re.compile(f"[{_GRAVE}{_HOOK}{_TILDE}{_ACUTE}{_DOT}]")


@lru_cache(maxsize=4096)
def _is_syllable(word: str) -> bool:
    """Whether the word could be one Vietnamese syllable: onset, vowel, at most one tone, coda."""
    parts = unicodedata.normalize("NFD", word.lower())
    plain, tones = _ALL_TONES.subn("", parts)
    plain = unicodedata.normalize("NFC", plain)
    if tones > 1 or _SYLLABLE.fullmatch(plain) is None:
        return False
    # A syllable closed by a stop bears sắc or nặng.
    return not plain.endswith(("c", "ch", "p", "t")) or _ACUTE in parts or _DOT in parts


def looks_legacy(text: str) -> Legacy | None:
    """The old encoding that the text is most likely typed in, None for Unicode or another language.

    Words with accented characters are read all three ways; an old encoding wins when it makes more
    Vietnamese syllables than the text as it stands, and most of those words.
    """
    sample = text[:20_000]
    if not _SUSPECT.search(sample) or _UNICODE_VIETNAMESE.search(sample):
        return None
    words = _WORD.findall(sample)
    if not words:
        return None
    as_is = sum(map(_is_syllable, words))
    best: Legacy | None = None
    best_score = as_is
    encodings: tuple[Legacy, Legacy] = ("tcvn3", "vni")
    for encoding in encodings:
        score = sum(_is_syllable(from_legacy(word, encoding)) for word in words)
        if score > best_score and score * 10 >= len(words) * 7:
            best, best_score = encoding, score
    return best
