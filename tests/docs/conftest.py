"""A copy of the repository, and a demo that runs in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.checkout import copy_repository, started


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository."""
    folder = tmp_path_factory.mktemp("checkout")
    copy_repository(folder)
    return folder


@pytest.fixture(scope="module")
def demo(checkout: Path) -> Iterator[Path]:
    """`make demo`, as the README says, until Ctrl-C. Yields the copy it runs in."""
    with started("make demo", checkout):
        yield checkout
