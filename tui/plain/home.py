"""Which engagement: the list of the data folder, a new one, the sample, or any file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from data.file_listing import looks_like_path, typed_paths
from data.folder import data_folder, engagement_files, free_path, sealed_among
from data.opening import create_session, open_sample
from data.problems import DamagedFileError, EngagementFileError
from data.sealing import SealedError
from data.session import Session
from tui.plain.commands import (
    Reply,
    command_lines,
    is_command_word,
    read_entry,
    read_reply,
    refusal,
)
from tui.plain.desk import LeaveError, numbered
from tui.plain.passphrase import open_session
from tui.plain.talk import Talk

# The newest ones; the rest on request.
SHOWN = 5
HELP = (
    "会社の情報のどこが危ないか、何から手を付けるかを、質問に答えながら見つけます。",
    "インターネットは使いません。答えはその都度このパソコンに保存されます。",
    "ほかの場所のファイルは、その場所を書くと開きます。",
)


class Home:
    """Asks until an engagement is open."""

    def __init__(self, talk: Talk, today: date) -> None:
        self.talk = talk
        self.today = today
        self.files = engagement_files()
        self.sealed = sealed_among(self.files)

    def open(self) -> Session:
        """The engagement chosen; raises `LeaveError` when the user leaves instead."""
        self._list(SHOWN)
        while True:
            reply = read_reply(self.talk.ask(self._prompt()))
            if session := self._opened_or_rescued(reply):
                return session

    def _opened_or_rescued(self, reply: Reply) -> Session | None:
        try:
            return self._opened(reply)
        except DamagedFileError as error:
            from tui.plain.rescue import offer_rescue

            return offer_rescue(self.talk, error)
        except EngagementFileError as error:
            self.talk.say(f"開けませんでした。{error.summary}")
            return None

    def _prompt(self) -> str:
        numbers = "番号で開きます。" if self.files else ""
        return f"{numbers}a 新しく始める、v 見本の会社を見る、? 説明、q おわる。"

    def _list(self, limit: int) -> None:
        total = len(self.files)
        self.talk.say(
            f"これまでの聞き取りは{total}件です。" if total else "聞き取りはまだありません。"
        )
        self.talk.say(*numbered([self._name_of(path) for path in self.files[:limit]]))
        if total > limit:
            self.talk.say("l ですべて読みます。")

    def _name_of(self, path: Path) -> str:
        return f"{path.stem}、暗号化" if path in self.sealed else path.stem

    def _opened(self, reply: Reply) -> Session | None:
        """None when there is to be asked again."""
        if reply.number and reply.number <= len(self.files):
            return open_session(self.talk, self.files[reply.number - 1])
        match reply.command:
            case "add":
                return self._new()
            case "sample":
                return self._sample()
            case "leave":
                raise LeaveError
            case "" | "find":
                return self._by_path(reply.text)
        self._tell(reply.command)
        return None

    def _sample(self) -> Session:
        try:
            return open_sample()
        except SealedError as sealed:
            return open_session(self.talk, sealed.sealed_path)

    def _tell(self, command: str) -> None:
        match command:
            case "list" | "again" | "next":
                self._list(len(self.files) if command == "list" else SHOWN)
            case "help":
                self.talk.say(*HELP, f"保存先：{data_folder()}")
            case "commands":
                self.talk.say(*command_lines())
            case _:
                self.talk.say("聞き取りを開いてから使える操作です。番号か、a、v、q をどうぞ。")

    def _new(self) -> Session | None:
        reply = self._name()
        if reply.command in ("", "next", "literal"):
            return create_session(free_path(reply.text, self.today), reply.text, self.today)
        if reply.command == "leave":
            raise LeaveError
        self.talk.say("新しく作るのをやめました。")
        return None

    def _name(self) -> Reply:
        while True:
            reply = read_entry(self.talk.ask("会社名（空の行でもかまいません。b でやめます）"))
            if reply.command or not is_command_word(reply.text):
                return reply
            self.talk.say(refusal(reply.text))

    def _by_path(self, text: str) -> Session | None:
        path = _file_meant(text)
        if path is not None:
            return open_session(self.talk, path)
        self.talk.say(f"「{text}」は一覧にありません。番号か、a、v、q をどうぞ。")
        return None


def _file_meant(text: str) -> Path | None:
    """The file that a line names, if it names one at all."""
    try:
        path = typed_paths(text)[0].expanduser()
        return path if path.is_file() or looks_like_path(text) else None
    except (IndexError, OSError, RuntimeError, ValueError):
        # No text, a home folder of nobody, or what no system takes for a name.
        return None
