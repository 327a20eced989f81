"""`kikitori rescue`: a new file with what can be read, and a list of what is not in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.engagement_file import load_engagement
from tests.cli.bad_files import BAD_FILES
from tests.cli.conftest import Call

DAMAGED = """\
format = 1

[firm]
name = "株式会社サンプル"
employees = "25"

[measures.1]
status = 2

[measures.2]
note = "途中ま"""


@pytest.fixture
def damaged(here: Path) -> Path:
    path = here / "サンプル 2026.toml"
    path.write_text(DAMAGED, encoding="utf-8")
    return path


def test_what_can_be_read_goes_into_a_new_file(call: Call, damaged: Path) -> None:
    answer = call("rescue", damaged)
    new = damaged.with_name("サンプル_2026_読めた部分.toml")
    assert (answer.status, answer.out) == (0, f"{new}\n")
    assert answer.err.splitlines() == [
        "取り出せるもの",
        "  会社の情報、対策 1/55",
        "取り出せないところ 1件",
        '  5行目 firm.employees：「employees = "25"」：0以上の整数を書いてください（引用符なし）',
        "形を変えて取り出すところ 1件",
        "  11行目 measures.2.note：文の終わりが切れています。残っているところまで取り出します",
        "元のファイルはそのまま残ります。",
    ]
    record = load_engagement(new)
    assert record.firm.name == "株式会社サンプル"
    assert record.measures[2].note == "途中ま"
    assert new.stat().st_mode & 0o777 == 0o600
    assert damaged.read_text(encoding="utf-8") == DAMAGED
    assert sorted(damaged.parent.iterdir()) == sorted([damaged, new])


def test_no_file_is_overwritten(call: Call, damaged: Path) -> None:
    first = call("rescue", damaged).out.strip()
    Path(first).write_text("mine", encoding="utf-8")
    assert call("rescue", damaged).out.strip() == first.replace(".toml", "_2.toml")
    assert Path(first).read_text(encoding="utf-8") == "mine"
    for taken in (first, damaged):
        answer = call("rescue", damaged, "-o", taken)
        assert (answer.status, answer.out) == (1, "")
        assert answer.err == f"{taken}：すでにあります。-o で別の名前を指定してください\n"
    assert damaged.read_text(encoding="utf-8") == DAMAGED


def test_the_new_file_goes_where_it_is_wanted(call: Call, damaged: Path) -> None:
    answer = call("rescue", "-o", "a/新.toml", damaged)
    assert (answer.status, answer.out) == (0, f"{Path('a', '新.toml')}\n")
    assert load_engagement(Path("a", "新.toml")).firm.name
    answer = call("rescue", damaged, "-o", damaged / "x.toml")
    assert (answer.status, answer.out) == (1, "")
    assert "書けません" in answer.err


def test_of_a_file_without_fault_nothing_is_written(call: Call, seed: Path) -> None:
    answer = call("rescue", seed)
    assert (answer.status, answer.out) == (0, "")
    assert answer.err == f"{seed}：問題ありません。このまま開けます\n"
    assert list(seed.parent.iterdir()) == [seed]


UNREADABLE = ("empty", "blank", "binary", "no toml", "future")


@pytest.mark.parametrize("kind", UNREADABLE)
def test_where_nothing_can_be_read_nothing_is_written(call: Call, here: Path, kind: str) -> None:
    path = here / "bad.toml"
    path.write_bytes(BAD_FILES[kind][0])
    answer = call("rescue", path)
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith(f"{path}：")
    assert ("控え" in answer.err) == (kind != "future")
    assert list(here.iterdir()) == [path]


def test_it_is_offered_for_damaged_files_only(call: Call, damaged: Path) -> None:
    newer = damaged.with_name("newer.toml")
    newer.write_bytes(b"format = 2\n")
    for command in ("check", "result", "export"):
        assert f"kikitori rescue {damaged}" in call(command, damaged).err
        assert "rescue" not in call(command, newer).err
        assert "rescue" not in call(command, "none.toml").err
