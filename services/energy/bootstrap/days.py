"""The room `days`: quarter-hours of days that are over, a row each, by which years are read."""

from services.energy.bootstrap.foundation import Foundation, Room
from services.energy.inbound.rounds.days import filling_worker
from services.energy.usecases.days.fill_days import FillDays


def build_days(foundation: Foundation) -> Room:
    """The worker that keeps them before anybody asks."""
    days = foundation.days
    return Room(
        workers=[filling_worker(FillDays(foundation.registry, days, foundation.clock), days)]
    )
