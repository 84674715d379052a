"""Who represents a community next: nobody does without having agreed."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from libs.chassis.errors import NotRepresentativeError
from services.community.domain.community import (
    MAX_COMMUNITIES_OF_REPRESENTATIVE,
    Community,
)
from services.community.domain.errors import (
    NotAMemberError,
    ProposalNotFoundError,
    TooManyCommunitiesError,
)


def transfer_representation(
    community: Community,
    successor: UUID,
    *,
    caller: UUID,
    successor_is_member: bool,
    represented_before: int,
    now: datetime,
) -> Community:
    """The representative's call proposes the successor, the successor's own call accepts.

    The same community when nothing changes. `represented_before` counts the successor's
    communities. Raises NotRepresentativeError for anybody else, NotAMemberError,
    TooManyCommunitiesError.
    """
    proposes = community.is_represented_by(caller)
    if not proposes and not caller == successor == community.proposed_representative_id:
        raise NotRepresentativeError(
            "the representative proposes somebody, and who is proposed accepts"
        )
    if community.is_represented_by(successor):
        return community
    if not successor_is_member:
        raise NotAMemberError("only an owner of one of the community's facilities can represent it")
    if represented_before >= MAX_COMMUNITIES_OF_REPRESENTATIVE:
        raise TooManyCommunitiesError(
            f"a user represents at most {MAX_COMMUNITIES_OF_REPRESENTATIVE} communities"
        )
    if not proposes:
        return _succeeded(community, successor, now)
    if community.proposed_representative_id == successor:
        return community
    return replace(
        community,
        proposed_representative_id=successor,
        version=community.version + 1,
        changed_at=now,
    )


def end_proposal(community: Community, *, caller: UUID, now: datetime) -> Community:
    """The representative takes the proposal back, or who is proposed declines.

    Raises NotRepresentativeError for anybody else, ProposalNotFoundError.
    """
    if caller != community.proposed_representative_id:
        community.require_representative(caller)
    if community.proposed_representative_id is None:
        raise ProposalNotFoundError("nobody is proposed as the next representative")
    return replace(
        community, proposed_representative_id=None, version=community.version + 1, changed_at=now
    )


def without_account(
    community: Community, user_id: UUID, *, heir: UUID | None, now: datetime
) -> Community | None:
    """The community once the user's account is gone; None when nobody is left to represent it.

    The heir takes the representative's place. Who was only proposed is proposed no longer.
    """
    if not community.is_represented_by(user_id):
        return replace(
            community,
            proposed_representative_id=None,
            version=community.version + 1,
            changed_at=now,
        )
    return _succeeded(community, heir, now) if heir else None


def _succeeded(community: Community, successor: UUID, now: datetime) -> Community:
    return replace(
        community,
        representative_id=successor,
        proposed_representative_id=None,
        version=community.version + 1,
        changed_at=now,
    )
