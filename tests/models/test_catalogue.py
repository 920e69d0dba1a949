"""Figures as data: what their unit says, and that what is stored stays what could be typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from models.catalogue import Figure, may_be_negative
from models.errors import UserError
from models.session import Session
from tests.models.builders import AUGUST, new_session


@pytest.fixture
def august(tmp_path: Path) -> Iterator[Session]:
    with new_session(tmp_path / "a.sdh") as session:
        session.start_month(AUGUST)
        yield session


@pytest.mark.parametrize("unit", ["tăng, %", "Tăng, %", "TĂNG TRƯỞNG, %", "Tăng/giảm, %", "giảm, hồ sơ"])
def test_growth_may_be_negative_however_its_unit_is_written(unit: str) -> None:
    assert may_be_negative(Figure("a", "A", "s", "r", "c", unit=unit))


@pytest.mark.parametrize("unit", ["", "văn bản", "so với, %", "tầng", "%", "triệu đồng"])
def test_what_is_counted_or_measured_is_not_below_zero(unit: str) -> None:
    assert not may_be_negative(Figure("a", "A", "s", "r", "c", unit=unit))


def test_a_figure_that_holds_a_fall_stays_one_of_growth(august: Session) -> None:
    august.set_value(AUGUST, "tang", Decimal("-1.25"))
    growth = august.catalogue().figure("tang")
    with pytest.raises(UserError) as caught:
        august.put_records((replace(growth, unit="tỷ đồng"),))
    assert caught.value.code == "figure.negative_in_use"
    august.put_records((replace(growth, unit="Tăng trưởng, %"),))
    august.set_value(AUGUST, "tang", Decimal("-2.5"))


def test_what_cannot_go_and_what_needs_it_are_named_as_the_clerk_knows_them(august: Session) -> None:
    with pytest.raises(UserError) as caught:
        august.remove("figure", "vb_di")
    assert caught.value.params == {"label": "Văn bản đi", "by": "Quyết định", "field": "parent"}
    with pytest.raises(UserError) as caught:
        august.remove("column", "thang")
    assert caught.value.params == {"label": "Trong tháng", "by": "Tỷ lệ", "field": "of"}
    around = replace(august.catalogue().figure("vb_di"), parent="vb_qd")
    with pytest.raises(UserError) as caught:
        august.put_records((around,))
    assert caught.value.code == "catalogue.cycle"
    assert caught.value.params["label"] in ("Văn bản đi", "Quyết định")


def test_the_paragraphs_that_name_what_shall_go_are_told(august: Session) -> None:
    texts = (
        "Nhận {{vb_den}} văn bản.",
        "Có [? {{vb_den.tháng trước|số}} ?] văn bản.",
        "Kỳ {{den.từ}}",
        "{{bảng|Văn bản}}",
        "vb_den",
        "{{vb_di}}[^ {{ vb_den }} ^]",
    )
    august.set_narrative(AUGUST, texts)
    assert august.paragraphs_naming("figure", "vb_den") == {AUGUST: (0, 1, 5)}
    assert august.paragraphs_naming("row", "den") == {AUGUST: (0, 1, 2, 5)}
    assert august.paragraphs_naming("column", "thang") == {AUGUST: (0, 1, 5)}
    assert august.paragraphs_naming("sheet", "van_ban") == {AUGUST: (0, 1, 2, 3, 5)}
    assert august.paragraphs_naming("figure", "tang") == {}
