"""The room `retention`: months of readings are made ahead and let go by the policy."""

from services.energy.bootstrap.foundation import Foundation, Room
from services.energy.inbound.rounds.retention import retention_worker
from services.energy.outbound.retention.postgres import PostgresReadingMonths
from services.energy.usecases.retention.apply_policy import ApplyPolicy


def build_retention(foundation: Foundation) -> Room:
    """The worker that applies the policy."""
    settings = foundation.settings
    apply = ApplyPolicy(
        PostgresReadingMonths(foundation.pool),
        foundation.clock,
        old_readings=settings.old_readings,
        kept_months=settings.raw_kept_months,
        ahead=settings.months_ahead,
    )
    return Room(workers=[retention_worker(apply, settings.old_readings)])
