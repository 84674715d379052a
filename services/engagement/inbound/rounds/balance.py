"""Decisions that no further reading triggers."""

from typing import Final

from libs.chassis.lifecycle import Worker
from services.engagement.inbound.rounds.every import every
from services.engagement.usecases.balance.fold_readings import FoldReadings

_SETTLE_EVERY_S: Final = 0.05
_SILENCE_EVERY_S: Final = 30.0


def fold_rounds(fold: FoldReadings) -> list[Worker]:
    """Decisions that no further reading triggers."""
    return [
        every("settle", _SETTLE_EVERY_S, fold.settle),
        every("silence", _SILENCE_EVERY_S, fold.lose_silent),
    ]
