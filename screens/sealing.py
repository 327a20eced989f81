"""Opening what is sealed, and sealing what is open."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from data.engagement_file import open_sealed, seal_of
from data.problems import EngagementFileError
from data.sealed_copies import clear_copies, seal_copies
from data.sealing import (
    ADVICE,
    NO_SEAL,
    SHORTEST,
    PassphraseSeal,
    Seal,
    WrongPassphraseError,
    new_seal,
    weakness_of,
)
from data.storage import read_file
from tui.interview import Interview
from tui.passphrase import WRONG
from tui.slow_work import begin_aside, done_aside
from tui.widgets.dialog import Choice
from tui.widgets.passphrase_dialog import PassphraseDialog
from tui.widgets.progress_dialog import HowFar

SEAL, UNSEAL, CHANGE = "暗号化する", "暗号化をやめる", "パスフレーズを変える"
BEFORE = (
    f"{SHORTEST}文字以上で決めてください。{ADVICE}。"
    "忘れると、誰にも開けません。紙に書き、鍵のかかる所にしまっておきましょう。"
)
IS_SEALED = "もう暗号化してあります。「パスフレーズを変える」と「暗号化をやめる」が使えます。"
IS_CLEAR = "まだ暗号化してありません。「暗号化する」で始められます。"
SEALED = "暗号化しました。次に開くときから、パスフレーズをうかがいます。"
CHANGED = "パスフレーズを変えました。前に写したファイルは、前のパスフレーズで開きます。"
UNSEALED = "暗号化をやめました。ファイルは、そのまま読める文字に戻りました。"
NOT_CHANGED = "できませんでした"
COPIES_LEFT = "暗号化していない控えが{}個残っています。"


class SealedOpening:
    """Asks for the passphrase of a file until it is right, then hands the open seal on."""

    def __init__(self, app: Interview, path: Path, opened: Callable[[Seal], object]) -> None:
        self.app = app
        self.path = path
        self.opened = opened

    def ask(self, said: str = "") -> None:
        text = f"{self.path.name} は暗号化してあります。"
        self.app.push_screen(PassphraseDialog("パスフレーズ", text, said), self._typed)

    def _typed(self, passphrase: str | None) -> None:
        if passphrase is not None:
            begin_aside(self.app, partial(self._open, passphrase))

    async def _open(self, passphrase: str) -> None:
        work = partial(_open_file, self.path, passphrase)
        try:
            seal = await done_aside(self.app, "開いています…", work, may_stop=True)
        except WrongPassphraseError:
            self.ask(WRONG)
        except EngagementFileError as error:
            self.app.tell("開けませんでした", error.summary)
        else:
            if seal is not None:
                self.opened(seal)


def _open_file(path: Path, passphrase: str, _how_far: HowFar) -> Seal:
    content = read_file(path)
    return seal_of(path, content, lambda _path, _content: open_sealed(path, content, passphrase))


class Sealing:
    """What can be done about the passphrase of the open engagement."""

    def __init__(self, app: Interview) -> None:
        self.app = app
        self.session = app.session

    def ask(self, what: str) -> None:
        """`seal`, `unseal` or `change_passphrase`."""
        {"seal": self.seal, "unseal": self.unseal}.get(what, self.change_passphrase)()

    def seal(self) -> None:
        if self.session.seal.is_sealed:
            self.app.tell(SEAL, IS_SEALED)
        else:
            self._ask_new(SEAL, new_seal, SEALED)

    def change_passphrase(self) -> None:
        if not self.session.seal.is_sealed:
            self.app.tell(CHANGE, IS_CLEAR)
            return
        # Whoever passes by an open screen shall not lock its owner out.
        SealedOpening(self.app, self.session.path, self._change).ask()

    def _change(self, opened: Seal) -> None:
        if isinstance(opened, PassphraseSeal):
            self._ask_new(CHANGE, opened.with_passphrase, CHANGED)

    def unseal(self) -> None:
        if not self.session.seal.is_sealed:
            self.app.tell(UNSEAL, IS_CLEAR)
            return
        text = "誰でも読めるファイルに戻します。"
        options = {"yes": UNSEAL, "no": "暗号化したままにする"}
        self.app.push_screen(Choice(UNSEAL, text, options), self._unseal_if_wanted)

    def _unseal_if_wanted(self, answer: str | None) -> None:
        if answer == "yes":
            begin_aside(self.app, partial(self._put, lambda: NO_SEAL, UNSEAL, UNSEALED))

    def _ask_new(self, title: str, make: Callable[[str], Seal], done: str) -> None:
        def put(passphrase: str | None) -> None:
            if passphrase is not None:
                begin_aside(self.app, partial(self._put, partial(make, passphrase), title, done))

        self.app.push_screen(PassphraseDialog(title, BEFORE, refuse=weakness_of), put)

    async def _put(self, make: Callable[[], Seal], title: str, done: str) -> None:
        """Make another seal and save through it at once."""

        def work(_how_far: HowFar) -> bool:
            return self.session.change_seal(make())

        try:
            is_saved = await done_aside(self.app, f"{title}…", work, may_stop=False)
        except EngagementFileError as error:
            self.app.tell(NOT_CHANGED, error.summary)
            return
        if is_saved:
            self._tell_done(title, done)
        else:
            self.app.tell(NOT_CHANGED, self.session.save_message)

    def _tell_done(self, title: str, done: str) -> None:
        seal = self.session.seal
        copies = clear_copies(self.session.path) if seal.is_sealed else []
        if not copies:
            self.app.tell(title, done)
            return

        def seal_if_wanted(answer: str | None) -> None:
            if answer == "copies":
                left = seal_copies(copies, seal)
                self.app.tell(title, COPIES_LEFT.format(len(left)) if left else SEALED)

        text = "\n".join([done, COPIES_LEFT.format(len(copies)), *map(str, copies)])
        options = {"copies": "控えも暗号化する", "no": "そのままにする"}
        self.app.push_screen(Choice(title, text, options), seal_if_wanted)
