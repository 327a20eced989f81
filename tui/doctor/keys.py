"""Keys pressed on request, seen as the interview would see them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from blessed import Terminal

COMMIT = "情報セキュリティ"
# Seconds of silence after which a key, or what an input method hands over, is complete.
SILENCE = 0.2
ENTER = ("\r", "\n")
UNREADABLE = "\ufffd"


@dataclass(frozen=True, slots=True)
class KeyFact:
    """A key that was asked for; `received` is what came, readable."""

    wanted: str
    arrived: bool
    received: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class KeyTest:
    """`names` are what Textual may call the key, `remark` what to do when another comes."""

    wanted: str
    names: frozenset[str]
    remark: str


KEY_TESTS = (
    KeyTest("F5", frozenset(["f5"]), "Ctrl+P の操作の一覧からも同じことができます"),
    KeyTest(
        "F10",
        frozenset(["f10"]),
        "端末のメニューのキーになっていれば、端末の設定で外せます",
    ),
    KeyTest("全角の１", frozenset("１1"), "半角の数字でも答えられます"),
    KeyTest(
        "Ctrl+P",
        frozenset(["ctrl+p"]),
        "端末やまわりのプログラムが先に受け取っているようです",
    ),
)


def ask_keys(terminal: Terminal, ask: Callable[[str], None]) -> Iterator[KeyFact]:
    """Ask for each key and then for a text; whatever is answered with Enter is passed over."""
    # An answer that came too late is no key.
    terminal.flushinp()
    for test in KEY_TESTS:
        ask(f"{test.wanted} を押してください（とばすときは Enter）")
        typed = read_key(terminal)
        if typed not in ("", *ENTER):
            yield judge_key(test, typed)
    ask(f"日本語入力で「{COMMIT}」と書いて Enter を押してください（とばすときは Enter だけ）")
    if typed := read_line(terminal):
        yield judge_commit(typed)


def read_key(terminal: Terminal) -> str:
    """Everything that one key sends; nothing when the terminal is gone."""
    try:
        return str(terminal.inkey()) + terminal.flushinp(SILENCE)
    except UnicodeDecodeError:
        return UNREADABLE
    except EOFError:
        return ""


def read_line(terminal: Terminal) -> str:
    """What comes until Enter."""
    typed = ""
    while not typed.endswith(ENTER) and (more := read_key(terminal)):
        typed += more
    return typed.rstrip("".join(ENTER))


def seen(typed: str) -> list[str]:
    """The keys and characters that the interview makes of what came."""
    from textual import events
    from textual._xterm_parser import XTermParser

    parser = XTermParser()
    # The second call: nothing more comes, so what is pending is complete.
    found = [*parser.feed(typed), *parser.feed("")]
    keys = [event for event in found if isinstance(event, events.Key)]
    return [key.character if key.character and key.is_printable else key.key for key in keys]


_SHOWN = {"escape": "Esc", "pageup": "PgUp", "pagedown": "PgDn"}


def shown(name: str) -> str:
    """A key as it stands on the keyboard: F2, Ctrl+P; a character as it came."""
    if len(name) < 2:
        return name
    return "+".join(_SHOWN.get(part, part.capitalize()) for part in name.split("+"))


def judge_key(test: KeyTest, typed: str) -> KeyFact:
    names = seen(typed)
    if len(names) == 1 and names[0] in test.names:
        return KeyFact(test.wanted, True, names[0])
    return KeyFact(test.wanted, False, "「" + " ".join(map(shown, names)) + "」", test.remark)


def judge_commit(typed: str) -> KeyFact:
    received = "".join(seen(typed))
    wanted = "日本語入力"
    if received == COMMIT:
        return KeyFact(wanted, True, received, "確定した文字がそのまま届きました")
    remark = "打ったとおりでなければ、端末を新しい版にしてみてください"
    return KeyFact(wanted, False, f"「{received}」", remark)
