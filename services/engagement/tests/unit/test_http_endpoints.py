"""The HTTP edge of endpoints and deliveries: a user's own only, and no secret twice (FR4.2)."""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from services.engagement.domain.registry.contact import Contact
from services.engagement.ports.delivery import GoneError
from services.engagement.tests.engine import (
    Engine,
    community,
    facility,
    surplus_readings,
    user_id,
)
from services.engagement.tests.unit.delivery_edge import HOOK, MEMBER, NOBODY, STRANGER, Edge
from services.engagement.usecases.delivery.try_endpoint import TESTS


@pytest.fixture
async def edge() -> AsyncIterator[Edge]:
    engine = Engine()
    await engine.start(community(), facility(0), facility(1))
    edge = Edge(engine)
    yield edge
    await edge.close()


async def test_a_webhook_gets_a_secret_that_is_shown_once(edge: Edge) -> None:
    registered = await edge.registered()
    assert registered.pop("secret").startswith("whsec_")
    assert registered == {
        "endpointId": registered["endpointId"],
        "kind": "webhook",
        "label": "Home",
        "address": "https://home.example/…told",
        "createdAt": "2026-06-21T10:00:00Z",
        "enabled": True,
        "disabledAt": None,
        "disabledReason": None,
        "lastSentAt": None,
        "lastFailedAt": None,
        "lastError": None,
        "failures": 0,
        "installId": None,
    }
    listed = await edge.call("GET", "/endpoint")
    assert listed.json() == [registered]
    assert "secret-path" not in listed.text


async def test_what_has_no_signature_has_no_secret(edge: Edge) -> None:
    app = await edge.registered(
        {"kind": "expo", "label": "Phone", "token": "ExponentPushToken[abcdefgh]"}
    )
    assert (app["secret"], app["address"]) == (None, "…efgh")


async def test_a_browsers_subscription_is_taken_as_it_is(edge: Edge) -> None:
    keys = {"p256dh": "B" + "A" * 86, "auth": "A" * 22}
    subscription = {"endpoint": "https://push.example/x1", "expirationTime": None, "keys": keys}
    browser = await edge.registered(
        {"kind": "web_push", "label": "Browser", "subscription": subscription}
    )
    assert browser["address"] == "https://push.example/…e/x1"


@pytest.mark.parametrize(
    "body",
    [
        {**HOOK, "url": "http://home.example/"},
        {**HOOK, "url": "https://user:password@home.example/"},
        {**HOOK, "url": "https:///told"},
        {**HOOK, "url": "https://home.example:99999/"},
        {**HOOK, "url": "https://hömé.example/"},
        {**HOOK, "label": "  "},
        {**HOOK, "label": "\0"},
        {**HOOK, "label": "x" * 61},
        {**HOOK, "kind": "mail"},
        {**HOOK, "kind": "pigeon"},
        {**HOOK, "more": 1},
        {"kind": "expo", "label": "Phone", "token": "abc"},
        {"kind": "fcm", "label": "Phone", "token": "short"},
        {"kind": "apprise", "label": "Bot", "url": "json://localhost"},
        {"kind": "apprise", "label": "Bot", "url": "tgram://nonsense"},
        {
            "kind": "web_push",
            "label": "Browser",
            "subscription": {
                "endpoint": "https://push.example/1",
                "keys": {"p256dh": "AAAA", "auth": "A" * 22},
            },
        },
    ],
)
async def test_an_address_that_cannot_be_one_is_a_400(edge: Edge, body: object) -> None:
    answer = await edge.call("POST", "/endpoint", body)
    assert answer.status_code == 400
    assert answer.json()["code"] in {"invalid_request", "invalid_address"}
    assert (await edge.call("GET", "/endpoint")).json() == []


async def test_a_kind_that_is_not_offered_is_a_409(edge: Edge) -> None:
    answer = await edge.call(
        "POST", "/endpoint", {"kind": "fcm", "label": "Phone", "token": "t" * 40}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "channel_not_offered")


async def test_the_eleventh_endpoint_is_a_409(edge: Edge) -> None:
    for number in range(10):
        await edge.registered({**HOOK, "url": f"https://home.example/{number}"})
    answer = await edge.call("POST", "/endpoint", {**HOOK, "url": "https://home.example/10"})
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_endpoints")
    await edge.registered({**HOOK, "url": "https://home.example/9"})


async def test_an_endpoint_is_switched_off_and_on_by_its_user_only(edge: Edge) -> None:
    path = f"/endpoint/{(await edge.registered())['endpointId']}"
    off = {"label": "Away", "enabled": False}
    stranger = await edge.call("PUT", path, off, user=STRANGER)
    assert (stranger.status_code, stranger.json()["code"]) == (404, "endpoint_not_found")
    answer = (await edge.call("PUT", path, off)).json()
    assert (answer["label"], answer["enabled"], answer["disabledReason"]) == (
        "Away",
        False,
        "by_user",
    )
    answer = (await edge.call("PUT", path, {"label": "Back", "enabled": True})).json()
    assert (answer["enabled"], answer["disabledAt"], answer["disabledReason"]) == (True, None, None)


async def test_an_endpoint_is_removed_by_its_user_only(edge: Edge) -> None:
    path = f"/endpoint/{(await edge.registered())['endpointId']}"
    statuses = [
        (await edge.call("DELETE", path, user=user)).status_code
        for user in (None, STRANGER, MEMBER, MEMBER)
    ]
    assert statuses == [401, 404, 204, 404]


async def test_a_test_goes_out_at_once_and_tells_how_it_went(edge: Edge) -> None:
    path = f"/endpoint/{(await edge.registered())['endpointId']}/test"
    assert (await edge.call("POST", path, user=STRANGER)).status_code == 404
    answer = (await edge.call("POST", path)).json()
    assert (answer["status"], answer["error"]) == ("sent", None)
    assert answer["endpoint"]["lastSentAt"] == "2026-06-21T10:00:00Z"
    [sent] = edge.hooks.sent
    assert (sent.message.kind, sent.message.title) == ("endpoint_test", "Prova di Meriggio")
    assert sent.endpoint.secret is not None
    edge.hooks.failure = GoneError("your server answered 410: it wants no more")
    answer = (await edge.call("POST", path)).json()
    assert (answer["status"], answer["endpoint"]["disabledReason"]) == ("failed", "gone")
    assert "410" in answer["error"]


async def test_tests_are_few(edge: Edge) -> None:
    path = f"/endpoint/{(await edge.registered())['endpointId']}/test"
    answers = [await edge.call("POST", path) for _ in range(TESTS + 1)]
    assert [answer.status_code for answer in answers] == [200] * TESTS + [429]
    assert answers[-1].json()["code"] == "too_many_tests"
    assert len(edge.hooks.sent) == TESTS


async def test_a_notifications_ways_are_told_to_its_user(edge: Edge) -> None:
    edge.engine.fold.fold(surplus_readings(0, 12))
    await edge.engine.write_down()
    edge.engine.clock.advance(seconds=602)
    await edge.engine.deliver_due()
    [notification] = [
        item.notification
        for item in edge.engine.books.inbox.values()
        if item.notification.user_id == user_id(MEMBER)
    ]
    path = f"/{notification.notification_id}/delivery"
    assert (await edge.call("GET", path, user=None)).status_code == 401
    stranger = await edge.call("GET", path, user=STRANGER)
    assert (stranger.status_code, stranger.json()["code"]) == (404, "notification_not_found")
    assert (await edge.call("GET", f"/{NOBODY}/delivery")).status_code == 404
    [way] = (await edge.call("GET", path)).json()
    assert way == {
        "channel": "mail",
        "endpointId": None,
        "label": None,
        "status": "sent",
        "attempts": 1,
        "finishedAt": "2026-06-21T10:10:02Z",
        "nextAttemptAt": None,
        "latencyS": 2.0,
        "error": None,
    }


async def test_browsers_are_told_what_to_subscribe_with() -> None:
    engine = Engine()
    with_key, without = Edge(engine), Edge(engine, web_push_key=None)
    path = "/web-push-key"
    assert (await with_key.call("GET", path)).json() == {"publicKey": "BPub"}
    off = await without.call("GET", path)
    assert (off.status_code, off.json()["code"]) == (404, "web_push_off")
    await with_key.close()
    await without.close()


async def test_a_deleted_user_registers_nothing(edge: Edge) -> None:
    """Also while the ended session's token still counts."""
    edge.engine.contacts.apply(Contact(user_id(MEMBER), version=2, email=None))
    assert (await edge.call("POST", "/endpoint", HOOK)).status_code == 401
    assert edge.engine.books.endpoints == {}


async def test_an_app_registers_at_each_start_and_is_one_endpoint(edge: Edge) -> None:
    """FR4.2: whatever becomes of its token; on another telephone it is another one."""
    install = {"kind": "expo", "label": "Phone", "installId": str(UUID(int=0x11))}
    first = await edge.registered({**install, "token": "ExponentPushToken[abcdefgh]"})
    for token in ("abcdefgh", "ijklmnop"):
        again = await edge.registered({**install, "token": f"ExponentPushToken[{token}]"})
        assert again["endpointId"] == first["endpointId"]
    assert (again["address"], again["installId"]) == ("…mnop", install["installId"])
    other = {**install, "installId": str(UUID(int=0x12)), "token": "ExponentPushToken[qrstuvwx]"}
    await edge.registered(other)
    assert len((await edge.call("GET", "/endpoint")).json()) == 2


async def test_a_token_that_moves_to_another_user_leaves_the_former(edge: Edge) -> None:
    install = {"kind": "expo", "label": "Phone", "installId": str(UUID(int=0x11))}
    phone = {**install, "token": "ExponentPushToken[abcdefgh]"}
    await edge.registered(phone)
    moved = await edge.registered(phone, user=1)
    assert (await edge.call("GET", "/endpoint")).json() == []
    [found] = (await edge.call("GET", "/endpoint", user=1)).json()
    assert found["endpointId"] == moved["endpointId"]


async def test_a_screen_of_settings_sees_which_ways_there_are(edge: Edge) -> None:
    assert (await edge.call("GET", "/channel", user=None)).status_code == 401
    assert (await edge.call("GET", "/channel")).json() == [
        {"kind": "mail", "isImplicit": True, "schemes": None, "publicKey": None},
        {"kind": "apprise", "isImplicit": False, "schemes": ["tgram"], "publicKey": None},
        {"kind": "web_push", "isImplicit": False, "schemes": None, "publicKey": "BPub"},
    ]
