"""Which lists are empty at times, and what to ask so that they are."""

from collections.abc import Mapping
from typing import Final

EMPTY: Final[Mapping[str, str]] = {
    "GET /community": "?name=nobody+calls+it+so",
    "GET /community/{communityId}/facility": "",
    "GET /community/{communityId}/device": "",
    "GET /community/{communityId}/offer": "",
    "GET /facility/{facilityId}/offer": "",
    "GET /facility/{facilityId}/invitation": "",
    "GET /facility/{facilityId}/device": "",
    "GET /facility/{facilityId}/community": "",
    "GET /user/facility": "",
    "GET /user/community": "",
    "GET /user/facility/removed": "",
    "GET /user/community/removed": "",
    "GET /user/invitation": "",
    "GET /user/passkey": "",
    "GET /live/community/{communityId}/episode": "",
    "GET /notification": "",
    "GET /notification/endpoint": "",
    "GET /energy-data/facility/{facilityId}/official-curve": "",
    "GET /energy-data/community/{communityId}/settlement/{month}/version": "",
    "GET /energy-data/community/{communityId}/distribution-policy/version": "",
}
"""Lists that may be empty, and what to ask so that they are."""

EMPTY_WITHIN: Final[Mapping[str, tuple[str, str]]] = {
    "GET /energy-data/facility/{facilityId}": ("?resolution=hour", "history"),
    "GET /energy-data/community/{communityId}": ("?resolution=hour", "history"),
    "GET /energy-data/community/{communityId}/shared-energy": ("", "hours"),
    "GET /energy-data/community/{communityId}/impact": ("", "months"),
    "GET /energy-data/facility/{facilityId}/impact": ("", "months"),
    "GET /energy-data/facility/{facilityId}/official-curve/difference": ("", "intervals"),
    "GET /energy-data/community/{communityId}/settlement": ("?year=2026", "months"),
    "GET /energy-data/community/{communityId}/distribution-policy": ("", "planned"),
}
"""Answers with an array in a field."""

NEVER_EMPTY: Final = frozenset(
    {
        "GET /user/session",  # the caller is signed in
        "GET /user/security-event",  # the caller has signed up
        "GET /notification/channel",  # an installation without a way out has no notifications
        "GET /notification/{notificationId}/delivery",  # mail is a way that everybody has
        "GET /facility/{facilityId}/user",  # it has an owner (FR6.1)
        "GET /facility/{facilityId}/audit",  # somebody added it
        "GET /community/{communityId}/audit",  # somebody founded it
    }
)

EMPTY_OF_OWN: Final[Mapping[str, str]] = {
    "GET /device/{deviceId}/command": "",
    "GET /device/{deviceId}/event": "",
    "GET /fleet/device": "?text=nobody-has-it",
    "GET /fleet/device/{deviceId}/command": "",
    "GET /fleet/device/{deviceId}/certificate": "",
    "GET /fleet/rollout/{rolloutId}/device": "?phase=failed",
}
"""Lists about devices and roll-outs that are there, and what to ask so that they are empty."""

EMPTY_ON_THE_FIRST_DAY: Final = frozenset(
    {"GET /fleet/batch", "GET /fleet/firmware", "GET /fleet/rollout"}
)
"""All there is, for operators: shown empty in services/device_gateway/tests/unit."""
