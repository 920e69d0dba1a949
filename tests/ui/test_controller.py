from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.entities import Period, Place
from models.errors import UserError
from ui.command_line import main
from ui.controller import Controller
from ui.messages import finding_sentence

AUGUST = Period(2022, 8)


def _printed(controller: Controller) -> str:
    return " ".join(run.text for page in controller.pages().pages for run in page.runs)


def test_a_write_is_told_and_the_pages_are_laid_out_again(
    qtbot: QtBot, sample_controller: Controller
) -> None:
    controller = sample_controller
    assert "3.521" in _printed(controller)
    with qtbot.waitSignals([controller.changed, controller.saved, controller.recomposed]):
        assert (
            controller.attempt(lambda: controller.session.set_value(AUGUST, "vb_den", Decimal(3522))) is None
        )
    assert "3.522" in _printed(controller) and "3.521" not in _printed(controller)


def test_a_refusal_is_answered_and_changes_nothing(qtbot: QtBot, sample_controller: Controller) -> None:
    controller = sample_controller
    with qtbot.assertNotEmitted(controller.changed):
        error = controller.attempt(lambda: controller.session.set_value(AUGUST, "khong_co", Decimal(1)))
    assert isinstance(error, UserError)
    with qtbot.waitSignal(controller.problem) as told:
        controller.do(lambda: controller.session.set_value(AUGUST, "khong_co", Decimal(1)))
    assert told.args[0]


def test_undo_and_redo_say_what_they_did(qtbot: QtBot, sample_controller: Controller) -> None:
    controller = sample_controller
    controller.do(lambda: controller.session.set_value(AUGUST, "vb_den", Decimal(1)))
    with qtbot.waitSignal(controller.told) as told:
        controller.undo()
    assert told.args[0].startswith("Đã hoàn tác: ")
    assert controller.book().amount("vb_den") == 3521
    controller.redo()
    assert controller.book().amount("vb_den") == 1


def test_a_draft_is_printed_but_not_stored(qtbot: QtBot, sample_controller: Controller) -> None:
    controller = sample_controller
    texts = [paragraph.text for paragraph in controller.data().paragraphs]
    with qtbot.waitSignal(controller.recomposed):
        controller.set_draft([*texts, "Đoạn đang gõ dở."])
    assert "Đoạn đang gõ dở." in _printed(controller)
    assert len(controller.data().paragraphs) == len(texts)
    with qtbot.waitSignal(controller.recomposed):
        controller.clear_draft()
    assert "Đoạn đang gõ dở." not in _printed(controller)


def test_a_month_that_is_not_there_has_no_pages(qtbot: QtBot, sample_controller: Controller) -> None:
    controller = sample_controller
    with qtbot.waitSignal(controller.period_changed):
        controller.set_period(Period(2030, 1))
    assert not controller.has_month()
    assert controller.pages().pages == () and controller.findings() == ()
    assert controller.data().month.window.end.year == 2030


def test_a_figure_knows_its_page(sample_controller: Controller) -> None:
    assert sample_controller.page_of(Place("figure", "ub_qua_han")) == 3
    assert sample_controller.page_of(Place("figure", "khong_co")) is None


def test_the_caret_is_told_once(qtbot: QtBot, sample_controller: Controller) -> None:
    with qtbot.waitSignal(sample_controller.caret_at):
        sample_controller.show_caret(Place("figure", "vb_den"))
    with qtbot.assertNotEmitted(sample_controller.caret_at):
        sample_controller.show_caret(Place("figure", "vb_den"))


def test_the_window_finds_what_the_command_line_finds(
    sample_controller: Controller, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Meetings ahead of today and rows changed behind the program's back among it."""
    controller = sample_controller
    controller.set_outside(controller.session.changed_outside())
    window = [(finding.code, finding_sentence(finding)) for finding in controller.findings()]
    copy = controller.session.copy_to(tmp_path / "sao.sdh")
    main(["check", AUGUST.key, "--db", str(copy), "--json"])
    assert [(row["code"], row["sentence"]) for row in json.loads(capsys.readouterr().out)] == window
