"""Options of the tests that cross services."""

from typing import Final

import pytest

from tests.figures import Figures

_FIGURES: Final = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def figures(pytestconfig: pytest.Config) -> Figures:
    return Figures(pytestconfig.stash.setdefault(_FIGURES, []))


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    for line in config.stash.get(_FIGURES, []):
        terminalreporter.write_line(line)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("meriggio system tests")
    group.addoption(
        "--fault-seeds",
        type=int,
        default=2,
        metavar="N",
        help="how many seeds the fault tests run with (default: 2)",
    )
    group.addoption(
        "--first-fault-seed",
        type=int,
        default=1,
        metavar="SEED",
        help="the first of them: repeat one failure with its seed and --fault-seeds 1",
    )
    group.addoption(
        "--keep-state",
        action="store_true",
        help="leave the stacks' folders (books, logs, mail) where they are",
    )
