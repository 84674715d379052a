"""Rendered sets held against Kubernetes' own schemas, others' resources, and checkov's policies."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest
import yaml

from scripts import chart_tools
from scripts.chart import CHART
from tests.deploy.chart.rendering import SETS, VALUES, rendered, rendered_text, require

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

_KUBERNETES: Final = ("1.28.3", "1.33.1", "1.37.0")
_OTHERS: Final = (
    *("keda.sh/v1alpha1", "monitoring.coreos.com/v1"),
    "gateway.networking.k8s.io/v1",
)
_HERE: Final = Path(__file__).parent


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is different in all sets, without others' resources."""
    different = {
        json.dumps(each, sort_keys=True): each
        for name in SETS
        for each in rendered("helm4", name)
        if each["apiVersion"] not in _OTHERS
    }
    file = tmp_path_factory.mktemp("rendered") / "everything.yaml"
    file.write_text(yaml.safe_dump_all(different.values()))
    return file


def _validate(version: str, file: Path) -> subprocess.CompletedProcess[str]:
    require("environment")
    program = chart_tools.program("kubernetes-validate")
    command = [str(program), "-k", version, "--strict", "--quiet", str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("version", _KUBERNETES)
def test_kubernetes_takes_every_set(everything: Path, version: str) -> None:
    done = _validate(version, everything)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARN" not in done.stdout + done.stderr, "a kind that nobody looked at"


def test_the_validation_finds_what_is_wrong(tmp_path: Path) -> None:
    text = rendered_text("helm4", "minimal").replace(
        "terminationGracePeriodSeconds", "graceSeconds"
    )
    (tmp_path / "wrong.yaml").write_text(text)
    assert _validate(_KUBERNETES[-1], tmp_path / "wrong.yaml").returncode != 0


def _custom(documents: list[object]) -> list[dict[str, str]]:
    require("resources")
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node: others' resources are not held against their schemas")
    done = subprocess.run(
        [
            node,
            "--input-type=module",
            "--eval",
            (_HERE / "custom_resources/validate.mjs").read_text(),
        ],
        input=json.dumps(documents),
        capture_output=True,
        text=True,
        check=True,
        cwd=chart_tools.FOLDER / "resources",
    )
    found: list[dict[str, str]] = json.loads(done.stdout)
    return found


def test_keda_prometheus_and_gateway_api_take_what_is_theirs() -> None:
    documents: list[object] = [
        each for name in SETS for each in rendered("helm4", name) if each["apiVersion"] in _OTHERS
    ]
    kinds = {each["kind"] for each in documents if isinstance(each, dict)}
    assert {"ScaledObject", "ServiceMonitor", "PrometheusRule", "HTTPRoute"} <= kinds
    assert _custom(documents) == []


def test_their_validation_finds_what_is_wrong() -> None:
    wrong = {
        "apiVersion": "keda.sh/v1alpha1",
        "kind": "ScaledObject",
        "metadata": {"name": "wrong"},
        "spec": {"scaleTargetRef": {"name": 1}, "triggers": []},
    }
    assert [each["name"] for each in _custom([wrong])] == ["ScaledObject/wrong"]


@pytest.mark.parametrize("sets", [("minimal",), ("evaluation",), ("minimal", "everything")])
def test_checkov_finds_nothing_but_what_is_explained(sets: tuple[str, ...]) -> None:
    """checkov.yaml has each exception with its reason."""
    require("environment", "helm4")
    values = [f"--var-file={VALUES / name}.yaml" for name in sets]
    done = subprocess.run(
        [
            *(str(chart_tools.program("checkov")), "--directory", str(CHART)),
            *("--framework", "helm", "--skip-download", "--compact", "--quiet"),
            *("--config-file", str(_HERE / "checkov.yaml"), "--output", "json", *values),
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": f"{chart_tools.helm('helm4').parent}:{os.environ['PATH']}"},
    )
    report = json.loads(done.stdout)
    reports = report if isinstance(report, list) else [report]
    summaries = [each.get("summary", each) for each in reports]
    failed = [
        (each["check_id"], each["resource"])
        for one in reports
        for each in one.get("results", {}).get("failed_checks", ())
    ]
    assert failed == []
    assert sum(each["resource_count"] for each in summaries) > 30, summaries
    assert done.returncode == 0, done.stderr
