"""Many pages, many notes, monstrous input: rules that hold of every page."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from export.layout import lay_out
from export.layout.pages import Pages
from models.report.document import Document, NoteMark, Paragraph
from tests.export import page_rules
from tests.export.samples import closing, long_document, note, para, with_tall_closing


def broken_rules(pages: Pages, document: Document) -> list[str]:
    return [
        *page_rules.outside_margins(pages),
        *page_rules.overlaps(pages),
        *page_rules.notes_away_from_marks(pages),
        *page_rules.lost_text(pages, document),
        *page_rules.headings_last(pages),
        *half_empty_for_nothing(pages, document),
    ]


def half_empty_for_nothing(pages: Pages, document: Document) -> list[str]:
    """Only a paragraph whose lines call several notes may leave a page half empty: it needs a whole one."""
    several = paragraphs_with_several_notes(document)
    found = []
    for line in page_rules.half_empty(pages, document):
        following = pages.pages[int(line.split(":")[0].split()[1])]
        text = (run.paragraph for run in page_rules.body_runs(following) if run.face != "bold")
        if next(text) not in several:
            found.append(line)
    return found


def paragraphs_with_several_notes(document: Document) -> set[int]:
    return {
        index
        for index, block in enumerate(document.blocks)
        if isinstance(block, Paragraph) and sum(isinstance(i, NoteMark) for i in block.inlines) > 1
    }


@pytest.mark.parametrize("seed", [1, 2])
def test_a_hundred_pages_with_400_notes_of_1_to_1500_words(seed: int) -> None:
    document = long_document(seed)
    pages = lay_out(document)
    assert len(pages.pages) > 100 and len(document.notes) == 400
    assert broken_rules(pages, document) == []
    # A single line stands alone only where the rules contradict: its paragraph calls several long notes.
    several = paragraphs_with_several_notes(document)
    alone = page_rules.widows_and_orphans(pages)
    assert [line for line in alone if int(line.split(":")[0].split()[1]) not in several] == []


@given(st.integers(0, 10_000))
@settings(max_examples=12, deadline=None)
def test_short_notes_leave_no_widow_and_no_orphan(seed: int) -> None:
    document = long_document(seed, notes=60, longest=40, paragraphs=120)
    pages = lay_out(document)
    assert broken_rules(pages, document) == []
    assert page_rules.widows_and_orphans(pages) == []


@given(st.integers(0, 10_000), st.integers(1, 60), st.integers(1, 1500), st.integers(1, 40))
@settings(max_examples=25, deadline=None)
def test_any_mixture_keeps_the_rules(seed: int, notes: int, longest: int, paragraphs: int) -> None:
    document = long_document(seed, notes, longest, paragraphs)
    assert broken_rules(lay_out(document), document) == []


def test_a_note_that_leaves_room_for_one_line_of_text_leaves_it_free() -> None:
    """However long a note of two pages is: what follows its mark begins the next page with two lines."""
    text = para("body", "chữ " * 30, NoteMark(1), " chữ" * 80, index=0)
    for words in range(2200, 2800, 10):
        pages = lay_out(Document("", "", "", (text,), (note(1, "chú " * words),)))
        assert page_rules.widows_and_orphans(pages) == [], words


def test_two_notes_longer_than_a_page_on_one_line() -> None:
    """A page can begin only one of them: the line ends early, and each note begins on its mark's page."""
    text = "chữ " * 1500
    document = Document(
        "",
        "",
        "",
        (para("body", "Xem", NoteMark(1), " và", NoteMark(2), " nữa.", index=0),),
        (note(1, text), note(2, text)),
    )
    pages = lay_out(document)
    assert page_rules.notes_away_from_marks(pages) == []
    assert page_rules.lost_text(pages, document) == []
    assert page_rules.outside_margins(pages) == []


def test_many_marks_on_one_word() -> None:
    marks = [NoteMark(n) for n in range(1, 61)]
    notes = tuple(note(n, "chữ " * 60) for n in range(1, 61))
    document = Document("", "", "", (para("body", "Xem", *marks, index=0),), notes)
    pages = lay_out(document)
    assert page_rules.notes_away_from_marks(pages) == []
    assert page_rules.lost_text(pages, document) == []


def test_monstrous_words_and_notes() -> None:
    document = Document(
        "",
        "",
        "",
        (
            para("heading1", "tiêu đề " * 900, index=0),
            para("body", "x" * 100_000, index=1),
            para("body", "y", NoteMark(1), index=2),
            para("body", "- " * 5_000, index=3),
        ),
        (note(1, "z" * 30_000, "", "w " * 9_000),),
    )
    pages = lay_out(document)
    assert page_rules.outside_margins(pages) == []
    assert page_rules.lost_text(pages, document) == []


def test_endless_headings_fill_pages() -> None:
    document = Document("", "", "", tuple(para("heading1", f"{n}. a", index=n) for n in range(300)))
    pages = lay_out(document)
    assert page_rules.lost_text(pages, document) == []
    rows = Counter(len({run.y for run in page_rules.body_runs(page)}) for page in pages.pages[:-1])
    assert min(rows) > 20


def test_a_closing_block_after_long_notes_has_text_above_it() -> None:
    for words in range(100, 1200, 150):
        text = para("body", "chữ " * 40, NoteMark(1), ".", index=0)
        document = Document("", "", "", (text, closing()), (note(1, "chú " * words),))
        pages = lay_out(document)
        page = next(p for p in pages.pages if any(run.text == "Nơi nhận:" for run in p.runs))
        assert any(run.paragraph == 0 for run in page_rules.body_runs(page))
        assert page_rules.notes_away_from_marks(pages) == []


def page_of(pages: Pages, text: str) -> int:
    return next(n for n, page in enumerate(pages.pages) if any(run.text == text for run in page.runs))


@pytest.mark.parametrize("recipients", [9, 24, 40, 48, 52, 54, 55, 56, 58, 60, 130])
def test_a_tall_closing_block_breaks_no_other_rule(recipients: int) -> None:
    """However far down the text ends: the block is whole where a page can hold it, text above it always."""
    for lines in range(1, 70):
        document = with_tall_closing(lines, recipients, heading=lines % 2 == 0)
        pages = lay_out(document)
        assert page_rules.widows_and_orphans(pages) == [], lines
        assert page_rules.headings_last(pages) == [], lines
        assert page_rules.outside_margins(pages) + page_rules.overlaps(pages) == [], lines
        signed = page_of(pages, "Nơi nhận:")
        assert page_of(pages, "CHÁNH VĂN PHÒNG") == page_of(pages, "Nguyễn Văn A") == signed, lines
        assert {run.paragraph for run in page_rules.body_runs(pages.pages[signed])} >= {99}, lines
        ends = [page_of(pages, f"- Nơi {number};") for number in range(recipients)]
        assert ends == sorted(ends) and ends[0] == signed, lines
        if recipients <= 40:
            assert ends[-1] == signed, lines


def test_a_closing_block_of_no_more_than_a_page_less_its_last_lines_stays_whole() -> None:
    """Two lines of text and 53 recipients fill a page; with one more the block parts below the signature."""
    found = []
    for recipients in (52, 53, 54, 55):
        pages = lay_out(with_tall_closing(24, recipients, heading=False))
        found.append(page_of(pages, f"- Nơi {recipients - 1};") - page_of(pages, "Nơi nhận:"))
    assert found == [0, 0, 1, 1]
