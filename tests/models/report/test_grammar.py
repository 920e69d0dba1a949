"""The narrative's grammar by example, and for any text at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.report.grammar import (
    Field,
    Fragment,
    GrammarError,
    Heading,
    Node,
    Note,
    Styled,
    Text,
    escape,
    field_source,
    parse,
    parse_tolerant,
    walk,
)

SHORT = {"bold": "b", "italic": "i"}


def sketch(nodes: tuple[Node, ...]) -> str:
    """Nodes in a form that can be read at a glance."""
    parts: list[str] = []
    for node in nodes:
        match node:
            case Text(text, _, broken):
                parts.append(f"!{text}!" if broken else text)
            case Field(name, formats):
                parts.append("<" + ",".join((name, *formats)) + ">")
            case Styled(style, children):
                parts.append(f"{SHORT[style]}({sketch(children)})")
            case Note(children):
                parts.append(f"note({sketch(children)})")
            case Fragment(children, otherwise):
                parts.append(f"if({sketch(children)}" + (f"|{sketch(otherwise)}" if otherwise else "") + ")")
            case Heading(level):
                parts.append(f"h{level}:")
    return "".join(parts)


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("", ""),
        ("chữ thường", "chữ thường"),
        ("có {{vb_den}} văn bản", "có <vb_den> văn bản"),
        ("{{ub_xong|tỷ lệ}}", "<ub_xong,tỷ lệ>"),
        ("{{ ub_xong | tỷ lệ | 2 lẻ }}", "<ub_xong,tỷ lệ,2 lẻ>"),
        ("{{vb_den.tháng trước}}", "<vb_den.tháng trước>"),
        ("# Mục 1", "h1:Mục 1"),
        ("## Mục 1.1", "h2:Mục 1.1"),
        ("### Phụ lục I", "h3:Phụ lục I"),
        ("#### Bốn", "#### Bốn"),
        ("{{bảng|nhiem_vu|ngang}}", "<bảng,nhiem_vu,ngang>"),
        ("#khong", "#khong"),
        ("- gạch đầu dòng", "- gạch đầu dòng"),
        ("**đậm** và *nghiêng*", "b(đậm) và i(nghiêng)"),
        ("**đậm *cả hai***", "b(đậm i(cả hai))"),
        ("***cả hai* đậm**", "b(i(cả hai) đậm)"),
        ("5 * 3 * 2", "5 * 3 * 2"),
        ("ghi chú*", "ghi chú*"),
        ("như[^ một ghi chú ^].", "nhưnote(một ghi chú)."),
        ("như[^đoạn một\nđoạn {{a}}^]", "nhưnote(đoạn một\nđoạn <a>)"),
        ("x[?, {{a}} chỉ thị?]", "xif(, <a> chỉ thị)"),
        ("x[?có {{a}}||không có?]", "xif(có <a>|không có)"),
        ("[?a {{b}}[? (c {{d}})?]?]", "if(a <b>if( (c <d>)))"),
        ("hai vạch || ở ngoài", "hai vạch || ở ngoài"),
        (r"\{{vb_den\}}", "{{vb_den}}"),
        (r"\*không nghiêng\*", "*không nghiêng*"),
        (r"\# không phải mục", "# không phải mục"),
        (r"C:\thu_muc", r"C:\thu_muc"),
        ("giá [1] và (2)", "giá [1] và (2)"),
        ("a < b > c & <b>d</b>", "a < b > c & <b>d</b>"),
    ],
)
def test_text_parses_into_nodes(text: str, nodes: str) -> None:
    assert sketch(parse(text)) == nodes


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "kept"),
    [
        ("có {{vb_den văn bản", "grammar.field_unclosed", 1, 4, "có !{{!vb_den văn bản"),
        ("có {{vb {{ub}}", "grammar.field_unclosed", 1, 4, "có !{{!vb <ub>"),
        ("có {{}} văn bản", "grammar.field_empty", 1, 4, "có !{{}}! văn bản"),
        ("có {{ |tỷ lệ}}", "grammar.field_empty", 1, 4, "có !{{ |tỷ lệ}}!"),
        ("có vb_den}} văn bản", "grammar.unopened", 1, 10, "có vb_den!}}! văn bản"),
        ("như[^ ghi chú", "grammar.unclosed", 1, 4, "như![^! ghi chú"),
        ("như[^a\nb[^c^]d^]", "grammar.note_in_note", 2, 2, "nhưnote(a\nb![^!c)d!^]!"),
        ("như[^ ^]", "grammar.note_empty", 1, 4, "như![^ ^]!"),
        ("như^]", "grammar.unopened", 1, 4, "như!^]!"),
        ("x[? {{a}}", "grammar.unclosed", 1, 2, "x![?! <a>"),
        ("x[? {{a}}||b", "grammar.unclosed", 1, 2, "x![?! <a>||b"),
        ("x?]", "grammar.unopened", 1, 2, "x!?]!"),
        ("một\nhai **ba", "grammar.unclosed", 2, 5, "một\nhai !**!ba"),
        ("đậm**", "grammar.unopened", 1, 4, "đậm!**!"),
        ("a [^**b^] c", "grammar.unclosed", 1, 5, "a note(!**!b) c"),
    ],
)
def test_a_mistake_names_its_place_and_keeps_the_text(
    text: str, code: str, line: int, column: int, kept: str
) -> None:
    with pytest.raises(GrammarError) as caught:
        parse(text)
    error = caught.value
    assert (error.code, error.line, error.column) == (code, line, column)
    assert text[error.offset :].startswith(error.params["mark"])
    assert sketch(parse_tolerant(text).nodes) == kept


def test_every_mistake_of_a_paragraph_is_listed_in_order() -> None:
    errors = parse_tolerant("{{|số}} và [^").errors
    assert [(error.code, error.offset) for error in errors] == [
        ("grammar.field_empty", 0),
        ("grammar.unclosed", 11),
    ]


def test_nesting_has_an_end() -> None:
    deep = parse_tolerant("[?" * 30 + "{{a}}" + "?]" * 30)
    assert [error.code for error in deep.errors] == ["grammar.too_deep"] * 10 + ["grammar.unopened"] * 10


def test_only_the_first_hundred_mistakes_are_listed() -> None:
    assert len(parse_tolerant("^]" * 5_000).errors) == 100


def test_emphasis_may_not_cross() -> None:
    parsed = parse_tolerant("**a *b** c*")
    assert [error.code for error in parsed.errors] == ["grammar.unclosed", "grammar.crossed"]
    assert sketch(parsed.nodes) == "!**!a i(b!**! c)"


def test_spans_point_into_the_source() -> None:
    text = "Trong {{tháng}}, **có** {{vb_den|số}}[^ xem {{ub_tong}} ^]."
    spans = [text[slice(*node.span)] for node in walk(parse(text)) if not isinstance(node, Text)]
    assert spans == ["{{tháng}}", "**có**", "{{vb_den|số}}", "[^ xem {{ub_tong}} ^]", "{{ub_tong}}"]


def test_a_field_is_written_as_it_is_read() -> None:
    (node,) = parse(field_source("ub_xong.tháng trước", "tỷ lệ"))
    assert isinstance(node, Field)
    assert (node.name, node.formats) == ("ub_xong.tháng trước", ("tỷ lệ",))


signs = st.sampled_from(
    ["{{", "}}", "[^", "^]", "[?", "?]", "||", "**", "*", "\\", "#", " ", "\n", "vb_di", "ữ"]
)
texts = st.lists(signs | st.text(max_size=3), max_size=25).map("".join)


@given(texts)
@settings(max_examples=300)
def test_any_text_parses_or_names_a_place_in_it(text: str) -> None:
    parsed = parse_tolerant(text)
    lines = text.split("\n")
    for error in parsed.errors:
        assert 1 <= error.line <= len(lines)
        assert 1 <= error.column <= len(lines[error.line - 1])
        assert sum(len(line) + 1 for line in lines[: error.line - 1]) + error.column - 1 == error.offset
    for node in walk(parsed.nodes):
        assert 0 <= node.span[0] < node.span[1] <= len(text)


@given(texts)
@settings(max_examples=300)
def test_escaped_text_prints_as_it_was(text: str) -> None:
    nodes = parse(escape(text))
    assert all(isinstance(node, Text) for node in nodes)
    assert "".join(node.text for node in nodes if isinstance(node, Text)) == text
