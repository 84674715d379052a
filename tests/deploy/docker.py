"""Docker and compose, as a person types them; the images built once a session."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from typing import Any, Final

from devstack.servers import containers
from tests.deploy.compose_file import REPOSITORY, images

BUILT: Final = ("tools", "edge", "user", "community", "engagement", "energy", "device_gateway")
_PATIENCE_S: Final = 1500
_OF_THE_MAKE_AROUND_US: Final = frozenset(
    {"MAKEFLAGS", "MFLAGS", "MAKEOVERRIDES", "ARGS", "PROCESSES"}
)
"""`make test ARGS=...` would hand its arguments down to every make that a test calls."""


def unavailable() -> str | None:
    """Why nothing of this can be run here; None where it can."""
    if shutil.which("docker") is None:
        return "docker is not installed"
    if reason := containers.unavailable():
        return reason
    if run("docker", "compose", "version", check=False).returncode:
        return "docker has no compose"
    return None


def run(
    *command: str, env: Mapping[str, str] | None = None, check: bool = True
) -> subprocess.CompletedProcess[str]:
    """In the repository; an error shows the end of what was said."""
    ours = {name: os.environ[name] for name in os.environ.keys() - _OF_THE_MAKE_AROUND_US}
    done = subprocess.run(
        command,
        cwd=REPOSITORY,
        env=ours | dict(env or {}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=_PATIENCE_S,
    )
    if check:
        assert done.returncode == 0, f"{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
    return done


def image_of(name: str) -> str:
    """The image that compose.yaml gives that name."""
    return next(image for image in images().values() if f"/{name}:" in image)


def build_all() -> None:
    """One after the other: together they want more memory and disk than small machines have."""
    services = {"tools": "secrets"} | {name: name.replace("_", "-") for name in BUILT[1:]}
    for service in services.values():
        run("docker", "compose", "--profile", "*", "build", service)


def inspected(image: str) -> dict[str, Any]:
    """What the daemon knows of it."""
    found: list[dict[str, Any]] = json.loads(run("docker", "image", "inspect", image).stdout)
    return found[0]


def said_inside(image: str, script: str) -> Any:
    """What a Python script in it prints as JSON: without network, rights, and place to write."""
    done = run(
        *("docker", "run", "--rm", "--read-only", "--cap-drop", "ALL", "--network", "none"),
        *("--security-opt", "no-new-privileges", "--entrypoint", "python", image, "-c", script),
    )
    return json.loads(done.stdout)
