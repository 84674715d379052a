"""The HTTP edge: who may ask what, and how it says no."""

from dataclasses import replace
from datetime import time
from uuid import UUID

import pytest

from services.engagement.domain.notifications.preference import Preference
from services.engagement.domain.quiet_hours import QuietHours
from services.engagement.inbound.http.app import openapi_app
from services.engagement.tests.engine import (
    COMMUNITY,
    KW,
    POLICY,
    community,
    contact,
    facility,
    facility_id,
    reading,
    surplus_readings,
    user_id,
)
from services.engagement.tests.unit.edge import MEMBER, REPRESENTATIVE, STRANGER, Edge


async def test_the_snapshot_is_the_newest_balance(edge: Edge) -> None:
    missing = await edge.get(f"/live/community/{COMMUNITY}/snapshot")
    assert (missing.status_code, missing.json()["code"]) == (404, "no_balance_yet")
    edge.engine.fold.fold([reading(0, 0, -3 * KW), reading(1, 1, KW)])
    answer = await edge.get(f"/live/community/{COMMUNITY}/snapshot", REPRESENTATIVE)
    assert answer.json() == {
        "communityId": str(COMMUNITY),
        "asOf": "2026-06-21T10:00:01Z",
        "powerConsumedW": 1000.0,
        "powerProducedW": 3000.0,
        "excessPowerW": 2000.0,
        "facilitiesFresh": 2,
        "facilitiesStale": 0,
        "facilitiesSilent": 0,
        "facilitiesTotal": 2,
        "freshRatio": 1.0,
        "isReliable": True,
        "surplusSince": None,
    }


async def test_sums_of_fewer_than_three_facilities_give_no_household_away(edge: Edge) -> None:
    edge.engine.fold.fold([reading(0, 0, -3 * KW), reading(1, 1, KW)])
    path = f"/live/community/{COMMUNITY}/snapshot"
    powers = ("powerConsumedW", "powerProducedW", "excessPowerW")
    of_two = (await edge.get(path, MEMBER)).json()
    assert [of_two[name] for name in powers] == [None, None, None]
    assert (of_two["facilitiesFresh"], of_two["asOf"]) == (2, "2026-06-21T10:00:01Z")
    edge.engine.project.apply([facility(2)])
    edge.engine.fold.fold([reading(2, 2, KW)])
    of_three = (await edge.get(path, MEMBER)).json()
    assert [of_three[name] for name in powers] == [2000.0, 3000.0, 1000.0]


async def test_who_has_access_to_all_facilities_sees_their_sum(edge: Edge) -> None:
    edge.engine.project.apply([facility(1, version=2, users=[MEMBER])])
    edge.engine.fold.fold([reading(0, 0, -3 * KW), reading(1, 1, KW)])
    answer = await edge.get(f"/live/community/{COMMUNITY}/snapshot", MEMBER)
    assert answer.json()["excessPowerW"] == 2000.0


async def test_episodes_and_inbox_show_what_happened(edge: Edge) -> None:
    edge.engine.fold.fold([*surplus_readings(0, 12), reading(0, 780, 0), reading(0, 840, 0)])
    await edge.engine.write_down()
    [episode] = (await edge.get(f"/live/community/{COMMUNITY}/episode")).json()
    assert (episode["startedAt"], episode["endedAt"]) == (
        "2026-06-21T10:00:00Z",
        "2026-06-21T10:13:00Z",
    )
    assert (episode["detectedExcessW"], episode["peakExcessW"]) == (2000.0, 2000.0)
    [notification] = (await edge.get("/notification")).json()
    assert notification["episodeId"] == episode["episodeId"]
    assert (notification["kind"], notification["readAt"]) == ("surplus_detected", None)
    assert (notification["communityId"], notification["communityName"]) == (str(COMMUNITY), "Prato")
    assert notification["path"] == f"/communities/{COMMUNITY}/episodes/{episode['episodeId']}"
    assert (await edge.get("/notification/unread-count")).json() == {"unreadCount": 1}
    path = f"/notification/{notification['notificationId']}/read"
    assert (await edge.call("PUT", path, STRANGER)).status_code == 404
    assert (await edge.call("PUT", path, MEMBER)).status_code == 204
    assert (await edge.call("PUT", path, MEMBER)).status_code == 204
    assert (await edge.get("/notification?unread=true")).json() == []
    [read] = (await edge.get("/notification")).json()
    assert read["readAt"] is not None
    assert (await edge.get("/notification", STRANGER)).json() == []


async def test_an_episode_tells_ones_own_outcome_and_the_representative_the_counts(
    edge: Edge,
) -> None:
    edge.engine.project.apply([facility(2), facility(3)])
    edge.engine.contacts.apply(contact(2))
    await edge.engine.books.save_general(user_id(1), Preference(wanted=False))
    edge.engine.fold.fold(surplus_readings(0, 12))
    await edge.engine.write_down()
    [episode] = (await edge.get(f"/live/community/{COMMUNITY}/episode")).json()
    path = f"/live/community/{COMMUNITY}/episode/{episode['episodeId']}"
    member, another = (await edge.get(path, MEMBER)).json(), (await edge.get(path, 1)).json()
    assert member == {**episode, "ownOutcome": "told", "audience": None}
    assert another == {**episode, "ownOutcome": "not_wanted", "audience": None}
    assert (await edge.get(path, REPRESENTATIVE)).json() == {
        **episode,
        "ownOutcome": None,
        "audience": {
            "members": 4,
            "told": 2,
            "outcomes": {"told": 2, "not_wanted": 1, "unreachable": 1},
        },
    }
    answers = [await edge.get(path, None), await edge.get(path, STRANGER)]
    assert [answer.status_code for answer in answers] == [401, 403]
    unknown = await edge.get(f"/live/community/{COMMUNITY}/episode/{UUID(int=1)}")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "episode_not_found")


async def test_with_two_members_a_count_would_be_a_name(edge: Edge) -> None:
    await edge.engine.books.save_general(user_id(1), Preference(wanted=False))
    edge.engine.fold.fold(surplus_readings(0, 12))
    await edge.engine.write_down()
    [episode] = (await edge.get(f"/live/community/{COMMUNITY}/episode")).json()
    path = f"/live/community/{COMMUNITY}/episode/{episode['episodeId']}"
    audience = (await edge.get(path, REPRESENTATIVE)).json()["audience"]
    assert audience == {"members": 2, "told": 1, "outcomes": None}


async def test_an_episode_without_a_call_has_no_audience(edge: Edge) -> None:
    quiet = replace(POLICY, quiet=QuietHours(time(0), time(23)))
    edge.engine.project.apply([community(quiet, version=2)])
    edge.engine.fold.fold(surplus_readings(0, 12))
    await edge.engine.write_down()
    [episode] = (await edge.get(f"/live/community/{COMMUNITY}/episode")).json()
    path = f"/live/community/{COMMUNITY}/episode/{episode['episodeId']}"
    seen = (await edge.get(path, REPRESENTATIVE)).json()
    assert (seen["ownOutcome"], seen["audience"]) == (None, None)


COMMUNITY_PATHS = ["", "/snapshot", "/episode"]


@pytest.mark.parametrize("rest", COMMUNITY_PATHS)
async def test_a_community_is_for_its_members(edge: Edge, rest: str) -> None:
    known, unknown = f"/live/community/{COMMUNITY}{rest}", f"/live/community/{UUID(int=1)}{rest}"
    answers = [
        await edge.get(known, None),
        await edge.get(known, STRANGER),
        await edge.get(unknown, MEMBER),
        await edge.get(f"/live/community/nonsense{rest}", MEMBER),
    ]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [
        (401, "unauthenticated"),
        (403, "no_access"),
        (404, "community_not_found"),
        (400, "invalid_request"),
    ]
    assert {answer.headers["content-type"] for answer in answers} == {"application/problem+json"}


async def test_a_facility_is_for_its_users(edge: Edge) -> None:
    known = f"/live/facility/{facility_id(0)}"
    answers = [
        await edge.get(known, None),
        await edge.get(known, 1),
        await edge.get(f"/live/facility/{facility_id(7)}", MEMBER),
        await edge.get("/live/facility/nonsense", MEMBER),
    ]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [
        (401, "unauthenticated"),
        (403, "no_access"),
        (404, "facility_not_found"),
        (400, "invalid_request"),
    ]


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=201",
        "limit=x",
        "unread=maybe",
        "kind=letter",
        "communityId=x",
        "before=yesterday",
        "before=2026-06-21",
        "before=0001-01-01T00:00:00%2B14:00",
    ],
)
async def test_a_question_that_does_not_fit_is_a_400(edge: Edge, query: str) -> None:
    answer = await edge.get(f"/notification?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request")


async def test_a_store_that_is_away_is_a_503_and_not_a_fault(edge: Edge) -> None:
    edge.engine.books.available = False
    answer = await edge.get("/notification")
    assert (answer.status_code, answer.json()["code"]) == (503, "temporarily_unavailable")


def test_the_description_names_every_operation() -> None:
    description = openapi_app().openapi()
    operations = {
        (method.upper(), path)
        for path, methods in description["paths"].items()
        for method in methods
    }
    assert operations == {
        ("GET", "/live/community/{communityId}"),
        ("GET", "/live/community/{communityId}/snapshot"),
        ("GET", "/notification/web-push-key"),
        ("GET", "/live/community/{communityId}/episode"),
        ("GET", "/live/community/{communityId}/episode/{episodeId}"),
        ("POST", "/live/community/{communityId}/replay"),
        ("GET", "/live/facility/{facilityId}"),
        ("GET", "/notification"),
        ("GET", "/notification/unread-count"),
        ("GET", "/notification/stream"),
        ("POST", "/notification/read-all"),
        ("PUT", "/notification/{notificationId}/read"),
        ("GET", "/notification/preference"),
        ("PUT", "/notification/preference"),
        ("PATCH", "/notification/preference"),
        ("GET", "/notification/preference/community/{communityId}"),
        ("PUT", "/notification/preference/community/{communityId}"),
        ("DELETE", "/notification/preference/community/{communityId}"),
        ("GET", "/notification/export"),
        ("GET", "/notification/unsubscribe"),
        ("POST", "/notification/unsubscribe"),
        ("GET", "/notification/channel"),
        ("GET", "/notification/endpoint"),
        ("POST", "/notification/endpoint"),
        ("PUT", "/notification/endpoint/{endpointId}"),
        ("DELETE", "/notification/endpoint/{endpointId}"),
        ("POST", "/notification/endpoint/{endpointId}/test"),
        ("GET", "/notification/{notificationId}/delivery"),
    }
    stream = description["paths"]["/live/community/{communityId}"]["get"]["responses"]
    assert list(stream["200"]["content"]) == ["text/event-stream"]
    assert list(stream["403"]["content"]) == ["application/problem+json"]
