"""The sessions of one kind of messages: a receiver for each that this replica comes to hold."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from services.device_gateway.bootstrap.foundation import Foundation
from services.device_gateway.bootstrap.links import (
    former_sessions,
    mqtt_connector,
    session_of,
)
from services.device_gateway.inbound.mqtt.receiver import Gauges, Handle, MqttReceiver, Pace
from services.device_gateway.inbound.mqtt.sessions import MqttSessions


@dataclass(frozen=True, slots=True, kw_only=True)
class Messages:
    """Of one kind: where they come from, and who handles them."""

    kind: str
    topics: Sequence[str]
    suffix: str
    """Of their sessions' client ids."""
    handle: Handle
    pace: Pace
    gauges: Gauges


def mqtt_sessions(foundation: Foundation, messages: Messages) -> MqttSessions:
    """All of them are the same but for their names."""
    settings, replicas = foundation.settings, foundation.replicas

    def receiver(session: str, *, is_former: bool = False) -> MqttReceiver:
        connector = mqtt_connector(
            settings, topics=messages.topics, client_id=session + messages.suffix
        )
        return MqttReceiver(
            connect=connector.connect_to_end if is_former else connector.connect,
            handle=messages.handle,
            pace=messages.pace,
            gauges=messages.gauges,
            ear=None if is_former else foundation.ears.ear(messages.kind, session),
            confirmed=replicas.confirmed,
            chance=random.random,
        )

    return MqttSessions(
        replicas,
        receiver_of=lambda share: receiver(session_of(settings, share)),
        former=lambda shares: [
            receiver(session, is_former=True) for session in former_sessions(settings, shares)
        ],
    )
