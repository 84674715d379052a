"""Who may read and write which topics, as mosquitto's ACL files: one file a listener.

mosquitto checks a publication when it is written and each delivery; it lets everybody subscribe to
everything. A name with `+`, `#` or `/` in it matches no pattern.
"""

from typing import Final, Literal

GATEWAY: Final = "gateway"
"""User of the gateways on the system's listener."""
CLAIMS: Final = "claims"
"""User of the claims' broker on the system's listener."""

Identity = Literal["%u", "%c"]

_GATEWAY: Final = """user gateway
topic read energy-data
topic read energy-data/+
topic read report/+/+
topic read provision/+/+/+
topic write device/+/+
topic write provisioned/+/+/+
topic read $SYS/#
"""
_CLAIMS: Final = """user claims
topic write provision/+/+/+
topic read provisioned/+/+/+
"""


def devices(identity: Identity = "%u") -> str:
    """A device's own topics; `%u` is the certificate's name, `%c` the client id."""
    return f"""pattern write energy-data/{identity}
pattern write report/{identity}/+
pattern read device/{identity}/+
"""


def system() -> str:
    """The gateways, and the broker of the claims."""
    return f"{_GATEWAY}\n{_CLAIMS}"


def trusted(*, allow_bare_topic: bool) -> str:
    """Devices without a certificate, known by their client id, and the system beside them."""
    bare = "topic write energy-data\n\n" if allow_bare_topic else ""
    return f"{bare}{system()}\n{devices('%c')}"


def claims() -> str:
    """A batch's certificate: below its claim id, each session below its own client id."""
    return """pattern write provision/%u/%c/+
pattern read provisioned/%u/%c/+
"""
