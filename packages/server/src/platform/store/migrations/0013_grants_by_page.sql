-- Grants and assignments are read page by page, in the order of their ids, among those of one principal, client or resource.
-- Order is that of code points, as everywhere.

alter table app_role_assignments alter column id type text collate "C";
create index app_role_assignments_by_principal on app_role_assignments (tenant_id, principal_id, id);
drop index app_role_assignments_by_resource;
create index app_role_assignments_by_resource on app_role_assignments (tenant_id, resource_id, id);

alter table oauth2_permission_grants alter column id type text collate "C";
create index oauth2_permission_grants_by_client on oauth2_permission_grants (tenant_id, client_id, id);
drop index oauth2_permission_grants_by_resource;
create index oauth2_permission_grants_by_resource on oauth2_permission_grants (tenant_id, resource_id, id);
-- Tenant-wide grants are those without a principal: asked for like those of one.
drop index oauth2_permission_grants_by_principal;
create index oauth2_permission_grants_by_principal on oauth2_permission_grants (tenant_id, principal_id nulls first, id);
