"""What scenes begin with: files in all the states in which somebody may find them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from textual.pilot import Pilot

from data.folder import data_folder, sample_content
from data.generations import Generations
from data.owner import Owner, owner_content
from data.record import Asset, MeasureAnswer, SelfCheck
from data.sealing import BEGIN, END, TITLE
from data.writing import write_engagement
from exports.book_import import BookImport, Unread
from tests.screens import runs
from tui.widgets.dialog import Choice
from tui.widgets.menu import Menu
from tui.widgets.progress_dialog import HowFar, ProgressDialog

HOME = Path("書類") / "kikitori"
JAPAN = timezone(timedelta(hours=9))
# 2026-11-20 10:00 in Japan.
SAVED_AT = 1_795_136_400


def sample_file() -> Path:
    return runs.write(HOME / "みほん精工株式会社.toml", runs.sample())


def sample_with_past() -> Path:
    """The sample after four sittings, one of them last year."""
    path = sample_file()
    kept = Generations(path)
    whole = runs.sample()
    begun = replace(whole, self_check=SelfCheck(), measures={}, cloud_services=())
    with_answers = replace(begun, self_check=whole.self_check)
    with_measures = replace(with_answers, measures=whole.measures)
    for hours, record in ((9000, begun), (70, with_answers), (25, with_measures), (2, whole)):
        taken = datetime.fromtimestamp(SAVED_AT - hours * 3600, tz=UTC)
        kept.keep(write_engagement(record), taken)
    return path


def empty_file() -> Path:
    return runs.write(HOME / "新しい会社.toml", runs.new_record())


def held_file() -> Path:
    """The sample, which a colleague writes at another computer."""
    path = sample_file()
    owner = Owner("佐藤", "SOUMU-1", datetime(2026, 11, 20, 10, 32, tzinfo=JAPAN), 4321)
    path.with_name(f".{path.name}.owner").write_bytes(owner_content(owner))
    return path


def abandoned_file() -> Path:
    """The colleague's computer was switched off meanwhile."""
    path = held_file()
    os.utime(path.with_name(f".{path.name}.owner"), (SAVED_AT,) * 2)
    return path


async def is_changed_elsewhere(pilot: Pilot[int]) -> None:
    runs.app_of(pilot).session.path.write_bytes(b"format = 1")
    await pilot.press("1")
    await runs.until(pilot, lambda: "続き" in runs.status(pilot))


async def place_is_gone(pilot: Pilot[int]) -> None:
    HOME.rename("away")
    await pilot.press("1")
    await runs.until(pilot, lambda: "保存先が見つかりません" in runs.status(pilot))


async def is_asked_where(pilot: Pilot[int]) -> None:
    await is_changed_elsewhere(pilot)
    await pilot.app.screen.run_action("choose_save_place")


async def is_asked_to_take_over(pilot: Pilot[int]) -> None:
    await pilot.app.screen.run_action("start_writing")
    await runs.until(pilot, lambda: isinstance(pilot.app.screen, Choice))


def nothing() -> None:
    """An empty folder, as at the first start."""


def listed_files() -> None:
    """Home with some engagements, one of them with a long name."""
    names = (
        "みほん精工株式会社_2026-11-20",
        "株式会社サンプル_2026-10-02",
        "とても" * 12 + "長い名前",
    )
    for number, name in enumerate(names):
        path = runs.write(data_folder() / f"{name}.toml", runs.new_record())
        os.utime(path, (SAVED_AT - number * 100_000,) * 2)


def sealed_file() -> Path:
    """One that asks for a passphrase; what it holds no scene opens."""
    lock, content = (b"%s\n%s\n%s" % (BEGIN, block, END) for block in (b"QUdF", b"YWdl"))
    digest = hashlib.sha256(lock).hexdigest().encode()
    path = data_folder() / "みほん精工株式会社_2026-11-20.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%s 1, sha256:%s\n#\n%s\n%s\n" % (TITLE, digest, lock, content))
    os.utime(path, (SAVED_AT,) * 2)
    return path


def sealed_among_files() -> None:
    """Home, where one of the engagements is sealed."""
    listed_files()
    sealed_file()


def missing_file() -> Path:
    return Path("新しい聞き取り.toml")


def broken_file() -> Path:
    path = Path("壊れた.toml")
    path.write_text('format = 1\n[firm]\nname = 3\nemployees = "25"\n', encoding="utf-8")
    return path


def cut_off_file() -> Path:
    """The sample with two numbers out of range, and the last part of it missing."""
    path = Path("壊れた.toml")
    content = sample_content().replace(b"confidentiality = 3", b"confidentiality = 5", 2)
    end = content.index("鍵".encode(), content.index(b"[threats.T05]"))
    path.write_bytes(content[: end + 4])
    return path


BOOK = "リスク分析シート_みほん精工株式会社_20261120.xlsx"


def sample_among_books() -> Path:
    """The sample with folders and books beside it."""
    path = sample_file()
    os.utime(path, (SAVED_AT,) * 2)
    for name in ("提出用", "去年の分"):
        (HOME / name).mkdir()
    names = (BOOK, "自社診断_みほん精工株式会社_20261120.xlsx", "とても" * 12 + "長い名前.csv")
    for number, name in enumerate(names, start=1):
        (HOME / name).write_bytes(b" " * 9_000 * number**4)
        os.utime(HOME / name, (SAVED_AT - number * 100_000,) * 2)
    return path


def returned(paths: Sequence[Path], *_: object) -> list[BookImport]:
    """A book in which the firm changed a few answers and wrote some amiss."""
    record = runs.sample()
    first, *others = record.assets
    answers = {1: MeasureAnswer(3, "来月の朝礼で話してから。"), 4: MeasureAnswer(1)}
    changed = replace(
        record,
        assets=(replace(first, owner="社長室"), *others, Asset("", "営業", "名刺アプリの控え")),
        measures={**record.measures, **answers},
    )
    unread = tuple(
        Unread(BOOK, "情報資産管理台帳", f"J{row}", "高い", "1・2・3 のどれかにしてください")
        for row in range(8, 20)
    )
    return [BookImport(path.name, changed, ("情報資産管理台帳",), unread) for path in paths]


async def is_reading(pilot: Pilot[int]) -> None:
    pilot.app.push_screen(ProgressDialog("読んでいます", HowFar(1, 3, BOOK), may_stop=True))
    await runs.until(pilot, lambda: BOOK in runs.screen_text(pilot))


async def two_back(pilot: Pilot[int]) -> None:
    await runs.until(pilot, lambda: isinstance(pilot.app.screen, Menu))
    await pilot.press("2")


async def rows_pasted(pilot: Pilot[int]) -> None:
    rows = (
        "業務分類\t情報資産名称\t備考\t管理部署\t媒体・保存先\t機密性",
        "営業\t見積書の控え\t紙のみ\t営業課\t書類\t2",
        "人事\tマイナンバーの届出\t\t総務課\t金庫\t高い",
        *(f"製造\t図面{no}\t\t製造課\t事務所PC\t3" for no in range(1, 7)),
    )
    await runs.paste(pilot, "\r".join(rows))
