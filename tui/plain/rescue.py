"""A file that cannot be opened: what can be read of it, as a new engagement."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from data.problems import TAKE_OUT, DamagedFileError, EngagementFileError
from data.salvage.rescue import Salvage, load_salvage, rescued_path
from data.salvage.telling import KEPT_AS_IT_IS, NOTHING_LOST, NOTHING_READABLE, sections
from data.session import Session
from tui.plain.commands import read_reply
from tui.plain.desk import LeaveError, in_one_line
from tui.plain.talk import Talk

STOP = "やめる"


def offer_rescue(talk: Talk, refusal: DamagedFileError) -> Session | None:
    """The new engagement; None when the user does not want it, and nothing is written then.

    None too when it cannot be written, which is said. Raises `LeaveError`.
    """
    try:
        return _rescued(talk, refusal)
    except EngagementFileError as error:
        talk.say(f"開けませんでした。{error.summary}")
        return None


def _rescued(talk: Talk, refusal: DamagedFileError) -> Session | None:
    talk.say(f"開けませんでした。{refusal.summary}")
    if refusal.path is None or not _chosen(talk, [TAKE_OUT, STOP]):
        return None
    found = load_salvage(refusal.path)
    if found.is_empty:
        talk.say(f"{NOTHING_READABLE}。{KEPT_AS_IT_IS}")
        return None
    _tell(talk, found)
    if not _chosen(talk, ["新しいファイルに取り出して開く", STOP]):
        return None
    path: Path = rescued_path(refusal.path)
    return Session.create(path, found.record)


def _tell(talk: Talk, found: Salvage) -> None:
    for title, lines in sections(found):
        talk.say(f"{title}：", *lines)
    talk.say(KEPT_AS_IT_IS if found.lost else f"{NOTHING_LOST}。{KEPT_AS_IT_IS}")


def _chosen(talk: Talk, options: Sequence[str]) -> bool:
    """Whether the first of two was chosen."""
    while True:
        reply = read_reply(talk.ask(in_one_line(options)))
        if reply.number in (1, 2):
            return reply.number == 1
        if reply.command == "leave":
            raise LeaveError
        talk.say("1 か 2 をどうぞ。")
