"""No use case without a journey."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.journeys.use_cases import ON_THE_DEVICE, named

_CITATION: Final = re.compile(r'use case ("[^"]+"(?:, (?!use case)[a-z ]+[a-z])?)', re.IGNORECASE)


def _cited() -> Iterator[str]:
    for path in Path(__file__).parent.glob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.AsyncFunctionDef) and node.name.startswith("test_"):
                told = " ".join((ast.get_docstring(node) or "").split())
                yield from _CITATION.findall(told)


@pytest.mark.parametrize("use_case", named())
def test_every_use_case_and_extension_is_a_journey(use_case: str) -> None:
    assert (use_case in set(_cited())) != (use_case in ON_THE_DEVICE)


def test_no_journey_cites_what_is_no_use_case() -> None:
    assert set(_cited()) <= set(named())
