"""The HTTP edge tells nobody whether an address is confirmed, unconfirmed or unknown (FR2.2)."""

import httpx

from services.user.tests.unit.edge import problem_of
from services.user.tests.world import EMAIL, PASSWORD, World

EVERY_KIND_OF_ADDRESS = (EMAIL, "bruno@example.org", "nobody@example.org")
"""Confirmed, unconfirmed and unknown."""


async def test_a_known_and_an_unknown_address_get_the_same_answer(
    world: World, client: httpx.AsyncClient
) -> None:
    await world.confirmed_user()
    await world.sign_up("bruno@example.org")
    for path, rest in (
        ("/user/resend", {}),
        ("/user/confirm", {"code": "999999", "signUpId": "of no sign-up"}),
        ("/user/sign-in", {"password": "not the password"}),
        ("/user/forgotten-password", {}),
        ("/user/reset-password", {"code": "999999", "password": "another long password"}),
    ):
        world.clock.advance(seconds=30)
        answers = [
            await client.post(path, json={"email": email, **rest})
            for email in EVERY_KIND_OF_ADDRESS
        ]
        first, *others = ((each.status_code, each.json()) for each in answers)
        assert others == [first, first], path


async def test_signing_up_is_answered_with_an_id_of_one_shape_whatever_the_address(
    world: World, client: httpx.AsyncClient
) -> None:
    """FR1.1: and no two are the same."""
    await world.confirmed_user()
    await world.sign_up("bruno@example.org")
    world.clock.advance(seconds=30)
    answers = [
        await client.post("/user/sign-up", json={"email": email, "password": PASSWORD})
        for email in EVERY_KIND_OF_ADDRESS
    ]
    assert {(each.status_code, tuple(each.json())) for each in answers} == {(202, ("signUpId",))}
    assert len({each.json()["signUpId"] for each in answers}) == len(answers)


async def test_the_right_password_of_an_unconfirmed_address_is_answered_as_of_nobody(
    world: World, client: httpx.AsyncClient
) -> None:
    """FR1.3, FR2.2."""
    await world.confirmed_user()
    await world.sign_up("bruno@example.org")
    problems = []
    for email, password in zip(
        EVERY_KIND_OF_ADDRESS, ("not the password", PASSWORD, PASSWORD), strict=True
    ):
        answer = await client.post("/user/sign-in", json={"email": email, "password": password})
        problems.append(problem_of(answer, 401, "wrong_credentials"))
    assert problems[1:] == problems[:1] * 2
    assert "not confirmed" in problems[0]["detail"]
