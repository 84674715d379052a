-- That an invitation was mailed: counted for a day, whatever became of the invitation.
create table invitation_mail (
    invited_by uuid not null,
    address_hash bytea not null,
    mailed_at timestamptz not null
);
create index invitation_mail_by_inviter on invitation_mail (invited_by, mailed_at);
create index invitation_mail_by_address on invitation_mail (address_hash, mailed_at);
create index invitation_mail_by_age on invitation_mail (mailed_at);
