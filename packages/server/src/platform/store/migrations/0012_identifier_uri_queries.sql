-- Applications are found by an application ID URI, whole or by how it begins, in any letter case.
alter table application_identifier_uris
  add column uri_folded text collate "C" not null generated always as (lower(uri collate "und-x-icu")) stored;
create index application_identifier_uris_by_folded on application_identifier_uris (tenant_id, uri_folded, application_id);
