"""The generated documents are valid, complete, and readable."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec
import pytest

from devstack.reference.__main__ import documents
from devstack.reference.bus_channels import BUS
from devstack.reference.channel import Channel
from devstack.reference.mqtt_channels import MQTT
from libs.contracts import schemas
from tests.docs.pages import REPOSITORY

SERVICES = ("user", "community", "energy", "engagement", "device_gateway")
METHODS = {"get", "put", "post", "patch", "delete"}

# What the project promised to offer; more may be there.
PROMISED = """
GET POST /community
GET PUT DELETE /community/{communityId}
GET /community/{communityId}/device
GET /community/{communityId}/facility
PUT DELETE /community/{communityId}/facility/{facilityId}
POST /facility
GET PUT DELETE /facility/{facilityId}
GET PUT DELETE /facility/{facilityId}/device
GET /facility/{facilityId}/community
GET /facility/{facilityId}/user
GET /user/facility
GET /user/community
PUT DELETE /user/{userId}/facility/{facilityId}
POST /energy-data/
GET /energy-data/device/{deviceId}
GET /energy-data/community/{communityId}
GET /energy-data/facility/{facilityId}
POST /user/sign-up
POST /user/confirm
POST /user/resend
POST /user/sign-in
POST /user/refresh
POST /user/sign-out
GET /.well-known/jwks.json
"""


_documents = cache(documents)
"""Takes seconds: once, in the tests, which only one worker of pytest runs, but all read."""


def _document(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(_documents()[f"reference/{name}"])
    return content


def _operations(service: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, operations in _document(f"openapi-{service}.json")["paths"].items():
        for method, operation in operations.items():
            yield path, method, operation


@pytest.mark.parametrize("service", SERVICES)
def test_openapi_is_valid(service: str) -> None:
    validator = pytest.importorskip("openapi_spec_validator", reason="not in locks/dev.txt yet")
    description = _document(f"openapi-{service}.json")

    assert description["openapi"].startswith("3.1")
    assert [e.message for e in validator.OpenAPIV31SpecValidator(description).iter_errors()] == []


@pytest.mark.parametrize(
    "name", [f"openapi-{service}.json" for service in SERVICES] + ["asyncapi.json"]
)
def test_references_resolve(name: str) -> None:
    document = _document(name)

    assert [target for target in _references(document) if not _resolves(document, target)] == []


@pytest.mark.parametrize("service", SERVICES)
def test_operations_can_be_read(service: str) -> None:
    identifiers = []
    for path, method, operation in _operations(service):
        where = f"{method} {path}"
        assert method in METHODS, where
        assert operation["description"].strip().endswith("."), where
        assert operation["tags"], where
        identifiers.append(operation["operationId"])
        for status, response in operation["responses"].items():
            assert response["description"], f"{where}: {status}"
            if int(status) >= 400:
                assert list(response["content"]) == ["application/problem+json"], (
                    f"{where}: {status}"
                )
    assert len(identifiers) == len(set(identifiers))


def test_all_promised_operations_are_offered() -> None:
    offered = {(m.upper(), p) for service in SERVICES for p, m, _ in _operations(service)}
    lines = [line.split() for line in PROMISED.strip().splitlines()]

    missing = {(method, path) for *methods, path in lines for method in methods} - offered
    assert missing == set()


def test_asyncapi_has_what_the_specification_requires() -> None:
    document = _document("asyncapi.json")

    assert document["asyncapi"] == "3.0.0"
    assert {"title", "version"} <= set(document["info"])
    assert all({"host", "protocol"} <= set(server) for server in document["servers"].values())
    for name, channel in document["channels"].items():
        braces = [part.split("}")[0] for part in channel["address"].split("{")[1:]]
        assert list(channel["parameters"]) == braces, name
        assert channel["messages"], name
    for name, operation in document["operations"].items():
        assert operation["action"] in {"send", "receive"}, name


def test_asyncapi_has_every_event_on_a_channel_with_an_example_that_is_one() -> None:
    document = _document("asyncapi.json")
    kinds = {kind.__name__: kind for channel in (*MQTT, *BUS) for kind in channel.kinds}

    assert {kind.__name__ for kind in schemas.EVENT_TYPES} <= set(kinds)
    assert set(document["components"]["messages"]) == set(kinds)
    for name, message in document["components"]["messages"].items():
        assert message["examples"], name
        for example in message["examples"]:
            msgspec.convert(example["payload"], kinds[name])


def test_a_device_s_example_is_the_payload_every_device_may_send() -> None:
    (example,) = _document("asyncapi.json")["components"]["messages"]["ReadingPayload"]["examples"]

    assert set(example["payload"]) == {"deviceId", "energyValue", "timestamp"}


@pytest.mark.parametrize("channel", [c for c in BUS if c.stream], ids=lambda c: c.name)
def test_who_writes_and_reads_a_stream_uses_it_and_nobody_else(channel: Channel) -> None:
    assert channel.stream is not None
    named = f"streams.{channel.stream.name}"
    users = {
        folder.name
        for folder in (REPOSITORY / "services").iterdir()
        if any(named in path.read_text() for path in folder.glob("*/*.py"))
        or any(named in path.read_text() for path in folder.glob("*.py"))
    }
    same_stream = [c for c in BUS if c.stream is channel.stream]
    told = {name for c in same_stream for name in (*c.written_by, *c.read_by)}

    assert users == told


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)


def _resolves(document: dict[str, Any], target: str) -> bool:
    node: Any = document
    for token in target.removeprefix("#/").split("/"):
        key = token.replace("~1", "/").replace("~0", "~")
        if not isinstance(node, dict) or key not in node:
            return False
        node = node[key]
    return target.startswith("#/")
