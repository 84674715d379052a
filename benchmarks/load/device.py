"""One device: a connection, a counter, and the readings nobody has acknowledged yet."""

import time
from typing import Final

import msgspec

from benchmarks.load import packets
from benchmarks.load.line import open_line
from benchmarks.load.plan import DevicePlan, LoadError

_HIGHEST_PACKET_ID: Final = 65_535


class _Acknowledged(msgspec.Struct):
    acknowledged: list[int]


_DECODER: Final = msgspec.json.Decoder(_Acknowledged)


class Device:
    """Connects under its own id, as the broker's access rules ask."""

    def __init__(self, plan: DevicePlan, *, host: str, port: int) -> None:
        """Connect and subscribe to the acknowledgements. Raises LoadError, OSError."""
        self.plan = plan
        self.unanswered: set[int] = set()
        self.confirmed_by_broker = 0
        self.acknowledged = 0
        self.newest_power = b""
        self._powers = [_as_json(power_w) for power_w in plan.powers_w]
        self._day_power = _as_json(plan.day_power_w or 0.0)
        self._template = packets.ReadingTemplate(plan.device_id)
        self._sequence = 0
        self._newest_ms = 0
        self._buffer = bytearray()
        self.connection = open_line(host, port, plan.credentials)
        self._ask(packets.connect(plan.device_id), packets.CONNACK)
        self._ask(packets.subscribe(f"device/{plan.device_id}/ack"), packets.SUBACK)

    def send(self, now_ms: int, second: "SecondText", *, is_day: bool) -> int:
        """Send one reading; when it was measured. Raises OSError when the broker is gone."""
        measured_at_ms = max(now_ms, self._newest_ms + 1)  # two at one time would be duplicates
        self._newest_ms = measured_at_ms
        self._sequence = sequence = self._sequence + 1
        power = self._day_power if is_day else self._powers[sequence % len(self._powers)]
        self.newest_power = power
        self.unanswered.add(sequence)
        self.connection.send(
            self._template.fill(
                sequence % _HIGHEST_PACKET_ID + 1,
                power=power,
                stamp=second.stamp(measured_at_ms),
                sequence=sequence,
            )
        )
        return measured_at_ms

    def read(self) -> None:
        """Take in what the broker has sent. Raises LoadError when it closed the connection."""
        data = self.connection.receive_now()
        if data is None:
            return
        if not data:
            raise LoadError(f"the broker closed the connection of {self.plan.device_id}")
        self._buffer += data
        for kind, body in packets.take_packets(self._buffer):
            if kind == packets.PUBACK:
                self.confirmed_by_broker += 1
            elif kind == packets.PUBLISH:
                waiting = len(self.unanswered)
                payload = packets.payload_of(body)
                self.unanswered.difference_update(_DECODER.decode(payload).acknowledged)
                self.acknowledged += waiting - len(self.unanswered)

    def _ask(self, packet: bytes, answer: int) -> None:
        self.connection.send(packet)
        for kind, body in self._first_packets():
            if kind != answer or body[-1] != 0:
                raise LoadError(f"the broker refused {self.plan.device_id}: {kind:#x} {body!r}")

    def _first_packets(self) -> list[tuple[int, bytes]]:
        while True:
            data = self.connection.receive()
            if not data:
                raise LoadError(f"the broker closed the connection of {self.plan.device_id}")
            self._buffer += data
            if arrived := list(packets.take_packets(self._buffer)):
                return arrived


class SecondText:
    """RFC 3339 stamps; the text of a second is made once."""

    def __init__(self) -> None:
        self._second = -1
        self._text = b""

    def stamp(self, moment_ms: int) -> bytes:
        """The moment, in milliseconds since 1970, in UTC."""
        second, rest = divmod(moment_ms, 1000)
        if second != self._second:
            self._second = second
            self._text = _second_text(second)
        return b"%b.%03dZ" % (self._text, rest)


def _second_text(second: int) -> bytes:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second)).encode()


def _as_json(power_w: float) -> bytes:
    return msgspec.json.encode(power_w)
