-- What is remembered of failed proofs, so that guessing ends. Kept for a day at most; shared by all processes.

-- An account is a person's id, or an id made from a name that nobody has: both lock alike.
create table account_failures (
  tenant_id uuid not null,
  account uuid not null,
  -- Failures from places that the account was signed in from before are counted apart from others.
  familiar boolean not null,
  failures integer not null,
  locks integer not null,
  locked_until timestamptz,
  last_at timestamptz not null,
  -- Keyed digests of the passwords tried last, newest first.
  recent text[] not null,
  primary key (tenant_id, account, familiar)
);
create index account_failures_by_age on account_failures (tenant_id, last_at);
select secure_tenant_table('account_failures');

-- Each failure by itself: many of them together show a walk through the accounts.
create table proof_failures (
  tenant_id uuid not null,
  id uuid not null,
  account uuid not null,
  network text not null,
  password text not null,
  at timestamptz not null,
  primary key (tenant_id, id)
);
create index proof_failures_by_network on proof_failures (tenant_id, network, at);
create index proof_failures_by_password on proof_failures (tenant_id, password, at);
create index proof_failures_by_age on proof_failures (tenant_id, at);
select secure_tenant_table('proof_failures');

-- Networks from which, and passwords with which, accounts are walked through: refused where a person is not known.
create table guessing_blocks (
  tenant_id uuid not null,
  kind text not null check (kind in ('network', 'password')),
  value text not null,
  until timestamptz not null,
  primary key (tenant_id, kind, value)
);
create index guessing_blocks_by_end on guessing_blocks (tenant_id, until);
select secure_tenant_table('guessing_blocks');

create table familiar_places (
  tenant_id uuid not null,
  user_id uuid not null,
  network text not null,
  last_seen_at timestamptz not null,
  primary key (tenant_id, user_id, network)
);
create index familiar_places_by_age on familiar_places (tenant_id, last_seen_at);
select secure_tenant_table('familiar_places');

-- What shows that somebody else may be at work. About a user, or about a tenant.
create table risk_detections (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid,
  risk_event_type text not null,
  risk_level text not null,
  risk_state text not null,
  risk_detail text not null,
  source text not null,
  activity_at timestamptz not null,
  detected_at timestamptz not null,
  last_updated_at timestamptz not null,
  address text,
  additional_info jsonb not null,
  primary key (tenant_id, id)
);
create index risk_detections_by_time on risk_detections (tenant_id, detected_at, id);
create index risk_detections_by_user on risk_detections (tenant_id, user_id) where user_id is not null;
select secure_tenant_table('risk_detections');
