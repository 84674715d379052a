"""Requests that do not fit, made from an operation's description."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tests.api.operation import Operation

_TOO_LARGE_BYTES: Final = 950_000
_WRONG_VALUES: Final[Sequence[object]] = (
    *(None, [], {}, True, -(10**30), 1e308, 0.1),
    *("", " ", "\u0000", "\ud800", "x" * 5_000, "2026-13-45", "0001-01-01T00:00:00+14:00"),
)
_WRONG_IN_URLS: Final = (
    *("", "x", "-1", "1" * 40, "%00", "%F0%9F", "true"),
    *(
        "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00%2B14:00",
        "1970-01-01T00:00:00",
        "raw",
        "minute",
    ),
)
_EXAMPLES: Final = {
    "date": "2026-01-01",
    "date-time": "2026-01-01T00:00:00Z",
    "uuid": "6f1c1a9e-3a55-4d39-9c0e-0d3a6f0c9d11",
}


def wrong_urls(operation: Operation, values: Mapping[str, str]) -> Iterator[str]:
    """A path parameter that is no id; a query parameter that is of no use."""
    for one in operation.parameters("path"):
        for wrong in ("not-an-id", "%00", "1" * 300):
            yield operation.url({one: wrong})
    for one in operation.parameters("query"):
        for wrong in _WRONG_IN_URLS:
            url = operation.url(values)  # of a parameter said twice the last one counts
            yield f"{url}{'&' if '?' in url else '?'}{one}={wrong}"


def wrong_bodies(operation: Operation) -> Iterator[bytes]:
    """Not JSON, not an object, a field too many, nothing but one field of another kind."""
    yield from (b"{", b"[]", b'"text"', b"\xff\xfe", b"[" * 20_000)
    for name in _fields(operation):
        yield f'{{"{name}": NaN}}'.encode()
        yield _encoded({name: {"deeper": []}})
    yield _encoded({**dict.fromkeys(_fields(operation), "x"), "unknownField": 1})


def odd_bodies(operation: Operation) -> Iterator[bytes]:
    """A body that fits but for the value of one field, which may be of no use."""
    good = _example(operation, operation.body_schema or {})
    for name, schema in _fields(operation).items():
        for wrong in _WRONG_VALUES:
            yield _encoded({**good, name: wrong})
        for inner in operation.resolved(schema).get("properties", {}):
            for wrong in _WRONG_VALUES:
                yield _encoded({**good, name: {inner: wrong}})


def too_large_body() -> bytes:
    """More than any service reads, less than what the edge lets through."""
    return _encoded({"name": "x" * _TOO_LARGE_BYTES})


def _fields(operation: Operation) -> Mapping[str, Any]:
    fields: Mapping[str, Any] = (operation.body_schema or {}).get("properties", {})
    return fields


def _example(operation: Operation, schema: Mapping[str, Any]) -> Any:
    """A value that fits, as far as a description tells."""
    schema = operation.resolved(schema)
    if "enum" in schema:
        return schema["enum"][0]
    match schema.get("type"):
        case "object":
            required = schema.get("required", [])
            return {one: _example(operation, schema["properties"][one]) for one in required}
        case "string":
            return _EXAMPLES.get(schema.get("format", ""), "AC001E00123")
        case "boolean":
            return True
        case _:
            return 1


def _encoded(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body).encode()
