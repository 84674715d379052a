"""Answers about what calls changed: energies in Wh, per facility; times in UTC."""

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from libs.chassis.http import ApiModel
from services.energy.domain.effect.response import ComparedWith, Effect, Group
from services.energy.domain.quantities import MICROJOULES_PER_WATT_HOUR, watts
from services.energy.usecases.effect.read_effect import CallEffect, EffectRead


class GroupAnswer(ApiModel):
    """The facilities of one group whose change is known."""

    facilities: int
    mean_change_wh: float = Field(
        description="Mean over them: net withdrawal in the hour after the call, less the mean of "
        "the same hour on like days."
    )

    @classmethod
    def of(cls, group: Group) -> Self:
        """The answer about a group."""
        return cls(facilities=group.facilities, mean_change_wh=_wh(group.mean_change_uj))


class EffectAnswer(ApiModel):
    """What was changed, per told facility; `lowWh` to `highWh` is the 95 % range."""

    compared_with: ComparedWith = Field(
        description="held_out: with those held out by lot. usual_days: nobody was held out; only "
        "facilities that feed nothing in, and weather and season are not taken out. nothing: too "
        "few facilities are known."
    )
    change_wh: float | None
    low_wh: float | None
    high_wh: float | None
    is_conclusive: bool = Field(description="No effect at all lies outside of the range.")

    @classmethod
    def of(cls, effect: Effect) -> Self:
        """The answer about an effect."""
        known = effect.compared_with is not ComparedWith.NOTHING
        return cls(
            compared_with=effect.compared_with,
            change_wh=_wh(effect.change_uj) if known else None,
            low_wh=_wh(effect.low_uj) if known else None,
            high_wh=_wh(effect.high_uj) if known else None,
            is_conclusive=effect.is_conclusive,
        )


class CallEffectAnswer(EffectAnswer):
    """One call and the hour after it."""

    episode_id: UUID
    called_at: datetime
    excess_w: float
    from_: datetime = Field(alias="from", description="Start of the hour that is looked at.")
    to: datetime
    told_facilities: int
    held_out_facilities: int
    told: GroupAnswer | None
    held_out: GroupAnswer | None

    @classmethod
    def of_call(cls, read: CallEffect) -> Self:
        """The answer about a call."""
        effect, call = read.effect, read.call
        return cls(
            **dict(EffectAnswer.of(effect)),
            episode_id=call.episode_id,
            called_at=call.called_at,
            excess_w=watts(call.excess_mw),
            from_=read.window.start,
            to=read.window.end,
            told_facilities=len(call.told),
            held_out_facilities=len(call.held_out),
            told=None if effect.told is None else GroupAnswer.of(effect.told),
            held_out=None if effect.held_out is None else GroupAnswer.of(effect.held_out),
        )


class CommunityEffectAnswer(ApiModel):
    """All calls of a period, and what they changed on the whole."""

    community_id: UUID
    from_: datetime = Field(alias="from")
    to: datetime
    calls: list[CallEffectAnswer]
    total: EffectAnswer = Field(
        description="Mean of the calls, weighted by told facilities; those with a hold-out alone, "
        "where there are any."
    )

    @classmethod
    def of(cls, community_id: UUID, read: EffectRead) -> Self:
        """The answer about a period."""
        return cls(
            community_id=community_id,
            from_=read.period.start,
            to=read.period.end,
            calls=[CallEffectAnswer.of_call(each) for each in read.calls],
            total=EffectAnswer.of(read.total),
        )


def _wh(energy_uj: float) -> float:
    return round(energy_uj / MICROJOULES_PER_WATT_HOUR, 1)
