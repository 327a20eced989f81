"""Timing, and a line for each figure."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Sequence
from statistics import median


def report(what: str, figure: str, aim: str, met: bool) -> None:
    print(f"{what:<52} {figure:<30} aim {aim:<9} {'met' if met else 'MISSED'}", flush=True)


def in_turn(
    rounds: int, first: Callable[[], float], second: Callable[[], float]
) -> tuple[float, float]:
    """Medians of both in ms, run alternately after one round that does not count."""
    pairs = [(first(), second()) for _ in range(rounds + 1)][1:]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def ratio(what: str, ours: float, bare: float, aim: float) -> None:
    figure = f"{ours / bare:.2f}  ({ours:.0f} / {bare:.0f} ms)"
    report(what, figure, f"<= {aim}", ours / bare <= aim)


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
