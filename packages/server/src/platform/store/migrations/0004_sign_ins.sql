-- Sign-in records: one row for every decision, kept before anything it allows leaves the process.

-- The input of a decision without its instant, once per distinct content: replay and proof read it again.
create table decision_inputs (
  tenant_id uuid not null,
  digest bytea not null,
  input jsonb not null,
  first_at timestamptz not null,
  primary key (tenant_id, digest)
);
select secure_tenant_table('decision_inputs');

create table sign_ins (
  tenant_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  request_id uuid not null,
  correlation_id uuid not null,
  attempt text not null,
  -- 'success', 'interrupted' (one thing more was needed) or 'failure'
  status text not null,
  error_code integer,
  client_app_id uuid,
  client_name text,
  user_id uuid,
  user_name text,
  resource_name text,
  resource_app_id uuid,
  service_principal_id uuid,
  session_id uuid,
  address text not null,
  user_agent text,
  -- Which rules spoke, in words; for administrators.
  reasons jsonb not null,
  input_digest bytea,
  primary key (tenant_id, at, id)
);
create index sign_ins_by_user on sign_ins (tenant_id, user_id, at desc) where user_id is not null;
create index sign_ins_by_client on sign_ins (tenant_id, client_app_id, at desc) where client_app_id is not null;
create index sign_ins_by_request on sign_ins (tenant_id, request_id);
select secure_tenant_table('sign_ins');
