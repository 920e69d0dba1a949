"""What the shares of a group are of: all tasks given, or only those fallen due."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.catalogue import Catalogue
from models.catalogue_rules import denominators, with_denominator
from models.defaults import default_catalogue
from models.errors import UserError


def chosen(catalogue: Catalogue, row: str, code: str) -> Catalogue:
    """The catalogue after the choice."""
    new = {figure.code: figure for figure in with_denominator(catalogue, row, code)}
    return replace(catalogue, figures=tuple(new.get(f.code, f) for f in catalogue.figures))


@pytest.mark.parametrize("group", ["cp", "ct", "ub", "ub_lk"])
def test_a_group_s_shares_are_of_all_tasks_or_of_those_fallen_due(group: str) -> None:
    offered = denominators(default_catalogue(), group)
    assert [figure.code for figure in offered] == [f"{group}_tong", f"{group}_den_han"]


def test_a_row_without_parts_has_nothing_to_choose() -> None:
    assert denominators(default_catalogue(), "vb_den") == ()


def test_what_is_done_or_overdue_has_fallen_due() -> None:
    due = chosen(default_catalogue(), "ub", "ub_den_han")
    of = {name: due.figure(f"ub_{name}").share_of for name in ("xong", "dung_han", "tre", "qua_han")}
    assert set(of.values()) == {"ub_den_han"}
    assert {due.figure(f"ub_{name}").share_of for name in ("dang", "khong_han", "rut")} == {"ub_tong"}
    assert due.figure("ub_lk_xong").share_of == "ub_lk_tong", "another group chooses for itself"


def test_the_choice_can_be_taken_back() -> None:
    due = chosen(default_catalogue(), "ub", "ub_den_han")
    assert chosen(due, "ub", "ub_tong") == default_catalogue()
    assert with_denominator(default_catalogue(), "ub", "ub_tong") == ()


def test_what_is_not_offered_is_refused() -> None:
    with pytest.raises(UserError) as refused:
        with_denominator(default_catalogue(), "ub", "ub_xong")
    assert refused.value.params["code"] == "ub_xong"


def test_only_a_share_of_less_than_the_whole_says_of_what() -> None:
    catalogue = chosen(default_catalogue(), "ub", "ub_den_han")
    narrowed = {f.code: found.code for f in catalogue.figures if (found := catalogue.narrowed_share(f))}
    assert set(narrowed.values()) == {"ub_den_han"}
    assert set(narrowed) == {"ub_xong", "ub_dung_han", "ub_tre", "ub_qua_han"}
