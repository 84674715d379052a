-- What has expired goes; the oldest first.
create index invitation_by_expiry on invitation (expires_at);
create index proof_attempt_by_age on proof_attempt (attempted_at);
