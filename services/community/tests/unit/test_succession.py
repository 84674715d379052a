"""Who represents a community next."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.chassis.errors import NotRepresentativeError
from services.community.domain.community import MAX_COMMUNITIES_OF_REPRESENTATIVE, Community
from services.community.domain.errors import (
    NotAMemberError,
    ProposalNotFoundError,
    TooManyCommunitiesError,
)
from services.community.domain.succession import end_proposal, transfer_representation
from services.community.tests.samples import ANNA, BRUNO, CARLA, at, community

PEOPLE = [ANNA, BRUNO, CARLA]
SOLARA = community(founder=BRUNO)
PROPOSED = replace(SOLARA, proposed_representative_id=ANNA)


def transfer(
    solara: Community, caller: UUID, successor: UUID, *, is_member: bool = True, before: int = 0
) -> Community:
    return transfer_representation(
        solara,
        successor,
        caller=caller,
        successor_is_member=is_member,
        represented_before=before,
        now=at(1),
    )


def test_one_proposes_and_the_other_accepts() -> None:
    proposed = transfer(SOLARA, BRUNO, ANNA)

    assert (proposed.representative_id, proposed.proposed_representative_id) == (BRUNO, ANNA)
    assert (proposed.version, proposed.changed_at) == (SOLARA.version + 1, at(1))
    accepted = transfer(proposed, ANNA, ANNA)
    assert (accepted.representative_id, accepted.proposed_representative_id) == (ANNA, None)


def test_only_a_member_can_be_proposed_and_accept() -> None:
    for solara, caller in ((SOLARA, BRUNO), (PROPOSED, ANNA)):
        with pytest.raises(NotAMemberError):
            transfer(solara, caller, ANNA, is_member=False)


def test_nobody_represents_communities_without_end() -> None:
    with pytest.raises(TooManyCommunitiesError):
        transfer(PROPOSED, ANNA, ANNA, before=MAX_COMMUNITIES_OF_REPRESENTATIVE)


def test_saying_the_same_again_changes_nothing() -> None:
    assert transfer(PROPOSED, BRUNO, ANNA) is PROPOSED
    assert transfer(SOLARA, BRUNO, BRUNO) is SOLARA


def test_a_proposal_is_taken_back_or_declined() -> None:
    for caller in (BRUNO, ANNA):
        ended = end_proposal(PROPOSED, caller=caller, now=at(1))
        assert (ended.representative_id, ended.proposed_representative_id) == (BRUNO, None)
    with pytest.raises(NotRepresentativeError):
        end_proposal(PROPOSED, caller=CARLA, now=at(1))
    with pytest.raises(ProposalNotFoundError):
        end_proposal(SOLARA, caller=BRUNO, now=at(1))


@given(st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)), max_size=12))
def test_nobody_represents_a_community_without_having_agreed(
    calls: list[tuple[UUID, UUID]],
) -> None:
    """Whatever anybody asks for: who represents it has called for themselves, after a proposal."""
    solara = SOLARA
    for caller, successor in calls:
        before = solara
        try:
            solara = transfer(solara, caller, successor)
        except NotRepresentativeError:
            assert caller != before.representative_id
            continue
        if solara.representative_id != before.representative_id:
            assert caller == successor == before.proposed_representative_id
        elif solara is not before:
            assert caller == before.representative_id
            assert solara.proposed_representative_id == successor
