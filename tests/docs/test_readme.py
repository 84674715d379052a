"""Every command in the README is run by the build: by .ci/run itself, or here."""

import re
from pathlib import Path

import pytest

from tests.docs.checkout import run, started, with_own_ports
from tests.docs.pages import REPOSITORY, readme_commands

_UNTIL_CTRL_C = {"make demo"}


def _is_a_step_of_ci(command: str) -> bool:
    script = (REPOSITORY / ".ci" / "run").read_text()
    line = rf"^(?:step|tests) \S+ {re.escape(command)}$"
    return re.search(line, script, re.MULTILINE) is not None


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("command", [c for c in readme_commands() if not _is_a_step_of_ci(c)])
def test_command_works(checkout: Path, command: str) -> None:
    if command in _UNTIL_CTRL_C:
        with started(command, checkout):
            return
    done = run(with_own_ports(command), checkout)

    assert done.returncode == 0, done.stdout[-4000:]


def test_the_build_runs_the_slow_tests_of_the_documentation() -> None:
    recipe = re.search(
        r"^docs-check:.*\n\t(.*)$", (REPOSITORY / "Makefile").read_text(), re.MULTILINE
    )

    assert _is_a_step_of_ci("make docs-check")
    assert recipe is not None
    assert recipe[1] == "@$(IN) pytest tests/docs $(ARGS)"


def test_the_readme_fits_one_screen() -> None:
    text = (REPOSITORY / "README.md").read_text()

    assert len(text.splitlines()) <= 80
