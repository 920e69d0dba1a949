"""What a check found: a code and parameters that `ui.messages` words, a place, a repair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from models.entities import Place

Severity = Literal["error", "warning", "hint"]


@dataclass(frozen=True)
class Repair:
    """What mends a finding in one step. `code` is worded as a verb by `ui.messages`.

    action "go": only go to the place. "replace": put `params["text"]` in place of the paragraph's span.
    "value": store `params["amount"]` in the figure. "window": open the row's window. "note": open the note.
    """

    code: str
    action: Literal["go", "replace", "value", "window", "note"] = "go"
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """An error blocks issuing, a warning needs a reason to issue, a hint may be dismissed."""

    severity: Severity
    code: str
    """The rule, e.g. "parts.above_total"."""
    place: Place
    params: Mapping[str, Any] = field(default_factory=dict)
    repair: Repair = Repair("go")

    @property
    def key(self) -> str:
        """Names this very finding, its numbers included, so that a reason given holds only for them."""
        shown = ";".join(f"{name}={self.params[name]}" for name in sorted(self.params))
        return f"{self.code}|{self.place.kind}:{self.place.code}:{self.place.id}|{shown}"
