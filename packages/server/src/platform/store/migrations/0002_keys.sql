-- Signing keys and secrets of tenants. Private halves and secrets are sealed with a key that is not in this database.

create table signing_keys (
  tenant_id uuid not null,
  -- The SHA-1 thumbprint of the certificate, base64url.
  kid text not null,
  alg text not null check (alg in ('RS256', 'ES256')),
  -- 'next' is published and not yet used, 'current' signs, 'retired' is published until what it signed has expired.
  state text not null check (state in ('next', 'current', 'retired', 'removed')),
  certificate bytea not null,
  private_key text,
  published_at timestamptz not null,
  activated_at timestamptz,
  retired_at timestamptz,
  removed_at timestamptz,
  primary key (tenant_id, kid),
  check ((private_key is null) = (state = 'removed'))
);
-- Of several processes that make a key at the same time, one wins.
create unique index signing_keys_one_next on signing_keys (tenant_id, alg) where state = 'next';
create unique index signing_keys_one_current on signing_keys (tenant_id, alg) where state = 'current';
select secure_tenant_table('signing_keys');

-- Secrets that last as long as their tenant, for example the one behind pairwise subjects.
create table tenant_secrets (
  tenant_id uuid not null,
  purpose text not null,
  secret text not null,
  created_at timestamptz not null,
  primary key (tenant_id, purpose)
);
select secure_tenant_table('tenant_secrets');
