"""`kikitori doctor`: looks at the terminal and says what to change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.harmless import visible
from tui.doctor.facts import gather, open_terminal
from tui.doctor.findings import Finding, can_run, findings, is_utf_8, key_finding
from tui.doctor.keys import ask_keys
from tui.streams import WrongUsageError, in_terminal, put

if TYPE_CHECKING:
    from tui.arguments import Options, Parser

FIT, UNFIT = 0, 1
VERDICT_CELLS = 10
# Before anything that such a terminal would garble.
NOT_UTF_8 = "Set the encoding of the terminal to UTF-8."


def declare_doctor(parser: Parser) -> None:
    parser.options.add_argument(
        "--no-keys", action="store_true", help="キーを押してもらうところをとばします"
    )


def examine(options: Options) -> int:
    """Print one finding after the other; 1 when the interview cannot work here."""
    if not in_terminal():
        raise WrongUsageError("doctor は、調べたい端末（ターミナル）の中で、じかに実行してください")
    with open_terminal() as terminal:
        facts = gather(terminal)
        columns = max(facts.columns - 1, 20)
        found = findings(facts)
        if not is_utf_8(facts):
            put(NOT_UTF_8)
        for each in found:
            _put_finding(each, columns)
        if not options.no_keys:
            for fact in ask_keys(terminal, lambda text: _put_wrapped("", text, columns)):
                _put_finding(key_finding(fact), columns)
    works = can_run(found)
    put("聞き取りを始められます。" if works else "このままでは聞き取りを始められません。")
    return FIT if works else UNFIT


def _put_finding(finding: Finding, columns: int) -> None:
    _put_wrapped(finding.verdict, f"{finding.subject}：{visible(finding.text)}", columns)


def _put_wrapped(mark: str, text: str, columns: int) -> None:
    """A text in its own column, beside its mark on the first line."""
    from tui.paint import fit
    from tui.phrases import wrap

    for number, line in enumerate(wrap(text, columns - VERDICT_CELLS - 1)):
        put(f"{fit('' if number else mark, VERDICT_CELLS)} {line}")
