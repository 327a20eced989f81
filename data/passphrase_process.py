"""Run by data/passphrase_lock.py as a program of its own; nothing else imports it.

It reads `{"passphrase": …, "identity" or "block": …}` as JSON and writes the block or the identity.
"""

from __future__ import annotations

import base64
import json
import re
import sys

WRONG, TOO_HEAVY = 3, 4
# Key derivation takes 2 to this power kilobytes, here 2 GB; today's computers write 18 to 20.
MOST_WORK = 21
# How pyrage begins what it says of a key that was derived on a far stronger computer.
_TOO_HEAVY = "Excessive work"


def answer(order: dict[str, str]) -> str:
    """The block that holds an identity, or the identity that a block holds.

    Raises `SystemExit` with `WRONG` or `TOO_HEAVY` for a block that does not open.
    """
    from pyrage import DecryptError, passphrase

    if "identity" in order:
        content = order["identity"].encode("ascii")
        return passphrase.encrypt(content, order["passphrase"], armored=True).decode("ascii")
    if _work_of(order["block"]) > MOST_WORK:
        sys.exit(TOO_HEAVY)
    try:
        return passphrase.decrypt(order["block"].encode("ascii"), order["passphrase"]).decode()
    except DecryptError as error:
        sys.exit(TOO_HEAVY if _TOO_HEAVY in str(error) else WRONG)


def _work_of(block: str) -> int:
    """The logarithm that a block asks for; pyrage alone would try until the memory is full."""
    text = base64.b64decode("".join(block.splitlines()[1:-1]))
    found = re.search(rb"-> scrypt \S+ (\d{1,9})\n", text)
    return int(found[1]) if found else 0


if __name__ == "__main__":
    sys.stdout.buffer.write(answer(json.loads(sys.stdin.buffer.read())).encode("ascii"))
