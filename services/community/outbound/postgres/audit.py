"""The audit trail in Postgres; its table is in migrations/0002_audit.sql."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from services.community.domain.audit import (
    Action,
    AuditEntry,
    Change,
    Document,
    RecordedEntry,
)

AUDIT_TRAIL: Final = """
    select * from audit_entry
    where entity_id = $1 and position < $2
    order by position desc
    limit $3
"""
_RECORD: Final = """
    insert into audit_entry (entity_id, changed_at, changed_by, action, before, after)
    values ($1, $2, $3, $4, $5, $6)
"""


async def record(connection: Any, entries: Sequence[AuditEntry]) -> None:
    """Write the entries in the caller's transaction."""
    await connection.executemany(
        _RECORD,
        [
            (
                entry.entity_id,
                entry.at,
                entry.change.by,
                entry.change.action.value,
                _to_json(entry.before),
                _to_json(entry.after),
            )
            for entry in entries
        ],
    )


def to_recorded_entry(row: Mapping[str, Any]) -> RecordedEntry:
    """A row of `audit_entry`."""
    return RecordedEntry(
        row["position"],
        AuditEntry(
            entity_id=row["entity_id"],
            at=row["changed_at"],
            change=Change(row["changed_by"], Action(row["action"])),
            before=_from_json(row["before"]),
            after=_from_json(row["after"]),
        ),
    )


def _to_json(document: Document | None) -> str | None:
    return None if document is None else json.dumps(document)


def _from_json(text: str | None) -> Document | None:
    return None if text is None else dict(json.loads(text))
