"""What mends a finding of the narrative, and what of the text it underlines. Pure."""

from __future__ import annotations

from models.checks.finding import Finding
from models.entities import Place
from ui.i18n import t
from ui.messages import repair_label


def right_text(finding: Finding, wrong: str) -> str:
    """What stands in the place of the wrong text; "" when the repair is not made in the text."""
    if finding.repair.action == "replace":
        return str(finding.repair.params.get("text", ""))
    nearest, name = finding.params.get("nearest"), finding.params.get("name")
    if finding.code == "field.unknown" and nearest and name:
        return wrong.replace(str(name), str(nearest), 1)
    return ""


def cell_of(finding: Finding) -> Place | None:
    """The cell that the field still lacks its number from."""
    code = finding.params.get("figure")
    return Place("figure", str(code)) if code else None


def link_words(finding: Finding) -> str:
    """The repair as a verb; "" when there is none but to type."""
    if finding.repair.action == "replace":
        return repair_label(finding.repair)
    if finding.code == "field.unknown" and finding.params.get("nearest"):
        return t("Thay bằng “{name}”", name=finding.params["nearest"])
    return t("Đến ô số liệu") if cell_of(finding) else ""


def wave(finding: Finding, length: int) -> tuple[int, int] | None:
    """The stretch to underline; none for hints and for what concerns the whole paragraph."""
    span = finding.place.span
    if span is None or finding.severity == "hint" or span[1] - span[0] >= length:
        return None
    return span
