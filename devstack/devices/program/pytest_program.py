"""The firmware's Linux program for tests, as a pytest plugin."""

import shutil
from pathlib import Path

import pytest

from devstack.devices.program.build import INSTALL, built_program, what_is_missing


@pytest.fixture(scope="session")
def firmware_program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from the sources; skips where there is nothing to build it with.

    It is a copy: devices that are started again are the same, whoever builds meanwhile.
    """
    if missing := what_is_missing():
        pytest.skip(f"{', '.join(missing)} is not here: {INSTALL}")
    return Path(shutil.copy2(built_program(), tmp_path_factory.mktemp("program")))
