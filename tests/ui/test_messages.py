"""Every code that the program can raise has its sentence, in both languages, with the same parameters."""

from __future__ import annotations

import ast
import json
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.entities import Period
from models.errors import UserError
from ui.messages import RESOURCES, sentence

ROOT = Path(__file__).parent.parent.parent
SOURCES = [path for folder in ("models", "export", "ui") for path in sorted((ROOT / folder).rglob("*.py"))]
TABLES = {
    language: json.loads((RESOURCES / f"messages.{language}.json").read_text("utf-8"))
    for language in ("vi", "en")
}


def first_texts(name: str) -> Iterator[tuple[str, str]]:
    """(file, text) of every call `name("text", …)` in the program."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and node.args
                and getattr(node.func, "id", getattr(node.func, "attr", "")) == name
            ):
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield path.name, first.value


def parameters(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_error_raised_has_its_sentence(language: str) -> None:
    raised = {*first_texts("UserError"), *first_texts("MachineError")}
    assert raised
    missing = sorted(code for _, code in raised if code not in TABLES[language]["sentences"])
    assert missing == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_action_has_its_name(language: str) -> None:
    named = {*first_texts("ActionName")}
    missing = sorted(code for _, code in named if code not in TABLES[language]["actions"])
    assert missing == []


def test_both_languages_have_the_same_sentences() -> None:
    for table, vietnamese in TABLES["vi"].items():
        english = TABLES["en"][table]
        assert sorted(vietnamese) == sorted(english)
        for code, template in vietnamese.items():
            assert parameters(english[code]) <= parameters(template), code


def test_sentences_are_plain_and_polite() -> None:
    labels = {code for _, code in first_texts("Repair")}
    for code, template in TABLES["vi"]["sentences"].items():
        assert "!" not in template and "vui lòng" not in template.lower(), code
        assert code in labels or template.rstrip().endswith((".", "”", ":", "}", "--help")), code


def test_a_sentence_is_filled_in() -> None:
    words = sentence(UserError("number.thousands", text="1.7779"))
    assert "1.7779" in words and "ba chữ số" in words


def test_every_text_of_the_window_has_its_english() -> None:
    english = json.loads((RESOURCES / "en.json").read_text("utf-8"))
    missing = sorted({text for _, text in first_texts("t")} - set(english))
    assert missing == []


def test_every_english_text_keeps_its_parameters() -> None:
    english = json.loads((RESOURCES / "en.json").read_text("utf-8"))
    wrong = [text for text, translated in english.items() if parameters(text) != parameters(translated)]
    assert wrong == []


def raised_with_parameters() -> Iterator[tuple[str, set[str]]]:
    """(code, names of the parameters) of every error that names them one by one."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") not in (
                "UserError",
                "MachineError",
            ):
                continue
            names = {keyword.arg for keyword in node.keywords if keyword.arg}
            named = len(names) == len(node.keywords)
            if named and node.args and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value), names


def test_every_error_gives_what_its_sentence_prints() -> None:
    short = [
        (code, sorted(parameters(template) - names))
        for code, names in raised_with_parameters()
        if not parameters(template := TABLES["vi"]["sentences"].get(code, "")) <= names
    ]
    assert short == []


def test_a_refusal_speaks_of_the_fields_as_the_forms_do() -> None:
    """Every property of a record that a refusal can name has its words, and no code is shown."""
    from models.catalogue_rules import _REFERENCES

    named = {*_REFERENCES, "formula", "previous_of", "of", "sheet", "row", "column", "role", "form", "state"}
    assert named <= set(TABLES["vi"]["fields"])
    words = sentence(UserError("catalogue.in_use", label="Văn bản đi", by="Quyết định", field="parent"))
    assert words.startswith("Chưa xoá được “Văn bản đi”: “Quyết định” còn dùng đến (ô “Là một phần của”).")


def test_a_missing_parameter_hides_no_sentence() -> None:
    assert "…" in sentence(UserError("file.not_found"))


def test_a_month_is_named_once() -> None:
    assert "tháng tháng" not in sentence(UserError("month.unknown", period=Period(2022, 8))).lower()
    assert "8/2022" in sentence(UserError("month.unknown", period=Period(2022, 8)))


def test_kinds_of_values_in_a_month_file_are_said_in_words() -> None:
    error = UserError("import.type", expected="int | null", found="str")
    assert sentence(error) == "cần một số nguyên / để trống, nhưng gặp chữ."


def test_terms_are_the_same_everywhere() -> None:
    words = " ".join(template for table in TABLES["vi"].values() for template in table.values()).lower()
    for other in ("phục hồi", "lũy kế", "xóa", "hãy "):
        assert other not in words, other
