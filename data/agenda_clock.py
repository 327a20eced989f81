"""The clock of an agenda: how long one item of a visit has been going on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

SECONDS_OF_A_MINUTE = 60


@dataclass(frozen=True, slots=True)
class AgendaClock:
    """Runs since `started` for an item of `minutes`; kept nowhere."""

    visit: int
    key: str
    title: str
    minutes: int
    started: datetime

    def is_at(self, visit: int, key: str) -> bool:
        return (self.visit, self.key) == (visit, key)

    def elapsed(self, now: datetime) -> int:
        """Whole minutes; 0 when the system's clock was put back."""
        return int(self._seconds(now)) // SECONDS_OF_A_MINUTE

    def until_next_minute(self, now: datetime) -> float:
        """Seconds until `elapsed` says something else."""
        return SECONDS_OF_A_MINUTE - self._seconds(now) % SECONDS_OF_A_MINUTE

    def words(self, now: datetime) -> str:
        """「12/40分」, and by how much it is over."""
        elapsed = self.elapsed(now)
        over = elapsed - self.minutes
        return f"{elapsed}/{self.minutes}分" + (f"（{over}分超過）" if over > 0 else "")

    def _seconds(self, now: datetime) -> float:
        return max((now - self.started).total_seconds(), 0)
