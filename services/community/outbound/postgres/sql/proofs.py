"""Statements about wrong codes of devices; table and indexes are in migrations/0005 and 0007."""

from typing import Final

COUNT: Final = "select count(*) from proof_attempt where user_id = $1 and attempted_at > $2"
RECORD: Final = "insert into proof_attempt (user_id, attempted_at) values ($1, $2)"
FORGET: Final = """
    delete from proof_attempt where ctid = any(array(
        select ctid from proof_attempt where attempted_at <= $1
        order by attempted_at limit $2
        for update skip locked
    ))
"""
