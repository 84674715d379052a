"""The services' account on NATS: each as itself, with what is its own."""

from collections.abc import Mapping
from typing import Final

from libs.contracts import access
from libs.jetstream.permissions import permissions_of

SERVICES_ACCOUNT: Final = "SERVICES"
SERVICES_USER: Final = "services"
"""Who comes without a password: tests and tools on this machine, which may do everything."""


def bus_settings(passwords: Mapping[str, str]) -> dict[str, object]:
    """Accounts without MQTT."""
    if not passwords:
        return {}
    tools = {"user": SERVICES_USER, "password": "".join(passwords.values())}
    return {
        "accounts": {SERVICES_ACCOUNT: services_account(tools, passwords)},
        "no_auth_user": SERVICES_USER,
    }


def services_account(
    tools: Mapping[str, object], passwords: Mapping[str, str]
) -> dict[str, object]:
    """Each service as itself, and who may do everything."""
    services = [
        {
            "user": each.service,
            "password": passwords[each.service],
            "permissions": permissions_of(each),
            "allowed_connection_types": ["STANDARD"],
        }
        for each in access.ALL
        if each.service in passwords
    ]
    return {"jetstream": "enabled", "users": [tools, *services]}
