"""The images, built once a session; skipped visibly where there is no daemon."""

import pytest

from tests.deploy import docker


@pytest.fixture(scope="session")
def built_images() -> None:
    if reason := docker.unavailable():
        pytest.skip(f"images and compose.yaml: {reason}")
    docker.build_all()
