"""Sealing and opening in a real terminal, with what it really costs to derive a key."""

from __future__ import annotations

from pyrage.x25519 import Identity

from data.engagement_file import load_engagement
from data.sealing import PassphraseSeal, is_sealed, open_seal
from tests.data.age_by_hand import quick_lock
from tests.quick_seals import PASSPHRASE
from tests.terminal.conftest import Starter

NAME = "firm.toml"


def test_sealed_in_the_terminal_and_opened_on_the_screen(start: Starter) -> None:
    path = start.folder / NAME
    path.write_bytes(start.sample)
    sealing = start("seal", NAME)
    sealing.until("新しいパスフレーズ")
    sealing.type(f"{PASSPHRASE}\r")
    sealing.until("もう一度")
    sealing.type(f"{PASSPHRASE}\r")
    sealing.until("暗号化しました")
    assert sealing.exit_status() == 0
    assert PASSPHRASE.encode() not in sealing.output
    assert is_sealed(path.read_bytes())

    interview = start(NAME)
    interview.until("は暗号化してあります")
    interview.type(PASSPHRASE)
    interview.until("*" * len(PASSPHRASE))
    interview.press("enter")
    interview.until("開いています")
    interview.until("鍵 みほん精工")
    interview.press("f8")
    interview.until("F8対策55/55")
    interview.press("0")
    interview.until("F8対策54/55")
    interview.press("ctrl+q")
    assert interview.exit_status() == 0
    assert PASSPHRASE.encode() not in interview.output
    record = load_engagement(path, lambda _path, content: open_seal(content, PASSPHRASE))
    assert record.measures[1].status is None


def test_a_wrong_passphrase_in_plain_mode_shows_nothing_of_it(start: Starter) -> None:
    identity = str(Identity.generate())
    seal = PassphraseSeal(quick_lock(identity, PASSPHRASE), identity)
    (start.folder / NAME).write_bytes(seal.wrap(start.sample))
    plain = start("--plain", NAME)
    plain.until("打った文字は出ません")
    plain.type("違うパスフレーズ\r")
    plain.until("パスフレーズが違います")
    plain.type(f"{PASSPHRASE}\r")
    plain.until("みほん精工")
    plain.press("ctrl+d")
    assert plain.exit_status() == 0
    assert "違うパスフレーズ".encode() not in plain.output
    assert PASSPHRASE.encode() not in plain.output
