"""The age format from its specification (age-encryption.org/v1), apart from any age library.

It reads what the program writes, and writes locks whose key is derived in no time.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import struct
from collections.abc import Iterator

INTRO = b"age-encryption.org/v1"
CHUNK = 64 * 1024
P = 2**255 - 19
# RFC 5869 and RFC 8439 beside age's own text.
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


# --- Reading ----------------------------------------------------------------


def open_with_passphrase(block: bytes, passphrase: str) -> bytes:
    """What a block holds whose only stanza is `-> scrypt SALT LOG_N`."""
    header, payload = _split(_without_armor(block))
    _, _, salt, work, body = _stanzas(header)[0]
    return _content(_file_key(passphrase, _unbase64(salt), int(work), body), header, payload)


def open_with_identity(block: bytes, identity: bytes) -> bytes:
    """What a block holds whose first stanza is `-> X25519 SHARE`, for `AGE-SECRET-KEY-1…`."""
    header, payload = _split(_without_armor(block))
    _, _, share_text, body = _stanzas(header)[0]
    secret, share = _unbech32(identity.decode()), _unbase64(share_text)
    public = x25519(secret, (9).to_bytes(32, "little"))
    key = _hkdf(x25519(secret, share), share + public, INTRO + b"/X25519")
    return _content(_unseal(key, bytes(12), body), header, payload)


def _split(content: bytes) -> tuple[bytes, bytes]:
    """The header up to its MAC line, and what follows."""
    end = content.index(b"\n", content.index(b"\n---") + 1) + 1
    return content[:end], content[end:]


def _stanzas(header: bytes) -> list[tuple[str, ...]]:
    """`("->", kind, argument…, body)` of each; the body is bytes in disguise (latin-1)."""
    first, *parts = header.decode("ascii").split("\n-> ")
    assert first == INTRO.decode()
    return [_stanza(part.partition("\n---")[0]) for part in parts]


def _stanza(text: str) -> tuple[str, ...]:
    words, *body = text.split("\n")
    return ("->", *words.split(" "), _unbase64("".join(body)).decode("latin-1"))


def _content(file_key: bytes, header: bytes, payload: bytes) -> bytes:
    signed, _, mac = header.rstrip(b"\n").rpartition(b"--- ")
    expected = hmac.digest(_hkdf(file_key, b"", b"header"), signed + b"---", "sha256")
    assert _unbase64(mac.decode()) == expected
    key = _hkdf(file_key, payload[:16], b"payload")
    return b"".join(
        _unseal(key, nonce, chunk.decode("latin-1")) for nonce, chunk in _chunks(payload[16:])
    )


def _chunks(payload: bytes) -> Iterator[tuple[bytes, bytes]]:
    size = CHUNK + 16
    starts = range(0, len(payload), size)
    for number, start in enumerate(starts):
        is_last = number == len(starts) - 1
        yield number.to_bytes(11, "big") + bytes([is_last]), payload[start : start + size]


def _without_armor(block: bytes) -> bytes:
    begin, *lines, end = block.strip().split(b"\n")
    assert (begin, end) == (
        b"-----BEGIN AGE ENCRYPTED FILE-----",
        b"-----END AGE ENCRYPTED FILE-----",
    )
    return base64.b64decode(b"".join(lines), validate=True)


def _unbase64(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)


def _unbech32(text: str) -> bytes:
    digits = [BECH32.index(char) for char in text.lower().rpartition("1")[2]][:-6]
    number = 0
    for digit in digits:
        number = number << 5 | digit
    return (number >> (len(digits) * 5 - 256)).to_bytes(32, "big")


# --- Writing a lock ---------------------------------------------------------


def quick_lock(identity: str, passphrase: str, work: int = 1) -> bytes:
    """An armored block of one scrypt stanza; N is 2 to the power of `work`."""
    file_key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    body = _seal(_scrypt(passphrase, salt, work), bytes(12), file_key)
    head = INTRO + b"\n-> scrypt %s %d\n%s\n---" % (_base64(salt), work, _base64(body))
    mac = hmac.digest(_hkdf(file_key, b"", b"header"), head, "sha256")
    key = _hkdf(file_key, nonce, b"payload")
    sealed = _seal(key, bytes(11) + b"\x01", identity.encode("ascii"))
    return _armored(head + b" " + _base64(mac) + b"\n" + nonce + sealed)


def _armored(content: bytes) -> bytes:
    text = base64.b64encode(content)
    lines = [text[at : at + 64] for at in range(0, len(text), 64)]
    return b"\n".join(
        [b"-----BEGIN AGE ENCRYPTED FILE-----", *lines, b"-----END AGE ENCRYPTED FILE-----"]
    )


def _base64(content: bytes) -> bytes:
    return base64.b64encode(content).rstrip(b"=")


# --- Keys and ciphers -------------------------------------------------------


def _file_key(passphrase: str, salt: bytes, work: int, body: str) -> bytes:
    return _unseal(_scrypt(passphrase, salt, work), bytes(12), body)


def _scrypt(passphrase: str, salt: bytes, work: int) -> bytes:
    label = INTRO + b"/scrypt" + salt
    return hashlib.scrypt(
        passphrase.encode(), salt=label, n=2**work, r=8, p=1, dklen=32, maxmem=2**31 - 1
    )


def _hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    key = hmac.digest(salt or bytes(32), secret, "sha256")
    return hmac.digest(key, info + b"\x01", "sha256")


def x25519(scalar: bytes, point: bytes) -> bytes:
    """RFC 7748, section 5."""
    k = int.from_bytes(scalar, "little") & ~7 & ~(1 << 255) | 1 << 254
    x1 = int.from_bytes(point, "little") & ~(1 << 255)
    x2, z2, x3, z3 = 1, 0, x1, 1
    for bit in reversed(range(255)):
        swap = k >> bit & 1
        if swap:
            x2, x3, z2, z3 = x3, x2, z3, z2
        a, b, c, d = x2 + z2, x2 - z2, x3 + z3, x3 - z3
        aa, bb, da, cb = a * a % P, b * b % P, d * a % P, c * b % P
        e = aa - bb
        x3, z3 = (da + cb) ** 2 % P, x1 * (da - cb) ** 2 % P
        x2, z2 = aa * bb % P, e * (aa + 121665 * e) % P
        if swap:
            x2, x3, z2, z3 = x3, x2, z3, z2
    return (x2 * pow(z2, P - 2, P) % P).to_bytes(32, "little")


def _seal(key: bytes, nonce: bytes, content: bytes) -> bytes:
    text = _chacha20(key, nonce, content)
    return text + _tag(key, nonce, text)


def _unseal(key: bytes, nonce: bytes, sealed: str) -> bytes:
    text, tag = sealed[:-16].encode("latin-1"), sealed[-16:].encode("latin-1")
    assert hmac.compare_digest(_tag(key, nonce, text), tag)
    return _chacha20(key, nonce, text)


def _tag(key: bytes, nonce: bytes, text: bytes) -> bytes:
    """RFC 8439, section 2.8, without associated data."""
    one_time = _block(key, nonce, 0)[:32]
    r = int.from_bytes(one_time[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    padded = text + bytes(-len(text) % 16) + struct.pack("<QQ", 0, len(text))
    total = 0
    for at in range(0, len(padded), 16):
        total = (total + int.from_bytes(padded[at : at + 16] + b"\x01", "little")) * r
        total %= 2**130 - 5
    return ((total + int.from_bytes(one_time[16:], "little")) % 2**128).to_bytes(16, "little")


def _chacha20(key: bytes, nonce: bytes, content: bytes) -> bytes:
    stream = b"".join(
        _block(key, nonce, counter) for counter in range(1, (len(content) + 63) // 64 + 1)
    )
    return bytes(a ^ b for a, b in zip(content, stream, strict=False))


def _block(key: bytes, nonce: bytes, counter: int) -> bytes:
    """RFC 8439, section 2.3."""
    start = list(
        struct.unpack("<16L", b"expand 32-byte k" + key + struct.pack("<L", counter) + nonce)
    )
    words = start.copy()
    for _ in range(10):
        for a, b, c, d in (
            *((i, i + 4, i + 8, i + 12) for i in range(4)),
            *((i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4) for i in range(4)),
        ):
            for (x, y, z), turn in zip(
                ((a, b, d), (c, d, b), (a, b, d), (c, d, b)), (16, 12, 8, 7), strict=True
            ):
                words[x] = (words[x] + words[y]) & 0xFFFFFFFF
                mixed = words[z] ^ words[x]
                words[z] = (mixed << turn | mixed >> (32 - turn)) & 0xFFFFFFFF
    return struct.pack("<16L", *((w + s) & 0xFFFFFFFF for w, s in zip(words, start, strict=True)))
