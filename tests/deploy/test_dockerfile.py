"""What can be said of the images before they are built."""

import re

from tests.deploy.compose_file import REPOSITORY

TEXT = (REPOSITORY / "Dockerfile").read_text()
INSTRUCTIONS = [
    line.strip()
    for line in re.sub(r"\\\n", " ", TEXT).splitlines()
    if line.strip() and not line.startswith("#")
]
STAGES = re.findall(r"^FROM (\S+) AS (\S+)$", TEXT, re.MULTILINE)


def test_no_frontend_is_fetched() -> None:
    assert "syntax=" not in TEXT


def test_every_image_below_has_an_exact_version() -> None:
    names = {name for _, name in STAGES}
    below = {image for image, _ in STAGES if image not in names}

    assert below == {"scratch", "${PYTHON_IMAGE}", "${CADDY_IMAGE}"}
    for image in re.findall(r"^ARG \w+_IMAGE=(\S+)$", TEXT, re.MULTILINE):
        assert re.fullmatch(r"[a-z]+:\d+\.\d+\.\d+(-[a-z]+)+", image), image


def test_what_is_published_is_built_on_nothing() -> None:
    """So neither shell nor package manager of another image comes along."""
    below = {name: image for image, name in STAGES}

    assert below["base"] == "scratch"
    assert {below[name] for name in ("edge", "tools", "service")} == {"base"}


def test_the_last_stage_is_a_service() -> None:
    assert STAGES[-1][1] == "service"


def test_it_runs_as_nobody_and_without_a_shell() -> None:
    assert "USER 65532:65532" in INSTRUCTIONS
    runs = [one for one in INSTRUCTIONS if re.match(r"(ENTRYPOINT|CMD|HEALTHCHECK .*CMD) ", one)]
    assert len(runs) == 5
    assert [one for one in runs if not one.endswith("]")] == []


def test_packages_come_by_their_hashes() -> None:
    installed = [one for one in INSTRUCTIONS if "pip install" in one]
    assert installed
    for one in installed:
        assert one.count("pip install") == one.count("--require-hashes")


def test_nothing_of_one_architecture_is_named() -> None:
    code = TEXT + (REPOSITORY / "deploy/images/runtime.py").read_text()
    assert re.findall(r"x86[_-]64|amd64|arm64|aarch64|linux-gnu", code) == []


def test_only_what_is_named_comes_into_a_build() -> None:
    lines = (REPOSITORY / ".dockerignore").read_text().splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]

    assert rules[0] == "*"
    assert {"**/tests", "**/__pycache__", "libs/chassis/testing"} <= set(rules)
    assert not any(rule.startswith("!") and ("." in rule[1:2]) for rule in rules)
