"""NF11: a password is proved; it is sent where somebody says so."""

import httpx
import pytest

from devstack.people.connection import ApiProblem, Connection
from operate.reach.services import opened


@pytest.mark.parametrize("may_send", [False, True])
async def test_a_refused_password_is_sent_only_where_it_may_be(*, may_send: bool) -> None:
    asked: list[str] = []

    def refuse(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return httpx.Response(401, json={"code": "wrong_credentials"})

    async with Connection("http://users", httpx.MockTransport(refuse)) as users:
        with pytest.raises(ApiProblem):
            await opened(users, "anna@example.org", "sun on the roof", may_send=may_send)

    assert asked[0] == "/user/zero-knowledge/sign-in/start"
    assert asked[1:] == (["/user/sign-in"] if may_send else [])
