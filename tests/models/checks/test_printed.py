"""What the printed text itself gives away: a bare zero, shares of one section with different decimals."""

from __future__ import annotations

import pytest

from models.checks import check_month
from models.checks.finding import Finding
from models.entities import Paragraph
from models.report.compose import compose
from tests.models.checks.months import month_data


def found(code: str, *texts: str, **amounts: int) -> list[Finding]:
    data = month_data(amounts, paragraphs=tuple(map(Paragraph, texts)))
    return [finding for finding in check_month(data, compose(data)) if finding.code == code]


@pytest.mark.parametrize(
    "source",
    [
        "giao {{ub_qua_han}} việc",
        "giao {{ub_qua_han|đơn vị}}",
        "{{ub_qua_han|phân số}}",
        "{{ub_qua_han|tỷ lệ}}",
        "({{ub_qua_han|chiếm}})",
        "{{ub_qua_han|2 lẻ}}",
    ],
)
def test_a_bare_zero_is_pointed_at(source: str) -> None:
    (finding,) = found("printed.zero", source, ub_qua_han=0, ub_xong=365)
    assert (finding.severity, finding.place.id) == ("hint", 0)
    assert found("printed.zero", source) == []


def test_a_zero_that_is_worded_or_left_out_is_right() -> None:
    text = "{{ub_qua_han|có}} việc quá hạn[? ({{ub_qua_han|chiếm}})?]"
    assert found("printed.zero", text, ub_qua_han=0, ub_xong=365) == []


def test_one_precision_in_a_section() -> None:
    mixed = "{{ub_xong|tỷ lệ}} xong, {{ub_dang|chiếm|2 lẻ}} đang làm"
    (finding,) = found("printed.precision", mixed)
    assert finding.params == {"text": "chiếm 7,59%", "other": "65,6%"}
    assert found("printed.precision", "{{ub_xong|tỷ lệ}} {{ub_dang|tỷ lệ|2 lẻ}}"), "side by side too"
    assert found("printed.precision", "{{ub_xong|tỷ lệ}}", "# Mục sau", "{{ub_dang|tỷ lệ|2 lẻ}}") == []
    assert found("printed.precision", "{{ub_xong|tỷ lệ}} và {{ub_dang|tỷ lệ}}") == []
