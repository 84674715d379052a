"""NF8: what is traced, what it costs when nothing is, and what a span never tells."""

from collections import Counter

import httpx
import pytest
from fastapi import FastAPI
from opentelemetry import trace
from prometheus_client import REGISTRY
from prometheus_client.openmetrics.exposition import generate_latest

from libs.chassis import tracing
from libs.chassis.batch_histogram import BatchHistogram
from libs.chassis.http import create_app
from libs.chassis.lifecycle import Readiness
from libs.chassis.testing.spans import spans_kept

_TRACE_ID, _SPAN_ID = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
_SAMPLED, _NOT_SAMPLED = f"00-{_TRACE_ID}-{_SPAN_ID}-01", f"00-{_TRACE_ID}-{_SPAN_ID}-00"


@pytest.mark.parametrize(
    "header",
    ["", "00", "x" * 55, f"ff-{_TRACE_ID}-{_SPAN_ID}-01", f"00-{'0' * 32}-{_SPAN_ID}-01"],
)
def test_what_is_no_context_is_none(header: str) -> None:
    assert tracing.parse(header) is None
    assert tracing.parse(header.encode()) is None


def test_a_context_goes_through_a_header_and_back() -> None:
    context = tracing.parse(_SAMPLED)

    assert context is not None
    assert tracing.traceparent_of(trace.NonRecordingSpan(context)) == _SAMPLED
    not_kept = tracing.parse(_NOT_SAMPLED)
    assert not_kept is not None
    assert tracing.traceparent_of(trace.NonRecordingSpan(not_kept)) is None


def test_nothing_is_made_while_nobody_takes_spans() -> None:
    with tracing.span("a") as span, tracing.child_span("b", parent=tracing.parse(_SAMPLED)):
        assert not span.is_recording()
        assert tracing.current_traceparent() is None
    assert tracing.Draw().of(1_000_000) == ()


def test_a_draw_takes_each_with_the_ratio_s_probability() -> None:
    with spans_kept(ratio=0.01):
        draw, taken, batch = tracing.Draw(seed=7), Counter[int](), 250
        for _ in range(4_000):
            taken.update(draw.of(batch))

    assert sum(taken.values()) == pytest.approx(10_000, rel=0.05)
    assert set(taken) == set(range(batch)), "wherever it stands"


def test_a_draw_of_all_and_of_none() -> None:
    with spans_kept(ratio=1.0):
        assert list(tracing.Draw().of(3)) == [0, 1, 2]
    with spans_kept(ratio=0.0):
        assert list(tracing.Draw().of(3)) == []


def test_each_message_s_trace_has_the_batch_and_leads_to_it() -> None:
    others = [f"00-{number:032x}-{number:016x}-01".encode() for number in (1, 2)]
    with (
        spans_kept() as kept,
        tracing.processing("READINGS", "energy", [_SAMPLED.encode(), *others], 5_000),
    ):
        pass

    batch = kept.get_finished_spans()[-1]
    assert batch.context is not None
    assert f"{batch.context.trace_id:x}" == _TRACE_ID.lstrip("0")
    assert [link.context.trace_id for link in batch.links] == [1, 2]
    assert batch.attributes is not None
    assert batch.attributes["messaging.batch.message_count"] == 5_000
    for other in kept.get_finished_spans()[:-1]:
        assert other.parent is not None
        assert other.parent.is_remote
        assert [link.context for link in other.links] == [batch.context]


def test_a_batch_of_messages_that_are_not_kept_makes_no_span() -> None:
    with spans_kept() as kept, tracing.processing("READINGS", "energy", [_NOT_SAMPLED.encode()], 9):
        pass

    assert kept.get_finished_spans() == ()


def test_of_an_error_only_the_type_is_told() -> None:
    with spans_kept() as kept, pytest.raises(ValueError, match="anna"), tracing.span("refused"):
        raise ValueError("anna@example.org is taken")

    (span,) = kept.get_finished_spans()
    assert span.status.description == "ValueError"
    assert "anna" not in span.to_json()


def test_a_span_that_was_ended_before_is_not_ended_again(caplog: pytest.LogCaptureFixture) -> None:
    """As a request's is, when its answer begins; the library complains about each second end."""

    def end_and_fail() -> None:
        with tracing.span("over") as span:
            span.end()
            raise ValueError("too late")

    with spans_kept() as kept, pytest.raises(ValueError, match="late"):
        end_and_fail()

    assert len(kept.get_finished_spans()) == 1
    assert caplog.messages == []


def test_strangers_get_so_many_traces_and_no_more() -> None:
    with spans_kept(ratio=0.0):
        strangers = tracing.Strangers()
        accepted = [strangers.accept(_SAMPLED) for _ in range(10_000)]
        assert strangers.accept(_NOT_SAMPLED) is not None, "that costs nothing"

    assert 50 <= sum(each is not None for each in accepted) < 500


def _app() -> FastAPI:
    app = create_app(service="meter", title="Meter", readiness=Readiness(), verifier=None)

    @app.get("/device/{deviceId}")
    async def device(deviceId: str) -> dict[str, str | None]:  # noqa: N803  as in the path
        if deviceId == "broken":
            raise RuntimeError("of anna@example.org")
        return {"within": tracing.current_traceparent()}

    return app


async def _get(path: str, **headers: str) -> httpx.Response:
    transport = httpx.ASGITransport(_app(), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://meter") as client:
        return await client.get(path, headers=headers)


async def test_a_request_s_span_tells_its_route_and_no_more() -> None:
    with spans_kept() as kept:
        answer = await _get("/device/segreto-1?token=segreto-2", authorization="Bearer segreto-3")

    (span,) = kept.get_finished_spans()
    assert span.name == "GET /device/{deviceId}"
    assert span.attributes == {
        "http.request.method": "GET",
        "http.route": "/device/{deviceId}",
        "http.response.status_code": 200,
    }
    assert "segreto" not in span.to_json()
    assert span.context is not None
    assert answer.headers["x-request-id"] == f"{span.context.trace_id:032x}"
    assert answer.json()["within"] is not None


async def test_a_request_goes_on_with_the_caller_s_trace() -> None:
    with spans_kept(ratio=0.0) as kept:
        await _get("/device/1", traceparent=_SAMPLED)
        await _get("/device/1", traceparent=_NOT_SAMPLED)

    (span,) = kept.get_finished_spans()
    assert span.parent is not None
    assert f"{span.parent.span_id:016x}" == _SPAN_ID


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/metrics"])
async def test_machines_that_look_are_not_traced(path: str) -> None:
    with spans_kept() as kept:
        await _get(path)

    assert kept.get_finished_spans() == ()


async def test_paths_that_are_nowhere_are_not_told() -> None:
    with spans_kept() as kept:
        await _get("/segreto/segreto?segreto")

    (span,) = kept.get_finished_spans()
    assert "segreto" not in span.to_json()


async def test_a_fault_of_ours_is_an_error_without_words() -> None:
    with spans_kept() as kept:
        await _get("/device/broken")

    (span,) = kept.get_finished_spans()
    assert span.status.description == "500"
    assert "anna" not in span.to_json()


async def test_exemplars_lead_from_latency_to_a_trace_where_they_are_asked_for() -> None:
    with spans_kept() as kept:
        await _get("/device/1")
    wanted = "application/openmetrics-text; version=1.0.0"
    plain, open_metrics = await _get("/metrics"), await _get("/metrics", accept=wanted)

    (span,) = kept.get_finished_spans()
    assert span.context is not None
    exemplar = f'# {{trace_id="{span.context.trace_id:032x}"}}'
    assert exemplar in open_metrics.text
    assert open_metrics.headers["content-type"].startswith("application/openmetrics-text")
    assert "trace_id" not in plain.text


def test_a_batch_s_histogram_has_exemplars_in_their_buckets() -> None:
    histogram = BatchHistogram("meriggio_test_exemplified_seconds", "For this test.")
    try:
        histogram.observe_all([0.04, 0.04])
        histogram.exemplify(0.04, tracing.exemplar_of(_SAMPLED))
        said: str = generate_latest(REGISTRY).decode()  # type: ignore[no-untyped-call]

    finally:
        REGISTRY.unregister(histogram)

    ours = [each for each in said.splitlines() if "test_exemplified" in each]
    (line,) = [each for each in ours if _TRACE_ID in each]
    assert line.startswith('meriggio_test_exemplified_seconds_bucket{le="0.04"} 2')
