"""Statements about invitations; table and indexes are in migrations/0005_*.sql."""

from typing import Final

OPEN_AT_FACILITY: Final = """
    select * from invitation where facility_id = $1 and expires_at > $2
    order by invited_at, invitation_id
"""
OPEN_BY_USER: Final = "select count(*) from invitation where invited_by = $1 and expires_at > $2"
FOR_ADDRESS: Final = """
    select i.*, f.name as facility_name
    from invitation i
    join facility f on f.facility_id = i.facility_id and f.removed_at is null
    where i.address_hash = $1 and i.expires_at > $2
    order by i.invited_at desc, i.invitation_id
    limit $3
"""
FIND: Final = "select * from invitation where invitation_id = $1"
DROP_EARLIER: Final = """
    delete from invitation where facility_id = $1 and address_hash = $2 returning *
"""
ADD: Final = """
    insert into invitation (
        invitation_id, facility_id, address_hash, role, invited_by, invited_at, expires_at
    ) values ($1, $2, $3, $4, $5, $6, $7)
"""
DROP: Final = "delete from invitation where invitation_id = $1"
DROP_OF_FACILITY: Final = "delete from invitation where facility_id = $1"
FORGET_EXPIRED: Final = """
    delete from invitation where invitation_id in (
        select invitation_id from invitation where expires_at <= $1
        order by expires_at limit $2
        for update skip locked
    )
"""
