"""What mends a finding of the narrative, and what of the text it underlines. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from models.checks.finding import Finding
from models.entities import Place
from models.report.compose import Composed
from ui.editor.spans import segments
from ui.i18n import label, t
from ui.messages import repair_label

RANK = {"error": 0, "warning": 1, "hint": 2}
_WRONG_NAME = {"field.unknown": "name", "table.unknown": "sheet"}
"""The parameter that holds the wrong name, by the code of the mistake."""


def right_text(finding: Finding, wrong: str) -> str:
    """What stands in the place of the wrong text; "" when the repair is not made in the text."""
    if finding.repair.action == "replace":
        return str(finding.repair.params.get("text", ""))
    nearest, name = finding.params.get("nearest"), finding.params.get(_WRONG_NAME.get(finding.code, ""))
    if nearest and name:
        return wrong.replace(str(name), str(nearest), 1)
    return ""


def in_text(findings: Sequence[Finding], composed: Composed) -> list[Finding]:
    """Findings to show in the text. A field without a value is told once, at its cell; here it is marked
    wherever it stands."""
    blank = "field.no_value"
    found = [each for each in findings if each.place.kind == "paragraph" and each.code != blank]
    blanks = [p for p in composed.problems if p.code == blank and p.place.kind == "paragraph"]
    return found + [Finding("error", p.code, p.place, p.params) for p in blanks]


def in_hand(found: Sequence[Finding], at: int) -> Finding | None:
    """Of a paragraph's findings the one to speak of: under the caret, else the worst, of those the nearest.
    That the text is unchanged is told apart."""

    def order(finding: Finding) -> tuple[bool, int, int]:
        start, end = finding.place.span or (0, 0)
        away = max(start - at, at - end, 0)
        return bool(away) or finding.place.span is None, RANK[finding.severity], away

    return min((each for each in found if each.code != "text.unchanged"), key=order, default=None)


def number_of(finding: Finding, found: Sequence[Finding]) -> str:
    """Which of the paragraph's findings it is, in the text's order: "2/3"; "" when it is the only one."""
    told = [each for each in found if each.code != "text.unchanged"]
    told.sort(key=lambda each: each.place.span or (0, 0))
    return f"{told.index(finding) + 1}/{len(told)}" if len(told) > 1 else ""


def unclosed(finding: Finding) -> bool:
    """Whether it is a field without its closing braces."""
    return finding.code == "grammar.field_unclosed"


def closing(source: str, start: int, value_of: Callable[[str], str | None]) -> int:
    """Where the braces of the field opened at `start` belong: behind the longest name that is one, else
    behind its first word."""
    end = next((each.end for each in segments(source) if each.start == start), start + 2)
    words = source[start + 2 : end].split(" ")
    ends = [start + 2 + len(" ".join(words[:count])) for count in range(len(words), 0, -1)]
    return next((at for at in ends if value_of(source[start + 2 : at].strip()) is not None), ends[-1])


def cell_of(finding: Finding) -> Place | None:
    """The cell that the field still lacks its number from."""
    code = finding.params.get("figure")
    return Place("figure", str(code)) if code else None


def link_words(finding: Finding) -> str:
    """The repair as a verb; "" when there is none but to type."""
    if finding.repair.action == "replace":
        return repair_label(finding.repair)
    if unclosed(finding):
        return t("Đóng trường")
    if finding.code in _WRONG_NAME and finding.params.get("nearest"):
        nearest = str(finding.params.get("label") or finding.params["nearest"])
        return t("Thay bằng “{name}”", name=label(nearest))
    return t("Đến ô số liệu") if cell_of(finding) else ""


def wave(finding: Finding, length: int) -> tuple[int, int] | None:
    """The stretch to underline; none for hints and for what concerns the whole paragraph."""
    span = finding.place.span
    if span is None or finding.severity == "hint" or span[1] - span[0] >= length:
        return None
    return span
