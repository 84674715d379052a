"""Statements about creations under idempotency keys; their table is in migrations/0004_*.sql."""

from typing import Final

FIND: Final = "select * from keyed_creation where user_id = $1 and key = $2"
KEEP: Final = """
    insert into keyed_creation (user_id, key, fingerprint, entity_id, created_at)
    values ($1, $2, $3, $4, $5)
    on conflict (user_id, key) do update set fingerprint = excluded.fingerprint,
        entity_id = excluded.entity_id, created_at = excluded.created_at
"""
FORGET: Final = """
    delete from keyed_creation where ctid = any(array(
        select ctid from keyed_creation where created_at <= $1
        order by created_at limit $2
        for update skip locked
    ))
"""
