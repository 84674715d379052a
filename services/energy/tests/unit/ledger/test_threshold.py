"""By which months the year's threshold is judged, in a settlement and in a simulation."""

from datetime import timedelta

import pytest

from services.energy.domain.distribution.policy import DEFAULT_POLICY
from services.energy.domain.tariffs.editions import WHOLE
from services.energy.tests.samples import ROOF, reading
from services.energy.tests.stage import storing
from services.energy.tests.unit.edge import CAROL, COMMUNITY
from services.energy.tests.unit.ledger.months import JUNE
from services.energy.tests.unit.ledger.stage import SETTLEMENT, Office
from services.energy.usecases.distribution.simulate_policy import SimulationQuestion

MAY = f"community/{COMMUNITY}/settlement/2026-05"


async def simulated(office: Office) -> float:
    question = SimulationQuestion(policy=DEFAULT_POLICY, first=JUNE, last=JUNE)
    found = await office.simulate(COMMUNITY, question, user_id=CAROL)
    return found.excess_ppb[2026] / WHOLE


async def test_both_say_the_same_once_what_has_begun_is_settled(office: Office) -> None:
    """June shares 1.5 of 2 kWh, 20 of 75 points too many; in May 2 kWh more were fed in for nobody.

    Settlements say which months judged, and so do simulations.
    """
    before_s = -timedelta(days=31).total_seconds()
    await storing(office.books)(
        [reading(before_s + 900 * i, -2_000, device="meter-2", facility=ROOF) for i in range(5)]
    )

    alone = (await office.post(SETTLEMENT)).json()
    may = (await office.post(MAY)).json()
    june = (await office.post(SETTLEMENT)).json()

    assert alone["excessShare"] == pytest.approx(20 / 75, abs=1e-9)
    assert await simulated(office) == 0
    assert [may["excessShare"], june["excessShare"]] == [0, 0]
    assert {each["excessJudgedBy"] for each in (alone, may, june)} == {"settled_months"}
