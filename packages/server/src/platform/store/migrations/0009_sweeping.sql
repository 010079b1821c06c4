-- How upkeep finds, tenant by tenant, what matters to nobody any more.

create index sessions_by_last_use on sessions (tenant_id, last_seen_at);
drop index device_user_codes_by_end;
create index device_user_codes_by_end on device_user_codes (tenant_id, expires_at);
