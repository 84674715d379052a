-- The public halves of passkeys; the private ones never leave their devices.
create table passkey (
    passkey_id uuid primary key,
    user_id uuid not null references account on delete cascade,
    name text not null,
    credential_id bytea not null unique,
    public_key bytea not null,
    sign_count bigint not null,
    is_backed_up boolean not null,
    created_at timestamptz not null,
    last_used_at timestamptz
);
create index passkey_of_user on passkey (user_id);
