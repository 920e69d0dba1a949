"""Cleaning, folding, Vietnamese order, nearest names, old font encodings."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import UserError
from models.legacy_text import _TCVN3, _VNI, from_legacy, looks_legacy
from models.text import clean, find_folded, fold, nearest, nfc, shown, sort_key

VIETNAMESE = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
LETTERS = [nfc(vowel + tone) for vowel in VIETNAMESE for tone in TONES] + ["đ"]


def test_nfd_becomes_nfc() -> None:
    assert nfc(unicodedata.normalize("NFD", "Hoà Bình, Đảng ủy")) == "Hoà Bình, Đảng ủy"


# -- cleaning


@pytest.mark.parametrize(
    ("typed", "kept", "notices"),
    [
        ("Họp về ngân sách", "Họp về ngân sách", ()),
        ("5\u00a0tỷ", "5\u00a0tỷ", ()),
        ("a\tb", "a b", ("text.tab",)),
        ("a\x00b", "ab", ("text.nul",)),
        ("a\x07b\x1b", "ab", ("text.control",)),
        ("a\x85b", "a b", ("text.lines_joined",)),
        ("a\ud800b", "ab", ("text.surrogate",)),
        ("a\ufffeb\U0001ffff", "ab", ("text.noncharacter",)),
        ("\ufeffa\u200bb\u202e", "ab", ("text.invisible",)),
        ("a\u0600b\U000e0067", "ab", ("text.invisible",)),
        ("hoa\u0300", "hoà", ("text.composed",)),
        ("một dòng\r\n", "một dòng", ()),
        ("hai\r\ndòng", "hai dòng", ("text.lines_joined",)),
        ("<b>&{{x}}", "<b>&{{x}}", ()),
    ],
)
def test_one_line_is_cleaned_visibly(typed: str, kept: str, notices: tuple[str, ...]) -> None:
    cleaned = clean(typed)
    assert (cleaned.text, cleaned.notices) == (kept, notices)


def test_line_ends_are_made_alike() -> None:
    assert clean("a\r\nb\rc\u2028d\n\ne", multiline=True).text == "a\nb\nc\nd\n\ne"


def test_a_paste_too_long_is_refused_never_cut() -> None:
    assert len(clean("a" * 100_000).text) == 100_000
    with pytest.raises(UserError) as refused:
        clean("a" * 10_000_000)
    assert (refused.value.code, refused.value.params) == (
        "text.too_long",
        {"length": 10_000_000, "limit": 100_000},
    )


@given(st.text(alphabet=st.characters(), max_size=60), st.booleans())
def test_cleaned_text_is_clean(typed: str, multiline: bool) -> None:
    kept = clean(typed, multiline).text
    assert clean(kept, multiline).text == kept
    assert unicodedata.is_normalized("NFC", kept)
    assert all(unicodedata.category(c) not in ("Cc", "Cs") or (multiline and c == "\n") for c in kept)


def test_an_old_encoding_is_told_from_what_is_left_of_the_text() -> None:
    kept = clean("O\x1f\xad").text
    assert clean(kept).text == kept


def test_what_is_quoted_is_short_and_visible() -> None:
    assert shown("1\x00a") == "1 a"
    assert shown("9" * 50) == "9" * 40 + "…"


# -- folding and finding


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Đảng ủy", "dang uy"), ("HOÀ", "hoa"), ("hòa", "hoa"), ("ƯƠNG", "uong"), ("5\u00a0tỷ", "5 ty")],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


def test_every_vietnamese_letter_folds_to_a_plain_one() -> None:
    assert set(fold("".join(LETTERS) + "".join(LETTERS).upper())) == set("aeiouyd")


@pytest.mark.parametrize(
    ("haystack", "needle", "found"),
    [
        ("Ban Đảng ủy, đăng ký", "dang", [(4, 8), (13, 17)]),
        ("hòa và hoà", "hoà", [(0, 3), (7, 10)]),
        ("aaaa", "aa", [(0, 2), (2, 4)]),
        ("ho\u0300a", "o", [(1, 3)]),
        ("abc", "", []),
        ("abc", "x", []),
        ("abc", "\u0301", []),
    ],
)
def test_find_folded_gives_original_offsets(haystack: str, needle: str, found: list[tuple[int, int]]) -> None:
    assert find_folded(haystack, needle) == found


@given(st.text(max_size=20), st.text(max_size=20), st.text(min_size=1, max_size=8))
def test_what_is_there_is_found(before: str, after: str, needle: str) -> None:
    if not fold(needle):
        return
    haystack = before + needle + after
    spans = find_folded(haystack, needle)
    assert spans
    assert all(fold(needle) in fold(haystack[start:end]) for start, end in spans)


def test_the_nearest_name() -> None:
    codes = ["vb_den", "vb_di", "ub_qua_han", "ub_dang"]
    assert nearest("vb_đen", codes) == ["vb_den"]
    assert nearest("ub_quahan", codes) == ["ub_qua_han"]
    assert nearest("xyz", codes) == []
    assert nearest("vb_d", codes, n=2) == ["vb_di", "vb_den"]


# -- Vietnamese order


def test_letters_then_tones_then_capitals() -> None:
    words = ["da", "đa", "că", "Ca", "cả", "cá", "cà", "ca", "câ", "cạ", "cã", "D", "z", "w", "f"]
    assert sorted(words, key=sort_key) == [
        *("ca", "Ca", "cà", "cả", "cã", "cá", "cạ", "că", "câ"),
        *("D", "da", "đa", "f", "w", "z"),
    ]


PHRASES = (
    "Bảo Lạc|Bảo Lâm|Hạ Lang|Hà Quảng|Hoà An|Hòa An|Nguyên Bình|Quảng Hoà|Quảng Hòa|Thạch An|"
    "Trùng Khánh|Cao Bằng|cao bằng|CAO BẰNG|Đông Khê|Đồng Đăng|Dong Khe|Sở Nội vụ|Sở Nông nghiệp|"
    "sở nội vụ|Sở  Y tế|UBND tỉnh|UBND huyện|Uỷ ban|Ủy ban|ủy viên|Văn phòng|Ván|vạn|Tổ 1|Tổ 10|Tổ 2|"
    "kinh tế - xã hội|kinh tế, xã hội|kinh tế xã hội|quốc phòng|quốc-phòng|A|a|Á|á|b|Ba|bà|bả|bã|bá|"
    "bạ|nghĩa|nghi|nghỉ|10|2|2022|3.521|(a)|“a”|a.b|a,b|a b|ab|a/b|a-b|a:b|a;b|a!|a?|a%|a+b"
)


def word_list() -> list[str]:
    """Some hundreds of words: every letter with every tone, phrases, capitals, digits, punctuation."""
    phrases = PHRASES.split("|")
    letters = ["t" + letter + "n" for letter in LETTERS] + [letter.upper() for letter in LETTERS]
    doubled = [a + b for a, b in itertools.product(["ă", "a", "ạ", "đ", "ơ"], ["n", "ng", "nh", "y", "ỵ"])]
    return list(dict.fromkeys(phrases + LETTERS + letters + doubled))


def test_the_order_is_that_of_icu() -> None:
    from PySide6.QtCore import QCollator, QLocale

    collator = QCollator(QLocale(QLocale.Language.Vietnamese))
    words = word_list()
    assert len(words) > 250
    assert collator.compare("cạ", "că") < 0 < collator.compare("đa", "dz")  # ICU at work, not bytes
    keys = {word: sort_key(word) for word in words}
    wrong = []
    for one, other in itertools.combinations(words, 2):
        expected = collator.compare(one, other)
        ours = (keys[one] > keys[other]) - (keys[one] < keys[other])
        if expected and (expected > 0) - (expected < 0) != ours:
            wrong.append((one, other))
    assert wrong == []


@given(st.text(max_size=30))
def test_a_key_can_be_stored(text: str) -> None:
    assert "\0" not in sort_key(text.replace("\0", ""))
    assert sort_key(text) == sort_key(unicodedata.normalize("NFD", text))


# -- old font encodings

MOTTO = "Cộng hòa xã hội chủ nghĩa Việt Nam"


@pytest.mark.parametrize(
    ("typed", "encoding", "text"),
    [
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "tcvn3", MOTTO),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "vni", MOTTO),
        ("§éc lËp - Tù do - H¹nh phóc", "tcvn3", "Độc lập - Tự do - Hạnh phúc"),
        ("Ñoäc laäp - Töï do - Haïnh phuùc", "vni", "Độc lập - Tự do - Hạnh phúc"),
        ("ph­¬ng h­íng", "tcvn3", "phương hướng"),
        ("phöông höôùng", "vni", "phương hướng"),
        ("ÑOÄC LAÄP", "vni", "ĐỘC LẬP"),
    ],
)
def test_old_encodings_are_recognised_and_converted(typed: str, encoding: str, text: str) -> None:
    assert looks_legacy(typed) == encoding
    assert from_legacy(typed, encoding) == text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    ["", "Nam", MOTTO, "Hà", "hoà", "xã", "café crème", "Müller, Gonçalves", "5 °C, 3 m²", "“Zero COVID”"],
)
def test_unicode_and_other_languages_are_left_alone(text: str) -> None:
    assert looks_legacy(text) is None


def test_the_tables_cover_every_vietnamese_letter_once() -> None:
    small = {letter for letter in LETTERS if letter not in VIETNAMESE or letter in "ăâêôơư"} - set("aeiouy")
    tcvn3 = [letter for letter in _TCVN3.values() if letter.islower()]
    assert sorted(tcvn3) == sorted(small)
    vni = {letter for letter in _VNI.values() if letter.islower()}
    assert vni == small


TCVN3_FROM = {letter: code for code, letter in _TCVN3.items()}
VNI_FROM = {letter: code for code, letter in _VNI.items()}


@settings(max_examples=50)
@given(st.lists(st.sampled_from([*LETTERS, "n", "t", " "]), max_size=30).map("".join))
def test_what_is_written_in_an_old_encoding_comes_back(text: str) -> None:
    assert from_legacy("".join(TCVN3_FROM.get(c, c) for c in text), "tcvn3") == text
    assert from_legacy("".join(VNI_FROM.get(c, c) for c in text), "vni") == text


def test_cleaning_keeps_a_text_in_an_old_encoding_whole() -> None:
    cleaned = clean("ph­¬ng h­íng")
    assert cleaned.notices == ("text.legacy_tcvn3",)
    assert from_legacy(cleaned.text, "tcvn3") == "phương hướng"
