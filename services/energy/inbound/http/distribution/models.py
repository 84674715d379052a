"""Distribution policies at the edge: shares of one, months as YYYY-MM, euro in cents."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Annotated, Final
from uuid import UUID

from pydantic import Field

from libs.chassis.http import ApiModel
from services.energy.domain.distribution.decision import LONGEST_NOTE, Proposal
from services.energy.domain.distribution.policy import (
    MAXIMUM_COEFFICIENT,
    MAXIMUM_COEFFICIENTS,
    Criterion,
    DistributionPolicy,
    ExcessTo,
)
from services.energy.domain.distribution.versions import PolicyVersion
from services.energy.domain.distribution.wording import Language, in_words
from services.energy.domain.exact import apportion
from services.energy.domain.tariffs.editions import WHOLE
from services.energy.usecases.distribution.read_policy import ShownPolicy, ShownVersions

_MONTH_PATTERN: Final = r"^20[0-9]{2}-(0[1-9]|1[0-2])$"
_NEARLY: Final = 2e-9
"""By so much shares of a third, written as decimals, may miss 1."""
_FINE: Final = 10**15


def month_named(name: str) -> date:
    """The month, of a name that has the pattern."""
    return date.fromisoformat(f"{name}-01")


def name_of(month: date) -> str:
    """The inverse of month_named."""
    return f"{month:%Y-%m}"


MonthName = Annotated[
    str, Field(pattern=_MONTH_PATTERN, description="A month of Rome.", examples=["2026-06"])
]
_Share = Annotated[
    float, Field(ge=0, le=1, allow_inf_nan=False, description="0 to 1, to nine decimals.")
]
_Coefficient = Annotated[int, Field(ge=0, le=MAXIMUM_COEFFICIENT)]


class PartsBody(ApiModel):
    """What each criterion divides of the members' part; together 1."""

    equal: _Share = 0.0
    consumption: _Share = 0.0
    production: _Share = 0.0
    coefficients: _Share = 0.0

    def in_ppb(self) -> dict[Criterion, int]:
        """In parts per billion, without those of 0; exactly WHOLE when they are nearly 1."""
        shares = {criterion: getattr(self, criterion.value) for criterion in Criterion}
        parts = {criterion: round(share * WHOLE) for criterion, share in shares.items()}
        if abs(sum(shares.values()) - 1) <= _NEARLY:
            split = apportion(WHOLE, [round(share * _FINE) for share in shares.values()])
            parts = dict(zip(Criterion, split, strict=True))
        return {criterion: part for criterion, part in parts.items() if part}


class PolicyBody(ApiModel):
    """How what the shared energy earns is divided, hour by hour."""

    parts: PartsBody
    funds_share: _Share = 0.0
    social_share: _Share = 0.0
    coefficients: dict[UUID, _Coefficient] = Field(
        default_factory=dict,
        max_length=MAXIMUM_COEFFICIENTS,
        description="By facility of the community; one that is not named has none.",
    )
    excess_to: ExcessTo = Field(
        default=ExcessTo.SOCIAL, description="Where premium above the year's threshold goes."
    )

    def policy(self) -> DistributionPolicy:
        """Raises InvalidPolicyError."""
        return DistributionPolicy(
            parts_ppb=self.parts.in_ppb(),
            funds_ppb=round(self.funds_share * WHOLE),
            social_ppb=round(self.social_share * WHOLE),
            coefficients=self.coefficients,
            excess_to=self.excess_to,
        )


class DecisionBody(PolicyBody):
    """A policy, from when it counts, and why."""

    valid_from: MonthName | None = Field(
        default=None,
        description="First month it counts for; the next one by default. At most 12 months ago"
        " (then with a note) and 24 ahead.",
    )
    note: str = Field(
        default="",
        max_length=LONGEST_NOTE,
        pattern=r"^[^\x00-\x08\x0b-\x1f]*$",
        description="Members read it.",
    )

    def proposal(self) -> Proposal:
        """Raises InvalidPolicyError."""
        month = None if self.valid_from is None else month_named(self.valid_from)
        return Proposal(policy=self.policy(), valid_from=month, note=self.note)


class PolicyItem(ApiModel):
    """A policy as the caller may see it."""

    parts: PartsBody
    funds_share: float
    social_share: float
    coefficients: dict[UUID, int] = Field(
        description="Everybody's for the representative, else of the caller's own facilities."
    )
    coefficients_sum: int = Field(description="Of everybody's.")
    excess_to: ExcessTo


class PolicyVersionItem(ApiModel):
    """A decision. Number 0 is what counts until a community decides."""

    number: int
    valid_from: MonthName | None = Field(description="Null: from the beginning.")
    policy: PolicyItem
    decided_by: UUID | None
    decided_at: datetime | None
    note: str


class PolicyAnswer(ApiModel):
    """The policy of a month."""

    community_id: UUID
    month: MonthName
    in_force: PolicyVersionItem
    explanation: list[str] = Field(description="The policy in words, a sentence each.")
    planned: list[PolicyVersionItem] = Field(description="What will count from later months.")
    newest_version: int = Field(description="Number of the newest decision: what If-Match names.")


def policy_answer(shown: ShownPolicy, language: Language) -> PolicyAnswer:
    """The answer about a month's policy."""
    return PolicyAnswer(
        community_id=shown.community_id,
        month=name_of(shown.month),
        in_force=_version_item(shown.in_force, shown.coefficients_of),
        explanation=in_words(shown.in_force.policy, language),
        planned=[_version_item(version, shown.coefficients_of) for version in shown.planned],
        newest_version=shown.newest,
    )


def version_items(shown: ShownVersions) -> list[PolicyVersionItem]:
    """A page of decisions."""
    return [_version_item(version, shown.coefficients_of) for version in shown.versions]


def _version_item(
    version: PolicyVersion, coefficients_of: Collection[UUID] | None
) -> PolicyVersionItem:
    return PolicyVersionItem(
        number=version.number,
        valid_from=name_of(version.valid_from) if version.number else None,
        policy=_policy_item(version.policy, coefficients_of),
        decided_by=version.decided_by,
        decided_at=version.decided_at,
        note=version.note,
    )


def _policy_item(
    policy: DistributionPolicy, coefficients_of: Collection[UUID] | None
) -> PolicyItem:
    return PolicyItem(
        parts=PartsBody(**{c.value: policy.parts_ppb.get(c, 0) / WHOLE for c in Criterion}),
        funds_share=policy.funds_ppb / WHOLE,
        social_share=policy.social_ppb / WHOLE,
        coefficients={
            facility_id: coefficient
            for facility_id, coefficient in policy.coefficients.items()
            if coefficients_of is None or facility_id in coefficients_of
        },
        coefficients_sum=sum(policy.coefficients.values()),
        excess_to=policy.excess_to,
    )
