-- A community is removed without the proposal of a successor: whoever restores it proposes again.
update community set proposed_representative_id = null
where removed_at is not null and proposed_representative_id is not null;
-- What a user has offered goes with the account.
create index membership_offer_by_maker on membership_offer (offered_by);
