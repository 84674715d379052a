"""How tests are shared out to processes, as a pytest plugin: what waits longest goes first.

A process gets whole files (`--dist loadfile`), and one of them all files whose tests use the
running system of tests/conftest.py: starting it takes longer than most of them together.
"""

import gc
from collections.abc import Generator
from pathlib import PurePath
from typing import Any, Final

import pytest
from xdist.scheduler.loadfile import LoadFileScheduling

_ON_ONE_SYSTEM: Final = ("tests/api/", "tests/journeys/")
_ONE_SYSTEM: Final = "one system"
_WAITING: Final = frozenset({"contract", "integration", "interop", "servers", "site", "supervisor"})
"""Folders of tests that start processes, or wait for servers."""
_NEW_OBJECTS_BEFORE_A_SEARCH: Final = 20_000


class FilesAndOneSystem(LoadFileScheduling):  # type: ignore[misc]  # untyped
    """One unit of work for all that share a running system, one a file for the others."""

    def _split_scope(self, nodeid: str) -> str:
        """The unit a test belongs to."""
        return _unit_of(nodeid)

    def _pending_of(self, workload: dict[str, dict[str, bool]]) -> int:
        """How many tests a process has still to run, of its units in their order.

        Asked after every test: xdist counts all that the process ever got.
        """
        pending = 0
        for unit in reversed(workload.values()):
            left = list(unit.values()).count(False)
            if left == 0:
                break
            pending += left
        return pending


@pytest.hookimpl(optionalhook=True, tryfirst=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> FilesAndOneSystem | None:
    """In place of xdist's own `loadfile`, which would be asked first."""
    return FilesAndOneSystem(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_configure(config: pytest.Config) -> None:
    """Keep the order in which files were collected: xdist would sort them by number of tests."""
    config.option.loadscopereorder = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """So that no process ends with a long wait while the others have nothing left to do."""
    items.sort(key=lambda item: _turn_of(item.nodeid))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Importing leaves hardly any garbage: looking for it, again and again, takes seconds.

    What was imported stays, so it is not looked at later either.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(_NEW_OBJECTS_BEFORE_A_SEARCH)
        gc.enable()


def _unit_of(nodeid: str) -> str:
    path = nodeid.split("::", 1)[0]
    return _ONE_SYSTEM if path.startswith(_ON_ONE_SYSTEM) else path


def _turn_of(nodeid: str) -> int:
    unit = _unit_of(nodeid)
    if unit == _ONE_SYSTEM:
        return 0
    return 2 - bool(_WAITING.intersection(PurePath(unit).parts))
