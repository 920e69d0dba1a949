"""A month sent to an empty file prints the same PDF there, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from export.layout import lay_out
from export.pdf import write_pdf
from models.catalogue import Catalogue
from models.defaults import default_catalogue, default_office
from models.entities import MonthData, Office, Period
from models.exchange import read_month_file, write_month_file
from models.report.compose import compose
from models.sample import fill
from models.session import Session

AUGUST = Period(2022, 8)


def printed(data: MonthData) -> bytes:
    return write_pdf(lay_out(compose(data).document))


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> MonthData:
    with Session.create(
        tmp_path_factory.mktemp("sender") / "a.sdh", default_office(), default_catalogue()
    ) as session:
        fill(session)
        return session.month_data(AUGUST)


@pytest.mark.parametrize("start", [(None, None), (default_office(), default_catalogue())])
def test_the_same_pdf_in_an_empty_file(
    tmp_path: Path, sent: MonthData, start: tuple[Office | None, Catalogue | None]
) -> None:
    with Session.create(tmp_path / "receiver.sdh", *start) as session:
        session.import_month(read_month_file(write_month_file(sent)))
        received = session.month_data(AUGUST)
    assert printed(received) == printed(sent)
