"""What a community's shared energy earns over a period, from the books, prices and rules of now."""

import asyncio
import hashlib
from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock
from services.energy.domain.basis import Basis
from services.energy.domain.calendar import Period
from services.energy.domain.incentives.incentives import Incentives, incentives
from services.energy.domain.incentives.model import FormerFacts, IncentiveFacts, Model, Provisional
from services.energy.domain.quantities import epoch_ms
from services.energy.domain.registry import Facility
from services.energy.domain.sharing.facility_hours import HOUR_MS, FacilityHours
from services.energy.domain.sharing.shared_energy import shared_energy
from services.energy.domain.tariffs.editions import WHOLE
from services.energy.domain.tariffs.premium import Plant
from services.energy.domain.tariffs.prices import HourlyPrices, Zone, hourly_prices
from services.energy.domain.tariffs.rules import RuleBook
from services.energy.ports.registry import Registry
from services.energy.ports.sharing import HourlyBooks
from services.energy.ports.tariffs import Prices
from services.energy.usecases.sharing.community_facilities import (
    CommunityFacilities,
    community_facilities,
)


@dataclass(frozen=True, slots=True, eq=False)
class ComputedIncentives:
    """A result with what it was computed from."""

    period: Period
    basis: Basis
    model: Model
    facilities: CommunityFacilities
    """Those that counted in the period: the columns of the result."""
    facts: tuple[IncentiveFacts, ...]
    prices: HourlyPrices
    """Of the period's hours, in the community's zone."""
    result: Incentives
    provisional: tuple[Provisional, ...]
    """Why it may still change, in the order of the reasons; empty when it is final."""
    fingerprint: str
    """SHA-256 (hex) of all inputs: equal where the inputs, and so the result, are equal."""


class ComputeIncentives:
    """Reads and computes; whether the caller may know is for who asks."""

    def __init__(
        self,
        registry: Registry,
        books: HourlyBooks,
        prices: Prices,
        rules: RuleBook,
        clock: Clock,
    ) -> None:
        self._registry = registry
        self._books = books
        self._prices = prices
        self._rules = rules
        self._clock = clock

    async def __call__(
        self, community_id: UUID, period: Period, basis: Basis, model: Model
    ) -> ComputedIncentives:
        """Of a period whose borders are hours'; a year of 100 facilities takes seconds of reading.

        Raises a transient error when the database is away.
        """
        facilities = community_facilities(self._registry, community_id).within(period)
        hours = await self._books.facility_hours(
            facilities.facility_ids, facilities.counted(period), period, basis
        )
        prices = await self._hourly_prices(community_id, period)
        facts = tuple(incentive_facts(facility) for facility in facilities.facilities)
        # Arrays of a year must not hold up the readings that arrive meanwhile.
        result, fingerprint = await asyncio.to_thread(
            self._result, facilities, hours, prices, facts, model
        )
        told = result.provisional
        if period.end > self._clock.now():
            told |= {Provisional.NOT_OVER}
        reasons = tuple(reason for reason in Provisional if reason in told)
        return ComputedIncentives(
            period, basis, model, facilities, facts, prices, result, reasons, fingerprint
        )

    async def _hourly_prices(self, community_id: UUID, period: Period) -> HourlyPrices:
        """Without any where the community's zone is none of the market's."""
        community = self._registry.community(community_id)
        zone = community.market_zone if community is not None else ""
        if zone not in list(Zone):
            return hourly_prices(period, {})
        stored = await self._prices.of_period(Zone(zone), period)
        return hourly_prices(period, {price.hour_start: price.price_ueur_mwh for price in stored})

    def _result(
        self,
        facilities: CommunityFacilities,
        hours: FacilityHours,
        prices: HourlyPrices,
        facts: tuple[IncentiveFacts, ...],
        model: Model,
    ) -> tuple[Incentives, str]:
        shared = shared_energy(hours, facilities.storage_efficiencies)
        told = hashlib.sha256()
        for array in (
            shared.counted_uj,
            hours.fed_in_uj,
            hours.coverage_ms,
            hours.member_ms,
            prices.price_ueur_mwh,
            prices.known,
        ):
            told.update(array.tobytes())
        result = incentives(shared, facts, prices, self._rules, model)
        # Of these hours: what changed before or after them is no other input.
        then = [(part.hours.start, part.facts) for part in result.parts]
        told.update(repr((hours.first_hour_ms, hours.facility_ids, then, model)).encode())
        told.update(self._rules.fingerprint().encode())
        return result, told.hexdigest()


def incentive_facts(facility: Facility) -> IncentiveFacts:
    """What the registry says of a facility, in the words of the rules."""
    facts = facility.facts
    plant = None
    if facts.has_plant and facts.commissioned_on is not None:
        plant = Plant(
            power_mw=facts.max_production_mw,
            region=facts.region,
            is_photovoltaic=facts.is_photovoltaic,
            commissioned_on=facts.commissioned_on,
            reduction_ppb=round(facts.incentives_reduction * WHOLE),
            claims_regional_bonus=facts.regional_bonus,
        )
    former = tuple(
        FormerFacts(
            # An hour counts by what held when it began.
            until_ms=-(-epoch_ms(each.until) // HOUR_MS) * HOUR_MS,
            reduction_ppb=round(each.incentives_reduction * WHOLE),
            owner_kind=each.owner_kind,
        )
        for each in facts.former
    )
    return IncentiveFacts(plant=plant, owner_kind=facts.owner_kind, former=former)
