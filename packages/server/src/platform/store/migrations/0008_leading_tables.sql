-- The tables that lead to a tenant are read before it is known which one a request is about; written, each row belongs to its
-- tenant as every other does.

create function secure_leading_table(target regclass) returns void language plpgsql as $$
declare
  own constant text := 'tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid';
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy anyone_reads on %s for select using (true)', target);
  execute format('create policy tenant_adds on %s for insert with check (%s)', target, own);
  execute format('create policy tenant_changes on %s for update using (%s) with check (%s)', target, own, own);
  execute format('create policy tenant_removes on %s for delete using (%s)', target, own);
end
$$;

-- A tenant's name is its own business: whoever lists the tenants sees ids.
alter table tenant_settings no force row level security;
alter table tenant_settings add column display_name text;
insert into tenant_settings (tenant_id, display_name) select tenant_id, display_name from tenants
  on conflict (tenant_id) do update set display_name = excluded.display_name;
alter table tenant_settings alter column display_name set not null;
alter table tenant_settings force row level security;
alter table tenants drop column display_name;

select secure_leading_table('tenants');
select secure_leading_table('domain_names');
select secure_leading_table('application_homes');
select secure_leading_table('identifier_uris');
select secure_leading_table('journal_heads');
select secure_leading_table('device_user_codes');
