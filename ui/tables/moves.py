"""Where Tab, Enter, Home and End lead in a grid. Pure: cells in, positions out."""

from __future__ import annotations

from typing import Literal

from ui.tables.grid_data import Grid

Move = Literal["down", "up", "right", "left", "home", "end", "first", "last", "stay"]


def stop(grid: Grid, row: int, column: int) -> bool:
    """Whether Tab and Enter halt here: cells that are typed in, or counted (Enter opens their register)."""
    return grid.cells[row][column].editable


def moved(grid: Grid, row: int, column: int, move: Move) -> tuple[int, int]:
    """The cell that a move leads to; the same one when there is nowhere to go.

    "down" and "up" keep the column as long as it has a cell to type in, then go to the next such
    column; "right" and "left" run on over the row's end. "first" and "last" are the grid's corners.
    """
    if move in ("down", "up"):
        return _along(_by_columns(grid), row, column, 1 if move == "down" else -1, grid)
    if move in ("right", "left"):
        return _along(_by_rows(grid), row, column, 1 if move == "right" else -1, grid)
    if move in ("home", "end"):
        stops = [c for c in range(len(grid.columns)) if stop(grid, row, c)]
        return (row, stops[0 if move == "home" else -1]) if stops else (row, column)
    if move in ("first", "last"):
        cells = [(r, c) for r, c in _by_rows(grid) if stop(grid, r, c)]
        return cells[0 if move == "first" else -1] if cells else (row, column)
    return row, column


def _by_rows(grid: Grid) -> list[tuple[int, int]]:
    return [(r, c) for r in range(len(grid.rows)) for c in range(len(grid.columns))]


def _by_columns(grid: Grid) -> list[tuple[int, int]]:
    return [(r, c) for c in range(len(grid.columns)) for r in range(len(grid.rows))]


def _along(path: list[tuple[int, int]], row: int, column: int, step: int, grid: Grid) -> tuple[int, int]:
    here = path.index((row, column))
    rest = path[here + 1 :] if step > 0 else path[:here][::-1]
    return next(((r, c) for r, c in rest if stop(grid, r, c)), (row, column))
