"""The live balance of one community: integer sums kept up to date reading by reading.

The sums depend only on the set of readings folded, not on their order, number or batches: of each
device the newest reading counts, and it counts while it is fresh in event time.
"""

import heapq
import itertools
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

MINIMUM_HORIZON: Final = timedelta(minutes=15)
"""A meter that reports only changes sends a heartbeat frame (CF1) every 15 minutes."""
CADENCES_UNTIL_STALE: Final = 2.5
LONGEST_CADENCE: Final = timedelta(hours=1)
"""An interval above this is an outage, not a cadence."""
NEVER: Final = datetime.max.replace(tzinfo=UTC)
_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Balance:
    """A community's produced and consumed power (FR3.2) as the screens show it."""

    community_id: UUID
    as_of: datetime
    """Event time: the newest reading of the community."""
    produced_mw: int
    consumed_mw: int
    freshness: "Freshness"
    surplus_since: datetime | None = None
    is_reliable: bool = True
    """False when so little is fresh that no surplus is declared."""

    @property
    def excess_mw(self) -> int:
        """Produced minus consumed."""
        return self.produced_mw - self.consumed_mw


@dataclass(frozen=True, slots=True)
class Freshness:
    """How much of a community its balance knows: facilities by what was heard of them."""

    fresh: int
    """In the sums: the newest reading has not expired."""
    stale: int
    """Heard, but the newest reading has expired."""
    silent: int
    """With a device of which nothing that counts was ever heard."""
    unmeasured: int = 0
    """Without a device."""
    aged: int = 0
    """Of the fresh: too old, by the policy's maximum age, to say anything of a surplus."""

    @property
    def total(self) -> int:
        """All facilities of the community."""
        return self.fresh + self.stale + self.silent + self.unmeasured

    @property
    def ratio(self) -> float:
        """Fresh ones of those with a device, 0 to 1; 0 when none has a device."""
        return self._ratio(self.fresh)

    @property
    def surplus_ratio(self) -> float:
        """The same of those that say something of a surplus."""
        return self._ratio(self.fresh - self.aged)

    def _ratio(self, part: int) -> float:
        measured = self.fresh + self.stale + self.silent
        return part / measured if measured else 0.0


@dataclass(frozen=True, slots=True)
class FacilityPower:
    """A facility's power: positive while it withdraws from the grid."""

    facility_id: UUID
    as_of: datetime
    power_mw: int


class DevicePower:
    """The newest reading of one device and where it counts."""

    __slots__ = (
        "aged", "balance", "check_at", "counts_since", "device_id", "facility_id", "fresh", "heard",
        "measured_at", "measures_since", "power_mw", "previous_at", "received_at",
    )  # fmt: skip

    def __init__(self, device_id: str) -> None:
        self.device_id = device_id
        self.measured_at: datetime | None = None
        self.previous_at: datetime | None = None
        """The second newest measured_at: the difference is the device's cadence."""
        self.received_at: datetime | None = None
        self.power_mw = 0
        self.facility_id: UUID | None = None
        self.balance: CommunityBalance | None = None
        """The community it counts in now, if any."""
        self.measures_since = NEVER
        """What it measured earlier belongs to another facility."""
        self.counts_since = NEVER
        """What it measured earlier does not count in `balance`."""
        self.fresh = False
        """True while its power is part of its community's sums."""
        self.aged = False
        """True while it is, and too old for a surplus."""
        self.heard = False
        """True once a reading of it has counted in `balance`."""
        self.check_at: datetime | None = None
        """When the balance looks again whether it is still fresh."""

    def horizon(self) -> timedelta:
        """For how long its newest reading stays fresh."""
        if self.measured_at is None or self.previous_at is None:
            return MINIMUM_HORIZON
        cadence = self.measured_at - self.previous_at
        if cadence > LONGEST_CADENCE:
            return MINIMUM_HORIZON
        return max(MINIMUM_HORIZON, cadence * CADENCES_UNTIL_STALE)


class CommunityBalance:
    """Sums over the fresh devices of one community. Its watermark never goes back."""

    __slots__ = (
        "_check_numbers", "_checks", "aged_consumed_mw", "aged_count", "aged_produced_mw",
        "community_id", "consumed_mw", "device_count", "fresh_count", "heard_at", "heard_count",
        "maximum_age", "next_second", "produced_mw", "watermark",
    )  # fmt: skip

    def __init__(self, community_id: UUID, maximum_age: timedelta) -> None:
        self.community_id = community_id
        self.maximum_age = maximum_age
        """How old a reading may be to say something of a surplus."""
        self.aged_produced_mw = 0
        """This and the next two: the part of those that are older."""
        self.aged_consumed_mw = 0
        self.aged_count = 0
        self.produced_mw = 0
        self.consumed_mw = 0
        self.device_count = 0
        """Devices that measure a facility of the community now."""
        self.heard_count = 0
        """Those of which a reading has counted."""
        self.fresh_count = 0
        self.watermark: datetime | None = None
        self.next_second: datetime | None = None
        """The whole second of event time that begins after the watermark's."""
        self.heard_at: datetime | None = None
        """Wall-clock time at which the system received the latest of the counted readings."""
        self._checks: list[tuple[datetime, int, DevicePower]] = []
        self._check_numbers = itertools.count()

    @property
    def excess_mw(self) -> int:
        """Produced minus consumed power."""
        return self.produced_mw - self.consumed_mw

    def freshness(self, facilities_total: int) -> Freshness:
        """How much of the community's facilities is known."""
        return Freshness(
            fresh=self.fresh_count,
            stale=self.heard_count - self.fresh_count,
            silent=self.device_count - self.heard_count,
            unmeasured=max(0, facilities_total - self.device_count),
            aged=self.aged_count,
        )

    def limit_age(self, maximum_age: timedelta) -> None:
        """From now on readings may be that old to say something of a surplus."""
        if maximum_age == self.maximum_age:
            return
        self.maximum_age = maximum_age
        # Every fresh device of the balance waits for its check.
        for device in {each for _, _, each in self._checks}:
            if device.balance is self:
                self._check(device)

    def admit(self, device: DevicePower) -> None:
        """The device measures one of the community's facilities from now on."""
        device.balance = self
        self.device_count += 1

    def dismiss(self, device: DevicePower) -> None:
        """The device measures none of the community's facilities any more."""
        self.withdraw(device)
        self.device_count -= 1
        self.heard_count -= device.heard
        device.balance, device.heard, device.check_at = None, False, None

    def advance(self, to: datetime) -> None:
        """Move the watermark to `to`, unless it is there already, and let readings expire."""
        if self.watermark is not None and to <= self.watermark:
            return
        self.watermark = to
        if self.next_second is None or to >= self.next_second:
            self.next_second = to.replace(microsecond=0) + _SECOND
        while self._checks and self._checks[0][0] < to:
            check_at, _, device = heapq.heappop(self._checks)
            if device.balance is self and device.check_at == check_at:
                device.check_at = None
                self._check(device)

    def add(self, device: DevicePower) -> None:
        """Count the device's newest reading if it is fresh. The device is not counted yet."""
        if not device.heard:
            device.heard = True
            self.heard_count += 1
        expires_at = self._expires_at(device)
        if self.watermark is None or expires_at < self.watermark:
            return
        device.fresh = True
        self.fresh_count += 1
        if self.heard_at is None or (device.received_at and device.received_at > self.heard_at):
            self.heard_at = device.received_at
        if device.power_mw < 0:
            self.produced_mw -= device.power_mw
        else:
            self.consumed_mw += device.power_mw
        assert device.measured_at is not None
        ages_at = device.measured_at + self.maximum_age
        if ages_at < self.watermark:
            self._age(device)
        check_at = expires_at if device.aged else min(ages_at, expires_at)
        if device.check_at is None or check_at < device.check_at:
            device.check_at = check_at
            heapq.heappush(self._checks, (check_at, next(self._check_numbers), device))

    def withdraw(self, device: DevicePower) -> None:
        """No longer count the device; nothing when it does not count."""
        if not device.fresh:
            return
        device.fresh = False
        self.fresh_count -= 1
        if device.power_mw < 0:
            self.produced_mw += device.power_mw
        else:
            self.consumed_mw -= device.power_mw
        if device.aged:
            self._age(device, -1)

    def _age(self, device: DevicePower, sign: int = 1) -> None:
        """Take a fresh device out of what says something of a surplus; with -1: back in."""
        device.aged = sign > 0
        self.aged_count += sign
        if device.power_mw < 0:
            self.aged_produced_mw -= sign * device.power_mw
        else:
            self.aged_consumed_mw += sign * device.power_mw

    def _check(self, device: DevicePower) -> None:
        """Withdraw or age the device if its reading is so old, else look again when it is."""
        if device.fresh:
            self.withdraw(device)
            self.add(device)

    def lose_unheard(self, device: DevicePower, now: datetime) -> bool:
        """Withdraw the device if it was not heard for its horizon of wall-clock time."""
        if not device.fresh or device.received_at is None:
            return False
        if now - device.received_at <= device.horizon():
            return False
        self.withdraw(device)
        return True

    @staticmethod
    def _expires_at(device: DevicePower) -> datetime:
        assert device.measured_at is not None
        return device.measured_at + device.horizon()
