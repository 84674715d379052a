"""Commands in the documentation: they exist, their options parse, and CI runs the README's.

Conventions: a block ```sh``` is what a person types in the repository. The README's are all run:
by .ci/run itself, or by test_on_a_stack.py. ```sh stack``` is run against a demo, page by page;
```sql``` too. ```json``` and ```python``` must at least be well-formed; ```text``` is nobody's.
"""

import argparse
import ast
import importlib.util
import json
import re
import shlex
import subprocess

import pytest
import yaml

from devstack.__main__ import COMMANDS
from tests.docs.pages import REPOSITORY, Block, Page, all_pages, blocks, make_arguments

_LANGUAGES = {"sh", "sql", "json", "python", "mermaid", "text", "promql"}
_MAKE = re.compile(r"\bmake ([a-z][a-z-]*)")
_MODULE = re.compile(r"\bpython3? -m ([\w.]+)")
_DIAGRAMS = ("flowchart", "sequenceDiagram", "stateDiagram-v2")


def _targets() -> set[str]:
    makefile = (REPOSITORY / "Makefile").read_text()
    return set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))


@pytest.mark.parametrize("page", all_pages(), ids=str)
def test_make_targets_and_modules_exist(page: Page) -> None:
    code = "\n".join([*page.names, *(block.text for block in page.blocks)])

    assert set(_MAKE.findall(code)) - _targets() == set()
    missing = [name for name in _MODULE.findall(code) if not _is_a_module(name)]
    assert missing == []


@pytest.mark.parametrize("block", blocks("sh"), ids=str)
def test_shell_blocks_are_shell(block: Block) -> None:
    checked = subprocess.run(
        ["bash", "-n"], input=block.text, text=True, capture_output=True, check=False, timeout=10
    )

    assert checked.stderr == ""
    assert block.commands()


@pytest.mark.parametrize(
    "command", sorted({c for b in blocks("sh") for c in b.commands() if c.startswith("make ")})
)
def test_options_given_to_make_are_understood(command: str) -> None:
    targets, variables = make_arguments(command)
    options = shlex.split(variables.pop("ARGS", ""))

    if targets[0] in COMMANDS:
        parser = argparse.ArgumentParser()
        COMMANDS[targets[0]].add_arguments(parser)
        given = [f"--{name.lower()}={value}" for name, value in variables.items()]
        parser.parse_args([*given, *options])
    else:
        makefile = (REPOSITORY / "Makefile").read_text()
        assert [name for name in variables if f"$({name})" not in makefile] == []


@pytest.mark.parametrize("page", all_pages(), ids=str)
def test_blocks_are_of_known_kinds_and_well_formed(page: Page) -> None:
    for block in page.blocks:
        assert block.language in _LANGUAGES | {"", "toml", "yaml"}, str(block)
        if block.language == "json":
            json.loads(block.text)
        elif block.language == "yaml":
            yaml.safe_load(block.text)
        elif block.language == "python":
            compile(block.text, str(block), "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        elif block.language == "mermaid":
            assert block.text.startswith(_DIAGRAMS), str(block)
            assert ";" not in block.text, f"{block}: a semicolon ends a statement"


def _is_a_module(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False
