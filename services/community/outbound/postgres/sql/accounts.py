"""Statements about what a user leaves behind when the account goes."""

from typing import Final

LOCK_COMMUNITIES_OF: Final = """
    select * from community
    where removed_at is null
        and (representative_id = $1 or proposed_representative_id = $1)
    order by community_id
    for update
"""
LOCK_FACILITIES_OF: Final = """
    select * from facility
    where removed_at is null and facility_id in (
        select facility_id from facility_access where user_id = $1
    )
    order by facility_id
    for update
"""
LONGEST_OWNER: Final = """
    select a.user_id
    from membership_interval m
    join facility_access a on a.facility_id = m.facility_id and a.role = 'owner'
    where m.community_id = $1 and m.valid_to is null
    order by m.valid_from, m.facility_id, a.user_id
    limit 1
"""
FORGET: Final = (
    "delete from removed_access where user_id = $1",
    # Nobody can restore it any more.
    "update community set representative_id = null"
    " where representative_id = $1 and removed_at is not null and purged_at is null",
    "delete from keyed_creation where user_id = $1",
    "delete from invitation_mail where invited_by = $1",
    "delete from proof_attempt where user_id = $1",
)
