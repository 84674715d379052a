"""A page with every command of `meriggio`, its options, and the shape that `--json` prints."""

import inspect
import re
from collections.abc import Iterator
from typing import Any, Final

import click
import msgspec

from operate.cli import root
from operate.command import Promise
from operate.failures import MEANINGS, Exit
from operate.settings import Settings, is_secret

_HEAD: Final = """\
# The command line `meriggio`

Made from the code by `make schemas`. `.venv/bin/meriggio` on a developer's machine, `meriggio` in
the image `tools`; `--help` after any command says the same. Answers go to standard output, with
`--json` in the shape shown: fields are added, never renamed; times are RFC 3339. Progress,
questions and errors go to standard error. `meriggio --version` prints its name, a space, and the
version; so do the services' commands and `python -m devstack`, by their names.

"""
_SETTINGS_HEAD: Final = """
## Settings

The first that has one: a flag before the command (never for secrets), the environment, a file of
the same name in the folder that `--settings` or `MERIGGIO_SETTINGS_FOLDER` names (`/run/secrets`
where it is). `make demo` fills `.meriggio/operator`.

| setting | meaning |
|---|---|
"""


def page() -> str:
    """The Markdown text of docs/reference/cli.md."""
    codes = "".join(f"| {code.value} | {text} |\n" for code, text in MEANINGS.items())
    groups = "".join(_section(name, root.commands[name]) for name in sorted(root.commands))
    table = f"| exit code | meaning |\n|---|---|\n{codes}"
    return _HEAD + table + _settings() + groups


def _settings() -> str:
    rows = []
    for name, field in Settings.model_fields.items():
        flag = "" if is_secret(name) else f", `--{name.replace('_', '-')}`"
        default = f" ({field.default})" if isinstance(field.default, str) else ""
        rows.append(f"| `MERIGGIO_{name.upper()}`{flag} | {field.description}{default} |\n")
    return _SETTINGS_HEAD + "".join(rows)


def _section(name: str, command: click.Command) -> str:
    if isinstance(command, click.Group):
        parts = [_command(f"{name} {each}", command.commands[each]) for each in command.commands]
        return f"\n## {name}\n\n{_text(command.help)}\n" + "".join(parts)
    return f"\n## {name}\n" + _command(name, command, is_alone=True)


def _command(name: str, command: click.Command, *, is_alone: bool = False) -> str:
    arguments = [each for each in command.params if isinstance(each, click.Argument)]
    usage = " ".join(["meriggio", name, *(_argument(each) for each in arguments)])
    heading = "" if is_alone else f"\n### {name}\n"
    options = "".join(_options(command))
    table = f"\n| option | meaning |\n|---|---|\n{options}" if options else ""
    return f"{heading}\n`{usage}`\n\n{_text(command.help)}\n{table}{_promised(command)}"


def _argument(argument: click.Argument) -> str:
    return argument.make_metavar(click.Context(root))


def _options(command: click.Command) -> Iterator[str]:
    for each in command.params:
        if not isinstance(each, click.Option) or each.name == "as_json":
            continue
        value = "" if each.is_flag else f" {_value(each)}"
        needed = ", required" if each.required else ""
        default = f" ({each.default})" if each.show_default and each.default is not None else ""
        yield f"| `{each.opts[0]}{value}`{needed} | {each.help or ''}{default} |\n"


def _value(option: click.Option) -> str:
    if isinstance(option.type, click.Choice):
        return "/".join(map(str, option.type.choices))
    return option.make_metavar(click.Context(root))


def _promised(command: click.Command) -> str:
    promise: Promise = command.callback.promise  # type: ignore[union-attr]  # of `answers`
    codes = sorted({Exit.DONE, *promise.exit_codes})
    told = f"\nExit codes besides those of errors: {', '.join(str(c.value) for c in codes)}. "
    if isinstance(promise.kind, str):
        return f"{told}`--json`: {promise.kind}.\n"
    return f"{told}`--json`:\n\n```text\n{_shape(promise.kind)}\n```\n"


def _text(help_text: str | None) -> str:
    """Paragraphs as they are; the code's own marks for click are not for a reader."""
    return inspect.cleandoc(help_text or "").replace("\b\n", "")


def _shape(kind: Any) -> str:
    """A Struct's fields with their types, those of its parts after it."""
    schema = msgspec.json.schema(kind)
    names = list(schema["$defs"])
    first = schema["$ref"].rpartition("/")[2]
    ordered = [first, *(name for name in names if name != first)]
    return "\n".join(_fields(name, schema["$defs"][name]) for name in ordered)


def _fields(name: str, definition: dict[str, Any]) -> str:
    told = " ".join(re.sub(r"`", "", definition.get("description", "")).split())
    rows = [f"  {field}: {_type(shape)}" for field, shape in definition["properties"].items()]
    return "\n".join([f"{name}: {told}".rstrip(": "), *rows])


def _type(shape: dict[str, Any]) -> str:
    if "anyOf" in shape:
        return " or ".join(_type(each) for each in shape["anyOf"])
    if "$ref" in shape:
        return str(shape["$ref"].rpartition("/")[2])
    if "enum" in shape:
        return " or ".join(f'"{each}"' for each in shape["enum"])
    kind = str(shape.get("type", "anything"))
    if kind == "array":
        return f"list of {_type(shape.get('items', {}))}"
    if kind == "object":
        return f"object of {_type(shape.get('additionalProperties', {}))}"
    return f"{kind} ({shape['format']})" if "format" in shape else kind
