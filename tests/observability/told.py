"""All that the services tell operators: their logs, their metrics, and the collector's spans."""

import httpx

from devstack.supervisor.stack import SERVICES, Stack
from tests.observability.collector import Collector

_FORMATS = ("text/plain", "application/openmetrics-text; version=1.0.0")


async def all_told(stack: Stack, collector: Collector) -> dict[str, str]:
    """Everything so far, by where it was told."""
    told = {f"log of {name}": log_of(stack, name) for name in SERVICES}
    told["spans"] = "\n".join(each.text for each in collector.spans())
    async with httpx.AsyncClient(verify=False) as client:
        for name in SERVICES:
            for accept in _FORMATS:
                answer = await client.get(
                    f"{stack.service_url(name)}/metrics", headers={"Accept": accept}
                )
                answer.raise_for_status()
                told[f"metrics of {name} as {accept}"] = answer.text
    return told


def log_of(stack: Stack, service: str) -> str:
    """What a service wrote to its standard error."""
    return (stack.folder / "log" / f"{service}.log").read_text()
