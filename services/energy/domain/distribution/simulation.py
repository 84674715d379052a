"""What two policies give over months, side by side in cents."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from services.energy.domain.distribution.cents import in_cents
from services.energy.domain.distribution.distribution import Distribution


@dataclass(slots=True)
class Tally:
    """Sums over months, in nano-euro."""

    facilities_neur: defaultdict[UUID, int] = field(default_factory=lambda: defaultdict(int))
    funds_neur: int = 0
    social_neur: int = 0

    def add(self, facility_ids: Sequence[UUID], distribution: Distribution) -> None:
        """One month more; `facility_ids` are its columns."""
        sums = distribution.to_facilities_neur.sum(axis=0).tolist()
        for facility_id, amount in zip(facility_ids, sums, strict=True):
            self.facilities_neur[facility_id] += amount
        self.funds_neur += int(distribution.funds_neur.sum())
        self.social_neur += int(distribution.social_neur.sum())

    def cents(self) -> "PaidCents":
        """By largest remainder, over facilities (by id), funds and social purposes together."""
        ids = sorted(self.facilities_neur)
        amounts = [self.facilities_neur[facility_id] for facility_id in ids]
        *facilities, funds, social = in_cents([*amounts, self.funds_neur, self.social_neur])
        return PaidCents(dict(zip(ids, facilities, strict=True)), funds, social)


@dataclass(frozen=True, slots=True)
class PaidCents:
    """What is paid; all together the nearest cent of what there is."""

    facilities: Mapping[UUID, int]
    funds: int
    social: int

    @property
    def total(self) -> int:
        """All of it: the same under any policy."""
        return sum(self.facilities.values()) + self.funds + self.social
