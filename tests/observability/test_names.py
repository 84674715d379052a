"""Every metric that alerts and dashboards ask for exists, with its labels."""

import json
import re
from typing import Any

import pytest
import yaml

from devstack.reference import dashboards
from tests.docs.pages import REPOSITORY

_FOLDER = REPOSITORY / "deploy/observability"
_NAME = re.compile(r"\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b|\bup\b")
_SELECTOR = re.compile(r"([a-z_0-9]+)\{([^}]*)\}")
_IN_BRACES = re.compile(r"\{[^}]*\}|\[[^\]]*\]|\b(?:by|on|without)\s*\([^)]*\)")
_FOREIGN = re.compile(r"up|process_\w+|node_filesystem_\w+|kubelet_volume_stats_\w+")
_OF_PROMQL = {
    "histogram_quantile", "max_over_time", "label_replace", "clamp_min",
}  # fmt: skip
_LABELS_OF_TARGETS = {"job", "instance", "service", "le"}


def _known() -> dict[str, set[str]]:
    """Metrics of docs/reference/metrics.md, with their labels."""
    text = (REPOSITORY / "docs/reference/metrics.md").read_text()
    row = re.compile(r"^\| `(meriggio_\w+)` \| \w+ \| ([^|]*) \|", re.MULTILINE)
    return {
        name: set(re.findall(r"`(\w+)`", labels)) | _LABELS_OF_TARGETS
        for name, labels in row.findall(text)
    }


def _rules() -> list[dict[str, Any]]:
    return [
        rule
        for path in sorted((_FOLDER / "rules").glob("*.yaml"))
        for group in yaml.safe_load(path.read_text())["groups"]
        for rule in group["rules"]
    ]


def _expressions() -> list[str]:
    panels = [
        panel
        for path in sorted((_FOLDER / "dashboards").glob("*.json"))
        for panel in json.loads(path.read_text())["panels"]
    ]
    shown = [target["expr"] for panel in panels for target in panel["targets"]]
    return shown + [rule["expr"] for rule in _rules()]


@pytest.mark.parametrize("expression", _expressions())
def test_what_is_asked_for_exists(expression: str) -> None:
    known = _known() | {
        rule["record"]: {"service", "class"} for rule in _rules() if "record" in rule
    }
    bare = re.sub(r"meriggio:\w+:\w+", "", _IN_BRACES.sub("", expression))

    for name in set(_NAME.findall(bare)) - _OF_PROMQL:
        assert re.sub(r"_(bucket|sum|count)$", "", name) in known or _FOREIGN.fullmatch(name), name
    for name, matchers in _SELECTOR.findall(expression):
        labels = known.get(re.sub(r"_(bucket|sum|count)$", "", name))
        if labels is not None:
            assert set(re.findall(r"(\w+)(?:=~|!~|!=|=)", matchers)) <= labels, name


def test_dashboards_are_as_they_are_made() -> None:
    committed = {path.name: path.read_text() for path in (_FOLDER / "dashboards").glob("*.json")}

    assert committed == dashboards.documents(), "run `make schemas`"


def test_a_dashboard_has_an_id_and_a_source_of_the_reader_s_choice() -> None:
    made = [json.loads(text) for text in dashboards.documents().values()]

    assert len({each["uid"] for each in made}) == len(made)
    assert {each["templating"]["list"][0]["type"] for each in made} == {"datasource"}
