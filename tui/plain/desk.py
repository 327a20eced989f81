"""What every part of the plain mode works with: the open engagement, and a way to ask."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from data.edits import Edit
from data.place import Place
from data.record import Engagement
from data.session import Session
from data.text import fold
from tui.plain.commands import Reply, read_entry, read_reply
from tui.plain.talk import Talk

# Seconds in which a slow disk may still take an answer before the next question is asked.
SAVE_WAIT = 3.0
# Lines of a list between two prompts.
PAGE = 12
_WORD_END = re.compile("[ 、]")
MORE = "空の行で続き。"
PLACE_HINT = "。「保存先」と書くと、場所を選べます。"
SLOW = "保存に時間がかかっています。続けてかまいません。"


START = Place("firm")


class JumpError(Exception):
    """The user goes to another place."""

    def __init__(self, place: Place) -> None:
        super().__init__(str(place))
        self.place = place


class LeaveError(Exception):
    """The user leaves the program."""


class SwitchError(Exception):
    """The user goes back to the list of engagements."""


class ReopenError(Exception):
    """The engagement is read anew, by whoever may write it now."""

    def __init__(self, *, take_over: bool) -> None:
        super().__init__()
        self.take_over = take_over


class RefusedError(Exception):
    """Somebody else writes the engagement: no edit is taken."""


def no_help() -> Sequence[str]:
    return ()


class OtherDialogError(Exception):
    """Inside one dialog another is asked for: the first one closes."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.command)
        self.reply = reply


class Spot(NamedTuple):
    """What the present prompt is about: where a note or a mark goes, and what help says."""

    place: Place
    help: Callable[[], Sequence[str]] = no_help


@dataclass
class Desk:
    """One open engagement in one conversation.

    `handlers` do what can be asked for anywhere, by the name of the command;
    those that ask back themselves are `dialogs`, of which one is open at a time.
    """

    talk: Talk
    session: Session
    today: date
    handlers: Mapping[str, Handler]
    dialogs: Mapping[str, Handler]
    place: Place = START
    books_folder: Path | None = None
    in_dialog: bool = False
    said_of_saving: str = ""

    @property
    def record(self) -> Engagement:
        return self.session.record

    def say(self, *texts: str) -> None:
        self.talk.say(*texts)

    def ask(
        self,
        prompt: str | Callable[[], str],
        spot: Spot,
        read: Callable[[str], Reply] = read_reply,
    ) -> Reply:
        """Ask until the line is for the one who asks; what can be asked anywhere is done here.

        A prompt that tells of the record is made anew each time.
        """
        if not self.in_dialog:
            self.place = spot.place
        while True:
            reply = read(self.talk.ask(prompt if isinstance(prompt, str) else prompt()))
            if reply.command not in self.handlers and reply.command not in self.dialogs:
                return reply
            try:
                self._do(reply, spot)
            except RefusedError:
                self.say(f"{self.session.refusal}。")

    def _do(self, reply: Reply, spot: Spot) -> None:
        if handler := self.handlers.get(reply.command):
            handler(self, reply, spot)
        else:
            self._open(reply, spot)

    def _open(self, reply: Reply, spot: Spot) -> None:
        if self.in_dialog:
            raise OtherDialogError(reply)
        wanted: Reply | None = reply
        while wanted:
            wanted = self._run_dialog(wanted, spot)

    def _run_dialog(self, reply: Reply, spot: Spot) -> Reply | None:
        """Run one dialog; the answer asks for another one instead."""
        self.in_dialog = True
        try:
            self.dialogs[reply.command](self, reply, spot)
        except OtherDialogError as other:
            return other.reply
        finally:
            self.in_dialog = False
        return None

    def ask_entry(self, prompt: str, spot: Spot) -> Reply:
        """Ask for any text."""
        return self.ask(prompt, spot, read_entry)

    def choose(self, prompt: str, options: Sequence[str], spot: Spot) -> int | None:
        """The position of the option chosen; None when the user goes back.

        It is chosen by its number, or by its first word where only one begins so.
        Long lists come in pages, the next one with an empty line.
        """
        start = 0
        lines = numbered(options)
        while True:
            self.say(*lines[start : start + PAGE])
            start += PAGE
            more = start < len(options)
            reply = self._choice(prompt + MORE * more, options, spot)
            chosen = _chosen(options, reply)
            if chosen is not None:
                return chosen
            if not more or reply.command != "next":
                return None

    def read_out(self, lines: Sequence[str], spot: Spot) -> None:
        """Say many lines in pages; the user may stop listening."""
        for start in range(0, len(lines), PAGE):
            self.say(*lines[start : start + PAGE])
            is_last = start + PAGE >= len(lines)
            if is_last or self.ask(f"{MORE}b で先へ。", spot).command != "next":
                return

    def _choice(self, prompt: str, options: Sequence[str], spot: Spot) -> Reply:
        """One of the list, or a way out of it."""
        while True:
            reply = self.ask(prompt, spot)
            if reply.command in ("back", "end", "next") or _chosen(options, reply) is not None:
                return reply
            self.say(f"1から{len(options)}までの番号か、b もどる です。")

    def apply(self, edit: Edit, *, merge: bool = False) -> bool:
        """Whether the edit changed anything; it is on disk when this returns, or it is said.

        Raises `RefusedError` where somebody else writes the engagement.
        """
        if not self.session.may_write:
            raise RefusedError
        changed = self.session.apply(edit, merge=merge)
        self.settle()
        return changed

    def settle(self) -> None:
        """Wait for the disk, and say what the user must know about it."""
        self.session.wait_saved(SAVE_WAIT)
        message, said = self.session.save_message, self.said_of_saving
        self.said_of_saving = message
        if message and message != said:
            self.say(f"{message}{PLACE_HINT if self._needs_place else ''}")
        elif self.session.save_state == "saving":
            self.say(SLOW)

    @property
    def _needs_place(self) -> bool:
        return self.session.save_state == "failed" or self.session.beside is not None


Handler = Callable[[Desk, Reply, Spot], None]


def _chosen(options: Sequence[str], reply: Reply) -> int | None:
    if reply.number:
        return reply.number - 1 if reply.number <= len(options) else None
    word = fold(reply.text)
    begins = [fold(_WORD_END.split(option, maxsplit=1)[0]) for option in options]
    found = [i for i, begin in enumerate(begins) if begin == word]
    return found[0] if len(found) == 1 else None


def numbered(options: Sequence[str]) -> list[str]:
    """「1. 実施している」, one a line."""
    return [f"{number}. {option}" for number, option in enumerate(options, start=1)]


def in_one_line(options: Sequence[str]) -> str:
    return "、".join(numbered(options))
