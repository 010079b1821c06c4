-- Grants that live outside tokens: families that were taken back, and device authorization.

-- A family is everything that descends from one act of authorization. A row here ends all of it.
create table revoked_grant_families (
  tenant_id uuid not null,
  family uuid not null,
  revoked_at timestamptz not null,
  why text not null,
  -- After this instant every token of the family has ended by itself.
  forget_at timestamptz not null,
  primary key (tenant_id, family)
);
create index revoked_grant_families_by_end on revoked_grant_families (tenant_id, forget_at);
select secure_tenant_table('revoked_grant_families');

create table device_codes (
  tenant_id uuid not null,
  -- SHA-256 of the device code; the code itself is nowhere.
  digest bytea not null,
  user_code_digest bytea not null,
  client_app_id uuid not null,
  authority text not null,
  scope text not null,
  -- The address the device asked from.
  requested_from text not null,
  expires_at timestamptz not null,
  polled_at timestamptz,
  -- 'pending', 'approved' or 'declined'; a redeemed code has no row any more
  state text not null,
  -- Who said yes, and how they had proved who they are.
  approval jsonb,
  primary key (tenant_id, digest)
);
create unique index device_codes_by_user_code on device_codes (tenant_id, user_code_digest);
create index device_codes_by_end on device_codes (tenant_id, expires_at);
select secure_tenant_table('device_codes');

-- Which tenant keeps a user code: the person who types it has not said who they are yet.
create table device_user_codes (
  digest bytea primary key,
  tenant_id uuid not null,
  expires_at timestamptz not null
);
create index device_user_codes_by_end on device_user_codes (expires_at);
select open_to_app('device_user_codes', 'select, insert, delete');
