"""Lists over HTTP: pages, where the next one is, and what is looked for."""

import base64
import json
from typing import Any
from urllib.parse import urljoin

import pytest

from services.community.tests.samples import ANNA, BRUNO, OTHER_SUBSTATION
from services.community.tests.unit.edge import Edge


async def follow(edge: Edge, path: str, user: Any = ANNA) -> list[list[Any]]:
    """Every page, as a client finds them."""
    pages = []
    url: str | None = path
    while url is not None:
        answer = await edge.ask("GET", url, user)
        assert answer.status_code == 200, answer.text
        pages.append(answer.json())
        following = answer.links.get("next")
        url = urljoin(url, following["url"]) if following else None
    return pages


async def test_a_list_says_where_it_goes_on(edge: Edge) -> None:
    for name in "edcba":
        await edge.add_facility(name=name)

    pages = await follow(edge, "/user/facility?limit=2")

    assert [[one["name"] for one in page] for page in pages] == [["a", "b"], ["c", "d"], ["e"]]
    assert await follow(edge, "/user/facility?limit=5") == [[one for page in pages for one in page]]


async def test_every_list_goes_on(edge: Edge) -> None:
    solara = await edge.found_community(ANNA, name="A")
    other = await edge.found_community(ANNA, name="B")
    for n in range(2):
        house = await edge.add_facility(ANNA)
        await edge.attach(house, f"meter-{n}")
        await edge.ask("PUT", f"/community/{solara}/facility/{house}", ANNA)
    waiting = await edge.add_facility(BRUNO)
    for community in (solara, other):
        await edge.ask("PUT", f"/community/{community}/facility/{waiting}", BRUNO)
    await edge.ask("PUT", f"/community/{solara}/facility/{await edge.add_facility(BRUNO)}", BRUNO)

    for path, user in (
        ("/community", ANNA),
        ("/user/community", ANNA),
        ("/user/facility", ANNA),
        (f"/community/{solara}/facility", ANNA),
        (f"/community/{solara}/device", ANNA),
        (f"/community/{solara}/offer", ANNA),
        (f"/community/{solara}/audit", ANNA),
        (f"/facility/{waiting}/offer", BRUNO),
        (f"/facility/{waiting}/audit", BRUNO),
    ):
        whole = await edge.get(path, user)
        pages = await follow(edge, f"{path}?limit=1", user)
        assert pages == [[one] for one in whole], path
        assert len(pages) >= 2, path


async def test_what_is_looked_for_stays_on_the_next_page(edge: Edge) -> None:
    for name in ("Sole 1", "Luna", "Sole 2"):
        await edge.found_community(name=name)
    await edge.found_community(name="Sole 3", primarySubstationCode=OTHER_SUBSTATION)

    names = [
        [one["name"] for one in page]
        for page in await follow(edge, "/community?limit=1&name=so%6Ce&marketZone=CNOR")
    ]

    assert names == [["Sole 1"], ["Sole 2"], ["Sole 3"]]
    (elsewhere,) = await edge.get("/community", primarySubstationCode=OTHER_SUBSTATION)
    assert elsewhere["name"] == "Sole 3"


async def test_facilities_of_one_type(edge: Edge) -> None:
    await edge.add_facility(memberType="self-consumer")
    flat = await edge.add_facility(memberType="consumer")

    assert [
        one["facilityId"] for one in await edge.get("/user/facility", memberType="consumer")
    ] == [flat]


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/community", {"marketZone": ""}),
        ("/community", {"primarySubstationCode": "x" * 65}),
        ("/community", {"name": "a\x00"}),
        ("/user/facility", {"memberType": "Consumer"}),
    ],
)
async def test_a_filter_that_does_not_fit(edge: Edge, path: str, query: dict[str, str]) -> None:
    answer = await edge.ask("GET", path, ANNA, **query)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request")
    assert [error["field"] for error in answer.json()["errors"]] == list(query)


def encoded(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


NIL = "00000000-0000-0000-0000-000000000000"
BAD_CURSORS: list[tuple[str, str]] = [
    ("/community", encoded({"name": "a"})),
    ("/community", encoded({"name": "a\x00", "entity_id": NIL})),
    ("/community", encoded({"name": "\ud800", "entity_id": NIL})),
    ("/community", encoded({"name": 1, "entity_id": NIL})),
    ("/community/{}/facility", encoded({"at": "2026-01-01T00:00:00", "entity_id": NIL})),
    ("/community/{}/facility", encoded({"at": "0001-01-01T00:00:00+10:00", "entity_id": NIL})),
    ("/community/{}/device", encoded({"device_id": "\x00"})),
    ("/community/{}/audit", encoded({"position": 2**63})),
    ("/community/{}/audit", encoded({"position": -1})),
]


@pytest.mark.parametrize(("path", "cursor"), BAD_CURSORS)
async def test_a_cursor_of_no_key(edge: Edge, path: str, cursor: str) -> None:
    community = await edge.found_community(ANNA)

    answer = await edge.ask("GET", path.format(community), ANNA, cursor=cursor)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_cursor")
    assert [error["field"] for error in answer.json()["errors"]] == ["cursor"]
