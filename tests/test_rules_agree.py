"""What two services know by a copy of their own is the same."""

from libs.chassis.http import ApiModel
from services.community.domain.eligibility import OLDER_PLANTS_LIMIT
from services.community.domain.facility_settings import PLANT_POWER_LIMIT_W, PLANTS_STARTED_FROM
from services.community.inbound.http_surplus_policy import SurplusPolicyBody
from services.energy.domain.tariffs.editions import WHOLE
from services.energy.outbound.tariffs.rule_files import load_rules
from services.engagement.inbound.http.replay.models import PolicyBody

MILLIWATTS = 1_000


def test_the_registry_judges_by_the_rules_that_energy_shows() -> None:
    """R3, R4: which plants take part, and how much of the power older ones may have."""
    newest = load_rules().eligibility.editions[-1]

    assert newest.earliest_commissioning == PLANTS_STARTED_FROM
    assert newest.plant_power_limit_mw == PLANT_POWER_LIMIT_W * MILLIWATTS
    assert newest.older_plants_share_ppb == round(OLDER_PLANTS_LIMIT * WHOLE)


def test_a_policy_that_is_tried_has_the_fields_limits_and_defaults_of_one_that_is_set() -> None:
    def limits(body: type[ApiModel]) -> dict[str, dict[str, object]]:
        about = ("minimum", "maximum", "default", "maxItems", "pattern")
        fields = body.model_json_schema()["properties"]
        return {
            name: {key: field[key] for key in about if key in field}
            for name, field in fields.items()
        }

    assert limits(PolicyBody) == limits(SurplusPolicyBody)
