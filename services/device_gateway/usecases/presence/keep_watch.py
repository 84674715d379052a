"""The watch: writes down who was heard, and finds who is gone and who is back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from libs.chassis.clock import Clock
from services.device_gateway.domain.presence.listening import (
    Replica,
    listening_of,
    unbroken_since,
)
from services.device_gateway.domain.presence.presence import Decision, Transition
from services.device_gateway.domain.presence.silence import SilenceRules, judge
from services.device_gateway.ports.presence import HeardDevices, Hearers, PresenceStore

JUDGED_TOGETHER: Final = 500


class KeepWatch:
    """One replica's part of the watch. All of them may judge: each device is judged by one."""

    def __init__(
        self,
        replica_id: str,
        *,
        presences: PresenceStore,
        heard: HeardDevices,
        hearers: Hearers,
        rules: SilenceRules,
        clock: Clock,
    ) -> None:
        self._replica_id = replica_id
        self._presences = presences
        self._heard = heard
        self._hearers = hearers
        self._rules = rules
        self._clock = clock
        self._replica: Replica | None = None

    async def write_down(self) -> bool:
        """Who was heard since the last time, and that we listen; whether we do.

        Raises the store's errors; then nothing is forgotten, and the next time writes it.
        """
        replica = self._listening_replica(self._clock.now())
        heard = self._heard.take()
        try:
            await self._presences.put_heard(heard, replica)
        except BaseException:
            self._heard.give_back(heard)
            raise
        if replica is not None:
            self._replica = replica
        return replica is not None

    async def judge_some(self) -> Sequence[Transition]:
        """Decide of up to JUDGED_TOGETHER devices that are gone or back."""
        now = self._clock.now()
        listening = listening_of(await self._presences.replicas(), now)
        if self._hearers.hearing() is None:
            listening = None
        async with self._presences.transaction() as transaction:
            due = await transaction.lock_due(self._rules, listening, now, limit=JUDGED_TOGETHER)
            decisions: list[Decision] = [
                judge(presence, self._rules, listening, now) for presence in due
            ]
            if decisions:
                await transaction.save(decisions)
        return [transition for decision in decisions for transition in decision.transitions]

    async def leave(self) -> None:
        """Write down the last of who was heard, and be missed by nobody."""
        await self.write_down()
        await self._presences.dismiss(self._replica_id)

    def _listening_replica(self, now: datetime) -> Replica | None:
        """What to say of ourselves; taken before what was heard, so that it does not say more."""
        hearing = self._hearers.hearing()
        if hearing is None:
            return None
        return Replica(
            replica_id=self._replica_id,
            listening_since=unbroken_since(self._replica, hearing.since, now),
            heard_until=hearing.until,
            seen_at=now,
        )
