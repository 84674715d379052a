"""What users decided about being told, in Postgres."""

from collections.abc import Callable, Collection, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from services.engagement.domain.notifications.preference import (
    DEFAULT_PREFERENCE,
    CommunityPreference,
    Preference,
)
from services.engagement.domain.quiet_hours import QuietHours
from services.engagement.outbound.availability import Pool, available
from services.engagement.outbound.notifications import statements


class PostgresPreferences:
    """Keeps Preferences' promises."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def general(self, user_id: UUID) -> Preference:
        async with available(self._pool) as connection:
            row = await connection.fetchrow(statements.GENERAL_PREFERENCE, user_id)
        return preference_from_row(row)

    async def save_general(self, user_id: UUID, preference: Preference) -> None:
        async with available(self._pool) as connection:
            await connection.execute(statements.SAVE_PREFERENCE, user_id, *_values(preference))

    async def change_general(
        self, user_id: UUID, change: Callable[[Preference], Preference]
    ) -> Preference:
        async with available(self._pool) as connection, connection.transaction():
            defaults = _values(DEFAULT_PREFERENCE)
            await connection.execute(statements.ADD_PREFERENCE, user_id, *defaults)
            row = await connection.fetchrow(statements.LOCK_PREFERENCE, user_id)
            changed = change(preference_from_row(row))
            await connection.execute(statements.SAVE_PREFERENCE, user_id, *_values(changed))
        return changed

    async def end_mail(self, user_id: UUID) -> None:
        async with available(self._pool) as connection:
            await connection.execute(statements.END_MAIL, user_id, *_values(DEFAULT_PREFERENCE))

    async def resume_mail(self, user_id: UUID) -> None:
        async with available(self._pool) as connection:
            await connection.execute(statements.RESUME_MAIL, user_id)

    async def of_community(self, user_id: UUID, community_id: UUID) -> CommunityPreference | None:
        async with available(self._pool) as connection:
            row = await connection.fetchrow(statements.COMMUNITY_PREFERENCE, user_id, community_id)
        return None if row is None else _own(row)

    async def of_communities(self, user_id: UUID) -> Mapping[UUID, CommunityPreference]:
        async with available(self._pool) as connection:
            rows = await connection.fetch(statements.COMMUNITY_PREFERENCES, user_id)
        return {row["community_id"]: _own(row) for row in rows}

    async def save_of_community(
        self, user_id: UUID, community_id: UUID, preference: CommunityPreference
    ) -> None:
        async with available(self._pool) as connection:
            await connection.execute(
                statements.SAVE_COMMUNITY_PREFERENCE,
                user_id,
                community_id,
                preference.wanted,
                preference.surplus_over,
            )

    async def delete_of_community(self, user_id: UUID, community_id: UUID) -> None:
        async with available(self._pool) as connection:
            await connection.execute(statements.DELETE_COMMUNITY_PREFERENCE, user_id, community_id)

    async def forget_communities(self, community_ids: Collection[UUID]) -> int:
        async with available(self._pool) as connection:
            status: str = await connection.execute(
                statements.FORGET_COMMUNITIES, list(community_ids)
            )
        return int(status.rsplit(" ", 1)[-1])


def _own(row: Any) -> CommunityPreference:
    return CommunityPreference(row["wanted"], row["surplus_over"])


def _values(preference: Preference) -> tuple[Any, ...]:
    """As SAVE_PREFERENCE and END_MAIL take them."""
    quiet = preference.quiet
    return (
        preference.wanted,
        preference.surplus_over,
        preference.per_day,
        preference.per_week,
        round(preference.minimum_gap.total_seconds()),
        quiet and quiet.start,
        quiet and quiet.end,
        preference.time_zone,
        preference.language,
        preference.mail,
    )


def preference_from_row(row: Any) -> Preference:
    """The preference in a row with PREFERENCE_COLUMNS; the defaults where there is none."""
    if row is None or row["wanted"] is None:
        return DEFAULT_PREFERENCE
    return Preference(
        wanted=row["wanted"],
        surplus_over=row["surplus_over"],
        per_day=row["per_day"],
        per_week=row["per_week"],
        minimum_gap=timedelta(seconds=row["minimum_gap_s"]),
        quiet=None if row["quiet_from"] is None else QuietHours(row["quiet_from"], row["quiet_to"]),
        time_zone=row["time_zone"],
        language=row["language"],
        mail=row["mail"],
    )
