"""Whatever a device reports: no handler fails, and nobody but the sender is answered.

Readings, statuses and provisioning have tests of their own in readings/, presence/ and
identity/; this one sends everything to everybody.
"""

import asyncio
import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from libs.contracts.codec import encode
from libs.contracts.golden_mqtt import MQTT_EXAMPLES
from libs.contracts.mqtt import topics
from services.device_gateway.tests.fuzz.gateway import SENDER, Gateway

_KINDS = (topics.STATUS, topics.CONFIGURATION, topics.COMMAND, topics.FIRMWARE, topics.CERTIFICATE)
_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["online", "offline", "\x00", "confirmed", "done", "2026-06-21T10:00:00Z"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@st.composite
def _payloads(draw: st.DrawFn) -> bytes:
    """Bytes, or a message of the contract with some fields changed or gone."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.binary(max_size=100))
    body: dict[str, Any] = json.loads(encode(draw(st.sampled_from(MQTT_EXAMPLES))))
    for name in draw(st.lists(st.sampled_from(sorted(body)), max_size=3)):
        if draw(st.booleans()):
            body.pop(name, None)
        else:
            body[name] = draw(_VALUES)
    return json.dumps(body).encode()


@given(st.lists(st.tuples(st.sampled_from(_KINDS), _payloads()), min_size=1, max_size=6))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_no_report_makes_a_fault_or_speaks_to_others(reports: list[tuple[str, bytes]]) -> None:
    """What has to hold: `Gateway.check`."""

    async def scene() -> None:
        gateway = await Gateway().prepare()
        for kind, body in reports:
            await gateway.check(topics.report(SENDER, kind), [body])

    asyncio.run(scene())
