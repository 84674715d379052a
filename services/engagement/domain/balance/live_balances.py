"""The balances of all communities of this replica: readings in, changes out."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from services.engagement.domain.balance.balance import (
    MINIMUM_HORIZON,
    NEVER,
    Balance,
    CommunityBalance,
    DevicePower,
    FacilityPower,
)
from services.engagement.domain.balance.holding import Holding
from services.engagement.domain.balance.late import LateReadings
from services.engagement.domain.balance.minutes import BalanceMinute, completed_minute, sample_from
from services.engagement.domain.balance.overview import Overview, overview
from services.engagement.domain.balance.reading import Reading
from services.engagement.domain.balance.touched import Touched
from services.engagement.domain.registry.registry import Placement
from services.engagement.domain.surplus.detection import EndReason
from services.engagement.domain.surplus.watch import SurplusCheckpoint, SurplusWatch

MAXIMUM_DEVICES: Final = 1_000_000
"""Readings of further devices are dropped and counted: memory has a limit."""


class LiveBalances:
    """Folds readings into the balances of the communities that are held here.

    Whenever the event time of a community enters a new whole second, its surplus is evaluated
    on the balance of the second that is complete.
    """

    def __init__(
        self,
        surplus: SurplusWatch,
        holding: Holding,
        *,
        maximum_devices: int = MAXIMUM_DEVICES,
    ) -> None:
        self._surplus = surplus
        self.holding = holding
        self._maximum_devices = maximum_devices
        self._devices: dict[str, DevicePower] = {}
        self._balances: dict[UUID, CommunityBalance] = {}
        self._watched: frozenset[UUID] = frozenset()
        self._touched: set[CommunityBalance] = set()
        self._touched_facilities: set[UUID] = set()
        self._minutes: list[BalanceMinute] = []
        self.dropped_count = 0
        self.late = LateReadings(holding.is_folded)

    def fold(self, reading: Reading) -> None:
        """Take one reading into account. Order, repetition and batching make no difference."""
        device = self._devices.get(reading.device_id) or self._admit(reading.device_id)
        if device is None:
            self.dropped_count += 1
            return
        newest, measured_at = device.measured_at, reading.measured_at
        if newest is not None and measured_at <= newest:
            self._fold_late(device, measured_at)
            return
        balance = device.balance if measured_at >= device.counts_since else None
        if balance is not None:
            if balance.watermark is None or measured_at > balance.watermark:
                self._advance(balance, measured_at)
            else:
                self.late.note(balance.community_id, measured_at, balance.watermark)
            balance.withdraw(device)
            self._touched.add(balance)
        device.previous_at = newest
        device.measured_at = measured_at
        device.received_at = reading.received_at
        device.power_mw = reading.power_mw
        if balance is not None:
            balance.add(device)
        facility_id = device.facility_id
        if self._watched and facility_id is not None and facility_id in self._watched:
            self._touched_facilities.add(facility_id)

    def place(self, device_id: str, placement: Placement | None) -> None:
        """The registry says where the device's readings count now."""
        device = self._devices.get(device_id)
        if device is None and placement and self.holding.owns(placement.community_id):
            device = self._admit(device_id)
        if device is None:
            return
        facility_id = placement.facility_id if placement else None
        measures_since = placement.measures_since if placement else NEVER
        balance, counts_since = self._destination(placement)
        if (device.facility_id, device.measures_since) != (facility_id, measures_since):
            device.facility_id, device.measures_since = facility_id, measures_since
        if (device.balance, device.counts_since) == (balance, counts_since):
            return
        if device.balance is not None:
            self._touched.add(device.balance)
            device.balance.dismiss(device)
        device.counts_since = counts_since
        if balance is not None:
            balance.admit(device)
            if device.measured_at is not None:
                self._count_in(balance, device, device.measured_at)

    def begin(self, now: datetime, partitions: frozenset[int]) -> None:
        """All there is of these has been folded; `now` is wall-clock time."""
        self.lose_silent(now)
        others = {each for each in self._balances if self.holding.is_folded(each)}
        self.holding.fold(partitions)
        self._touched.update(self._balances[each] for each in self._balances.keys() - others)
        self._go_on_deciding()

    def restored(self, partitions: frozenset[int]) -> None:
        """The surplus states of these are known."""
        others = {each for each in self._balances if self.holding.is_complete(each)}
        self.holding.restore(partitions)
        self._touched.update(self._balances[each] for each in self._balances.keys() - others)
        self._go_on_deciding()

    def let_go(self) -> None:
        """Forget the communities that are held here no longer, and what their devices measured."""
        gone = {each for each in self._balances if not self.holding.owns(each)}
        balances = {self._balances.pop(each) for each in gone}
        is_rest_ours = self.holding.owns(None)
        self._devices = {
            device_id: device
            for device_id, device in self._devices.items()
            if (is_rest_ours if device.balance is None else device.balance not in balances)
        }
        self._touched -= balances
        self._surplus.forget(gone)
        self.holding.forget()

    def follow_policy(self, community_id: UUID) -> None:
        """Its surplus policy may be another: readings count for a surplus by its maximum age."""
        balance = self._balances.get(community_id)
        if balance is not None:
            balance.limit_age(self._surplus.policy(community_id).maximum_age)

    def evaluate(self, community_id: UUID) -> None:
        """Decide on the balance as it is now."""
        balance = self._balances.get(community_id)
        if balance is not None:
            self._evaluate(balance)

    def close(self, community_id: UUID, reason: EndReason) -> None:
        """The community is gone or silent: an open episode ends where it was last seen."""
        balance = self._balances.get(community_id)
        if balance is not None and balance.watermark is not None:
            self._surplus.lose_sight(community_id, balance.watermark, reason)

    def lose_silent(self, now: datetime) -> None:
        """Withdraw what wall-clock time has outlived in communities that fell silent as a whole.

        Their event time stands still, so by it nothing would ever expire.
        """
        silent: dict[CommunityBalance, bool] = {
            balance: False
            for balance in self._balances.values()
            if balance.fresh_count
            and balance.heard_at is not None
            and now - balance.heard_at > MINIMUM_HORIZON
        }
        if not silent:
            return
        for device in self._devices.values():
            if device.balance in silent and device.balance.lose_unheard(device, now):
                silent[device.balance] = True
        for balance in (balance for balance, changed in silent.items() if changed):
            self._touched.add(balance)
            if balance.fresh_count == 0:
                self.close(balance.community_id, "silent")

    def watch(self, facility_ids: Iterable[UUID]) -> None:
        """Report changes of these facilities from now on, and of no others."""
        self._watched = frozenset(facility_ids)

    def take_touched(self) -> Touched:
        """What has changed since the last call."""
        communities = frozenset(balance.community_id for balance in self._touched)
        touched = Touched(communities, frozenset(self._touched_facilities))
        self._touched.clear()
        self._touched_facilities.clear()
        return touched

    def take_minutes(self) -> tuple[BalanceMinute, ...]:
        """The minutes of event time that were completed since the last call."""
        minutes, self._minutes = tuple(self._minutes), []
        return minutes

    def balance(self, community_id: UUID, *, facilities_total: int) -> Balance | None:
        """The balance now; None before the community's first reading, and while it is half one."""
        balance = self._balances.get(community_id)
        if balance is None or balance.watermark is None or not self.holding.is_folded(community_id):
            return None
        return Balance(
            community_id=community_id,
            as_of=balance.watermark,
            produced_mw=balance.produced_mw,
            consumed_mw=balance.consumed_mw,
            freshness=balance.freshness(facilities_total),
            surplus_since=self._surplus.surplus_since(community_id),
        )

    def overview(self, now: datetime) -> Overview:
        """How much is known of all communities that are held here; `now` is wall-clock time."""
        return overview(self._balances.values(), now)

    def power(self, facility_id: UUID, device_id: str) -> FacilityPower | None:
        """The facility's newest power by that device; None before its first reading."""
        device = self._devices.get(device_id)
        if device is None or device.measured_at is None or device.facility_id != facility_id:
            return None
        if device.measured_at < device.measures_since:
            return None
        return FacilityPower(facility_id, device.measured_at, device.power_mw)

    def checkpoint(self, community_id: UUID) -> SurplusCheckpoint | None:
        """What to save of the community; None while nothing, or not all, has been seen of it."""
        balance = self._balances.get(community_id)
        if balance is None or balance.watermark is None:
            return None
        if not self.holding.is_complete(community_id):
            return None
        return SurplusCheckpoint(community_id, self._surplus.state(community_id), balance.watermark)

    def _go_on_deciding(self) -> None:
        watermarks = ((each, balance.watermark) for each, balance in self._balances.items())
        self._surplus.begin({each: at for each, at in watermarks if at is not None})
        for community_id, balance in self._balances.items():
            if balance.fresh_count == 0:  # silent since before anything could be decided
                self.close(community_id, "silent")

    def _fold_late(self, device: DevicePower, measured_at: datetime) -> None:
        """An older reading changes no power, but it can show another cadence."""
        if measured_at == device.measured_at:
            return
        if device.balance is not None and measured_at >= device.counts_since:
            self.late.note(device.balance.community_id, measured_at, device.balance.watermark)
        if device.previous_at is not None and measured_at <= device.previous_at:
            return
        device.previous_at = measured_at
        balance = device.balance
        if balance is not None and device.measured_at and device.measured_at >= device.counts_since:
            balance.withdraw(device)
            balance.add(device)
            self._touched.add(balance)

    def _admit(self, device_id: str) -> DevicePower | None:
        if len(self._devices) >= self._maximum_devices:
            return None
        device = self._devices[device_id] = DevicePower(device_id)
        return device

    def _destination(self, placement: Placement | None) -> tuple[CommunityBalance | None, datetime]:
        if placement is None or placement.counts_since is None or placement.community_id is None:
            return None, NEVER
        if not self.holding.owns(placement.community_id):
            return None, NEVER
        balance = self._balances.get(placement.community_id)
        if balance is None:
            maximum_age = self._surplus.policy(placement.community_id).maximum_age
            balance = CommunityBalance(placement.community_id, maximum_age)
            self._balances[placement.community_id] = balance
        return balance, placement.counts_since

    def _count_in(
        self, balance: CommunityBalance, device: DevicePower, measured_at: datetime
    ) -> None:
        if measured_at >= device.counts_since:
            balance.advance(measured_at)
            balance.add(device)
            self._touched.add(balance)

    def _advance(self, balance: CommunityBalance, to: datetime) -> None:
        last_seen_at = balance.watermark
        if balance.next_second is not None and to >= balance.next_second:
            self._evaluate(balance)
            self._complete_minute(balance, to)
        known_before = balance.fresh_count - balance.aged_count
        balance.advance(to)
        if last_seen_at is not None and balance.fresh_count == 0:
            self._surplus.lose_sight(balance.community_id, last_seen_at, "silent")
        elif balance.fresh_count - balance.aged_count < known_before and balance.heard_at:
            # Else a hole that ends within a second would not be seen: what has expired meanwhile
            # is fresh again before the second is complete.
            self._surplus.doubt(balance.community_id, sample_from(balance, to), balance.heard_at)

    def _evaluate(self, balance: CommunityBalance) -> None:
        if balance.watermark is not None and balance.heard_at is not None:
            sample = sample_from(balance, balance.watermark)
            self._surplus.evaluate(balance.community_id, sample, balance.heard_at)

    def _complete_minute(self, balance: CommunityBalance, to: datetime) -> None:
        minute = completed_minute(balance, to)
        if minute is not None and self.holding.is_folded(balance.community_id):
            self._minutes.append(minute)
