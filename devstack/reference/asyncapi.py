"""The AsyncAPI 3.0 document: what travels on MQTT and on the bus."""

import json
from typing import Any, Final

import msgspec

from devstack.reference.bus_channels import BUS
from devstack.reference.channel import PARAMETERS, Channel
from devstack.reference.mqtt_channels import MQTT
from libs.chassis.replicas import Beat
from libs.contracts.golden import EXAMPLES
from libs.contracts.golden_mqtt import MQTT_EXAMPLES
from libs.contracts.schemas import EVENT_TYPES, MQTT_TYPES, unindent

_REFERENCE: Final = "#/components/schemas/{name}"
_MESSAGE_TYPES: Final[tuple[type[msgspec.Struct], ...]] = (
    *EVENT_TYPES,
    *MQTT_TYPES,
    Beat,
)
_EXAMPLES: Final = (*EXAMPLES, *MQTT_EXAMPLES, Beat(shares=4))


def document() -> str:
    """The document as JSON text."""
    _, schemas = msgspec.json.schema_components(_MESSAGE_TYPES, ref_template=_REFERENCE)
    unindent(schemas)
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
        "channels": {**_channels(MQTT, "mqtt"), **_channels(BUS, "bus")},
        "operations": {**_gateway_operations(), **_bus_operations()},
        "components": {
            "messages": {kind.__name__: _message(kind) for kind in _MESSAGE_TYPES},
            "schemas": schemas,
        },
    }
    encoded = msgspec.json.encode(content)
    return json.dumps(json.loads(encoded), indent=2, ensure_ascii=False) + "\n"


def _channels(channels: tuple[Channel, ...], server: str) -> dict[str, Any]:
    return {
        channel.name: {
            "address": channel.address,
            "description": channel.what,
            "servers": [{"$ref": f"#/servers/{server}"}],
            "parameters": {name: {"description": PARAMETERS[name]} for name in channel.parameters},
            "messages": {
                kind.__name__: {"$ref": f"#/components/messages/{kind.__name__}"}
                for kind in channel.kinds
            },
        }
        for channel in channels
    }


def _gateway_operations() -> dict[str, Any]:
    """What the device gateway does on MQTT."""
    return {
        f"device_gateway.{'send' if 'device_gateway' in channel.written_by else 'receive'}"
        f".{channel.name}": _operation(
            channel, "send" if "device_gateway" in channel.written_by else "receive"
        )
        for channel in MQTT
    }


def _bus_operations() -> dict[str, Any]:
    """Who writes and who reads on the bus."""
    return {
        f"{service}.{action}.{channel.name}": _operation(channel, action)
        for channel in BUS
        for action, services in (("send", channel.written_by), ("receive", channel.read_by))
        for service in services
    }


def _operation(channel: Channel, action: str) -> dict[str, Any]:
    return {
        "action": action,
        "channel": {"$ref": f"#/channels/{channel.name}"},
        "summary": channel.what,
    }


def _message(kind: type[msgspec.Struct]) -> dict[str, Any]:
    examples = [example for example in _EXAMPLES if type(example) is kind]
    return {
        "name": kind.__name__,
        "payload": {"$ref": _REFERENCE.format(name=kind.__name__)},
        "examples": [{"payload": _without_defaults(example)} for example in examples],
    }


def _without_defaults(example: msgspec.Struct) -> Any:
    """As it travels, less the optional fields that are not set: a device sends three."""
    return {
        name: value for name, value in msgspec.to_builtins(example).items() if value is not None
    }
