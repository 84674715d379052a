"""By what the books say of a period one knows whether an earlier answer still holds."""

from datetime import timedelta

from services.energy.domain.basis import Basis
from services.energy.domain.calendar import EARLIEST, Period
from services.energy.domain.registry import FacilityPeriod
from services.energy.tests.contract.conftest import Store
from services.energy.tests.samples import HOME, NOON, ROOF, reading
from services.energy.tests.stage import storing

JUNE_21 = [FacilityPeriod(HOME, Period(NOON - timedelta(hours=12), NOON + timedelta(hours=12)))]
JUNE_20 = [FacilityPeriod(HOME, Period(NOON - timedelta(hours=36), NOON - timedelta(hours=13)))]
OF_ROOF = [FacilityPeriod(ROOF, JUNE_21[0].period)]


async def test_a_late_reading_changes_the_state_of_its_day_only(store: Store) -> None:
    await storing(store)([reading(60 * i, 600) for i in (0, 1, 3)])
    asked = [JUNE_21, JUNE_20, OF_ROOF, [*JUNE_21, *OF_ROOF], []]
    before = [await store.state(counted, Basis.MEASURED) for counted in asked]

    await storing(store)([reading(120, 900)])

    after = [await store.state(counted, Basis.MEASURED) for counted in asked]
    grown = [new.restated - old.restated for new, old in zip(after, before, strict=True)]
    assert grown == [1, 0, 0, 1, 0]
    assert {state.kept_from for state in after} == {EARLIEST}


async def test_what_comes_in_order_or_again_changes_nothing(store: Store) -> None:
    await storing(store)([reading(0, 600)])
    before = await store.state(JUNE_21, Basis.MEASURED)

    await storing(store)([reading(60, 900), reading(120, 900, facility=ROOF)])
    await storing(store)([reading(0, 600), reading(60, 900)])

    assert await store.state(JUNE_21, Basis.MEASURED) == before
