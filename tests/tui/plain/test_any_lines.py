"""Whatever is typed: nothing is raised, nothing lost, and the file always holds it all."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tui.plain.talking import Conversation, new_file, sample_file
from tui.plain.commands import COMMANDS, STEP_KEYS

# No place on the disk is meant by these.
TEXT = st.text(st.characters(exclude_characters="/\\~:.", exclude_categories=["Cs"]), max_size=12)
KNOWN = [
    *(letter for command in COMMANDS for letter in command.letters),
    *(command.doubled * 2 for command in COMMANDS if command.doubled),
    *(word for command in COMMANDS for word in command.words),
    *STEP_KEYS,
    *("", "1", "２", "３番", "4", "9", "12", "99999", "=", "=q", "2026-12-04", "令和8年1月1日"),
    *(
        "e 1",
        "d A003",
        "c s0001",
        "/パスワード",
        "/ 7",
        "n 社長に聞く",
        "w 暗号化",
        "社員",
        "1 2",
        "全部",
        "名簿",
        "\x1b[A",
        "\x1bOP3",
    ),
]
# Leaving in the middle would hide what follows it.
GOING_ON = [word for word in KNOWN if word not in ("q", "おわる", "終わる", "終了")]
LINES = st.lists(st.one_of(st.sampled_from(GOING_ON), st.sampled_from(GOING_ON), TEXT), max_size=25)
UNHURRIED = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@UNHURRIED
@given(LINES)
def test_in_a_new_engagement(data_folder: Path, lines: list[str]) -> None:
    with TemporaryDirectory() as folder:
        assert Conversation(["1", "会社", *lines], Path(folder) / "firm.toml").status == 0


@UNHURRIED
@given(LINES)
def test_in_the_sample_firm(data_folder: Path, lines: list[str]) -> None:
    with TemporaryDirectory() as folder:
        assert sample_file(Path(folder), "", *lines).status == 0


@UNHURRIED
@given(LINES)
def test_from_the_list_of_engagements(data_folder: Path, lines: list[str]) -> None:
    assert Conversation(lines, None).status == 0


def test_dialogs_do_not_pile_up(tmp_path: Path) -> None:
    """Hundreds in a row are as good as one."""
    lines = ["m", "t", "n", ".", "x", "/"] * 60
    assert new_file(tmp_path, "4", *lines).status == 0
