"""The hours of a statement over HTTP: each euro by its hour, its pot and its weights."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from services.energy.domain.distribution.policy import Criterion, DistributionPolicy
from services.energy.domain.distribution.versions import PolicyVersion
from services.energy.domain.ledger.hourly_detail import HourlyDetail
from services.energy.domain.ledger.settlement import SettlementKey
from services.energy.domain.registry import Community
from services.energy.domain.tariffs.editions import WHOLE
from services.energy.tests.samples import HOME, ROOF
from services.energy.tests.unit.edge import ALICE, BOB, COMMUNITY, DAVE, SHED
from services.energy.tests.unit.ledger.stage import LATER, SETTLEMENT, STATEMENT, Office

HOURS = f"facility/{HOME}/statement/2026-06/hours"
ALL_EQUAL = DistributionPolicy(parts_ppb={Criterion.EQUAL: WHOLE})


async def settled(office: Office) -> dict[str, Any]:
    """HOME withdrew 1 and SHED 0.5 kWh in one hour, ROOF fed in 2 kWh; nothing else happened."""
    await office.price(150)
    answer = await office.post(SETTLEMENT)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def told(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """Hours in which anything was shared, or may not be told."""
    return [hour for hour in answer["hours"] if hour["communitySharedWh"] != 0]


async def test_an_hour_by_hand(office: Office) -> None:
    """1.5 kWh at 120 EUR/MWh and V; the year's excess is bound, the rest halved; 1 of 1.5 kWh."""
    month = await settled(office)

    answer = (await office.get(HOURS, ALICE)).json()

    (hour,) = told(answer)
    assert hour["communitySharedWh"] == 1_500.0
    earned = month["premiumEur"] + month["valorizationEur"]
    assert hour["communityEarnedEur"] == pytest.approx(earned, abs=1e-9)
    (ground,) = hour["grounds"]
    free = earned - month["premiumEur"] * month["excessShare"]
    assert ground["ground"] == "consumption"
    assert ground["amountEur"] == pytest.approx(free / 2, abs=2e-9)
    assert (ground["weight"], ground["weightSum"]) == (1_000.0, 1_500.0)
    exact = ground["amountEur"] * ground["weight"] / ground["weightSum"]
    assert ground["givenEur"] == pytest.approx(exact, abs=1e-9)
    assert hour["amountEur"] == ground["givenEur"]


@pytest.mark.parametrize(("facility", "user"), [(HOME, ALICE), (ROOF, BOB), (SHED, DAVE)])
async def test_the_hours_are_the_statement_to_the_cent(
    office: Office, facility: UUID, user: UUID
) -> None:
    month = await settled(office)
    path = f"facility/{facility}/statement/2026-06"

    line = (await office.get(path, user)).json()["line"]
    answer = (await office.get(f"{path}/hours", user)).json()

    assert (answer["policy"], answer["policyVersion"]) == ("settled", month["policyVersion"])
    assert (answer["exactEur"], answer["amountEur"]) == (line["exactEur"], line["amountEur"])
    by_hour = sum(hour["amountEur"] for hour in answer["hours"])
    assert by_hour == pytest.approx(line["exactEur"], abs=1e-9)
    given: dict[str, float] = {}
    for hour in answer["hours"]:
        for ground in hour["grounds"]:
            given[ground["ground"]] = given.get(ground["ground"], 0) + ground["givenEur"]
    assert given == {c: amount for c, amount in line["partsEur"].items() if amount}


async def test_the_present_policy_is_tried_on_what_was_kept(office: Office) -> None:
    month = await settled(office)
    version = PolicyVersion(
        number=1, policy=ALL_EQUAL, valid_from=date(2026, 6, 1), decided_by=None, decided_at=None
    )
    await office.policies.add(COMMUNITY, version)

    before = (await office.get(HOURS, ALICE)).json()
    present = (await office.get(HOURS, ALICE, policy="present")).json()
    assert (before["policyVersion"], present["policyVersion"]) == (0, 1)
    assert present["settlement"]["version"] == month["version"] == 1
    (ground,) = told(present)[0]["grounds"]
    assert (ground["ground"], ground["weight"], ground["weightSum"]) == ("equal", 1, 3)
    assert (await office.post(SETTLEMENT)).json()["version"] == 2
    assert (await office.get(HOURS, ALICE)).json()["exactEur"] == present["exactEur"]
    assert (await office.get(HOURS, ALICE, version=1)).json()["hours"] == before["hours"]
    refused = await office.get(HOURS, ALICE, policy="mine")
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_request")


async def test_of_two_members_neither_sees_the_sums(office: Office) -> None:
    office.put(SHED, DAVE, LATER)
    await settled(office)

    answer = (await office.get(HOURS, ALICE)).json()

    hours = [hour for hour in answer["hours"] if hour["grounds"]]
    assert {hour["communitySharedWh"] for hour in answer["hours"]} == {None}
    assert {hour["communityEarnedEur"] for hour in answer["hours"]} == {None}
    (ground,) = hours[0]["grounds"]
    assert (ground["amountEur"], ground["weightSum"], ground["weight"]) == (None, None, 1_000.0)
    assert ground["givenEur"] > 0


async def test_a_representative_sees_the_sums_of_two(office: Office) -> None:
    office.put(SHED, DAVE, LATER)
    await settled(office)
    office.registry.put_community(
        Community(COMMUNITY, 2, removed=False, representative_id=ALICE, name="C")
    )

    answer = (await office.get(HOURS, ALICE)).json()

    assert told(answer)[0]["communitySharedWh"] == 1_000.0
    assert (await office.get(STATEMENT, ALICE)).status_code == 200


async def test_a_version_without_its_weights_says_so(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As those were kept that were settled before weights were."""
    await settled(office)
    detail_of = office.ledger.detail

    async def without(key: SettlementKey, number: int) -> HourlyDetail | None:
        detail = await detail_of(key, number)
        return None if detail is None else replace(detail, grounds=None)

    with_weights = (await office.get(HOURS, ALICE)).json()
    monkeypatch.setattr(office.ledger, "detail", without)
    answer = (await office.get(HOURS, ALICE)).json()

    assert {hour["grounds"] for hour in answer["hours"]} == {None}
    for name in ("exactEur", "amountEur", "policyVersion"):
        assert answer[name] == with_weights[name]
    assert [h["amountEur"] for h in answer["hours"]] == [
        h["amountEur"] for h in with_weights["hours"]
    ]
    refused = await office.get(HOURS, ALICE, policy="present")
    assert (refused.status_code, refused.json()["code"]) == (409, "weights_not_kept")
