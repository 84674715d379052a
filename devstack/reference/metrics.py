"""A page with every metric a service exposes at /metrics, from the client library's registry."""

from importlib import import_module
from typing import Final

from prometheus_client import REGISTRY
from prometheus_client.metrics import MetricWrapperBase
from prometheus_client.registry import Collector

from devstack.supervisor.stack import SERVICES

_HEAD: Final = """\
# Metrics

Made from the code by `make schemas`. Served by each service at `/metrics`, not through the edge,
in the Prometheus text format, or in OpenMetrics, with exemplars, where `Accept` asks for that. A
histogram has the series `_bucket`, `_sum` and `_count`. The usual
`process_...` and `python_...` series are there too. What to do when one looks wrong:
[runbooks](../runbooks/README.md).
"""
_TABLE: Final = "| metric | type | labels | what |\n|---|---|---|---|\n"


def page() -> str:
    """The Markdown text of docs/reference/metrics.md."""
    for service in SERVICES:
        import_module(f"services.{service}.bootstrap")  # registers what the service counts
    sections = {
        "http": "Every service",
        "bus": "Every service: the bus",
        "postgres": "Every service: Postgres",
        "outbox": "Every service that has an outbox",
        "letters": "user, community",
        **{service: service for service in SERVICES},
    }
    return _HEAD + "".join(
        f"\n## {title}\n\n{_TABLE}{rows}"
        for area, title in sections.items()
        if (rows := _rows(f"meriggio_{area}_"))
    )


def _rows(prefix: str) -> str:
    # The registry has no public list of its collectors.
    collectors: dict[Collector, list[str]] = REGISTRY._collector_to_names  # noqa: SLF001  see above
    return "".join(
        sorted(
            _row(collector)
            for collector, names in collectors.items()
            if any(name.startswith(prefix) for name in names)
        )
    )


def _row(collector: Collector) -> str:
    family = next(iter(collector.collect()))
    name = f"{family.name}_total" if family.type == "counter" else family.name
    labels = collector._labelnames if isinstance(collector, MetricWrapperBase) else ()  # noqa: SLF001  same
    told = ", ".join(f"`{label}`" for label in labels)
    return f"| `{name}` | {family.type} | {told} | {family.documentation} |\n"
