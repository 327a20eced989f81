"""The passphrase of a sealed engagement, asked for without echo."""

from __future__ import annotations

from pathlib import Path

from data.engagement_file import open_sealed
from data.problems import EngagementFileError, Problem
from data.sealing import Seal, WrongPassphraseError
from data.session import Session
from tui.passphrase import OPENING, WRONG
from tui.plain.talk import Talk

PROMPT = "暗号化してあります。パスフレーズをどうぞ。打った文字は出ません。空の行でやめます。"


def open_session(talk: Talk, path: Path) -> Session:
    """Open a file, and ask until the passphrase is right or none is given.

    Raises `EngagementFileError`.
    """

    def unlock(path: Path, content: bytes) -> Seal:
        prompt = PROMPT
        while passphrase := talk.ask_unseen(prompt):
            talk.say(OPENING)
            try:
                return open_sealed(path, content, passphrase)
            except WrongPassphraseError:
                # Not before the echo is off again: whoever reads it types at once.
                prompt = f"{WRONG}。{PROMPT}"
        raise EngagementFileError(path, (Problem("パスフレーズがないので、開きませんでした"),))

    return Session.open_or_view(path, unlock)
