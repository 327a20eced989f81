"""Of a damaged file everything is taken out that can be read, and nothing is lost unsaid."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from data.place import Place
from data.problems import EngagementFileError, Problem
from data.reading import read_engagement
from data.record import (
    Asset,
    Baseline,
    CloudService,
    Engagement,
    Firm,
    FollowUp,
    MeasureAnswer,
    SelfCheck,
    SelfCheckAnswer,
    ThreatRating,
)
from data.salvage.rescue import salvage
from data.writing import write_engagement
from tests.data.japanese import is_japanese
from tests.fuzzing import ENGAGEMENTS

Found = list[tuple[int | None, str]]


@dataclass(frozen=True)
class Damage:
    """The text below "format = 1"; what is taken out; line and key path of what is not."""

    text: str | bytes
    record: Engagement
    lost: Found
    changed: Found

    @property
    def content(self) -> bytes:
        text = self.text
        return text if isinstance(text, bytes) else f"format = 1\n{text}".encode()


def firm(name: str) -> Engagement:
    return Engagement(firm=Firm(name=name))


def measures(**statuses: int) -> Engagement:
    return Engagement(measures={int(no[1:]): MeasureAnswer(s) for no, s in statuses.items()})


TWO_VERSIONS = """\
[firm]
<<<<<<< HEAD
name = "一"
industry = "製造業"
||||||| base
name = "零"
=======
name = "二"
industry = "製造業"
employees = 3
>>>>>>> other
[measures.1]
status = 1
"""

DAMAGES: dict[str, Damage] = {
    # Cut off.
    "in a value": Damage(
        "[measures.1]\nstatus = 1\n[measures.2]\nstatus =",
        measures(m1=1),
        [(5, "measures.2.status")],
        [],
    ),
    "in a key": Damage(
        "[measures.1]\nstatus = 1\nno", measures(m1=1), [(4, "measures.1.status")], []
    ),
    "in a header": Damage("[measures.1]\nstatus = 1\n[measu", measures(m1=1), [(4, "")], []),
    "in a text": Damage('[firm]\nname = "株式', firm("株式"), [], [(3, "firm.name")]),
    "in a long text": Damage('[firm]\nname = """\n株\n式', firm("株\n式"), [], [(3, "firm.name")]),
    "in a character": Damage(
        'format = 1\n[firm]\nname = "株式'.encode()[:-1],
        firm("株\ufffd"),
        [],
        [(3, "firm.name"), (3, "firm.name")],
    ),
    "in the first character that is no ASCII": Damage(
        'format = 1\n[firm]\nname = "x株'.encode()[:-1],
        firm("x\ufffd"),
        [],
        [(3, "firm.name"), (3, "firm.name")],
    ),
    "in a baseline": Damage(
        "[[baselines.1.assets]]\nid = 'A1'\n[[baselines.1.assets]]\nid = 'A1'\nmedium =",
        Engagement(baselines={1: Baseline(None, Engagement(assets=(Asset("A1"), Asset("A002"))))}),
        [(6, "baselines.1.assets[2].medium")],
        [(5, "baselines.1.assets[2].id")],
    ),
    "header of a row in a baseline": Damage(
        "[[baselines.1.cloud_services]]\nid = 'S1'\n[[baselines.1.cloud_serv\nid = 'S2'\n"
        "[baselines.1.cloud_services.checks]\nlaw = 1\n[firm]\nname = '株'",
        Engagement(
            firm=Firm("株"),
            baselines={1: Baseline(None, Engagement(cloud_services=(CloudService("S1"),)))},
        ),
        [(4, ""), (5, ""), (6, ""), (7, "")],
        [],
    ),
    "before a row's first key": Damage(
        "[[assets]]\nid = 'A1'\n[[assets]]\n",
        Engagement(assets=(Asset("A1"),)),
        [(4, "assets[2]")],
        [],
    ),
    # Half-written.
    "zeros at the end": Damage(
        b"format = 1\n[firm]\nname = 'x'\nindustry = \0\0\0\0\0\0\0",
        firm("x"),
        [(4, "firm.industry")],
        [(4, "firm.industry")],
    ),
    "one zero": Damage(b"format = 1\n[firm]\nname = 'a\0b'\n", firm("ab"), [], [(3, "firm.name")]),
    "nothing but zeros": Damage(b"\0" * 512, Engagement(), [], [(None, "format"), (1, "")]),
    "no format": Damage(b"[firm]\nname = 'x'\n", firm("x"), [], [(None, "format")]),
    # Two versions.
    "two versions": Damage(
        TWO_VERSIONS,
        replace(measures(m1=1), firm=Firm("一", "製造業")),
        [(9, "firm.industry"), (11, "firm.industry")],
        [(3, "firm")],
    ),
    "a version without end": Damage(
        "[firm]\n<<<<<<< HEAD\nname = '一'\n=======\nname = '二'\nemployees = 3\n",
        Engagement(firm=Firm("一", employees=3)),
        [(6, "firm.name")],
        [],
    ),
    # Written in something else.
    "CP932": Damage(
        'format = 1\r\n[firm]\r\nname = "株式会社ソ"\r\n'.encode("cp932"),
        firm("株式会社ソ"),
        [],
        [(None, "")],
    ),
    "EUC-JP": Damage(
        'format = 1\n[firm]\nname = "株式会社ソ"\n'.encode("euc-jp"),
        firm("株式会社ソ"),
        [],
        [(None, "")],
    ),
    "UTF-16": Damage(
        'format = 1\r\n[firm]\r\nname = "株"\r\n'.encode("utf-16"), firm("株"), [], [(None, "")]
    ),
    "UTF-16 without a mark": Damage(
        'format = 1\n[firm]\nname = "株"\n'.encode("utf-16-be"), firm("株"), [], [(None, "")]
    ),
    "one line of CP932": Damage(
        'format = 1\n[firm]\nname = "株式"\n'.encode()
        + 'industry = "製造業と卸売"\n'.encode("cp932"),
        Engagement(firm=Firm("株式", "製造業と卸売")),
        [],
        [(4, "firm.industry")],
    ),
    "a flipped byte": Damage(
        'format = 1\n[firm]\nname = "株式会社"\n'.encode().replace("式".encode(), b"\xe5\xbc"),
        firm("株\ufffd会社"),
        [],
        [(3, "firm.name")],
    ),
    "a flipped byte in the first letter": Damage(
        'format = 1\n[firm]\nname = "会社"\nindustry = "製造業"\n'.encode().replace(
            b"\xe4", b"\xa4"
        ),
        Engagement(firm=Firm("\ufffd\ufffd\ufffd社", "製造業")),
        [],
        [(3, "firm.name")],
    ),
    "line ends of an old Mac": Damage(
        b"format = 1\r[firm]\rname = 'x'\r", firm("x"), [], [(None, "")]
    ),
    # Written by hand.
    "no quotes": Damage(
        "[firm]\nname = 株式会社 # 仮\n", firm("株式会社 # 仮"), [], [(3, "firm.name")]
    ),
    "no bracket": Damage(
        "[measures.1]\nstatus = 1\n[measures.2\nstatus = 2\n[measures.3]\nstatus = 3\n",
        measures(m1=1, m2=2, m3=3),
        [],
        [(4, "measures.2")],
    ),
    "one bracket for a row": Damage(
        "[[assets]]\nid = 'A1'\n[assets]\nid = 'A2'\n@\n",
        Engagement(assets=(Asset("A1"), Asset("A2"))),
        [(6, "assets[2].id")],
        [],
    ),
    "no bracket of a table that is not ours": Damage(
        "[measures.1]\nstatus = 1\n[meas\nstatus = 2\n",
        measures(m1=1),
        [(4, ""), (5, "")],
        [],
    ),
    "no header": Damage(
        "[measures.1]\nstatus = 1\n[measu res.2]\nstatus = 2\nnote = 'x'\n[measures.3]\nstatus = 3",
        measures(m1=1, m3=3),
        [(4, ""), (5, ""), (6, "")],
        [],
    ),
    "no row for the checks": Damage(
        "[[cloud_services]]\nid = 'S1'\n[[cloud? services]]\nid = 'S2'\n"
        "[cloud_services.checks]\nlaw = 1\n[[cloud_services]]\nid = 'S3'\n",
        Engagement(cloud_services=(CloudService("S1"), CloudService("S3"))),
        [(4, ""), (5, ""), (6, ""), (7, "")],
        [],
    ),
    "a text without end": Damage(
        "[threats.T01]\nnote = '''\n合鍵\nfrequency = 1\n[threats.T02]\nfrequency = 2\n",
        Engagement(
            threats={"T01": ThreatRating(1, "合鍵"), "T02": ThreatRating(2)},
        ),
        [],
        [(3, "threats.T01.note")],
    ),
    "a text that a later one seems to end": Damage(
        '[threats.T01]\nnote = """\n合鍵\n[threats.T02]\nnote = """\n札"""\n'
        "[threats.T03]\nfrequency = 3\n",
        Engagement(
            threats={
                "T01": ThreatRating(None, "合鍵"),
                "T02": ThreatRating(None, "札"),
                "T03": ThreatRating(3),
            },
        ),
        [],
        [(3, "threats.T01.note")],
    ),
    "a list without end": Damage(
        "[firm]\nlater = [1, 2,\nname = 'x'\n[measures.1]\nstatus = 1\n",
        replace(measures(m1=1), firm=Firm("x")),
        [(3, "firm.later")],
        [],
    ),
    "key twice": Damage("[firm]\nname = 'x'\nname = 'y'\n", firm("x"), [(4, "firm.name")], []),
    "table twice": Damage(
        "[measures.1]\nstatus = 1\n[measures.1]\nnote = 'x'\nstatus = 2\n",
        Engagement(measures={1: MeasureAnswer(1, "x")}),
        [(6, "measures.1.status")],
        [],
    ),
    # Well-formed, with wrong values.
    "wrong values": Damage(
        "[firm]\nname = 'x'\nemployees = 'y'\n[self_check.items.26]\nanswer = 'done'\n"
        "[self_check.items.1]\nanswer = 'yes'\nnote = 'z'\n[later]\nx = 0x8000000000000001\n",
        replace(firm("x"), self_check=SelfCheck(items={1: SelfCheckAnswer(None, "z")}), extra={}),
        [
            (4, "firm.employees"),
            (5, "self_check.items.26"),
            (6, "self_check.items.26.answer"),
            (8, "self_check.items.1.answer"),
            (10, "later"),
        ],
        [],
    ),
    "rows numbered twice": Damage(
        "[[assets]]\nid = 'A001'\nname = 'a'\n[[assets]]\nid = 'A001'\nname = 'b'\n"
        "[[assets]]\nname = 'c'\n[[assets]]\nid = 'A002'\n[[cloud_services]]\nid = ''\n"
        "[[follow_ups]]\nstep = 'assets'\nkey = 'A001'\nmarked = true\n",
        Engagement(
            assets=(
                Asset("A001", name="a"),
                Asset("A003", name="b"),
                Asset("A004", name="c"),
                Asset("A002"),
            ),
            cloud_services=(CloudService("S0001"),),
            follow_ups={Place("assets", "A001"): FollowUp(True)},
        ),
        [],
        [(6, "assets[2].id"), (8, "assets[3].id"), (13, "cloud_services[1].id")],
    ),
    "what points nowhere": Damage(
        "[[follow_ups]]\nstep = 'assets'\nkey = 'A9'\n"
        "[[follow_ups]]\nstep = 'measures'\nkey = '1'\nmarked = true\n",
        Engagement(follow_ups={Place("measures", "1"): FollowUp(True)}),
        [(4, "follow_ups[1].key")],
        [],
    ),
    "rows that are none": Damage(
        "assets = [3, { id = 'A1' }]\ncloud_services = 7\n",
        Engagement(assets=(Asset("A1"),)),
        [(2, "assets[1]"), (3, "cloud_services[1]")],
        [],
    ),
}


def places(problems: tuple[Problem, ...]) -> Found:
    assert all(is_japanese(problem.message) for problem in problems)
    return [(problem.line, problem.key_path) for problem in problems]


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_what_can_be_read_is_taken_out_and_the_rest_is_named(damage: Damage) -> None:
    found = salvage(damage.content)
    assert found.record == damage.record
    assert places(found.lost) == damage.lost
    assert places(found.changed) == damage.changed
    assert not found.is_whole
    assert read_engagement(write_engagement(found.record)) == found.record


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_each_of_them_is_refused_as_it_is(damage: Damage) -> None:
    """Else there would be nothing to take out."""
    with pytest.raises(EngagementFileError):
        read_engagement(damage.content)


def test_what_is_lost_is_shown() -> None:
    found = salvage(f"format = 1\n[threats.T01]\nfrequency = 9\n@{'あ' * 99}".encode())
    assert [str(problem) for problem in found.lost] == [
        "3行目 threats.T01.frequency：「frequency = 9」：1・2・3 のどれかを書いてください",
        f"4行目 threats.T01.frequency：「@{'あ' * 59}…」は読めません",
    ]


def test_a_newer_format_is_not_taken_apart() -> None:
    with pytest.raises(EngagementFileError, match="新しい形式"):
        salvage(b"format = 2\n[firm\n")


def test_deep_nesting_costs_only_itself() -> None:
    key = ".".join(["a"] * 1900)
    text = f"format = 1\n[firm]\nname = 'x'\n{key} = 1\n@\n{key} = 1\n[{key}]\nb = 1\n"
    found = salvage(f"{text}x = {'[' * 5000}\n[measures.1]\nstatus = 1\n".encode())
    assert found.record == replace(measures(m1=1), firm=Firm("x"))
    assert [problem.line for problem in found.lost] == [4, 5, 6, 7, 8, 9]


@pytest.mark.parametrize("broken", ["@@@", "[x y]"])
@pytest.mark.parametrize("content", ENGAGEMENTS)
def test_a_broken_line_costs_nothing_else_whatever_the_file(content: bytes, broken: str) -> None:
    found = salvage(content + f"\n{broken}\n".encode())
    assert found.record == read_engagement(content)
    assert [problem.line for problem in found.lost] == [content.count(b"\n") + 2]
    assert found.changed == ()
