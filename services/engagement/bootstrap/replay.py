"""The room `replay`: policies tried on the past."""

from services.engagement.bootstrap.foundation import Foundation, Room
from services.engagement.bootstrap.notifications import plan_call
from services.engagement.inbound.http.replay.operations import ReplayUseCases, replay_operations
from services.engagement.outbound.balance.postgres import PostgresBalanceMinutes
from services.engagement.outbound.notifications.calls import PostgresCallBook
from services.engagement.usecases.replay.try_policy import TryPolicy


def build_replay(foundation: Foundation) -> Room:
    """Its operation."""
    pool = foundation.pool
    try_policy = TryPolicy(
        foundation.access,
        PostgresBalanceMinutes(pool),
        PostgresCallBook(pool),
        plan_call(foundation),
    )
    return Room(routers=[replay_operations(ReplayUseCases(try_policy=try_policy))])
