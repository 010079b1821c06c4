-- When a device was last signed in from, for those who look for stale ones; and who is registered as a user of a device, beside
-- those who own it.
alter table devices add column last_sign_in_at timestamptz;
create index devices_by_last_sign_in on devices (tenant_id, last_sign_in_at nulls first, id);

create table device_users (
  tenant_id uuid not null,
  device_id uuid not null,
  user_id uuid not null,
  primary key (tenant_id, device_id, user_id),
  foreign key (tenant_id, device_id) references devices (tenant_id, id) on delete cascade,
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create index device_users_by_user on device_users (tenant_id, user_id);
select secure_tenant_table('device_users');
