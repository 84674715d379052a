"""Client ids at the brokers that are no device's: a device's id is its client id."""

from typing import Final

from services.device_gateway.domain.broker.claim_broker import CLIENT_ID_PREFIX

_OURS: Final = ("meriggio-", "claims-bridge", CLIENT_ID_PREFIX)
"""How those of the gateways, of the claims' broker and of sessions with a claim begin."""


def is_ours(client_id: str) -> bool:
    """Whether a device of that name would end one of the system's own sessions."""
    return client_id.startswith(_OURS)
