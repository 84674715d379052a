-- Who may take over from the representative, by accepting.
alter table community add column proposed_representative_id uuid;

-- A role in a facility that waits for whoever can sign in with an email address. The address is
-- not kept, only its keyed hash.
create table invitation (
    invitation_id uuid primary key,
    facility_id uuid not null references facility,
    address_hash bytea not null,
    role text not null check (role in ('owner', 'manager', 'viewer')),
    invited_by uuid not null,
    invited_at timestamptz not null,
    expires_at timestamptz not null,
    -- One for an address; invitations by facility.
    unique (facility_id, address_hash)
);
create index invitation_by_address on invitation (address_hash);
create index invitation_by_inviter on invitation (invited_by);

-- Proofs of possession that somebody tried; kept for as long as they count.
create table proof_attempt (
    user_id uuid not null,
    attempted_at timestamptz not null
);
create index proof_attempt_by_user on proof_attempt (user_id, attempted_at);
