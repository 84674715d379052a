"""What changed between two versions of a month, or lies between its two bases."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from services.energy.domain.ledger.settlement import Settlement, SettlementLine


class Change(StrEnum):
    """What differs in what the two were computed from, as far as they tell."""

    BASIS = "basis"
    MODEL = "model"
    MEMBERS = "members"
    ENERGY = "energy"
    RULES = "rules"
    TARIFF = "tariff"
    """The same shared energy of the plants earned another sum: prices, plants, rules."""
    POLICY = "policy"
    EXCESS = "excess"
    PROVISIONAL = "provisional"


@dataclass(frozen=True, slots=True)
class LineDifference:
    """A facility in both; a side is None where it was no member."""

    facility_id: UUID
    before: SettlementLine | None
    after: SettlementLine | None
    before_cents: int
    after_cents: int

    @property
    def cents(self) -> int:
        """By how much the amount changed."""
        return self.after_cents - self.before_cents

    @property
    def is_changed(self) -> bool:
        """Whether anything of the line did."""
        return self.before != self.after or self.cents != 0


@dataclass(frozen=True, slots=True)
class SettlementDifference:
    """From one settlement to another, of one community and month."""

    before: Settlement
    after: Settlement
    changes: Sequence[Change]
    lines: Sequence[LineDifference]
    """Of all facilities of either, in the order of their ids."""

    @property
    def total_cents(self) -> int:
        """What the lines' differences, the funds' and that of social purposes sum to."""
        return self.after.cents.total - self.before.cents.total


def difference(before: Settlement, after: Settlement) -> SettlementDifference:
    """Line by line; also of two bases or models."""
    ids = sorted({line.facility_id for side in (before, after) for line in side.lines})
    lines = [
        LineDifference(
            facility_id,
            before.line(facility_id),
            after.line(facility_id),
            before.cents.lines.get(facility_id, 0),
            after.cents.lines.get(facility_id, 0),
        )
        for facility_id in ids
    ]
    told = _changes(before, after)
    return SettlementDifference(before, after, [c for c in Change if c in told], lines)


def _changes(before: Settlement, after: Settlement) -> set[Change]:
    pairs: Mapping[Change, Callable[[Settlement], object]] = {
        Change.BASIS: lambda s: s.key.basis,
        Change.MODEL: lambda s: s.key.model,
        Change.MEMBERS: lambda s: [(line.facility_id, line.member_ms) for line in s.lines],
        Change.ENERGY: lambda s: [_energy(line) for line in s.lines],
        Change.RULES: lambda s: list(s.rules_versions),
        Change.POLICY: lambda s: s.policy_number,
        Change.EXCESS: lambda s: s.excess_ppb,
        Change.PROVISIONAL: lambda s: list(s.provisional),
    }
    told = {change for change, of in pairs.items() if of(before) != of(after)}
    if _plants(before) == _plants(after) and _earned(before) != _earned(after):
        told.add(Change.TARIFF)
    return told


def _energy(line: SettlementLine) -> tuple[object, ...]:
    return (line.facility_id, line.withdrawn_uj, line.fed_in_uj, line.shared_as_consumer_uj)


def _plants(settlement: Settlement) -> dict[UUID, int]:
    return {
        line.facility_id: line.shared_as_plant_uj
        for line in settlement.lines
        if line.shared_as_plant_uj
    }


def _earned(settlement: Settlement) -> dict[UUID, tuple[int, int]]:
    return {
        line.facility_id: (line.premium_neur, line.valorization_neur)
        for line in settlement.lines
        if line.shared_as_plant_uj
    }
