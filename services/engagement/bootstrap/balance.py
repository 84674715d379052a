"""The room `balance`: readings folded into live balances."""

from datetime import timedelta
from functools import partial

from libs.chassis.replicas import Alone, NatsReplicas, Replicas
from libs.contracts import subjects
from services.engagement.bootstrap.foundation import Foundation, Room
from services.engagement.bootstrap.schema import SCHEMA
from services.engagement.inbound.events.partitions import PartitionFeeds
from services.engagement.inbound.events.readings import ReadingsInbox
from services.engagement.inbound.events.registry import REGISTRY_WORKER, USERS_WORKER
from services.engagement.inbound.rounds.balance import fold_rounds, minute_rounds
from services.engagement.inbound.rounds.surplus import tell_written
from services.engagement.outbound.balance.postgres import PostgresBalanceMinutes
from services.engagement.usecases.balance.fold_readings import FoldReadings
from services.engagement.usecases.balance.hold_partitions import HoldPartitions
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
    replicas = _replicas(foundation)
    feeds = PartitionFeeds(
        foundation.bus,
        replicas,
        HoldPartitions(foundation.registry, foundation.balances, fold, record),
        ReadingsInbox(fold, record, foundation.clock),
        tell_written,
    )
    return Room(
        workers=[
            *replicas.workers(),
            feeds.worker(foundation.readiness, after=[REGISTRY_WORKER, USERS_WORKER]),
            *fold_rounds(fold),
            *minute_rounds(minutes),
        ]
    )


def _replicas(foundation: Foundation) -> Replicas:
    team = foundation.settings.replica_team
    if team is None:
        return Alone(subjects.PARTITION_COUNT)
    return NatsReplicas(
        foundation.bus,
        subject_of=partial(subjects.replica, SCHEMA, team),
        replica_id=foundation.ids.new_id().hex,
        shares=subjects.PARTITION_COUNT,
    )
