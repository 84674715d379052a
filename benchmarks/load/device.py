"""One device: a connection, a counter, and the readings nobody has acknowledged yet."""

import socket
from typing import Final

from benchmarks.child import LoadError
from benchmarks.load import packets
from benchmarks.load.plan import DevicePlan
from devstack.devices.payload import (
    acknowledgement_topic_of,
    decode_acknowledgement,
    encode_reading,
    topic_of,
)

_HIGHEST_PACKET_ID: Final = 65_535
_TIMEOUT_S: Final = 10.0
_READ_BYTES: Final = 65_536


class Device:
    """Connects under its own id, as the broker's access rules ask."""

    def __init__(self, plan: DevicePlan, *, host: str, port: int) -> None:
        """Connect and subscribe to the acknowledgements. Raises LoadError, OSError."""
        self.plan = plan
        self.unanswered: set[int] = set()
        self.confirmed_by_broker = 0
        self.acknowledged = 0
        self.newest_power_w: float | None = None
        self._topic = packets.text(topic_of(plan.device_id))
        self._sequence = 0
        self._newest_ms = 0
        self._buffer = bytearray()
        self.connection = socket.create_connection((host, port), timeout=_TIMEOUT_S)
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._ask(packets.connect(plan.device_id), packets.CONNACK)
        topic = acknowledgement_topic_of(plan.device_id)
        self._ask(packets.subscribe(topic), packets.SUBACK)

    def send(self, now_ms: int, *, is_day: bool) -> int:
        """Send one reading; when it was measured. Raises OSError when the broker is gone."""
        plan = self.plan
        measured_at_ms = max(now_ms, self._newest_ms + 1)  # two at one time would be duplicates
        self._newest_ms = measured_at_ms
        self._sequence = sequence = self._sequence + 1
        by_day_w = plan.day_power_w if is_day else None
        power_w = plan.powers_w[sequence % len(plan.powers_w)] if by_day_w is None else by_day_w
        self.newest_power_w = power_w
        self.unanswered.add(sequence)
        payload = encode_reading(plan.device_id, measured_at_ms, power_w, sequence)
        self.connection.sendall(
            packets.publish(self._topic, sequence % _HIGHEST_PACKET_ID + 1, payload)
        )
        return measured_at_ms

    def read(self) -> None:
        """Take in what the broker has sent. Raises LoadError when it closed the connection."""
        for kind, body in self._arrived():
            if kind == packets.PUBACK:
                self.confirmed_by_broker += 1
            elif kind == packets.PUBLISH:
                waiting = len(self.unanswered)
                answer = decode_acknowledgement(packets.payload_of(body))
                self.unanswered.difference_update(answer.acknowledged)
                self.acknowledged += waiting - len(self.unanswered)

    def _ask(self, packet: bytes, answer: int) -> None:
        self.connection.sendall(packet)
        while not (arrived := self._arrived()):
            pass  # part of a packet
        for kind, body in arrived:
            if kind != answer or body[-1] != 0:
                raise LoadError(f"the broker refused {self.plan.device_id}: {kind:#x} {body!r}")

    def _arrived(self) -> list[tuple[int, bytes]]:
        """What is there, waiting for it."""
        data = self.connection.recv(_READ_BYTES)
        if not data:
            raise LoadError(f"the broker closed the connection of {self.plan.device_id}")
        self._buffer += data
        return list(packets.take_packets(self._buffer))
