"""The editor's pure parts: segments to colour, blocks and stored paragraphs, offsets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.report.grammar import Field, Note, parse, parse_tolerant, walk
from ui.editor.blocks import (
    block_of_paragraph,
    difference,
    from_block,
    paragraph_of_block,
    qt_offset,
    stored_texts,
    text_offset,
    to_block,
)
from ui.editor.spans import fields, heading_level, note_around, notes, open_field_before, segments

SOURCE = "Trong {{tháng}}, **có** {{vb_den}} văn bản[^ Về *kinh tế*: {{gdp}}\nđoạn hai ^]; [?{{a}} || b?]"
PIECES = [
    "{{",
    "}}",
    "[^",
    "^]",
    "[?",
    "?]",
    "||",
    "**",
    "*",
    "\\",
    "\n",
    "vb_den",
    "ệ",
    " ",
    "# ",
    "|",
    "😀",
]
tangled = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@given(tangled)
def test_segments_cover_any_text_without_gaps(text: str) -> None:
    assert "".join(text[each.start : each.end] for each in segments(text)) == text


def test_fields_are_those_of_the_grammar() -> None:
    parsed = [node.span for node in walk(parse(SOURCE)) if isinstance(node, Field)]
    assert [(each.start, each.end) for each in fields(SOURCE)] == parsed


def test_notes_are_those_of_the_grammar() -> None:
    assert notes(SOURCE) == [node.span for node in walk(parse(SOURCE)) if isinstance(node, Note)]


@given(tangled)
def test_a_text_without_mistakes_has_the_same_fields_in_both(text: str) -> None:
    parsed = parse_tolerant(text)
    if not parsed.errors:
        spans = sorted(node.span for node in walk(parsed.nodes) if isinstance(node, Field))
        assert [(each.start, each.end) for each in fields(text)] == spans


def test_bold_italic_and_notes_are_told_apart() -> None:
    looks = {SOURCE[each.start : each.end]: each for each in segments(SOURCE)}
    assert looks["có"].bold and not looks["có"].italic
    assert looks["kinh tế"].italic and looks["kinh tế"].in_note
    assert looks["{{gdp}}"].kind == "field" and looks["{{gdp}}"].in_note
    assert not looks["; "].in_note


def test_a_half_typed_field_is_found_before_the_caret() -> None:
    assert [
        s.end - s.start for s in segments("có {{qua han, khó khăn và nhiều") if s.kind == "open_field"
    ] == [9]
    assert open_field_before("có {{qua han", 12) == (3, "qua han")
    assert open_field_before("có {{qua han", 2) is None
    assert open_field_before("có {{a}} và", 10) is None
    assert open_field_before("có {{a, {{b", 11) == (8, "b")


def test_the_note_around_the_caret() -> None:
    text = "a[^ b ^] c"
    assert note_around(text, 4) == (1, 8)
    assert note_around(text, 1) is None
    assert note_around(text, 9) is None
    assert note_around("a[^ b ", 5) == (1, 6), "an open note runs to the end"


def test_headings() -> None:
    assert [heading_level(text) for text in ("# 1. Một", "## 1.1", "### Phụ lục", "#### x", "#một")] == [
        1,
        2,
        3,
        0,
        0,
    ]


def test_a_paragraph_with_a_long_note_stays_one_block() -> None:
    text = "a[^ b\nc ^]"
    assert "\n" not in to_block(text)
    assert from_block(to_block(text)) == text


def test_blank_blocks_are_not_stored_and_do_not_count() -> None:
    blocks = ["a", " ", "b", ""]
    assert stored_texts(blocks) == ["a", "b"]
    assert [paragraph_of_block(blocks, n) for n in range(5)] == [0, None, 1, None, None]
    assert [block_of_paragraph(blocks, n) for n in range(3)] == [0, 2, None]


@given(st.lists(st.sampled_from("abc"), max_size=8), st.lists(st.sampled_from("abc"), max_size=8))
def test_a_difference_makes_the_new_from_the_old(old: list[str], new: list[str]) -> None:
    edit = difference(old, new)
    assert [*old[: edit.start], *edit.added, *old[edit.start + edit.removed :]] == new
    assert bool(edit) == (old != new)


@given(st.text(alphabet="aệ😀 ", max_size=12), st.data())
def test_offsets_survive_the_way_to_qt_and_back(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    assert text_offset(text, qt_offset(text, offset)) == offset
    assert qt_offset(text, len(text)) == len(text.encode("utf-16-le")) // 2
