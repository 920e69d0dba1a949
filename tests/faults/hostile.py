"""Hostile strings by seed, and the law: a text is kept as typed, or what was changed in it has been said."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator

_SENTENCE = "Ủy ban nhân dân tỉnh họp về giải phóng mặt bằng, có 12 sở, ngành dự"
_EACH: tuple[str, ...] = (
    "Họp\0 ban",
    "\x01\x02Họp\x07\x1b[31m",
    "Họp\x85ban\x9f",
    "\x7fHọp",
    "Họp\tban\t",
    "nửa cặp \ud800",
    "\udfff\udc00 nửa cặp",
    "\ud83d rồi \ude00",
    "\ufffe\uffff\ufdd0 Họp",
    "\U0001fffe\U0010ffff",
    "Ho\u0323p Ba\u0300n giao",
    unicodedata.normalize("NFD", _SENTENCE),
    "o\u0323\u0302 o\u0302\u0323",
    "\u202eHọp ngược\u202c",
    "\u2066Họp\u2069",
    "Họp\u200b\u200c\u200d ban\u2060",
    "\ufeffHọp",
    "Họ\u00adp",
    "z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309" * 4,
    "\u0301\u0301 dấu trơ",
    "שלום ישיבה",
    "اجتماع اللجنة \u0600\u06dd",
    "Họp שלום ban",
    "👨\u200d👩\u200d👧\u200d👦 gia đình",
    "🇻🇳 cờ",
    "🏴\U000e0067\U000e0062\U000e007f",
    "ViÖt Nam céng hßa x· héi",
    "Tr×nh UBND tØnh ban hµnh quyÕt ®Þnh",
    "Vieät Nam coäng hoøa xaõ hoäi",
    "<b>Họp</b> & <i>ban",
    '<img src="x" onerror="alert(1)">',
    "{{",
    "}}",
    "{{vb_den",
    "{{không có}}",
    "{{vb_den|",
    "[^",
    "[^ chú thích",
    "^] thừa",
    "[? nếu",
    "[? a || b ?]",
    "|| ?]",
    "**đậm",
    "*nghiêng",
    "\\",
    "\\{{",
    "# ",
    "## đề mục",
    "### phụ lục",
    "{{bảng|x}}",
    "%s %d %n %(x)s",
    "{0} {x} {{}}",
    "&amp;&lt;&#0;&#xD800;",
    "]]>",
    "<?xml version='1.0'?>",
    "-- ' OR 1=1; DROP TABLE month; --",
    "''\"\"``",
    "'; PRAGMA journal_mode=OFF; --",
    '\\u0000\\n\\"',
    '{"a": [1, null]}',
    "$.meetings[0]",
    "=1+1",
    "@SUM(A1)",
    "+84 912",
    "-5",
    "=cmd|'/c calc'!A0",
    " ",
    "   ",
    "\u00a0\u00a0",
    "\u3000 \u2003 \u2009",
    "Họp\u00a0ban",
    "a\nb",
    "a\r\nb\rc",
    "a\n\n\nb",
    "\n a \n",
    "a\u2028b\u2029c",
    "a\vb\fc",
    "../../etc/passwd",
    "C:\\CON\\..\\x",
    "${HOME} $(reboot) `id`",
    "１２３ ４５６",
    "ﬁ ﬂ Ǆ ſ",
    "\ue000\uf8ff vùng riêng",
    "\U000f0000",
    "\u0378 chưa đặt",
    "ÅÅ\u212b Ω\u2126 K\u212a",
    "가각\u1100\u1161",
    "นี้ไทย",
    "हिन्दी क्षेत्र",
    "汉字 漢字",
    "\ufff9a\ufffab\ufffb",
    "\U0001d173",
    "\u180e\u061c",
    "a\u034fb\u115f\u3164",
    "\u2800 trống",
    "²³½¾",
    "ß ẞ İ ı ŉ",
)
"""One of each kind that is known to break programs."""
_PIECES: tuple[str, ...] = tuple(_EACH) + tuple(_SENTENCE.split(" ")) * 2


def hostile(count: int, seed: int) -> Iterator[str]:
    """First one of each kind, then mixtures; some long, a few as long as a field takes and longer."""
    chance = random.Random(seed)
    yield from _EACH[:count]
    for number in range(count - len(_EACH)):
        if number % 499 == 498:
            yield _mixed(chance, 12) * 400
        elif number % 997 == 500:
            yield _SENTENCE * 1600
        elif number % 97 == 50:
            yield _mixed(chance, 60) + "x" * chance.randrange(2500)
        elif number % 7 == 3:
            yield "".join(chr(_code(chance)) for _ in range(chance.randrange(1, 40)))
        else:
            yield _mixed(chance, chance.randrange(2, 9))


def _mixed(chance: random.Random, pieces: int) -> str:
    between = chance.choice(("", " ", " ", " ", "\n", "\u00a0", "\u200b"))
    return between.join(chance.choice(_PIECES) for _ in range(pieces))


def _code(chance: random.Random) -> int:
    """Any code point, the low and the odd ones more often."""
    return chance.choice(
        (
            chance.randrange(0x80),
            chance.randrange(0x250),
            chance.randrange(0x300, 0x370),
            chance.randrange(0x1E00, 0x1F00),
            chance.randrange(0x2000, 0x2100),
            chance.randrange(0x10000),
            chance.randrange(0x110000),
        )
    )


_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_TAKEN_OUT: dict[str, Callable[[str], bool]] = {
    "text.nul": lambda c: c == "\0",
    "text.control": lambda c: unicodedata.category(c) == "Cc" and c not in "\0\n\t",
    "text.surrogate": lambda c: unicodedata.category(c) == "Cs",
    "text.invisible": lambda c: unicodedata.category(c) == "Cf",
    "text.noncharacter": lambda c: ord(c) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(c) <= 0xFDEF,
}
CODES = (
    *_TAKEN_OUT,
    *("text.tab", "text.composed", "text.lines_joined", "text.legacy_tcvn3", "text.legacy_vni"),
)
"""Every notice of `models.text.clean`."""


def as_told(typed: str, notices: Collection[str], multiline: bool) -> str:
    """What must be stored of a text when just this was told: nothing else may have been changed.

    Written without the program's own cleaner. A line end of any kind is a line end; a field of one line has
    none, nor spaces, at its ends.
    """
    text = _BREAKS.sub("\n", typed)
    for code, taken_out in _TAKEN_OUT.items():
        if code in notices:
            keep = "\u00ad" if code == "text.invisible" and "text.legacy_tcvn3" in notices else ""
            text = "".join(c for c in text if c in keep or not taken_out(c))
    if "text.tab" in notices:
        text = text.replace("\t", " ")
    if "text.composed" in notices:
        text = unicodedata.normalize("NFC", text)
    if not multiline:
        text = text.strip("\n")
        if "text.lines_joined" in notices:
            text = re.sub(" *\n+ *", " ", text)
        text = text.strip()
    return text


def bare(text: str) -> str:
    """Without any white space: extraction from a page puts its own."""
    return "".join(text.split())


def turns(text: str) -> bool:
    """Whether a reader of PDF turns letters round: scripts written from right to left, their points too."""
    return any(unicodedata.bidirectional(c) in ("R", "AL", "AN") or "\u0590" <= c <= "\u08ff" for c in text)
