"""What the register shows of each meeting: words, counts, filter. Pure but for the language of the words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from models.checks.finding import Finding
from models.entities import Meeting, MeetingForm, MeetingKind, MeetingRole, MeetingState, PrintIn
from models.report.document import Document, Note, Paragraph, Run
from models.text import fold
from ui.i18n import t
from ui.meetings.dates import write_days

FORMS: tuple[MeetingForm, ...] = ("in_person", "online", "both")
STATES: tuple[MeetingState, ...] = ("held", "planned", "cancelled")
ROLES: tuple[MeetingRole, ...] = ("chaired", "attended")
PLACES: tuple[PrintIn, ...] = ("text", "footnote", "trips", "counted")

_HEADING_NUMBER = re.compile(r"\s*(\d+)\.")


def form_label(form: MeetingForm) -> str:
    return {"in_person": t("Trực tiếp"), "online": t("Trực tuyến"), "both": t("Kết hợp")}[form]


def state_label(state: MeetingState) -> str:
    return {"held": t("Đã tổ chức"), "planned": t("Dự kiến"), "cancelled": t("Đã huỷ")}[state]


def role_label(role: MeetingRole) -> str:
    return {"chaired": t("Chủ trì"), "attended": t("Tham dự")}[role]


def printed_label(where: PrintIn, found: Mapping[PrintIn, str]) -> str:
    """Where it is printed, with the section's or note's present number when the page has it."""
    plain = {
        "text": t("Trong bài"),
        "footnote": t("Chú thích"),
        "trips": t("Đi cơ sở"),
        "counted": t("Chỉ đếm"),
    }
    return found.get(where) or plain[where]


def printed_where(document: Document, meetings: Sequence[Meeting]) -> dict[PrintIn, str]:
    """ "Mục 1", "Chú thích 2" for each way of printing that the composed report shows."""
    by_id = {meeting.id: meeting.print_in for meeting in meetings}
    found: dict[PrintIn, str] = {}
    section = ""
    for block in document.blocks:
        if not isinstance(block, Paragraph):
            continue
        if block.style == "heading1":
            number = _HEADING_NUMBER.match(block.text)
            section = t("Mục {n}", n=number.group(1)) if number else ""
        elif block.style == "appendix":
            section = block.text
        where = _first_meeting(block, by_id)
        if where and section:
            found.setdefault(where, section)
    for note in document.notes:
        where = _in_note(note, by_id)
        if where:
            found.setdefault(where, t("Chú thích {n}", n=note.number))
    return found


def _first_meeting(paragraph: Paragraph, by_id: Mapping[int | None, PrintIn]) -> PrintIn | None:
    for inline in paragraph.inlines:
        if isinstance(inline, Run) and inline.place is not None and inline.place.kind == "meeting":
            return by_id.get(inline.place.id)
    return None


def _in_note(note: Note, by_id: Mapping[int | None, PrintIn]) -> PrintIn | None:
    for paragraph in note.paragraphs:
        where = _first_meeting(paragraph, by_id)
        if where:
            return where
    return None


@dataclass(frozen=True)
class Row:
    """One line of the register."""

    meeting: Meeting
    days: str
    kind: str
    """The kind's short word for the tag; the code itself when the office no longer has the kind."""
    finding: Finding | None = None
    """The worst finding about it."""


_RANK = {"error": 0, "warning": 1, "hint": 2}


def build_rows(
    meetings: Sequence[Meeting], kinds: Sequence[MeetingKind], findings: Sequence[Finding] = ()
) -> list[Row]:
    """In print order, as given."""
    words = {kind.code: kind.short or kind.label for kind in kinds}
    worst: dict[int | None, Finding] = {}
    for finding in findings:
        for meeting_id in _told_of(finding):
            present = worst.get(meeting_id)
            if present is None or _RANK[finding.severity] < _RANK[present.severity]:
                worst[meeting_id] = finding
    return [
        Row(
            meeting,
            write_days(meeting.start, meeting.end),
            words.get(meeting.kind, meeting.kind),
            worst.get(meeting.id),
        )
        for meeting in meetings
    ]


def told_first(row: Row | None, told: Finding | None, findings: Sequence[Finding]) -> Row | None:
    """The row, with the finding that the clerk was led to instead of the worst, as long as that one holds."""
    if row is None or told not in findings or told is None or row.meeting.id not in _told_of(told):
        return row
    return replace(row, finding=told)


def _told_of(finding: Finding) -> list[int | None]:
    """The ids of the meetings that a finding speaks of: both, where it compares two."""
    if finding.place.kind != "meeting":
        return []
    other = finding.repair.params.get("other") if finding.repair.code == "meeting.compare" else None
    return [finding.place.id, *([other] if isinstance(other, int) else [])]


def filtered(rows: Sequence[Row], kind: str, words: str, only: Collection[int] = frozenset()) -> list[Row]:
    """Rows of that kind ("" for all) that hold every word, folded, in title, chair, place, day or kind;
    `only` the meetings of these ids, when it names any."""
    if only:
        return [row for row in rows if row.meeting.id in only]
    needles = fold(words).split()
    return [
        row
        for row in rows
        if (not kind or row.meeting.kind == kind) and all(needle in _haystack(row) for needle in needles)
    ]


def _haystack(row: Row) -> str:
    meeting = row.meeting
    return fold(" ".join((meeting.title, meeting.chair, meeting.place, row.days, row.kind)))


def kind_counts(meetings: Sequence[Meeting]) -> dict[str, int]:
    """How many meetings of each kind, states apart; "" holds the count of all."""
    return {"": len(meetings), **Counter(meeting.kind for meeting in meetings)}


def state_line(meetings: Sequence[Meeting]) -> str:
    """ "36 đã tổ chức, 1 dự kiến, 1 đã huỷ"."""
    counts = Counter(meeting.state for meeting in meetings)
    parts = [t("{n} đã tổ chức", n=counts["held"])]
    if counts["planned"]:
        parts.append(t("{n} dự kiến", n=counts["planned"]))
    if counts["cancelled"]:
        parts.append(t("{n} đã huỷ", n=counts["cancelled"]))
    return ", ".join(parts)


def form_line(meetings: Sequence[Meeting]) -> str:
    """ "29 trực tiếp · 5 trực tuyến · 4 kết hợp": of those held."""
    counts = Counter(meeting.form for meeting in meetings if meeting.state == "held")
    words = {
        "in_person": t("{n} trực tiếp", n=counts["in_person"]),
        "online": t("{n} trực tuyến", n=counts["online"]),
        "both": t("{n} kết hợp", n=counts["both"]),
    }
    return " · ".join(words[form] for form in FORMS if counts[form])
