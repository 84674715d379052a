"""What traces cost: processor time a message, without them, with none drawn and at 1 %, in one run.

    python -m benchmarks.tracing

The gateway's side publishes batches of 500 readings to a bus that confirms at once; a reader's side
takes such messages off the wire and goes around a batch of 5,000. Spans are really encoded, by a
thread, and dropped in place of being sent.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.common.trace_encoder import encode_spans
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult

from libs.chassis import tracing
from libs.chassis.batch_publisher import NO_TRACES, Traces, _commands
from libs.chassis.bus_message import BusMessage
from libs.chassis.bus_spans import processing
from libs.chassis.pull import _TRACE_HEADER, _traceparent
from libs.chassis.trace_export import sampler_of
from services.device_gateway.domain.readings.reading import Reading
from services.device_gateway.outbound.readings.jetstream import JetStreamReadings

_NOW: Final = datetime(2026, 6, 1, 12, tzinfo=UTC)
_BATCH, _HANDLED, _ROUNDS = 500, 5_000, 200
_TRACEPARENT: Final = b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


class _Encodes(SpanExporter):
    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        encode_spans(spans).SerializeToString()
        return SpanExportResult.SUCCESS


class _Confirms:
    """Writes a batch out, as the real one does, and confirms it."""

    async def publish(
        self, messages: Sequence[tuple[str, bytes]], traces: Traces = NO_TRACES
    ) -> None:
        _commands(messages, "a" * 32, traces)


def _readings() -> list[Reading]:
    return [
        Reading(
            device_id=f"meter-{number:06}",
            measured_at=_NOW + timedelta(seconds=number),
            received_at=_NOW,
            power_w=400.0,
            facility_id=UUID(int=number),
            community_id=UUID(int=number // 50),
            sequence=number,
            import_wh=None,
            export_wh=None,
        )
        for number in range(_BATCH)
    ]


def _published(log: JetStreamReadings, readings: Sequence[Reading]) -> None:
    async def publish() -> None:
        for _ in range(_ROUNDS):
            await log.keep(readings)

    asyncio.run(publish())


def _read(ratio: float) -> None:
    """As PullReader.take does with each message, and the chassis around each batch."""
    every = round(1 / ratio) if ratio else 0
    plain = b"NATS/1.0\r\nNats-Batch-Id: " + b"a" * 34 + b"\r\nNats-Batch-Sequence: 17\r\n\r\n"
    traced = plain[:-2] + b"traceparent: " + _TRACEPARENT + b"\r\n\r\n"
    is_on = tracing.is_on()
    for _ in range(_ROUNDS * _BATCH // _HANDLED):
        batch: list[BusMessage] = []
        for number in range(_HANDLED):
            headers = traced if every and number % every == 0 else plain
            if is_on and _TRACE_HEADER in headers:
                batch.append(BusMessage("reading.v1.1.x.y", b"", b"", _traceparent(headers)))
            else:
                batch.append(BusMessage("reading.v1.1.x.y", b"", b""))
        with processing("READINGS", "energy", batch):
            pass


def _us_a_message(work: Callable[[], None]) -> float:
    """The best of three, in microseconds of processor time."""
    times: list[float] = []
    for _ in range(3):
        began_s = time.process_time()
        work()
        provider = trace.get_tracer_provider()
        if isinstance(provider, TracerProvider):
            provider.force_flush()
        times.append(time.process_time() - began_s)
    return min(times) / (_ROUNDS * _BATCH) * 1e6


def main() -> None:
    """Off first, for a process cannot go back."""
    readings = _readings()
    print("processor time a message, in microseconds")  # noqa: T201  this is a command
    for ratio in (None, 0.0, 0.01):
        if ratio is not None:
            _turn_on(ratio)
        log = JetStreamReadings(_Confirms(), chance=lambda: 0.0)
        published = _us_a_message(lambda: _published(log, readings))  # noqa: B023  called at once
        read = _us_a_message(lambda: _read(ratio or 0.0))  # noqa: B023  same
        name = "off" if ratio is None else f"{ratio:.0%}"
        print(f"{name:>5}: publish {published:7.2f}, read {read:6.3f}")  # noqa: T201  same


def _turn_on(ratio: float) -> None:
    if not tracing.is_on():
        provider = TracerProvider(sampler=sampler_of(0.0))
        provider.add_span_processor(BatchSpanProcessor(_Encodes(), max_queue_size=4_096))
        trace.set_tracer_provider(provider)
    tracing.turn_on(ratio=ratio)


if __name__ == "__main__":
    main()
