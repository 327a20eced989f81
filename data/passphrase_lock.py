"""An age identity behind a passphrase: the slow half of a seal.

Deriving the key takes a second and up to a gigabyte, and pyrage holds all threads
still meanwhile. A process of its own keeps the screen alive and takes the blow
where memory is short.
"""

from __future__ import annotations

import json
import subprocess
import sys

from data import passphrase_process
from data.sealing import LockError, WrongPassphraseError


def lock(identity: str, passphrase: str) -> bytes:
    """The identity as an armored age block that only the passphrase opens.

    Raises `LockError`.
    """
    return _derived({"passphrase": passphrase, "identity": identity}).encode("ascii")


def unlock(block: bytes, passphrase: str) -> str:
    """The identity in a block; raises `WrongPassphraseError` and `LockError`."""
    return _derived({"passphrase": passphrase, "block": block.decode("ascii")})


def _derived(order: dict[str, str]) -> str:
    """What the program of its own answers; the passphrase goes through a pipe only."""
    # Not from the current folder: whatever lies there must not be run.
    command = [sys.executable, "-P", passphrase_process.__file__]
    try:
        done = subprocess.run(
            command, input=json.dumps(order).encode("ascii"), capture_output=True, check=False
        )
    except OSError:
        raise LockError("パスフレーズを確かめるプログラムを動かせませんでした") from None
    if done.returncode == passphrase_process.WRONG:
        raise WrongPassphraseError
    if done.returncode == passphrase_process.TOO_HEAVY:
        raise LockError("ずっと速いコンピューターで暗号化してあるため、ここでは開けません")
    if done.returncode:
        why = "パスフレーズを確かめられませんでした"
        raise LockError(f"{why}。メモリが足りないようです。ほかのプログラムを閉じてお試しください")
    return done.stdout.decode("ascii")
