"""The HTTP edge on memory twins, and what tests read from its answers."""

from typing import Any

import httpx

from libs.chassis.lifecycle import Readiness
from libs.chassis.testing.tokens import TestIssuer
from services.user.inbound.http import build_app
from services.user.inbound.session_verifier import SessionVerifier
from services.user.tests.world import EMAIL, PASSWORD, World

Problem = dict[str, Any]
SIGN_UP = {"email": EMAIL, "password": PASSWORD}
JSON = {"content-type": "application/json"}


def client_of(world: World, issuer: TestIssuer) -> httpx.AsyncClient:
    """A client of the service on this world, which trusts the issuer's tokens."""
    verifier = SessionVerifier(issuer.verifier(), world.store, world.clock)
    app = build_app(world.use_cases, Readiness(), verifier, answer_floor_s=0)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
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
