"""A wrapping to test with."""

from __future__ import annotations


class Mirrored:
    """A wrapping that anyone can see through, but not mistake for clear text."""

    def wrap(self, content: bytes) -> bytes:
        return b"|" + content[::-1]

    def unwrap(self, wrapped: bytes) -> bytes:
        if not wrapped.startswith(b"|"):
            raise ValueError("not mirrored")
        return wrapped[:0:-1]
