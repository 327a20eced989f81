"""Every command of the plain mode, declared once: the same everywhere, by letter or by word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from data.place import Step
from data.place_names import STEP_TITLES
from data.text import fold, narrow


class Command(NamedTuple):
    """`letters` are single characters, the first one is shown; `does` stands in the list.

    `doubled` is a letter typed twice: the same for many at once. In a field it is text.
    """

    name: str
    letters: str
    words: tuple[str, ...]
    does: str
    doubled: str = ""

    @property
    def key(self) -> str:
        """What is shown for it; empty when only words call it."""
        return self.letters[:1] or self.doubled * 2


COMMANDS = (
    Command("help", "?h", ("ヘルプ", "説明"), "今の質問や欄の説明"),
    Command("next", "j", ("次", "次へ", "とばす", "飛ばす"), "次へ（空の行でも同じ）"),
    Command("back", "bk", ("もどる", "戻る", "前", "前へ"), "ひとつ前へ、一覧や欄から抜ける"),
    Command("next_unanswered", "f", ("未回答", "次の未回答"), "次の未回答へ"),
    Command("take_back", "0", ("取り消す", "取消", "取り消し"), "答えを取り消す"),
    Command("again", "r", ("もう一度", "くりかえす"), "もう一度読む"),
    Command("note", "n", ("メモ",), "メモを書く"),
    Command("mark", "s", ("しるし",), "あとで戻るしるしを付ける、外す"),
    Command("terms", "w", ("ことば", "用語"), "ことばの説明（「w 暗号化」のようにも）"),
    Command("follow_ups", "t", ("確かめること", "たしかめること"), "確かめることの一覧、人と期限"),
    Command("visits", "", ("訪問",), "3回の訪問の進め方、お願いすること、宿題"),
    Command("priority", "", ("優先度",), "質問や対策の緊急度・重要度・難易度"),
    Command("plan", "", ("計画",), "効き目の大きい対策、リスク対応、やることの一覧"),
    Command("find", "/", ("さがす", "探す", "検索"), "ことばや番号でさがす"),
    Command("undo", "u", ("元に戻す", "もとに戻す"), "今したことを元に戻す"),
    Command("redo", "y", ("やり直す", "やりなおす"), "元に戻したことをやり直す"),
    Command("restore", "", ("前の状態", "前の状態に戻す"), "前の状態を選んで、そこに戻す"),
    Command("menu", "mg", ("目次", "メニュー"), "目次、ほかのところへ移る"),
    Command("list", "l", ("一覧",), "まとまりや行の一覧"),
    Command("add", "a", ("追加", "新規", "新しく始める"), "行やサービスの追加、新しい聞き取り"),
    Command("edit", "e", ("変える", "変更"), "行やサービスを変える"),
    Command("copy", "c", ("複製",), "行やサービスの複製"),
    Command("delete", "d", ("削除",), "行やサービスの削除"),
    Command("usual", "", ("よくあるもの",), "よくある情報資産から選んで、まとめて追加", "a"),
    Command("edit_several", "", ("まとめて変える",), "何行かの同じ欄をまとめて変える", "e"),
    Command("view", "", ("並べ替え", "絞り込み"), "台帳の並べ替えと絞り込み", "l"),
    Command("progress", "p", ("途中結果",), "ここまでの結果"),
    Command("export", "x", ("書き出す", "書き出し", "報告書"), "Excelや報告書に書き出す"),
    Command("import", "", ("取り込む", "取り込み"), "Excelから取り込む", "x"),
    Command("go", "i", ("会社",), "会社の情報へ"),
    Command("sample", "v", ("見本",), "見本の会社を見る（はじめの一覧で）"),
    Command("choose_save_place", "", ("保存先", "保存先を選ぶ"), "どこに保存するかを選ぶ"),
    Command(
        "start_writing",
        "",
        ("書き込む", "書き込めるようにする"),
        "閲覧のみのとき、書き込めるか試す",
    ),
    Command("switch", "o", ("別の聞き取り",), "はじめの一覧へ、別の聞き取りを開く"),
    Command("commands", "", ("??", "操作", "コマンド"), "操作の一覧"),
    Command("leave", "q", ("おわる", "終わる", "終了"), "おわる（答えは保存してあります）"),
    Command("end", ".。", (), "メモや欄をおえる"),
)
# What an input method makes of a letter key when it is on.
KANA = dict(zip("あいうえおん・", "aiueon/", strict=True))
STEP_KEYS: Mapping[str, Step] = {
    **{fold(title): step for step, title in STEP_TITLES.items()},
    "i": "firm",
    "会社": "firm",
    "f5": "self_check",
    "f6": "assets",
    "f7": "threats",
    "f8": "measures",
    "f9": "cloud",
    "f10": "results",
}

_LETTERS = {letter: c.name for c in COMMANDS for letter in c.letters}
_DOUBLED = {c.doubled * 2: c.name for c in COMMANDS if c.doubled}
_WORDS = {fold(word): c.name for c in COMMANDS for word in c.words}
_NUMBER = re.compile(r"(\d{1,9})\s*[.番]?")
LITERAL = "="
# What may be said in the same line: the words to find, the row that is meant, the note, the term.
TAKES_REST = frozenset({"find", "edit", "copy", "delete", "note", "terms"})
_ROW = re.compile(r"[a-z]?\d+")
# One more slash makes it a path.
_FIND = re.compile(r"/[^/]+")
_FUNCTION_KEY = re.compile(r"f\d+")
ASK_COMMANDS = "??"


class Reply(NamedTuple):
    """One line as it was meant.

    `command` is the name of a command, else empty; `rest` is what stands behind
    it: the words to find, the row meant, the step to go to.
    """

    text: str
    command: str = ""
    rest: str = ""

    @property
    def number(self) -> int | None:
        """The number that the line is: 「２」「2番」「②」."""
        found = _NUMBER.fullmatch(narrow(self.text))
        return int(found[1]) if found and not self.command else None


def read_reply(line: str) -> Reply:
    """A line where commands, numbers and words to choose by are expected."""
    plain = _key(line)
    if not plain:
        return Reply("", "next")
    if plain in STEP_KEYS:
        return Reply(line, "go", STEP_KEYS[plain])
    if name := _LETTERS.get(plain) or _DOUBLED.get(plain) or _WORDS.get(plain):
        return Reply(line, name)
    return _with_rest(line.strip()) or Reply(line.strip())


def _key(text: str) -> str:
    """What was meant: half-width, small letters, and the letter of a kana, alone or doubled."""
    plain = fold(text)
    letter = KANA.get(plain[:1], "")
    return letter * len(plain) if letter and plain in (plain[:1], plain[:1] * 2) else plain


def _with_rest(text: str) -> Reply | None:
    """「d A003」「/パスワード」「さがす パスワード」: a command with what it is about."""
    plain = narrow(text)
    if plain[0] in "/・":
        return Reply(text, "find", plain[1:].strip())
    first, _, rest = plain.partition(" ")
    name = _LETTERS.get(_key(first)) or _WORDS.get(fold(first), "")
    return Reply(text, name, rest.strip()) if rest and name in TAKES_REST else None


def read_entry(line: str) -> Reply:
    """A line where any text may be an entry: letters, f5 to f10 and ?? count as everywhere.

    The Japanese words do not, for 「クラウド」 and 「メモ」 are entries too: whoever asks
    may look at `is_command_word`. What is meant as text is written behind `=`; `=` alone
    empties the field.
    """
    text = line.strip()
    if narrow(text[:1]) == LITERAL:
        return Reply(text[1:].strip(), "literal")
    plain = _key(text)
    if not plain:
        return Reply("", "next")
    if plain == "i" or (_FUNCTION_KEY.fullmatch(plain) and plain in STEP_KEYS):
        return Reply(text, "go", STEP_KEYS[plain])
    if plain == ASK_COMMANDS:
        return Reply(text, "commands")
    if name := _LETTERS.get(plain, "") if plain != "0" else "":
        return Reply(text, name)
    return _letter_with_rest(text) or Reply(text)


def _letter_with_rest(text: str) -> Reply | None:
    """「d A001」「n 社長に聞く」, but not 「N 社」「c 言語」 and no path."""
    first, _, rest = narrow(text).partition(" ")
    reply = _with_rest(text) if first in _LETTERS else None
    takes_row = reply is not None and reply.command in ("edit", "copy", "delete")
    return None if takes_row and not _ROW.fullmatch(fold(rest)) else reply


def is_command_word(text: str) -> bool:
    """Whether a text that may be an entry would be a command elsewhere."""
    plain = fold(text)
    return plain in _WORDS or plain in STEP_KEYS or bool(_FIND.fullmatch(plain))


def as_text(text: str) -> str:
    """How to write a command as an entry: 「文字として書くには =f5 としてください」."""
    return f"文字として書くには {LITERAL}{text} としてください。"


def refusal(word: str) -> str:
    """What is said to a command word where any text may be an entry."""
    name = _WORDS.get(fold(word), "find" if _FIND.fullmatch(fold(word)) else "")
    keys = [c.key for c in COMMANDS if c.name == name]
    step = STEP_KEYS.get(fold(word))
    keys += [k for k, each in STEP_KEYS.items() if each == step and _FUNCTION_KEY.fullmatch(k)]
    key = next(filter(None, keys), ASK_COMMANDS)
    return f"「{word}」は操作の名前（{key}）でもあります。{as_text(word)}"


MORE = (
    "f5からf10、または「自社診断」などの名前：そのステップへ",
    "文字を書く欄では、1文字の操作とf5からf10が働きます。文字として書くには =q =メモ のように",
    "文字を2つ重ねると、まとめての操作です。aa ee ll は情報資産の台帳で、xx はどこでも働きます",
    "暗号化する、やめる、パスフレーズを変える：おわってから kikitori seal FILE、unseal FILE",
    "画面とは文字が違います（かっこの中が画面のキー）：",
    "s しるし（b）、b もどる（Esc）、u 元に戻す（Ctrl+Z）、m 目次（g）",
)


def command_lines() -> list[str]:
    """The list of commands, one a line."""
    lines = [f"{' '.join(filter(None, (c.key, *c.words[:1])))}：{c.does}" for c in COMMANDS]
    return [*lines, *MORE]


HELP = """\
使い方: kikitori --plain [FILE.toml]

画面を使わず、1行ずつ文字だけで聞き取ります。読み上げソフトや点字ディスプレイ、
遅い回線、画面がうまく出ない端末のためのものです。標準入力はUTF-8で、パイプでも使えます。

  kikitori --plain            これまでの聞き取りの一覧から始めます
  kikitori --plain FILE.toml  聞き取りを開きます（なければ、確かめてから作ります）

質問には番号で答えます。空の行で次へ進みます。どこでも使える操作（全角でもかまいません）:
{commands}

終了コード: 0 できました　1 ファイルに問題があります　2 使い方が違います　130 Ctrl+C"""


def help_text() -> str:
    """What `kikitori --plain --help` says."""
    return HELP.format(commands="\n".join(f"  {line}" for line in command_lines()))
