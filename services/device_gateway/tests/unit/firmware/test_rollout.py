"""Waves, and when a roll-out goes on, aborts and ends."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.chassis.errors import InvalidInputError
from services.device_gateway.domain.firmware.rollout import (
    Pace,
    RolloutState,
    RolloutStateError,
    aborted,
    advanced,
    paused,
    resumed,
    reviewed,
)
from services.device_gateway.domain.firmware.target import Phase
from services.device_gateway.domain.firmware.waves import Wave, check_waves, wave_of
from services.device_gateway.tests.examples import NOW
from services.device_gateway.tests.unit.firmware.samples import rollout

_WAVES = (Wave(percent=5), Wave(percent=25), Wave(percent=100))
_DEVICES = [f"meter-{number}" for number in range(2_000)]


def test_waves_take_their_share_and_every_device_once() -> None:
    waves = [
        wave_of(_WAVES, rollout_id=UUID(int=1), device_id=device_id, batch=None)
        for device_id in _DEVICES
    ]
    shares = [waves.count(number) / len(_DEVICES) for number in range(3)]
    assert shares == pytest.approx([0.05, 0.20, 0.75], abs=0.02)


def test_another_roll_out_begins_with_other_devices() -> None:
    def first(rollout_id: int) -> set[str]:
        return {
            device_id
            for device_id in _DEVICES
            if wave_of(_WAVES, rollout_id=UUID(int=rollout_id), device_id=device_id, batch=None)
            == 0
        }

    assert first(1) == first(1)
    assert len(first(1) & first(2)) < len(first(1)) / 2


def test_a_batch_goes_first_where_it_is_named() -> None:
    waves = (Wave(batches=frozenset({"pilot"})), Wave(percent=100))
    of = {
        batch: {
            wave_of(waves, rollout_id=UUID(int=1), device_id=device_id, batch=batch)
            for device_id in _DEVICES
        }
        for batch in ("pilot", "other", None)
    }
    assert of == {"pilot": {0}, "other": {1}, None: {1}}


@pytest.mark.parametrize(
    "waves",
    [(), (Wave(percent=50),), (Wave(percent=60), Wave(percent=40), Wave(percent=100))],
)
def test_waves_that_would_leave_somebody_out_are_refused(waves: tuple[Wave, ...]) -> None:
    with pytest.raises(InvalidInputError):
        check_waves(waves)


def test_the_next_wave_waits_for_success_and_time() -> None:
    known = rollout(waves=_WAVES, pace=Pace(success_ratio=0.9, wave_minimum=timedelta(hours=1)))
    tally = {(0, Phase.CONFIRMED): 9, (0, Phase.FAILED): 1, (1, Phase.WAITING): 40}
    hour = NOW + timedelta(hours=1)
    assert reviewed(known, tally, hour - timedelta(seconds=1)) == known
    then = reviewed(known, tally, hour)
    assert (then.wave, then.wave_started_at) == (1, hour)
    too_few = {**tally, (0, Phase.WAITING): 1}
    assert reviewed(known, too_few, hour) == known
    out_of_reach = {**tally, (0, Phase.MISSED): 5, (0, Phase.SKIPPED): 5}
    assert reviewed(known, out_of_reach, hour).wave == 1


def test_empty_waves_are_passed_and_the_end_is_the_end_of_all() -> None:
    known = rollout(waves=_WAVES)
    assert reviewed(known, {(2, Phase.WAITING): 3}, NOW).wave == 2
    left_behind = {(0, Phase.CONFIRMED): 9, (0, Phase.INSTALLING): 1, (2, Phase.CONFIRMED): 3}
    last = reviewed(known, left_behind, NOW)
    assert (last.wave, last.state) == (2, RolloutState.RUNNING)
    done = {(0, Phase.CONFIRMED): 9, (0, Phase.TIMED_OUT): 1, (2, Phase.CONFIRMED): 3}
    assert reviewed(last, done, NOW).state is RolloutState.COMPLETED


def test_without_a_ratio_only_an_operator_goes_on() -> None:
    known = rollout(waves=_WAVES, pace=Pace(success_ratio=None, wave_minimum=timedelta(0)))
    assert reviewed(known, {(0, Phase.CONFIRMED): 5, (1, Phase.WAITING): 5}, NOW) == known
    assert advanced(known, NOW).wave == 1
    with pytest.raises(RolloutStateError):
        advanced(rollout(), NOW)  # in its last wave


@given(st.dictionaries(st.tuples(st.integers(0, 2), st.sampled_from(Phase)), st.integers(0, 9)))
def test_it_aborts_exactly_by_its_rule(tally: dict[tuple[int, Phase], int]) -> None:
    def count(*phases: Phase) -> int:
        return sum(number for (_, phase), number in tally.items() if phase in phases)

    failed = count(Phase.FAILED, Phase.REFUSED, Phase.ROLLED_BACK, Phase.TIMED_OUT)
    finished = failed + count(Phase.CONFIRMED)
    then = reviewed(rollout(waves=_WAVES), tally, NOW)
    due = finished >= 2 and failed > 0 and failed / finished >= 0.5
    assert (then.state is RolloutState.ABORTED) == due


@given(st.dictionaries(st.tuples(st.integers(0, 2), st.sampled_from(Phase)), st.integers(0, 9)))
def test_a_review_is_settled_at_once(tally: dict[tuple[int, Phase], int]) -> None:
    once = reviewed(rollout(waves=_WAVES), tally, NOW)
    assert reviewed(once, tally, NOW) == once


def test_what_is_over_stays_over() -> None:
    over = aborted(rollout(), "enough")
    steps: list[Callable[[], object]] = [
        lambda: paused(over, ""),
        lambda: resumed(over, NOW),
        lambda: aborted(over, ""),
        lambda: advanced(over, NOW),
    ]
    for step in steps:
        with pytest.raises(RolloutStateError):
            step()
    assert reviewed(over, {}, NOW) == over
    assert reviewed(paused(rollout(), "wait"), {}, NOW).state is RolloutState.PAUSED
