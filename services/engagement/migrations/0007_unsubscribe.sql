-- What `mail` was before it was ended by the link in a mail; null once the user has decided again.
alter table preference
    add column mail_before_end text check (mail_before_end in ('always', 'without_push')),
    add constraint preference_mail_ended check (mail_before_end is null or mail = 'never');
