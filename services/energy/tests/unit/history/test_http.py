"""FR3, section 5: what people can ask."""

from typing import Any

import pytest

from services.energy.domain.basis import Basis
from services.energy.domain.books.quarter_hours import Quarter
from services.energy.domain.books.readings import Reading
from services.energy.domain.calendar import EARLIEST, LATEST, Period
from services.energy.domain.curves.official_energy import OfficialEnergy
from services.energy.domain.quantities import epoch_ms
from services.energy.inbound.http.app import openapi_app
from services.energy.tests.samples import HOME, ROOF, at, reading
from services.energy.tests.unit.edge import ALICE, ALWAYS, BOB, CAROL, COMMUNITY, Edge, put_facility


def home_and_roof() -> list[Reading]:
    """HOME takes 1,200 W and ROOF gives 3,600 W for half an hour, a reading a minute."""
    return [
        reading(60 * i, power, device=device, facility=facility)
        for i in range(31)
        for device, facility, power in [("meter-1", HOME, 1_200), ("meter-2", ROOF, -3_600)]
    ]


async def test_a_facility_shows_power_and_the_energy_of_a_day(edge: Edge) -> None:
    await edge.store(home_and_roof())

    answer = await edge.get(f"facility/{HOME}")

    assert answer.status_code == 200
    assert answer.json() == {
        "facilityId": str(HOME),
        "asOf": "2026-06-21T12:30:00Z",
        "powerConsumedW": 1200.0,
        "powerProducedW": 0.0,
        "consumedLast24hWh": 600.0,
        "producedLast24hWh": 0.0,
    }


async def test_a_community_shows_its_excess(edge: Edge) -> None:
    """FR3.2"""
    await edge.store(home_and_roof())

    answer = await edge.get(f"community/{COMMUNITY}", CAROL)

    assert answer.json() == {
        "communityId": str(COMMUNITY),
        "asOf": "2026-06-21T12:30:00Z",
        "powerConsumedW": 1200.0,
        "powerProducedW": 3600.0,
        "excessPowerW": 2400.0,
        "consumedLast24hWh": 600.0,
        "producedLast24hWh": 1800.0,
        "facilitiesFresh": 2,
        "facilitiesTotal": 2,
    }


async def test_nothing_measured_yet_is_zero_and_says_so(edge: Edge) -> None:
    answer = (await edge.get(f"facility/{HOME}", resolution="day")).json()

    assert answer["asOf"] is None
    assert answer["powerConsumedW"] == 0
    assert answer["consumedLast24hWh"] == 0
    assert answer["history"] == []


async def test_a_history_has_the_gap_in_its_coverage(edge: Edge) -> None:
    """FR3.3"""
    await edge.store([reading(s, 600) for s in (0, 300, 600, 4_500, 4_800)])

    answer = (await edge.get(f"facility/{HOME}", resolution="quarter")).json()

    assert (answer["resolution"], answer["timeZone"]) == ("quarter", "Europe/Rome")
    assert answer["units"]["consumedWh"] == "Wh"
    assert answer["gaps"] == [
        {"from": "2026-06-20T13:15:00Z", "to": "2026-06-21T13:00:00Z", "coverageS": 600.0}
    ]
    assert answer["history"] == [
        {
            "from": "2026-06-21T12:00:00Z",
            "to": "2026-06-21T12:15:00Z",
            "consumedWh": 100.0,
            "producedWh": 0.0,
            "coverageS": 600.0,
        },
        {
            "from": "2026-06-21T13:15:00Z",
            "to": "2026-06-21T13:30:00Z",
            "consumedWh": 50.0,
            "producedWh": 0.0,
            "coverageS": 300.0,
        },
    ]


async def test_raw_readings_and_minutes(edge: Edge) -> None:
    await edge.store([reading(s, 600) for s in (0, 30, 90)])
    period = {"from": "2026-06-21T12:00:00Z", "to": "2026-06-21T12:01:30Z"}

    raw = (await edge.get(f"facility/{HOME}", resolution="raw", **period)).json()["history"]
    minute = (await edge.get(f"facility/{HOME}", resolution="minute", **period)).json()["history"]

    assert raw == [
        {"measuredAt": "2026-06-21T12:00:00Z", "powerW": 600.0},
        {"measuredAt": "2026-06-21T12:00:30Z", "powerW": 600.0},
    ]
    assert [(item["from"], item["consumedWh"], item["coverageS"]) for item in minute] == [
        ("2026-06-21T12:00:00Z", 10.0, 60.0),
        ("2026-06-21T12:01:00Z", 5.0, 30.0),
    ]


async def test_a_communitys_history_by_every_resolution_adds_up(edge: Edge) -> None:
    await edge.store(home_and_roof())

    for resolution in ("minute", "quarter", "hour", "day", "month"):
        answer = (await edge.get(f"community/{COMMUNITY}", CAROL, resolution=resolution)).json()
        history = answer["history"]
        assert sum(item["consumedWh"] for item in history) == pytest.approx(600)
        assert sum(item["producedWh"] for item in history) == pytest.approx(1800)
        assert sum(item["coverageS"] for item in history) == pytest.approx(1800)


async def test_a_facility_counts_for_the_community_while_it_was_in_it(edge: Edge) -> None:
    """R1: ROOF joined at 12:05 and counts from 12:15."""
    await edge.store(home_and_roof())
    joined = Period(at(300), LATEST)
    put_facility(edge.registry, ROOF, BOB, {"meter-2": ALWAYS}, version=2, member=joined)

    answer = (await edge.get(f"community/{COMMUNITY}", CAROL, resolution="quarter")).json()

    assert [item["producedWh"] for item in answer["history"]] == [0.0, 900.0]
    assert [item["coverageS"] for item in answer["history"]] == [900.0, 900.0]
    assert answer["producedLast24hWh"] == 900.0


async def test_shared_energy_is_the_minimum_of_the_hour(edge: Edge) -> None:
    """R5: HOME withdraws in the first half of the hour, ROOF feeds in in the second."""
    half = [reading(60 * i, 1_000, device="meter-1", facility=HOME) for i in range(31)]
    other = [reading(60 * i, -400, device="meter-2", facility=ROOF) for i in range(30, 61)]
    await edge.store(half + other)

    answer = (await edge.get(f"community/{COMMUNITY}/shared-energy", CAROL)).json()

    assert answer["sharedWh"] == 200.0
    assert answer["hours"] == [
        {
            "from": "2026-06-21T12:00:00Z",
            "to": "2026-06-21T13:00:00Z",
            "fedInWh": 200.0,
            "withdrawnWh": 500.0,
            "sharedWh": 200.0,
            "coverageS": 1800.0,
        }
    ]


async def test_a_device_shows_only_what_it_measured_at_the_callers_facilities(edge: Edge) -> None:
    """Sold and moved: Bob must not see what it measured at Alice's."""
    moved = at(900)
    put_facility(edge.registry, HOME, ALICE, {"meter-1": Period(EARLIEST, moved)}, version=2)
    devices = {"meter-2": ALWAYS, "meter-1": Period(moved, LATEST)}
    put_facility(edge.registry, ROOF, BOB, devices, version=2)
    await edge.store([reading(60 * i, 100, facility=HOME) for i in range(15)])
    await edge.store([reading(900 + 60 * i, 700, facility=ROOF) for i in range(11)])

    alices = (await edge.get("device/meter-1", ALICE, resolution="raw")).json()
    bobs = (await edge.get("device/meter-1", BOB, resolution="raw")).json()
    home = (await edge.get(f"facility/{HOME}", ALICE)).json()

    assert (alices["deviceId"], alices["powerConsumedW"]) == ("meter-1", 100.0)
    assert {item["powerW"] for item in alices["history"]} == {100.0}
    assert alices["consumedLast24hWh"] == pytest.approx(100 * 14 / 60)
    assert bobs["powerConsumedW"] == 700.0
    assert {item["powerW"] for item in bobs["history"]} == {700.0}
    assert bobs["consumedLast24hWh"] == pytest.approx(700 * 10 / 60)
    assert home["asOf"] == "2026-06-21T12:14:00Z"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"resolution": "week"}, "invalid_request"),
        ({"from": "yesterday"}, "invalid_request"),
        ({"from": "2026-06-21T12:00:00"}, "invalid_request"),
        ({"from": "2026-06-21T12:00:00Z", "to": "2026-06-21T12:00:00Z"}, "invalid_period"),
        ({"from": "1969-06-21T12:00:00Z"}, "invalid_period"),
        ({"from": "0001-01-01T00:00:00+10:00"}, "invalid_period"),
        ({"to": "9999-12-31T23:59:59-10:00"}, "invalid_period"),
        (
            {"from": "2020-01-01T00:00:00Z", "to": "2026-01-01T00:00:00Z", "resolution": "quarter"},
            "too_many_points",
        ),
    ],
)
@pytest.mark.parametrize("path", [f"facility/{HOME}", "device/meter-1", f"community/{COMMUNITY}"])
async def test_a_bad_question_is_a_400(
    edge: Edge, path: str, query: dict[str, str], code: str
) -> None:
    edge.add_shed()

    answer = await edge.get(path, ALICE, **query)

    assert (answer.status_code, answer.json()["code"]) == (400, code)


async def test_a_community_has_no_raw_readings(edge: Edge) -> None:
    answer = await edge.get(f"community/{COMMUNITY}", CAROL, resolution="raw")

    assert (answer.status_code, answer.json()["code"]) == (400, "resolution_not_available")


async def test_official_curves_are_a_history_and_shared_energy_of_their_own(edge: Edge) -> None:
    """Measured: nothing is shared. The distributor: HOME takes 100 Wh of ROOF's 300 Wh."""
    await edge.store([reading(60 * i, 1_000) for i in range(61)])
    wh = 3_600_000_000
    edge.books.official_quarter_hours |= {
        Quarter(HOME, epoch_ms(at(0))): OfficialEnergy(100 * wh, None),
        Quarter(ROOF, epoch_ms(at(900))): OfficialEnergy(None, 300 * wh),
    }

    home = (await edge.get(f"facility/{HOME}", basis="official")).json()["history"]
    path = f"community/{COMMUNITY}/shared-energy"
    shared = [(await edge.get(path, CAROL, basis=b)).json()["sharedWh"] for b in Basis]

    assert [(item["from"], item["consumedWh"], item["coverageS"]) for item in home] == [
        ("2026-06-21T12:00:00Z", 100.0, 900.0)
    ]
    assert shared == [0.0, 100.0]


@pytest.mark.parametrize("resolution", ["raw", "minute"])
async def test_official_curves_have_quarter_hours_of_facilities(
    edge: Edge, resolution: str
) -> None:
    finer = await edge.get(f"facility/{HOME}", basis="official", resolution=resolution)
    of_device = await edge.get("device/meter-1", basis="official")

    for answer in (finer, of_device):
        assert (answer.status_code, answer.json()["code"]) == (400, "basis_not_available")


async def test_too_many_readings_for_one_answer_are_refused(edge: Edge) -> None:
    await edge.store([reading(i / 10, 1) for i in range(10_001)])
    period = {"from": "2026-06-21T12:00:00Z", "to": "2026-06-21T13:00:00Z"}

    answer = await edge.get(f"facility/{HOME}", resolution="raw", **period)

    assert (answer.status_code, answer.json()["code"]) == (400, "too_many_points")


@pytest.fixture(scope="module")
def description() -> dict[str, Any]:
    return openapi_app().openapi()


@pytest.mark.parametrize(
    "path", ["facility/{facilityId}", "device/{deviceId}", "community/{communityId}"]
)
def test_the_description_names_what_can_be_answered(description: dict[str, Any], path: str) -> None:
    assert description["openapi"] == "3.1.0"
    operations = description["paths"][f"/energy-data/{path}"]
    assert {"200", "400", "401", "403", "404"} <= set(operations["get"]["responses"])
