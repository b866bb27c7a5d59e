-- What its members see, in every state.
create index performance_of_organisation on inventory.performance (organisation_id, starts_at, performance_id);
