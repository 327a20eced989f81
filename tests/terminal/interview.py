"""The whole interview by keys alone, every key followed by what it must bring to the screen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from data.catalogue import load_catalogue
from data.record import Engagement
from data.result import compute_result
from data.risk import LEVELS
from tests.terminal import firm
from tests.terminal.firm import Chosen, Entry
from tests.terminal.harness import Terminal

MOVED = re.compile(r"[▲▼] \d+")


def run_whole(terminal: Terminal) -> None:
    """From the question whether to create the file to the export; the program still runs."""
    create(terminal)
    fill_firm(terminal)
    answer_self_check(terminal)
    add_assets(terminal)
    rate_threats(terminal)
    answer_measures(terminal)
    write_note(terminal)
    take_back_and_redo(terminal)
    check_service(terminal)
    find(terminal)
    export(terminal)


def create(terminal: Terminal) -> None:
    terminal.until("新しく作りますか？")
    terminal.press("enter")
    terminal.until("会社名 ")


def fill_firm(terminal: Terminal) -> None:
    for text in (firm.NAME, "製造業", "２５", "情報　守"):
        terminal.type(text)
        terminal.until(text)
        terminal.press("enter")
        terminal.settle()
    terminal.press("２")
    terminal.until("情報資産の洗い出し")
    terminal.settle()
    terminal.type("総務部長")
    terminal.press("up")
    terminal.settle()
    empty(terminal)
    terminal.type("令和８年９月１４日")
    terminal.until("令和８年９月１４日")
    for _ in range(4):
        terminal.press("up")
        terminal.settle()
    empty(terminal)
    terminal.type("２０２６／０９／１２")
    terminal.until("２０２６／０９／１２")
    terminal.press("f5")
    terminal.until(heading(self_check_headings()[0]))
    terminal.until(f"聞き取り  {firm.NAME}")


def self_check_headings() -> list[tuple[str, str]]:
    return [(str(item.no), item.topic) for item in load_catalogue().self_check_items]


def heading(question: tuple[str, str]) -> str:
    """How a question's card begins; the rest may be on the next line."""
    return f"{question[0]}　{question[1][:4]}"


def answer(
    terminal: Terminal, keys: Sequence[str], questions: Sequence[tuple[str, str]], end: str
) -> None:
    """One key per question; each brings the next question, the last one `end`."""
    assert len(keys) == len(questions)
    terminal.until(heading(questions[0]))
    for key, following in zip(keys, [*map(heading, questions[1:]), end], strict=True):
        terminal.press(key)
        terminal.until(following)


def answer_self_check(terminal: Terminal) -> None:
    answer(terminal, firm.SELF_CHECK_KEYS, self_check_headings(), "自社診断はここまでです")
    score = compute_result(firm.record({})).self_check.score
    terminal.until(f"得点 {score}/100（回答 25/25）")


def fill_form(terminal: Terminal, entries: Sequence[Entry]) -> None:
    """Every field of a form in its order; Enter passes over fields that are filled already."""
    for entry, following in zip_longest(entries, entries[1:]):
        if isinstance(entry, Chosen):
            terminal.press(entry.key)
        else:
            if entry.filled:
                empty(terminal)
            terminal.type(entry.text)
            terminal.until(entry.text)
            terminal.press("down" if following and following.filled else "enter")
        terminal.settle()


def empty(terminal: Terminal) -> None:
    terminal.press("ctrl+u")
    terminal.settle()


def add_assets(terminal: Terminal) -> None:
    terminal.press("f6")
    terminal.until("情報資産名称")
    terminal.press("ａ")
    for row, entries in enumerate(firm.ASSETS, start=1):
        terminal.until(f"情報資産 A{row:03d}")
        fill_form(terminal, entries)
    terminal.until("情報資産 A003")
    terminal.press("esc")
    terminal.until_gone("情報資産 A003")
    terminal.until("社員名簿")
    terminal.until("F6資産2" if terminal.columns < 110 else "F6 情報資産 2")


def rate_threats(terminal: Terminal) -> None:
    questions = [(threat.id, threat.title) for threat in load_catalogue().threats]
    terminal.press("f7")
    answer(terminal, firm.THREAT_KEYS, questions, "脅威はここまでです")


def answer_measures(terminal: Terminal) -> None:
    """Beside the next question each key shows what it moved, and nothing else."""
    questions = [(str(m.no), m.short_label) for m in load_catalogue().measures]
    terminal.press("f8")
    for no, key in enumerate(firm.MEASURE_KEYS, start=1):
        terminal.until(heading(questions[no - 1]))
        terminal.press(key)
        terminal.until(heading(questions[no]) if no < 55 else "対策はここまでです")
        before, after = (firm.record(firm.measures(count)) for count in (no - 1, no))
        moved = figures_moved(before, after)
        terminal.until(lambda moved=moved: set(MOVED.findall(terminal.text)) == moved)  # type: ignore[misc]


def figures_moved(before: Engagement, after: Engagement) -> set[str]:
    """▲▼ with the figure for every rate and every count of risks that changed."""
    old, new = compute_result(before), compute_result(after)
    old_counts, new_counts = old.board.level_counts(), new.board.level_counts()
    steps = [new_counts[level] - old_counts[level] for level in LEVELS]
    for was, now in zip(old.diagnosis, new.diagnosis, strict=True):
        if was.rate and now.rate:
            steps.append(now.rate.percent - was.rate.percent)
    return {f"{'▲' if step > 0 else '▼'} {abs(step)}" for step in steps if step}


def write_note(terminal: Terminal) -> None:
    terminal.press("f3")
    terminal.until("番号やことば")
    terminal.type("対策の明確化")
    terminal.until("F8 対策")
    terminal.press("enter")
    terminal.until("2　対策の明確化")
    terminal.press("f2")
    terminal.until("メモ　2")
    first, second = firm.NOTE_LINES
    terminal.type(first)
    terminal.press("enter")
    terminal.type(second)
    terminal.until(second)
    terminal.press("esc")
    terminal.until_gone("Esc 閉じる")
    terminal.until(first)


def take_back_and_redo(terminal: Terminal) -> None:
    first, _ = firm.NOTE_LINES
    terminal.press("ctrl+z")
    terminal.until("元に戻しました：メモ")
    assert first not in terminal.text
    terminal.press("ctrl+z")
    terminal.until("元に戻しました：対策 55")
    terminal.until("対策54/55" if terminal.columns < 110 else "対策 54/55")
    terminal.press("ctrl+y")
    terminal.until("やり直しました：対策 55")
    terminal.press("ctrl+y")
    terminal.until("やり直しました：メモ")
    terminal.until(first)


def check_service(terminal: Terminal) -> None:
    terminal.press("f9")
    terminal.until("クラウドサービスがまだありません")
    terminal.press("a")
    terminal.until("クラウドサービス S0001")
    fill_form(terminal, firm.SERVICE)
    questions = [(str(item.no), item.title) for item in load_catalogue().cloud_items]
    answer(terminal, firm.CLOUD_KEYS, questions, "クラウドはここまでです")


def find(terminal: Terminal) -> None:
    terminal.press("f3")
    terminal.until("番号やことば")
    terminal.type("Ｔ０７")
    terminal.until("T07 ")
    terminal.press("enter")
    terminal.until("T07　")


def export(terminal: Terminal) -> None:
    terminal.press("f10")
    terminal.until("自社診断")
    terminal.press("ｘ")
    terminal.until("3つとも")
    terminal.press("１")
    terminal.until("書き出しました")
    terminal.press("enter")
    terminal.until_gone("わかりました")
