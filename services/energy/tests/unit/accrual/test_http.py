"""Today over HTTP: energy, money, the hour under way, and who sees it."""

from uuid import UUID

import pytest

from services.energy.domain.calendar import Period
from services.energy.tests.samples import at
from services.energy.tests.unit.accrual.stage import PATH, Stage
from services.energy.tests.unit.edge import ALICE, CAROL, EVE, STRANGER
from services.energy.tests.unit.tariffs.plants import IN_2026

V_EUR_KWH = IN_2026.valorization.edition.unit_value_ueur_mwh / 1e9


async def test_a_day_up_to_now(stage: Stage) -> None:
    """An hour and a half: HOME takes 1 kW, ROOF feeds in 2 kW; 0.12 EUR a shared kWh, and V."""
    await stage.price(150)
    await stage.measure(0, 5_400, home_w=1_000, roof_w=-2_000)

    answer = (await stage.ask(CAROL)).json()

    assert (answer["asOf"], answer["from"], answer["to"], answer["timeZone"]) == (
        "2026-06-21T13:30:00Z",
        "2026-06-20T22:00:00Z",
        "2026-06-21T14:00:00Z",
        "Europe/Rome",
    )
    today = answer["today"]
    assert (today["fedInWh"], today["withdrawnWh"], today["sharedWh"]) == (3_000, 1_500, 1_500)
    assert today["premiumEur"] == pytest.approx(0.18)
    assert today["totalEur"] == pytest.approx(0.18 + 1.5 * V_EUR_KWH)
    assert len(answer["hours"]) == 16
    assert [hour["sharedWh"] for hour in answer["hours"][-3:]] == [0, 1_000, 500]
    assert "period_not_over" in answer["provisionalBecause"]


async def test_the_hour_under_way_and_one_more_kilowatt_hour(stage: Stage) -> None:
    """By its end 2 kWh will have been fed in and 1 withdrawn: 1 kWh more can be shared."""
    await stage.price(150)
    await stage.measure(0, 5_400, home_w=1_000, roof_w=-2_000)

    answer = (await stage.ask(CAROL)).json()

    hour = answer["hour"]
    assert (hour["from"], hour["fedInWh"], hour["withdrawnWh"]) == (
        "2026-06-21T13:00:00Z",
        1_000,
        500,
    )
    assert (hour["powerProducedW"], hour["powerConsumedW"]) == (2_000, 1_000)
    assert (hour["facilitiesFresh"], hour["facilitiesTotal"]) == (2, 2)
    assert hour["projected"] == {"fedInWh": 2_000, "withdrawnWh": 1_000, "sharedWh": 1_000}
    one_more = answer["oneMoreKwh"]
    assert one_more["worthEurPerKwh"] == pytest.approx(0.12 + V_EUR_KWH)
    assert (one_more["availableWh"], one_more["until"]) == (1_000, "2026-06-21T14:00:00Z")
    assert one_more["steps"] == [
        {"worthEurPerKwh": one_more["worthEurPerKwh"], "availableWh": 1_000}
    ]


async def test_what_is_used_beyond_what_is_fed_in_is_worth_nothing(stage: Stage) -> None:
    """More was fed in so far, but by its end the hour will have withdrawn more."""
    await stage.measure(0, 1_800, home_w=1_000, roof_w=-2_000)
    await stage.measure(1_860, 1_860, home_w=9_000, roof_w=-2_000)

    one_more = (await stage.ask(CAROL)).json()["oneMoreKwh"]

    assert (one_more["worthEurPerKwh"], one_more["availableWh"], one_more["steps"]) == (0, 0, [])


async def test_a_replay_of_the_past_has_the_day_of_its_newest_reading(stage: Stage) -> None:
    stage.edge.clock.advance(seconds=30 * 86_400)
    await stage.measure(0, 3_600, home_w=1_000, roof_w=-2_000)

    answer = (await stage.ask(CAROL)).json()

    assert (answer["asOf"], answer["hour"]["from"]) == (
        "2026-06-21T13:00:00Z",
        "2026-06-21T13:00:00Z",
    )
    assert answer["today"]["sharedWh"] == 1_000
    assert answer["hour"]["projected"]["fedInWh"] == 2_000


async def test_hours_that_were_not_measured_make_it_provisional(stage: Stage) -> None:
    """Of this day nothing is known before noon; of the next the first hour is not over."""
    await stage.measure(0, 3_600, home_w=1_000, roof_w=-2_000)
    assert "energy_incomplete" in (await stage.ask(CAROL)).json()["provisionalBecause"]

    midnight_s = 10 * 3_600
    await stage.measure(midnight_s, midnight_s + 600, home_w=1_000, roof_w=-2_000)
    stage.edge.clock.advance(seconds=5)
    answer = (await stage.ask(CAROL)).json()

    assert answer["from"] == "2026-06-21T22:00:00Z"
    assert "energy_incomplete" not in answer["provisionalBecause"]


async def test_it_is_at_most_five_seconds_old(stage: Stage) -> None:
    await stage.measure(0, 600, home_w=1_000, roof_w=-2_000)
    before = (await stage.ask(CAROL)).json()["asOf"]
    await stage.measure(660, 660, home_w=1_000, roof_w=-2_000)
    assert (await stage.ask(CAROL)).json()["asOf"] == before

    stage.edge.clock.advance(seconds=5)

    assert (await stage.ask(CAROL)).json()["asOf"] > before


async def test_members_see_it_while_they_are_three(stage: Stage) -> None:
    await stage.measure(0, 600, home_w=1_000, roof_w=-2_000)
    refused = await stage.ask(ALICE)
    assert (refused.status_code, refused.json()["code"]) == (403, "too_few_facilities")

    stage.edge.add_shed()

    assert (await stage.ask(ALICE)).json() == (await stage.ask(CAROL)).json()


async def test_members_do_not_see_a_day_in_which_they_were_two(stage: Stage) -> None:
    stage.edge.add_shed(Period(at(300), at(86_400)))
    await stage.measure(0, 600, home_w=1_000, roof_w=-2_000)

    refused = await stage.ask(ALICE)

    assert (refused.status_code, refused.json()["code"]) == (403, "too_few_facilities")


@pytest.mark.parametrize("path", [PATH, f"{PATH}/live"])
async def test_nobody_else_sees_it(stage: Stage, path: str) -> None:
    await stage.measure(0, 600, home_w=1_000, roof_w=-2_000)
    headers = stage.edge.issuer.headers

    signed_out = await stage.client.get(path)
    stranger = await stage.client.get(path, headers=headers(EVE))
    member = await stage.client.get(path, headers=headers(ALICE))

    assert signed_out.status_code == 401
    assert (stranger.status_code, stranger.json()["code"]) == (403, "no_access")
    assert (member.status_code, member.json()["code"]) == (403, "too_few_facilities")


@pytest.mark.parametrize(
    ("community_id", "code"),
    [(PATH.split("/")[3], "no_reading_yet"), (str(STRANGER), "community_not_found")],
)
async def test_what_there_is_not_is_not_found(stage: Stage, community_id: str, code: str) -> None:
    path = f"/energy-data/community/{UUID(community_id)}/today"

    refused = await stage.client.get(path, headers=stage.edge.issuer.headers(CAROL))

    assert (refused.status_code, refused.json()["code"]) == (404, code)
