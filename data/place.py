"""Where something stands in the interview."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Step = Literal["firm", "self_check", "assets", "threats", "measures", "cloud", "results"]


@dataclass(frozen=True, slots=True)
class Place:
    """One spot of a step.

    `key` is an item or measure number as text, a threat id, a row id, a field
    key; for a cloud check `item` is the item key inside the service `key`.
    """

    step: Step
    key: str = ""
    item: str = ""
