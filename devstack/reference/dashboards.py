"""Grafana dashboards, as `make schemas` writes them into deploy/observability/dashboards."""

import json
from collections.abc import Sequence
from typing import Any, Final

from devstack.reference.dashboard_pages import DASHBOARDS
from devstack.reference.dashboard_parts import Dashboard, Panel

_WIDTH: Final = 24
_HEIGHT: Final = 8
_IN_A_ROW: Final = 3
_SOURCE: Final = {"type": "prometheus", "uid": "${datasource}"}


def documents() -> dict[str, str]:
    """File name to JSON."""
    return {f"{name}.json": _text(each) for name, each in DASHBOARDS.items()}


def _text(dashboard: Dashboard) -> str:
    return json.dumps(_dashboard(dashboard), indent=1, ensure_ascii=False) + "\n"


def _dashboard(dashboard: Dashboard) -> dict[str, Any]:
    return {
        "uid": dashboard.uid,
        "title": dashboard.title,
        "tags": ["meriggio"],
        "schemaVersion": 39,
        "timezone": "browser",
        "refresh": "30s",
        "time": {"from": "now-3h", "to": "now"},
        "templating": {
            "list": [
                {
                    "name": "datasource",
                    "type": "datasource",
                    "query": "prometheus",
                    "current": {"text": "Prometheus", "value": "prometheus"},
                }
            ]
        },
        "links": [
            {"type": "dashboards", "tags": ["meriggio"], "title": "Meriggio", "asDropdown": True}
        ],
        "panels": [_panel(number, panel) for number, panel in enumerate(dashboard.panels)],
    }


def _panel(number: int, panel: Panel) -> dict[str, Any]:
    width = _WIDTH // _IN_A_ROW
    return {
        "id": number + 1,
        "type": "timeseries",
        "title": panel.title,
        "datasource": _SOURCE,
        "gridPos": {
            "x": number % _IN_A_ROW * width,
            "y": number // _IN_A_ROW * _HEIGHT,
            "w": width,
            "h": _HEIGHT,
        },
        "fieldConfig": {"defaults": {"unit": panel.unit, "min": 0}, "overrides": []},
        "options": {"legend": {"displayMode": "list", "placement": "bottom"}},
        "targets": _targets(panel),
    }


def _targets(panel: Panel) -> Sequence[dict[str, Any]]:
    return [
        {
            "refId": chr(ord("A") + index),
            "datasource": _SOURCE,
            "expr": expression,
            "legendFormat": legend,
            "exemplar": panel.exemplars,
        }
        for index, (legend, expression) in enumerate(panel.series)
    ]
