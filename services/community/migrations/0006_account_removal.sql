-- Communities by who is proposed: the account may go before it accepts.
create index community_by_proposed on community (proposed_representative_id)
    where removed_at is null and proposed_representative_id is not null;
