"""The narrative composed into a document: text, notes, fragments, problems, places."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.entities import Period, Place, Window
from models.report.compose import Composed, compose, plain_text
from models.report.document import NoteMark, Paragraph, Run
from models.report.grammar import escape
from tests.models.report.months import OFFICE, amounts, meeting, month


def body(composed: Composed) -> list[Paragraph]:
    """The paragraphs of the narrative."""
    return [
        block
        for block in composed.document.blocks
        if isinstance(block, Paragraph) and block.place is not None and block.place.kind == "paragraph"
    ]


def texts(*source: str, **more: object) -> list[str]:
    """What these paragraphs print."""
    return [paragraph.text for paragraph in body(compose(month(*source, **more)))]  # type: ignore[arg-type]


def problems(*source: str, **more: object) -> list[tuple[str, tuple[int, int] | None]]:
    composed = compose(month(*source, **more))  # type: ignore[arg-type]
    return [(problem.code, problem.place.span) for problem in composed.problems]


# -- text


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("Đã giao {{tong}} nhiệm vụ.", "Đã giao 395 nhiệm vụ."),
        ("{{xong|phân số}} nhiệm vụ ({{xong|chiếm}})", "259/395 nhiệm vụ (đạt 65,6%)"),
        ("**đậm** *nghiêng* thường", "đậm nghiêng thường"),
        (r"\{{tong\}}", "{{tong}}"),
        ("a || b", "a || b"),
    ],
)
def test_a_paragraph_prints(source: str, printed: str) -> None:
    assert texts(source) == [printed]


def test_heading_marks_choose_the_style() -> None:
    composed = compose(month("# 1. Một", "## 1.1. Hai", "Ba", "#Bốn"))
    assert [(p.style, p.text) for p in body(composed)] == [
        ("heading1", "1. Một"),
        ("heading2", "1.1. Hai"),
        ("body", "Ba"),
        ("body", "#Bốn"),
    ]


def test_a_line_end_begins_a_new_printed_paragraph() -> None:
    composed = compose(month("# Mục\nđoạn một\n\nđoạn hai"))
    assert [(p.style, p.text) for p in body(composed)] == [
        ("heading1", "Mục"),
        ("body", "đoạn một"),
        ("body", "đoạn hai"),
    ]
    assert {p.place for p in body(composed)} == {Place("paragraph", id=0)}


def test_emphasis_reaches_the_fields_inside_it() -> None:
    (paragraph,) = body(compose(month("a **b *{{tong}}*** c")))
    looks = [(run.text, run.bold, run.italic) for run in paragraph.inlines if isinstance(run, Run)]
    assert looks == [("a ", False, False), ("b ", True, False), ("395", True, True), (" c", False, False)]


def test_the_share_of_30_in_395_is_7_6_percent() -> None:
    assert texts("{{dang}} nhiệm vụ (chiếm {{dang|tỷ lệ}})") == ["30 nhiệm vụ (chiếm 7,6%)"]


@pytest.mark.parametrize("source", ["tăng {{dang|tỷ lệ}}.", "tăng {{dang|tỷ lệ}}%."])
def test_a_percent_sign_is_not_doubled(source: str) -> None:
    assert texts(source) == ["tăng 7,6%."]


# -- fragments


@pytest.mark.parametrize(
    ("source", "zero", "some"),
    [
        ("a[?, {{tre}} quá hạn?].", "a.", "a, 04 quá hạn."),
        ("a[? {{tre}} quá hạn?] b", "a b", "a 04 quá hạn b"),
        ("a [?{{tre}} quá hạn?] b", "a b", "a 04 quá hạn b"),
        ("a [? {{tre}} quá hạn ?] b", "a b", "a 04 quá hạn b"),
        ("a [?và {{tre}}?], b", "a, b", "a và 04, b"),
        ("[?có {{tre}}||không có?] việc", "không có việc", "có 04 việc"),
        ("{{tre|có}} việc[? ({{tre|chiếm}})?]", "không có việc", "có 04 việc (chiếm 1,0%)"),
        ("x[? {{tong}} và[? {{tre}}?] xong?]", "x 395 và xong", "x 395 và 04 xong"),
        ("x[? {{tre|có}} trong {{tong}}?]", "x không có trong 395", "x có 04 trong 395"),
        ("x[? **{{tre}}** đậm?]", "x", "x 04 đậm"),
        ("x[?{{tre|ẩn}} có việc quá hạn?]", "x", "x có việc quá hạn"),
        ("có {{tong}} việc; [?{{tre}} quá hạn?].", "có 395 việc.", "có 395 việc; 04 quá hạn."),
        ("({{tong}} việc, [?{{tre}} quá hạn?])", "(395 việc)", "(395 việc, 04 quá hạn)"),
    ],
)
def test_a_fragment_is_printed_above_zero(source: str, zero: str, some: str) -> None:
    assert texts(source, values=amounts(tong=395, tre=0)) == [zero]
    assert texts(source, values=amounts(tong=395, tre=4)) == [some]


def test_a_paragraph_that_is_only_a_fragment_vanishes() -> None:
    assert texts("một", "[?- {{tre}} quá hạn?]", "hai", values=amounts(tre=0)) == ["một", "hai"]


def test_january_prints_no_cumulative_phrase() -> None:
    source = "{{tháng}}[?, {{kỳ luỹ kế}}?]"
    assert texts(source) == ["tháng 8, 8 tháng đầu năm 2022"]
    assert texts(source, period=Period(2022, 1)) == ["tháng 1"]
    assert problems(source, period=Period(2022, 1)) == []


def test_a_blank_required_figure_is_missed_in_a_fragment_too() -> None:
    assert texts("a[? {{dang}}?]", values={}) == ["a ……"]
    assert problems("a[? {{dang}}?]", values={}) == [("field.no_value", (4, 12))]
    assert problems("a[? {{tre}}?]", values={}) == []


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("[?giao {{dang}} việc||không giao việc?]", "giao …… việc"),
        ("Kết quả[?: {{dang}} việc?].", "Kết quả: …… việc."),
        ("{{dang|có}} việc[? ({{dang|tỷ lệ}})?].", "…… việc (……)."),
    ],
)
def test_a_blank_figure_is_not_said_to_be_nothing(source: str, printed: str) -> None:
    """What is an error leaves dots on the page, where it can be seen."""
    assert texts(source, values={}) == [printed]
    assert {code for code, _ in problems(source, values={})} == {"field.no_value"}
    assert problems(source, values=amounts(tong=9, dang=0)) == []
    assert "…" not in texts(source, values=amounts(tong=9, dang=0))[0]


def test_a_fragment_that_is_left_out_anyway_misses_nothing() -> None:
    source = "Kết quả[?: {{xong}} xong, {{dang}} đang làm?]."
    assert texts(source, values=amounts(xong=0)) == ["Kết quả."]
    assert problems(source, values=amounts(xong=0)) == []
    cumulative = "Hết[? {{kỳ luỹ kế}}: {{dang}} việc?]."
    assert texts(cumulative, period=Period(2022, 1), values={}) == ["Hết."]
    assert problems(cumulative, period=Period(2022, 1), values={}) == []


def test_a_figure_that_only_decides_leaves_no_hole() -> None:
    source = "Hết.[?{{dang|ẩn}} Việc đang làm sẽ xong.?]"
    assert texts(source, values={}) == ["Hết."]
    assert problems(source, values={}) == []


def test_of_nothing_no_share_is_missing() -> None:
    source = "{{xong|có}} việc[? ({{xong|chiếm}})?]"
    values = amounts(tong=0, xong=0)
    assert texts(source, values=values) == ["không có việc"]
    assert problems(source, values=values) == []
    assert problems(source, values=amounts(xong=0)) != [], "the whole is blank"


def test_last_month_in_january_says_its_year() -> None:
    source = "so với {{tháng trước}}"
    assert texts(source) == ["so với tháng 7"]
    assert texts(source, period=Period(2022, 1)) == ["so với tháng 12 năm 2021"]


def test_a_mistake_in_what_is_left_out_is_named_all_the_same() -> None:
    source = "a[? {{tre}}[? {{thag|số}} {{tong}}?]||{{tong}}?]"
    assert problems(source, values=amounts(tong=1, tre=0)) == [("field.unknown", (14, 25))]
    assert problems("a[? {{tong}}||{{thag}}?]") == [("field.unknown", (14, 22))]


def test_a_fragment_without_a_figure_is_a_problem() -> None:
    assert problems("a[? chữ {{tháng}}?]") == [("fragment.no_figure", (1, 3))]
    assert texts("a[? chữ?]") == ["a chữ"]


# -- notes


def test_notes_are_numbered_in_order_and_hold_paragraphs() -> None:
    composed = compose(month("a[^một {{tong}}\nhai^] b[^ba^]", "c[^bốn^]"))
    notes = [(note.number, [p.text for p in note.paragraphs]) for note in composed.document.notes]
    assert notes == [(1, ["một 395", "hai"]), (2, ["ba"]), (3, ["bốn"])]
    assert {p.style for note in composed.document.notes for p in note.paragraphs} == {"note"}
    first = body(composed)[0]
    assert [i.number if isinstance(i, NoteMark) else i.text for i in first.inlines] == ["a", 1, " b", 2]


def test_a_note_in_a_vanished_fragment_takes_no_number() -> None:
    composed = compose(month("a[?[^có {{tre}}^]?] b[^hai^]", values=amounts(tre=0)))
    assert [note.number for note in composed.document.notes] == [1]


def test_plain_text_ends_with_the_notes() -> None:
    printed = plain_text(compose(month("a[^một\nhai^] b")).document).splitlines()
    assert "a¹ b" in printed
    assert printed[-2:] == ["1 một", "hai"]


# -- mistakes


def test_a_wrong_field_prints_as_typed_and_the_rest_goes_on() -> None:
    composed = compose(month("Có {{tonng}} và {{xong}}.", "Đoạn sau."))
    assert [p.text for p in body(composed)] == ["Có {{tonng}} và 259.", "Đoạn sau."]
    (problem,) = composed.problems
    assert problem.code == "field.unknown"
    assert problem.place == Place("paragraph", id=0, span=(3, 12))
    assert problem.params == {"name": "tonng", "nearest": "tong", "label": "Tổng số nhiệm vụ"}


def test_a_field_without_a_value_prints_dots_that_lead_to_its_cell() -> None:
    composed = compose(month("Có {{tong}} việc.", values={}))
    (paragraph,) = body(composed)
    assert paragraph.text == "Có …… việc."
    assert paragraph.inlines[1] == Run("……", place=Place("figure", "tong"))
    assert composed.problems[0].params == {"name": "tong", "label": "Tổng số nhiệm vụ", "figure": "tong"}


def test_grammar_mistakes_name_line_and_column() -> None:
    composed = compose(month("tốt", "một\nhai {{tong"))
    (problem,) = composed.problems
    assert (problem.code, problem.place) == ("grammar.field_unclosed", Place("paragraph", id=1, span=(8, 10)))
    assert (problem.params["line"], problem.params["column"]) == (2, 5)
    assert [p.text for p in body(composed)] == ["tốt", "một", "hai {{tong"]


def test_a_broken_formula_is_a_problem_of_its_field() -> None:
    data = month("{{tong}} {{xong}}")
    figures = tuple(
        replace(f, source="computed", formula="xong - tong") if f.code == "tong" else f
        for f in data.catalogue.figures
    )
    composed = compose(replace(data, catalogue=replace(data.catalogue, figures=figures)))
    assert [problem.code for problem in composed.problems] == ["figure.cycle"]
    assert [p.text for p in body(composed)] == ["{{tong}} 259"]


def test_a_mistake_in_the_subject_belongs_to_the_office() -> None:
    office = replace(OFFICE, subject="Công tác {{thag}}[^x^]")
    composed = compose(month(office=office))
    assert [(p.code, p.place) for p in composed.problems] == [
        ("field.unknown", Place("office", "subject", span=(9, 17))),
        ("grammar.note_here", Place("office", "subject", span=(17, 22))),
    ]


# -- places


def test_every_run_says_where_it_comes_from() -> None:
    held = [meeting(7, "Họp một"), meeting(9, "Họp hai")]
    windows = {"cp": Window(date(2021, 1, 1), date(2022, 3, 20))}
    source = r"Có \*{{tong}} việc {{cp.từ}}: {{cuộc họp}} {{tháng}} {{cơ quan}} {{số báo cáo}}"
    data = month(source, meetings=held, windows=windows, number=5)
    (paragraph,) = body(compose(data))
    here = [(run.text, run.place) for run in paragraph.inlines if isinstance(run, Run)]

    def at(start: int, end: int) -> Place:
        return Place("paragraph", id=0, span=(start, end))

    lists = source.index("{{cuộc họp}}")
    months = source.index("{{tháng}}")
    assert here == [
        ("Có ", at(0, 3)),
        ("*", at(3, 5)),
        ("395", Place("figure", "tong")),
        (" việc ", at(13, 19)),
        ("01/01/2021", Place("row", "cp")),
        (": ", at(28, 30)),
        ("Họp một", Place("meeting", id=7)),
        ("; ", at(lists, lists + 12)),
        ("Họp hai", Place("meeting", id=9)),
        (" ", at(lists + 12, lists + 13)),
        ("tháng 8", at(months, months + 9)),
        (" ", at(months + 9, months + 10)),
        ("Văn phòng UBND tỉnh Cao Bằng", Place("office", "name")),
        (" ", at(months + 21, months + 22)),
        ("05", Place("month", "number")),
    ]


def test_uses_list_every_field_with_what_it_prints() -> None:
    composed = compose(
        month("{{tong}} {{dang|tỷ lệ}}[^{{tháng}}^][? {{tre}}?]", values=amounts(tong=9, dang=3))
    )
    uses = [
        (use.name, use.formats, use.text, use.figure, use.printed)
        for use in composed.fields
        if use.place.kind == "paragraph"
    ]
    assert uses == [
        ("tong", (), "09", "tong", True),
        ("dang", ("tỷ lệ",), "33,3%", "dang", True),
        ("tháng", (), "tháng 8", None, True),
        ("tre", (), "……", "tre", False),
    ]


# -- any text

pieces = st.sampled_from(
    [
        "{{tong}}",
        "{{tre|có}}",
        "{{x}}",
        "{{cuộc họp}}",
        "{{tháng|",
        "}}",
        "[^",
        "^]",
        "[?",
        "||",
        "?]",
        "**",
        "*",
        "# ",
        "\n",
        " ",
        ", ",
        "\\",
        "chữ",
    ]
)
narratives = st.lists(pieces | st.text(max_size=4), max_size=20).map("".join)


@pytest.mark.parametrize(
    "flood",
    [
        "[?" * 40_000,
        "[?" * 5_000 + "x" + "?]" * 5_000,
        "[^" * 40_000,
        "**" * 40_000,
        "{{" * 40_000,
        "^]" * 40_000,
        "**a *" * 10_000,
        "".join(f"{{{{sai{i}}}}} " for i in range(8_000)),
        "{{" + "a" * 90_000 + "}}",
        "{{tong.tháng" + "a" * 90_000 + "}}",
        "{{tong|" + "a" * 90_000 + "}}",
        "\n" * 50_000,
    ],
    ids=lambda flood: flood[:12],
)
def test_a_flood_of_marks_is_composed_too(flood: str) -> None:
    assert compose(month(flood)).document.blocks
    assert len(compose(month(flood)).problems) <= 8_000


@given(narratives)
@settings(max_examples=200)
def test_composing_never_fails(text: str) -> None:
    data = month(text)
    composed = compose(data)
    for problem in composed.problems:
        assert problem.place.span is not None
        assert 0 <= problem.place.span[0] < problem.place.span[1] <= len(text)
    for note in composed.document.notes:
        assert all(paragraph.style == "note" for paragraph in note.paragraphs)


@given(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), min_size=1, max_size=40))
@settings(max_examples=200)
def test_escaped_text_is_printed_as_it_is(text: str) -> None:
    assert texts(escape(text)) == [text]
