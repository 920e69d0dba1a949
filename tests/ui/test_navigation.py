from __future__ import annotations

import pytest

from models.defaults import default_catalogue
from models.entities import Place
from ui.navigation import layout_for, page_for, preview_width
from ui.pages import page_entries

CATALOGUE = default_catalogue()
PAGES = {entry.code for entry in page_entries(CATALOGUE)}


@pytest.mark.parametrize(
    ("place", "page"),
    [
        (Place("figure", "vb_den"), "sheet:van_ban"),
        (Place("figure", "hop_lanh_dao"), "meetings"),
        (Place("figure", "khong_co"), "overview"),
        (Place("meeting", id=3), "meetings"),
        (Place("paragraph", id=0, span=(1, 2)), "narrative"),
        (Place("month", "number"), "office"),
        (Place("office", "signer"), "office"),
    ],
)
def test_a_place_has_its_page(place: Place, page: str) -> None:
    assert page_for(place, CATALOGUE, PAGES) == page


def test_every_figure_and_row_has_a_page() -> None:
    for figure in CATALOGUE.figures:
        assert page_for(Place("figure", figure.code), CATALOGUE, PAGES) in PAGES - {"overview"}
    for row in CATALOGUE.rows:
        assert page_for(Place("row", row.code), CATALOGUE, PAGES) in PAGES


@pytest.mark.parametrize(
    ("size", "rail_strip_low"),
    [
        ((1920, 1000), (False, False, False)),
        ((1366, 696), (False, False, False)),
        ((1280, 640), (False, False, False)),
        ((1279, 639), (True, False, True)),
        ((1093, 557), (True, False, True)),
        ((1079, 700), (True, True, False)),
        ((911, 464), (True, True, True)),
    ],
)
def test_breakpoints(size: tuple[int, int], rail_strip_low: tuple[bool, bool, bool]) -> None:
    assert layout_for(*size) == rail_strip_low


def test_the_preview_is_432_at_the_design_size_and_640_at_most() -> None:
    assert preview_width(1366, 0) == 432
    assert preview_width(1100, 500) == 296
    assert preview_width(2560, 0) == 640
    assert preview_width(1366, 900) == 1366 - 184 - 560


def test_nine_pages_have_a_digit() -> None:
    codes = [entry.code for entry in page_entries(CATALOGUE) if entry.group != "bottom"]
    assert codes[:2] == ["overview", "meetings"] and codes[-1] == "preview" and len(codes) == 9
