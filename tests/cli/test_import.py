"""`kikitori import`: what is written, what is said, and what is left alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import data.autosave
from data.engagement_file import load_engagement
from data.generations import Generations
from data.reading import read_engagement
from data.record import (
    Asset,
    CloudService,
    Engagement,
    Firm,
    MeasureAnswer,
    SelfCheck,
    SelfCheckAnswer,
    ThreatRating,
)
from data.session import Session
from data.writing import write_engagement
from exports.book_import import BookImport, Unread, UnreadableBookError
from tests.cli.bad_files import BAD_FILES
from tests.cli.conftest import Call
from tui import import_command

FIRM = Engagement(firm=Firm("甲社"))
ROSTER = Asset("A001", "人事", "社員名簿", owner="人事部", medium="office_pc")
NAMED_TODAY = "甲社_2026-11-20.toml"


class Today(date):
    @classmethod
    def today(cls) -> Today:
        return cls(2026, 11, 20)


class Shelf(dict[str, Engagement]):
    """Stands in for the reading of books: what the one of each name says."""

    def __init__(self) -> None:
        super().__init__()
        self.unread: dict[str, tuple[Unread, ...]] = {}

    def read(self, paths: Sequence[Path]) -> list[BookImport]:
        for path in paths:
            if path.name not in self:
                raise UnreadableBookError(path.name, "ブックではありません")
        return [
            BookImport(path.name, self[path.name], (), self.unread.get(path.name, ()))
            for path in paths
        ]


@pytest.fixture
def shelf(here: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    books = Shelf()
    monkeypatch.setattr(import_command, "read_books", books.read)
    monkeypatch.setattr(import_command, "date", Today)
    return books


@pytest.fixture
def ours(here: Path) -> Path:
    """A file of this program's own writing, with an asset and an answer."""
    path = here / "ours.toml"
    items = {1: SelfCheckAnswer("done", "控え")}
    record = replace(FIRM, self_check=SelfCheck(items=items), assets=(ROSTER,))
    path.write_bytes(write_engagement(record))
    return path


def listed(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


# --- What is written --------------------------------------------------------


def test_books_become_one_new_engagement(call: Call, here: Path, shelf: Shelf) -> None:
    shelf["a.xlsx"] = replace(FIRM, assets=(replace(ROSTER, id=""),))
    shelf["b.xlsx"] = replace(FIRM, threats={"T01": ThreatRating(2)})
    answer = call("import", "a.xlsx", "b.xlsx")
    assert (answer.status, answer.out) == (0, f"{NAMED_TODAY}\n")
    assert listed(here).keys() == {NAMED_TODAY}
    assert load_engagement(Path(NAMED_TODAY)) == replace(
        FIRM, assets=(ROSTER,), threats={"T01": ThreatRating(2)}
    )


def test_a_new_engagement_takes_a_free_name(call: Call, here: Path, shelf: Shelf) -> None:
    shelf["a.xlsx"] = FIRM
    Path(NAMED_TODAY).write_bytes(b"mine")
    answer = call("import", "a.xlsx")
    assert (answer.status, answer.out) == (0, NAMED_TODAY.replace(".toml", "_2.toml") + "\n")
    assert Path(NAMED_TODAY).read_bytes() == b"mine"


def test_a_new_engagement_under_a_name_of_one_s_own(call: Call, here: Path, shelf: Shelf) -> None:
    shelf["a.xlsx"] = FIRM
    answer = call("import", "a.xlsx", "-o", "新/甲.toml")
    assert (answer.status, answer.out.strip()) == (0, str(Path("新", "甲.toml")))
    assert load_engagement(here / "新" / "甲.toml") == FIRM


def test_books_are_merged_into_an_engagement(call: Call, ours: Path, shelf: Shelf) -> None:
    before = load_engagement(ours)
    shelf["a.xlsx"] = Engagement(
        assets=(Asset("A001", users="全員"), Asset("", name="図面")),
        measures={3: MeasureAnswer(1)},
    )
    answer = call("import", "a.xlsx", "-o", ours)
    assert (answer.status, answer.out) == (0, f"{ours}\n")
    assert load_engagement(ours) == replace(
        before,
        assets=(replace(ROSTER, users="全員"), Asset("A002", name="図面")),
        measures={3: MeasureAnswer(1)},
    )
    assert listed(ours.parent).keys() == {"ours.toml"}
    # The state before can be had back.
    kept = Generations(ours)
    assert read_engagement(kept.content(kept.all()[0])) == before
    assert "空欄は今の値を消しません" in answer.err


@pytest.mark.parametrize("take", ["theirs", "ours"])
def test_differences_are_decided_by_take(call: Call, ours: Path, shelf: Shelf, take: str) -> None:
    shelf["a.xlsx"] = Engagement(assets=(Asset("A001", owner="総務部", users="全員"),))
    answer = call("import", "a.xlsx", "-o", ours, "--take", take)
    assert (answer.status, answer.out) == (0, f"{ours}\n")
    (asset,) = load_engagement(ours).assets
    assert asset == replace(
        ROSTER, owner={"theirs": "総務部", "ours": "人事部"}[take], users="全員"
    )
    said = {"theirs": "取り込み元の値にします", "ours": "今のままにします"}
    assert f"違うところ（{said[take]}） 1件" in answer.err
    assert "何も書いていません" not in answer.err


def test_nothing_new_leaves_the_file_alone(call: Call, ours: Path, shelf: Shelf) -> None:
    ours.write_bytes(b"# by hand\n" + ours.read_bytes())
    before = listed(ours.parent)
    shelf["a.xlsx"] = Engagement(assets=(ROSTER,))
    answer = call("import", "a.xlsx", "a.xlsx", "-o", ours)
    assert (answer.status, answer.out) == (0, f"{ours}\n")
    assert "新しく入るものはありません" in answer.err
    assert listed(ours.parent) == before


def test_what_a_cell_could_not_carry_stays_as_it_was(call: Call, ours: Path, shelf: Shelf) -> None:
    record = Engagement(
        measures={1: MeasureAnswer(1, "a\x00\r\nb"), 2: MeasureAnswer(1, "長" * 33_000)}
    )
    ours.write_bytes(write_engagement(record))
    shelf["a.xlsx"] = Engagement(
        measures={1: MeasureAnswer(1, "a␀\nb"), 2: MeasureAnswer(1, "長" * 32_767)}
    )
    assert call("import", "a.xlsx", "-o", ours).status == 0
    assert load_engagement(ours) == record


def test_what_was_written_by_hand_is_kept_beside(call: Call, ours: Path, shelf: Shelf) -> None:
    content = b"# by hand\n" + ours.read_bytes()
    ours.write_bytes(content)
    shelf["a.xlsx"] = Engagement(measures={3: MeasureAnswer(1)})
    answer = call("import", "a.xlsx", "-o", ours)
    assert answer.status == 0
    assert (ours.parent / "ours.toml.bak").read_bytes() == content
    assert "ours.toml.bak に残しました" in answer.err


# --- What is said -----------------------------------------------------------


def test_what_came_in_is_counted_by_book(call: Call, ours: Path, shelf: Shelf) -> None:
    shelf["a.xlsx"] = Engagement(
        Firm("甲社", "製造業"),
        self_check=SelfCheck(
            respondent="総務", items={1: SelfCheckAnswer("done"), 2: SelfCheckAnswer(None, "後で")}
        ),
        assets=(Asset("", name="図面"), Asset("", name="地図")),
        threats={f"T{no:02}": ThreatRating(1) for no in range(1, 4)},
    )
    shelf["b.xlsx"] = Engagement(
        measures={no: MeasureAnswer(1, "済") for no in range(1, 6)},
        cloud_services=(CloudService("", "保管庫", notes={"law": "控え"}),),
    )
    shelf["c.xlsx"] = Engagement()
    said = call("import", "a.xlsx", "b.xlsx", "c.xlsx", "-o", ours).err.splitlines()
    assert said == [
        "a.xlsx：自社診断1問、情報資産2件、脅威3件、会社の情報3件、メモ1件",
        "b.xlsx：対策5件、クラウド1件、メモ6件",
        "c.xlsx：読める答えや行はありません",
        # 業種, 回答者, a note, three frequencies, five measures with a note each.
        "新しい情報資産 2件、新しいクラウドサービス 1件、空いていたところに入る値 16件",
        "今の聞き取りだけにある行（残ります） 1件",
        "  A001「社員名簿」",
        "空欄は今の値を消しません",
    ]


def test_a_row_that_one_of_the_books_has_is_not_missed(
    call: Call, ours: Path, shelf: Shelf
) -> None:
    shelf["a.xlsx"] = Engagement(assets=(Asset("", name="図面"),))
    shelf["b.xlsx"] = Engagement(assets=(ROSTER,))
    shelf["c.xlsx"] = Engagement(measures={1: MeasureAnswer(1)})
    assert "だけにある行" not in call("import", *shelf, "-o", ours).err
    assert "A001「社員名簿」" in call("import", "a.xlsx", "c.xlsx", "-o", ours).err


def test_every_cell_that_could_not_be_read_is_listed(call: Call, here: Path, shelf: Shelf) -> None:
    shelf["a.xlsx"] = shelf["b.csv"] = FIRM
    shelf.unread = {
        book: tuple(Unread(book, "台帳", f"F{row}", "USB", "媒体ではありません") for row in rows)
        for book, rows in {"a.xlsx": range(4, 64), "b.csv": range(1, 2)}.items()
    }
    answer = call("import", "a.xlsx", "b.csv")
    assert (answer.status, answer.out) == (0, f"{NAMED_TODAY}\n")
    lines = answer.err.splitlines()
    assert "読めなかったところ 61件" in lines
    for book, unread in shelf.unread.items():
        for each in unread:
            assert f"  {book} 台帳!{each.cell} 「USB」：媒体ではありません" in lines


def test_differences_stop_everything(call: Call, ours: Path, shelf: Shelf) -> None:
    before = listed(ours.parent)
    shelf["a.xlsx"] = Engagement(
        firm=Firm("乙社"),
        self_check=SelfCheck(items={1: SelfCheckAnswer("unknown")}),
        assets=(Asset("A001", medium="paper"), Asset("", name="図面")),
    )
    answer = call("import", "a.xlsx", "-o", ours)
    assert (answer.status, answer.out) == (1, "")
    lines = answer.err.splitlines()
    start = lines.index("違うところ 3件")
    assert lines[start + 1 : start + 10] == [
        *("  a.xlsx 会社名", "    今：甲社", "    取り込み元：乙社"),
        *("  a.xlsx 自社診断 1 の回答", "    今：実施している", "    取り込み元：わからない"),
        "  a.xlsx 情報資産 A001「社員名簿」の媒体・保存先",
        *("    今：事務所PC", "    取り込み元：書類"),
    ]
    assert "何も書いていません" in lines[-1]
    assert "--take theirs" in lines[-1]
    assert "--take ours" in lines[-1]
    assert listed(ours.parent) == before


def test_books_that_contradict_each_other_write_nothing(
    call: Call, here: Path, shelf: Shelf
) -> None:
    shelf["a.xlsx"] = FIRM
    shelf["b.xlsx"] = Engagement(firm=Firm("乙社"))
    answer = call("import", "a.xlsx", "b.xlsx")
    assert (answer.status, answer.out) == (1, "")
    assert "  b.xlsx 会社名\n    先のブック：甲社\n    取り込み元：乙社\n" in answer.err
    assert listed(here) == {}
    assert call("import", "a.xlsx", "b.xlsx", "--take", "theirs").status == 0
    assert load_engagement(here / "乙社_2026-11-20.toml").firm == Firm("乙社")


def test_foreign_values_are_shown_short_and_harmless(call: Call, ours: Path, shelf: Shelf) -> None:
    steering = "\x1b[2J\x07\u202e"
    shelf["a.xlsx"] = Engagement(
        assets=(Asset("A001", owner=f"一\r\n二\n三{steering}"),),
        self_check=SelfCheck(items={1: SelfCheckAnswer(None, "長" * 40_000)}),
        measures={1: MeasureAnswer(1, steering)},
    )
    shelf.unread = {
        "a.xlsx": (Unread("a.xlsx", f"表\n{steering}", "B2", f"{steering}{'長' * 99}\n", "不明"),)
    }
    answer = call("import", "a.xlsx", "-o", ours)
    assert not any(char in answer.err for char in "\x1b\x07\u202e\r")
    assert "取り込み元：一⏎二⏎三\\x1b[2J" in answer.err
    assert "B2 「\\x1b[2J" in answer.err
    assert "表⏎" in answer.err
    # 40 letters, and the escapes that stand for steering ones.
    assert max(map(len, answer.err.splitlines())) < 120


@pytest.mark.parametrize(
    ("mine", "given", "shown"),
    [
        ("あ" * 40, "い", ("あ" * 40, "い")),
        ("あ" * 41, "い", ("あ" * 40 + "…", "い")),
        ("あ" * 99 + "終", "あ" * 99, ("…" + "あ" * 10 + "終", "…" + "あ" * 10)),
        (
            "あ" * 99 + "甲" * 50,
            "あ" * 99 + "乙",
            ("…" + "あ" * 10 + "甲" * 30 + "…", "…" + "あ" * 10 + "乙"),
        ),
    ],
)
def test_long_values_are_shown_where_they_part(
    call: Call, ours: Path, shelf: Shelf, mine: str, given: str, shown: tuple[str, str]
) -> None:
    ours.write_bytes(write_engagement(Engagement(measures={1: MeasureAnswer(1, mine)})))
    shelf["a.xlsx"] = Engagement(measures={1: MeasureAnswer(1, given)})
    said = call("import", "a.xlsx", "-o", ours).err.splitlines()
    assert f"    今：{shown[0]}" in said
    assert f"    取り込み元：{shown[1]}" in said


# --- What is refused --------------------------------------------------------


def test_a_book_that_cannot_be_taken_over_stops_all(call: Call, here: Path, shelf: Shelf) -> None:
    shelf["a.xlsx"] = FIRM
    answer = call("import", "a.xlsx", "bad.xlsx")
    assert (answer.status, answer.out) == (1, "")
    assert answer.err == "bad.xlsx：ブックではありません\n"
    assert listed(here) == {}


@pytest.mark.parametrize("name", ["ours.toml", "OURS.TOML"])
def test_an_engagement_is_no_book(call: Call, ours: Path, shelf: Shelf, name: str) -> None:
    answer = call("import", name)
    assert (answer.status, answer.out) == (1, "")
    assert f"聞き取りのファイルです。kikitori {name} で開きます" in answer.err


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_file_is_not_added_to(call: Call, here: Path, shelf: Shelf, kind: str) -> None:
    shelf["a.xlsx"] = FIRM
    content, said = BAD_FILES[kind]
    Path("bad.toml").write_bytes(content)
    answer = call("import", "a.xlsx", "-o", "bad.toml", "--take", "theirs")
    assert (answer.status, answer.out) == (1, "")
    assert said in answer.err
    assert listed(here) == {"bad.toml": content}


@pytest.mark.parametrize("target", [".", "link.toml", "ours.toml/new.toml"])
def test_a_place_that_is_no_file(call: Call, ours: Path, shelf: Shelf, target: str) -> None:
    shelf["a.xlsx"] = FIRM
    (ours.parent / "link.toml").symlink_to("nowhere")
    before = ours.read_bytes()
    answer = call("import", "a.xlsx", "-o", target)
    assert (answer.status, answer.out) == (1, "")
    assert answer.err
    assert ours.read_bytes() == before
    assert {path.name for path in ours.parent.iterdir()} == {"ours.toml", "link.toml"}


def test_an_engagement_open_in_the_interview(call: Call, ours: Path, shelf: Shelf) -> None:
    shelf["a.xlsx"] = Engagement(measures={1: MeasureAnswer(1)})
    before = ours.read_bytes()
    session = Session.open(ours)
    try:
        answer = call("import", "a.xlsx", "-o", ours)
    finally:
        session.close()
    assert (answer.status, answer.out) == (1, "")
    assert "このPCの別の画面が" in answer.err
    assert ours.read_bytes() == before
    assert call("import", "a.xlsx", "-o", ours).status == 0


def test_a_disk_that_refuses(
    call: Call, ours: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(data.autosave, "write_file", refuse)
    shelf["a.xlsx"] = Engagement(measures={1: MeasureAnswer(1)})
    before = listed(ours.parent)
    answer = call("import", "a.xlsx", "-o", ours)
    assert (answer.status, answer.out) == (1, "")
    assert "ours.toml：保存できません：空き容量が足りません" in answer.err
    assert listed(ours.parent) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "BOOK を指定してください"),
        (("-o", "a.toml"), "BOOK を指定してください"),
        (("a.xlsx", "--take", "mine"), "--take に 'mine' は使えません"),
        (("a.xlsx", "--take"), "--take のあとに値を書いてください"),
        (("a.xlsx", "-o"), "-o のあとに値を書いてください"),
        (("a.xlsx", "--json"), "--json は使えません"),
    ],
)
def test_wrong_usage(call: Call, shelf: Shelf, words: tuple[str, ...], said: str) -> None:
    answer = call("import", *words)
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err
