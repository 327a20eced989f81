"""Keys quicker than the screens they are meant for: none is lost, none meets the wrong place."""

from __future__ import annotations

import asyncio
import contextlib
import time

from textual import events, work
from textual.app import App
from textual.screen import Screen
from textual.widget import Widget

PAUSE = 0.005
# What a key sets going may itself tell others: they are given their turn too.
ROUNDS = 2
# No screen takes this long; keys must not wait for one that never comes.
LONGEST = 10.0


class TypeAhead(App[int]):
    """Hands keys on one after the other.

    A key may call another screen or another field, and Textual would send those
    read together with it to the old one. So after each key that is not plain
    text in a field, the next waits until everything it set going is handled
    and the screen it called is mounted and has its first focus. Empty queues
    alone do not tell: a message may be in the hands of any widget on its way up.
    """

    def __init__(self) -> None:
        super().__init__()
        self._early_keys: list[events.Key] = []
        self._standing: Screen[object] | None = None
        self._settling = False
        self._since = 0.0

    @property
    def waiting_keys(self) -> int:
        """How many keys came before those ahead of them were through."""
        return len(self._early_keys)

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
        elif self._early_keys or self._settling or not self._screen_stands():
            self._early_keys.append(event)
            self._look_again()
        else:
            await self._hand_on(event)

    async def _hand_on(self, key: events.Key) -> None:
        is_text = key.is_printable and self._field is not None
        await super().on_event(key)
        if not is_text:
            self._since = time.monotonic()
            self._look_again()

    def _look_again(self) -> None:
        if not self._settling:
            self._settling = True
            self._settle()

    # Not a timer: those run in the app's own turn, which is waited for here too.
    @work(group="type-ahead")
    async def _settle(self) -> None:
        while True:
            await asyncio.sleep(PAUSE)
            for _ in range(ROUNDS):
                await self._let_handle()
            if self._is_quiet() or self._is_too_late:
                break
        self.call_later(self._go_on)

    async def _go_on(self) -> None:
        self._settling = False
        while self._early_keys and not self._settling:
            await self._hand_on(self._early_keys.pop(0))

    async def _let_handle(self) -> None:
        """Wait until every widget a key passes on its way up is through with what it holds."""
        for pump in (self.screen.focused or self.screen).ancestors_with_self:
            reached = asyncio.Event()
            pump.call_later(reached.set)
            while pump.is_running and not reached.is_set() and not self._is_too_late:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(reached.wait(), PAUSE)

    @property
    def _is_too_late(self) -> bool:
        return time.monotonic() - self._since > LONGEST

    @property
    def _field(self) -> Widget | None:
        """The field that takes plain text, if one has the focus."""
        focused = self.screen.focused
        return focused if hasattr(focused, "cursor_screen_offset") else None

    def _is_quiet(self) -> bool:
        pumps = (self, self.screen, self.screen.focused)
        return self._screen_stands() and not any(pump.message_queue_size for pump in pumps if pump)

    def _screen_stands(self) -> bool:
        if self.screen is not self._standing:
            awaits_focus = getattr(self.screen, "AWAITS_FOCUS", False)
            if not self.screen.is_mounted or (awaits_focus and self.screen.focused is None):
                return False
            self._standing = self.screen
        return True
