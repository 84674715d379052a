"""Two services judge plants by figures of one law, each by its own copy: they are the same."""

from services.community.domain.eligibility import OLDER_PLANTS_LIMIT
from services.community.domain.facility_settings import PLANT_POWER_LIMIT_W, PLANTS_STARTED_FROM
from services.energy.domain.tariffs.editions import WHOLE
from services.energy.outbound.tariffs.rule_files import load_rules

MILLIWATTS = 1_000


def test_the_registry_judges_by_the_rules_that_energy_shows() -> None:
    """R3, R4: which plants take part, and how much of the power older ones may have."""
    newest = load_rules().eligibility.editions[-1]

    assert newest.earliest_commissioning == PLANTS_STARTED_FROM
    assert newest.plant_power_limit_mw == PLANT_POWER_LIMIT_W * MILLIWATTS
    assert newest.older_plants_share_ppb == round(OLDER_PLANTS_LIMIT * WHOLE)
