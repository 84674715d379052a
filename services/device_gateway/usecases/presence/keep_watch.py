"""The watch: writes down who was heard, and finds who is gone and who is back."""

from collections.abc import Sequence
from typing import Final

from libs.chassis.clock import Clock
from services.device_gateway.domain.presence.listening import (
    HeldSession,
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
        *,
        presences: PresenceStore,
        heard: HeardDevices,
        hearers: Hearers,
        rules: SilenceRules,
        clock: Clock,
    ) -> None:
        self._presences = presences
        self._heard = heard
        self._hearers = hearers
        self._rules = rules
        self._clock = clock
        self._said: dict[str, HeldSession] = {}

    async def write_down(self) -> bool:
        """Who was heard since the last time, and that we listen; whether we do.

        Raises the store's errors; then nothing is forgotten, and the next time writes it.
        """
        sessions = self._held_sessions()  # before what was heard: it must not say more
        heard = self._heard.take()
        try:
            await self._presences.put_heard(heard, sessions)
        except BaseException:
            self._heard.give_back(heard)
            raise
        self._said |= {each.session: each for each in sessions}
        return bool(sessions)

    async def judge_some(self) -> Sequence[Transition]:
        """Decide of up to JUDGED_TOGETHER devices that are gone or back."""
        now = self._clock.now()
        listening = listening_of(await self._presences.sessions(), now)
        if not self._hearers.hearings():
            listening = None
        async with self._presences.transaction() as transaction:
            due = await transaction.lock_due(self._rules, listening, now, limit=JUDGED_TOGETHER)
            decisions: list[Decision] = [
                judge(presence, self._rules, listening, now) for presence in due
            ]
            if decisions:
                await transaction.save(decisions)
        return [transition for decision in decisions for transition in decision.transitions]

    def _held_sessions(self) -> list[HeldSession]:
        now = self._clock.now()
        return [
            HeldSession(
                session=session,
                listening_since=unbroken_since(self._said.get(session), hearing.since, now),
                heard_until=hearing.until,
                seen_at=now,
            )
            for session, hearing in self._hearers.hearings().items()
        ]
