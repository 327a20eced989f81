"""argparse that speaks Japanese and raises instead of exiting."""

from __future__ import annotations

import argparse
import re
from typing import Any, NoReturn

from tui.streams import WrongUsageError, put

Options = argparse.Namespace

_ARGPARSE_MESSAGES = (
    (r"the following arguments are required: (.+)", r"\1 を指定してください"),
    (r"unrecognized arguments: (.+)", r"\1 は使えません"),
    (r"argument (.+?): expected .+ arguments?", r"\1 のあとに値を書いてください"),
    (
        r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)",
        r"\1 に \2 は使えません。\3 から選んでください",
    ),
    (r"argument (.+?): invalid int value: .+", r"\1 には番号を数字で書いてください"),
    (r"argument (.+?): ignored explicit argument .+", r"\1 に値は付けられません"),
)


def _in_japanese(message: str) -> str:
    for english, japanese in _ARGPARSE_MESSAGES:
        if found := re.fullmatch(english, message, re.DOTALL):
            return found.expand(japanese)
    return "書き方が違います"


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, prefix or "使い方: ")


class Parser(argparse.ArgumentParser):
    """The words after one command; raises `WrongUsageError` where argparse would exit."""

    def __init__(self, prog: str, description: str) -> None:
        super().__init__(
            prog=prog,
            description=description,
            formatter_class=_Formatter,
            add_help=False,
            allow_abbrev=False,
        )
        self.targets = self.add_argument_group("対象")
        self.options = self.add_argument_group("オプション")
        self.options.add_argument("-h", "--help", action="help", help="この説明を表示します")

    def print_help(self, file: object = None) -> None:
        put(self.format_help().rstrip())

    def error(self, message: str) -> NoReturn:
        hint = f"くわしくは {self.prog} --help をご覧ください"
        raise WrongUsageError(f"{_in_japanese(message)}\n{self.format_usage()}{hint}")
