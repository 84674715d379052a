"""The ledger over HTTP: versions, differences, statements, GSE's; who may see and do what."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from services.energy.domain.registry import FormerFacts
from services.energy.tests.samples import ROOF
from services.energy.tests.unit.edge import ALICE, BOB, CAROL, COMMUNITY, DAVE, EVE, SHED, STRANGER
from services.energy.tests.unit.ledger.stage import LATER, MAY, PLANT, SETTLEMENT, STATEMENT, Office

GSE = f"{SETTLEMENT}/gse-statement"
FACILITY = f"facility/{ROOF}/statement/2026-06"


async def settled(office: Office, status: int = 201) -> dict[str, Any]:
    answer = await office.post(SETTLEMENT)
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_a_month_is_settled_once_until_something_changes(office: Office) -> None:
    await office.price(150)
    first = await settled(office)
    again = await settled(office, status=200)
    await office.price(160, revision=2)
    second = await settled(office)

    assert (first["version"], again["version"], second["version"]) == (1, 1, 2)
    assert first == again
    assert first["fingerprint"] != second["fingerprint"]
    assert first["sharedWh"] == 1_500.0
    assert first["premiumEur"] == 0.18
    listed = (await office.get(f"{SETTLEMENT}/version")).json()
    assert [item["version"] for item in listed] == [2, 1]
    assert (await office.get(f"{SETTLEMENT}/version/1")).json() == first
    assert (await office.get(SETTLEMENT)).json() == second
    year = (await office.get(f"community/{COMMUNITY}/settlement", year=2026)).json()
    assert [month["version"] for month in year["months"]] == [2]
    assert year["totalEur"] == second["totalEur"]


@pytest.mark.parametrize(
    ("since", "version"), [("2026-06-30T22:00:00Z", 1), ("2026-06-21T12:00:00Z", 2)]
)
async def test_a_grant_changes_the_months_that_it_counts_in(
    office: Office, since: str, version: int
) -> None:
    """From July on June stays the version it is; from an hour of June on that is settled again."""
    await office.price(150)
    first = await settled(office)
    before = FormerFacts(
        until=datetime.fromisoformat(since), incentives_reduction=0, owner_kind="natural-person"
    )
    facts = replace(PLANT, incentives_reduction=0.5, former=(before,))
    office.put(ROOF, BOB, MAY, facts=facts, name="Roof")

    again = (await office.post(SETTLEMENT)).json()

    assert (first["version"], again["version"]) == (1, version)
    assert (again["fingerprint"] == first["fingerprint"]) == (version == 1)


async def test_lines_funds_and_social_purposes_sum_to_the_total(office: Office) -> None:
    found = await settled(office)

    cents = [round(100 * line["amountEur"]) for line in found["lines"]]
    kept = round(100 * found["fundsEur"]) + round(100 * found["socialEur"])
    assert sum(cents) + kept == round(100 * found["totalEur"])
    assert "energy_incomplete" in found["provisionalBecause"]
    assert "prices_missing" in found["provisionalBecause"]


async def test_what_changed_is_told_line_by_line(office: Office) -> None:
    await office.price(150)
    await settled(office)
    await office.price(175, revision=2)
    await settled(office)

    found = (await office.get(f"{SETTLEMENT}/difference")).json()
    assert (found["before"]["version"], found["after"]["version"]) == (1, 2)
    assert found["changes"] == ["tariff"]
    changes = [line["differenceEur"] for line in found["lines"]]
    kept = found["fundsDifferenceEur"] + found["socialDifferenceEur"]
    assert round(sum(changes) + kept, 2) == found["totalDifferenceEur"] == -0.04
    back = await office.get(f"{SETTLEMENT}/difference", version=1, otherVersion=2)
    assert back.json()["totalDifferenceEur"] == 0.04
    alone = await office.get(f"{SETTLEMENT}/difference", version=1)
    assert (alone.status_code, alone.json()["code"]) == (404, "settlement_not_found")


async def test_the_difference_between_the_bases(office: Office) -> None:
    await settled(office)
    assert (await office.post(f"{SETTLEMENT}?basis=official")).status_code == 201

    found = (await office.get(f"{SETTLEMENT}/difference", otherBasis="official")).json()
    assert (found["before"]["basis"], found["after"]["basis"]) == ("official", "measured")
    assert found["sharedDifferenceWh"] == 1_500.0
    assert {"basis", "energy"} <= set(found["changes"])


async def test_a_month_that_has_not_begun(office: Office) -> None:
    refused = await office.post(f"community/{COMMUNITY}/settlement/2026-08")
    assert (refused.status_code, refused.json()["code"]) == (400, "month_not_begun")
    open_month = await office.post(f"community/{COMMUNITY}/settlement/2026-07")
    assert "period_not_over" in open_month.json()["provisionalBecause"]
    for wrong in ("2026-13", "1999-01", "june"):
        unknown = await office.get(f"community/{COMMUNITY}/settlement/{wrong}")
        assert (unknown.status_code, unknown.json()["code"]) == (404, "month_not_found")
    for wrong in ("2", "0", "one"):
        unknown = await office.get(f"{SETTLEMENT}/version/{wrong}")
        assert (unknown.status_code, unknown.json()["code"]) == (404, "settlement_not_found")


@pytest.mark.parametrize("user", [ALICE, EVE])
async def test_the_ledger_is_the_representatives(office: Office, user: UUID) -> None:
    await settled(office)
    year = f"community/{COMMUNITY}/settlement?year=2026"
    answers = [
        await office.post(SETTLEMENT, user),
        await office.post(GSE, user, json={"lines": [{"premiumEur": 1}]}),
        *[
            await office.get(path, user)
            for path in (
                year,
                SETTLEMENT,
                GSE,
                *(f"{SETTLEMENT}/{part}" for part in ("version", "version/1", "difference")),
            )
        ],
    ]
    assert {(a.status_code, a.json()["code"]) for a in answers} == {(403, "not_representative")}


async def test_members_see_sums_and_their_own_lines(office: Office) -> None:
    await settled(office)
    all_lines = (await office.get(STATEMENT)).json()
    own = (await office.get(STATEMENT, BOB)).json()

    assert len(all_lines["lines"]) == 3
    assert [line["facilityId"] for line in own["lines"]] == [str(ROOF)]
    assert own["settlement"] == all_lines["settlement"]
    assert sum(day["sharedAsConsumerWh"] for day in own["days"]) == 1_500.0
    refused = await office.get(STATEMENT, EVE)
    assert (refused.status_code, refused.json()["code"]) == (403, "no_access")
    unknown = await office.get(f"community/{STRANGER}/statement/2026-06")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "community_not_found")


async def test_sums_over_two_are_for_the_representative(office: Office) -> None:
    await settled(office)
    office.put(SHED, DAVE, LATER)

    refused = await office.get(STATEMENT, ALICE)
    assert (refused.status_code, refused.json()["code"]) == (403, "too_few_facilities")
    assert (await office.get(STATEMENT, CAROL)).status_code == 200


async def test_a_facilitys_statement_is_its_users(office: Office) -> None:
    await settled(office)
    found = (await office.get(FACILITY, BOB)).json()

    assert found["line"]["sharedAsProducerWh"] == 1_500.0
    assert "sharedWh" not in found["settlement"], "the community's sums are not the facility's"
    hours = (await office.get(f"{FACILITY}/hours", BOB)).json()
    assert len(hours["hours"]) == 720
    assert hours["exactEur"] == found["line"]["exactEur"]
    assert round(sum(h["amountEur"] for h in hours["hours"]), 9) == hours["exactEur"]
    for path in (FACILITY, f"{FACILITY}/hours"):
        for user in (ALICE, CAROL, DAVE):
            refused = await office.get(path, user)
            assert (refused.status_code, refused.json()["code"]) == (403, "no_access")
    elsewhere = await office.get(FACILITY, BOB, communityId=str(STRANGER))
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (404, "not_in_community")


async def test_statements_are_written_for_spreadsheets(office: Office) -> None:
    await settled(office)
    italian = (await office.get(STATEMENT, format="csv", locale="it")).text.splitlines()
    own = (await office.get(FACILITY, BOB, format="csv")).text.splitlines()

    assert italian[0].startswith("month;basis;version;row;facility_id;name;withdrawn_Wh;")
    assert [line.split(";")[3] for line in italian[1:]] == ["facility"] * 3 + [
        "funds",
        "social",
        "total",
    ]
    assert ";0,17" in italian[-1] or ";0,1" in italian[-1]
    assert (len(own), own[1].split(",")[5]) == (2, "Roof")


async def test_what_gse_pays_is_reconciled_and_distributed(office: Office) -> None:
    await office.price(150)
    await settled(office)
    csv = "Impianto;Energia condivisa (kWh);Tariffa premio;Valorizzazione\nR-1;1,5;0,24;0,02\n"
    missing = await office.get(GSE)
    unknown = await office.post(GSE, content=csv, headers={"Content-Type": "text/csv"})
    brought = await office.post(
        f"{GSE}?plant=R-1={ROOF}&note=June", content=csv, headers={"Content-Type": "text/csv"}
    )

    assert (missing.status_code, missing.json()["code"]) == (404, "gse_statement_not_found")
    assert (unknown.status_code, unknown.json()["errors"][0]["code"]) == (400, "plant_unknown")
    assert (brought.status_code, brought.json()["number"]) == (201, 1)
    assert brought.json()["paidEur"] == 0.26
    found = (await office.get(GSE)).json()
    (line,) = found["lines"]
    assert (line["computedSharedKWh"], line["paidSharedKWh"]) == (1.5, 1.5)
    assert line["differenceEur"] == round(0.26 - line["computedEur"], 9)
    assert line["causes"] == ["rules_provisional", "advance_or_rounding"]

    paid = (await office.get(STATEMENT, amounts="paid")).json()
    assert (paid["settlement"]["totalEur"], paid["paidStatement"]) == (0.26, 1)
    kept = paid["settlement"]["fundsEur"] + paid["settlement"]["socialEur"]
    assert round(sum(line["amountEur"] for line in paid["lines"]) + kept, 2) == 0.26
    again = await office.post(GSE, json={"lines": [{"plant": "Roof", "premiumEur": 1}]})
    assert again.json()["number"] == 2
    assert (await office.get(GSE)).json()["statement"]["number"] == 2
    assert (await office.get(GSE, statement=1)).json()["statement"]["note"] == "June"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "gse_statement_invalid"),
        ("Impianto;Premio\nRoof;1\n", "gse_statement_invalid"),
        ("Impianto;Tariffa premio\nRoof;x\n", "gse_statement_invalid"),
        ("Impianto;Tariffa premio\nRoof;1\nRoof;1\n", "gse_statement_invalid"),
        ("Impianto;Tariffa premio\nRoof;99999999999\n", "gse_statement_invalid"),
    ],
)
async def test_files_that_cannot_be_taken(office: Office, content: str, code: str) -> None:
    refused = await office.post(GSE, content=content, headers={"Content-Type": "text/csv"})
    assert (refused.status_code, refused.json()["code"]) == (400, code)
