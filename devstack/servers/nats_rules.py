"""What a client of a NATS server's MQTT listener may do: what mosquitto's rules say of it.

NATS subjects: MQTT's `/` is a dot here, `+` is `*`. A name has neither dots nor wildcards in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from devstack.servers.nats_trust import Trust
from libs.contracts.mqtt.topics import CLAIM_SESSION_PREFIX
from services.device_gateway.domain.broker.client_ids import is_ours
from services.device_gateway.domain.readings.submission import DEVICE_ID_PATTERN

# Deliveries of QoS 1 come by $MQTT.sub; NATS refuses clients' own subscriptions there.
_DELIVERIES: Final = "$MQTT.sub.>"

Permissions = Mapping[str, Mapping[str, Sequence[str]]]


class RefusedError(ValueError):
    """A client is not let in; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """`chain`: of the client's certificate, itself first, in PEM, as TLS has verified it."""

    client_id: str
    chain: Sequence[str] = ()


class Rule(Protocol):
    """Of one listener."""

    def permissions(self, caller: Caller, *, now: datetime) -> Permissions:
        """Raises ValueError for who is not let in."""
        ...

    def read_lists(self) -> None:
        """Revocation lists, anew."""
        ...


class ByClientId:
    """Devices without a certificate: each is who it says it is, but then that one only."""

    def permissions(self, caller: Caller, *, now: datetime) -> Permissions:
        """Its own topics and the bare one."""
        del now
        return _of_device(caller.client_id, "energy-data")

    def read_lists(self) -> None:
        """There are none."""


class ByDeviceCertificate:
    """The certificate's name is the device; NATS cannot change a client id, so it is demanded."""

    def __init__(self, trust: Trust) -> None:
        self._trust = trust
        self.read_lists = trust.read

    def permissions(self, caller: Caller, *, now: datetime) -> Permissions:
        """Its own topics."""
        if caller.client_id != self._trust.name_of(caller.chain, now=now):
            raise RefusedError("the certificate's name is the client id")
        return _of_device(caller.client_id)


class ByClaim:
    """A batch's certificate: below its claim id, each session below its own client id."""

    def __init__(self, trust: Trust) -> None:
        self._trust = trust
        self.read_lists = trust.read

    def permissions(self, caller: Caller, *, now: datetime) -> Permissions:
        """Its session's provisioning."""
        claim_id, session_id = self._trust.name_of(caller.chain, now=now), caller.client_id
        if not session_id.startswith(CLAIM_SESSION_PREFIX):
            raise RefusedError(f"with a claim client ids begin with {CLAIM_SESSION_PREFIX}")
        for name in (claim_id, session_id):
            _check_name(name)
        return {
            "pub": {"allow": [f"provision.{claim_id}.{session_id}.*"]},
            "sub": {"allow": [f"provisioned.{claim_id}.{session_id}.>", _DELIVERIES]},
        }


def _of_device(device_id: str, *more: str) -> Permissions:
    _check_name(device_id)
    if is_ours(device_id):
        raise RefusedError("a name of the system's own clients")
    return {
        "pub": {"allow": [*more, f"energy-data.{device_id}", f"report.{device_id}.*"]},
        "sub": {"allow": [f"device.{device_id}.>", _DELIVERIES]},
    }


def _check_name(name: str) -> None:
    if DEVICE_ID_PATTERN.fullmatch(name) is None:
        raise RefusedError("letters, digits, - and _ make a name")
