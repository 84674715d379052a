"""The workflows of the public repository fit the sources, and may do no more than they need.

Their schemas and what is unsafe in them: `make workflows-check`.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

_ROOT: Final = Path(__file__).parents[2]
_FOLDER: Final = _ROOT / ".github" / "workflows"
_PATHS: Final = sorted(_FOLDER.glob("*.yml"))
_TRUSTED: Final = ("actions/", "docker/")
_WRITERS: Final = {
    ("images.yml", "publish"): {"packages", "id-token", "attestations"},
    ("release.yml", "images"): {"packages", "id-token", "attestations"},
    ("release.yml", "chart"): {"packages", "id-token", "attestations"},
    ("release.yml", "announce"): {"contents"},
    ("docs.yml", "deploy"): {"pages", "id-token"},
    ("locks.yml", "upgrade"): {"contents", "pull-requests"},
}
"""Which job may write what; all others read the sources only."""

workflows = pytest.mark.parametrize("path", _PATHS, ids=lambda path: path.name)


def _read(path: Path) -> dict[Any, Any]:
    read: dict[Any, Any] = yaml.safe_load(path.read_text())
    return read


def _steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in _read(path)["jobs"].values():
        yield from job.get("steps", ())


def _scripts(path: Path) -> str:
    return "\n".join(step["run"] for step in _steps(path) if "run" in step)


def _makefile() -> str:
    return (_ROOT / "Makefile").read_text()


@workflows
def test_what_is_run_exists(path: Path) -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", _makefile(), re.MULTILINE))
    script = _scripts(path)

    for words in re.findall(r"\bmake ([a-z][a-z -]*)", script):
        assert set(words.split()) <= targets, words
    named = re.findall(r"(?<![\w/])((?:scripts|deploy|tests|\.ci)/[\w/.-]+)", script)
    assert [name for name in named if not (_ROOT / name).exists()] == []


@workflows
def test_triggers_name_paths_that_exist(path: Path) -> None:
    # YAML 1.1 reads the key `on` as true.
    triggers = _read(path)[True]
    paths = {
        name
        for trigger in triggers.values()
        if isinstance(trigger, dict)
        for name in trigger.get("paths", ())
    }
    starting = {name.removesuffix("/**") for name in paths if not name.startswith("**")}

    missing = [name for name in starting if not list(_ROOT.glob(name))]
    assert set(missing) <= {"firmware"}, "firmware.yml waits for that folder"


@workflows
def test_a_job_has_an_end_and_no_more_rights_than_it_needs(path: Path) -> None:
    workflow = _read(path)

    assert workflow["permissions"] in ({}, {"contents": "read"})
    assert "concurrency" in workflow
    for name, job in workflow["jobs"].items():
        assert "timeout-minutes" in job or "uses" in job, name
        granted = job.get("permissions", {})
        writes = {scope for scope, right in granted.items() if right == "write"}
        assert writes == _WRITERS.get((path.name, name), set()), name


@workflows
def test_no_checkout_leaves_a_token_behind(path: Path) -> None:
    checkouts = [step for step in _steps(path) if "actions/checkout@" in step.get("uses", "")]

    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_an_action_of_others_is_pinned_and_the_rest_has_one_version() -> None:
    used = [step["uses"] for path in _PATHS for step in _steps(path) if "uses" in step]
    versions: dict[str, set[str]] = {}
    for action, _, version in (name.partition("@") for name in used):
        versions.setdefault(action, set()).add(version)
        assert action.startswith(_TRUSTED) or re.fullmatch(r"[0-9a-f]{40}", version), action

    assert {action: found for action, found in versions.items() if len(found) > 1} == {}


def test_tests_run_on_every_python_that_we_promise() -> None:
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text())["project"]
    matrix = _read(_FOLDER / "ci.yml")["jobs"]["test"]["strategy"]["matrix"]["python"]

    assert project["requires-python"] == f">={matrix[0]}"
    assert matrix == ["3.11", "3.12", "3.13", "3.14"]


@pytest.mark.parametrize("job", ["build", "publish"])
def test_every_image_of_the_chart_and_of_compose_is_built(job: str) -> None:
    matrix = _read(_FOLDER / "images.yml")["jobs"][job]["strategy"]["matrix"]["service"]
    compose = (_ROOT / "compose.yaml").read_text()
    wanted = set(re.findall(r"\$\{MERIGGIO_IMAGES:-meriggio\}/(\w+):", compose))
    chart = (_ROOT / "deploy/k8s/values.yaml").read_text()
    of_chart = set(re.findall(r"repository: meriggio-([\w-]+)", chart))

    assert set(matrix) == wanted
    assert of_chart <= {service.replace("_", "-") for service in matrix}


def test_renovate_leaves_alone_what_it_cannot_lock() -> None:
    """Python's locks are resolved together, with hashes: locks.yml does that."""
    managers = json.loads((_ROOT / ".github/renovate.json").read_text())["enabledManagers"]

    assert not {"pip_requirements", "pep621", "pip-compile"} & set(managers)
    assert "make lock ARGS=--upgrade" in _scripts(_FOLDER / "locks.yml")
    assert "$(COMPILE) $(ARGS) --group dev" in _makefile()
