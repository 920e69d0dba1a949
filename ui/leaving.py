"""Closing the window: what was typed and is not stored is shown first; closing again lets it go."""

from __future__ import annotations

from models.entities import Period
from ui.controller import Controller
from ui.i18n import t
from ui.messages import place_words, sentence
from ui.refused_numbers import Refused, place_of
from ui.widgets.notice import Notice

_Refused = tuple[tuple[Period, str, Refused], ...]


class Leaving:
    """Asked each time the window shall close."""

    def __init__(self, controller: Controller, notice: Notice) -> None:
        self._controller = controller
        self._notice = notice
        self._told: _Refused = ()
        self._words = ""
        controller.recomposed.connect(self._look_again)

    def may_close(self) -> bool:
        """False once for what the disk has not taken, and once for the same numbers that were refused."""
        if self._controller.is_waiting():
            return not self._notice.tell_waiting()
        refused = self._controller.refused.all()
        if not refused or refused == self._told:
            return True
        self._told = refused
        self._show(refused)
        return False

    def _show(self, refused: _Refused) -> None:
        """The first of them in its cell, and what closing now does."""
        period, code, first = refused[0]
        self._controller.set_period(period)
        place = place_of(code)
        self._controller.go(place)
        words = f"{place_words(place, self._controller.data())}: {sentence(first.error)}"
        if len(refused) == 1:
            self._words = t("{words} Đóng lần nữa thì bỏ số vừa gõ.", words=words)
        else:
            count = len(refused)
            self._words = t("{words} Đóng lần nữa thì bỏ {n} số chưa ghi được.", words=words, n=count)
        self._notice.tell(self._words)

    def _look_again(self) -> None:
        """Once all is stored, or given up, the sentence goes by itself."""
        if self._told and not self._controller.refused.all():
            self._told = ()
            if self._notice.words() == self._words:
                self._notice.hide()
