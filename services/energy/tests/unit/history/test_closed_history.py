"""FR3.3: a history on its own, its gaps and units, and how long it holds."""

import pytest

from services.energy.domain.calendar import EARLIEST, Period
from services.energy.tests.samples import HOME, ROOF, at, reading
from services.energy.tests.unit.edge import (
    ALICE,
    ALWAYS,
    BOB,
    CAROL,
    COMMUNITY,
    EVE,
    Edge,
    put_facility,
)

FIRST_HOUR = {"from": "2026-06-21T12:00:00Z", "to": "2026-06-21T13:00:00Z"}
PATHS = [f"facility/{HOME}/history", "device/meter-1/history", f"community/{COMMUNITY}/history"]


async def three_hours(edge: Edge) -> None:
    """HOME: a reading a minute, without the first hour's second half; then the clock stands."""
    edge.clock.advance(seconds=3 * 3_600)
    minutes = [*range(31), *range(95, 181)]
    await edge.store([reading(60 * i, 600) for i in minutes])


async def tag(edge: Edge, path: str, **query: str) -> str:
    """As the representative sees it, who sees all that Alice sees of a community."""
    user = CAROL if path.startswith("community") else ALICE
    answer = await edge.get(path, user, **FIRST_HOUR, **query)
    assert answer.status_code == 200
    found: str = answer.headers["etag"]
    return found


async def test_a_history_tells_its_units_its_zone_and_its_gaps(edge: Edge) -> None:
    await three_hours(edge)

    answer = (await edge.get(f"facility/{HOME}/history", **FIRST_HOUR)).json()

    assert [item["coverageS"] for item in answer.pop("history")] == [900.0, 900.0]
    assert answer == {
        "from": "2026-06-21T12:00:00Z",
        "to": "2026-06-21T13:00:00Z",
        "resolution": "quarter",
        "basis": "measured",
        "timeZone": "Europe/Rome",
        "units": {"powerW": "W", "consumedWh": "Wh", "producedWh": "Wh", "coverageS": "s"},
        "asOf": "2026-06-21T15:00:00Z",
        "gaps": [{"from": "2026-06-21T12:30:00Z", "to": "2026-06-21T13:00:00Z", "coverageS": 0.0}],
    }


async def test_raw_readings_have_gaps_too(edge: Edge) -> None:
    await three_hours(edge)

    query = {"from": "2026-06-21T12:00:00Z", "to": "2026-06-21T15:00:00Z", "resolution": "raw"}
    answer = (await edge.get(f"facility/{HOME}/history", **query)).json()

    assert len(answer["history"]) == 116
    assert answer["gaps"] == [
        {"from": "2026-06-21T12:30:00Z", "to": "2026-06-21T13:35:00Z", "coverageS": 0.0}
    ]


@pytest.mark.parametrize("path", PATHS)
async def test_a_closed_period_is_answered_once(edge: Edge, path: str) -> None:
    await three_hours(edge)
    user = CAROL if path.startswith("community") else ALICE
    first = await edge.get(path, user, **FIRST_HOUR)

    again = await edge.ask(path, user, {"If-None-Match": first.headers["etag"]}, **FIRST_HOUR)

    assert first.headers["cache-control"] == "private, max-age=300"
    assert first.headers["vary"] == "Authorization"
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]


@pytest.mark.parametrize("path", PATHS)
async def test_an_open_period_is_asked_for_again(edge: Edge, path: str) -> None:
    """The last hour before the newest reading can still change in order of time."""
    await three_hours(edge)
    query = {"from": "2026-06-21T13:00:00Z", "to": "2026-06-21T14:15:00Z"}

    answer = await edge.get(path, CAROL if path.startswith("community") else ALICE, **query)

    assert answer.headers["cache-control"] == "private, no-cache"
    assert "etag" not in answer.headers


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("resolution", ["minute", "quarter", "hour"])
async def test_what_comes_in_order_does_not_change_a_closed_period(
    edge: Edge, path: str, resolution: str
) -> None:
    await three_hours(edge)
    before = await tag(edge, path, resolution=resolution)

    await edge.store([reading(3 * 3_600 + 60 * i, 900) for i in range(1, 9)])

    assert await tag(edge, path, resolution=resolution) == before


@pytest.mark.parametrize("path", PATHS)
async def test_what_comes_late_changes_it(edge: Edge, path: str) -> None:
    await three_hours(edge)
    before = await tag(edge, path)

    await edge.store([reading(2_100, 900)])

    assert await tag(edge, path) != before


async def test_who_was_a_member_changes_a_communitys(edge: Edge) -> None:
    await three_hours(edge)
    before = await tag(edge, PATHS[2])

    put_facility(
        edge.registry, ROOF, BOB, {"meter-2": ALWAYS}, version=2, member=Period(EARLIEST, at(900))
    )

    assert await tag(edge, PATHS[2]) != before


async def test_readings_that_left_the_books_change_what_is_made_of_them(edge: Edge) -> None:
    await three_hours(edge)
    before = await tag(edge, PATHS[0], resolution="raw")

    edge.books.gone_before = at(3_600)

    assert await tag(edge, PATHS[0], resolution="raw") != before


async def test_each_question_has_a_tag_of_its_own(edge: Edge) -> None:
    await three_hours(edge)
    tags = [
        *[await tag(edge, path) for path in PATHS],
        await tag(edge, PATHS[0], resolution="hour"),
        await tag(edge, PATHS[0], basis="official"),
    ]

    assert len(set(tags)) == len(tags)


@pytest.mark.parametrize("what", ["history", "export"])
@pytest.mark.parametrize("path", [f"facility/{HOME}", "device/meter-1", f"community/{COMMUNITY}"])
async def test_a_history_is_for_who_may_see_it(edge: Edge, path: str, what: str) -> None:
    """Who knows a tag and lost the right to see it gets no 304 either."""
    await three_hours(edge)
    known = {"If-None-Match": "*"}

    answers = [
        await edge.ask(f"{path}/{what}", EVE, known, **FIRST_HOUR),
        await edge.ask(f"{path}/{what}", None, known, **FIRST_HOUR),
    ]

    assert [answer.status_code for answer in answers] == [403, 401]


@pytest.mark.parametrize("what", ["history", "export"])
async def test_there_is_no_such_history(edge: Edge, what: str) -> None:
    for path, query, code in [
        (f"community/{COMMUNITY}", {"resolution": "raw"}, "resolution_not_available"),
        ("device/meter-1", {"basis": "official"}, "basis_not_available"),
        (f"facility/{HOME}", {"basis": "official", "resolution": "raw"}, "basis_not_available"),
    ]:
        user = CAROL if path.startswith("community") else ALICE
        answer = await edge.get(f"{path}/{what}", user, **query)
        assert (answer.status_code, answer.json()["code"]) == (400, code)
