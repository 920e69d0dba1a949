"""The four faces of Liberation Serif 2.1.5: where the files lie, what they cover, how wide each letter is.

Liberation Serif is metric-compatible with Times New Roman (Decree 30/2020, Appendix I), so lines broken
with its widths stay the same in Word. Widths are read straight from the tables "cmap" and "hmtx": importing
fontTools for that costs 75 ms, reading the two tables 2 ms a face, and the first preview waits for it.
No kerning and no shaping: every Vietnamese letter has a precomposed glyph, and text is NFC.
"""

from __future__ import annotations

import os
import struct
import sys
import unicodedata
from array import array
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

Face = Literal["regular", "bold", "italic", "bold_italic"]

FAMILY = "Liberation Serif"
WORD_FAMILY = "Times New Roman"
"""The name written into Word files; whoever has it sees the same lines."""

ASCENT = 1825 / 2048
"""Of the size, from the baseline up; the same in all four faces."""
DESCENT = 443 / 2048
REPLACEMENT = "?"
"""Printed for a character that the font lacks: seen at once and never a box (U+FFFD has no glyph either)."""

_FOLDER = Path(__file__).resolve().parent.parent / "resources" / "fonts"
_FILES: dict[Face, str] = {
    "regular": "LiberationSerif-Regular.ttf",
    "bold": "LiberationSerif-Bold.ttf",
    "italic": "LiberationSerif-Italic.ttf",
    "bold_italic": "LiberationSerif-BoldItalic.ttf",
}
_MACHINE_FILES: dict[Face, str] = {
    "regular": "times.ttf",
    "bold": "timesbd.ttf",
    "italic": "timesi.ttf",
    "bold_italic": "timesbi.ttf",
}
_SURROGATES = range(0xD800, 0xE000)
_WORDS_KEPT = 20_000


def face_of(bold: bool, italic: bool) -> Face:
    """The face for a run's two switches."""
    if bold:
        return "bold_italic" if italic else "bold"
    return "italic" if italic else "regular"


def font_file(face: Face) -> Path:
    """The bundled TrueType file of a face."""
    return _FOLDER / _FILES[face]


class Widths(dict[str, float]):
    """Advance widths of words in one face, in ems: multiply by the size. Filled as words are met."""

    def __init__(self, advances: array[int], units_per_em: int) -> None:
        super().__init__()
        self._advances = advances
        self._em = units_per_em

    def __missing__(self, word: str) -> float:
        advances = self._advances
        total: int = 0
        for char in word:
            code = ord(char)
            if code < 0x10000 and advances[code] > 0:
                total += advances[code]
        width = total / self._em
        if len(self) >= _WORDS_KEPT:
            self.clear()
        if len(word) <= 64:
            self[word] = width
        return width

    def has(self, char: str) -> bool:
        """Whether the face has a glyph for one character."""
        code = ord(char)
        return code < 0x10000 and self._advances[code] >= 0


@cache
def widths(face: Face) -> Widths:
    """The widths of a face, read from its file on first use."""
    return Widths(*_advances(font_file(face)))


def text_width(text: str, face: Face, size: float) -> float:
    """The advance width of a text in points, every space at its own width."""
    return widths(face)[text] * size


def covers(text: str) -> set[str]:
    """The characters of a text that cannot be printed: no glyph in the bundled font, in any of its faces.

    Characters that are never drawn (controls, zero-width ones) are not among them: `printable` drops them.
    """
    return {char for char in set(printable_source(text)) if not _has_glyph(char)}


@lru_cache(maxsize=1024)
def missing(text: str) -> tuple[str, ...]:
    """The same as a sorted tuple, for a finding that names the characters."""
    return tuple(sorted(covers(text)))


@cache
def _has_glyph(char: str) -> bool:
    return char == "\n" or all(widths(face).has(char) for face in _FILES)


def printable_source(text: str) -> str:
    """NFC, tabs as spaces, and without the characters that are never drawn (line ends stay)."""
    text = unicodedata.normalize("NFC", text)
    if text.isprintable() and text.isascii():
        return text
    return text.translate(_SHOWN)


def _shown(char: str) -> str:
    if char in "\n\u2028\u2029":
        return "\n"
    kind = unicodedata.category(char)
    if kind in ("Cc", "Cf"):
        return " " if char == "\t" else ""
    if kind == "Zs" and char != "\u00a0" and not _has_glyph(char):
        return " "
    return char


def printable(text: str) -> str:
    """What is really printed of a text: `printable_source`, with "?" for what the font lacks."""
    text = printable_source(text)
    if text.isascii():
        return text
    return text.translate(_DRAWN)


def _drawn(char: str) -> str:
    return char if _has_glyph(char) else REPLACEMENT


class _Table(dict[int, str]):
    """For str.translate: what each character becomes, asked once when it is first met."""

    def __init__(self, becomes: Callable[[str], str]) -> None:
        super().__init__()
        self._becomes = becomes

    def __missing__(self, code: int) -> str:
        made = self[code] = self._becomes(chr(code))
        return made


_SHOWN = _Table(_shown)
_DRAWN = _Table(_drawn)


def files_for(texts: Iterable[str], folder: Path | None = None) -> dict[Face, Path]:
    """The files to print these texts with: the machine's own Times New Roman where all four faces are there
    and cover every character, else the bundled ones. The widths are equal, so lines do not move.

    `folder`: where to look instead of the system's own folder of fonts.
    """
    bundled = {face: font_file(face) for face in _FILES}
    folder = folder or _machine_folder()
    if folder is None:
        return bundled
    files = {face: folder / name for face, name in _MACHINE_FILES.items()}
    if not all(path.is_file() for path in files.values()):
        return bundled
    wanted = {ord(char) for char in set().union(*texts) if char != "\n"}
    for path in files.values():
        advances, _ = _advances(path)
        if any(code > 0xFFFF or advances[code] < 0 for code in wanted):
            return bundled
    return files


def _machine_folder() -> Path | None:
    if sys.platform == "win32":
        return Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
    return None


@cache
def _advances(path: Path) -> tuple[array[int], int]:
    """Advance width by code point below U+10000 (-1: no glyph) and the units per em, from a TrueType file."""
    data = path.read_bytes()
    tables = _tables(data)
    (units_per_em,) = struct.unpack_from(">H", data, tables["head"] + 18)
    (metric_count,) = struct.unpack_from(">H", data, tables["hhea"] + 34)
    metrics = struct.unpack_from(f">{metric_count * 2}H", data, tables["hmtx"])[::2]
    by_glyph = array("i", metrics) + array("i", metrics[-1:]) * (0x10000 - metric_count)
    by_glyph[0] = -1
    advances = array("i", [-1]) * 0x10000
    for first, glyphs in _characters(data, tables["cmap"]):
        advances[first : first + len(glyphs)] = array("i", [by_glyph[glyph] for glyph in glyphs])
    return advances, units_per_em


def _tables(data: bytes) -> dict[str, int]:
    (count,) = struct.unpack_from(">H", data, 4)
    found = {}
    for index in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        found[tag.decode("latin-1")] = offset
    return found


def _characters(data: bytes, cmap: int) -> Iterator[tuple[int, list[int]]]:
    """Runs of the Windows Unicode subtable: the first code point, and the glyph of each (0: none).

    Source: OpenType, "cmap", format 4.
    """
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    for index in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", data, cmap + 4 + 8 * index)
        start = cmap + offset
        if (platform, encoding) == (3, 1) and struct.unpack_from(">H", data, start) == (4,):
            return _format_4(data, start)
    raise ValueError("the font has no Unicode character map of format 4")


def _format_4(data: bytes, start: int) -> Iterator[tuple[int, list[int]]]:
    (double,) = struct.unpack_from(">H", data, start + 6)
    count = double // 2
    ends = struct.unpack_from(f">{count}H", data, start + 14)
    starts = struct.unpack_from(f">{count}H", data, start + 16 + double)
    deltas = struct.unpack_from(f">{count}H", data, start + 16 + 2 * double)
    ranges_at = start + 16 + 3 * double
    offsets = struct.unpack_from(f">{count}H", data, ranges_at)
    for index, (first, last, delta) in enumerate(zip(starts, ends, deltas, strict=True)):
        codes = range(first, min(last, 0xFFFE) + 1)
        if not codes:
            # The closing run, U+FFFF alone; it may point anywhere.
            continue
        if offsets[index]:
            stored = struct.unpack_from(f">{len(codes)}H", data, ranges_at + 2 * index + offsets[index])
            yield first, [(glyph + delta) & 0xFFFF if glyph else 0 for glyph in stored]
        else:
            yield first, [(code + delta) & 0xFFFF for code in codes]
