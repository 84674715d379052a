"""Statements about offers of membership within a change."""

from typing import Final

FIND: Final = "select * from membership_offer where community_id = $1 and facility_id = $2"
KEEP: Final = """
    insert into membership_offer (
        community_id, facility_id, kind, offered_by, offered_at, valid_from
    ) values ($1, $2, $3, $4, $5, $6)
    on conflict (community_id, facility_id) do update set
        kind = excluded.kind, offered_by = excluded.offered_by,
        offered_at = excluded.offered_at, valid_from = excluded.valid_from
"""
DROP: Final = (
    "delete from membership_offer where community_id = $1 and facility_id = $2 returning *"
)
DROP_OF_FACILITY: Final = "delete from membership_offer where facility_id = $1 returning *"
DROP_OF_USER: Final = "delete from membership_offer where offered_by = $1 returning *"
DROP_OF_COMMUNITY: Final = "delete from membership_offer where community_id = $1 returning *"
