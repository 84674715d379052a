"""What the gateway counts, as Prometheus would read it."""

from collections import Counter

import httpx
from prometheus_client.parser import text_string_to_metric_families

from devstack.supervisor.stack import Stack

_REJECTED = "meriggio_device_gateway_readings_rejected_total"


async def rejected(stack: Stack) -> Counter[str]:
    """How many readings the gateway has refused since its start, by reason."""
    # Reading the machine's certificates, which plain HTTP does not need, would take longest.
    async with httpx.AsyncClient(trust_env=False, verify=False) as http:
        answer = await http.get(f"{stack.service_url('device_gateway')}/metrics")
    answer.raise_for_status()
    # Who waits for a count asks again and again: the rest of the page would take much longer.
    lines = "\n".join(line for line in answer.text.splitlines() if line.startswith(_REJECTED))
    return Counter(
        {
            sample.labels["reason"]: int(sample.value)
            for family in text_string_to_metric_families(lines)
            for sample in family.samples
        }
    )
