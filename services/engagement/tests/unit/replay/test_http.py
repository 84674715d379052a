"""A policy tried on the past over HTTP: for the representative, as figures or as a chart."""

from collections.abc import AsyncIterator
from datetime import timedelta
from functools import cache
from typing import Any, Final

import httpx
import pytest
from fastapi import FastAPI

from libs.chassis.auth import TokenVerifier
from libs.chassis.lifecycle import Readiness
from libs.chassis.testing.one_application import PerRequest
from libs.chassis.testing.tokens import TestIssuer
from services.engagement.domain.notifications.preference import Preference
from services.engagement.inbound.http.app import build_app
from services.engagement.inbound.http.replay.operations import ReplayUseCases, replay_operations
from services.engagement.tests.engine import (
    COMMUNITY,
    KW,
    MINUTE,
    NOON,
    Engine,
    at,
    community,
    facility,
    reading,
    user_id,
)
from services.engagement.usecases.replay.try_policy import TryPolicy

MEMBER, REPRESENTATIVE = 0, 99
_USE_CASES: Final = PerRequest[ReplayUseCases]("replay")
_VERIFIER: Final = PerRequest[TokenVerifier]("verifier")
_PATH: Final = f"/live/community/{COMMUNITY}/replay"
_PERIOD: Final = {
    "from": NOON.isoformat(),
    "to": (NOON + timedelta(hours=1)).isoformat(),
}


@cache
def _application() -> FastAPI:
    routers = [replay_operations(_USE_CASES.stand_in)]
    return build_app(routers, Readiness(), _VERIFIER.stand_in)


class Edge:
    """An application around an engine with an hour of surplus behind it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._issuer = TestIssuer()
        use_cases = ReplayUseCases(
            try_policy=TryPolicy(engine.access, engine.past_balances, engine.books, engine.plan)
        )
        app = _VERIFIER.with_(self._issuer.verifier(), _application())
        app = _USE_CASES.with_(use_cases, app)
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://edge")

    async def post(
        self, body: dict[str, Any], user: int = REPRESENTATIVE, accept: str = "application/json"
    ) -> httpx.Response:
        headers = self._issuer.headers(user_id(user)) | {"accept": accept}
        return await self.client.post(_PATH, json=body, headers=headers)


@pytest.fixture
async def edge() -> AsyncIterator[Edge]:
    engine = Engine()
    await engine.start(community(), *(facility(number) for number in range(4)))
    for minute in range(40):
        seconds = minute * MINUTE
        engine.fold.fold([reading(0, seconds, -3 * KW)])
        engine.fold.fold([reading(number, seconds + number, KW // 10) for number in (1, 2, 3)])
    await engine.minutes.record()
    edge = Edge(engine)
    yield edge
    await edge.client.aclose()


async def test_figures_of_the_policy_in_force(edge: Edge) -> None:
    await edge.engine.books.save_general(user_id(1), Preference(wanted=False))
    answer = await edge.post(_PERIOD)
    assert answer.status_code == 200
    tried = answer.json()
    (episode,) = tried["episodes"]
    assert episode["calledAt"] == at(11 * MINUTE).isoformat().replace("+00:00", "Z")
    assert episode["outcomes"] == {"told": 3, "not_wanted": 1}
    assert (episode["peakExcessW"], episode["endedAt"]) == (2_700.0, None)
    assert (tried["members"], tried["toldTimes"]) == (4, {"0": 1, "1": 3})
    assert (tried["knownMinutes"], tried["reliableMinutes"], tried["calls"]) == (39, 39, 1)
    assert (len(tried["points"]), tried["intervalS"]) == (39, 60)


async def test_another_policy_is_tried_and_nothing_is_changed(edge: Edge) -> None:
    answer = await edge.post(_PERIOD | {"policy": {"thresholdW": 5_000}})
    assert answer.json()["episodes"] == []
    assert await edge.engine.books.episodes(COMMUNITY, limit=9) == []
    assert len((await edge.post(_PERIOD)).json()["episodes"]) == 1


async def test_a_chart(edge: Edge) -> None:
    answer = await edge.post(_PERIOD, accept="image/svg+xml")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.text.startswith("<?xml")
    assert "members called" in answer.text


async def test_it_is_for_the_representative(edge: Edge) -> None:
    answer = await edge.post(_PERIOD, MEMBER)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_representative")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"to": NOON.isoformat()}, "to"),
        ({"to": (NOON + timedelta(days=94)).isoformat()}, "to"),
        ({"from": "2026-06-21T10:00:00"}, "from"),
        ({"from": "0001-01-01T00:00:00Z"}, "to"),
        ({"to": "9999-12-31T23:59:59Z"}, "to"),
        ({"policy": {"endRatio": 2}}, "policy.endRatio"),
        ({"policy": {"quietFrom": "21:00Z"}}, "policy.quietFrom"),
        ({"policy": {"holidays": ["2026-06-24"] * 61}}, "policy.holidays"),
        ({"policy": {"treshold": 1}}, "policy.treshold"),
    ],
)
async def test_what_is_wrong_is_said_field_by_field(
    edge: Edge, change: dict[str, Any], field: str
) -> None:
    answer = await edge.post(_PERIOD | change)
    assert answer.status_code == 400
    assert [problem["field"] for problem in answer.json()["errors"]] == [field]
