"""Past balances as few points as a chart has room for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from services.engagement.domain.balance.minutes import BalanceMinute

_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class PowerPoint:
    """The mean over an interval that begins at `at`."""

    at: datetime
    produced_mw: int
    consumed_mw: int


def power_points(
    minutes: Iterable[BalanceMinute], start: datetime, end: datetime, *, at_most: int
) -> tuple[tuple[PowerPoint, ...], timedelta]:
    """The means of equal intervals of whole minutes from `start`, and how long these are.

    An interval of which nothing is known has no point. `minutes` lie in [start, end).
    """
    length = max(1, -((start - end) // (at_most * _MINUTE))) * _MINUTE
    sums: dict[int, tuple[int, int, int]] = {}
    for minute in minutes:
        number = (minute.minute - start) // length
        produced, consumed, count = sums.get(number, (0, 0, 0))
        sums[number] = (produced + minute.produced_mw, consumed + minute.consumed_mw, count + 1)
    points = tuple(
        PowerPoint(start + number * length, produced // count, consumed // count)
        for number, (produced, consumed, count) in sorted(sums.items())
    )
    return points, length
