-- Who a guest is at home: the account of another tenant of this platform that signs in as the guest. Nothing a client can write
-- leads here; `identities` of a user, which people may change, is only what is shown.
create table external_identities (
  tenant_id uuid not null,
  user_id uuid not null,
  -- The home tenant, and the account's object id there.
  issuer uuid not null,
  issuer_assigned_id uuid not null,
  created_at timestamptz not null,
  primary key (tenant_id, user_id),
  constraint external_identities_account unique (tenant_id, issuer, issuer_assigned_id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
select secure_tenant_table('external_identities');
