"""What may be decided: from which month on, and for whose facilities."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from libs.chassis.errors import FieldError
from services.energy.domain.distribution.errors import InvalidPolicyError
from services.energy.domain.distribution.policy import DistributionPolicy
from services.energy.domain.months import month_period, months_after
from services.energy.domain.registry import Membership

MONTHS_BACK: Final = 12
"""A month is paid in advance and settled with its year in the next spring; after a year what was
paid for it is not divided anew."""
MONTHS_AHEAD: Final = 24
LONGEST_NOTE: Final = 1_000
_MOST_ERRORS: Final = 100
"""Told at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A policy as a representative proposes it; `valid_from` None: from the next month on."""

    policy: DistributionPolicy
    valid_from: date | None = None
    note: str = ""


def begins(proposal: Proposal, this_month: date) -> date:
    """The first month it is to count for. Raises InvalidPolicyError where that may not be.

    Months that have begun need a reason: members counted on another policy.
    """
    if proposal.valid_from is None:
        return months_after(this_month, 1)
    earliest = months_after(this_month, -MONTHS_BACK)
    latest = months_after(this_month, MONTHS_AHEAD)
    errors = []
    if not earliest <= proposal.valid_from <= latest:
        message = f"lies between {earliest:%Y-%m} and {latest:%Y-%m}"
        errors.append(FieldError("validFrom", "out_of_range", message))
    if proposal.valid_from <= this_month and not proposal.note.strip():
        message = "is needed for a month that has begun: say why"
        errors.append(FieldError("note", "missing", message))
    _require_no(errors)
    return proposal.valid_from


def require_members(
    policy: DistributionPolicy, memberships: Collection[Membership], since: date
) -> None:
    """Raises InvalidPolicyError unless coefficients are of facilities that belong to the community.

    In the month `since` or later, as far as is known now.
    """
    start = month_period(since).start
    members = {m.facility_id for m in memberships if m.period.end > start}
    _require_no(
        [
            FieldError(f"coefficients.{facility_id}", "no_member", "is of no member then")
            for facility_id in sorted(policy.coefficients.keys() - members)[:_MOST_ERRORS]
        ]
    )


def _require_no(errors: list[FieldError]) -> None:
    if errors:
        detail = "; ".join(f"{error.field} {error.message}" for error in errors)
        raise InvalidPolicyError(detail, fields=tuple(errors))
