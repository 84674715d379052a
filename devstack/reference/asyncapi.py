"""The AsyncAPI 3.0 document: what travels on MQTT and on the bus."""

import json
from typing import Any, Final

import msgspec

from libs.contracts.codec import encode
from libs.contracts.golden import EXAMPLES
from libs.contracts.schemas import EVENT_TYPES
from libs.contracts.v1 import dead_letter, device, live, reading, registry, surplus, user
from services.device_gateway.inbound.payload import ReadingsAcknowledged, ReadingPayload

_Channel = tuple[str, str, str, tuple[type[msgspec.Struct], ...]]
_MQTT: Final[tuple[_Channel, ...]] = (
    (
        "readings",
        "energy-data/{deviceId}",
        "A device publishes its measurements, QoS 1.",
        (ReadingPayload,),
    ),
    (
        "readingsBare",
        "energy-data",
        "The same without the identity in the topic; only where the operator allows it.",
        (ReadingPayload,),
    ),
    (
        "acknowledgements",
        "device/{deviceId}/ack",
        "Sent when readings that carry a sequence are kept; the device may then forget them.",
        (ReadingsAcknowledged,),
    ),
)
_BUS: Final[tuple[_Channel, ...]] = (
    (
        "READINGS",
        "reading.v1.{partition}.{communityId}.{deviceId}",
        "Stream. Validated readings; partition = CRC-32 of the community's id modulo 64.",
        (reading.ReadingReceived,),
    ),
    (
        "REGISTRY.facility",
        "registry.v1.facility.{facilityId}",
        "Stream, last message kept for ever. Whole state of a facility after each change.",
        (registry.FacilityState, registry.FacilityRemoved),
    ),
    (
        "REGISTRY.community",
        "registry.v1.community.{communityId}",
        "Stream, last message kept for ever. Whole state of a community after each change.",
        (registry.CommunityState, registry.CommunityRemoved),
    ),
    (
        "USERS",
        "user.v1.{userId}",
        "Stream, last message kept for ever. The only stream with personal data.",
        (user.UserConfirmed, user.UserChanged, user.UserDeleted),
    ),
    (
        "DEVICES",
        "device.v1.{deviceId}",
        "Stream. What happens to a device.",
        (
            device.DeviceProvisioned,
            device.DeviceOnline,
            device.DeviceOffline,
            device.DeviceFaulted,
            device.DeviceRevoked,
        ),
    ),
    (
        "SURPLUS",
        "surplus.v1.{communityId}",
        "Stream. Episodes in which a community has power to spare.",
        (surplus.SurplusDetected, surplus.SurplusEnded),
    ),
    (
        "DEAD_LETTERS",
        "dead-letter.v1.{service}.{reason}",
        "Stream. Refused input with its reason.",
        (dead_letter.DeadLetter,),
    ),
    (
        "live.community",
        "live.v1.community.{communityId}",
        "Core NATS, at most one a second. For the screens, not for the books.",
        (live.BalanceUpdated,),
    ),
    (
        "live.facility",
        "live.v1.facility.{facilityId}",
        "Core NATS, at most one a second while somebody watches.",
        (live.FacilityPowerUpdated,),
    ),
    (
        "live.watch",
        "live.v1.watch.facility",
        "Core NATS. A screen shows this facility.",
        (live.FacilityWatched,),
    ),
)
_REFERENCE: Final = "#/components/schemas/{name}"


def document() -> str:
    """The document as JSON text."""
    message_types = [*EVENT_TYPES, ReadingPayload, ReadingsAcknowledged]
    _, schemas = msgspec.json.schema_components(message_types, ref_template=_REFERENCE)
    content = {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Meriggio",
            "version": "1",
            "description": "Devices over MQTT, services over NATS JetStream.",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "servers": {
            "mqtt": {"host": "broker", "protocol": "mqtt"},
            "bus": {"host": "nats", "protocol": "nats"},
        },
        "channels": {**_channels(_MQTT, "mqtt"), **_channels(_BUS, "bus")},
        "operations": _operations(),
        "components": {
            "messages": {kind.__name__: _message(kind) for kind in message_types},
            "schemas": schemas,
        },
    }
    encoded = msgspec.json.encode(content)
    return json.dumps(json.loads(encoded), indent=2, ensure_ascii=False) + "\n"


def _channels(channels: tuple[_Channel, ...], server: str) -> dict[str, Any]:
    return {
        name: {
            "address": address,
            "description": description,
            "servers": [{"$ref": f"#/servers/{server}"}],
            "parameters": {parameter: {} for parameter in _parameters(address)},
            "messages": {
                kind.__name__: {"$ref": f"#/components/messages/{kind.__name__}"} for kind in kinds
            },
        }
        for name, address, description, kinds in channels
    }


def _operations() -> dict[str, Any]:
    """What the device gateway does on MQTT; on the bus every channel is published by one owner."""
    operations = {
        "receiveReading": ("receive", "readings"),
        "receiveBareReading": ("receive", "readingsBare"),
        "acknowledgeReading": ("send", "acknowledgements"),
        **{f"publish.{name}": ("send", name) for name, *_ in _BUS},
    }
    return {
        name: {"action": action, "channel": {"$ref": f"#/channels/{channel.replace('/', '~1')}"}}
        for name, (action, channel) in operations.items()
    }


def _parameters(address: str) -> list[str]:
    return [part.split("}")[0] for part in address.split("{")[1:]]


def _message(kind: type[msgspec.Struct]) -> dict[str, Any]:
    message: dict[str, Any] = {
        "name": kind.__name__,
        "payload": {"$ref": _REFERENCE.format(name=kind.__name__)},
    }
    examples = [example for example in EXAMPLES if type(example) is kind]
    if examples:
        message["examples"] = [{"payload": json.loads(encode(examples[0]))}]
    return message
