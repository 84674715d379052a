"""All commands are of one shape: so is what one may rely on."""

from collections.abc import Iterator

import click
import msgspec
import pytest

from operate.cli import root
from operate.command import Promise
from operate.failures import MEANINGS, Exit
from operate.tests.conftest import Meriggio


def _commands(group: click.Group, *above: str) -> Iterator[tuple[str, click.Command]]:
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from _commands(command, *above, name)
        else:
            yield " ".join((*above, name)), command


ALL = dict(_commands(root))
commands = pytest.mark.parametrize("name", ALL)


@commands
def test_each_explains_itself(name: str, meriggio: Meriggio) -> None:
    said = meriggio(*name.split(), "--help")

    assert said.code == Exit.DONE
    sentence = said.out.partition("\n\n")[2].partition("\n\n")[0]
    assert len(sentence.split()) > 3, "what it does"
    assert "--json" in said.out


@commands
def test_each_promises_a_shape(name: str) -> None:
    promise = getattr(ALL[name].callback, "promise", None)

    assert isinstance(promise, Promise)
    if not isinstance(promise.kind, str):
        assert msgspec.json.schema(promise.kind)["$ref"]


@commands
def test_what_asks_can_be_told_not_to(name: str) -> None:
    """And whoever can be told yes beforehand can look first, or undoes."""
    options = {option for each in ALL[name].params for option in each.opts}

    may_skip_trying = {"copies restore", "pki extend", "curves undo"}
    if "--yes" in options and name not in may_skip_trying:
        assert "--dry-run" in options


def test_every_group_explains_itself(meriggio: Meriggio) -> None:
    for name, command in root.commands.items():
        assert command.help, name
    said = meriggio("--help")
    assert all(f"  {code.value}  " in said.out for code in Exit), "exit codes are told"
    assert set(MEANINGS) == set(Exit)


def test_no_secret_is_a_flag(meriggio: Meriggio) -> None:
    flags = {option for each in root.params for option in each.opts}

    assert "--user-url" in flags
    assert not [flag for flag in flags if "dsn" in flag or "token" in flag or "nats" in flag]


def test_a_mistyped_command_is_told_with_what_was_meant(meriggio: Meriggio) -> None:
    said = meriggio("streams", "lst")

    assert said.code == Exit.USAGE
    assert "lst" in said.err
    assert said.out == ""
