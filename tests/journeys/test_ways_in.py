"""NF11: an account is opened without its password, and is the same in every service."""

import json
from functools import partial
from typing import Any

import pytest

from devstack.people.account import Account
from devstack.people.mailbox import Mailbox
from devstack.people.person import People
from devstack.supervisor.stack import Stack
from services.user.tests.authenticator import Authenticator
from services.user.tests.proving_client import proof_body, verifier_body
from tests.journeys.refusals import refused
from tests.village import PASSWORD, a_user, an_identity

pytestmark = pytest.mark.asyncio(loop_scope="session")
_OPEN_TO_USERS = ("/user/profile", "/user/facility", "/notification")


async def test_a_passkey_opens_the_account(stack: Stack, people: People) -> None:
    account = (await a_user(people, "Pia")).account
    device = Authenticator(origin=stack.url)
    started = json.loads(await account.request("POST", "/user/passkey/start", body={}))
    passkey = {
        "challengeId": started["challengeId"],
        "name": "Phone",
        "credential": device.create(started["publicKey"]),
    }
    await account.request("POST", "/user/passkey", body=passkey)
    challenge = await _call(account, "/user/passkey/sign-in/start", {})
    answer = {
        "challengeId": challenge["challengeId"],
        "credential": device.sign(challenge["publicKey"]),
    }
    tokens = await _call(account, "/user/passkey/sign-in/finish", answer)
    await _opens(account, tokens["accessToken"])
    with refused(401, "passkey_refused"):
        await _call(account, "/user/passkey/sign-in/finish", answer)


async def test_a_password_that_never_travels_opens_the_account(
    stack: Stack, people: People
) -> None:
    account = people.person(an_identity("Zoe")).account
    email = account.identity.email
    signed_up = await _call(
        account, "/user/zero-knowledge/sign-up", {"email": email, **verifier_body(PASSWORD)}
    )
    code = await Mailbox(stack.mail_folder).next_code(email, after=0)
    confirmation = {"email": email, "code": code, "signUpId": signed_up["signUpId"]}
    await account.connection.call("POST", "/user/confirm", body=confirmation)
    start = partial(_call, account, "/user/zero-knowledge/sign-in/start", {"email": email})
    proof = {"email": email, **proof_body(PASSWORD, await start())}
    tokens = await _call(account, "/user/zero-knowledge/sign-in/finish", proof)
    await _opens(account, tokens["accessToken"])
    with refused(401, "wrong_credentials"):
        await _call(account, "/user/zero-knowledge/sign-in/finish", proof)
    wrong = {"email": email, **proof_body("another password", await start())}
    with refused(401, "wrong_credentials"):
        await _call(account, "/user/zero-knowledge/sign-in/finish", wrong)
    with refused(401, "wrong_credentials"):
        await _call(account, "/user/sign-in", {"email": email, "password": PASSWORD})


async def _opens(account: Account, token: str) -> None:
    answers = [await account.connection.call("GET", one, token=token) for one in _OPEN_TO_USERS]
    assert json.loads(answers[0])["email"] == account.identity.email


async def _call(account: Account, path: str, body: dict[str, Any]) -> Any:
    return json.loads(await account.connection.call("POST", path, body=body))
