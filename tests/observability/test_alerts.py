"""NF9 and what the runbooks are about: every alert fires when it should, and only then.

Cases are run by promtool (Debian's package prometheus) as unit tests of the rules.
"""

import json
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from tests.docs.pages import REPOSITORY
from tests.observability.alerts import CASES, Case

RULES: Final = REPOSITORY / "deploy/observability/rules"
RUNBOOKS: Final = REPOSITORY / "docs/runbooks"
_RUNBOOK: Final = re.compile(
    r"https://github\.com/meriggio/meriggio/blob/main/docs/runbooks/([\w-]+\.md)"
)
_PROMTOOL: Final = shutil.which("promtool")


@dataclass(frozen=True, slots=True)
class _Alert:
    name: str
    text: str
    annotations: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)


def _alerts() -> list[_Alert]:
    return [alert for path in sorted(RULES.glob("*.yaml")) for alert in _alerts_of(path)]


def _alerts_of(path: Path) -> list[_Alert]:
    rules: list[dict[str, Any]] = [
        rule
        for group in yaml.safe_load(path.read_text())["groups"]
        for rule in group["rules"]
        if "alert" in rule
    ]
    return [
        _Alert(rule["alert"], rule["expr"], rule["annotations"], rule["labels"]) for rule in rules
    ]


@pytest.mark.skipif(_PROMTOOL is None, reason="promtool is in Debian's package prometheus")
@pytest.mark.parametrize("rules", sorted(RULES.glob("*.yaml")), ids=lambda path: path.stem)
def test_alerts_fire_when_they_should_and_only_then(rules: Path, tmp_path: Path) -> None:
    cases = tmp_path / "alerts.yaml"
    cases.write_text(json.dumps(_as_promtool_tests(rules)))

    command = [str(_PROMTOOL), "test", "rules", str(cases)]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, timeout=100)

    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_every_alert_has_a_case_that_fires_and_one_that_does_not() -> None:
    assert {case.alert for case in CASES} == {alert.name for alert in _alerts()}
    assert all(case.fires and case.quiet for case in CASES)


@pytest.mark.parametrize("alert", _alerts(), ids=lambda alert: alert.name)
def test_an_alert_says_what_to_do(alert: _Alert) -> None:
    assert alert.labels["severity"] in {"warning", "critical"}
    assert alert.annotations["summary"]
    named = _RUNBOOK.fullmatch(alert.annotations["runbook_url"])
    assert named is not None
    assert (RUNBOOKS / named[1]).is_file()


def test_every_runbook_about_what_can_be_seen_is_reached_by_an_alert() -> None:
    reached = {Path(alert.annotations["runbook_url"]).name for alert in _alerts()}
    about_what_is_seen = {
        path.name for path in RUNBOOKS.glob("*.md") if "```promql" in path.read_text()
    }

    assert about_what_is_seen - reached == set()
    assert reached <= set(re.findall(r"\(([\w-]+\.md)\)", (RUNBOOKS / "README.md").read_text()))


def _as_promtool_tests(rules: Path) -> dict[str, object]:
    here = {alert.name for alert in _alerts_of(rules)}
    return {
        "rule_files": [str(rules)],
        "evaluation_interval": "30s",
        "tests": [
            _test(case, series, expected=expected)
            for case in CASES
            if case.alert in here
            for series, expected in ((case.fires, 1), (case.quiet, 0))
        ],
    }


def _test(case: Case, series: dict[str, str], *, expected: int) -> dict[str, object]:
    fired = f'count(ALERTS{{alertname="{case.alert}", alertstate="firing"}}) > bool 0'
    return {
        "name": f"{case.alert}: {'fires' if expected else 'quiet'}",
        "interval": case.interval,
        "input_series": [{"series": name, "values": values} for name, values in series.items()],
        "promql_expr_test": [
            {
                "expr": fired,
                "eval_time": case.at,
                "exp_samples": [{"labels": "{}", "value": 1}] if expected else [],
            }
        ],
    }
