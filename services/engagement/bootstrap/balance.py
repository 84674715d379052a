"""The room `balance`: readings folded into live balances."""

from datetime import timedelta

from services.engagement.bootstrap.foundation import Foundation, Room
from services.engagement.config.partitions import parse_partitions
from services.engagement.inbound.events.readings import readings_worker
from services.engagement.inbound.events.registry import REGISTRY_WORKER, USERS_WORKER
from services.engagement.inbound.rounds.balance import fold_rounds, minute_rounds
from services.engagement.outbound.balance.postgres import PostgresBalanceMinutes
from services.engagement.usecases.balance.fold_readings import FoldReadings
from services.engagement.usecases.balance.record_minutes import RecordMinutes
from services.engagement.usecases.live.publish_live import PublishLive
from services.engagement.usecases.surplus.record_surplus import RecordSurplus


def fold_readings(
    foundation: Foundation, record: RecordSurplus, publish: PublishLive, minutes: RecordMinutes
) -> FoldReadings:
    """The use case that all input runs through."""
    return FoldReadings(
        foundation.balances,
        foundation.surplus,
        record,
        publish,
        minutes,
        clock=foundation.clock,
        settle_after=timedelta(seconds=foundation.settings.settle_s),
    )


def record_minutes(foundation: Foundation) -> RecordMinutes:
    """The use case that completed minutes are handed to."""
    return RecordMinutes(
        PostgresBalanceMinutes(foundation.pool),
        keep_days=foundation.settings.balance_keep_days,
    )


def build_balance(
    foundation: Foundation, fold: FoldReadings, record: RecordSurplus, minutes: RecordMinutes
) -> Room:
    """Its workers; they begin when the projections are complete."""
    return Room(
        workers=[
            readings_worker(
                foundation.bus,
                fold,
                record,
                foundation.clock,
                foundation.readiness,
                partitions=parse_partitions(foundation.settings.partitions),
                after=[REGISTRY_WORKER, USERS_WORKER],
            ),
            *fold_rounds(fold),
            *minute_rounds(minutes),
        ]
    )
