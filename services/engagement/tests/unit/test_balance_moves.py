"""Devices that move between communities while they measure, against a model by brute force (R1)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from hypothesis import example, given
from hypothesis import strategies as st

from services.engagement.domain.balance.balance import Freshness
from services.engagement.domain.balance.holding import Holding
from services.engagement.domain.balance.live_balances import LiveBalances
from services.engagement.domain.registry.registry import Placement
from services.engagement.domain.surplus.policy import SurplusPolicy
from services.engagement.domain.surplus.watch import SurplusWatch
from services.engagement.tests.engine import LONG_AGO, at, facility_id, reading

COMMUNITIES = (UUID(int=0xC0), UUID(int=0xC1))
MAXIMUM_AGE = SurplusPolicy().maximum_age
DEVICES = 3


@dataclass
class Model:
    """Keeps everything it was told and counts anew when asked."""

    powers: dict[int, dict[datetime, int]] = field(
        default_factory=lambda: {device: {} for device in range(DEVICES)}
    )
    places: dict[int, tuple[UUID, datetime]] = field(default_factory=dict)
    watermarks: dict[UUID, datetime] = field(default_factory=dict)

    def advance(self, device: int) -> None:
        """The newest reading of the device moves the event time of where it counts."""
        if self.powers[device] and device in self.places:
            community, since = self.places[device]
            newest = max(self.powers[device])
            if newest >= since:
                known = self.watermarks.get(community, newest)
                self.watermarks[community] = max(known, newest)

    def recount(self, community: UUID) -> tuple[int, int, Freshness] | None:
        """(produced, consumed, freshness)."""
        if community not in self.watermarks:
            return None
        fresh, aged = [], 0
        placed = [item for item in self.places.items() if item[1][0] == community]
        silent = 0
        for device, (_, since) in placed:
            times = sorted(self.powers[device])[-2:]
            if not times or times[-1] < since:
                silent += 1
                continue
            cadence = times[-1] - times[0]
            steady = cadence <= timedelta(hours=1)
            horizon = max(timedelta(minutes=15), 2.5 * cadence if steady else timedelta(0))
            age = self.watermarks[community] - times[-1]
            if age <= horizon:
                fresh.append(self.powers[device][times[-1]])
                aged += age > MAXIMUM_AGE
        produced = sum(-power for power in fresh if power < 0)
        consumed = sum(power for power in fresh if power > 0)
        stale = len(placed) - silent - len(fresh)
        return produced, consumed, Freshness(len(fresh), stale, silent, aged=aged)


measured = st.tuples(
    st.just("measure"),
    st.integers(0, DEVICES - 1),
    st.one_of(
        st.integers(-60, 1200),
        st.sampled_from([10, 60, 900, 901, 3600, 3600, 5000, 9000, 9001, 12_000]),
    ),
)
placed = st.tuples(
    st.just("place"), st.integers(0, DEVICES - 1), st.sampled_from([None, (0, 0), (1, 0), (0, 3)])
)


_FRESH_BY_ITS_CADENCE_BUT_OLD: list[tuple[str, int, object]] = [
    *(("measure", 0, 0), ("measure", 0, 361)),
    *(("place", 0, (0, 0)), ("place", 1, (0, 0))),
    ("measure", 1, 901),
]


@example(_FRESH_BY_ITS_CADENCE_BUT_OLD)
@given(st.lists(st.one_of(measured, measured, measured, placed), min_size=4, max_size=40))
def test_balances_equal_the_model_after_every_step(script: list[tuple[str, int, object]]) -> None:
    balances, model = _empty(), Model()
    moment = 0
    for action, device, argument in script:
        if action == "measure":
            assert isinstance(argument, int)
            moment += argument  # a step back makes a late reading
            power = (moment * 7919 + device * 31) % 4001 - 2000
            balances.fold(reading(device, moment, power))
            model.powers[device].setdefault(at(moment), power)
        else:
            _place(balances, model, device, argument, moment)
        model.advance(device)
        for community in COMMUNITIES:
            balance = balances.balance(community, facilities_total=0)
            found = balance and (
                balance.produced_mw,
                balance.consumed_mw,
                balance.freshness,
            )
            assert found == model.recount(community)


def _empty() -> LiveBalances:
    holding = Holding.of_everything()
    return LiveBalances(SurplusWatch(holding.is_complete), holding)


def _place(
    balances: LiveBalances, model: Model, device: int, argument: object, moment: int
) -> None:
    if argument is None:
        balances.place(f"device-{device}", None)
        model.places.pop(device, None)
        return
    assert isinstance(argument, tuple)
    community = COMMUNITIES[argument[0]]
    since = at(moment - 600 * argument[1]) if argument[1] else LONG_AGO
    balances.place(f"device-{device}", Placement(facility_id(device), since, community, since))
    model.places[device] = (community, since)


def _placed(*communities: UUID) -> LiveBalances:
    balances = _empty()
    for device, community in enumerate(communities):
        placement = Placement(facility_id(device), LONG_AGO, community, LONG_AGO)
        balances.place(f"device-{device}", placement)
    return balances


def _fresh(balances: LiveBalances, community: UUID) -> int:
    balance = balances.balance(community, facilities_total=0)
    assert balance is not None
    return balance.freshness.fresh


def test_a_device_that_speeds_up_expires_by_its_new_cadence() -> None:
    first = COMMUNITIES[0]
    balances = _placed(first, first)
    for seconds in (0, 3600, 3610):
        balances.fold(reading(0, seconds, -100))
    balances.fold(reading(1, 3610 + 901, 100))
    assert _fresh(balances, first) == 1


def test_a_moved_device_expires_in_its_new_community() -> None:
    first, second = COMMUNITIES
    balances = _placed(first, second)
    balances.fold(reading(0, 0, -100))
    placement = Placement(facility_id(0), LONG_AGO, second, LONG_AGO)
    balances.place("device-0", placement)
    balances.fold(reading(1, 901, 100))
    assert _fresh(balances, second) == 1


def test_the_time_of_its_former_community_does_not_expire_a_moved_device() -> None:
    first, second = COMMUNITIES
    balances = _placed(first, first, second)
    balances.fold(reading(0, 0, -100))
    balances.place("device-0", Placement(facility_id(0), LONG_AGO, second, LONG_AGO))
    balances.fold(reading(1, 2000, 100))
    assert (_fresh(balances, first), _fresh(balances, second)) == (1, 1)
