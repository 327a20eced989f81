"""Seals whose key is derived in no time: real ones take a second and half a gigabyte each."""

from __future__ import annotations

import pytest

from data import passphrase_lock, passphrase_process
from data.sealing import LockError, WrongPassphraseError
from tests.data.age_by_hand import quick_lock

PASSPHRASE = "青い電車 と 三角の机"


def make_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lock and unlock in this process; the files are as real as any."""
    monkeypatch.setattr(passphrase_lock, "_derived", _derived)


def _derived(order: dict[str, str]) -> str:
    if "identity" in order:
        return quick_lock(order["identity"], order["passphrase"]).decode("ascii")
    try:
        return passphrase_process.answer(order)
    except SystemExit as leaving:
        if leaving.code == passphrase_process.WRONG:
            raise WrongPassphraseError from None
        raise LockError("") from None
