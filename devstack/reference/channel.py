"""A channel: an address with parameters, and who writes and reads what on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from libs.contracts import streams

PARAMETERS: Final = {
    "claimId": "The batch whose claim certificate the device was made with.",
    "communityId": "The community's id, a UUID; `none` where there is none.",
    "deviceId": "The device's own id: 1 to 64 letters, digits, `_` or `-`.",
    "facilityId": "The facility's id, a UUID.",
    "partition": "0 to 63: CRC-32 of the community's id modulo 64; `none` without a community.",
    "reason": "The stable code of the refusal.",
    "replicaId": "Random, for each process.",
    "service": "Who refused it, or whose replicas they are.",
    "sessionId": "A user's session, a UUID; on MQTT the random client id on the claim listener.",
    "team": "Replicas that share the same things.",
    "userId": "The user's id, a UUID.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """An address, what is on it, who writes it and who reads it.

    `stream`: the JetStream stream that keeps it; None for MQTT and core NATS.
    """

    name: str
    address: str
    what: str
    kinds: Sequence[type[msgspec.Struct]]
    written_by: Sequence[str]
    read_by: Sequence[str]
    stream: streams.StreamSpec | None = None

    @property
    def parameters(self) -> list[str]:
        """The names between braces in the address."""
        return [part.split("}")[0] for part in self.address.split("{")[1:]]
