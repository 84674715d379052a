"""Plays a plan through a stack while its parts are struck."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import httpx

from devstack.devices.fleet import Fleet
from devstack.devices.settings import FleetSettings
from devstack.people.connection import ApiProblem
from devstack.recordings.recording import from_ms
from devstack.supervisor.stack import Stack
from libs.chassis.testing.eventually import eventually
from tests.faults.errands import Errand
from tests.faults.plan import COMMUNITIES, Burst, Plan
from tests.faults.scene import Scene
from tests.faults.strikes import Strike, Striker
from tests.village import Village

SETTINGS: Final = FleetSettings(
    window=8,  # a burst takes several rounds, so that a strike finds readings on their way
    resend_after_s=1.0,
    resend_longest_s=4.0,
    reconnect_first_s=0.1,
    reconnect_longest_s=1.0,
)
_PATIENCE_S: Final = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Survived:
    """What an ordeal took."""

    readings_sent: int
    resent: int
    connections_lost: int
    hits: Sequence[Strike]


class Ordeal:
    """One run of a plan. `errands`: what is run right before a part is struck, by part."""

    def __init__(
        self,
        stack: Stack,
        plan: Plan,
        scene: Scene,
        *,
        strikes: Sequence[Strike],
        errands: Mapping[str, Errand],
    ) -> None:
        self._stack = stack
        self._plan = plan
        self._scene = scene
        self._errands = errands
        self._strikes: dict[int, list[Strike]] = defaultdict(list)
        for strike in strikes:
            self._strikes[strike.burst].append(strike)
        self._sent = 0

    async def run(self) -> Survived:
        """Return when every reading is acknowledged and every part is ready again."""
        ids = [device.device_id for device in self._plan.devices]
        async with Fleet(self._stack.mqtt, ids, settings=SETTINGS) as fleet:
            striker = Striker(
                self._stack, self._errands, acknowledged=lambda: self._sent - fleet.all_pending
            )
            for number, burst in enumerate(self._plan.bursts):
                await self._play(number, burst, fleet, striker)
            tally = fleet.tally()
        await self._stack.supervisor.wait_until_ready()
        return Survived(
            readings_sent=self._sent,
            resent=tally.resent,
            connections_lost=tally.connections_lost,
            hits=striker.hits,
        )

    async def _play(self, number: int, burst: Burst, fleet: Fleet, striker: Striker) -> None:
        if burst.is_last:
            await self._stack.supervisor.wait_until_ready()
        before = self._sent
        for sent in burst.sent:
            fleet.measure(sent.device_id, sent.stamp_ms, sent.power_w)
            self._sent += 1
        async with asyncio.TaskGroup() as group:
            group.create_task(
                striker.strike_during(
                    self._strikes[number], sent_before=before, sent_now=len(burst.sent)
                )
            )
            group.create_task(fleet.drained(_PATIENCE_S))
        for strike in self._strikes[number]:
            if strike.part in self._errands:
                await self._errands[strike.part].bear_fruit()
        if burst.waits_for_screens:
            await shown(self._plan, self._scene, burst)


async def shown(plan: Plan, scene: Scene, burst: Burst) -> None:
    """Wait until every community's live view shows a time within a burst.

    Not its very end: a service started again knows each device by the last message it sent,
    which of one that sends out of order is not its newest.
    """
    for community in range(len(COMMUNITIES)):
        await _shows(scene.villages[community], from_ms(plan.begin_ms(burst)))


async def _shows(village: Village, begun_at: datetime) -> None:
    async def has_caught_up() -> bool:
        try:
            view = await village.representative.engagement.balance(village.community_id)
        except (ApiProblem, httpx.TransportError):
            return False  # it is being started again
        late = f"community {village.community_id} shows {view.as_of}, {begun_at} is past"
        assert view.as_of > begun_at, late
        return True

    await eventually(has_caught_up, timeout_s=_PATIENCE_S)
