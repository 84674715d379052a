"""Statements about invitations; tables and indexes are in migrations/0005 and 0008."""

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
DROP_OF_FACILITY: Final = "delete from invitation where facility_id = $1 returning invitation_id"
DROP_BY_USER: Final = "delete from invitation where invited_by = $1 returning invitation_id"
LOCK_ADDRESS: Final = "select pg_advisory_xact_lock($1, hashtext(encode($2, 'hex')))"
MAILS_BY_USER: Final = """
    select count(*) as mails, min(mailed_at) as first from invitation_mail
    where invited_by = $1 and mailed_at > $2
"""
MAILS_TO_ADDRESS: Final = """
    select count(*) from invitation_mail where address_hash = $1 and mailed_at > $2
"""
RECORD_MAIL: Final = """
    insert into invitation_mail (invited_by, address_hash, mailed_at) values ($1, $2, $3)
"""
FORGET_MAILS: Final = """
    delete from invitation_mail where ctid = any(array(
        select ctid from invitation_mail where mailed_at <= $1
        order by mailed_at limit $2
        for update skip locked
    ))
"""
FORGET_LETTERS: Final = """
    delete from outgoing_mail where letter_id = any(array(
        select letter_id from outgoing_mail where due_at <= $1
        order by due_at limit $2
        for update skip locked
    ))
"""
FORGET_EXPIRED: Final = """
    delete from invitation where invitation_id in (
        select invitation_id from invitation where expires_at <= $1
        order by expires_at limit $2
        for update skip locked
    )
"""
