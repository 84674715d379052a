"""The balance follows from the set of readings (FR3.2), whatever their order and repetition."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.engagement.domain.balance.balance import Balance, Freshness
from services.engagement.domain.balance.holding import Holding
from services.engagement.domain.balance.live_balances import LiveBalances
from services.engagement.domain.balance.reading import Reading
from services.engagement.domain.registry.registry import Placement
from services.engagement.domain.surplus.detection import Sample
from services.engagement.domain.surplus.policy import SurplusPolicy
from services.engagement.domain.surplus.watch import SurplusWatch
from services.engagement.tests.engine import COMMUNITY, LONG_AGO, at, facility_id, reading

DEVICES = 4
DEFAULT_AGE = SurplusPolicy().maximum_age
COUNTS_SINCE = [LONG_AGO, LONG_AGO, at(1000), at(4000)]


@dataclass(frozen=True)
class Case:
    readings: tuple[Reading, ...]
    shuffled: tuple[Reading, ...]


def _reading(device: int, seconds: int) -> Reading:
    # The pair (device, time) identifies a reading, so the power follows from it.
    return reading(device, seconds, Random(device * 100_003 + seconds).randrange(-3000, 3000))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    moments = st.one_of(
        st.integers(0, 120), st.integers(0, 12_000), st.sampled_from([900, 901, 1800, 3600, 9000])
    )
    pairs = draw(st.lists(st.tuples(st.integers(0, DEVICES - 1), moments), max_size=40))
    readings = tuple(_reading(device, seconds) for device, seconds in pairs)
    repeated = draw(st.lists(st.sampled_from(readings), max_size=20)) if readings else []
    shuffled = draw(st.permutations([*readings, *repeated]))
    return Case(readings, tuple(shuffled))


def placement(device: int) -> Placement:
    since = COUNTS_SINCE[device]
    return Placement(facility_id(device), since, COMMUNITY, since)


def empty() -> LiveBalances:
    holding = Holding.of_everything()
    return LiveBalances(SurplusWatch(holding.is_complete), holding)


def fold(balances: LiveBalances, readings: Sequence[Reading]) -> LiveBalances:
    for item in readings:
        balances.fold(item)
    return balances


def placed() -> LiveBalances:
    balances = empty()
    for device in range(DEVICES):
        balances.place(f"device-{device}", placement(device))
    return balances


def balance_of(balances: LiveBalances) -> Balance | None:
    return balances.balance(COMMUNITY, facilities_total=DEVICES)


def newest_of(readings: Sequence[Reading]) -> list[tuple[datetime, int, timedelta]]:
    """Of each device that counts: when it measured last, its power, and how long that is fresh."""
    newest = []
    for device in range(DEVICES):
        times = sorted(
            {(r.measured_at, r.power_mw) for r in readings if r.device_id == f"device-{device}"}
        )
        if not times or times[-1][0] < COUNTS_SINCE[device]:
            continue
        cadence = times[-1][0] - times[-2][0] if len(times) > 1 else timedelta(0)
        steady = cadence <= timedelta(hours=1)
        horizon = max(timedelta(minutes=15), 2.5 * cadence if steady else timedelta(0))
        newest.append((*times[-1], horizon))
    return newest


def recount(readings: Sequence[Reading], maximum_age: timedelta = DEFAULT_AGE) -> Balance | None:
    """The definition, by brute force."""
    newest = newest_of(readings)
    if not newest:
        return None
    watermark = max(measured_at for measured_at, _, _ in newest)
    fresh = [(at, power) for at, power, horizon in newest if watermark - at <= horizon]
    return Balance(
        community_id=COMMUNITY,
        as_of=watermark,
        produced_mw=sum(-power for _, power in fresh if power < 0),
        consumed_mw=sum(power for _, power in fresh if power > 0),
        freshness=Freshness(
            fresh=len(fresh),
            stale=len(newest) - len(fresh),
            silent=DEVICES - len(newest),
            aged=sum(watermark - at > maximum_age for at, _ in fresh),
        ),
    )


def surplus_sample(readings: Sequence[Reading], maximum_age: timedelta) -> Sample:
    """What may say something of a surplus, by brute force."""
    newest = newest_of(readings)
    watermark = max(measured_at for measured_at, _, _ in newest)
    powers = [power for at, power, horizon in newest if watermark - at <= min(horizon, maximum_age)]
    produced_mw = sum(-power for power in powers if power < 0)
    return Sample(watermark, -sum(powers), produced_mw, len(powers) / DEVICES)


@given(cases())
def test_any_order_with_any_repetition_equals_a_recount(case: Case) -> None:
    assert balance_of(fold(placed(), case.shuffled)) == recount(case.readings)


class _Seen(SurplusWatch):
    """Keeps the newest sample."""

    def evaluate(self, community_id: UUID, sample: Sample, triggered_at: datetime) -> None:
        self.sample = sample


ages = st.integers(0, 12_000).map(lambda seconds: timedelta(seconds=seconds))


@given(cases(), st.lists(ages, min_size=1, max_size=3), st.integers(0, 40))
def test_of_a_surplus_readings_speak_that_are_young_enough(
    case: Case, maximum_ages: list[timedelta], cut: int
) -> None:
    """Whatever the order of the readings, and whenever the policy says how old they may be."""
    holding = Holding.of_everything()
    surplus = _Seen(holding.is_complete)
    balances = LiveBalances(surplus, holding)
    for device in range(DEVICES):
        balances.place(f"device-{device}", placement(device))
    fold(balances, case.shuffled[:cut])
    for maximum_age in maximum_ages:
        surplus.set_policy(COMMUNITY, SurplusPolicy(maximum_age=maximum_age))
        balances.follow_policy(COMMUNITY)
    fold(balances, case.shuffled[cut:])
    known = recount(case.readings, maximum_ages[-1])
    assert balance_of(balances) == known
    balances.evaluate(COMMUNITY)
    if known is not None:
        assert surplus.sample == surplus_sample(case.readings, maximum_ages[-1])


@given(cases())
def test_the_registry_may_speak_after_the_readings(case: Case) -> None:
    balances = fold(empty(), case.shuffled)
    for device in range(DEVICES):
        balances.place(f"device-{device}", placement(device))
    assert balance_of(balances) == recount(case.readings)


@given(cases())
def test_last_per_device_rebuilds_the_same_sums_while_cadences_are_short(case: Case) -> None:
    """A restart sees only the last reading of each device, so it cannot know long cadences."""
    last = {r.device_id: r for r in sorted(case.readings, key=lambda r: r.measured_at)}
    rebuilt = balance_of(fold(placed(), list(last.values())))
    assert rebuilt == recount(list(last.values()))


@given(cases(), st.integers(0, DEVICES - 1))
def test_a_device_that_moves_away_and_back_leaves_no_trace(case: Case, moved: int) -> None:
    balances = fold(placed(), case.readings)
    before = balance_of(balances)
    balances.place(f"device-{moved}", None)
    balances.place(f"device-{moved}", placement(moved))
    assert balance_of(balances) == before


def test_a_device_without_a_placement_does_not_count() -> None:
    balances = fold(placed(), [reading(0, 0, -500)])
    balances.fold(Reading("stranger", at(10), at(10), -9_000))
    balance = balance_of(balances)
    assert balance is not None
    assert (balance.produced_mw, balance.freshness.fresh) == (500, 1)


def test_a_removed_device_stops_counting_at_once() -> None:
    balances = fold(placed(), [reading(0, 0, -500), reading(1, 1, 200)])
    balances.place("device-0", None)
    balance = balance_of(balances)
    assert balance is not None
    assert (balance.produced_mw, balance.consumed_mw, balance.freshness.fresh) == (0, 200, 1)


def test_a_reading_counts_until_fifteen_minutes_of_event_time_have_passed() -> None:
    balances = fold(placed(), [reading(0, 0, -500), reading(1, 900, 200)])
    at_the_limit = balance_of(balances)
    balances.fold(reading(1, 901, 200))
    beyond = balance_of(balances)
    assert at_the_limit is not None
    assert beyond is not None
    assert (at_the_limit.freshness.fresh, beyond.freshness.fresh) == (2, 1)
    assert beyond.produced_mw == 0


def test_an_hourly_device_stays_fresh_between_its_readings_but_not_for_ever() -> None:
    balances = fold(placed(), [reading(0, 0, -500), reading(0, 3600, -700)])
    balances.fold(reading(1, 3600 + 9000, 100))
    still = balance_of(balances)
    balances.fold(reading(1, 3600 + 9001, 100))
    gone = balance_of(balances)
    assert still is not None
    assert gone is not None
    assert (still.produced_mw, gone.produced_mw) == (700, 0)


@pytest.mark.parametrize("silence_s", [3601, 86_400])
def test_an_outage_is_no_cadence(silence_s: int) -> None:
    balances = fold(placed(), [reading(0, 0, -500), reading(0, silence_s, -700)])
    balances.fold(reading(1, silence_s + 900, 100))
    still = balance_of(balances)
    balances.fold(reading(1, silence_s + 901, 100))
    gone = balance_of(balances)
    assert still is not None
    assert gone is not None
    assert (still.freshness.fresh, gone.freshness.fresh) == (2, 1)


def test_readings_of_communities_of_other_replicas_are_not_counted() -> None:
    holding = Holding(lambda _: 0)
    balances = LiveBalances(SurplusWatch(holding.is_complete), holding)
    balances.place("device-0", placement(0))
    balances.fold(reading(0, 0, -500))
    assert balance_of(balances) is None


def test_devices_above_the_limit_are_dropped_and_counted() -> None:
    holding = Holding.of_everything()
    balances = LiveBalances(SurplusWatch(holding.is_complete), holding, maximum_devices=1)
    balances.place("device-0", placement(0))
    fold(balances, [reading(0, 0, -500), reading(1, 0, -500), reading(1, 10, -500)])
    assert balances.dropped_count == 2
    balance = balance_of(balances)
    assert balance is not None
    assert balance.produced_mw == 500


def test_a_silent_community_is_let_go_by_wall_clock_time() -> None:
    balances = fold(placed(), [reading(0, 0, -500), reading(1, 5, 100)])
    balances.lose_silent(at(5 + 900))
    kept = balance_of(balances)
    balances.lose_silent(at(5 + 901))
    lost = balance_of(balances)
    assert kept is not None
    assert lost is not None
    assert (kept.freshness.fresh, lost.freshness.fresh) == (2, 0)
    assert (lost.produced_mw, lost.consumed_mw) == (0, 0)
    balances.fold(reading(0, 2000, -600))
    back = balance_of(balances)
    assert back is not None
    assert (back.produced_mw, back.freshness.fresh) == (600, 1)


def test_a_watched_facility_is_reported_and_others_are_not() -> None:
    balances = placed()
    balances.watch([facility_id(0)])
    fold(balances, [reading(0, 0, -500), reading(1, 0, 100)])
    assert balances.take_touched().facilities == {facility_id(0)}
    power = balances.power(facility_id(0), "device-0")
    assert power is not None
    assert (power.as_of, power.power_mw) == (at(0), -500)


def test_what_a_device_measured_at_its_former_facility_is_not_its_new_ones_power() -> None:
    balances = placed()
    balances.fold(reading(2, 900, -500))
    assert balances.power(facility_id(2), "device-2") is None
    balances.fold(reading(2, 1000, -600))
    power = balances.power(facility_id(2), "device-2")
    assert power is not None
    assert power.power_mw == -600
