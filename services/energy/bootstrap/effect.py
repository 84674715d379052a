"""The room `effect`: what calls to use surplus changed, and what facilities draw as a rule."""

from services.energy.bootstrap.foundation import Foundation, Room
from services.energy.inbound.events.calls import CallsHandler, calls_worker
from services.energy.inbound.http.effect.operations import EffectUseCases, effect_operations
from services.energy.inbound.rounds.usual import usual_worker
from services.energy.outbound.books.dead_letters import BusDeadLetters
from services.energy.outbound.effect.announcements import BusAnnouncements
from services.energy.outbound.effect.postgres import PostgresCalls, PostgresWithdrawals
from services.energy.usecases.effect.read_effect import ReadEffect
from services.energy.usecases.effect.tell_usual import TellUsual


def build_effect(foundation: Foundation) -> Room:
    """Its workers and its operation."""
    bus, calls = foundation.bus, PostgresCalls(foundation.pool)
    read = ReadEffect(foundation.registry, foundation.history, calls, foundation.clock)
    tell = TellUsual(
        foundation.registry, PostgresWithdrawals(foundation.pool), BusAnnouncements(bus)
    )
    return Room(
        workers=[
            calls_worker(bus, CallsHandler(calls), BusDeadLetters(bus)),
            usual_worker(tell),
        ],
        routers=[effect_operations(EffectUseCases(read_effect=read))],
    )
