"""One target for each topic the gateway listens to; a test fails when one has none."""

import asyncio
import base64
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from libs.contracts.codec import encode
from libs.contracts.golden_mqtt import MQTT_EXAMPLES
from libs.contracts.mqtt import (
    certificates,
    commands,
    configuration,
    firmware,
    readings,
    status,
    topics,
)
from services.device_gateway.tests.examples import NOW
from services.device_gateway.tests.fuzz.gateway import SENDER, UNCLAIMED, Gateway
from services.device_gateway.tests.fuzz.held_memory import held_bytes, metric_series
from services.device_gateway.tests.fuzz.readings_topic import Topic
from services.device_gateway.tests.unit.identity.world import BATCH, SESSION, Key

SEPARATOR: Final = b"\x00\n\x00"
"""Between the messages of one input: what comes second finds what came first."""
_MOST_MESSAGES: Final = 6
WEIGHED_EVERY: Final = 2_000
_MAY_GROW_BYTES: Final = 256 * 1024
_MOST_NEW_SERIES: Final = 2_000


class Target(ABC):
    """One topic; `seeds` are inputs to begin with, `check` takes whatever is made of them."""

    topic: str
    seeds: Sequence[bytes]

    def __init__(self) -> None:
        self._checked = 0
        self._held_at_first = 0
        self._series_at_first = metric_series()

    def check(self, body: bytes) -> None:
        """Raises AssertionError when something that must hold does not."""
        self._check(body)
        self._checked += 1
        if self._checked % WEIGHED_EVERY == 1:
            self._weigh()

    @abstractmethod
    def _check(self, body: bytes) -> None: ...

    @abstractmethod
    def _held_bytes(self) -> int:
        """What the gateway keeps in memory, without what is the database's."""

    def _weigh(self) -> None:
        held = self._held_bytes()
        self._held_at_first = self._held_at_first or held
        assert held - self._held_at_first < _MAY_GROW_BYTES, (self._held_at_first, held)
        assert metric_series() - self._series_at_first < _MOST_NEW_SERIES


class ReadingsTarget(Target):
    """Readings: accounted for one by one."""

    def __init__(self, topic: str) -> None:
        super().__init__()
        self.topic = topic
        self._gateway = Topic(topic)
        one = json.loads(_example(readings.ReadingPayload)) | {
            "deviceId": SENDER,
            "timestamp": NOW.isoformat(),
        }
        numbered = [json.dumps(one | {"sequence": number}).encode() for number in (1, 2, 3)]
        self.seeds = [
            json.dumps(one).encode(),
            numbered[0],
            b"[" + b",".join(numbered) + b"]",
            b"\n".join(numbered),
        ]

    def _check(self, body: bytes) -> None:
        self._gateway.check(body)

    def _held_bytes(self) -> int:
        return held_bytes([self._gateway])


class ReportsTarget(Target):
    """What the desks of reports and of provisioning are told, up to some messages an input."""

    def __init__(self, topic: str, seeds: Callable[[Gateway], Sequence[bytes]]) -> None:
        super().__init__()
        self.topic = topic
        self._loop = asyncio.new_event_loop()
        self.gateway = self._loop.run_until_complete(Gateway().prepare())
        each = seeds(self.gateway)
        self.seeds = [*each, SEPARATOR.join(each)]

    def close(self) -> None:
        """Its event loop is not needed any more."""
        self._loop.close()

    def _check(self, body: bytes) -> None:
        messages = body.split(SEPARATOR)[:_MOST_MESSAGES]
        self._loop.run_until_complete(self.gateway.check(self.topic, messages))

    def _held_bytes(self) -> int:
        return held_bytes([self.gateway.inbox], without=[self._loop, *self.gateway.twins()])


class AnyTopicTarget(ReportsTarget):
    """The topic itself is the input; its last line is the message."""

    def _check(self, body: bytes) -> None:
        topic, _, message = body.partition(b"\n")
        check = self.gateway.check(topic.decode(errors="replace"), [message])
        self._loop.run_until_complete(check)


def _example(kind: type[Any]) -> bytes:
    return encode(next(each for each in MQTT_EXAMPLES if type(each) is kind))


def _changed(kind: type[Any], **fields: object) -> bytes:
    return json.dumps(json.loads(_example(kind)) | fields).encode()


def _statuses(_: Gateway) -> Sequence[bytes]:
    return [
        _example(status.StatusReported),
        _changed(status.StatusReported, state="offline"),
        _changed(status.StatusReported, connection=8, firmware="1.1.0", hardware="meter-v1"),
    ]


def _configurations(_: Gateway) -> Sequence[bytes]:
    return [
        _example(configuration.ConfigurationReported),
        _changed(configuration.ConfigurationReported, version=1, rejected="out of range"),
    ]


def _commands(gateway: Gateway) -> Sequence[bytes]:
    return [
        _changed(commands.CommandFinished, commandId=str(command_id))
        for command_id in gateway.command_ids
    ]


def _progress(gateway: Gateway) -> Sequence[bytes]:
    return [
        _changed(firmware.FirmwareProgressed, updateId=str(update_id), phase=phase)
        for update_id in gateway.update_ids
        for phase in ("downloading", "confirmed", "failed")
    ]


def _renewals(_: Gateway) -> Sequence[bytes]:
    return [json.dumps({"csr": Key().csr}).encode()]


def _requests(_: Gateway) -> Sequence[bytes]:
    return [
        json.dumps({"serialNumber": serial, "csr": Key().csr}).encode()
        for serial in (UNCLAIMED, SENDER)
    ]


def _registrations(gateway: Gateway) -> Sequence[bytes]:
    key, token = gateway.waiting
    signature = base64.b64encode(key.signature(UNCLAIMED, token)).decode()
    told = {"serialNumber": UNCLAIMED, "ownershipToken": token, "signature": signature}
    return [
        json.dumps(told).encode(),
        json.dumps(told | {"serialNumber": SENDER}).encode(),
        _example(certificates.RegistrationRequested),
    ]


def _topics(_: Gateway) -> Sequence[bytes]:
    return [
        topics.report(SENDER, topics.STATUS).encode() + b"\n" + _example(status.StatusReported),
        topics.provision(BATCH, SESSION, topics.CERTIFICATE).encode() + b"\n{}",
        topics.readings(SENDER).encode() + b"\n{}",
    ]


def _reports(kind: str, seeds: Callable[[Gateway], Sequence[bytes]]) -> Callable[[], Target]:
    return lambda: ReportsTarget(topics.report(SENDER, kind), seeds)


def _provisioning(kind: str, seeds: Callable[[Gateway], Sequence[bytes]]) -> Callable[[], Target]:
    return lambda: ReportsTarget(topics.provision(BATCH, SESSION, kind), seeds)


ANY_TOPIC: Final = "any"
TARGETS: Final[Mapping[str, Callable[[], Target]]] = {
    "energy-data/+": lambda: ReadingsTarget(topics.readings(SENDER)),
    topics.BARE_READINGS: lambda: ReadingsTarget(topics.BARE_READINGS),
    f"report/{topics.STATUS}": _reports(topics.STATUS, _statuses),
    f"report/{topics.CONFIGURATION}": _reports(topics.CONFIGURATION, _configurations),
    f"report/{topics.COMMAND}": _reports(topics.COMMAND, _commands),
    f"report/{topics.CERTIFICATE}": _reports(topics.CERTIFICATE, _renewals),
    f"report/{topics.FIRMWARE}": _reports(topics.FIRMWARE, _progress),
    f"provision/{topics.CERTIFICATE}": _provisioning(topics.CERTIFICATE, _requests),
    f"provision/{topics.REGISTRATION}": _provisioning(topics.REGISTRATION, _registrations),
    ANY_TOPIC: lambda: AnyTopicTarget("", _topics),
}
"""By the filter, or the filter's first level and the kind."""
