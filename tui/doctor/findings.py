"""What the facts mean for the interview, and what to change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from tui.doctor.facts import Around, Colours, Facts
from tui.doctor.keys import KeyFact

# The smallest window in which everything has its place, and the one below which nothing has.
COLUMNS, LINES = 80, 24
LEAST_COLUMNS, LEAST_LINES = 40, 10
# From here on the panel stands beside the question.
PANEL_COLUMNS = 110

Verdict = Literal["よい", "直すとよい", "使えません", "ご参考"]


class Finding(NamedTuple):
    verdict: Verdict
    subject: str
    text: str


_COLOUR_NAMES: dict[Colours, str] = {
    "none": "色なし",
    "16": "16色",
    "256": "256色",
    "truecolor": "フルカラー",
}
_ABOUT: dict[Around, tuple[str, str]] = {
    "tmux": (
        "tmux",
        "UTF-8で始めてください（tmux -u）。Escが遅いときは、設定に set -sg escape-time 20 と"
        "書きます。記号の幅に答えるのはtmuxなので、罫線が曲がるときは、聞き取りの Ctrl+P で"
        "「罫線や記号をASCIIにする」を選んでください",
    ),
    "screen": (
        "screen",
        "UTF-8で始めてください（screen -U）。記号の幅に答えるのはscreenなので、罫線が曲がるときは、"
        "聞き取りの Ctrl+P で「罫線や記号をASCIIにする」を選んでください",
    ),
    "vscode": (
        "VS Codeの端末",
        "Ctrl+P や Ctrl+Q などをVS Codeが先に受け取ります。設定の "
        "terminal.integrated.sendKeybindingsToShell を有効にすると、聞き取りに届きます",
    ),
    "windows_terminal": (
        "Windows Terminal",
        "1.21以降をお使いください。それより前は、変換中の文字が離れた所に出ることがあります",
    ),
    "apple_terminal": (
        "macOSのターミナル",
        "F1からF12は、fn を押しながら使うことがあります。"
        "システム設定の「キーボード」で変えられます",
    ),
    "iterm2": (
        "iTerm2",
        "Profiles の Text にある Ambiguous characters are double-width は切っておきます",
    ),
}


def findings(facts: Facts) -> list[Finding]:
    """One finding for each thing looked at, in the order in which to mend them."""
    return [
        _size(facts),
        _answers(facts),
        _encoding(facts),
        *_ambiguous(facts),
        _colours(facts),
        *_surroundings(facts),
        _folder(facts),
    ]


def is_utf_8(facts: Facts) -> bool:
    """Whether Japanese can be read there, as far as the terminal says."""
    return facts.wide_cells in (None, 2)


def can_run(found: list[Finding]) -> bool:
    return all(each.verdict != "使えません" for each in found)


def _size(facts: Facts) -> Finding:
    size = f"横{facts.columns}、縦{facts.lines}です"
    if facts.columns < LEAST_COLUMNS or facts.lines < LEAST_LINES:
        return Finding("使えません", "窓の大きさ", f"{size}。窓を横80、縦24より大きくしてください")
    if facts.columns < COLUMNS or facts.lines < LINES:
        return Finding("直すとよい", "窓の大きさ", f"{size}。横80、縦24あると、すべて入ります")
    if facts.columns < PANEL_COLUMNS:
        return Finding("よい", "窓の大きさ", f"{size}。横110あると、途中結果が横に並びます")
    return Finding("よい", "窓の大きさ", f"{size}。途中結果が横に並びます")


def _answers(facts: Facts) -> Finding:
    if facts.answers:
        return Finding("よい", "端末の返事", "聞いたことに答えます")
    return Finding(
        "ご参考",
        "端末の返事",
        "聞いても答えないので、文字の幅は調べられませんでした。聞き取りは使えます。罫線が"
        "曲がるときは、Ctrl+P で「罫線や記号をASCIIにする」を選んでください",
    )


def _encoding(facts: Facts) -> Finding:
    if not is_utf_8(facts):
        return Finding(
            "使えません",
            "文字コード",
            "端末がUTF-8ではありません。端末の設定で文字コードをUTF-8にしてください",
        )
    if "linux" in facts.around:
        return Finding(
            "使えません",
            "文字コード",
            "この画面は日本語を表示できません。デスクトップの端末から始めてください",
        )
    if _names_utf_8(facts.keyboard_encoding):
        return Finding("よい", "文字コード", "UTF-8です")
    return Finding(
        "直すとよい",
        "文字コード",
        f"言語の設定が {facts.keyboard_encoding} です。聞き取りはUTF-8で動きますが、"
        "ほかのプログラムのためにも LANG=ja_JP.UTF-8 にしておくと安心です",
    )


def _names_utf_8(encoding: str) -> bool:
    return encoding.lower().replace("-", "").replace("_", "") in ("utf8", "cp65001")


def _ambiguous(facts: Facts) -> Iterator[Finding]:
    if facts.ambiguous_cells == 1:
        yield Finding("よい", "記号の幅", "罫線や丸数字は半角の幅です。罫線がまっすぐになります")
    elif facts.ambiguous_cells is not None and facts.wide_cells == 2:
        yield Finding(
            "直すとよい",
            "記号の幅",
            "罫線や丸数字が全角の幅なので、聞き取りはASCIIの記号で描きます。罫線で見るには、端末の設定で"
            "「曖昧な文字幅」（East Asian Ambiguous）を半角にしてください",
        )


def _colours(facts: Facts) -> Finding:
    if facts.term == "dumb":
        return Finding("使えません", "色", "TERM=dumb の端末には画面を描けません")
    if facts.no_color:
        return Finding("よい", "色", "NO_COLOR があるので、色を使わずに描きます")
    name = _COLOUR_NAMES[facts.colours]
    if facts.colours in ("none", "16"):
        advice = "端末が256色を出せるなら TERM=xterm-256color にすると見やすくなります"
        return Finding("直すとよい", "色", f"{name}です。{advice}")
    return Finding("よい", "色", f"{name}です")


def _surroundings(facts: Facts) -> Iterator[Finding]:
    if "conhost" in facts.around:
        yield Finding(
            "直すとよい",
            "コマンドプロンプトの窓",
            "Windows Terminal（1.21以降）で開くと、変換中の文字が見え、罫線も曲がりません",
        )
    for name, (subject, text) in _ABOUT.items():
        if name in facts.around:
            yield Finding("ご参考", subject, text)


def _folder(facts: Facts) -> Finding:
    if facts.no_write:
        return Finding(
            "使えません",
            "保存先",
            f"{facts.folder} に書けません（{facts.no_write}）。"
            "環境変数 KIKITORI_HOME で書けるフォルダを指定してください",
        )
    return Finding("よい", "保存先", f"{facts.folder} に書けます")


def key_finding(fact: KeyFact) -> Finding:
    """What came when a key was asked for."""
    if fact.arrived:
        return Finding("よい", fact.wanted, fact.remark or "届きました")
    return Finding("直すとよい", fact.wanted, f"届いたのは{fact.received}です。{fact.remark}")
