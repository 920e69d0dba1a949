"""Which page shows a place: pure, from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

    from models.catalogue import Catalogue
    from models.entities import Place


def page_for(
    place: Place, catalogue: Catalogue, pages: frozenset[str] | set[str], refused: Container[str] = ()
) -> str:
    """The code of the page that shows `place`; "overview" when no page does. `refused` are the codes of what
    stands unstored in its field: the month's number and date are typed at the report, too."""
    if place.kind == "month" and f"month.{place.code}" in refused:
        return "preview"
    if place.kind == "figure":
        figure = catalogue.by_code.get(place.code)
        if figure is None:
            return "overview"
        sheet = f"sheet:{figure.sheet}"
        return sheet if sheet in pages else "meetings" if figure.source == "meetings" else "overview"
    if place.kind == "row":
        sheets = (f"sheet:{row.sheet}" for row in catalogue.rows if row.code == place.code)
        found = next(sheets, "overview")
        return found if found in pages else "meetings"
    if place.kind == "sheet":
        return f"sheet:{place.code}" if f"sheet:{place.code}" in pages else "meetings"
    return {"meeting": "meetings", "paragraph": "narrative", "month": "office", "office": "office"}[
        place.kind
    ]


def layout_for(width: int, height: int) -> tuple[bool, bool, bool]:
    """(rail, strip, low) for a client of that size in logical pixels: window.md section 10."""
    return width < 1280, width < 1080, height < 640


def preview_width(width: int, chosen: int) -> int:
    """How wide the preview stands in a window `width` wide; `chosen`: as it was dragged, 0 for never."""
    if width < 1280:
        return 296
    designed = width - 184 - 748
    designed = max(296, min(640 if width >= 1600 else 432, designed))
    if not chosen:
        return designed
    return max(296, min(640, chosen, width - 184 - 560))
