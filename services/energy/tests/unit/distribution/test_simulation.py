"""A policy is tried on months of the past beside the one in force; every cent is there."""

import re
from pathlib import Path
from typing import Any, Final

import pytest

from services.energy.tests.samples import HOME, ROOF
from services.energy.tests.unit.distribution.desk import EQUAL, Desk
from services.energy.tests.unit.edge import CAROL, SHED
from services.energy.usecases.distribution import simulate_policy

PAGE: Final = Path(__file__).parents[5] / "docs/guides/representative.md"


def by_facility(answer: dict[str, Any]) -> dict[str, tuple[float, float, float]]:
    return {
        item["facilityId"]: (item["proposedEur"], item["inForceEur"], item["differenceEur"])
        for item in answer["facilities"]
    }


async def test_both_policies_by_hand(desk: Desk) -> None:
    """The hour's 20 kWh earn 2.60 EUR of premium and 0.2114 EUR of valorization.

    All that was fed in was shared: 45 of 100 points are above the threshold of 55, 1.17 EUR are
    bound, 1.6414 EUR free. Proposed: a tenth to the funds, the rest equally, the bound to HOME,
    which is no enterprise. In force: half to the plant, half by 30 and 10 kWh, the bound social.
    """
    proposed = EQUAL | {"fundsShare": 0.1, "excessTo": "not_enterprises"}

    answer = (await desk.simulate(proposed)).json()

    assert answer["totalEur"] == 2.81
    assert answer["excess"] == [{"year": 2026, "share": 0.45, "judgedBy": "begun_months"}]
    assert answer["versions"] == [{"month": "2026-06", "version": 0}]
    assert by_facility(answer) == {
        str(HOME): (1.66, 0.62, 1.04),
        str(ROOF): (0.49, 0.82, -0.33),
        str(SHED): (0.49, 0.20, 0.29),
    }
    # 0.16414 has the largest remainder of those that sum to a cent less than 2.81.
    assert answer["funds"] == {"proposedEur": 0.17, "inForceEur": 0, "differenceEur": 0.17}
    assert answer["social"] == {"proposedEur": 0, "inForceEur": 1.17, "differenceEur": -1.17}
    assert answer["provisional"] is True
    assert set(answer["provisionalBecause"]) == {
        "period_not_over",
        "energy_incomplete",
        "rules_provisional",
        "year_not_over",
    }


@pytest.mark.parametrize(
    "policy",
    [
        EQUAL,
        {"parts": {"consumption": 0.7, "production": 0.3}, "fundsShare": 0.123456789},
        {"parts": {"coefficients": 1}, "coefficients": {str(SHED): 7}, "socialShare": 0.31},
    ],
)
async def test_either_policy_gives_the_whole_sum(desk: Desk, policy: dict[str, Any]) -> None:
    answer = (await desk.simulate(policy, **{"from": "2025-07", "to": "2026-06"})).json()

    lines = [*answer["facilities"], answer["funds"], answer["social"]]
    for name in ("proposedEur", "inForceEur"):
        assert sum(round(line[name] * 100) for line in lines) == 281
    assert sum(round(line["differenceEur"] * 100) for line in lines) == 0
    assert [item["year"] for item in answer["excess"]] == [2025, 2026]


async def test_the_guides_example_is_what_comes_out(desk: Desk) -> None:
    """Its cents, of the policy in force and of the proposed one."""
    answer = (
        await desk.simulate(EQUAL | {"fundsShare": 0.1, "excessTo": "not_enterprises"})
    ).json()

    names = {str(HOME): "Rossi", str(ROOF): "Solar Roof", str(SHED): "Bar"}
    lines = {names[line["facilityId"]]: line for line in answer["facilities"]}
    lines |= {name: answer[name] for name in ("funds", "social")}
    computed = {
        name: (round(line["inForceEur"] * 100), round(line["proposedEur"] * 100))
        for name, line in lines.items()
    }
    shown = {
        name: (int(in_force), int(proposed))
        for name, in_force, proposed in re.findall(
            r"^\| ([\w ]+) \| [^|]+ \| (\d+) \| [^|]+ \| (\d+) \|$", PAGE.read_text(), re.MULTILINE
        )
    }
    assert shown.pop("sum") == (281, 281)
    assert shown == computed


async def test_each_month_is_compared_with_its_own_policy(desk: Desk) -> None:
    await desk.decide(EQUAL | {"validFrom": "2026-06", "note": "From June."})

    answer = (await desk.simulate(EQUAL, **{"from": "2026-05", "to": "2026-06"})).json()

    assert answer["versions"] == [
        {"month": "2026-05", "version": 0},
        {"month": "2026-06", "version": 1},
    ]
    assert {line["differenceEur"] for line in answer["facilities"]} == {0}


async def test_nothing_is_stored(desk: Desk) -> None:
    await desk.simulate(EQUAL)

    assert (await desk.get(CAROL)).json()["newestVersion"] == 0
    assert (await desk.get(CAROL, "/version")).json() == []


async def test_the_simplified_form_is_tried_too(desk: Desk) -> None:
    """R6: (80 + min(40; max(0; 180 - 100))) + 10 EUR/MWh and V."""
    answer = (await desk.simulate(EQUAL, model="simplified", basis="measured")).json()
    official = (await desk.simulate(EQUAL, basis="official")).json()

    assert (answer["model"], answer["totalEur"]) == ("simplified", 2.81)
    assert official["totalEur"] == 0


@pytest.mark.parametrize(
    ("months", "code"),
    [
        ({"from": "2026-07"}, "invalid_period"),
        ({"from": "2026-05", "to": "2026-07"}, "invalid_period"),
        ({"from": "2026-06", "to": "2026-05"}, "invalid_period"),
        ({"from": "2025-06", "to": "2026-06"}, "too_many_points"),
        ({"from": "2026-6"}, "invalid_request"),
    ],
)
async def test_months_have_limits(desk: Desk, months: dict[str, str], code: str) -> None:
    refused = await desk.simulate(EQUAL, **months)

    assert (refused.status_code, refused.json()["code"]) == (400, code)


async def test_a_policy_that_could_not_be_decided_is_not_simulated(desk: Desk) -> None:
    refused = await desk.simulate({"parts": {"equal": 0.9}})

    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_policy")


async def test_months_that_are_not_held_are_computed_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    months = {"from": "2026-01", "to": "2026-06"}
    held = (await desk.simulate(EQUAL, **months)).json()
    monkeypatch.setattr(simulate_policy, "MOST_HELD", 0)

    again = (await desk.simulate(EQUAL, **months)).json()

    assert again == held
    assert held["totalEur"] == 2.81
