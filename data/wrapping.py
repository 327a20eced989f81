"""What is done to contents before they lie beside an engagement, and taken off again."""

from __future__ import annotations

from typing import Protocol


class Wrapping(Protocol):
    """`unwrap(wrap(content))` is the content; `unwrap` raises ValueError for what is damaged."""

    def wrap(self, content: bytes, /) -> bytes: ...

    def unwrap(self, wrapped: bytes, /) -> bytes: ...


class Unwrapped:
    """Contents lie there as they are."""

    def wrap(self, content: bytes) -> bytes:
        return content

    def unwrap(self, wrapped: bytes) -> bytes:
        return wrapped


OPEN = Unwrapped()
