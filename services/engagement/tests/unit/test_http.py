"""The HTTP edge: who may ask what, and how it says no."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import time, timedelta
from functools import cache
from typing import Any, Final
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI

from libs.chassis.auth import TokenVerifier
from libs.chassis.lifecycle import Readiness
from libs.chassis.testing.one_application import PerRequest
from libs.chassis.testing.tokens import TestIssuer
from services.engagement.domain.notifications.preference import Preference
from services.engagement.domain.notifications.unsubscribe_token import UnsubscribeTokens
from services.engagement.domain.quiet_hours import QuietHours
from services.engagement.inbound.http.app import build_app, openapi_app
from services.engagement.inbound.http.live.operations import LiveUseCases, live_operations
from services.engagement.inbound.http.notifications.operations import notification_operations
from services.engagement.inbound.http.notifications.unsubscribe import unsubscribe_operations
from services.engagement.inbound.http.notifications.use_cases import NotificationUseCases
from services.engagement.tests.engine import (
    COMMUNITY,
    EAGER,
    KW,
    POLICY,
    Engine,
    community,
    contact,
    facility,
    facility_id,
    reading,
    surplus_readings,
    user_id,
)
from services.engagement.usecases.live.show_community import ShowCommunity
from services.engagement.usecases.live.show_episode import ShowEpisode
from services.engagement.usecases.notifications.choose_preference import ChoosePreference
from services.engagement.usecases.notifications.end_mail import EndMail
from services.engagement.usecases.notifications.export_data import ExportData
from services.engagement.usecases.notifications.read_inbox import ReadInbox
from services.engagement.usecases.notifications.watch_inbox import WatchInbox

MEMBER, STRANGER, REPRESENTATIVE = 0, 50, 99
TOKENS: Final = UnsubscribeTokens(b"k" * 32)
_LIVE: Final = PerRequest[LiveUseCases]("live")
_NOTIFICATIONS: Final = PerRequest[NotificationUseCases]("notifications")
_VERIFIER: Final = PerRequest[TokenVerifier]("verifier")


@cache
def _application() -> FastAPI:
    routers = [live_operations(_LIVE.stand_in), notification_operations(_NOTIFICATIONS.stand_in)]
    for_anybody = [unsubscribe_operations(_NOTIFICATIONS.stand_in)]
    return build_app(routers, Readiness(), _VERIFIER.stand_in, for_anybody=for_anybody)


class Edge:
    """An application around an engine, and people who are signed in."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._issuer = TestIssuer()
        live = LiveUseCases(
            watch_live=engine.watch,
            show_community=ShowCommunity(engine.access, engine.publish, engine.board, engine.books),
            show_episode=ShowEpisode(engine.access, engine.books, engine.books),
            clock=engine.clock,
            ended_sessions=frozenset(),
        )
        choose_preference = ChoosePreference(
            engine.books, engine.books, engine.contacts, engine.access, engine.clock
        )
        notifications = NotificationUseCases(
            read_inbox=ReadInbox(engine.books, engine.tell_inboxes, engine.clock),
            watch_inbox=WatchInbox(engine.books, engine.inboxes),
            choose_preference=choose_preference,
            export_data=ExportData(
                choose_preference,
                engine.contacts,
                engine.clock,
                endpoints=engine.books,
                inbox=engine.books,
                personal_data=engine.books,
            ),
            end_mail=EndMail(TOKENS, engine.books, engine.books, engine.contacts, engine.clock),
            clock=engine.clock,
            ended_sessions=frozenset(),
        )
        app = _VERIFIER.with_(self._issuer.verifier(), _application())
        app = _LIVE.with_(live, _NOTIFICATIONS.with_(notifications, app))
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        self._client = httpx.AsyncClient(transport=transport, base_url="http://edge")

    async def call(
        self, method: str, path: str, user: int | None, body: object = None
    ) -> httpx.Response:
        headers = {} if user is None else self._issuer.headers(user_id(user))
        return await self._client.request(method, path, headers=headers, json=body)

    async def send(self, method: str, url: str, **given: Any) -> httpx.Response:
        """As somebody who is not signed in."""
        return await self._client.request(method, url, **given)

    async def get(self, path: str, user: int | None = MEMBER) -> httpx.Response:
        return await self.call("GET", path, user)

    async def close(self) -> None:
        await self._client.aclose()


@pytest.fixture
async def edge() -> AsyncIterator[Edge]:
    engine = Engine()
    await engine.start(community(), facility(0), facility(1))
    edge = Edge(engine)
    yield edge
    await edge.close()


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


async def test_the_inbox_is_filtered_and_all_of_it_read(edge: Edge) -> None:
    edge.engine.fold.fold(surplus_readings(0, 12))
    await edge.engine.write_down()
    for query, count in {
        "kind=surplus_detected": 1,
        "kind=surplus_over": 0,
        f"communityId={COMMUNITY}": 1,
        f"communityId={UUID(int=1)}": 0,
    }.items():
        assert len((await edge.get(f"/notification?{query}")).json()) == count
    [notification] = (await edge.get("/notification")).json()
    assert notification["shortBody"].startswith("Prato: ")
    for _ in range(2):
        assert (await edge.call("POST", "/notification/read-all", MEMBER)).status_code == 204
    assert (await edge.get("/notification/unread-count")).json() == {"unreadCount": 0}
    assert (await edge.get("/notification/unread-count", 1)).json() == {"unreadCount": 1}


async def test_the_inbox_goes_on_where_the_last_page_ended(edge: Edge) -> None:
    both = replace(EAGER, surplus_over=True)
    await edge.engine.books.save_general(user_id(MEMBER), both)
    edge.engine.fold.fold([*surplus_readings(0, 12), reading(0, 780, 0), reading(0, 840, 0)])
    await edge.engine.write_down()
    whole = (await edge.get("/notification")).json()
    assert len(whole) == 2
    first = await edge.get("/notification?limit=1&unread=true")
    link = first.headers["link"]
    assert link.startswith("<?limit=1&unread=true&cursor=")
    query = link.removeprefix("<").partition(">")[0]
    second = await edge.get(f"/notification{query}")
    assert [*first.json(), *second.json()] == whole
    assert "link" not in second.headers
    wrong = await edge.get("/notification?cursor=x")
    assert (wrong.status_code, wrong.json()["code"]) == (400, "invalid_cursor")


async def test_the_inbox_is_paged_by_time(edge: Edge) -> None:
    edge.engine.fold.fold(surplus_readings(0, 12))
    await edge.engine.write_down()
    [notification] = (await edge.get("/notification?limit=1")).json()
    created_at = notification["createdAt"]
    assert (await edge.get(f"/notification?before={created_at}")).json() == []
    later = edge.engine.clock.now() + timedelta(seconds=1)
    params = later.isoformat().replace("+00:00", "Z")
    assert len((await edge.get(f"/notification?before={params}")).json()) == 1


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


async def test_an_notification_not_found_is_a_404(edge: Edge) -> None:
    answer = await edge.call("PUT", f"/notification/{UUID(int=1)}/read", MEMBER)
    assert (answer.status_code, answer.json()["code"]) == (404, "notification_not_found")


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
