"""Fixtures for every test: real servers, see devstack/pytest_servers.py."""

from pathlib import Path
from typing import Final

import pytest
from hypothesis import settings

pytest_plugins = ["devstack.pytest_servers"]

# The same examples on every run, and as long as they take: a busy machine is no failure. To search
# further: make test ARGS="--hypothesis-profile=default --hypothesis-seed=random".
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")

_ROOT: Final = Path(__file__).parent
_ON_THE_SHARED_STACK: Final = (_ROOT / "tests" / "api", _ROOT / "tests" / "journeys")
_STACK_GROUP: Final = "stack"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Processes (`make test`) get whole files; what shares a running system goes to one, first."""
    for item in items:
        group = _STACK_GROUP if _shares_the_stack(item) else str(item.path.relative_to(_ROOT))
        item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: not _shares_the_stack(item))


def _shares_the_stack(item: pytest.Item) -> bool:
    return any(item.path.is_relative_to(folder) for folder in _ON_THE_SHARED_STACK)
