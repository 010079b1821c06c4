-- Groups whose members follow from a rule: how far the journal has been followed to keep them so, and which groups are being gone
-- through from the beginning.

create table dynamic_membership_cursors (
  tenant_id uuid not null primary key,
  -- Every change up to here shows in the groups.
  sequence bigint not null,
  -- When the rules that depend on time were last begun anew.
  timed_at timestamptz not null
);
select secure_tenant_table('dynamic_membership_cursors');

-- Whoever has an id up to `after_id` has been looked at.
create table dynamic_group_evaluations (
  tenant_id uuid not null,
  group_id uuid not null,
  after_id uuid not null,
  primary key (tenant_id, group_id),
  foreign key (tenant_id, group_id) references groups (tenant_id, id) on delete cascade
);
create index dynamic_group_evaluations_by_place on dynamic_group_evaluations (tenant_id, after_id, group_id);
select secure_tenant_table('dynamic_group_evaluations');

create index groups_by_rule on groups (tenant_id, id) where membership_rule is not null;

-- The audit log is the journal without sessions, which the sign-in log tells of: read backwards, page by page.
drop index journal_by_time;
create index journal_by_time on journal (tenant_id, at, sequence) where target_type <> 'session';

-- Who signed in to what, by the names of that moment.
alter table sign_ins
  add column user_display_name text,
  add column resource_display_name text;
-- Read page by page, the latest first: the id ends every order.
drop index sign_ins_by_user;
create index sign_ins_by_user on sign_ins (tenant_id, user_id, at, id) where user_id is not null;
drop index sign_ins_by_client;
create index sign_ins_by_client on sign_ins (tenant_id, client_app_id, at, id) where client_app_id is not null;
