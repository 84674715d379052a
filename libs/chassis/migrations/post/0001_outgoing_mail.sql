-- Letters of committed transactions that have not left yet, encrypted.
create table outgoing_mail (
    letter_id uuid primary key,
    sealed_letter bytea not null,
    due_at timestamptz not null,
    attempts integer not null default 0
);
create index outgoing_mail_due on outgoing_mail (due_at);
