"""Figures in a sentence."""

from __future__ import annotations

import pytest

from models.defaults import default_catalogue
from models.wording import counted_words, in_sentence


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Văn bản đi", "văn bản đi"),
        ("Chính phủ, Thủ tướng giao", "Chính phủ, Thủ tướng giao"),
        ("UBND tỉnh giao", "UBND tỉnh giao"),
    ],
)
def test_a_label_inside_a_sentence(label: str, words: str) -> None:
    assert in_sentence(label) == words


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("vb_di", "văn bản đi"),
        ("ub_qua_han", "nhiệm vụ quá hạn"),
        ("hop_lanh_dao", "cuộc họp lãnh đạo"),
        ("hop_lam_viec", "buổi làm việc"),
        ("tcd_luot", "lượt tiếp"),
        ("kt_cn_tang", "SX công nghiệp, tăng"),
    ],
)
def test_what_an_amount_counts(code: str, words: str) -> None:
    assert counted_words(default_catalogue().figure(code)) == words
