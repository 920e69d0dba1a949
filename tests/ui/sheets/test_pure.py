"""The pure parts of the grid: moves, widths, codes, sums in words."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from models.defaults import default_catalogue
from models.entities import Period
from models.figures import FigureBook
from models.sample import month_data
from models.validation import code as checked_code
from ui.tables.catalogue_drafts import new_column, new_row, suggested_code
from ui.tables.grid_data import build_grid
from ui.tables.metrics import Want, dropped, shared_out
from ui.tables.moves import Move, moved
from ui.tables.sums import explain_formula, sum_line

AUGUST = month_data(Period(2022, 8))
BOOK = FigureBook(AUGUST)


def test_enter_runs_down_a_column_over_computed_rows() -> None:
    grid = build_grid(AUGUST, BOOK, (), "nhiem_vu")
    found = grid.find("ub_qua_han")
    assert found is not None
    row, column = moved(grid, *found, "down")
    assert grid.cells[row][column].figure == "ub_lk_qua_han"


@settings(max_examples=60)
@given(st.data())
def test_every_move_ends_on_a_cell_that_takes_numbers_or_stays(data: st.DataObject) -> None:
    grid = build_grid(AUGUST, BOOK, (), data.draw(st.sampled_from(["nhiem_vu", "van_ban", "kinh_te"])))
    row = data.draw(st.integers(0, len(grid.rows) - 1))
    column = data.draw(st.integers(0, len(grid.columns) - 1))
    moves: list[Move] = ["down", "up", "left", "right", "home", "end", "first", "last"]
    move = data.draw(st.sampled_from(moves))
    there = moved(grid, row, column, move)
    assert there == (row, column) or grid.cells[there[0]][there[1]].editable


def test_columns_leave_by_their_number_and_never_those_with_numbers() -> None:
    wants = [Want("a", 100, 0, False), Want("b", 100, 2, True), Want("c", 100, 1, False)]
    assert dropped(wants, 300) == frozenset()
    assert dropped(wants, 250) == {"c"}
    assert dropped(wants, 10) == {"c"}


@settings(max_examples=50)
@given(st.lists(st.integers(20, 200), min_size=1, max_size=12), st.integers(0, 2000))
def test_widths_are_never_below_what_was_asked(least: list[int], room: int) -> None:
    widths = shared_out(least, room, 40)
    assert all(width >= asked for width, asked in zip(widths, least, strict=True))


@settings(max_examples=100)
@given(st.text(max_size=80))
def test_a_suggested_code_can_be_stored(label: str) -> None:
    made = suggested_code(label, ["van_ban"])
    assert made != "van_ban"
    if made:
        checked_code(made)


def test_codes_from_vietnamese_labels() -> None:
    assert suggested_code("Văn bản đến, mật", []) == "van_ban_den_mat"
    assert suggested_code("Văn bản", ["van_ban"]) == "van_ban_2"


def test_sums_in_words() -> None:
    line = sum_line(AUGUST, BOOK, "ub_qua_han")
    assert line is not None
    assert (line.text, line.agrees) == ("259 + 106 + 30 = 395", True)
    assert sum_line(AUGUST, BOOK, "vb_den") is None


def test_a_formula_is_told_with_its_numbers() -> None:
    words = explain_formula(BOOK, AUGUST.catalogue.figure("vb_khac"))
    assert words.startswith("1.039 − 175 − 305 − 2 − 1")
    assert words.endswith("= 556")


def test_a_row_made_like_another_keeps_parts_and_wholes_together() -> None:
    catalogue = default_catalogue()
    row = next(row for row in catalogue.rows if row.code == "cp")
    made = new_row(catalogue, type(row)("moi", "nhiem_vu", "Mới", 9), "cp")
    assert made[0].code == "moi"
    assert all(record.code not in catalogue.by_code for record in made[1:])


def test_a_column_that_compares_brings_no_figures() -> None:
    catalogue = default_catalogue()
    column = next(column for column in catalogue.columns if column.kind == "previous")
    assert new_column(catalogue, column, True) == [column]
