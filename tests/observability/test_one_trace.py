"""NF8: one trace from the device's publish to the notification, through every service between."""

from functools import partial
from uuid import uuid4

import pytest

from devstack.servers.mosquitto import find_mosquitto
from libs.chassis.testing.eventually import eventually
from tests.observability.collector import Collector, Span
from tests.observability.stage import Village

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

_WAY = {
    ("device_gateway", "receive energy-data"),
    ("device_gateway", "publish READINGS"),
    ("energy", "process READINGS"),
    ("engagement", "process READINGS"),
    ("engagement", "record surplus"),
    ("engagement", "publish surplus.v1"),
    ("energy", "process SURPLUS"),
    ("engagement", "notify mail"),
    ("engagement", "notify log_file"),
}


async def test_a_trace_begins_at_the_gateway_and_ends_with_the_notification(
    village: Village,
) -> None:
    """A device that speaks MQTT 3.1.1 has no way to begin one."""
    await village.have_surplus()
    told = await _notified(village)

    way = await _whole_trace(village.collector, told.trace_id)
    top = _ancestors(told, way)[-1]
    assert (top.service, top.name, top.parent_id) == ("device_gateway", "receive energy-data", "")
    assert "record surplus" in [each.name for each in _ancestors(told, way)]
    stored = [each for each in way if each.name.startswith("postgres ")]
    assert {each.service for each in stored} == {"energy", "engagement"}


async def test_a_trace_that_a_device_began_goes_on_to_the_notification(village: Village) -> None:
    if find_mosquitto() is None:
        pytest.skip("NATS speaks MQTT 3.1.1 only, which has no user properties")
    trace_id, span_id = uuid4().hex, uuid4().hex[:16]

    await village.have_surplus(traceparent=f"00-{trace_id}-{span_id}-01")

    way = await _whole_trace(village.collector, trace_id)
    assert {each.parent_id for each in way if each.name == "receive energy-data"} == {span_id}
    assert _ancestors(await _notified(village, trace_id), way)[-1].parent_id == span_id


async def test_messages_handled_together_are_linked(village: Village) -> None:
    """Every trace is whole by its id, and leads to the batch in which its message was handled."""
    await village.have_surplus()
    await _notified(village)

    def linked() -> list[Span]:
        return [each for each in village.collector.spans(name="process READINGS") if each.links]

    def unknown() -> set[tuple[str, str]]:
        known = {(each.trace_id, each.span_id) for each in village.collector.spans()}
        return {link for each in linked() for link in each.links} - known

    await eventually(lambda: not unknown())
    for each in linked():
        assert (each.trace_id, each.span_id) not in each.links


async def test_a_request_is_told_by_its_route_and_its_id_is_its_trace(village: Village) -> None:
    way = village.collector
    requests = [each for each in way.spans() if "http.route" in each.attributes]

    assert any(
        each.name == "PUT /community/{communityId}/facility/{facilityId}" for each in requests
    )
    assert {each.service for each in requests} >= {"user", "community"}
    joined = next(each for each in requests if each.name.startswith("PUT /community/"))
    told = {(e.service, e.name) for e in way.spans(trace_id=joined.trace_id)}
    assert ("community", "publish registry.v1") in told, "its event goes on in its trace"
    assert {("energy", "process REGISTRY"), ("engagement", "process REGISTRY")} <= told


async def _notified(village: Village, trace_id: str | None = None) -> Span:
    found = partial(village.collector.spans, name="notify mail", trace_id=trace_id)
    await eventually(lambda: bool(found()))
    return found()[-1]


async def _whole_trace(collector: Collector, trace_id: str) -> list[Span]:
    def missing() -> set[tuple[str, str]]:
        return _WAY - {(each.service, each.name) for each in collector.spans(trace_id=trace_id)}

    await eventually(lambda: not missing())
    return collector.spans(trace_id=trace_id)


def _ancestors(span: Span, way: list[Span]) -> list[Span]:
    """The span, what it is below, and so on to the top."""
    by_id = {each.span_id: each for each in way}
    line = [span]
    while line[-1].parent_id in by_id:
        line.append(by_id[line[-1].parent_id])
    return line
