"""NF8: no personal data and no secret in logs, spans and metrics, whatever happens (NF11)."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from uuid import uuid4

import httpx
import pytest

from devstack.people.connection import ApiProblem
from devstack.supervisor.stack import SERVICES, Stack
from libs.chassis.testing.eventually import eventually
from tests.journeys.meter import meter
from tests.observability.stage import NAME, PASSWORD, Village
from tests.observability.told import all_told, log_of

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

_WEBHOOK = f"https://sentinella.invalid/{uuid4().hex}"
_INVITED = f"invitata-{uuid4().hex}@example.org"
_WRONG_PASSWORD = "sbagliata-ma-segreta-99"
_WRONG_CODE = "Z9Z9Z9Z9"
_WRONG_TOKEN = f"eyJ{uuid4().hex}.sentinella.firma"
_IN_THE_QUERY = f"nella-query-{uuid4().hex}"
_AN_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.(?!localhost)[a-z]{2,}")


async def test_no_log_span_or_metric_tells_them(village: Village) -> None:
    await _register_a_webhook(village)
    await _go_wrong(village)
    await village.measure_surplus()
    await _webhook_failed(village)
    secrets = dict(_secrets(village)) | {"token": await village.person.account.access_token()}

    told = await all_told(village.stack, village.collector)

    assert len(told["spans"]) > 10_000, "there is something to look at"
    for what, secret in secrets.items():
        assert secret, what
        assert [_around(secret, text) for text in told.values() if secret in text] == [], what
    for where, text in told.items():
        assert _AN_ADDRESS.findall(text) == [], where


def _around(secret: str, text: str) -> str:
    """Where it was told, for whoever is to take it out."""
    at = text.index(secret)
    return text[max(0, at - 400) : at + 100]


async def test_logs_are_json_and_lead_to_their_traces(village: Village) -> None:
    await village.have_surplus()

    lines = [(name, line) for name in SERVICES for line in log_of(village.stack, name).splitlines()]
    entries = [(name, json.loads(line)) for name, line in lines]
    for name, entry in entries:
        assert {"event", "level", "timestamp", "service"} <= entry.keys(), entry
        assert entry["service"] == name
    called = [entry for _, entry in entries if entry["event"] == "surplus_called"]
    assert called
    for entry in called:  # spans are sent once a second
        await eventually(partial(village.collector.spans, trace_id=entry["trace_id"]))


async def test_labels_have_few_values_and_none_is_an_id(village: Village) -> None:
    """Cardinality: neither a person, nor a device, nor whatever a caller writes makes a series."""
    await _go_wrong(village)
    await village.have_surplus()

    told = await all_told(village.stack, village.collector)

    values: dict[tuple[str, str], set[str]] = {}
    for where, text in told.items():
        if where.startswith("metrics"):
            for metric, label, value in _labels(text):
                values.setdefault((metric, label), set()).add(value)
    for (metric, label), several in values.items():
        assert len(several) <= _MOST_VALUES.get(label, 20), (metric, label, several)
        assert not [each for each in several if _IS_AN_ID.search(each)], (metric, label)


_MOST_VALUES = {"le": 40, "route": 80}
_IS_AN_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}|[0-9a-f]{12}|@|meter-")


def _labels(exposition: str) -> Iterator[tuple[str, str, str]]:
    """Metric, label and value of every sample, without exemplars."""
    for line in exposition.splitlines():
        sample = line.split(" # ", 1)[0]
        if line.startswith("#") or "{" not in sample:
            continue
        metric, _, labels = sample.partition("{")
        for label, value in re.findall(r'(\w+)="((?:[^"\\]|\\.)*)"', labels):
            yield metric, label, value


async def _register_a_webhook(village: Village) -> None:
    await village.person.account.request(
        "POST",
        "/notification/endpoint",
        body={"kind": "webhook", "label": "Casa", "url": _WEBHOOK},
    )


async def _go_wrong(village: Village) -> None:
    """What people and attackers do: wrong passwords, codes, tokens, readings, methods, paths."""
    stack, account = village.stack, village.person.account
    async with httpx.AsyncClient(base_url=stack.url, verify=False) as client:
        email = account.identity.email
        await client.post("/user/sign-in", json={"email": email, "password": _WRONG_PASSWORD})
        await client.post("/user/confirm", json={"email": email, "code": _WRONG_CODE})
        await client.post("/user/sign-up", json={"email": _INVITED, "password": PASSWORD, "x": 1})
        bearer = {"Authorization": f"Bearer {_WRONG_TOKEN}"}
        await client.get(f"/community?cursor={_IN_THE_QUERY}", headers=bearer)
        await client.get(f"/community/{_IN_THE_QUERY}", headers=bearer)
        await client.request("BREW", f"/community/{_IN_THE_QUERY}")
        await client.post("/energy-data/", content=b"{", headers=bearer)
    facility = f"/facility/{village.flat.facility_id}"
    await account.request(
        "POST", f"{facility}/invitation", body={"email": _INVITED, "role": "viewer"}
    )
    with suppress(ApiProblem):
        await account.request(
            "PUT",
            f"{facility}/device",
            body={
                "deviceId": "meter-of-somebody",
                "code": _WRONG_CODE,
                "validFrom": datetime.now(UTC).isoformat(),
            },
        )
    async with meter(stack.mqtt, village.flat.device_id) as device:
        await device.send(b"not json at all")


async def _webhook_failed(village: Village) -> None:
    await eventually(lambda: "notification_not_sent" in log_of(village.stack, "engagement"))


def _secrets(village: Village) -> Iterator[tuple[str, str]]:
    stack, account = village.stack, village.person.account
    yield "mail address", account.identity.email
    yield "its first part", account.identity.email.partition("@")[0]
    yield "name", NAME
    yield "password", PASSWORD
    yield "wrong password", _WRONG_PASSWORD
    yield "wrong code", _WRONG_CODE
    yield "wrong token", _WRONG_TOKEN
    yield "query or path", _IN_THE_QUERY
    yield "webhook", _WEBHOOK.removeprefix("https://")
    yield "invited person", _INVITED
    yield "refresh token", account.refresh_token
    yield "code on a label", stack.code_on_label(village.flat.device_id)
    yield "operator's token", stack.operator_token
    yield "integration's token", stack.integration_token
    yield "password of the broker", stack.mqtt.gateway_password or "none"
    yield from _passwords_of(stack)


def _passwords_of(stack: Stack) -> Iterator[tuple[str, str]]:
    for name in SERVICES:
        login = stack.dsn_of(name).partition("://")[2].partition("@")[0]
        yield f"database password of {name}", login.partition(":")[2]
