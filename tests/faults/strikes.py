"""Which part dies when: seeded moments, counted in readings acknowledged, not in seconds."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from devstack.supervisor.stack import Stack
from libs.chassis.testing.eventually import eventually
from tests.faults.errands import Errand
from tests.faults.plan import Plan

_LOOK_EVERY_S: Final = 0.002
_PATIENCE_S: Final = 60.0
_READING_PATH: Final = ("mosquitto", "device_gateway", "nats", "energy", "engagement", "postgres")
_EARLIEST_SHARE, _LATEST_SHARE = 0.1, 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Strike:
    """A part is hit once this share of a burst's readings has been acknowledged."""

    burst: int
    share: float
    part: str
    is_polite: bool = False
    """Asked to stop, as at a new version; else kill -9."""


def by_day(
    seed: int, plan: Plan, parts: Sequence[str], *, politely: bool = False
) -> Iterator[Strike]:
    """Every part once, each in another burst.

    What a detection needs dies only when there is time to make it again.
    """
    chance = random.Random(f"day {seed}")
    free = {number for number, burst in enumerate(plan.bursts) if burst.waits_for_screens}
    free -= {0, len(plan.bursts) - 1}
    safe = {step for step in free if plan.is_safe(step)}
    allowed: Mapping[str, set[int]] = {
        "community": {step for step in free if plan.is_before_last_day(step)},
        **dict.fromkeys(("engagement", "postgres", "nats"), safe),
    }
    for part in sorted(parts, key=lambda name: len(allowed.get(name, free))):
        burst = chance.choice(sorted(allowed.get(part, free) & free))
        free.discard(burst)
        yield Strike(burst=burst, share=_share(chance), part=part, is_polite=politely)


def by_night(seed: int, plan: Plan, parts: Sequence[str]) -> Iterator[Strike]:
    """The parts on the path of a reading once more, while one long burst is under way."""
    chance = random.Random(f"night {seed}")
    (night,) = (number for number, one in enumerate(plan.bursts) if not one.waits_for_screens)
    present = [part for part in _READING_PATH if part in parts]
    for part in chance.sample(present, len(present)):
        yield Strike(burst=night, share=_share(chance), part=part)


def _share(chance: random.Random) -> float:
    return chance.uniform(_EARLIEST_SHARE, _LATEST_SHARE)


class Striker:
    """Strikes, and keeps what it hit. `errands`: what somebody has done right before a strike."""

    def __init__(
        self,
        stack: Stack,
        errands: Mapping[str, Errand],
        *,
        acknowledged: Callable[[], int],
    ) -> None:
        self._stack = stack
        self._errands = errands
        self._acknowledged = acknowledged
        self.hits: list[Strike] = []

    async def strike_during(
        self, strikes: Sequence[Strike], *, sent_before: int, sent_now: int
    ) -> None:
        """All strikes of a burst, each when so much of it is acknowledged."""
        for strike in sorted(strikes, key=lambda one: one.share):
            await self._reach(sent_before + int(strike.share * sent_now))
            await self._hit(strike)

    async def _reach(self, readings: int) -> None:
        await eventually(
            lambda: self._acknowledged() >= readings,
            timeout_s=_PATIENCE_S,
            interval_s=_LOOK_EVERY_S,
        )

    async def _hit(self, strike: Strike) -> None:
        await self._stack.supervisor.wait_until_ready(strike.part)
        if strike.part in self._errands:
            await self._errands[strike.part].run()
        if strike.is_polite:
            process = self._stack.supervisor.parts[strike.part].process
            process.process.send_signal(process.server.stop_signal)
        else:
            self._stack.supervisor.kill(strike.part)
        self.hits.append(strike)
