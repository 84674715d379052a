"""The room `surplus`: what was decided goes into the books and onto the bus."""

from libs.chassis.lifecycle import Worker
from libs.chassis.outbox import OutboxRelay
from libs.contracts import streams
from services.engagement.bootstrap.foundation import Foundation, Room
from services.engagement.bootstrap.notifications import plan_call, tell_inboxes
from services.engagement.bootstrap.schema import SCHEMA
from services.engagement.inbound.events.readings import decode
from services.engagement.inbound.rounds.surplus import correct_worker, record_worker
from services.engagement.outbound.balance.past_readings import BusPastReadings
from services.engagement.outbound.balance.postgres import PostgresBalanceMinutes
from services.engagement.outbound.surplus.postgres import PostgresSurplusStore
from services.engagement.usecases.surplus.correct_episodes import CorrectEpisodes
from services.engagement.usecases.surplus.record_surplus import RecordSurplus


def record_surplus(foundation: Foundation) -> RecordSurplus:
    """The use case that decisions are handed to."""
    return RecordSurplus(
        PostgresSurplusStore(foundation.pool),
        foundation.balances,
        foundation.surplus,
        foundation.registry,
        plan_call(foundation),
        inboxes=tell_inboxes(foundation),
        deliveries=foundation.wakes,
    )


def build_surplus(foundation: Foundation, record: RecordSurplus) -> Room:
    """Its workers."""
    relay = OutboxRelay(foundation.pool, foundation.bus, schema=SCHEMA, streams=[streams.SURPLUS])
    correct = CorrectEpisodes(
        foundation.balances,
        foundation.surplus,
        foundation.registry,
        readings=BusPastReadings(foundation.bus, decode),
        minutes=PostgresBalanceMinutes(foundation.pool),
        store=PostgresSurplusStore(foundation.pool),
        clock=foundation.clock,
    )
    workers = [record_worker(record), correct_worker(correct), Worker("outbox", relay.run)]
    return Room(workers=workers)
