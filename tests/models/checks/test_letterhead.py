"""What the decree says of symbol and signer, told before the report leaves the house."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.checks import check_month
from tests.models.checks.months import month_data

TYPES = (("BC", "Báo cáo"), ("GUQ", "Giấy ủy quyền"))


def found(**office: object) -> list[tuple[str, dict[str, object]]]:
    data = month_data()
    data = replace(data, office=replace(data.office, document_types=TYPES, **office))  # type: ignore[arg-type]
    return [
        (f.code, dict(f.params))
        for f in check_month(data)
        if f.code.startswith("office.sy") or f.code.startswith("office.signer_")
    ]


@pytest.mark.parametrize("symbol", ["BC-VP", "BC-UBND", "/BC-VP", ""])
def test_a_right_symbol(symbol: str) -> None:
    assert found(kind="BÁO CÁO", symbol=symbol) == []


def test_a_symbol_with_another_kinds_abbreviation() -> None:
    params = {"symbol": "CV-VP", "kind": "BÁO CÁO", "right": "BC"}
    assert found(kind="BÁO CÁO", symbol="CV-VP") == [("office.symbol_kind", params)]
    params = {"symbol": "BUQ-VP", "kind": "Giấy uỷ quyền", "right": "GUQ"}
    assert found(kind="Giấy uỷ quyền", symbol="BUQ-VP") == [("office.symbol_kind", params)]


def test_an_official_letter_has_no_abbreviation() -> None:
    params = {"symbol": "CV-VP", "written": "CV"}
    assert found(kind="Công văn", symbol="CV-VP") == [("office.symbol_no_kind", params)]


def test_a_year_in_the_symbol() -> None:
    params = {"symbol": "BC-VP/2022", "year": "2022"}
    assert found(kind="BÁO CÁO", symbol="BC-VP/2022") == [("office.symbol_year", params)]


@pytest.mark.parametrize(
    ("signer", "title"),
    [
        ("TS. Nguyễn Văn A", "TS."),
        ("PGS.TS Lê B", "PGS.TS"),
        ("NGƯT. Lê Văn B", "NGƯT."),
        ("Tiến sĩ Lê B", "Tiến sĩ"),
    ],
)
def test_a_title_before_the_signers_name(signer: str, title: str) -> None:
    assert found(signer=signer) == [("office.signer_title", {"title": title, "signer": signer})]


@pytest.mark.parametrize(
    "signer", ["Nguyễn Văn A", "Tsa Thị B", "Bàn Văn C", "Kso Y Lê", "Gsang Lê", "Đồng Chí Thanh"]
)
def test_a_name_alone(signer: str) -> None:
    assert found(signer=signer) == []
