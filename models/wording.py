"""How figures are spoken of inside a sentence, on paper and on the screen."""

from __future__ import annotations

import re

from models.catalogue import Figure

_PROPER = ("Chính phủ", "Thủ tướng", "Chủ tịch", "Quốc hội", "Tỉnh", "Trung ương", "Ủy ban", "Văn phòng UBND")


def in_sentence(label: str) -> str:
    """A label inside a sentence: "Văn bản đi" becomes "văn bản đi"; names and abbreviations stay."""
    keeps = label.startswith(_PROPER) or not re.match(r"\w[a-zà-ỹ]", label)
    return label if keeps else label[:1].lower() + label[1:]


def counted_words(figure: Figure) -> str:
    """What the amount counts, as it follows the number: "nhiệm vụ quá hạn", "cuộc họp lãnh đạo"."""
    words = in_sentence(figure.short or figure.label)
    if not figure.unit or "%" in figure.unit:
        return words
    unit, named = figure.unit.split(), words.split()
    # "cuộc họp" and "họp lãnh đạo" share a word.
    shared = next(n for n in range(len(named), -1, -1) if n == 0 or unit[-n:] == named[:n])
    return " ".join((*unit, *named[shared:]))
