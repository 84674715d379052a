"""What the brokers take at most. Numbers the broker has no limit for are not here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Of the main broker."""

    devices: int = 20_000
    """Connections of devices; each 21 kB (2.0.11) to 35 kB (2.1.2) with TLS, and a file."""
    system_connections: int = 64
    """Gateways, bridges, and connections made to end another."""
    payload_bytes: int = 64 * 1024
    """500 readings. A larger message is dropped, though PUBACK comes (MQTT 3.1.1)."""
    packet_bytes: int = 128 * 1024
    """Whoever sends a larger packet is disconnected before it is held in memory."""
    unacknowledged_messages: int = 10_000
    """Sent to one client and not acknowledged: the gateway's window (it asks for as many)."""
    waiting_messages: int = 200_000
    """For one client that is away or slow, that is: the gateway. Beyond it they are dropped, and
    sent again by the devices that were not told their `sequence`."""
    waiting_bytes: int = 256 * 1024**2
    """The same in bytes. A group's four sessions for readings fit `memory_bytes` twice at their
    limit, and take four times as much as one gateway's: with more of them, lower it."""
    memory_bytes: int = 2 * 1024**3
    """Of the broker's heap, without OpenSSL's. Beyond it clients are disconnected: better than the
    kernel ending the broker."""
    longest_keep_alive_s: int = 600
    """A connection that is silent for 1.5 times as long is dead, and its last will published.

    A client of MQTT 5 is told; one of 3.1.1 that asks for more, or for 0, is refused by 2.1 and
    let be by 2.0.
    """
    session_days: int = 7
    """A session nobody comes back to is forgotten."""
    save_every_s: int = 60
    """Between two writes of all sessions and queues to the disk. See the ADR for what it means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLimits:
    """Of the claims' broker: provisioning is rare, its messages small, and all may be repeated."""

    connections: int = 500
    payload_bytes: int = 8 * 1024
    """A CSR is at most 4 KiB."""
    packet_bytes: int = 16 * 1024
    waiting_messages: int = 1_000
    memory_bytes: int = 128 * 1024**2
    longest_keep_alive_s: int = 120
