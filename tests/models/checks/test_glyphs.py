"""A character that the report's font cannot draw is a finding where it was typed."""

from __future__ import annotations

from dataclasses import replace

from export.fonts import missing
from models.checks import check_month
from models.entities import MonthData, Paragraph, Place
from models.sample import month_data, sample_periods

AUGUST = month_data(sample_periods()[-1])


def found(data: MonthData) -> list[tuple[Place, str]]:
    findings = check_month(data, lacking=missing)
    return [(each.place, each.params["character"]) for each in findings if each.code == "text.no_glyph"]


def test_the_sample_can_be_printed() -> None:
    assert found(AUGUST) == []


def test_each_character_is_named_once_with_its_place() -> None:
    text = "Họp 会 và 会, \U0001f600 hết."
    data = replace(AUGUST, paragraphs=(Paragraph("Mở đầu"), Paragraph(text)))
    assert found(data) == [
        (Place("paragraph", id=1, span=(4, 5)), "会"),
        (Place("paragraph", id=1, span=(12, 13)), "\U0001f600"),
    ]
    finding = next(each for each in check_month(data, lacking=missing) if each.code == "text.no_glyph")
    assert finding.severity == "warning"
    assert finding.params["number"] == "U+4F1A" and "Họp 会" in finding.params["around"]


def test_meetings_notes_and_the_office_are_looked_at_too() -> None:
    meeting = replace(AUGUST.meetings[0], title="Họp ☃", chair="", place="")
    office = replace(AUGUST.office, signer="Nguyễn 文 A")
    data = replace(
        AUGUST, meetings=(meeting,), office=office, notes={"vb_den": "vì ㊗"}, paragraphs=(Paragraph("Đủ"),)
    )
    assert found(data) == [
        (Place("meeting", id=meeting.id), "☃"),
        (Place("figure", "vb_den"), "㊗"),
        (Place("office", "signer"), "文"),
    ]


def test_without_a_font_nothing_is_said() -> None:
    data = replace(AUGUST, paragraphs=(Paragraph("会"),))
    assert "text.no_glyph" not in [each.code for each in check_month(data)]
