-- Of the id that the newest sign-up was answered with; its confirmation needs it. Null once confirmed.
-- Who waited for a code when this came signs up again: nobody has the id of that sign-up.
alter table account add column sign_up_digest bytea;
