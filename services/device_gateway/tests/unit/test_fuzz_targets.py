"""Whatever the gateway listens to is fuzzed: a new topic or handler without a target fails here."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from libs.chassis.clock import RandomIds
from libs.chassis.lifecycle import Readiness
from libs.chassis.replicas import Alone
from libs.chassis.testing.fakes import FakeClock
from libs.contracts.mqtt import topics
from services.device_gateway.bootstrap import ROOMS
from services.device_gateway.bootstrap.foundation import Foundation
from services.device_gateway.bootstrap.readings import build_readings
from services.device_gateway.config import Settings
from services.device_gateway.domain.pki.keys import key_pem
from services.device_gateway.inbound.mqtt import readings, reports
from services.device_gateway.inbound.mqtt.receiver import Note
from services.device_gateway.inbound.mqtt.report import Report, ReportHandler
from services.device_gateway.outbound.identity.standings import StandingsProjection
from services.device_gateway.outbound.notes import MqttNotes
from services.device_gateway.outbound.readings.memory import DeadLetterList, DeviceRegistry
from services.device_gateway.tests.examples import NOW
from services.device_gateway.tests.fuzz.gateway import NEIGHBOUR, Gateway
from services.device_gateway.tests.fuzz.targets import (
    ANY_TOPIC,
    TARGETS,
    WEIGHED_EVERY,
    ReportsTarget,
    Target,
)
from services.device_gateway.tests.unit.pki.samples import device_ca
from services.device_gateway.usecases.refusals import Refusals

Handlers = dict[str, set[str]]
"""Names of the handlers' classes, by target."""


@pytest.fixture
def foundation(tmp_path: Path) -> Foundation:
    """With everything on, and servers that are never asked."""
    certificate, key = tmp_path / "ca.pem", tmp_path / "ca.key"
    certificate.write_bytes(device_ca().certificate.public_bytes(Encoding.PEM))
    key.write_bytes(key_pem(device_ca().key))
    key.chmod(0o600)
    clock = FakeClock(NOW)
    return Foundation(
        settings=Settings(
            postgres_dsn=cast("Any", "postgresql://nobody@127.0.0.1/x"),
            jwks_url="http://127.0.0.1:9/jwks",
            device_ca_certificate_file=certificate,
            device_ca_key_file=key,
        ),
        pool=cast("Any", None),
        bus=cast("Any", None),
        clock=clock,
        ids=RandomIds(),
        replicas=Alone(),
        readiness=Readiness(),
        registry=DeviceRegistry(),
        standings=StandingsProjection(),
        refusals=Refusals(DeadLetterList(), clock),
        notes=MqttNotes(cast("Any", None), chance=lambda: 0.0),
    )


def _names(prefix: str, desk: Mapping[str, Sequence[Any]]) -> Handlers:
    return {
        f"{prefix}/{kind}": {f"{type(each).__module__}.{type(each).__name__}" for each in handlers}
        for kind, handlers in desk.items()
    }


def test_every_handler_of_every_kind_is_fuzzed(foundation: Foundation) -> None:
    wired: defaultdict[str, set[str]] = defaultdict(set)
    for room in [*(build(foundation) for build in ROOMS), build_readings(foundation, after=())]:
        for prefix, desk in (("report", room.reports), ("provision", room.provisioning)):
            for target, names in _names(prefix, {k: [h] for k, h in desk.items()}).items():
                wired[target] |= names
    desks = Gateway().desks
    fuzzed = _names("report", desks.reports) | _names("provision", desks.provisioning)
    assert fuzzed == wired
    assert wired.keys() <= TARGETS.keys()


def test_every_subscription_has_targets() -> None:
    for subscription in (*readings.TOPICS, *reports.TOPICS):
        assert subscription.split("/+")[0] in {name.split("/")[0] for name in TARGETS}, subscription


@pytest.fixture(params=sorted(TARGETS))
def target(request: pytest.FixtureRequest) -> Iterator[Target]:
    target = TARGETS[request.param]()
    yield target
    if isinstance(target, ReportsTarget):
        target.close()


def test_a_target_begins_with_inputs_that_hold(target: Target) -> None:
    assert target.seeds
    for seed in (*target.seeds, b"", b"{}", b"\xff"):
        target.check(seed)


def test_a_target_speaks_of_its_own_topic(target: Target, request: pytest.FixtureRequest) -> None:
    name = request.node.callspec.params["target"]
    if name not in {ANY_TOPIC, target.topic}:
        filter_of_all = "/".join((target.topic.split("/")[0], "+"))
        kind = "/".join((target.topic.split("/")[0], target.topic.split("/")[-1]))
        assert name in {filter_of_all, kind}


_STATUS = TARGETS[f"report/{topics.STATUS}"]


async def _gossip(report: Report) -> Sequence[Note]:
    return [(topics.to_device(NEIGHBOUR, topics.ACKNOWLEDGEMENT), b"")]


async def _fail(report: Report) -> Sequence[Note]:
    raise ZeroDivisionError


@pytest.mark.parametrize(("handler", "said"), [(_gossip, "meter-2/ack"), (_fail, "ZeroDivision")])
def test_it_is_noticed_when_a_handler_fails_or_answers_another(
    handler: ReportHandler, said: str
) -> None:
    target = cast("ReportsTarget", _STATUS())
    _only(target, handler)
    with pytest.raises(AssertionError, match=said):
        target.check(b"{}")
    target.close()


def test_it_is_noticed_when_another_is_written_for() -> None:
    target = cast("ReportsTarget", _STATUS())

    async def confuse(report: Report) -> Sequence[Note]:
        await target.gateway.firmware.status(NEIGHBOUR, "9.9.9")
        return ()

    _only(target, confuse)
    with pytest.raises(AssertionError, match=NEIGHBOUR):
        target.check(b"{}")
    target.close()


def test_it_is_noticed_when_something_grows() -> None:
    target = cast("ReportsTarget", _STATUS())

    class Hoard:
        def __init__(self) -> None:
            self.kept: list[bytes] = []

        async def __call__(self, report: Report) -> Sequence[Note]:
            self.kept.append(bytes(1_000))
            return ()

    _only(target, Hoard())
    for _ in range(WEIGHED_EVERY):
        target.check(b"{}")
    with pytest.raises(AssertionError):
        target.check(b"{}")
    target.close()


def _only(target: ReportsTarget, handler: ReportHandler) -> None:
    handlers = cast("list[ReportHandler]", target.gateway.desks.reports[topics.STATUS])
    handlers[:] = [handler]
