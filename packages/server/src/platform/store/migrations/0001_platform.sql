-- The ground every other migration stands on: the role that transactions run as, isolation between tenants, the tables that
-- lead to a tenant, the journal, and the ledger of things that count once.

-- On a served database the store has made this role, with a way to log in, before it migrates; a user who may not make roles
-- works as the owner of the tables, which forced row-level security confines as well.
do $$
begin
  if not exists (select from pg_roles where rolname = 'gatehouse_app')
    and (select rolsuper or rolcreaterole from pg_roles where rolname = current_user)
  then
    create role gatehouse_app nologin nosuperuser nobypassrls nocreatedb nocreaterole noreplication;
  end if;
end
$$;

-- Grants privileges on a table to the role that transactions run as.
create function open_to_app(target regclass, privileges text) returns void language plpgsql as $$
begin
  if exists (select from pg_roles where rolname = 'gatehouse_app') then
    execute format('grant %s on %s to gatehouse_app', privileges, target);
  end if;
end
$$;

-- Confines a table to one tenant's rows at a time. Every table with a `tenant_id` is confined, unless it leads to a tenant.
-- An append-only table can be read and added to, by nobody changed: without a policy for a command no row is visible to it.
create function secure_tenant_table(target regclass, append_only boolean default false) returns void language plpgsql as $$
declare
  -- Once a transaction has set it, the setting reads as empty text outside of one, not as null.
  own constant text := 'tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid';
begin
  if not exists (
    select from pg_index index join pg_attribute attribute
      on attribute.attrelid = index.indrelid and attribute.attnum = index.indkey[0]
    where index.indrelid = target and index.indisprimary and attribute.attname = 'tenant_id'
  ) then
    raise exception 'the primary key of % does not begin with tenant_id', target;
  end if;
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  if append_only then
    execute format('create policy tenant_reads on %s for select using (%s)', target, own);
    execute format('create policy tenant_adds on %s for insert with check (%s)', target, own);
    perform open_to_app(target, 'select, insert');
  else
    execute format('create policy tenant_rows on %s using (%s) with check (%s)', target, own, own);
    perform open_to_app(target, 'select, insert, update, delete');
  end if;
end
$$;

-- Tables that lead to a tenant: readable before it is known which one a request is about. They hold nothing else.

create table tenants (
  tenant_id uuid primary key,
  display_name text not null,
  created_at timestamptz not null
);
select open_to_app('tenants', 'select, insert, update, delete');

-- Names that are verified for a tenant, in lower case.
create table domain_names (
  name text primary key check (name = lower(name)),
  tenant_id uuid not null references tenants on delete cascade,
  is_default boolean not null,
  is_initial boolean not null
);
create index domain_names_by_tenant on domain_names (tenant_id);
create unique index domain_names_default on domain_names (tenant_id) where is_default;
select open_to_app('domain_names', 'select, insert, update, delete');

-- The tenant in which an application is registered, by its application (client) id.
create table application_homes (
  app_id uuid primary key,
  tenant_id uuid not null references tenants on delete cascade
);
create index application_homes_by_tenant on application_homes (tenant_id);
select open_to_app('application_homes', 'select, insert, update, delete');

-- How far each tenant's journal has come. The row's lock makes numbers follow the order of commits. `changed` is the
-- transaction that wrote last: readers ask for heads that changed since an earlier look.
create table journal_heads (
  tenant_id uuid primary key,
  sequence bigint not null,
  changed xid8 not null
);
create index journal_heads_by_change on journal_heads (changed);
select open_to_app('journal_heads', 'select, insert, update');

-- Every change, in the transaction that made it.
create table journal (
  tenant_id uuid not null,
  sequence bigint not null,
  at timestamptz not null,
  operation text not null,
  actor jsonb not null,
  target jsonb not null,
  target_type text not null,
  target_id text not null,
  changes jsonb,
  correlation_id text,
  primary key (tenant_id, sequence)
);
create index journal_by_target on journal (tenant_id, target_type, target_id, sequence);
create index journal_by_time on journal (tenant_id, at);
select secure_tenant_table('journal', append_only => true);

-- Things that count once, by their digest: codes, refresh generations, one-time passwords, challenges (law ONE-WINNER).
create table spent (
  tenant_id uuid not null,
  kind text not null,
  digest bytea not null,
  spent_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (tenant_id, kind, digest)
);
create index spent_by_expiry on spent (tenant_id, expires_at);
select secure_tenant_table('spent');
