"""`kikitori plan`: what helps most, as text and as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from data.best_set import BestSet
from data.columns import cell_width
from data.record import Asset, Engagement, MeasureAnswer, PlannedMeasure, ThreatRating
from data.what_helps import what_helps
from data.what_helps_text import what_helps_text
from data.writing import write_engagement
from tests.cli.bad_files import BAD_FILES
from tests.cli.conftest import EXAMPLES, SEED, Call
from tests.cli.test_hostile_text import harmless
from tests.cli.test_result_text import section
from tests.cli.test_seal import Keyboard
from tests.data.by_hand import MATRIX
from tests.hostile_text import hostile_engagement
from tests.quick_seals import PASSPHRASE
from tests.strategies import whole_record

FIRM = "firm.toml"
RANKING, BEST = "効き目の大きい対策", "いちばん少ない組み合わせ"
EMPTY = Engagement()
# All but 11 and 13 done: 11 takes 大 off the paper, 13 中 off three computers.
NEARLY = replace(
    whole_record(),
    assets=(
        Asset("A1", medium="paper", confidentiality=3),
        *(Asset(f"A{no}", medium="office_pc", confidentiality=2) for no in (2, 3, 4)),
    ),
    measures={**whole_record().measures, 11: MeasureAnswer(3), 13: MeasureAnswer(2)},
)
NEARLY_JSON = {
    "effects": [
        {
            **{"measure": 11, "left_high": 1, "risk_sum": 3, "threats_done": 3},
            **{"needed_by": 1, "rate_gain": 0.142857},
        },
        {
            **{"measure": 13, "left_high": 0, "risk_sum": 6, "threats_done": 4},
            **{"needed_by": 0, "rate_gain": 0.071429},
        },
    ],
    "best_set": {
        **{"measures": [11], "effort": 2, "exact": True, "bound": 2},
        **{"high_now": 1, "high_after": 0},
    },
}


def said(call: Call, here: Path, record: Engagement, *words: str) -> str:
    (here / FIRM).write_bytes(write_engagement(record))
    answer = call("plan", FIRM, *words)
    assert (answer.status, answer.err) == (0, "")
    return answer.out


def test_as_json(call: Call, here: Path) -> None:
    """The categories count 7 that apply; T02, T06 and T16 want only 11, four others only 13."""
    assert json.loads(said(call, here, NEARLY, "--json")) == NEARLY_JSON


def test_as_text(call: Call, here: Path) -> None:
    out = said(call, here, NEARLY)
    ranking = section(out, RANKING)
    assert [line.split() for line in ranking[2:4]] == [
        ["1", "11", "データの保護", "1件減", "3減", "3つ増", "1件", "情報管理", "+14%"],
        ["2", "13", "バックアップ", "－", "6減", "4つ増", "－", "情報管理", "+7%"],
    ]
    assert [line.split("」")[0] for line in ranking[5:7]] == ["  「必須", "  「済む脅威"]
    assert ranking[7:] == ["  このうち11は、下の組み合わせにも入っています。"]
    best = section(out, BEST)
    assert best[0] == "  次の1件（手間の合計2）を実施すると、リスク大が1件から0件になります。"
    assert "これより小さい組み合わせはありません" in best[1]
    assert best[2].split() == ["11", "データの保護", "今：実施していない/わからない", "手間：中"]
    assert best[3] == "  手間を書いていない対策は「中」と見ています。"


def test_the_efforts_are_those_of_the_plan(call: Call, here: Path) -> None:
    record = replace(NEARLY, plan={11: PlannedMeasure(effort=3)})
    assert json.loads(said(call, here, record, "--json"))["best_set"]["effort"] == 3
    best = section(said(call, here, record), BEST)
    assert best[2].endswith("手間：大")
    assert len(best) == 3
    elsewhere = replace(NEARLY, plan={13: PlannedMeasure(effort=3)})
    assert section(said(call, here, elsewhere), BEST)[3].startswith("  手間を書いていない")


def test_all_measures_as_json_the_first_ten_as_text(call: Call) -> None:
    payload = json.loads(call("plan", SEED, "--json").out)
    assert len(payload["effects"]) == 55
    ranking = section(call("plan", SEED).out, RANKING)
    places = [line.split()[0] for line in ranking]
    assert places[2:12] == [str(place) for place in range(1, 11)]
    assert "10件です（まだの対策は全55件）" in ranking[13]


def test_no_measure_alone_is_said_where_it_is_so(call: Call, here: Path) -> None:
    alone = "1つだけでリスク大を減らせる対策はありません"
    assert alone in call("plan", SEED).out
    assert alone not in said(call, here, NEARLY)
    assert alone not in call("plan", EXAMPLES / "sparse.toml").out


def test_a_sum_that_rises_is_explained(call: Call, here: Path) -> None:
    """Any measure of T04 makes it known, of which nothing is answered: 3 becomes 6."""
    record = replace(
        NEARLY,
        threats={"T02": ThreatRating(1), "T04": ThreatRating(3)},
        measures={no: MeasureAnswer(1) for no in range(1, 56) if no not in MATRIX["T04"]},
    )
    out = said(call, here, record)
    assert {line.split()[4] for line in section(out, RANKING)[2:12]} == {"3増"}
    assert "リスク値が増えるのは" in out
    assert "リスク値が増えるのは" not in said(call, here, NEARLY)


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_an_empty_engagement(call: Call, here: Path, words: tuple[str, ...]) -> None:
    out = said(call, here, EMPTY, *words)
    if words:
        payload = json.loads(out)
        assert len(payload["effects"]) == 55
        assert payload["best_set"]["measures"] == []
    else:
        assert section(out, RANKING) == [
            "  対策にまだ回答がありません。答えると、効き目の大きい順に並びます。"
        ]
        assert section(out, BEST) == ["  情報資産がまだありません。書き出すと、リスクが出ます。"]


def test_nothing_left_to_do(call: Call, here: Path) -> None:
    out = said(call, here, replace(NEARLY, measures=whole_record().measures))
    assert "今の対策を続けてください" in out
    assert section(out, BEST) == ["  リスク大の情報資産はありません。"]


def test_risks_that_are_not_known_are_counted(call: Call) -> None:
    best = section(call("plan", EXAMPLES / "sparse.toml").out, BEST)
    assert best[1] == "  リスクの決まらない情報資産が5件あります。"


def test_a_bound_is_called_one() -> None:
    found = what_helps(NEARLY)._replace(best_set=BestSet((11, 13), 4, False, 3, 1, 0))
    best = section(what_helps_text(found), BEST)
    assert "3より小さくはなりません" in best[1]
    assert "組み合わせはありません" not in best[1]


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.toml")), ids=lambda path: path.stem)
def test_it_fits_a_terminal_of_eighty_columns(call: Call, example: Path) -> None:
    lines = call("plan", example).out.splitlines()
    assert max(map(cell_width, lines)) <= 80


def test_the_longest_names_fit_too() -> None:
    """Every measure of the catalogue in the ranking, with figures of a thousand assets."""
    found = what_helps(replace(NEARLY, measures=whole_record(3).measures))
    widest = [e._replace(left_high=999, risk_sum=-5999, threats_done=21) for e in found.effects]
    for start in range(0, len(widest), 10):
        lines = what_helps_text(found._replace(effects=tuple(widest[start : start + 10])))
        assert max(map(cell_width, lines.splitlines())) <= 80


@pytest.mark.parametrize("kind", BAD_FILES)
def test_bad_files(call: Call, here: Path, kind: str) -> None:
    content, named = BAD_FILES[kind]
    (here / "bad.toml").write_bytes(content)
    answer = call("plan", "bad.toml")
    assert (answer.status, answer.out) == (1, "")
    assert named in answer.err


@pytest.mark.parametrize("words", [(), ("a.toml", "b.toml"), ("a.toml", "--jso")])
def test_wrong_usage(call: Call, words: tuple[str, ...]) -> None:
    answer = call("plan", *words)
    assert (answer.status, answer.out) == (2, "")
    assert "kikitori plan --help" in answer.err


def test_a_sealed_file_asks(
    call: Call, seed: Path, monkeypatch: pytest.MonkeyPatch, quick_seals: None
) -> None:
    keyboard, expected = Keyboard(monkeypatch), call("plan", seed).out
    keyboard.pipes(PASSPHRASE)
    assert call("seal", seed).status == 0
    keyboard.pipes(PASSPHRASE)
    assert call("plan", seed).out == expected
    keyboard.pipes("違うもの")
    refused = call("plan", seed)
    assert (refused.status, refused.out) == (1, "")


def test_it_is_harmless(call: Call, here: Path) -> None:
    assert harmless(said(call, here, hostile_engagement()))


def test_it_only_reads(call: Call, seed: Path) -> None:
    content = seed.read_bytes()
    call("plan", seed)
    assert seed.read_bytes() == content
    assert list(seed.parent.iterdir()) == [seed]
