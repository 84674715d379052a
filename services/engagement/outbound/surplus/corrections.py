"""What episodes were, by all that is known now, in Postgres."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from libs.contracts.v1.surplus import SurplusCorrected
from services.engagement.domain.replay.correction import (
    CorrectedSpan,
    Correction,
    RecordedEpisode,
)
from services.engagement.outbound.availability import Pool, available
from services.engagement.outbound.surplus import statements
from services.engagement.outbound.surplus.events import send

_MILLIWATTS = 1000
_MICROJOULES_IN_WH = 3_600_000_000


class PostgresCorrections:
    """Keeps the part of SurplusStore's promises that is about corrections."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def ended_since(
        self, community_id: UUID, since: datetime, *, detected_by: str
    ) -> Sequence[RecordedEpisode]:
        async with available(self._pool) as connection:
            rows = await connection.fetch(statements.ENDED_SINCE, community_id, since, detected_by)
        return [RecordedEpisode(**row) for row in rows]

    async def correct(
        self,
        community_id: UUID,
        corrections: Mapping[UUID, Correction | None],
        *,
        at: datetime,
    ) -> int:
        changed = 0
        async with available(self._pool) as connection, connection.transaction():
            await connection.execute(statements.LOCK_COMMUNITY, str(community_id))
            for episode_id, correction in corrections.items():
                changed += await _correct(connection, community_id, episode_id, correction, at)
        return changed


async def _correct(
    connection: Any,
    community_id: UUID,
    episode_id: UUID,
    correction: Correction | None,
    at: datetime,
) -> bool:
    span = None if correction is None else correction.span
    row = await connection.fetchrow(
        statements.CORRECT_EPISODE,
        community_id,
        episode_id,
        None if correction is None else at,
        *_columns(span),
    )
    if row is None:
        return False
    event = SurplusCorrected(
        episode_id=episode_id,
        community_id=community_id,
        corrected_at=at,
        is_void=correction is not None and span is None,
        started_at=span.started_at if span else row["started_at"],
        ended_at=span.ended_at if span else row["ended_at"],
        peak_excess_w=(span.peak_excess_mw if span else row["peak_excess_mw"]) / _MILLIWATTS,
        excess_energy_wh=span.excess_energy_uj / _MICROJOULES_IN_WH if span else None,
    )
    await send(connection, event, f"corrected/{at.isoformat()}/{correction}")
    return True


def _columns(span: CorrectedSpan | None) -> tuple[object, ...]:
    if span is None:
        return (None,) * 4
    return span.started_at, span.ended_at, span.peak_excess_mw, span.excess_energy_uj
