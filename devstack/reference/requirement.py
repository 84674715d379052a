"""The requirements in short form, and how far each is met."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Status(StrEnum):
    """How far a requirement is met: by the services and the app, with tests."""

    DONE = "done"
    PARTLY = "partly"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Requirement:
    """`missing` says what is not there, unless the status is done."""

    identifier: str
    text: str
    status: Status
    missing: str = ""


def _done(identifier: str, text: str) -> Requirement:
    return Requirement(identifier, text, Status.DONE)


def _partly(identifier: str, text: str, missing: str) -> Requirement:
    return Requirement(identifier, text, Status.PARTLY, missing)


_FUNCTIONS: Final = (
    _done("FR1.1", "Sign up with email and password; a 6-digit code is mailed"),
    _done("FR1.2", "A clear error when sign-up fails, field by field"),
    _done("FR1.3", "Confirm with the code, ask for a new one; unconfirmed users cannot sign in"),
    _done("FR2.1", "Sign in with email and password"),
    _done("FR2.2", "A clear error when sign-in fails"),
    _done("FR2.3", "Sign out: the session's tokens stop working"),
    _done(
        "FR2.4",
        "Refresh; forgotten and changed password; list and end sessions; delete account, export",
    ),
    _done("FR3.1", "Power consumed and produced of every facility one has access to"),
    _done("FR3.2", "Power, excess and energy of the last 24 h of every community one is in"),
    _done("FR3.3", "History with charts, live updates, CSV export"),
    _done("FR4.1", "A notification to everyone with access to a facility when there is excess"),
    _done(
        "FR4.2",
        "Inbox, channels, quiet hours, threshold, duration, cooldown; surplus over; never twice",
    ),
    _done("FR5.1", "A signed-in user adds a facility and becomes its owner"),
    _done("FR5.2", "The owner removes it, and its device with it"),
    _done("FR5.3", "A clear error on failure"),
    _done("FR5.4", "A clear error when not authorized"),
    _done("FR6.1", "The owner adds and removes users of a facility, with a role"),
    _done("FR6.2", "The owner changes the facility's settings"),
    _done("FR6.3", "A clear error on failure"),
    _done("FR6.4", "A clear error when not authorized"),
    _done("FR7.1", "The owner adds a device to a facility, with the device's identity"),
    _done("FR7.2", "The owner removes the device"),
    _done("FR7.3", "A clear error on failure"),
    _done("FR7.4", "A clear error when not authorized"),
    _done("FR8.1", "A signed-in user creates a community and becomes its representative"),
    _done("FR8.2", "The representative removes it; a warning while facilities belong to it"),
    _done("FR8.3", "A clear error on failure"),
    _done("FR8.4", "A clear error when not authorized"),
    _done("FR9.1", "Facilities join by invitation or request, never without the owner's consent"),
    _done("FR9.2", "A clear error on failure"),
    _done("FR9.3", "A clear error when not authorized"),
    _partly(
        "FR10.1", "The device reads energy data", "the firmware on hardware, where it has never run"
    ),
    _partly(
        "FR10.2",
        "The device sends it and keeps it until the system has it",
        "the firmware on hardware, where it has never run; as a Linux program it does",
    ),
    _partly(
        "FR10.3",
        "The device shows an error when measuring fails, and retries",
        "the firmware on hardware, where it has never run; the system shows what devices report",
    ),
    _partly(
        "FR10.4",
        "The device shows an error when sending fails, and retries",
        "the firmware on hardware, where it has never run; the system shows what devices report",
    ),
)
_RULES: Final = (
    _done("R1", "A facility is in at most one community; a person may own several facilities"),
    _done("R2", "All facilities of a community are under one primary substation"),
    _done("R3", "A producing plant has at most 1 MW; plants from before 2021-12-16 are the fewer"),
    _done("R4", "A community is forming below 2 members, active from 2; no large companies"),
    _done("R5", "Shared energy of a clock hour (Rome) = min(fed in, withdrawn)"),
    _done("R6", "Incentive of a plant: the rule in force, or the simplified form"),
    _done("R7", "A notification when the community produces more than it consumes"),
    _done("R8", "A device sends its own id and is not told its facility"),
    _done("R9", "Readings of a device with a transformation constant K are multiplied by K"),
)
_QUALITIES: Final = (
    _done("NF1", "A request: p95 below 50 ms at 50 virtual users, 100 % ok, on 2 cores"),
    _partly(
        "NF2",
        "The app runs on Android 11+, iOS, web",
        "tried in browsers only: builds for phones need tools that are made in workflows",
    ),
    _partly(
        "NF3",
        "A change is deployed in under 10 minutes, without a lost reading",
        "on a cluster; as processes on one machine all five are replaced in under a minute",
    ),
    _partly(
        "NF4",
        "No single death loses a reading or, after a retry, a request",
        "several machines: each part was killed on one",
    ),
    _done("NF5", "Every task in under a minute, as scripted journeys in a browser"),
    _done("NF6", "WCAG AAA contrast, checked in a browser"),
    _partly(
        "NF7",
        "Five independent services, scaled by replicas, to zero where it makes sense",
        "scaling in a cluster: the chart declares it (HPA, KEDA); to zero makes sense for none",
    ),
    _done("NF8", "Structured logs, traces across MQTT, bus and HTTP, metrics"),
    _done("NF9", "Alarms on 5xx, 4xx, latency and count, per minute"),
    _partly("NF10", "Semantic Versioning from 0.1.0, Conventional Commits", "the first release"),
    _done("NF11", "Devices by certificate; JWT with renewal; zero-knowledge password protocol"),
)
GROUPS: Final[dict[str, tuple[Requirement, ...]]] = {
    "What the system does": _FUNCTIONS,
    "Rules of the domain": _RULES,
    "How well it does it": _QUALITIES,
}
ALL: Final = tuple(requirement for group in GROUPS.values() for requirement in group)
