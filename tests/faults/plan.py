"""A known set of readings, made from a seed: who measures what, when, and what must come of it.

Event time runs in steps. In a step every device measures a few minutes; by day the system has time
to look at one step before the next, so that event time does not outrun it by more than a real
system's restart would; the last night is one long burst that nobody waits for.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from devstack.recordings.recording import to_ms

STEP_MS: Final = 5 * 60_000
_DAWN_STEPS: Final = 3
_SURPLUS_STEPS: Final = 9
_DUSK_STEPS: Final = 6
_NIGHT_STEPS: Final = 8
_LAG_STEPS: Final = 2
"""The sun is later in some communities."""
_SAFE_SURPLUS_STEPS: Final = 4
"""A detection that is lost with a process in one of these is made again before the surplus ends."""
_SILENT_STEPS: Final = 13
"""More than an hour: the books know a gap."""
_BROKEN_FROM_STEP: Final = 10
_CADENCES_MS: Final = (10_000, 15_000, 20_000, 30_000)
_LONGEST_PHASE_MS: Final = 1_000
_REPEATED_SHARE: Final = 0.05
THRESHOLD_W: Final = 5_000.0


class Habit(StrEnum):
    """What is wrong with a device."""

    TIDY = "tidy"
    OUT_OF_ORDER = "out of order"
    STUTTERING = "stuttering"
    """Sends some readings twice."""
    SILENT_FOR_A_WHILE = "silent for a while"
    BROKEN = "broken"
    """Never heard again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDevice:
    """A device and its facility; `community` is a number, or None outside all communities."""

    device_id: str
    community: int | None
    is_roof: bool
    transformation_constant: float
    habit: Habit
    cadence_ms: int
    phase_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCommunity:
    """What its representative decides, and how often its members are to be told."""

    minimum_duration_s: int
    cooldown_s: int
    roof_at_noon_w: float
    lag_steps: int
    told_by_day: bool
    """Whether a day with surplus is told, when no other day is within the cooldown."""

    def times_told(self, days: int) -> int:
        """How many of so many days are told to somebody who was a member from the beginning."""
        one_day_s = (_SURPLUS_STEPS + _DUSK_STEPS) * STEP_MS // 1000
        if not self.told_by_day:
            return 0
        return days if self.cooldown_s < one_day_s else 1


@dataclass(frozen=True, slots=True)
class Sent:
    """One reading as the device sends it: K is not applied."""

    device_id: str
    stamp_ms: int
    power_w: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """What the devices measure before anybody waits for acknowledgements, in sending order.

    `waits_for_screens`: the live view is to have caught up before the next burst. `is_last`: it
    comes in order when nothing is wrong, so that the last message of every device is its newest
    reading: a balance that is rebuilt knows only those.
    """

    first_step: int
    sent: Sequence[Sent]
    waits_for_screens: bool
    is_last: bool


COMMUNITIES: Final = (
    PlannedCommunity(
        minimum_duration_s=600,
        cooldown_s=1_800,
        roof_at_noon_w=-40_000,
        lag_steps=0,
        told_by_day=True,
    ),
    PlannedCommunity(
        minimum_duration_s=0,
        cooldown_s=6 * 3_600,
        roof_at_noon_w=-25_000,
        lag_steps=1,
        told_by_day=True,
    ),
    PlannedCommunity(  # its surplus stays below the threshold
        minimum_duration_s=0,
        cooldown_s=0,
        roof_at_noon_w=-4_500,
        lag_steps=2,
        told_by_day=False,
    ),
)
_HABITS: Final = (
    Habit.TIDY,
    Habit.OUT_OF_ORDER,
    Habit.STUTTERING,
    Habit.SILENT_FOR_A_WHILE,
    Habit.BROKEN,
)
"""Of a community's facilities; the first is its roof."""


class Plan:
    """Everything that follows from the seed. `days`: how often the sun shines."""

    def __init__(self, seed: int, *, days: int, device_prefix: str) -> None:
        self.days = days
        self._random = random.Random(seed)
        self._day_steps = _DAWN_STEPS + days * (_SURPLUS_STEPS + _DUSK_STEPS)
        self.steps = self._day_steps + _LAG_STEPS + _NIGHT_STEPS + 1
        quarter_ms = 3 * STEP_MS
        now_ms = to_ms(datetime.now(UTC)) // quarter_ms * quarter_ms
        self._start_ms = now_ms - self.steps * STEP_MS
        self.devices = tuple(self._make_devices(device_prefix))
        self.bursts = tuple(self._make_bursts())

    @property
    def since(self) -> datetime:
        """Devices and memberships count from then on."""
        return datetime.fromtimestamp(self._start_ms / 1000, UTC) - timedelta(hours=1)

    @property
    def sent(self) -> Sequence[Sent]:
        """Every reading that is sent, repetitions too."""
        return [sent for burst in self.bursts for sent in burst.sent]

    def readings(self) -> Mapping[str, Sequence[tuple[int, float]]]:
        """What must be in the books: each device's stamps in order, and powers with K (R9)."""
        constant = {device.device_id: device.transformation_constant for device in self.devices}
        once: dict[str, dict[int, float]] = {device.device_id: {} for device in self.devices}
        for sent in self.sent:
            once[sent.device_id][sent.stamp_ms] = sent.power_w * constant[sent.device_id]
        return {device_id: sorted(of_device.items()) for device_id, of_device in once.items()}

    def devices_of(self, community: int | None) -> Sequence[PlannedDevice]:
        """A community's devices, or those outside all communities."""
        return [device for device in self.devices if device.community == community]

    def begin_ms(self, burst: Burst) -> int:
        """Everything in the burst is measured after that, everything before it not."""
        return self._start_ms + burst.first_step * STEP_MS - _LONGEST_PHASE_MS

    def has_surplus(self, community: int, step: int) -> bool:
        """Whether the sun shines there."""
        return self._surplus_step(community, step) is not None

    def is_safe(self, step: int) -> bool:
        """Whether a lost detection is made again in time, wherever the sun shines."""
        steps = (self._surplus_step(number, step) for number in range(len(COMMUNITIES)))
        return all(one is None or one < _SAFE_SURPLUS_STEPS for one in steps)

    def is_before_last_day(self, step: int) -> bool:
        """Whether only the last day's surplus is still to come in the first community."""
        last_begin = self._day_steps - _DUSK_STEPS - _SURPLUS_STEPS
        gap = _DUSK_STEPS if self.days > 1 else _DAWN_STEPS
        return last_begin - gap <= step < last_begin

    def _surplus_step(self, community: int, step: int) -> int | None:
        since_dawn = step - _DAWN_STEPS - COMMUNITIES[community].lag_steps
        if not 0 <= since_dawn < self.days * (_SURPLUS_STEPS + _DUSK_STEPS):
            return None
        of_day = since_dawn % (_SURPLUS_STEPS + _DUSK_STEPS)
        return of_day if of_day < _SURPLUS_STEPS else None

    def _make_devices(self, prefix: str) -> Iterator[PlannedDevice]:
        for community in (*range(len(COMMUNITIES)), None):
            for number, habit in enumerate(_HABITS if community is not None else _HABITS[1:2]):
                is_roof = number == 0 and community is not None
                yield PlannedDevice(
                    device_id=f"{prefix}-{'none' if community is None else community}-{number}",
                    community=community,
                    is_roof=is_roof,
                    transformation_constant=25.0 if number == 1 else 1.0,
                    habit=habit,
                    cadence_ms=self._random.choice(_CADENCES_MS),
                    phase_ms=self._random.randrange(_LONGEST_PHASE_MS),
                )

    def _make_bursts(self) -> Iterator[Burst]:
        night = self._day_steps + _LAG_STEPS
        for step in range(night):
            yield self._burst(range(step, step + 1), waits_for_screens=True)
        yield self._burst(range(night, self.steps - 1), waits_for_screens=False)
        yield self._burst(range(self.steps - 1, self.steps), waits_for_screens=True, is_last=True)

    def _burst(self, steps: range, *, waits_for_screens: bool, is_last: bool = False) -> Burst:
        queues = []
        for device in self.devices:
            sent = [one for step in steps for one in self._measured(device, step)]
            queues.append(sent if is_last else self._with_habit(device, sent))
        return Burst(
            first_step=steps[0],
            sent=_interleaved(queues),
            waits_for_screens=waits_for_screens,
            is_last=is_last,
        )

    def _measured(self, device: PlannedDevice, step: int) -> Iterator[Sent]:
        if device.habit is Habit.SILENT_FOR_A_WHILE and 0 < step <= _SILENT_STEPS:
            return
        if device.habit is Habit.BROKEN and step >= _BROKEN_FROM_STEP:
            return
        begin_ms = self._start_ms + step * STEP_MS
        for offset_ms in range(device.cadence_ms, STEP_MS + 1, device.cadence_ms):
            stamp_ms = begin_ms + offset_ms - device.phase_ms
            yield Sent(device.device_id, stamp_ms, self._power_w(device, step))

    def _power_w(self, device: PlannedDevice, step: int) -> float:
        """In mW, so that the books can be compared exactly."""
        if not device.is_roof:
            return self._random.randrange(1_200_000) / 1000 / device.transformation_constant
        assert device.community is not None
        noon_w = COMMUNITIES[device.community].roof_at_noon_w
        shining_w = noon_w if self.has_surplus(device.community, step) else -200.0
        return shining_w + self._random.randrange(100_000) / 1000

    def _with_habit(self, device: PlannedDevice, sent: list[Sent]) -> list[Sent]:
        if device.habit is Habit.OUT_OF_ORDER:
            self._random.shuffle(sent)
        if device.habit is Habit.STUTTERING:
            repeated = [one for one in sent if self._random.random() < _REPEATED_SHARE]
            for one in repeated:
                sent.insert(self._random.randrange(len(sent) + 1), one)
        return sent


def _interleaved(queues: Sequence[Sequence[Sent]]) -> Sequence[Sent]:
    """All devices send at the same time, the quick ones more often."""
    placed = [
        ((number + 1) / len(queue), device, one)
        for device, queue in enumerate(queues)
        for number, one in enumerate(queue)
    ]
    return [one for _, _, one in sorted(placed, key=lambda item: item[:2])]
