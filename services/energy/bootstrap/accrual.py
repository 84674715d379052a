"""The room `accrual`: what a community shares and earns today, as it happens."""

from libs.chassis.screens import ScreenLimits
from services.energy.bootstrap.foundation import Foundation, Room
from services.energy.bootstrap.incentives import compute_incentives
from services.energy.inbound.http.accrual.operations import AccrualUseCases, accrual_operations
from services.energy.inbound.rounds.today import today_workers
from services.energy.usecases.accrual.compute_today import ComputeToday
from services.energy.usecases.accrual.read_today import ReadToday
from services.energy.usecases.accrual.todays import Todays
from services.energy.usecases.accrual.watch_today import WatchToday


def build_accrual(foundation: Foundation) -> Room:
    """Its operations, and the worker that shows what is new."""
    settings, registry, clock = foundation.settings, foundation.registry, foundation.clock
    compute = ComputeToday(
        registry, foundation.history, compute_incentives(foundation), foundation.rules
    )
    todays = Todays(compute, clock)
    limits = ScreenLimits(per_user=settings.streams_per_user, total=settings.streams_total)
    watch = WatchToday(registry, todays, clock, limits)
    use_cases = AccrualUseCases(
        read_today=ReadToday(registry, todays, clock),
        watch_today=watch,
        clock=clock,
        ended=foundation.ended,
    )
    return Room(workers=today_workers(watch), routers=[accrual_operations(use_cases)])
