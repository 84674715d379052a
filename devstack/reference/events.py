"""A page a person reads: every event with its fields and an example."""

import inspect
import json
from typing import Any, Final

import msgspec

from devstack.reference.bus_channels import BUS
from devstack.reference.channel import Channel
from libs.contracts import streams
from libs.contracts.codec import encode
from libs.contracts.golden import EXAMPLES
from libs.contracts.schemas import schema_of

_HOUR_S: Final = 3600


def page() -> str:
    """The Markdown text of docs/reference/events.md."""
    lines = [
        "# Events",
        "",
        "Made from the code by `make schemas`. The machine-readable form is `asyncapi.json`.",
        "Within a version a field is never removed, renamed or retyped.",
        "",
        "## Streams",
        "",
        "| stream | subjects | kept | messages per subject | at most | when full |",
        "|---|---|---|---|---|---|",
    ]
    lines += [_stream_row(spec) for spec in streams.ALL]
    lines += [
        "",
        "A stream's messages are kept in files, in one replica.",
        "",
        "## Who writes and who reads",
        "",
        "| subject | what | written by | read by |",
        "|---|---|---|---|",
    ]
    lines += [_channel_row(channel) for channel in BUS]
    for example in EXAMPLES:
        lines += ["", *_event_section(example)]
    return "\n".join(lines) + "\n"


def _stream_row(spec: streams.StreamSpec) -> str:
    kept = f"{spec.max_age_s // _HOUR_S} h" if spec.max_age_s else "for ever"
    per_subject = spec.max_messages_per_subject if spec.max_messages_per_subject > 0 else "all"
    full = "refuses new" if spec.discard_new else "forgets old"
    size = f"{spec.max_bytes // 1024**2} MiB"
    names = ", ".join(f"`{subject}`" for subject in spec.subjects)
    return f"| {spec.name} | {names} | {kept} | {per_subject} | {size} | {full} |"


def _channel_row(channel: Channel) -> str:
    writers, readers = (
        ", ".join(f"[{name}](../../services/{name}/README.md)" for name in names) or "-"
        for names in (channel.written_by, channel.read_by)
    )
    return f"| `{channel.address}` | {channel.what} | {writers} | {readers} |"


def _event_section(example: msgspec.Struct) -> list[str]:
    kind = type(example)
    definition = schema_of(kind)["$defs"][kind.__name__]
    required = set(definition.get("required", []))
    rows = [
        f"| `{field}` | {_type_name(shape)} | {'yes' if field in required else 'no'} |"
        for field, shape in definition["properties"].items()
    ]
    return [
        f"## {kind.__name__}",
        "",
        inspect.getdoc(kind) or "",
        "",
        "| field | type | always there |",
        "|---|---|---|",
        *rows,
        "",
        "```json",
        json.dumps(json.loads(encode(example)), indent=2, ensure_ascii=False),
        "```",
    ]


def _type_name(shape: dict[str, Any]) -> str:
    if "anyOf" in shape:
        return " or ".join(_type_name(choice) for choice in shape["anyOf"])
    if "$ref" in shape:
        return str(shape["$ref"]).rsplit("/", 1)[-1]
    if "enum" in shape:
        return " or ".join(f"`{value}`" for value in shape["enum"])
    if shape.get("type") == "array":
        return f"list of {_type_name(shape.get('items', {}))}"
    return str(shape.get("format", shape.get("type", "any")))
