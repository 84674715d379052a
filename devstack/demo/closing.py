"""The end of a run: the audit, and the summary of it all."""

from collections.abc import Sequence

import asyncpg
import httpx

from devstack.demo.audit.books import Books, open_books
from devstack.demo.audit.checks import Check
from devstack.demo.audit.report import AuditedRun, audit
from devstack.demo.figures import Figures
from devstack.demo.memory import FoundedCommunity
from devstack.demo.performance import Performance, Stage
from devstack.demo.summary import (
    BalanceSummary,
    BooksSummary,
    EpisodesSummary,
    LatenciesMs,
    NotificationsSummary,
    RunSummary,
    readings_of,
)
from devstack.people.connection import ApiProblem
from devstack.recordings.recording import from_ms
from devstack.supervisor.events import StackError


class AuditError(StackError):
    """The audit could not be done."""


async def close_books(stage: Stage, performance: Performance) -> RunSummary:
    """Audit the run and sum it up. Raises AuditError when the books cannot be read."""
    run = AuditedRun(
        community=stage.community,
        acknowledged=performance.acknowledged,
        unacknowledged=performance.unacknowledged,
        notification_log=stage.stack.notification_log,
    )
    if run.readings == 0:
        raise AuditError(
            "not one reading was acknowledged, so there is nothing to audit: "
            "play longer, or look at log/device_gateway.log in the state folder"
        )
    try:
        await stage.stack.wait_until_ready()
        async with open_books(stage.stack.database_dsn) as books:
            checks = await audit(run, books, stage.member)
            return await _summary(stage, performance, run, books, checks)
    except (asyncpg.PostgresError, OSError, ApiProblem, httpx.TransportError) as error:
        raise AuditError(f"the books could not be read: {error or type(error).__name__}") from error


async def _summary(
    stage: Stage,
    performance: Performance,
    run: AuditedRun,
    books: Books,
    checks: Sequence[Check],
) -> RunSummary:
    community = stage.community
    since = from_ms(run.first_ms)
    episodes = await books.episodes(community.community_id, since)
    deliveries: dict[str, dict[str, int]] = {}
    counts = await books.deliveries(community.community_id, since)
    for (channel, status), count in counts.items():
        deliveries.setdefault(channel, {})[status] = count
    stored = await books.count_readings(community.device_ids, run.first_ms)
    return RunSummary(
        url=stage.stack.url,
        ran_s=round(performance.ran_s, 3),
        speed=stage.speed,
        event_time_from=since,
        event_time_to=from_ms(run.last_ms),
        readings=readings_of(performance.figures, stored=stored, ran_s=performance.ran_s),
        balances=[_balance(community, performance.figures)],
        episodes=EpisodesSummary(
            detected=len(episodes),
            notified=sum(episode.notified_at is not None for episode in episodes),
            open=sum(episode.ended_at is None for episode in episodes),
        ),
        notifications=NotificationsSummary(
            inbox=len(await books.inbox(community.community_id, since)), deliveries=deliveries
        ),
        latencies_ms=LatenciesMs.of(performance.figures.latencies),
        restarts=stage.restarts(),
        books=BooksSummary.of(checks),
    )


def _balance(community: FoundedCommunity, figures: Figures) -> BalanceSummary:
    balance = figures.balance
    return BalanceSummary(
        community_id=community.community_id,
        name=community.name,
        event_time=balance.as_of if balance else None,
        produced_w=balance.power_produced_w if balance else 0.0,
        consumed_w=balance.power_consumed_w if balance else 0.0,
        excess_w=balance.excess_power_w if balance else 0.0,
        facilities_fresh=balance.facilities_fresh if balance else 0,
        facilities_total=balance.facilities_total if balance else 0,
    )
