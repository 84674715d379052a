"""Every MQTT topic is built here and nowhere else.

A device writes below `energy-data/{deviceId}` and `report/{deviceId}/` and reads below
`device/{deviceId}/`: the broker's rule is these three prefixes and the certificate's identity.
A device that has only its batch's claim certificate writes below `provision/{claimId}/{sessionId}/`
and reads below `provisioned/{claimId}/{sessionId}/`; the session is its random MQTT client id.
"""

from typing import Final

BARE_READINGS: Final = "energy-data"
"""Without an identity: for trusted networks only."""

READINGS_OF_ALL: Final = "energy-data/+"
REPORTS_OF_ALL: Final = "report/+/+"
PROVISIONING_OF_ALL: Final = "provision/+/+/+"

STATUS: Final = "status"
CONFIGURATION: Final = "configuration"
COMMAND: Final = "command"
CERTIFICATE: Final = "certificate"
FIRMWARE: Final = "firmware"
ACKNOWLEDGEMENT: Final = "ack"
RESEND: Final = "resend"
REGISTRATION: Final = "registration"
REFUSAL: Final = "refusal"

CLAIM_SESSION_PREFIX: Final = "claim-"
"""Client ids on the claim listener begin so; the broker refuses others there."""


def readings(device_id: str) -> str:
    """Where the device publishes what it measured."""
    return f"energy-data/{device_id}"


def report(device_id: str, kind: str) -> str:
    """Where the device says how it is: STATUS, CONFIGURATION, COMMAND, CERTIFICATE, FIRMWARE."""
    return f"report/{device_id}/{kind}"


def to_device(device_id: str, kind: str) -> str:
    """Where the system speaks to the device: the kinds of `report`, ACKNOWLEDGEMENT, RESEND."""
    return f"device/{device_id}/{kind}"


def all_to_device(device_id: str) -> str:
    """What a device subscribes to."""
    return f"device/{device_id}/+"


def provision(claim_id: str, session_id: str, kind: str) -> str:
    """Where a device without identity asks: CERTIFICATE, REGISTRATION."""
    return f"provision/{claim_id}/{session_id}/{kind}"


def provisioned(claim_id: str, session_id: str, kind: str) -> str:
    """Where it is answered: CERTIFICATE, REGISTRATION, REFUSAL."""
    return f"provisioned/{claim_id}/{session_id}/{kind}"


def all_provisioned(claim_id: str, session_id: str) -> str:
    """What a device without identity subscribes to."""
    return f"provisioned/{claim_id}/{session_id}/+"
