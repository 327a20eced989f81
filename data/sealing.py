"""A sealed engagement: a file of two age blocks that a passphrase opens.

The first block is an X25519 identity behind the passphrase (scrypt, about a
second); the second is the engagement, encrypted to that identity: a millisecond,
so that every answer can be saved. docs/sealed-file.md is the public contract, and
tells how to open one with `age` alone.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from data.problems import EngagementFileError, Problem

if TYPE_CHECKING:
    from pyrage.x25519 import Identity

BEGIN = b"-----BEGIN AGE ENCRYPTED FILE-----"
END = b"-----END AGE ENCRYPTED FILE-----"
TITLE = b"# kikitori sealed file"
FORMAT = 1
EXPLANATION = "# パスフレーズで暗号化した聞き取りです。kikitori で開けます（docs/sealed-file.md）"
# The line of the first BEGIN, from 0.
FIRST_BEGIN = 2
# As the explanation of self-check item 3 has it.
SHORTEST = 10
ADVICE = "関係のないことばを3つ4つ並べると、長くても覚えやすくなります"

_DIGEST = re.compile(rb"sha256:([0-9a-f]{64})")


class SealedError(EngagementFileError):
    """The file is sealed and nobody gave a passphrase."""

    def __init__(self, path: Path) -> None:
        message = "暗号化してあります。開くにはパスフレーズが要ります"
        super().__init__(path, (Problem(message),))
        self.sealed_path = path


class DamagedSealError(EngagementFileError, ValueError):
    """A sealed file is not as it was written; no passphrase opens it."""

    def __init__(self) -> None:
        message = (
            "暗号化したファイルが壊れています（途中で切れたか、書き換えられています）。"
            "控えがあれば、そちらを開いてください"
        )
        super().__init__(None, (Problem(message),))


class WrongPassphraseError(Exception):
    """The passphrase does not open the file."""


class LockError(EngagementFileError):
    """The passphrase could not be tried, or no lock be made; the message says why."""

    def __init__(self, message: str) -> None:
        super().__init__(None, (Problem(message),))


class Seal:
    """What stands between an engagement and its disk: here nothing, for one that is not sealed."""

    is_sealed = False

    def wrap(self, content: bytes) -> bytes:
        """The content as it may lie on a disk."""
        return content

    def unwrap(self, content: bytes) -> bytes:
        """The content back; raises `DamagedSealError`."""
        return content


NO_SEAL = Seal()


class SealBeside:
    """For what lies beside a file: a power cut amid sealing may have left some of it in clear."""

    def __init__(self, seal: Seal) -> None:
        self._seal = seal

    def wrap(self, content: bytes) -> bytes:
        return self._seal.wrap(content)

    def unwrap(self, content: bytes) -> bytes:
        """The content back; raises `DamagedSealError`."""
        return self._seal.unwrap(content) if is_sealed(content) else content


class PassphraseSeal(Seal):
    """A seal that is open: whatever it wraps is a whole sealed file of its own."""

    is_sealed = True

    def __init__(self, lock: bytes, identity: str) -> None:
        from pyrage import x25519

        self.lock = lock
        self._identity: Identity = x25519.Identity.from_str(identity)

    def wrap(self, content: bytes) -> bytes:
        from pyrage import encrypt

        block = encrypt(content, [self._identity.to_public()], armored=True)
        title = b"%s %d, sha256:%s" % (TITLE, FORMAT, _digest(self.lock))
        lines = [title, EXPLANATION.encode("utf-8"), self.lock, _with_line_feeds(block), b""]
        return b"\n".join(lines)

    def unwrap(self, content: bytes) -> bytes:
        from pyrage import DecryptError, decrypt

        try:
            return decrypt(_parts(content).content, [self._identity])
        except DecryptError:
            raise DamagedSealError from None

    def with_passphrase(self, passphrase: str) -> PassphraseSeal:
        """The same seal behind another passphrase; what it wrapped before keeps the old one."""
        return _locked(str(self._identity), passphrase)


def new_seal(passphrase: str) -> PassphraseSeal:
    """A seal that has sealed nothing yet; takes seconds, raises `LockError`."""
    _check_library()
    from pyrage import x25519

    return _locked(str(x25519.Identity.generate()), passphrase)


def _locked(identity: str, passphrase: str) -> PassphraseSeal:
    """Tried out before anything is entrusted to it."""
    from data import passphrase_lock

    spelled = spell(passphrase)
    lock = _with_line_feeds(passphrase_lock.lock(identity, spelled))
    if passphrase_lock.unlock(lock, spelled) != identity:
        raise LockError("暗号化の鍵を作れませんでした。もう一度お試しください")
    return PassphraseSeal(lock, identity)


def _with_line_feeds(block: bytes) -> bytes:
    """Armor has other line ends on Windows."""
    return b"\n".join(block.strip().splitlines())


def open_seal(content: bytes, passphrase: str) -> PassphraseSeal:
    """The seal of a sealed file, all of which is then known to open; takes about a second.

    Raises `DamagedSealError`, `WrongPassphraseError` and `LockError`.
    """
    from data import passphrase_lock

    lock = _parts(content).lock
    _check_library()
    identity = passphrase_lock.unlock(lock, spell(passphrase))
    seal = PassphraseSeal(lock, identity)
    seal.unwrap(content)
    return seal


def _check_library() -> None:
    """Some systems can only do without it: see pyproject.toml."""
    from importlib.util import find_spec

    if find_spec("pyrage") is None:
        raise LockError("このパソコンには、暗号化の部品（pyrage）が入っていません")


def is_sealed(content: bytes) -> bool:
    """Whether a file, of which the first 1,000 bytes are enough, is a sealed one.

    It is told by its first line or its third, so that damage to one does not hide it.
    """
    lines = content[:1000].removeprefix(b"\xef\xbb\xbf").splitlines()[: FIRST_BEGIN + 1]
    if not lines:
        return False
    return lines[0].startswith((TITLE, BEGIN)) or lines[-1].strip() == BEGIN


def is_whole(content: bytes) -> bool:
    """Whether this is a sealed file that a passphrase may open."""
    try:
        _parts(content)
    except DamagedSealError:
        return False
    return True


def check_parts(content: bytes) -> None:
    """Raises `DamagedSealError` for what can be seen without the passphrase."""
    _parts(content)


def weakness_of(passphrase: str) -> str:
    """What speaks against a new passphrase, said to the person; empty when nothing does."""
    if not passphrase:
        return "パスフレーズが空です"
    if len(spell(passphrase)) < SHORTEST:
        return f"短すぎます。{SHORTEST}文字以上にしてください。{ADVICE}"
    if len(set(passphrase)) == 1:
        return "同じ文字だけでは、すぐに当てられます"
    return ""


def spell(passphrase: str) -> str:
    """One spelling for what looks the same: full-width letters count as half-width (NFKC)."""
    # A Windows console hands rare characters over in two halves.
    whole = passphrase.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return unicodedata.normalize("NFKC", whole)


# --- The parts of a file -------------------------------------------------------


class _Parts(NamedTuple):
    lock: bytes
    content: bytes


def _parts(content: bytes) -> _Parts:
    """Both blocks, with line ends as they were written whatever an editor made of them."""
    lines = [line.strip() for line in content.removeprefix(b"\xef\xbb\xbf").splitlines()]
    begins = [number for number, line in enumerate(lines) if line == BEGIN]
    ends = [number + 1 for number, line in enumerate(lines) if line == END]
    if len(begins) != 2 or len(ends) != 2 or ends[0] > begins[1]:
        raise DamagedSealError
    lock = b"\n".join(lines[begins[0] : ends[0]])
    _check_lock(lines[: begins[0]], lock)
    if any(lines[ends[0] : begins[1]] + lines[ends[1] :]):
        raise DamagedSealError
    return _Parts(lock, b"\n".join(lines[begins[1] : ends[1]]))


def _check_lock(head: list[bytes], lock: bytes) -> None:
    """A damaged lock refuses every passphrase: without its digest nobody could tell why.

    Who cut the head off by hand goes without.
    """
    found = _DIGEST.search(b"\n".join(head))
    if head and (found is None or found[1] != _digest(lock)):
        raise DamagedSealError


def _digest(lock: bytes) -> bytes:
    # Only sealed files pay for it.
    from hashlib import sha256

    return sha256(lock).hexdigest().encode("ascii")
