"""What travels stays readable: schemas and golden messages as checked in."""

import json
from typing import Any, Literal

import msgspec
import pytest

from libs.contracts import golden, golden_mqtt
from libs.contracts.codec import EventDecoder, MalformedEventError, encode
from libs.contracts.schemas import (
    EVENT_TYPES,
    MQTT_TYPES,
    incompatible_changes,
    schema_of,
    snapshot,
)

TYPES = (*EVENT_TYPES, *MQTT_TYPES)
EXAMPLES = (*golden.EXAMPLES, *golden_mqtt.MQTT_EXAMPLES)
_NAMES = [kind.__name__ for kind in TYPES]


def _snapshot(kind: type[msgspec.Struct], what: Literal["schema", "golden"]) -> Any:
    return json.loads(snapshot(kind, what).read_text())


def test_every_type_has_an_example() -> None:
    assert [type(example) for example in EXAMPLES] == list(TYPES)


@pytest.mark.parametrize("event_type", TYPES, ids=_NAMES)
def test_a_schema_changes_only_by_addition(event_type: type[msgspec.Struct]) -> None:
    before = _snapshot(event_type, "schema")
    assert incompatible_changes(before, schema_of(event_type)) == []


@pytest.mark.parametrize("event_type", TYPES, ids=_NAMES)
def test_the_snapshot_is_the_present_schema(event_type: type[msgspec.Struct]) -> None:
    assert _snapshot(event_type, "schema") == schema_of(event_type)


@pytest.mark.parametrize("example", EXAMPLES, ids=_NAMES)
def test_golden_messages_are_read_and_written_as_they_are(example: msgspec.Struct) -> None:
    golden = _snapshot(type(example), "golden")
    assert EventDecoder[Any](type(example)).decode(json.dumps(golden).encode()) == example
    assert json.loads(encode(example)) == golden


@pytest.mark.parametrize("example", EXAMPLES, ids=_NAMES)
def test_a_reader_of_today_ignores_fields_of_tomorrow(example: msgspec.Struct) -> None:
    golden = _snapshot(type(example), "golden")
    golden["a_field_of_tomorrow"] = {"x": 1}
    assert EventDecoder[Any](type(example)).decode(json.dumps(golden).encode()) == example


def test_bytes_that_are_no_event_are_malformed() -> None:
    decoder = EventDecoder[Any](EVENT_TYPES[0])
    for data in (b"", b"{}", b"\xff", b'{"type":"Other"}', b"[1]"):
        with pytest.raises(MalformedEventError):
            decoder.decode(data)


def _schema(fields: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"$defs": {"E": {"properties": fields, "required": required}}}


@pytest.mark.parametrize(
    ("fields", "required", "complaint"),
    [
        ({}, [], "E.a is gone"),
        ({"a": {"type": "string"}}, ["a"], "E.a has another type"),
        ({"a": {"type": "number"}}, [], "E.a may now be missing"),
        (
            {"a": {"type": "number"}, "b": {"type": "number"}},
            ["a", "b"],
            "E.b is newly required",
        ),
    ],
)
def test_breaking_changes_are_named(
    fields: dict[str, Any], required: list[str], complaint: str
) -> None:
    before = _schema({"a": {"type": "number"}}, ["a"])
    assert complaint in incompatible_changes(before, _schema(fields, required))


def test_an_optional_field_more_is_no_break() -> None:
    before = _schema({"a": {"type": "number"}}, ["a"])
    after = _schema({"a": {"type": "number"}, "b": {"type": "number", "default": 1}}, ["a"])
    assert incompatible_changes(before, after) == []
