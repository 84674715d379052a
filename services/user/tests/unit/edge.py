"""The HTTP edge on memory twins, and what tests read from its answers."""

from functools import cache
from typing import Any, Final

import httpx
from fastapi import FastAPI
from starlette.types import ASGIApp

from libs.chassis.lifecycle import Readiness
from libs.chassis.testing.one_application import PerRequest
from libs.chassis.testing.tokens import TestIssuer
from services.user.inbound.http import build_app
from services.user.inbound.session_verifier import SessionVerifier
from services.user.tests.world import EMAIL, PASSWORD, World
from services.user.usecases.catalogue import UseCases

Problem = dict[str, Any]
SIGN_UP = {"email": EMAIL, "password": PASSWORD}
JSON = {"content-type": "application/json"}
_USE_CASES: Final = PerRequest[UseCases]("use_cases")
_VERIFIER: Final = PerRequest[SessionVerifier]("verifier")


@cache
def _application() -> FastAPI:
    return build_app(_USE_CASES.stand_in, Readiness(), _VERIFIER.stand_in, answer_floor_s=0)


def app_of(world: World, issuer: TestIssuer) -> ASGIApp:
    """The service on this world, which trusts the issuer's tokens."""
    verifier = SessionVerifier(issuer.verifier(), world.store, world.clock)
    return _USE_CASES.with_(world.use_cases, _VERIFIER.with_(verifier, _application()))


def client_of(world: World, issuer: TestIssuer) -> httpx.AsyncClient:
    """A client of it."""
    transport = httpx.ASGITransport(app_of(world, issuer), raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://user")


async def signed_in(world: World, issuer: TestIssuer) -> dict[str, str]:
    """Sign up, confirm and sign in; the header of the newest session."""
    user_id = await world.confirmed_user()
    await world.sign_in()
    token = issuer.token(user_id, session_id=(await world.session_ids(user_id))[-1])
    return {"Authorization": f"Bearer {token}"}


def problem_of(response: httpx.Response, status: int, code: str) -> Problem:
    """The problem in the answer, which has this status and code."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem: Problem = response.json()
    assert problem["code"] == code
    return problem


def fields_of(problem: Problem) -> dict[str, str]:
    """The code of each wrong field."""
    return {error["field"]: error["code"] for error in problem["errors"]}
