"""A sealed file opens with its passphrase alone, and tells damage from a wrong one."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import util
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import passphrase_lock, passphrase_process, sealing
from data.engagement_file import load_engagement, open_sealed
from data.problems import EngagementFileError
from data.record import Engagement
from data.sealing import (
    BEGIN,
    NO_SEAL,
    SHORTEST,
    DamagedSealError,
    LockError,
    PassphraseSeal,
    SealedError,
    WrongPassphraseError,
    is_sealed,
    new_seal,
    open_seal,
    weakness_of,
)
from data.session import Session
from data.writing import write_engagement
from tests.data import age_by_hand
from tests.data.japanese import is_japanese
from tests.quick_seals import PASSPHRASE
from tests.strategies import engagements

SECRET = "社長だけが知っている合言葉".encode()
SHARES = st.floats(0, 1, exclude_max=True)
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def seal(quick_seals: None) -> PassphraseSeal:
    return new_seal(PASSPHRASE)


# --- What is wrapped comes back ---------------------------------------------


@SHARED
@given(content=st.binary(max_size=200_000))
def test_any_content_comes_back(seal: PassphraseSeal, content: bytes) -> None:
    wrapped = seal.wrap(content)
    assert is_sealed(wrapped)
    assert seal.unwrap(wrapped) == content


@settings(SHARED, max_examples=20)
@given(passphrase=st.text(min_size=1, max_size=30), content=st.binary(max_size=100))
def test_any_passphrase_opens_what_it_sealed(
    quick_seals: None, passphrase: str, content: bytes
) -> None:
    wrapped = new_seal(passphrase).wrap(content)
    assert open_seal(wrapped, passphrase).unwrap(wrapped) == content


def test_what_is_wrapped_does_not_show_through(seal: PassphraseSeal) -> None:
    wrapped = seal.wrap(SECRET)
    assert SECRET not in wrapped
    assert PASSPHRASE.encode() not in wrapped
    assert wrapped != seal.wrap(SECRET)


def test_the_same_letters_in_full_width_are_the_same_passphrase(quick_seals: None) -> None:
    wrapped = new_seal("Ｂｌｕｅ　ｔｒａｉｎ　７").wrap(SECRET)
    assert open_seal(wrapped, "Blue train 7").unwrap(wrapped) == SECRET
    with pytest.raises(WrongPassphraseError):
        open_seal(wrapped, "blue train 7")


def test_half_a_character_of_a_windows_console_is_no_reason_to_fail(quick_seals: None) -> None:
    wrapped = new_seal("三日月 と \ud83c\udf19 の夜").wrap(SECRET)
    assert open_seal(wrapped, "三日月 と 🌙 の夜").unwrap(wrapped) == SECRET


def test_another_passphrase_opens_what_the_first_one_sealed(seal: PassphraseSeal) -> None:
    before = seal.wrap(SECRET)
    changed = seal.with_passphrase("別の長いことば です")
    after = changed.wrap(SECRET)
    assert open_seal(after, "別の長いことば です").unwrap(before) == SECRET
    with pytest.raises(WrongPassphraseError):
        open_seal(after, PASSPHRASE)
    assert open_seal(before, PASSPHRASE).unwrap(after) == SECRET


def test_no_seal_changes_nothing() -> None:
    assert NO_SEAL.unwrap(NO_SEAL.wrap(SECRET)) == SECRET
    assert not NO_SEAL.is_sealed


def test_line_ends_of_windows_change_nothing(
    quick_seals: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There age ends the lines of its armor so."""
    import pyrage

    lock, encrypt = passphrase_lock.lock, pyrage.encrypt

    def lock_there(identity: str, passphrase: str) -> bytes:
        return lock(identity, passphrase).replace(b"\n", b"\r\n") + b"\r\n"

    def encrypt_there(*arguments: Any, **named: Any) -> bytes:
        return encrypt(*arguments, **named).replace(b"\n", b"\r\n")

    monkeypatch.setattr(passphrase_lock, "lock", lock_there)
    monkeypatch.setattr(pyrage, "encrypt", encrypt_there)
    wrapped = new_seal(PASSPHRASE).wrap(SECRET)
    assert b"\r" not in wrapped
    assert open_seal(wrapped, PASSPHRASE).unwrap(wrapped) == SECRET


# --- With the age format alone ----------------------------------------------


def test_the_documented_way_by_hand(seal: PassphraseSeal) -> None:
    """docs/sealed-file.md: the first block is the identity, which opens the second."""
    key, engagement = _blocks(seal.wrap(SECRET))
    identity = age_by_hand.open_with_passphrase(key, PASSPHRASE)
    assert age_by_hand.open_with_identity(engagement, identity) == SECRET


def test_the_documented_way_with_pyrage(seal: PassphraseSeal) -> None:
    from pyrage import decrypt, passphrase, x25519

    key, engagement = _blocks(seal.wrap(SECRET))
    identity = passphrase.decrypt(key, PASSPHRASE).decode()
    assert decrypt(engagement, [x25519.Identity.from_str(identity)]) == SECRET


def test_the_program_of_its_own_locks_as_age_does() -> None:
    """With the real cost: the only test that derives a key as users do."""
    identity = "AGE-SECRET-KEY-1" + "Q" * 58
    block = passphrase_lock.lock(identity, PASSPHRASE)
    assert age_by_hand.open_with_passphrase(block, PASSPHRASE) == identity.encode()


def test_the_program_of_its_own_unlocks() -> None:
    block = age_by_hand.quick_lock("AGE-SECRET-KEY-1", PASSPHRASE)
    assert passphrase_lock.unlock(block, PASSPHRASE) == "AGE-SECRET-KEY-1"
    with pytest.raises(WrongPassphraseError):
        passphrase_lock.unlock(block, PASSPHRASE + "x")


def test_the_passphrase_stands_in_no_argument(monkeypatch: pytest.MonkeyPatch) -> None:
    real, called = subprocess.run, []

    def run(command: list[str], **named: Any) -> subprocess.CompletedProcess[bytes]:
        called.append((command, named.get("env")))
        return real(command, **named, check=False)

    block = age_by_hand.quick_lock("AGE-SECRET-KEY-1", PASSPHRASE)
    with monkeypatch.context() as patch:
        patch.setattr(subprocess, "run", lambda command, check, **named: run(command, **named))
        assert passphrase_lock.unlock(block, PASSPHRASE)
    assert called == [([sys.executable, "-P", passphrase_process.__file__], None)]


@pytest.mark.parametrize("work", [22, 24, 63])
def test_a_lock_that_would_fill_the_memory_is_not_tried(
    quick_seals: None, monkeypatch: pytest.MonkeyPatch, work: int
) -> None:
    from pyrage import passphrase

    def derive(*_: object) -> bytes:
        raise AssertionError("tried")

    monkeypatch.setattr(age_by_hand, "_scrypt", lambda *_: bytes(32))
    monkeypatch.setattr(passphrase, "decrypt", derive)
    block = age_by_hand.quick_lock("AGE-SECRET-KEY-1", PASSPHRASE, work)
    with pytest.raises(LockError):
        passphrase_lock.unlock(block, PASSPHRASE)


def test_a_lock_of_a_far_stronger_computer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(age_by_hand, "_scrypt", lambda *_: bytes(32))
    block = age_by_hand.quick_lock("AGE-SECRET-KEY-1", PASSPHRASE, 63)
    with pytest.raises(LockError, match="速いコンピューター"):
        passphrase_lock.unlock(block, PASSPHRASE)


def test_a_program_that_ends_without_an_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrase_process, "__file__", "/nowhere.py")
    with pytest.raises(LockError, match="メモリ"):
        passphrase_lock.lock("AGE-SECRET-KEY-1", PASSPHRASE)
    monkeypatch.setattr(sys, "executable", "/nowhere")
    with pytest.raises(LockError, match="動かせません"):
        passphrase_lock.lock("AGE-SECRET-KEY-1", PASSPHRASE)


def test_a_system_without_the_library_is_told(
    seal: PassphraseSeal, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrapped = seal.wrap(SECRET)
    monkeypatch.setattr(util, "find_spec", lambda name: None)
    with pytest.raises(LockError, match="pyrage"):
        new_seal(PASSPHRASE)
    with pytest.raises(LockError, match="pyrage"):
        open_seal(wrapped, PASSPHRASE)


def _blocks(content: bytes) -> tuple[bytes, bytes]:
    """As a person would cut them out in an editor."""
    first, second = re.findall(rb"-----BEGIN.*?-----END AGE ENCRYPTED FILE-----", content, re.S)
    return first, second


# --- Damage and a wrong passphrase ------------------------------------------


def test_a_wrong_passphrase_is_not_damage(seal: PassphraseSeal) -> None:
    with pytest.raises(WrongPassphraseError):
        open_seal(seal.wrap(SECRET), "違うパスフレーズ")


@pytest.fixture
def known_lock(seal: PassphraseSeal, monkeypatch: pytest.MonkeyPatch) -> PassphraseSeal:
    """Only the lock as it was written opens; any other looks like a wrong passphrase."""
    identity = passphrase_lock.unlock(seal.lock, PASSPHRASE)

    def unlock(block: bytes, _passphrase: str) -> str:
        if block != seal.lock:
            raise WrongPassphraseError
        return identity

    monkeypatch.setattr(passphrase_lock, "unlock", unlock)
    return seal


def _opens_whole_or_is_damaged(content: bytes) -> bool:
    """Whether it opens; fails for anything but the very content or the word for damage."""
    assert is_sealed(content)
    try:
        opened = open_seal(content, PASSPHRASE)
    except DamagedSealError:
        return False
    assert opened.unwrap(content) == SECRET
    return True


@pytest.mark.parametrize("bit", [0, 5])
def test_a_flipped_byte_anywhere_is_damage_or_harmless(
    known_lock: PassphraseSeal, bit: int
) -> None:
    whole = known_lock.wrap(SECRET)
    harmless = [
        at
        for at in range(len(whole))
        if _opens_whole_or_is_damaged(whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])
    ]
    # What may change is what was written for people, and how lines end.
    head = whole.index(BEGIN)
    assert [at for at in harmless if at >= head and whole[at : at + 1] != b"\n"] == []


@SHARED
@given(share=SHARES)
def test_a_file_cut_off_anywhere_is_damaged(known_lock: PassphraseSeal, share: float) -> None:
    whole = known_lock.wrap(SECRET).rstrip()
    assert not _opens_whole_or_is_damaged(whole[: _place(whole, share)])


@SHARED
@given(share=SHARES, foreign=st.binary(min_size=1, max_size=80))
def test_what_another_program_put_in_is_never_taken_for_the_content(
    known_lock: PassphraseSeal, share: float, foreign: bytes
) -> None:
    whole = known_lock.wrap(SECRET)
    at = _place(whole, share)
    _opens_whole_or_is_damaged(whole[:at] + foreign + whole[at:])


@pytest.mark.parametrize("mark", [b"\n-----BEGIN", b"\n-----END"])
def test_a_line_written_into_the_file_is_not_lost_unseen(seal: PassphraseSeal, mark: bytes) -> None:
    head, _, second = seal.wrap(SECRET).rpartition(mark)
    with pytest.raises(DamagedSealError):
        open_seal(head + b"\nmemo" + mark + second, PASSPHRASE)


def _place(whole: bytes, share: float) -> int:
    """age writes files of differing lengths."""
    return len(sealing.TITLE) + int(share * (len(whole) - len(sealing.TITLE)))


def test_whatever_keeps_wrapped_contents_may_take_damage_for_a_bad_value(
    seal: PassphraseSeal,
) -> None:
    for damaged in (b"", b"format = 1", seal.wrap(SECRET)[:-50]):
        with pytest.raises(ValueError, match="壊れています"):
            seal.unwrap(damaged)


def test_the_content_of_another_file_is_damage(seal: PassphraseSeal) -> None:
    key, _ = _blocks(seal.wrap(SECRET))
    _, foreign = _blocks(new_seal(PASSPHRASE).wrap(SECRET))
    with pytest.raises(DamagedSealError):
        open_seal(key + b"\n" + foreign, PASSPHRASE)


def test_what_editors_do_is_no_damage(known_lock: PassphraseSeal) -> None:
    whole = known_lock.wrap(SECRET)
    assert _opens_whole_or_is_damaged(whole.replace(b"\n", b"\r\n"))
    assert _opens_whole_or_is_damaged(b"\xef\xbb\xbf" + whole)
    assert _opens_whole_or_is_damaged(whole + b"\n\n")
    assert _opens_whole_or_is_damaged(whole[whole.index(BEGIN) :])


@settings(max_examples=15)
@given(record=engagements)
def test_no_engagement_is_taken_for_a_sealed_one(record: Engagement) -> None:
    assert not is_sealed(write_engagement(record))


# --- Files ------------------------------------------------------------------


def test_a_sealed_file_is_not_read_without_a_passphrase(
    seal: PassphraseSeal, tmp_path: Path
) -> None:
    path = tmp_path / "会社.toml"
    path.write_bytes(seal.wrap(write_engagement(Engagement())))
    for opening in (load_engagement, Session.open):
        with pytest.raises(SealedError) as caught:
            opening(path)
        assert caught.value.sealed_path == path
        assert is_japanese(caught.value.problems[0].message)
    assert load_engagement(path, lambda _path, _content: seal) == Engagement()


def test_nobody_is_asked_about_a_damaged_file(seal: PassphraseSeal, tmp_path: Path) -> None:
    path = tmp_path / "会社.toml"
    path.write_bytes(seal.wrap(SECRET)[:-40])

    def ask(_path: Path, _content: bytes) -> PassphraseSeal:
        raise AssertionError("asked")

    with pytest.raises(EngagementFileError, match=r"会社\.toml：暗号化したファイルが壊れています"):
        load_engagement(path, ask)


def test_a_fault_of_a_sealed_file_names_it(seal: PassphraseSeal, tmp_path: Path) -> None:
    path, content = tmp_path / "会社.toml", seal.wrap(SECRET)
    damaged = content.replace(b"\n-----END", b"AAAA\n-----END")
    with pytest.raises(EngagementFileError, match=r"会社\.toml："):
        open_sealed(path, damaged, PASSPHRASE)


# --- New passphrases --------------------------------------------------------


@pytest.mark.parametrize("weak", ["", "短い", "a" * (SHORTEST - 1), "9" * 40])
def test_a_weak_passphrase_is_refused_kindly(weak: str) -> None:
    assert is_japanese(weakness_of(weak))


def test_a_long_passphrase_is_taken() -> None:
    assert weakness_of(PASSPHRASE) == ""
    assert weakness_of("correct horse") == ""
