"""Becoming and staying a user, against a user service that answers by a script."""

import json
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from devstack.people.account import Account, Identity
from devstack.people.connection import ApiProblem, Connection
from devstack.people.mailbox import Mailbox

ANNA = Identity(email="anna@example.org", password="Sun-over-the-roofs-7")
USER_ID = UUID(int=7)
CODE = "123456"
TOO_SOON = httpx.Response(
    429, json={"code": "too_many_codes", "detail": "no"}, headers={"Retry-After": "0"}
)


class UserService:
    """Knows one account, `state` says how far it got."""

    def __init__(self, mail_folder: Path, state: str = "unknown") -> None:
        self.state = state
        self.asked: list[str] = []
        self.lifetime_s = 600
        self.refusal: dict[str, httpx.Response] = {}
        self.loses_the_answer = False
        self.sign_ups = 0
        self._mail_folder = mail_folder

    def __call__(self, request: httpx.Request) -> httpx.Response:
        name = request.url.path.removeprefix("/user/")
        self.asked.append(name)
        if name in self.refusal:
            return self.refusal.pop(name)
        answers: dict[str, Callable[[dict[str, str]], httpx.Response]] = {
            "sign-up": self._sign_up,
            "confirm": self._confirm,
            "sign-in": self._sign_in,
            "refresh": lambda _: self._tokens(),
        }
        return answers[name](json.loads(request.content))

    def mail(self) -> None:
        name = f"20260101T00000{len(self.asked)}.0Z-{ANNA.email}-sign-up-code.txt"
        (self._mail_folder / name).write_text(f"Code: {CODE}\n")

    def _sign_up(self, _: dict[str, str]) -> httpx.Response:
        self.state = "unconfirmed"
        self.sign_ups += 1
        self.mail()
        if self.loses_the_answer:
            self.loses_the_answer = False
            self.refusal["sign-up"] = TOO_SOON
            raise httpx.ReadError("the service died")
        return httpx.Response(202, json={"signUpId": f"sign-up-{self.sign_ups}"})

    def _confirm(self, body: dict[str, str]) -> httpx.Response:
        if (body["code"], body["signUpId"]) != (CODE, f"sign-up-{self.sign_ups}"):
            return refusal(400, "wrong_code")
        self.state = "confirmed"
        return httpx.Response(200, json={"userId": str(USER_ID)})

    def _sign_in(self, _: dict[str, str]) -> httpx.Response:
        if self.state != "confirmed":
            return refusal(401, "wrong_credentials")
        return self._tokens()

    def _tokens(self) -> httpx.Response:
        tokens = {
            "accessToken": f"access-{len(self.asked)}",
            "refreshToken": "refresh",
            "expiresInS": self.lifetime_s,
            "userId": str(USER_ID),
        }
        return httpx.Response(200, json=tokens)


def refusal(status: int, code: str) -> httpx.Response:
    return httpx.Response(status, json={"code": code, "detail": "no"})


def account(service: UserService, folder: Path) -> Account:
    connection = Connection("http://edge.test", httpx.MockTransport(service))
    return Account(connection, Mailbox(folder), ANNA)


@pytest.mark.parametrize(
    ("state", "was_mailed", "steps"),
    [
        ("confirmed", True, ["sign-in"]),
        ("unknown", False, ["sign-up", "confirm", "sign-in"]),
        ("unknown", True, ["sign-in", "sign-up", "confirm", "sign-in"]),
        ("unconfirmed", True, ["sign-in", "sign-up", "confirm", "sign-in"]),
    ],
)
async def test_becoming_a_user_does_what_is_still_missing(
    tmp_path: Path, state: str, was_mailed: bool, steps: list[str]
) -> None:
    service = UserService(tmp_path, state)
    if was_mailed:
        service.mail()
    assert await account(service, tmp_path).become_user() == USER_ID
    assert service.asked == steps


async def test_who_signed_up_a_moment_ago_and_has_no_id_waits_and_signs_up_again(
    tmp_path: Path,
) -> None:
    service = UserService(tmp_path, "unconfirmed")
    service.mail()
    service.refusal["sign-up"] = TOO_SOON
    assert await account(service, tmp_path).become_user() == USER_ID
    assert service.asked == ["sign-in", "sign-up", "sign-up", "confirm", "sign-in"]


async def test_a_lost_answer_loses_the_id_of_an_earlier_sign_up_too(tmp_path: Path) -> None:
    service = UserService(tmp_path)
    person = account(service, tmp_path)
    await person.sign_up()
    service.loses_the_answer = True
    with pytest.raises(httpx.ReadError):
        await person.sign_up()
    with pytest.raises(RuntimeError, match="sign up again"):
        await person.confirm(CODE)
    assert await person.become_user() == USER_ID
    assert service.sign_ups == 3


async def test_a_refused_sign_up_changes_nothing(tmp_path: Path) -> None:
    service = UserService(tmp_path)
    person = account(service, tmp_path)
    await person.sign_up()
    service.refusal["sign-up"] = TOO_SOON
    with pytest.raises(ApiProblem):
        await person.sign_up()
    await person.confirm(CODE)
    assert service.state == "confirmed"


async def test_nobody_waits_an_hour_to_sign_up_again(tmp_path: Path) -> None:
    service = UserService(tmp_path, "unconfirmed")
    service.mail()
    service.refusal["sign-up"] = httpx.Response(
        429, json={"code": "too_many_codes"}, headers={"Retry-After": "3000"}
    )
    with pytest.raises(ApiProblem) as refused:
        await account(service, tmp_path).become_user()
    assert (refused.value.code, service.asked) == ("too_many_codes", ["sign-in", "sign-up"])


async def test_tokens_are_renewed_before_they_expire(tmp_path: Path) -> None:
    service = UserService(tmp_path, "confirmed")
    service.lifetime_s = 10
    person = account(service, tmp_path)
    await person.sign_in()
    service.lifetime_s = 600
    renewed = await person.access_token()
    assert (await person.access_token()) == renewed
    assert service.asked == ["sign-in", "refresh"]


async def test_a_session_that_ended_is_begun_anew(tmp_path: Path) -> None:
    service = UserService(tmp_path, "confirmed")
    service.lifetime_s = 0
    service.refusal["refresh"] = refusal(401, "refresh_token_refused")
    person = account(service, tmp_path)
    await person.sign_in()
    await person.access_token()
    assert service.asked == ["sign-in", "refresh", "sign-in"]


async def test_a_refusal_says_which_field(tmp_path: Path) -> None:
    service = UserService(tmp_path)
    field = {"field": "password", "code": "password_too_short", "message": "is too short"}
    service.refusal["sign-up"] = httpx.Response(
        400, json={"code": "unacceptable_password", "detail": "no", "errors": [field]}
    )
    with pytest.raises(ApiProblem, match="password: is too short") as refused:
        await account(service, tmp_path).sign_up()
    assert (refused.value.status, refused.value.fields[0].code) == (400, "password_too_short")


async def test_an_answer_of_the_edge_itself_is_a_problem_too(tmp_path: Path) -> None:
    service = UserService(tmp_path)
    service.refusal["sign-in"] = httpx.Response(502)
    with pytest.raises(ApiProblem, match="Bad Gateway"):
        await account(service, tmp_path).sign_in()
