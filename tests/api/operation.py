"""The operations of every service, as their descriptions (OpenAPI) have them.

They are read from docs/reference, since every worker of pytest needs them before its first test and
to make them takes seconds; test_bad_requests.py compares them with what the services say.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final
from uuid import uuid4

_REFERENCE: Final = Path(__file__).parents[2] / "docs" / "reference"
_METHODS: Final = ("get", "put", "post", "delete", "patch")


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
    def is_for_operators(self) -> bool:
        """Whether the token is an operator's, not a user's."""
        return any("Operator" in one for one in self.description.get("security", ()))

    @property
    def statuses(self) -> frozenset[int]:
        """The statuses it is said to answer with."""
        return frozenset(int(status) for status in self.description["responses"])

    @property
    def is_stream(self) -> bool:
        """Whether the answer goes on."""
        content = self.description["responses"].get("200", {}).get("content", {})
        return "text/event-stream" in content

    @property
    def answers_list(self) -> bool:
        """Whether the answer is an array."""
        content = self.description["responses"].get("200", {}).get("content", {})
        schema = content.get("application/json", {}).get("schema", {})
        return bool(schema.get("type") == "array")

    @property
    def body_schema(self) -> Mapping[str, Any] | None:
        """The object it takes as its body, if any."""
        content = self.description.get("requestBody", {}).get("content", {})
        schema = content.get("application/json", {}).get("schema")
        return None if schema is None else self.resolved(schema)

    @property
    def ignores_unknown_fields(self) -> bool:
        """Whether its body may have fields that the description does not."""
        return (self.body_schema or {}).get("additionalProperties", True) is not False

    @property
    def media_type(self) -> str | None:
        """What its body is, if it takes one."""
        return next(iter(self.description.get("requestBody", {}).get("content", {})), None)

    @property
    def needs_object(self) -> bool:
        """Whether it takes JSON that may not be left out."""
        is_needed = bool(self.description.get("requestBody", {}).get("required"))
        return is_needed and self.body_schema is not None

    @property
    def takes_anything(self) -> bool:
        """Whether there is anything to say with a request, rightly or wrongly."""
        return bool(self.description.get("parameters")) or self.media_type is not None

    @property
    def takes_more_than_ids(self) -> bool:
        """Whether a request may be wrong elsewhere than in its path."""
        others = [one for one in self.description.get("parameters", []) if one["in"] != "path"]
        return bool(others) or self.body_schema is not None

    def parameters(self, place: str) -> list[str]:
        """Names of the parameters in the `path` or `query`."""
        return [one["name"] for one in self.description.get("parameters", []) if one["in"] == place]

    def url(self, values: Mapping[str, str] = MappingProxyType({})) -> str:
        """The path with these ids, for the others ids that nobody has, and what else it needs."""
        url = self.path
        for one in self.parameters("path"):
            url = url.replace(f"{{{one}}}", values.get(one, str(uuid4())))
        needed = [
            f"{one['name']}={one['schema'].get('minimum', 0)}"
            for one in self.description.get("parameters", [])
            if one["in"] == "query" and one["required"]
        ]
        return f"{url}?{'&'.join(needed)}" if needed else url

    def resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """A reference followed; of a body that may be absent the object."""
        for choice in schema.get("anyOf", []):
            if choice.get("type") != "null":
                return self.resolved(choice)
        if "$ref" not in schema:
            return schema
        found: Mapping[str, Any] = self.components[schema["$ref"].rsplit("/", 1)[1]]
        return found


@cache
def descriptions() -> Mapping[str, Mapping[str, Any]]:
    """The OpenAPI description of each service by its name."""
    return {
        path.stem.removeprefix("openapi-"): json.loads(path.read_text())
        for path in sorted(_REFERENCE.glob("openapi-*.json"))
    }


@cache
def operations() -> tuple[Operation, ...]:
    """Every operation of every service."""
    return tuple(
        Operation(service, method, path, one, schemas)
        for service, description in descriptions().items()
        for schemas in [description.get("components", {}).get("schemas", {})]
        for path, methods in description["paths"].items()
        for method, one in methods.items()
        if method in _METHODS
    )
