-- An account keeps a password's hash, or a verifier against which its password can be proved.
alter table account alter column password_hash drop not null;
alter table account add column verifier_suite text;
alter table account add column verifier_salt bytea;
alter table account add column verifier bytea;
alter table account add constraint account_one_credential check (
    num_nonnulls(password_hash, verifier) = 1
    and num_nonnulls(verifier_suite, verifier_salt, verifier) in (0, 3)
);

-- Asked once, answered once and soon. `subject` is a keyed digest; the random part is none of it.
create table challenge (
    challenge_id uuid primary key,
    purpose text not null,
    subject bytea not null,
    expires_at timestamptz not null
);
create index challenge_expiry on challenge (expires_at);
