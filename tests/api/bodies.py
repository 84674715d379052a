"""A body that fits, for every operation that takes one; `{names}` stand for what the scene has."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from tests.api.operation import Operation
from tests.village import PASSWORD, a_community, a_flat

_VERIFIER: Final = {
    "suite": "SRP6a-3072-SHA256-PBKDF2-600000",
    "salt": "A" * 43,
    "verifier": "A" * 511 + "C",
}
_WRONG_PROOF: Final = {
    "challengeId": "00000000-0000-4000-8000-000000000000",
    "clientKey": "A" * 512,
    "clientProof": "A" * 43,
}
IMAGE: Final = b"firmware " * 100
"""The bytes of every image here; HARDWARE is what they are for."""
HARDWARE: Final = "board-of-the-tests"
A_WEBHOOK: Final = {"kind": "webhook", "label": "Home", "url": "https://127.0.0.1/told"}
"""To where nothing is sent: it is not on the Internet."""
_FACILITY: Final = a_flat().body()
_COMMUNITY: Final = a_community().body()


def a_curve(day: date) -> bytes:
    """The first quarter-hour of a day, as a distributor's file has it."""
    return f"inizio;prelievo kWh\n{day:%d/%m/%Y} 00:00;0,1\n".encode()


BODIES: Final[Mapping[str, Mapping[str, Any]]] = {
    "PUT /notification/preference": {"perDay": 2, "quietFrom": "21:00", "quietTo": "08:00"},
    "PATCH /notification/preference": {"perWeek": 4},
    "PUT /notification/preference/community/{communityId}": {"wanted": True},
    "POST /user/sign-up": {"email": "{newEmail}", "password": PASSWORD},
    "POST /user/confirm": {"email": "{newEmail}", "code": "000000", "signUpId": "A" * 43},
    "POST /user/resend": {"email": "{newEmail}"},
    "POST /user/sign-in": {"email": "{ownerEmail}", "password": PASSWORD},
    "POST /user/refresh": {"refreshToken": "{refreshToken}"},
    "POST /user/forgotten-password": {"email": "{newEmail}"},
    "POST /user/reset-password": {"email": "{newEmail}", "code": "000000", "password": PASSWORD},
    "POST /user/change-password": {"presentPassword": PASSWORD, "password": PASSWORD},
    "PUT /user/profile": {"name": "Nina", "locale": "it", "timeZone": "Europe/Rome"},
    "POST /user/delete-account": {"password": PASSWORD},
    "POST /user/zero-knowledge/sign-up": {"email": "{newEmail}", **_VERIFIER},
    "POST /user/zero-knowledge/sign-in/start": {"email": "{newEmail}"},
    "POST /user/zero-knowledge/sign-in/finish": {"email": "{newEmail}", **_WRONG_PROOF},
    "POST /user/zero-knowledge/reset-password": {
        "email": "{newEmail}",
        "code": "000000",
        **_VERIFIER,
    },
    "POST /user/zero-knowledge/change-password": {
        "present": {"kind": "password", "password": PASSWORD},
        **_VERIFIER,
    },
    "POST /user/zero-knowledge/delete-account": _WRONG_PROOF,
    "POST /user/passkey/sign-in/start": {},
    "POST /user/passkey/sign-in/finish": {
        "challengeId": _WRONG_PROOF["challengeId"],
        "credential": {
            "id": "AAAA",
            "type": "public-key",
            "response": {
                "clientDataJSON": "AAAA",
                "authenticatorData": "AAAA",
                "signature": "AAAA",
            },
        },
    },
    "POST /user/passkey/start": {},
    "POST /user/passkey": {
        "challengeId": _WRONG_PROOF["challengeId"],
        "name": "Phone",
        "credential": {
            "id": "AAAA",
            "type": "public-key",
            "response": {"clientDataJSON": "AAAA", "attestationObject": "AAAA"},
        },
    },
    "PUT /user/passkey/{passkeyId}": {"name": "Phone"},
    "POST /community": _COMMUNITY,
    "PUT /community/{communityId}": _COMMUNITY,
    "PUT /community/{communityId}/representative": {"userId": "{ownerId}"},
    "PUT /community/{communityId}/facility/{facilityId}": {},
    "POST /facility": _FACILITY,
    "PUT /facility/{facilityId}": _FACILITY,
    "PUT /facility/{facilityId}/device": {
        "deviceId": "{newDeviceId}",
        "proof": "{newDeviceProof}",
    },
    "PUT /user/{userId}/facility/{facilityId}": {"role": "viewer"},
    "PUT /device/{deviceId}/configuration": {"reportingIntervalS": 30},
    "POST /device/{deviceId}/command": {"kind": "identify"},
    "PUT /fleet/device/{deviceId}/configuration": {"reportingIntervalS": 30},
    "POST /fleet/device/{deviceId}/command": {"kind": "identify"},
    "POST /facility/{facilityId}/invitation": {"email": "{newEmail}", "role": "viewer"},
    "PUT /energy-data/price/{zone}": {
        "prices": [{"start": "2026-01-01T00:00:00Z", "priceEurMwh": 100.5}],
    },
    "POST /energy-data/": {
        "deviceId": "{deviceId}",
        "energyValue": 412.5,
        "timestamp": "{now}",
    },
    "PUT /energy-data/community/{communityId}/distribution-policy": {
        "parts": {"equal": 1},
    },
    "POST /notification/endpoint": A_WEBHOOK,
    "PUT /notification/endpoint/{endpointId}": {"label": "Cellar", "enabled": False},
    "POST /live/community/{communityId}/replay": {
        "from": "2026-06-01T00:00:00+02:00",
        "to": "2026-06-02T00:00:00+02:00",
        "policy": {"thresholdW": 500},
    },
    "POST /energy-data/community/{communityId}/distribution-policy/simulation": {
        "policy": {"parts": {"equal": 1}},
        "from": "2025-06",
    },
    "POST /energy-data/community/{communityId}/settlement/{month}/gse-statement": {
        "lines": [{"premiumEur": 1}],
    },
    "POST /fleet/batch": {"batchId": "{newBatchId}", "claimSerials": ["1f"]},
    "POST /fleet/batch/{batchId}/revoke": {"reason": "compromised"},
    "POST /fleet/device": {
        "devices": [{"serialNumber": "{newDeviceId}", "batch": "{batchId}"}],
    },
    "POST /fleet/device/{deviceId}/revoke": {"reason": "stolen"},
    "POST /fleet/firmware": {
        "hardware": HARDWARE,
        "version": "{newVersion}",
        "sizeBytes": len(IMAGE),
        "sha256": hashlib.sha256(IMAGE).hexdigest(),
        "signature": "{newSignature}",
    },
    "POST /fleet/rollout": {"imageId": "{imageId}", "deviceIds": ["{deviceId}"]},
}
_CONTENTS: Final[Mapping[str, bytes]] = {
    "PUT /fleet/firmware/{imageId}/part": IMAGE,
    "POST /energy-data/facility/{facilityId}/official-curve": a_curve(date(2025, 6, 1)),
}
"""Bodies that are no JSON."""


def sent_with(operation: Operation, values: Mapping[str, str]) -> Mapping[str, Any]:
    """What httpx sends with the operation: `json`, `content` or nothing."""
    if str(operation) in _CONTENTS:
        return {"content": _CONTENTS[str(operation)]}
    body = body_of(operation, values)
    return {} if body is None else {"json": body}


def body_of(operation: Operation, values: Mapping[str, str]) -> Mapping[str, Any] | None:
    """The operation's body with these values put in; None when it takes none."""
    body = BODIES.get(str(operation))
    return None if body is None else _filled(body, values)


def _filled(part: Any, values: Mapping[str, str]) -> Any:
    match part:
        case dict():
            return {name: _filled(value, values) for name, value in part.items()}
        case list():
            return [_filled(value, values) for value in part]
        case list():
            return [_filled(each, values) for each in part]
        case str():
            return part.format_map(values)
        case _:
            return part
