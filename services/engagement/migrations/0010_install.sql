-- Which installation of the app an endpoint is: its next token takes the place of the last one.
alter table endpoint add column install_id uuid;
create unique index endpoint_of_an_install on endpoint (user_id, kind, install_id)
    where install_id is not null;
