"""A message as it came from the broker or over HTTP, and what can be told before it is decoded."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from services.device_gateway.domain.readings.refusal import Reason, Refusal

BARE_TOPIC: Final = "energy-data"
POSTED: Final = "POST /energy-data/"
"""Instead of a topic, of what came over HTTP."""
_TOPIC_PREFIX: Final = "energy-data/"
DEVICE_ID_PATTERN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")

_BARE_TOPIC_REFUSED: Final = Refusal(Reason.BARE_TOPIC_REFUSED, "send to energy-data/{deviceId}")
REVOKED: Final = Refusal(Reason.DEVICE_REVOKED, "the device's certificates are revoked")
_UNKNOWN_DEVICE: Final = Refusal(
    Reason.UNKNOWN_DEVICE, "neither provisioned nor of any facility, now or before"
)
_BAD_DEVICE_ID: Final = Refusal(
    Reason.BAD_DEVICE_ID, "1 to 64 letters, digits, _ or -, a letter or digit first"
)


@dataclass(frozen=True, slots=True)
class Submission:
    """What a device sent, or somebody for devices; `topic` is POSTED then.

    `payload` may be cut; `size_bytes` is the whole payload's size.
    """

    topic: str
    payload: bytes
    size_bytes: int
    received_at: datetime
    traceparent: str = ""
    """What the sender says its trace is; nearly always nothing."""


def device_of(topic: str) -> str | None:
    """The device that the topic, and with it the broker's access rule, names; None: bare topic."""
    if topic == BARE_TOPIC:
        return None
    return topic.removeprefix(_TOPIC_PREFIX)


def refuse_unseen(
    submission: Submission, *, max_payload_bytes: int, allow_bare_topic: bool
) -> Refusal | None:
    """What is wrong with a submission whatever it says, as cheaply as possible."""
    if submission.size_bytes > max_payload_bytes:
        return Refusal(
            Reason.PAYLOAD_TOO_LARGE,
            f"{submission.size_bytes} bytes, at most {max_payload_bytes} are read",
        )
    if not allow_bare_topic and submission.topic == BARE_TOPIC:
        return _BARE_TOPIC_REFUSED
    return None


def refuse_stranger(device_id: str) -> Refusal:
    """Why a device that is neither in the registry nor provisioned is refused."""
    return _UNKNOWN_DEVICE if DEVICE_ID_PATTERN.fullmatch(device_id) else _BAD_DEVICE_ID
