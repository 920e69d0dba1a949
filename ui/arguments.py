"""argparse in Vietnamese: its help and its refusals; it words both in English only."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

from ui.i18n import t

WRONG_USE = 2

# All that argparse can say of our arguments.
_REFUSALS = (
    (r"the following arguments are required: (.*)", "Lệnh còn thiếu {0}."),
    (r"argument .*: invalid choice: '(.*?)' .*", "Không có lệnh “{0}”."),
    (r"unrecognized arguments: (.*)", "Không hiểu “{0}”."),
    (r"argument (.*): expected (?:one|at least one) argument", "Sau {0} phải có một giá trị."),
    (r"argument .*: ignored explicit argument '(.*)'", "Không nhận giá trị “{0}” ở đây."),
    (r"ambiguous option: (.*?) could match (.*)", "“{0}” có thể là {1}; hãy gõ đủ tên."),
)


class Parser(argparse.ArgumentParser):
    """A parser that helps and refuses in the clerk's language; a refusal ends the program with 2."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, formatter_class=_Help, **options)
        self._positionals.title = t("tham số")
        self._optionals.title = t("tuỳ chọn")
        self.add_argument("-h", "--help", action="help", help=t("in cách dùng rồi dừng"))

    def error(self, message: str) -> NoReturn:
        """Say in one sentence what was not understood; exit 2."""
        sentence = message
        for pattern, words in _REFUSALS:
            found = re.fullmatch(pattern, message)
            if found:
                sentence = t(words).format(*found.groups())
        print(f"{sentence} {t('Xem cách dùng: uv run main.py --help')}", file=sys.stderr)
        raise SystemExit(WRONG_USE)


class _Help(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, t("cách dùng: ") if prefix is None else prefix)
