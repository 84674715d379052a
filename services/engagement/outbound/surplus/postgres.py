"""Episodes and surplus states in Postgres."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from libs.contracts.v1.surplus import (
    MembersCalled,
    SurplusDetected,
    SurplusEnded,
    SurplusUpdated,
)
from services.engagement.domain.notifications.audience import Outcome
from services.engagement.domain.notifications.call import CallPlan
from services.engagement.domain.surplus.detection import CALL_SPACING, EpisodeEnded
from services.engagement.domain.surplus.watch import SurplusCheckpoint
from services.engagement.outbound.availability import available
from services.engagement.outbound.delivery.planning import plan_deliveries
from services.engagement.outbound.notifications.calls import (
    WrittenCall,
    lock_recipients,
    write_call,
    write_over,
)
from services.engagement.outbound.surplus import statements
from services.engagement.outbound.surplus.corrections import PostgresCorrections
from services.engagement.outbound.surplus.events import send
from services.engagement.outbound.surplus.rows import (
    episode_from_row,
    state_from_row,
    state_to_row,
)
from services.engagement.ports.surplus import (
    Call,
    Detection,
    Ending,
    Entry,
    Episode,
    Leaving,
    Recorded,
    Update,
)

_MILLIWATTS = 1000


class PostgresSurplusStore(PostgresCorrections):
    """Keeps SurplusStore's promises."""

    async def load_checkpoints(self) -> Sequence[SurplusCheckpoint]:
        async with available(self._pool) as connection:
            rows = await connection.fetch(statements.LOAD_STATES)
        return [
            SurplusCheckpoint(row["community_id"], state_from_row(row), row["seen_until"])
            for row in rows
        ]

    async def record(
        self, entries: Sequence[Entry], checkpoint: SurplusCheckpoint | None
    ) -> Recorded:
        recorded = Recorded()
        async with available(self._pool) as connection, connection.transaction():
            if entries:
                # Two replicas that fold the same community for a moment must not both decide.
                await connection.execute(statements.LOCK_COMMUNITY, str(entries[0].community_id))
            await lock_recipients(
                connection,
                [entry.plan for entry in entries if isinstance(entry, Call)],
                [entry.over for entry in entries if isinstance(entry, Ending) and entry.over],
            )
            for entry in entries:
                recorded += await _record(connection, entry)
            if checkpoint is not None:
                await _save(connection, [checkpoint])
        return recorded

    async def save_checkpoints(self, checkpoints: Sequence[SurplusCheckpoint]) -> None:
        async with available(self._pool) as connection:
            await _save(connection, checkpoints)

    async def episodes(self, community_id: UUID, *, limit: int) -> Sequence[Episode]:
        async with available(self._pool) as connection:
            rows = await connection.fetch(statements.EPISODES, community_id, limit)
        return [episode_from_row(row) for row in rows]

    async def episode(self, community_id: UUID, episode_id: UUID) -> Episode | None:
        async with available(self._pool) as connection:
            row = await connection.fetchrow(statements.EPISODE, community_id, episode_id)
        return None if row is None else episode_from_row(row)


async def _record(connection: Any, entry: Entry) -> Recorded:
    if isinstance(entry, Call):
        return await _record_call(connection, entry)
    if isinstance(entry, Ending):
        return await _end(connection, entry)
    if isinstance(entry, Detection):
        await _record_detection(connection, entry)
    else:
        await _record_update(connection, entry)
    return Recorded()


async def _save(connection: Any, checkpoints: Sequence[SurplusCheckpoint]) -> None:
    ordered = sorted(checkpoints, key=lambda checkpoint: checkpoint.community_id)
    rows = [
        (checkpoint.community_id, *state_to_row(checkpoint.state), checkpoint.seen_until)
        for checkpoint in ordered
    ]
    await connection.execute(statements.SAVE_STATES, *map(list, zip(*rows, strict=True)))


async def _record_detection(connection: Any, detection: Detection) -> None:
    detected = detection.detected
    if await connection.fetchval(statements.EPISODE_IS_RECORDED, detection.episode_id):
        return
    still_open = await connection.fetchrow(statements.OPEN_EPISODE, detection.community_id)
    if still_open is not None:
        if still_open["started_at"] > detected.started_at:
            return  # another replica is ahead of this one
        await _end(connection, _left_open(still_open, detection))
    await connection.execute(
        statements.ADD_EPISODE,
        detection.episode_id,
        detection.community_id,
        detected.started_at,
        detected.detected_at,
        detected.excess_mw,
        detection.detected_by,
    )
    event = SurplusDetected(
        episode_id=detection.episode_id,
        community_id=detection.community_id,
        started_at=detected.started_at,
        detected_at=detected.detected_at,
        excess_w=detected.excess_mw / _MILLIWATTS,
    )
    await send(connection, event, "detected")


async def _record_call(connection: Any, call: Call) -> Recorded:
    plan = call.plan
    if await connection.fetchval(
        statements.OTHERS_CALLED_WITHIN,
        plan.community_id,
        plan.at,
        timedelta(seconds=call.cooldown_s),
        plan.episode_id,
    ):
        return Recorded()
    status = await connection.execute(
        statements.CALL_EPISODE, plan.episode_id, plan.at, plan.number, CALL_SPACING
    )
    if status != "UPDATE 1":
        return Recorded()
    written = await write_call(connection, plan)
    what = "called" if plan.number == 1 else f"called/{plan.number}"
    await send(connection, _called_event(plan, written.outcomes), what)
    return await _leave(connection, written, call.leaving)


def _called_event(plan: CallPlan, outcomes: Mapping[UUID, Outcome]) -> MembersCalled:
    facilities = plan.facilities(outcomes)
    return MembersCalled(
        episode_id=plan.episode_id,
        community_id=plan.community_id,
        called_at=plan.at,
        excess_w=plan.excess_mw / _MILLIWATTS,
        number=plan.number,
        spoken_for_w=plan.spoken_for_mw / _MILLIWATTS,
        told_facility_ids=tuple(sorted(facilities.told)),
        held_out_facility_ids=tuple(sorted(facilities.held_out)),
    )


async def _leave(connection: Any, written: WrittenCall, leaving: Leaving) -> Recorded:
    deliveries = await plan_deliveries(
        connection,
        written.notifications,
        channels=leaving.channels,
        mail=written.mail,
        triggered_at=leaving.triggered_at,
    )
    return Recorded(
        deliveries,
        frozenset(message.user_id for message in written.notifications),
        Counter(written.outcomes.values()),
    )


async def _record_update(connection: Any, update: Update) -> None:
    updated = update.updated
    row = await connection.fetchrow(
        statements.UPDATE_EPISODE, update.episode_id, updated.at, updated.peak_excess_mw
    )
    if row is None:
        return
    event = SurplusUpdated(
        episode_id=update.episode_id,
        community_id=update.community_id,
        started_at=row["started_at"],
        updated_at=updated.at,
        excess_w=updated.excess_mw / _MILLIWATTS,
        peak_excess_w=row["peak_excess_mw"] / _MILLIWATTS,
    )
    await send(connection, event, f"updated/{updated.at.isoformat()}")


def _left_open(row: Any, newer: Detection) -> Ending:
    """The end of an episode whose end nobody saw: at the latest where a newer one begins."""
    started_at, ended_at = row["started_at"], newer.detected.started_at
    ended = EpisodeEnded(started_at, ended_at, row["peak_excess_mw"], "silent")
    return Ending(row["episode_id"], newer.community_id, ended)


async def _end(connection: Any, ending: Ending) -> Recorded:
    ended = ending.ended
    row = await connection.fetchrow(
        statements.END_EPISODE,
        ending.episode_id,
        ended.ended_at,
        ended.peak_excess_mw,
        ended.reason,
    )
    if row is None:
        return Recorded()
    event = SurplusEnded(
        episode_id=ending.episode_id,
        community_id=ending.community_id,
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        peak_excess_w=row["peak_excess_mw"] / _MILLIWATTS,
        reason=ended.reason,
    )
    await send(connection, event, "ended")
    if ending.over is None or ending.leaving is None:
        return Recorded()
    return await _leave(connection, await write_over(connection, ending.over), ending.leaving)
