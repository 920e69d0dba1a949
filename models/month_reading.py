"""A month file's bytes as a record of the format, or the place and the reason why not.

Whether the record holds together is for `models.exchange` to say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, get_type_hints

from models.errors import UserError
from models.text import clean, shown

if TYPE_CHECKING:
    from models.month_format import MonthRecord

SIZE_LIMIT: Final = 20_000_000
"""Bytes; a month of a province is well under one million."""
_LONGEST_INTEGER: Final = 4_000
_TRANSLATED: Final = (
    (re.compile(r"Object missing required field `(?P<name>[^`]*)`"), "import.field_missing"),
    (re.compile(r"Object contains unknown field `(?P<name>.*)`", re.S), "import.field_unknown"),
    (re.compile(r"Expected `(?P<expected>[^`]*)`, got `(?P<found>[^`]*)`"), "import.type"),
    (re.compile(r"Expected `\w+` (?:of length )?(?P<expected>[<>]=? .*)"), "import.limit"),
    (re.compile(r"Integer value out of range"), "import.limit"),
    (re.compile(r"Expected `str` matching regex (?P<expected>.*)"), "import.pattern"),
    (re.compile(r"Invalid enum value (?P<found>.*)", re.S), "import.choice"),
)
"""msgspec's English reasons as codes of ours."""


def read_record(content: bytes) -> MonthRecord:
    """The record of a month file, its format and types right. Errors: `models.exchange.read_month_file`."""
    import msgspec

    from models.month_format import MonthRecord

    raw = _parse(content)
    _refuse_other_format(raw)
    _refuse_odd_text(raw)
    try:
        return msgspec.convert(raw, MonthRecord, strict=True)
    except msgspec.ValidationError as error:
        raise _translated(str(error), raw) from error


@contextmanager
def located(place: str) -> Iterator[None]:
    """Say where in the file the rule was broken: UserError "import.invalid" (place, reason)."""
    try:
        yield
    except UserError as error:
        # What the disk or the database refuses is no fault of the file.
        if error.code.startswith(("import.", "file.")):
            raise
        raise UserError("import.invalid", place=place, reason=error) from error


def _parse(content: bytes) -> Any:
    if len(content) > SIZE_LIMIT:
        raise UserError("import.too_large", size=len(content), limit=SIZE_LIMIT)
    try:
        text = content.decode("utf-8-sig")
        return json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_constant, parse_float=str, parse_int=_integer
        )
    except UnicodeDecodeError as error:
        raise UserError("import.encoding") from error
    except json.JSONDecodeError as error:
        raise UserError("import.unreadable", line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise UserError("import.too_deep") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for name, _value in pairs:
            if name in seen:
                raise UserError("import.key_repeated", key=shown(name))
            seen.add(name)
    return found


def _integer(text: str) -> int:
    """Digits beyond these Python itself refuses to read."""
    if len(text) > _LONGEST_INTEGER:
        raise UserError("import.number", found=shown(text))
    return int(text)


def _no_constant(name: str) -> Any:
    raise UserError("import.constant", name=name)


def _refuse_other_format(raw: Any) -> None:
    if not isinstance(raw, dict) or raw.get("format") != "so-dieu-hanh/month":
        raise UserError("import.not_month")
    version = raw.get("version")
    if isinstance(version, int) and version > 1:
        raise UserError("import.newer", found=version, known=1)


def _refuse_odd_text(raw: Any) -> None:
    """What we write holds no control or invisible characters; a file that does is not ours to mend."""
    path: list[str | int] = []
    waiting: list[Iterator[tuple[str | int, Any]]] = [iter(_entries(raw))]
    while waiting:
        for name, value in waiting[-1]:
            if isinstance(name, str):
                _refuse_odd(name, path)
            if isinstance(value, str):
                _refuse_odd(value, [*path, name])
            elif isinstance(value, dict | list):
                path.append(name)
                waiting.append(iter(_entries(value)))
                break
        else:
            waiting.pop()
            if path:
                path.pop()


def _entries(value: dict[str, Any] | list[Any]) -> Iterable[tuple[str | int, Any]]:
    return value.items() if isinstance(value, dict) else enumerate(value)


def _refuse_odd(text: str, path: list[str | int]) -> None:
    if text.isascii() and text.isprintable():
        return
    notices = clean(text, multiline=True, limit=SIZE_LIMIT).notices
    if any(code != "text.composed" and "legacy" not in code for code in notices):
        place = "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
        raise UserError("import.invalid", place=place[:200], reason=UserError("import.odd_text"))


def _translated(message: str, raw: dict[str, Any]) -> UserError:
    """msgspec's "Expected `str`, got `int` - at `$.meetings[3].title`" as our error."""
    reason, _at, place = message.rpartition(" - at ")
    place = place.removeprefix("`").removeprefix("key` in `").rstrip("`") if reason else "$"
    place = _with_keys(place, raw)
    reason = reason or message
    for pattern, code in _TRANSLATED:
        match = pattern.match(reason)
        if match is not None:
            params = {name: text[:120] for name, text in match.groupdict("").items()}
            return UserError("import.invalid", place=place, reason=UserError(code, **params))
    return UserError("import.invalid", place=place, reason=UserError("import.value", found=reason[:120]))


def _with_keys(place: str, raw: dict[str, Any]) -> str:
    """msgspec writes "[...]" for a key; the key is the first whose own part is refused."""
    import msgspec

    from models.month_format import MonthRecord

    head, dots, tail = place.partition("[...]")
    field = head.removeprefix("$.")
    part = raw.get(field)
    if not dots or not isinstance(part, dict):
        return place

    hint = get_type_hints(MonthRecord, include_extras=True)[field]

    def refused(value: Any) -> bool:
        try:
            msgspec.convert(value, hint, strict=True)
        except msgspec.ValidationError:
            return True
        return False

    for key, value in part.items():
        if refused({key: value}):
            inner = ""
            if tail.startswith("[...]") and isinstance(value, dict):
                inner = next((f".{name}" for name in value if refused({key: {name: value[name]}})), "")
            return f"{head}.{key}{inner}{tail.removeprefix('[...]')}"[:200]
    return place
