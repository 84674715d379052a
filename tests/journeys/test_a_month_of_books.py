"""A community's month: what it shared, earned and paid to whom, and what later changes of it.

Issue "The energy books". Every figure is counted once more by `month_recount`.
"""

import io
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

import pandas as pd
import pytest
import pytest_asyncio

from devstack.people.person import People, Person
from devstack.supervisor.stack import Stack
from libs.chassis.testing.eventually import eventually
from tests.journeys.a_month import (
    BAKERY,
    BEGIN,
    FLATS,
    HOUR,
    HOURS,
    NAME,
    PARISH,
    PERIOD,
    POLICY,
    QUARTER,
    Month,
    a_month,
    read,
    recount,
    shared,
    upload,
)
from tests.journeys.refusals import refused
from tests.journeys.settled import cents, lines_of, paid_cents, post, settle, unit_value
from tests.persistence import persistently

pytestmark = pytest.mark.asyncio(loop_scope="session")
_NANO: Final = 1e-7
"""What is computed in nano-euro by hour and plant, and here in floats, agrees to this."""
_POLICY: Final = {
    "parts": {"consumption": POLICY.consumption, "production": POLICY.production},
    "fundsShare": POLICY.funds,
    "excessTo": "not_enterprises",
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def month(stack: Stack, people: People, rosa: Person) -> Month:
    """Its representative has decided how it is divided."""
    scene = await a_month(stack, people, rosa)
    decision = _POLICY | {"validFrom": NAME, "note": "Deciso in assemblea"}
    await rosa.account.request("PUT", f"{scene.path}/distribution-policy", body=decision)
    return scene


async def test_what_a_month_shares_and_earns(month: Month) -> None:
    """R5, R6, FR3.2: both forms of the incentive; to members the sums and their own plant."""
    expected, told = month.recount(), await shared(month)
    assert [hour["fedInWh"] for hour in told["hours"]] == list(expected.fed_in.sum(axis=1))
    assert [hour["withdrawnWh"] for hour in told["hours"]] == list(expected.withdrawn.sum(axis=1))
    assert [hour["sharedWh"] for hour in told["hours"]] == list(expected.shared)

    value = await unit_value(month.rosa)
    for model, premium in (("tip", expected.premium), ("simplified", expected.simplified)):
        earned = await read(month.rosa, f"{month.path}/incentives", model=model, **PERIOD)
        sums = earned["community"]
        assert sums["premiumEur"] == pytest.approx(premium.sum(), abs=_NANO)
        valorization = expected.valorization(value).sum()
        assert sums["valorizationEur"] == pytest.approx(valorization, abs=_NANO)
    (own,) = (await read(month.owners[PARISH], f"{month.path}/incentives", **PERIOD))["plants"]
    assert own["facilityId"] == str(month.id_of(PARISH))
    assert [why["reason"] for why in own["noPremium"]] == ["older_plant"]
    with refused(403, "no_access"):
        await read(month.owners[FLATS], month.path_of(BAKERY))


async def test_a_day_as_it_accrues_and_the_co2_it_avoids(month: Month) -> None:
    """Issue "The energy books": today is the day of the newest reading."""

    async def is_today() -> bool:
        expected, accrued = month.recount(), await read(month.rosa, f"{month.path}/today")
        assert accrued["today"]["sharedWh"] == expected.shared.sum()
        assert accrued["today"]["premiumEur"] == pytest.approx(expected.premium.sum(), abs=_NANO)
        return True

    await eventually(is_today)
    impact = await read(month.rosa, f"{month.path}/impact", **PERIOD)
    (factor,) = impact["factors"]
    fed_in_kwh = month.recount().fed_in.sum().sum() / 1_000
    avoided_kg = fed_in_kwh * factor["factor"]["gramsPerKwh"] / 1_000
    assert impact["total"]["avoidedCo2Kg"] == pytest.approx(avoided_kg, abs=1e-5)


async def test_a_month_is_settled_and_everybody_sees_their_part(month: Month) -> None:
    """R6: to the cent, hour by hour, as files; a kill -9 takes nothing away."""
    settled = await settle(month)
    month.stack.supervisor.kill("energy")
    await month.stack.supervisor.wait_until_ready("energy")
    kept = await persistently(lambda: read(month.rosa, f"{month.path}/settlement/{NAME}"))
    assert kept == settled

    value = await unit_value(month.rosa)
    expected = month.recount().amounts(POLICY, value).sum()
    lines = lines_of(month, settled)
    assert {name: line["exactEur"] for name, line in lines.items()} == pytest.approx(
        dict(expected), abs=_NANO
    )
    assert "energy_incomplete" in settled["provisionalBecause"], "of six hours only"
    assert settled["excessShare"] == pytest.approx(month.recount().excess, abs=1e-8)
    assert cents(settled["totalEur"]) == paid_cents(settled) > 0
    await _members_see_their_own(month, settled)
    await _files_say_the_same(month, settled)


async def test_a_policy_is_tried_before_it_is_decided(month: Month) -> None:
    """R6: both divide the same sum; nothing is changed."""
    body = {"policy": {"parts": {"equal": 1.0}}, "from": NAME}
    path = f"{month.path}/distribution-policy"
    tried = await post(month.rosa, f"{path}/simulation", body)
    rows = [*tried["facilities"], tried["funds"], tried["social"]]
    for side in ("proposedEur", "inForceEur"):
        assert sum(cents(row[side]) for row in rows) == cents(tried["totalEur"])
    assert len({cents(row["inForceEur"]) for row in tried["facilities"]}) == 3
    in_force = (await read(month.owners[FLATS], path, month=NAME))["inForce"]
    assert (in_force["number"], in_force["policy"]["fundsShare"]) == (1, POLICY.funds)
    with refused(403, "not_representative"):
        await post(month.owners[FLATS], f"{path}/simulation", body)


async def test_a_late_correction_restates_the_month(month: Month) -> None:
    """R6: another version beside the first; their difference says whose cents changed."""
    before = await settle(month)
    at = BEGIN + HOUR + 2 * QUARTER
    await month.correct(FLATS, at, month.powers[FLATS][at] + 20_000)
    after = await settle(month)

    assert after["version"] == before["version"] + 1
    assert after["fingerprint"] != before["fingerprint"]
    assert await settle(month) == after, "nothing has changed since"
    path = f"{month.path}/settlement/{NAME}"
    assert await read(month.rosa, f"{path}/version/{before['version']}") == before
    told = await read(month.rosa, f"{path}/difference")
    assert (told["before"]["version"], told["after"]["version"]) == (
        before["version"],
        after["version"],
    )
    assert "energy" in told["changes"]
    assert told["sharedDifferenceWh"] == 5_000.0
    was, now = lines_of(month, before), lines_of(month, after)
    assert {line["facilityId"]: cents(line["differenceEur"]) for line in told["lines"]} == {
        str(month.id_of(name)): cents(now[name]["amountEur"]) - cents(was[name]["amountEur"])
        for name in now
    }
    sums = [*(line["differenceEur"] for line in told["lines"]), told["fundsDifferenceEur"]]
    total = cents(told["totalDifferenceEur"])
    assert sum(map(cents, sums)) + cents(told["socialDifferenceEur"]) == total > 0


async def test_a_month_is_settled_on_official_energy_too(month: Month) -> None:
    """R6, FR3.3: what the distributor says of one facility, and how it differs."""
    await settle(month)
    starts = pd.date_range(BEGIN, periods=8, freq="15min")
    energy = pd.DataFrame({BAKERY: [-5_000.0, 2_000.0] * 4}, index=starts)
    energy = energy.assign(**{PARISH: 0.0, FLATS: 0.0})
    owner = month.owners[BAKERY].account
    lines = [
        f"{at.isoformat()},{max(wh, 0)},{max(-wh, 0)}"
        for at, wh in energy[BAKERY].items()
        if isinstance(at, pd.Timestamp)
    ]
    report = await upload(
        month.stack,
        await owner.access_token(),
        "POST",
        f"{month.path_of(BAKERY)}/official-curve",
        ["timestamp,consumed [Wh],produced [Wh]", *lines],
        stamp="start",
    )
    assert (report["errorCount"], report["months"], report["quarterHours"]) == (0, [NAME], 8)

    official = await settle(month, basis="official")
    assert official["sharedWh"] == recount(energy).shared.sum() == 8_000.0
    told = await read(
        month.rosa,
        f"{month.path}/settlement/{NAME}/difference",
        basis="official",
        otherBasis="measured",
    )
    assert {"basis", "energy"} <= set(told["changes"])
    assert told["sharedDifferenceWh"] == 8_000.0 - month.recount().shared.sum()


async def test_what_gse_pays_is_held_against_it_and_divided(month: Month) -> None:
    """R6: to the cent what was paid, by the shares of what was computed."""
    settled = await settle(month)
    lines = lines_of(month, settled)
    paid = {
        name: {
            "sharedKWh": lines[name]["sharedAsPlantWh"] / 1_000,
            "premiumEur": round(lines[name]["premiumEur"] - less, 2),
            "valorizationEur": round(lines[name]["valorizationEur"], 2),
        }
        for name, less in ((BAKERY, 1.0), (PARISH, 0.0))
    }
    path = f"{month.path}/settlement/{NAME}/gse-statement"
    body = {"lines": [{"plant": name, **amounts} for name, amounts in paid.items()]}
    statement = await post(month.rosa, path, body)

    told = await read(month.rosa, path)
    differences = {line["facilityId"]: line["differenceEur"] for line in told["lines"]}
    assert differences == {
        str(month.id_of(BAKERY)): pytest.approx(-1.0, abs=0.011),
        str(month.id_of(PARISH)): pytest.approx(0.0, abs=0.011),
    }
    divided = await read(month.rosa, f"{month.path}/statement/{NAME}", amounts="paid")
    head = divided["settlement"]
    assert cents(head["totalEur"]) == cents(statement["paidEur"]) < cents(settled["totalEur"])
    assert paid_cents(head | {"lines": divided["lines"]}) == cents(head["totalEur"])


async def test_a_grant_changes_only_the_hours_from_its_day_on(month: Month) -> None:
    """R6: in the last hour alone somebody with F withdraws of what is shared."""
    before, last = await settle(month), BEGIN + (HOURS - 1) * HOUR
    await month.change_grant(0.5, since=last)
    within = await settle(month)
    await month.change_grant(0.1, since=datetime.now(UTC))

    assert await settle(month) == within, "the month was over"
    assert within["version"] == before["version"] + 1
    path = f"{month.path_of(BAKERY)}/statement/{NAME}/hours"
    earned = [
        {hour["hourStart"]: hour["earnedEur"] for hour in found["hours"]}
        for found in [
            await read(month.owners[BAKERY], path, version=each["version"])
            for each in (before, within)
        ]
    ]
    changed = [hour for hour, euro in earned[0].items() if earned[1][hour] != euro]
    assert changed == [f"{last:%Y-%m-%dT%H:%M:%SZ}"]


async def _members_see_their_own(month: Month, settled: Mapping[str, Any]) -> None:
    for name, line in lines_of(month, settled).items():
        owner, path = month.owners[name], f"{month.path_of(name)}/statement/{NAME}"
        own = await read(owner, path)
        assert (own["line"]["name"], own["line"]["amountEur"]) == (name, line["amountEur"])
        hours = await read(owner, f"{path}/hours")
        assert (hours["exactEur"], hours["amountEur"]) == (line["exactEur"], line["amountEur"])
        assert max(hour["communityEarnedEur"] for hour in hours["hours"]) > 0
        by_hour = sum(hour["amountEur"] for hour in hours["hours"])
        assert by_hour == pytest.approx(line["exactEur"], abs=_NANO)
        of_community = await read(owner, f"{month.path}/statement/{NAME}")
        assert [one["name"] for one in of_community["lines"]] == [name]
        with refused(403, "not_representative"):
            await read(owner, f"{month.path}/settlement/{NAME}")
        for other in set(month.owners) - {name}:
            for tail in ("", "/hours"):
                with refused(403, "no_access"):
                    await read(owner, f"{month.path_of(other)}/statement/{NAME}{tail}")


async def _files_say_the_same(month: Month, settled: Mapping[str, Any]) -> None:
    request, path = month.rosa.account.request, f"{month.path}/statement/{NAME}"
    written = await request("GET", path, query={"format": "csv", "locale": "it"})
    table = pd.read_csv(io.BytesIO(written), sep=";", decimal=",")
    amounts = table.set_index("name")["amount_EUR"]
    assert {name: amounts[name] for name in month.homes} == {
        name: line["amountEur"] for name, line in lines_of(month, settled).items()
    }
    (total,) = table.loc[table["row"] == "total", "amount_EUR"]
    parts = table.loc[table["row"] != "total", "amount_EUR"]
    assert sum(map(cents, parts)) == cents(total) == cents(settled["totalEur"])
    page = await request("GET", path, query={"format": "pdf", "language": "it"})
    assert page.startswith(b"%PDF-")
    assert page.rstrip().endswith(b"%%EOF")
