"""README.md of the Helm chart, from the comments of values.yaml and the table of Secrets.

A comment that begins with `# --` says what the key below it is, with its further lines. Keys
without one are listed too.
"""

# ruff: noqa: INP001

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

_KEY: Final = re.compile(r"^(?P<indent> *)(?P<key>[A-Za-z]\w*): ?(?P<rest>.*)$")
_COMMENT: Final = re.compile(r"^ *# ?(?P<text>.*)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A row of the table: `default` as JSON, none for a block whose keys have rows of their own."""

    path: str
    default: str | None
    about: str


def rows(text: str, values: Mapping[str, Any]) -> Iterator[Value]:
    """Of every key in values.yaml, in its order."""
    open_blocks: list[tuple[int, str]] = []
    comment: list[str] = []
    for line in text.splitlines():
        if said := _COMMENT.match(line):
            words = said["text"]
            comment = (
                [words[3:]] if words.startswith("-- ") else [*comment, words] if comment else []
            )
            continue
        found = _KEY.match(line)
        if found is None:
            comment = []
            continue
        indent = len(found["indent"])
        open_blocks = [each for each in open_blocks if each[0] < indent]
        path = ".".join([*(key for _, key in open_blocks), found["key"]])
        open_blocks.append((indent, found["key"]))
        has_rows = not found["rest"]
        default = None if has_rows else json.dumps(_at(values, path), ensure_ascii=False)
        if default is not None or comment:
            yield Value(path=path, default=default, about=" ".join(comment))
        comment = []


def _at(values: Mapping[str, Any], path: str) -> Any:
    found: Any = values
    for key in path.split("."):
        found = found[key]
    return found


def values_table(text: str, values: Mapping[str, Any]) -> str:
    """Markdown: a table for each block at the top."""
    lines: list[str] = []
    block = ""
    for row in rows(text, values):
        top = row.path.partition(".")[0]
        is_block = isinstance(values[top], dict) and bool(values[top])
        name = top if is_block else ""
        if name != block or not lines:
            lines += ["", *([f"### {name}", ""] if name else [])]
            if is_block and row.path == top and row.about:
                lines += [row.about, ""]
            lines += ["| value | default | |", "|---|---|---|"]
            block = name
        if row.default is not None or row.path != top:
            shown = "" if row.default is None else f"`{row.default}`"
            lines.append(f"| `{row.path}` | {_cell(shown)} | {_cell(row.about)} |")
    return "\n".join(lines).strip()


def secrets_table(services: Mapping[str, Any]) -> str:
    """Markdown: the keys of each service's Secret."""
    lines = ["| Secret named by | key | needed | what |", "|---|---|---|---|"]
    for service in services.values():
        for key, secret in service["secrets"].items():
            needed = "yes" if secret["required"] else "no"
            name = f"{service['values']}.existingSecret"
            lines.append(f"| `{name}` | `{key}` | {needed} | {_cell(secret['about'])} |")
    return "\n".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
