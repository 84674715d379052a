"""A community's month as it was settled once: a version that stays as it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Final
from uuid import UUID

from services.energy.domain.basis import Basis
from services.energy.domain.distribution.cents import in_cents
from services.energy.domain.distribution.policy import Criterion
from services.energy.domain.incentives.excess import YearOfPremium
from services.energy.domain.incentives.model import Model, Provisional
from services.energy.domain.ledger.errors import TooManyVersionsError

MAXIMUM_VERSIONS: Final = 1_000
"""Of a month, basis and model: one an hour for six weeks."""


@dataclass(frozen=True, slots=True, order=True)
class SettlementKey:
    """What is settled: versions of one key are comparable."""

    community_id: UUID
    month: date
    """Its first day, in Rome."""
    basis: Basis
    model: Model


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementLine:
    """What a facility had of the month, and what it gets. Energies in uJ, money in nano-euro."""

    facility_id: UUID
    withdrawn_uj: int
    """As far as it counts: see sharing/shared_energy.py."""
    fed_in_uj: int
    shared_as_consumer_uj: int
    shared_as_producer_uj: int
    shared_as_plant_uj: int
    """By the order of commissioning: what the premium is paid on."""
    premium_neur: int
    """What its plant earned for the community; not what the facility gets."""
    valorization_neur: int
    parts_neur: Mapping[Criterion, int]
    """What the facility gets, by the criterion that gives it."""
    excess_neur: int
    """What it gets of the premium above the year's threshold."""
    coverage_ms: int
    """For how long its energy is known."""
    member_ms: int
    """For how long it was a member."""

    @property
    def amount_neur(self) -> int:
        """All it gets."""
        return sum(self.parts_neur.values()) + self.excess_neur


@dataclass(frozen=True, slots=True, kw_only=True)
class Cents:
    """What is paid, in whole cents that sum to the total."""

    lines: Mapping[UUID, int]
    funds: int
    social: int

    @property
    def total(self) -> int:
        """Of all lines, the funds and social purposes."""
        return sum(self.lines.values()) + self.funds + self.social


@dataclass(frozen=True, kw_only=True)
class Settlement:
    """One version. Versions of a key are numbered from 1; 0: not in the ledger."""

    key: SettlementKey
    number: int = 0
    computed_at: datetime
    fingerprint: str
    """SHA-256 (hex) of all it was computed from: energies, facts, prices, rules, policy, excess,
    and what keeps it provisional. Equal where the results are equal."""
    rules_versions: Sequence[str]
    """Of the rules in force in the month, one after the other."""
    policy_number: int
    provisional: Sequence[Provisional]
    excess_ppb: int
    """The part of the premium that is bound: the year's, as it was known then."""
    shared_uj: int
    year_part: YearOfPremium
    """What the month adds to its year."""
    lines: Sequence[SettlementLine]
    """In the order of the facilities' ids."""
    funds_neur: int
    social_neur: int
    detail_bytes: int = field(default=0, compare=False)
    """How long the hourly detail is that is kept with it."""

    def line(self, facility_id: UUID) -> SettlementLine | None:
        """A facility's; None where it was no member in the month."""
        return next((line for line in self.lines if line.facility_id == facility_id), None)

    @property
    def premium_neur(self) -> int:
        """All plants'."""
        return sum(line.premium_neur for line in self.lines)

    @property
    def valorization_neur(self) -> int:
        """All plants'."""
        return sum(line.valorization_neur for line in self.lines)

    @property
    def total_neur(self) -> int:
        """All there is to distribute: premium and valorization."""
        return sum(self.amounts_neur())

    def amounts_neur(self) -> Iterator[int]:
        """Who gets how much: the lines in order, then the funds, then social purposes."""
        yield from (line.amount_neur for line in self.lines)
        yield self.funds_neur
        yield self.social_neur

    @cached_property
    def cents(self) -> Cents:
        """By largest remainder; together the cents nearest to `total_neur`."""
        return self.cents_of(in_cents(list(self.amounts_neur())))

    def cents_of(self, amounts: Sequence[int]) -> Cents:
        """Amounts in the order of `amounts_neur`."""
        *lines, funds, social = amounts
        by_facility = zip((line.facility_id for line in self.lines), lines, strict=True)
        return Cents(lines=dict(by_facility), funds=funds, social=social)


def holds(newest: Settlement, other: Settlement) -> bool:
    """Whether the newest version says the same as the other, or was computed later."""
    return newest.fingerprint == other.fingerprint or newest.computed_at > other.computed_at


def next_number(newest: Settlement | None) -> int:
    """Of the version after it. Raises TooManyVersionsError."""
    number = 1 if newest is None else newest.number + 1
    if number > MAXIMUM_VERSIONS:
        raise TooManyVersionsError(f"a month has at most {MAXIMUM_VERSIONS} versions")
    return number
