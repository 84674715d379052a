-- Who changed what, when, and what it was before. Written in the transaction of the change.
create table audit_entry (
    position bigint generated always as identity primary key,
    entity_id uuid not null, -- a facility or a community
    changed_at timestamptz not null,
    changed_by uuid, -- null: the system itself
    action text not null,
    before jsonb,
    after jsonb
);
-- An entity's trail, the newest first.
create index audit_entry_by_entity on audit_entry (entity_id, position);
