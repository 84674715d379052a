"""JSON Schemas for descriptions that are written by hand."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel


def schema_in_one(model: type[BaseModel]) -> dict[str, Any]:
    """A model's JSON Schema with every part in the place that refers to it.

    FastAPI collects the parts of the bodies that it knows; what stands in `openapi_extra` or in
    `content` it leaves as it is, and a reference there leads nowhere. Not for a model that holds
    itself.
    """
    schema = model.model_json_schema()
    parts = schema.pop("$defs", {})
    whole: dict[str, Any] = _in_place(schema, parts)
    return whole


def _in_place(schema: Any, parts: Mapping[str, Any]) -> Any:
    match schema:
        case {"$ref": str(reference), **more}:
            return {**_in_place(parts[reference.removeprefix("#/$defs/")], parts), **more}
        case dict():
            return {key: _in_place(value, parts) for key, value in schema.items()}
        case list():
            return [_in_place(value, parts) for value in schema]
    return schema
