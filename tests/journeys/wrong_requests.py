"""Requests that do not fit, made from the services' own descriptions (OpenAPI)."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final
from uuid import uuid4

from devstack.reference.openapi import documents

_METHODS: Final = ("get", "put", "post", "delete")
_TOO_LARGE_BYTES: Final = 200_000
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


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of one service's description."""

    service: str
    method: str
    path: str
    description: Mapping[str, Any]
    components: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.path}"

    @property
    def needs_token(self) -> bool:
        """Whether only a signed-in user may call it."""
        return bool(self.description.get("security"))

    @property
    def is_stream(self) -> bool:
        """Whether the answer goes on."""
        content = self.description["responses"].get("200", {}).get("content", {})
        return "text/event-stream" in content

    @property
    def body_schema(self) -> Mapping[str, Any] | None:
        """The object it takes as its body, if any."""
        content = self.description.get("requestBody", {}).get("content", {})
        schema = content.get("application/json", {}).get("schema")
        return None if schema is None else self._resolved(schema)

    @property
    def needs_body(self) -> bool:
        """Whether the body may not be left out."""
        return bool(self.description.get("requestBody", {}).get("required"))

    def url(self, values: Mapping[str, str] = MappingProxyType({})) -> str:
        """The path with these ids, and for the others ids that nobody has."""
        url = self.path
        for one in self._parameters("path"):
            url = url.replace(f"{{{one}}}", values.get(one, str(uuid4())))
        return url

    def wrong_urls(self, values: Mapping[str, str]) -> Iterator[str]:
        """A path parameter that is no id; a query parameter that is of no use."""
        for one in self._parameters("path"):
            for wrong in ("not-an-id", "%00", "1" * 300):
                yield self.url({one: wrong})
        for one in self._parameters("query"):
            for wrong in _WRONG_IN_URLS:
                yield f"{self.url(values)}?{one}={wrong}"

    def wrong_bodies(self) -> Iterator[bytes]:
        """Not JSON, not an object, a field too many, nothing but one field of another kind."""
        yield from (b"{", b"[]", b'"text"', b"\xff\xfe", b"[" * 20_000)
        if self.needs_body:
            yield b"null"
        for name in self._fields():
            yield f'{{"{name}": NaN}}'.encode()
            yield _encoded({name: {"deeper": []}})
        yield _encoded({**dict.fromkeys(self._fields(), "x"), "unknownField": 1})

    def odd_bodies(self) -> Iterator[bytes]:
        """A body that fits but for the value of one field, which may be of no use."""
        good = self._example(self.body_schema or {})
        for name, schema in self._fields().items():
            for wrong in _WRONG_VALUES:
                yield _encoded({**good, name: wrong})
            for inner in self._resolved(schema).get("properties", {}):
                for wrong in _WRONG_VALUES:
                    yield _encoded({**good, name: {inner: wrong}})

    def too_large_body(self) -> bytes:
        """More than any service reads, less than what the edge lets through."""
        return _encoded({"name": "x" * _TOO_LARGE_BYTES})

    def _parameters(self, place: str) -> list[str]:
        return [one["name"] for one in self.description.get("parameters", []) if one["in"] == place]

    def _fields(self) -> Mapping[str, Any]:
        fields: Mapping[str, Any] = (self.body_schema or {}).get("properties", {})
        return fields

    def _example(self, schema: Mapping[str, Any]) -> Any:
        """A value that fits, as far as a description tells."""
        schema = self._resolved(schema)
        if "enum" in schema:
            return schema["enum"][0]
        match schema.get("type"):
            case "object":
                required = schema.get("required", [])
                return {one: self._example(schema["properties"][one]) for one in required}
            case "string":
                return _EXAMPLES.get(schema.get("format", ""), "AC001E00123")
            case "boolean":
                return True
            case _:
                return 1

    def _resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """A reference followed; of a body that may be absent the object."""
        for choice in schema.get("anyOf", []):
            if choice.get("type") != "null":
                return self._resolved(choice)
        if "$ref" not in schema:
            return schema
        found: Mapping[str, Any] = self.components[schema["$ref"].rsplit("/", 1)[1]]
        return found


def operations() -> list[Operation]:
    """Every operation of every service."""
    return [
        Operation(name.removeprefix("openapi-").removesuffix(".json"), method, path, one, schemas)
        for name, text in documents().items()
        if name.endswith(".json")
        for description in [json.loads(text)]
        for schemas in [description.get("components", {}).get("schemas", {})]
        for path, methods in description["paths"].items()
        for method, one in methods.items()
        if method in _METHODS
    ]


def _encoded(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body).encode()
