-- Browser sessions, the applications signed in to from them, and passwords.

create table sessions (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  -- Stays after the browser closes.
  persistent boolean not null,
  started_at timestamptz not null,
  -- Updated at most once an hour.
  last_seen_at timestamptz not null,
  ended_at timestamptz,
  address text not null,
  user_agent text,
  primary key (tenant_id, id)
);
create index sessions_by_user on sessions (tenant_id, user_id, started_at desc);
select secure_tenant_table('sessions');

-- Whom to tell at sign-out. `sid` is the session id that the application was given: a session that replaces another after the person
-- authenticated again takes over what it was known by.
create table session_clients (
  tenant_id uuid not null,
  session_id uuid not null,
  client_app_id uuid not null,
  sid uuid not null,
  primary key (tenant_id, session_id, client_app_id, sid),
  foreign key (tenant_id, session_id) references sessions (tenant_id, id) on delete cascade
);
select secure_tenant_table('session_clients');

create table user_passwords (
  tenant_id uuid not null,
  user_id uuid not null,
  -- PHC string: algorithm, parameters, salt and digest.
  phc text not null,
  changed_at timestamptz not null,
  primary key (tenant_id, user_id)
);
select secure_tenant_table('user_passwords');
