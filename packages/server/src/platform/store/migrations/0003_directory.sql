-- The directory: people, groups, applications, their presence in a tenant, and what they may do.
-- Row-level security lets an index serve only conditions that cannot leak: plain comparisons of columns, never a function of one.
-- Names are therefore folded once, into generated columns, and compared as they are.

create table tenant_settings (
  tenant_id uuid not null primary key,
  -- ROPC and other legacy ways in.
  legacy_password_grant boolean not null default false
);
select secure_tenant_table('tenant_settings');

create table users (
  tenant_id uuid not null,
  id uuid not null,
  user_principal_name text not null,
  user_principal_name_key text not null generated always as (lower(user_principal_name)) stored,
  display_name text not null,
  given_name text,
  surname text,
  mail text,
  mail_key text generated always as (lower(mail)) stored,
  job_title text,
  department text,
  office_location text,
  mobile_phone text,
  business_phones text[] not null,
  preferred_language text,
  usage_location text,
  user_type text not null check (user_type in ('Member', 'Guest')),
  account_enabled boolean not null,
  sign_in_sessions_valid_from timestamptz not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index users_by_name on users (tenant_id, user_principal_name_key);
create index users_by_mail on users (tenant_id, mail_key) where mail_key is not null;
select secure_tenant_table('users');

create table groups (
  tenant_id uuid not null,
  id uuid not null,
  display_name text not null,
  description text,
  mail_nickname text,
  security_enabled boolean not null,
  mail_enabled boolean not null,
  group_types text[] not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
create index groups_by_name on groups (tenant_id, display_name);
select secure_tenant_table('groups');

create table group_members (
  tenant_id uuid not null,
  group_id uuid not null,
  member_id uuid not null,
  member_type text not null check (member_type in ('User', 'Group')),
  primary key (tenant_id, group_id, member_id),
  foreign key (tenant_id, group_id) references groups (tenant_id, id) on delete cascade
);
-- Upward, from a member to the groups it is in: the walk of every sign-in.
create index group_members_by_member on group_members (tenant_id, member_id, group_id);
select secure_tenant_table('group_members');

create table group_owners (
  tenant_id uuid not null,
  group_id uuid not null,
  user_id uuid not null,
  primary key (tenant_id, group_id, user_id),
  foreign key (tenant_id, group_id) references groups (tenant_id, id) on delete cascade,
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create index group_owners_by_user on group_owners (tenant_id, user_id);
select secure_tenant_table('group_owners');

create table applications (
  tenant_id uuid not null,
  id uuid not null,
  app_id uuid not null,
  display_name text not null,
  description text,
  sign_in_audience text not null check (
    sign_in_audience in
      ('AzureADMyOrg', 'AzureADMultipleOrgs', 'AzureADandPersonalMicrosoftAccount', 'PersonalMicrosoftAccount')
  ),
  is_disabled boolean not null,
  publisher_domain text,
  verified_publisher jsonb,
  is_fallback_public_client boolean not null,
  web jsonb not null,
  spa jsonb not null,
  public_client jsonb not null,
  api jsonb not null,
  app_roles jsonb not null,
  required_resource_access jsonb not null,
  optional_claims jsonb not null,
  group_membership_claims text[] not null,
  info jsonb not null,
  tags text[] not null,
  gatehouse jsonb not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index applications_by_app_id on applications (tenant_id, app_id);
select secure_tenant_table('applications');

create table application_owners (
  tenant_id uuid not null,
  application_id uuid not null,
  user_id uuid not null,
  primary key (tenant_id, application_id, user_id),
  foreign key (tenant_id, application_id) references applications (tenant_id, id) on delete cascade,
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create index application_owners_by_user on application_owners (tenant_id, user_id);
select secure_tenant_table('application_owners');

-- An application ID URI names one application of its tenant.
create table application_identifier_uris (
  tenant_id uuid not null,
  uri text not null,
  application_id uuid not null,
  position integer not null,
  primary key (tenant_id, uri),
  foreign key (tenant_id, application_id) references applications (tenant_id, id) on delete cascade
);
create index application_identifier_uris_by_application on application_identifier_uris (tenant_id, application_id);
select secure_tenant_table('application_identifier_uris');

-- Application ID URIs of multi-tenant applications: each leads to one application anywhere.
create table identifier_uris (
  uri text primary key,
  tenant_id uuid not null references tenants on delete cascade,
  app_id uuid not null
);
create index identifier_uris_by_application on identifier_uris (tenant_id, app_id);
select open_to_app('identifier_uris', 'select, insert, update, delete');

create table service_principals (
  tenant_id uuid not null,
  id uuid not null,
  app_id uuid not null,
  display_name text not null,
  account_enabled boolean not null,
  app_role_assignment_required boolean not null,
  service_principal_type text not null check (
    service_principal_type in ('Application', 'ManagedIdentity', 'Legacy', 'SocialIdp')
  ),
  -- Names beside the application's own identifier URIs and its appId.
  service_principal_names text[] not null,
  tags text[] not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index service_principals_by_app_id on service_principals (tenant_id, app_id);
select secure_tenant_table('service_principals');

create table service_principal_owners (
  tenant_id uuid not null,
  service_principal_id uuid not null,
  user_id uuid not null,
  primary key (tenant_id, service_principal_id, user_id),
  foreign key (tenant_id, service_principal_id) references service_principals (tenant_id, id) on delete cascade,
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create index service_principal_owners_by_user on service_principal_owners (tenant_id, user_id);
select secure_tenant_table('service_principal_owners');

-- Client secrets, as digests. Each belongs to one application or to one service principal.
create table password_credentials (
  tenant_id uuid not null,
  owner_id uuid not null generated always as (coalesce(application_id, service_principal_id)) stored,
  key_id uuid not null,
  application_id uuid,
  service_principal_id uuid,
  display_name text,
  start_at timestamptz not null,
  end_at timestamptz not null,
  hint text not null,
  digest text not null,
  primary key (tenant_id, owner_id, key_id),
  check (num_nonnulls(application_id, service_principal_id) = 1),
  foreign key (tenant_id, application_id) references applications (tenant_id, id) on delete cascade,
  foreign key (tenant_id, service_principal_id) references service_principals (tenant_id, id) on delete cascade
);
select secure_tenant_table('password_credentials');

-- Certificates; public parts only.
create table key_credentials (
  tenant_id uuid not null,
  owner_id uuid not null generated always as (coalesce(application_id, service_principal_id)) stored,
  key_id uuid not null,
  application_id uuid,
  service_principal_id uuid,
  display_name text,
  usage text not null check (usage in ('Verify', 'Sign', 'Encrypt')),
  type text not null check (type in ('AsymmetricX509Cert', 'X509CertAndPassword', 'Symmetric')),
  start_at timestamptz not null,
  end_at timestamptz not null,
  certificate text not null,
  thumbprint_sha1 text not null,
  thumbprint_sha256 text not null,
  primary key (tenant_id, owner_id, key_id),
  check (num_nonnulls(application_id, service_principal_id) = 1),
  foreign key (tenant_id, application_id) references applications (tenant_id, id) on delete cascade,
  foreign key (tenant_id, service_principal_id) references service_principals (tenant_id, id) on delete cascade
);
select secure_tenant_table('key_credentials');

-- Trust in tokens that other issuers sign for a workload.
create table federated_identity_credentials (
  tenant_id uuid not null,
  application_id uuid not null,
  id uuid not null,
  name text not null,
  issuer text not null,
  subject text not null,
  audiences text[] not null,
  description text,
  jwks jsonb,
  primary key (tenant_id, application_id, id),
  unique (tenant_id, application_id, name),
  unique (tenant_id, application_id, issuer, subject),
  foreign key (tenant_id, application_id) references applications (tenant_id, id) on delete cascade
);
select secure_tenant_table('federated_identity_credentials');

-- Delegated permissions granted. A tenant-wide grant has no principal, and there is one of those.
create table oauth2_permission_grants (
  tenant_id uuid not null,
  id text not null,
  client_id uuid not null,
  resource_id uuid not null,
  consent_type text not null check (consent_type in ('AllPrincipals', 'Principal')),
  principal_id uuid,
  scopes text[] not null,
  primary key (tenant_id, id),
  unique nulls not distinct (tenant_id, client_id, resource_id, consent_type, principal_id),
  check ((consent_type = 'Principal') = (principal_id is not null)),
  foreign key (tenant_id, client_id) references service_principals (tenant_id, id) on delete cascade,
  foreign key (tenant_id, resource_id) references service_principals (tenant_id, id) on delete cascade,
  foreign key (tenant_id, principal_id) references users (tenant_id, id) on delete cascade
);
create index oauth2_permission_grants_by_principal on oauth2_permission_grants (tenant_id, principal_id);
create index oauth2_permission_grants_by_resource on oauth2_permission_grants (tenant_id, resource_id);
create index oauth2_permission_grants_tenant_wide on oauth2_permission_grants (tenant_id) where principal_id is null;
select secure_tenant_table('oauth2_permission_grants');

create table app_role_assignments (
  tenant_id uuid not null,
  id text not null,
  principal_id uuid not null,
  principal_type text not null check (principal_type in ('User', 'Group', 'ServicePrincipal')),
  resource_id uuid not null,
  app_role_id uuid not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, principal_id, resource_id, app_role_id),
  foreign key (tenant_id, resource_id) references service_principals (tenant_id, id) on delete cascade
);
create index app_role_assignments_by_resource on app_role_assignments (tenant_id, resource_id);
create index app_role_assignments_of_others on app_role_assignments (tenant_id) where principal_type <> 'User';
select secure_tenant_table('app_role_assignments');
