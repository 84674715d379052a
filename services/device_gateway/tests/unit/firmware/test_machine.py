"""Any order of statuses, progress, silence and operators' steps, on two roll-outs at once."""

from dataclasses import replace
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from libs.chassis.errors import DomainError
from libs.chassis.testing.at_once import at_once
from services.device_gateway.domain.firmware.rollout import AbortRule, Rollout, RolloutState
from services.device_gateway.domain.firmware.target import (
    OPEN,
    SAID_LAST,
    UNDER_WAY,
    Phase,
    Target,
)
from services.device_gateway.domain.firmware.version import Verdict, judge
from services.device_gateway.domain.firmware.waves import Wave
from services.device_gateway.ports.firmware import Offer
from services.device_gateway.tests.unit.firmware.samples import IMAGE_ID, FirmwareRoom, image
from services.device_gateway.usecases.firmware.steer_rollout import Step

_DEVICES = [f"meter-{number}" for number in range(6)]
_VERSIONS = ("1.1.0", "1.2.0")
_WAVES = (Wave(percent=30), Wave(batches=frozenset({"batch-1"})), Wave(percent=100))
_AT_ONCE = 3
_SAYABLE = [*UNDER_WAY[1:], *SAID_LAST]


class Updates(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.room = FirmwareRoom(at_once=_AT_ONCE)
        self.rollouts: list[Rollout] = []
        self.offers: list[Offer] = []
        self.said_last: dict[UUID, Phase] = {}
        self.over: dict[UUID, RolloutState] = {}
        self.runs = dict.fromkeys(_DEVICES, "1.0.0")
        self.connections = dict.fromkeys(_DEVICES, 1)

    @initialize()
    def fleet(self) -> None:
        for device_id in _DEVICES:
            at_once(self.room.status(device_id))
        for number, version in enumerate(_VERSIONS):
            image_id = UUID(int=IMAGE_ID.int + number)
            at_once(self.room.add_image(image(version, image_id=image_id)))
            self.room.clock.advance(seconds=1)
            self.rollouts.append(
                at_once(
                    self.room.roll_out(
                        image_id=image_id,
                        waves=_WAVES,
                        success_ratio=0.5,
                        abort=AbortRule(failure_ratio=0.5, minimum_finished=3),
                    )
                )
            )

    @rule(
        device_id=st.sampled_from(_DEVICES),
        uptime_s=st.sampled_from([None, 1.0, 1e6]),
        online=st.sampled_from([True, True, True, False]),
        late_will=st.booleans(),
    )
    def status(self, device_id: str, uptime_s: float | None, online: bool, late_will: bool) -> None:
        before = {each.update_id: each for each in self._targets()}
        connection = self.connections[device_id]
        if not online and late_will and connection > 1:
            connection -= 1
        offer = at_once(
            self.room.status(
                device_id,
                self.runs[device_id] if online else None,
                online=online,
                connection=connection,
                uptime_s=uptime_s,
            )
        )
        if offer is not None:
            self._take(offer, before)

    @rule(device_id=st.sampled_from(_DEVICES), version=st.sampled_from(["1.0.0", *_VERSIONS]))
    def reconnect(self, device_id: str, version: str) -> None:
        self.runs[device_id] = version
        self.connections[device_id] += 1

    @rule(data=st.data(), phase=st.sampled_from(_SAYABLE), percent=st.integers(0, 100))
    def progress(self, data: st.DataObject, phase: Phase, percent: int) -> None:
        if not self.offers:
            return
        offer = data.draw(st.sampled_from(self.offers))
        assert at_once(self.room.says(offer, phase, percent))
        if phase in SAID_LAST:
            self.said_last.setdefault(offer.update_id, phase)

    @rule(data=st.data())
    def another_device_speaks(self, data: st.DataObject) -> None:
        if not self.offers:
            return
        offer = data.draw(st.sampled_from(self.offers))
        before = self._targets()
        assert not at_once(self.room.says(replace(offer, device_id="stranger"), Phase.CONFIRMED))
        assert self._targets() == before

    @rule()
    def round(self) -> None:
        before = {each.update_id: each for each in self._targets()}
        self.room.told.offers.clear()
        at_once(self.room.tend())
        for offer in self.room.told.offers:
            self._take(offer, before)

    @rule(hours=st.sampled_from([0.1, 1, 25, 24 * 15]))
    def wait(self, hours: float) -> None:
        self.room.clock.advance(seconds=hours * 3600)

    @rule(number=st.integers(0, 1), step=st.sampled_from([*Step, Step.RESUME]))
    def steer(self, number: int, step: Step) -> None:
        try:
            at_once(self.room.steer(self.rollouts[number].rollout_id, step, operator="ada"))
        except DomainError:
            return

    @invariant()
    def every_device_counts_once(self) -> None:
        for rollout in self.rollouts:
            tally = at_once(self.room.store.tally(rollout.rollout_id))
            assert sum(tally.values()) == len(_DEVICES)

    @invariant()
    def what_the_device_said_last_stays(self) -> None:
        for target in self._targets():
            if target.update_id in self.said_last:
                assert target.phase is self.said_last[target.update_id]
                assert not target.supposed

    @invariant()
    def what_is_over_stays_over(self) -> None:
        for rollout in self.rollouts:
            found = at_once(self.room.found(rollout))
            if rollout.rollout_id in self.over:
                assert found.state is self.over[rollout.rollout_id]
            elif found.state in (RolloutState.ABORTED, RolloutState.COMPLETED):
                self.over[rollout.rollout_id] = found.state

    @invariant()
    def who_ended_without_a_word_was_in_a_wave_that_had_begun(self) -> None:
        for rollout in self.rollouts:
            found = at_once(self.room.found(rollout))
            for target in self._targets():
                if target.rollout_id == rollout.rollout_id and target.phase in UNDER_WAY:
                    assert target.wave <= found.wave

    def _take(self, offer: Offer, before: dict[UUID, Target]) -> None:
        """Every first offer is one that its roll-out allowed at that moment."""
        self.offers.append(offer)
        target = before[offer.update_id]
        rollout = at_once(
            self.room.found(next(r for r in self.rollouts if r.rollout_id == target.rollout_id))
        )
        assert rollout.state is not RolloutState.ABORTED
        if target.phase not in UNDER_WAY:
            assert target.phase is Phase.WAITING
            assert rollout.state is RolloutState.RUNNING
            assert target.wave <= rollout.wave
            known = at_once(self.room.store.find_member(offer.device_id))
            assert known is not None
            assert known.online
            assert judge(known.version, offer.image.version, force=False) is Verdict.WANTED
            others = [
                each
                for each in self._targets()
                if each.device_id == offer.device_id and each.phase in UNDER_WAY
            ]
            assert [each.update_id for each in others] == [offer.update_id]
            assert self._offeredat_once() <= _AT_ONCE

    def _offeredat_once(self) -> int:
        return sum(
            target.phase is Phase.OFFERED for target in self._targets() if self._fresh(target)
        )

    def _fresh(self, target: Target) -> bool:
        return (self.room.clock.now() - target.changed_at).total_seconds() < 900

    def _targets(self) -> list[Target]:
        return [
            target
            for rollout in self.rollouts
            for target in at_once(self.room.store.targets(rollout.rollout_id, limit=100))
        ]


TestUpdates = Updates.TestCase
TestUpdates.settings = settings(max_examples=25, stateful_step_count=40, deadline=None)


async def test_a_fleet_left_alone_comes_to_an_end() -> None:
    """Whoever never answers, there is an end: by time-outs."""
    room = FirmwareRoom()
    for device_id in _DEVICES:
        await room.status(device_id)
    await room.add_image(image())
    started = await room.roll_out(
        waves=_WAVES,
        success_ratio=0.5,
        abort=AbortRule(failure_ratio=1.0, minimum_finished=100),
    )
    for _ in range(20):
        await room.tend()
        room.clock.advance(seconds=15 * 86_400)
        if (await room.found(started)).state is RolloutState.RUNNING:
            try:
                await room.steer(started.rollout_id, Step.ADVANCE, operator="ada")
            except DomainError:
                continue
    assert (await room.found(started)).state is RolloutState.COMPLETED
    targets = await room.store.targets(started.rollout_id, limit=100)
    assert not any(target.phase in OPEN for target in targets)
