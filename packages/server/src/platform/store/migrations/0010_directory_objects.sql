-- The whole directory as administrators manage it: one namespace of object ids, what hangs between objects, deleted objects,
-- roles and their scopes, devices, administrative units, policies and extensions.

-- Every live object of a tenant, whatever its kind: ids are one namespace, and whatever names only an id refers to this table.
-- Triggers keep it, so that no writer can forget.
create table directory_objects (
  tenant_id uuid not null,
  id uuid not null,
  type text not null check (
    type in ('user', 'group', 'application', 'servicePrincipal', 'device', 'administrativeUnit')
  ),
  primary key (tenant_id, id)
);
create index directory_objects_by_type on directory_objects (tenant_id, type, id);
select secure_tenant_table('directory_objects');

-- What was deleted and may come back for a while: the object and what hung on it, as it was. Nothing that reads live objects can
-- meet one by forgetting a condition.
create table deleted_objects (
  tenant_id uuid not null,
  id uuid not null,
  type text not null,
  deleted_at timestamptz not null,
  display_name text,
  -- Of applications and service principals.
  app_id uuid,
  entity jsonb not null,
  -- Rows of other tables that named it, by table.
  ties jsonb not null,
  primary key (tenant_id, id)
);
create index deleted_objects_by_type on deleted_objects (tenant_id, type, id);
create index deleted_objects_by_end on deleted_objects (tenant_id, deleted_at);
select secure_tenant_table('deleted_objects');

create function enter_directory_objects() returns trigger language plpgsql as $$
begin
  insert into directory_objects (tenant_id, id, type) select tenant_id, id, tg_argv[0] from fresh
    on conflict (tenant_id, id) do nothing;
  if exists (
    select from fresh join directory_objects known using (tenant_id, id) where known.type <> tg_argv[0]
  ) then
    raise unique_violation using constraint = 'directory_objects_pkey', message = 'the id belongs to another object';
  end if;
  return null;
end
$$;

create function leave_directory_objects() returns trigger language plpgsql as $$
begin
  delete from directory_objects known using gone where known.tenant_id = gone.tenant_id and known.id = gone.id;
  return null;
end
$$;

-- Makes the rows of a table objects of the directory, those that are there already included.
create function make_directory_objects(target regclass, type text) returns void language plpgsql as $$
begin
  execute format('alter table %s no force row level security', target);
  execute format('insert into directory_objects (tenant_id, id, type) select tenant_id, id, %L from %s', type, target);
  execute format('alter table %s force row level security', target);
  -- At the end of the transaction: the trigger enters the rows after they are written.
  execute format('alter table %1$s add constraint %1$s_object foreign key (tenant_id, id)
    references directory_objects (tenant_id, id) deferrable initially deferred', target);
  execute format('create trigger enters after insert on %s referencing new table as fresh
    for each statement execute function enter_directory_objects(%L)', target, type);
  execute format('create trigger leaves after delete on %s referencing old table as gone
    for each statement execute function leave_directory_objects()', target);
end
$$;

create table devices (
  tenant_id uuid not null,
  id uuid not null,
  device_id uuid not null,
  display_name text not null,
  account_enabled boolean not null,
  is_compliant boolean,
  is_managed boolean,
  trust_type text,
  -- Graph's other properties of a device, as its clients wrote them.
  properties jsonb not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index devices_by_device_id on devices (tenant_id, device_id);
select secure_tenant_table('devices');

create table administrative_units (
  tenant_id uuid not null,
  id uuid not null,
  display_name text not null,
  description text,
  visibility text,
  properties jsonb not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
select secure_tenant_table('administrative_units');

alter table directory_objects no force row level security;
select make_directory_objects('users', 'user');
select make_directory_objects('groups', 'group');
select make_directory_objects('applications', 'application');
select make_directory_objects('service_principals', 'servicePrincipal');
select make_directory_objects('devices', 'device');
select make_directory_objects('administrative_units', 'administrativeUnit');

-- Graph's properties that nothing here decides by are kept as clients wrote them, in one column of each table.
alter table users
  add column properties jsonb not null default '{}',
  add column custom_security_attributes jsonb,
  add column manager_id uuid,
  add column last_password_change_at timestamptz,
  add constraint users_manager foreign key (tenant_id, manager_id)
    references users (tenant_id, id) on delete set null (manager_id);
create index users_by_manager on users (tenant_id, manager_id) where manager_id is not null;
alter table groups
  add column mail text,
  add column visibility text,
  add column is_assignable_to_role boolean not null default false,
  add column membership_rule text,
  add column membership_rule_processing_state text,
  add column properties jsonb not null default '{}';
alter table applications add column properties jsonb not null default '{}';
alter table service_principals
  add column properties jsonb not null default '{}',
  add column custom_security_attributes jsonb;

-- Anything may be a member or an owner that the directory lets be one; where the object goes, it goes.
alter table group_members no force row level security;
delete from group_members where not exists (
  select from directory_objects o where o.tenant_id = group_members.tenant_id and o.id = group_members.member_id);
alter table group_members force row level security;
alter table group_members drop constraint group_members_member_type_check;
alter table group_members add constraint group_members_member_type_check
  check (member_type in ('User', 'Group', 'Device', 'ServicePrincipal'));
alter table group_members add constraint group_members_member foreign key (tenant_id, member_id)
  references directory_objects (tenant_id, id) on delete cascade;

alter table group_owners drop constraint group_owners_tenant_id_user_id_fkey;
alter table group_owners rename column user_id to owner_id;
alter table group_owners add constraint group_owners_owner foreign key (tenant_id, owner_id)
  references directory_objects (tenant_id, id) on delete cascade;
alter table application_owners drop constraint application_owners_tenant_id_user_id_fkey;
alter table application_owners rename column user_id to owner_id;
alter table application_owners add constraint application_owners_owner foreign key (tenant_id, owner_id)
  references directory_objects (tenant_id, id) on delete cascade;
alter table service_principal_owners drop constraint service_principal_owners_tenant_id_user_id_fkey;
alter table service_principal_owners rename column user_id to owner_id;
alter table service_principal_owners add constraint service_principal_owners_owner foreign key (tenant_id, owner_id)
  references directory_objects (tenant_id, id) on delete cascade;

create table device_owners (
  tenant_id uuid not null,
  device_id uuid not null,
  owner_id uuid not null,
  primary key (tenant_id, device_id, owner_id),
  foreign key (tenant_id, device_id) references devices (tenant_id, id) on delete cascade,
  foreign key (tenant_id, owner_id) references directory_objects (tenant_id, id) on delete cascade
);
create index device_owners_by_owner on device_owners (tenant_id, owner_id);
select secure_tenant_table('device_owners');

create table administrative_unit_members (
  tenant_id uuid not null,
  unit_id uuid not null,
  member_id uuid not null,
  member_type text not null check (member_type in ('User', 'Group', 'Device')),
  primary key (tenant_id, unit_id, member_id),
  foreign key (tenant_id, unit_id) references administrative_units (tenant_id, id) on delete cascade,
  foreign key (tenant_id, member_id) references directory_objects (tenant_id, id) on delete cascade
);
create index administrative_unit_members_by_member on administrative_unit_members (tenant_id, member_id, unit_id);
select secure_tenant_table('administrative_unit_members');

-- A directory role given to a user, a group or a service principal, for the whole tenant ('/') or a part of it.
create table role_assignments (
  tenant_id uuid not null,
  id text not null,
  role_definition_id uuid not null,
  principal_id uuid not null,
  directory_scope_id text not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, principal_id, role_definition_id, directory_scope_id),
  foreign key (tenant_id, principal_id) references directory_objects (tenant_id, id) on delete cascade
);
create index role_assignments_by_role on role_assignments (tenant_id, role_definition_id);
create index role_assignments_by_scope on role_assignments (tenant_id, directory_scope_id);
select secure_tenant_table('role_assignments');

alter table app_role_assignments no force row level security;
delete from app_role_assignments where not exists (
  select from directory_objects o where o.tenant_id = app_role_assignments.tenant_id and o.id = app_role_assignments.principal_id);
alter table app_role_assignments force row level security;
alter table directory_objects force row level security;
alter table app_role_assignments add constraint app_role_assignments_principal foreign key (tenant_id, principal_id)
  references directory_objects (tenant_id, id) on delete cascade;

-- What a tenant keeps few of and reads whole: policies, role definitions, extensions, attribute definitions. One validated body each.
create table documents (
  tenant_id uuid not null,
  kind text not null,
  id text not null,
  -- The object it lives in, where it lives in one.
  parent_id uuid,
  body jsonb not null,
  created_at timestamptz not null,
  primary key (tenant_id, kind, id),
  foreign key (tenant_id, parent_id) references directory_objects (tenant_id, id) on delete cascade
);
create index documents_by_parent on documents (tenant_id, parent_id, kind) where parent_id is not null;
select secure_tenant_table('documents');

-- Which objects a document is assigned to, for example a claims mapping policy to a service principal.
create table document_assignments (
  tenant_id uuid not null,
  kind text not null,
  document_id text not null,
  object_id uuid not null,
  primary key (tenant_id, kind, document_id, object_id),
  foreign key (tenant_id, kind, document_id) references documents (tenant_id, kind, id) on delete cascade,
  foreign key (tenant_id, object_id) references directory_objects (tenant_id, id) on delete cascade
);
create index document_assignments_by_object on document_assignments (tenant_id, object_id, kind);
select secure_tenant_table('document_assignments');

-- Delta queries and the audit log read the journal by kind of object.
create index journal_by_type on journal (tenant_id, target_type, sequence);
