"""The SQL of retention, with the index that answers each statement."""

from typing import Final

# One row. Whoever comes with an older moment changes nothing.
CLOSE_BEFORE: Final = "update reading_retention set kept_from = $1 where kept_from < $1"

# What waits is little, and this is asked once an hour: the key is by device, not by time.
FORGET_UNPLACED: Final = "delete from unplaced_reading where measured_at < $1"

# pg_inherits_parent_index.
PARTITIONS: Final = """
select part.relname
from pg_inherits
join pg_class as part on part.oid = pg_inherits.inhrelid
where pg_inherits.inhparent = 'reading'::regclass
order by part.relname
"""

# A long reader is not waited for: all others would queue behind. Local to the transaction.
WAIT_SHORTLY: Final = "set local lock_timeout = '1s'"
