-- Records that prove themselves: the input of a decision is kept as the text its digest is of, and nobody who serves requests can
-- change or remove a record or an input.

-- An owner whom row-level security binds would see no row to convert.
alter table decision_inputs no force row level security;
alter table sign_ins no force row level security;

alter table decision_inputs alter column input type text using input::text;

-- `jsonb` had given keys another order, so that no digest of what was kept until now can be verified. Those rows keep their
-- content under a digest that no content has, one byte longer: they read as altered, and what is recorded from now on never
-- refers to them.
update decision_inputs set digest = '\x00'::bytea || digest;
update sign_ins set input_digest = '\x00'::bytea || input_digest where input_digest is not null;

-- Makes a table of `secure_tenant_table` append-only afterwards.
create function close_tenant_table(target regclass) returns void language plpgsql as $$
begin
  execute format('drop policy tenant_rows on %s', target);
  if exists (select from pg_roles where rolname = 'gatehouse_app') then
    execute format('revoke all on %s from gatehouse_app', target);
  end if;
  perform secure_tenant_table(target, append_only => true);
end
$$;
select close_tenant_table('decision_inputs');
select close_tenant_table('sign_ins');
