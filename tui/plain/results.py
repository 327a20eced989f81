"""The results, a section at a time."""

from __future__ import annotations

import re

from data.own_rules import OWN_RULES
from data.place import Place
from data.result import compute_result
from data.result_text import result_text
from tui.plain.desk import Desk, Spot

# Columns aligned for the eye.
_GAP = re.compile(r" {2,}")


class ResultStep:
    """What `kikitori result` says, without its columns."""

    def __init__(self, desk: Desk, place: Place) -> None:
        self.desk = desk
        text = result_text(compute_result(desk.record))
        firm, first, *others = text.split("\n\n")
        self.sections = [f"{firm}\n{first}", *others]
        self.cursor = 0
        self.is_unread = True

    def run(self) -> Place:
        self.desk.say("結果。")
        while True:
            if self.is_unread:
                self.is_unread = False
                self.desk.say(*map(_spoken, self.sections[self.cursor].splitlines()))
            reply = self.desk.ask(self._prompt(), Spot(Place("results"), lambda: OWN_RULES))
            match reply.command:
                case "next":
                    self._move(1)
                case "back":
                    self._move(-1)
                case "again":
                    self.is_unread = True
                case _:
                    self.desk.say("空の行で続き、b で前に戻ります。?? で操作の一覧です。")

    def _prompt(self) -> str:
        if self.cursor < len(self.sections) - 1:
            return "空の行で続きを読みます。"
        return "結果はここまでです。x 書き出す、m 目次、q おわる。"

    def _move(self, by: int) -> None:
        to = max(0, min(self.cursor + by, len(self.sections) - 1))
        self.is_unread = to != self.cursor
        self.cursor = to


def _spoken(line: str) -> str:
    """「■ リスク」 becomes 「リスク」, and gaps between columns become commas."""
    return _GAP.sub("、", line.strip().removeprefix("■").strip())
