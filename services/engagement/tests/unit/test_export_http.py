"""All that is kept of whoever asks, over HTTP (FR2.4)."""

from uuid import UUID

import pytest

from services.engagement.domain.delivery.endpoint import EndpointKind, WebhookAddress
from services.engagement.domain.registry.contact import Contact
from services.engagement.ports.delivery import NewEndpoint
from services.engagement.tests.engine import (
    COMMUNITY,
    at,
    surplus_readings,
    user_id,
)
from services.engagement.tests.unit.edge import MEMBER, REPRESENTATIVE, STRANGER, Edge

PATH = "/notification/export"
HOOK = NewEndpoint(
    endpoint_id=UUID(int=0xE0),
    user_id=user_id(MEMBER),
    kind=EndpointKind.WEBHOOK,
    label="Home",
    address=WebhookAddress("https://home.example/secret-path/told"),
    secret="whsec_c2VjcmV0",
    at=at(0),
)


async def test_everything_of_the_caller_and_no_secret(edge: Edge) -> None:
    await edge.engine.books.register(HOOK, maximum=1)
    path = f"/notification/preference/community/{COMMUNITY}"
    await edge.call("PUT", path, MEMBER, {"wanted": True, "surplusOver": True})
    edge.engine.fold.fold(surplus_readings(0, 11))
    await edge.engine.write_down()
    answer = await edge.get(PATH)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    export = answer.json()
    assert export["userId"] == str(user_id(MEMBER))
    assert export["contact"] == {
        "email": "user0@example.org",
        "name": "User 0",
        "locale": "it",
        "timeZone": "Europe/Rome",
    }
    assert export["preference"] == (await edge.get("/notification/preference")).json()
    [endpoint] = export["endpoints"]
    assert (endpoint["label"], endpoint["address"]) == ("Home", "https://home.example/…told")
    assert not [secret for secret in ("secret-path", "whsec_") if secret in answer.text]
    [told] = export["notifications"]
    assert [told["notification"]] == (await edge.get("/notification")).json()
    assert [way["channel"] for way in told["deliveries"]]
    [called] = export["calls"]
    assert (called["outcome"], called["communityId"]) == ("told", str(COMMUNITY))
    assert str(user_id(1)) not in answer.text


@pytest.mark.parametrize("user", [STRANGER, REPRESENTATIVE])
async def test_who_has_nothing_gets_that(edge: Edge, user: int) -> None:
    edge.engine.fold.fold(surplus_readings(0, 11))
    await edge.engine.write_down()
    export = (await edge.get(PATH, user)).json()
    assert export["contact"] is None
    assert [export[part] for part in ("endpoints", "notifications", "calls")] == [[], [], []]


async def test_it_is_for_who_is_signed_in_and_exists(edge: Edge) -> None:
    assert (await edge.get(PATH, None)).status_code == 401
    edge.engine.contacts.apply(Contact(user_id(MEMBER), version=2, email=None))
    assert (await edge.get(PATH)).status_code == 401


async def test_ten_an_hour_are_enough(edge: Edge) -> None:
    statuses = [(await edge.get(PATH)).status_code for _ in range(11)]
    assert statuses == [200] * 10 + [429]
    assert (await edge.get(PATH, 1)).status_code == 200
    edge.engine.clock.advance(seconds=360)
    assert (await edge.get(PATH)).status_code == 200


async def test_long_inboxes_are_all_in_it(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many pages they take."""
    monkeypatch.setattr("services.engagement.usecases.notifications.export_data._AT_ONCE", 1)
    edge.engine.fold.fold(surplus_readings(0, 11))
    await edge.engine.write_down()
    assert len((await edge.get(PATH)).json()["notifications"]) == 1
