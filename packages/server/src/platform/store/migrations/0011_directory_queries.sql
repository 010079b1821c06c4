-- How the directory is asked: folded text to compare and sort by, its characters in reverse for endings, the words of names, and an
-- index for each way of asking. Folding is the same everywhere, whatever the database's own collation is; order is that of code points.

alter table users
  add column user_principal_name_folded text collate "C" not null
    generated always as (lower(user_principal_name collate "und-x-icu")) stored,
  add column user_principal_name_reversed text collate "C" not null
    generated always as (reverse(lower(user_principal_name collate "und-x-icu"))) stored,
  add column display_name_folded text collate "C" not null
    generated always as (lower(display_name collate "und-x-icu")) stored,
  add column given_name_folded text collate "C" generated always as (lower(given_name collate "und-x-icu")) stored,
  add column surname_folded text collate "C" generated always as (lower(surname collate "und-x-icu")) stored,
  add column mail_folded text collate "C" generated always as (lower(mail collate "und-x-icu")) stored,
  add column mail_reversed text collate "C" generated always as (reverse(lower(mail collate "und-x-icu"))) stored,
  add column job_title_folded text collate "C" generated always as (lower(job_title collate "und-x-icu")) stored,
  add column department_folded text collate "C" generated always as (lower(department collate "und-x-icu")) stored,
  add column mail_nickname_folded text collate "C"
    generated always as (lower((properties ->> 'mailNickname') collate "und-x-icu")) stored,
  add column employee_id_folded text collate "C"
    generated always as (lower((properties ->> 'employeeId') collate "und-x-icu")) stored;
create index users_by_user_principal_name on users (tenant_id, user_principal_name_folded, id);
create index users_by_user_principal_name_end on users (tenant_id, user_principal_name_reversed);
create index users_by_display_name on users (tenant_id, display_name_folded, id);
create index users_by_given_name on users (tenant_id, given_name_folded nulls first, id);
create index users_by_surname on users (tenant_id, surname_folded nulls first, id);
create index users_by_mail_folded on users (tenant_id, mail_folded nulls first, id);
create index users_by_mail_end on users (tenant_id, mail_reversed);
create index users_by_job_title on users (tenant_id, job_title_folded);
create index users_by_department on users (tenant_id, department_folded);
create index users_by_mail_nickname on users (tenant_id, mail_nickname_folded);
create index users_by_employee_id on users (tenant_id, employee_id_folded) where employee_id_folded is not null;
create index users_by_creation on users (tenant_id, created_at, id);

alter table groups
  add column display_name_folded text collate "C" not null
    generated always as (lower(display_name collate "und-x-icu")) stored,
  add column description_folded text collate "C" generated always as (lower(description collate "und-x-icu")) stored,
  add column mail_folded text collate "C" generated always as (lower(mail collate "und-x-icu")) stored,
  add column mail_nickname_folded text collate "C"
    generated always as (lower(mail_nickname collate "und-x-icu")) stored;
create index groups_by_display_name on groups (tenant_id, display_name_folded, id);
create index groups_by_mail on groups (tenant_id, mail_folded nulls first, id);
create index groups_by_mail_nickname on groups (tenant_id, mail_nickname_folded);
create index groups_by_creation on groups (tenant_id, created_at, id);

alter table applications
  add column display_name_folded text collate "C" not null
    generated always as (lower(display_name collate "und-x-icu")) stored,
  add column unique_name_folded text collate "C"
    generated always as (lower((properties ->> 'uniqueName') collate "und-x-icu")) stored;
create index applications_by_display_name on applications (tenant_id, display_name_folded, id);
create index applications_by_creation on applications (tenant_id, created_at, id);
create unique index applications_by_unique_name on applications (tenant_id, unique_name_folded)
  where unique_name_folded is not null;

alter table service_principals
  add column display_name_folded text collate "C" not null
    generated always as (lower(display_name collate "und-x-icu")) stored;
create index service_principals_by_display_name on service_principals (tenant_id, display_name_folded, id);
create index service_principals_by_creation on service_principals (tenant_id, created_at, id);

alter table devices
  add column display_name_folded text collate "C" not null
    generated always as (lower(display_name collate "und-x-icu")) stored;
create index devices_by_display_name on devices (tenant_id, display_name_folded, id);
create index devices_by_creation on devices (tenant_id, created_at, id);

alter table administrative_units
  add column display_name_folded text collate "C" not null
    generated always as (lower(display_name collate "und-x-icu")) stored,
  add column description_folded text collate "C" generated always as (lower(description collate "und-x-icu")) stored;
create index administrative_units_by_display_name on administrative_units (tenant_id, display_name_folded, id);

-- The words of names and descriptions, for `$search`. No foreign key: it would double what filling a large tenant takes, and the
-- trigger by which objects leave takes their words along.
create table directory_terms (
  tenant_id uuid not null,
  object_id uuid not null,
  field text not null,
  term text collate "C" not null,
  primary key (tenant_id, object_id, field, term)
);
create index directory_terms_by_term on directory_terms (tenant_id, field, term, object_id);
select secure_tenant_table('directory_terms');

create or replace function leave_directory_objects() returns trigger language plpgsql as $$
begin
  delete from directory_terms t using gone where t.tenant_id = gone.tenant_id and t.object_id = gone.id;
  delete from directory_objects known using gone where known.tenant_id = gone.tenant_id and known.id = gone.id;
  return null;
end
$$;

-- Arguments: field and folded column, in turn. Fired after `enters`, which makes the objects known: triggers fire by name.
create function keep_directory_terms() returns trigger language plpgsql as $$
declare
  changed text := '';
begin
  for at in 0 .. tg_nargs - 1 by 2 loop
    if tg_op = 'UPDATE' then
      execute format('delete from directory_terms t using stale s join fresh f using (tenant_id, id)
        where t.tenant_id = f.tenant_id and t.object_id = f.id and t.field = %1$L and f.%2$I is distinct from s.%2$I',
        tg_argv[at], tg_argv[at + 1]);
      changed := format('join stale s using (tenant_id, id) where f.%1$I is distinct from s.%1$I and', tg_argv[at + 1]);
    else
      changed := 'where';
    end if;
    execute format('insert into directory_terms (tenant_id, object_id, field, term)
      select distinct tenant_id, id, %1$L, term from fresh f
        cross join lateral regexp_split_to_table(f.%2$I collate "und-x-icu", ''[^[:alnum:]]+'') term
        %3$s term <> ''''
      on conflict do nothing', tg_argv[at], tg_argv[at + 1], changed);
  end loop;
  return null;
end
$$;

create function keep_terms_of(target regclass, fields text) returns void language plpgsql as $$
begin
  execute format('create trigger keeps_terms after insert on %s referencing new table as fresh
    for each statement execute function keep_directory_terms(%s)', target, fields);
  execute format('create trigger keeps_terms_again after update on %s referencing old table as stale new table as fresh
    for each statement execute function keep_directory_terms(%s)', target, fields);
end
$$;
select keep_terms_of('users', '''displayName'', ''display_name_folded''');
select keep_terms_of('groups',
  '''displayName'', ''display_name_folded'', ''description'', ''description_folded''');
select keep_terms_of('applications', '''displayName'', ''display_name_folded''');
select keep_terms_of('service_principals', '''displayName'', ''display_name_folded''');
select keep_terms_of('devices', '''displayName'', ''display_name_folded''');
select keep_terms_of('administrative_units',
  '''displayName'', ''display_name_folded'', ''description'', ''description_folded''');

-- The words of what is there already.
create function enter_terms_of(target regclass, field text, folded_column text) returns void language plpgsql as $$
begin
  execute format('alter table %s no force row level security', target);
  execute format('insert into directory_terms (tenant_id, object_id, field, term)
    select distinct tenant_id, id, %L, term from %s
      cross join lateral regexp_split_to_table(%I collate "und-x-icu", ''[^[:alnum:]]+'') term
    where term <> ''''', field, target, folded_column);
  execute format('alter table %s force row level security', target);
end
$$;
alter table directory_terms no force row level security;
alter table directory_objects no force row level security;
select enter_terms_of('users', 'displayName', 'display_name_folded');
select enter_terms_of('groups', 'displayName', 'display_name_folded');
select enter_terms_of('groups', 'description', 'description_folded');
select enter_terms_of('applications', 'displayName', 'display_name_folded');
select enter_terms_of('service_principals', 'displayName', 'display_name_folded');
alter table directory_objects force row level security;
alter table directory_terms force row level security;
drop function enter_terms_of(regclass, text, text);
