"""Records as they would be: the same answers, but for some measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from data.record import Engagement, MeasureAnswer


def with_statuses(record: Engagement, statuses: Mapping[int, int]) -> Engagement:
    """The record with these measures (number 1..55) answered so (1..4), their notes kept."""
    given, unanswered = record.measures, MeasureAnswer()
    changed = {no: replace(given.get(no, unanswered), status=s) for no, s in statuses.items()}
    return replace(record, measures={**given, **changed})
