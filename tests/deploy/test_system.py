"""compose.yaml from nothing to nothing: up, people and devices, books that balance, down."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

import httpx
import pytest

from devstack.servers.ports import free_ports
from tests.deploy.compose_file import REPOSITORY
from tests.deploy.docker import run
from tests.docs.pages import Page
from tests.figures import Figures

pytestmark = [pytest.mark.slow, pytest.mark.timeout(2400)]

PROJECT = "meriggio-test"
PORTS = (
    *("MERIGGIO_PORT", "MERIGGIO_MQTT_PORT", "MERIGGIO_CLAIMS_PORT"),
    *("MERIGGIO_DEVICE_HTTPS_PORT", "MERIGGIO_MAILPIT_PORT"),
)


@pytest.fixture(scope="module")
def system(
    built_images: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mapping[str, str]]:
    """Up, as `make up` does it, on ports and in a folder of its own; its environment."""
    first = free_ports(len(PORTS))
    env = {name: str(first + number) for number, name in enumerate(PORTS)} | {
        "COMPOSE_PROJECT_NAME": PROJECT,
        "MERIGGIO_STATE": str(tmp_path_factory.mktemp("compose")),
    }
    try:
        run("scripts/compose.sh", "up", env=env)
        yield env
    finally:
        run("scripts/compose.sh", "down", "--volumes", "--yes", env=env)


def containers_of(system: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """What compose knows of each, by service."""
    told = run("docker", "compose", "ps", "--all", "--format", "json", env=system).stdout
    return {one["Service"]: one for one in map(json.loads, told.splitlines())}


def seed(system: Mapping[str, str], *options: str) -> dict[str, Any]:
    """The demo's people and devices; the summary they end with."""
    config = json.loads(
        run(
            "docker", "compose", "--profile", "demo", "config", "--format", "json", env=system
        ).stdout
    )
    usual: list[str] = config["services"]["demo"]["command"]
    mail = usual[usual.index("--mail") :][:2] if "--mail" in usual else []
    command = ["seed", *mail, "--for", "15s", "--facilities", "6", "--json", *options]
    done = run("docker", "compose", "run", "--rm", "-T", "demo", *command, env=system)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_everything_is_healthy(system: Mapping[str, str]) -> None:
    found = containers_of(system)
    ended = {name: found.pop(name) for name in ("brokers", "databases")}

    assert {(one["State"], one["ExitCode"]) for one in ended.values()} == {("exited", 0)}
    assert {name: one["Health"] for name, one in found.items()} == dict.fromkeys(found, "healthy")


def test_the_apps_page_is_served(system: Mapping[str, str]) -> None:
    page = httpx.get(f"http://127.0.0.1:{system['MERIGGIO_PORT']}/now", trust_env=False)

    assert page.status_code == 200
    assert "<title>" in page.text
    assert "script-src 'self'" in page.headers["content-security-policy"]


def test_readings_go_from_a_device_with_a_certificate_to_balance_and_books(
    system: Mapping[str, str], figures: Figures
) -> None:
    told = seed(system)
    figures.add(f"demo in containers: {told['readings']['stored']} readings in the books")

    assert told["readings"]["sent"] == told["readings"]["stored"] > 0
    assert told["balances"][0]["facilitiesFresh"] == told["balances"][0]["facilitiesTotal"] == 6
    assert told["books"]["balanced"] is True
    assert told["notifications"]["deliveries"]["mail"]["sent"] > 0


def test_what_was_founded_is_found_again_after_a_stop(system: Mapping[str, str]) -> None:
    community = seed(system)["balances"][0]["communityId"]
    run("scripts/compose.sh", "down", env=system)
    assert containers_of(system) == {}
    run("scripts/compose.sh", "up", env=system)
    told = seed(system)

    assert told["balances"][0]["communityId"] == community
    assert told["books"]["balanced"] is True


def test_a_device_without_a_certificate_is_refused(system: Mapping[str, str]) -> None:
    """And nothing else is listening where it could come in."""
    address = f"https://127.0.0.1:{system['MERIGGIO_MQTT_PORT']}"

    with pytest.raises(httpx.TransportError), httpx.Client(verify=False) as client:
        client.get(address)


def test_revocation_lists_reach_both_brokers(system: Mapping[str, str]) -> None:
    logs = run("docker", "compose", "logs", "keep-crl", "keep-crl-claims", env=system).stdout

    assert logs.count("broker_told") >= 2


_BUILDING_BEHIND_A_PROXY: Final = """
docker() {
  if [ "$1" = build ] && [ -n "${BUILD_CA:-}" ]; then
    shift
    set -- build --network "${BUILD_NETWORK:-default}" --secret "id=ca,src=$BUILD_CA" "$@"
  fi
  command docker "$@"
}
"""
"""What compose.yaml passes on by itself, for a build that is typed without it."""


def test_the_guides_commands_work(system: Mapping[str, str]) -> None:
    """As they stand, one after the other; the last of the system's deletes it."""
    page = Page(REPOSITORY / "docs" / "guides" / "compose.md")
    scripts = [block.text for block in page.blocks if "docker" in block.words]
    assert scripts

    for script in scripts:
        words = _BUILDING_BEHIND_A_PROXY + script
        run("bash", "-euo", "pipefail", "-c", words, env={**system, "MERIGGIO_DEMO_FOR": "5s"})
