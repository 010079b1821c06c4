// A kind of object made for the tests of queries: every sort of field, with and without an index, in tables of its own.
import type { QueriedObject } from '@gatehouse/policy';
import type { Store, TenantTransaction } from '../index.js';
import { engineOf } from '../internals.js';
import type { Shape } from './index.js';

/** A thing as it is stored. Optional properties are null where the thing has none. */
export interface Thing {
  readonly id: string;
  readonly name: string;
  readonly city: string | null;
  readonly code: string | null;
  readonly note: string | null;
  readonly active: boolean;
  readonly rank: number | null;
  /** Milliseconds since the Unix epoch. */
  readonly madeAt: number | null;
  readonly ownerId: string | null;
  readonly phones: readonly string[];
  readonly labels: readonly Label[] | null;
  readonly links: readonly Link[];
}

export interface Label {
  readonly issuer: string | null;
  readonly weight: number | null;
}

export interface Link {
  readonly linkId: string;
  readonly kind: string;
}

const schema = `
create table things (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  name_folded text collate "C" not null generated always as (lower(name collate "und-x-icu")) stored,
  name_reversed text collate "C" not null generated always as (reverse(lower(name collate "und-x-icu"))) stored,
  city text,
  city_folded text collate "C" generated always as (lower(city collate "und-x-icu")) stored,
  code text,
  code_folded text collate "C" generated always as (lower(code collate "und-x-icu")) stored,
  note text,
  active boolean not null,
  rank float8,
  made_at timestamptz,
  owner_id uuid,
  phones text[] not null,
  labels jsonb,
  primary key (tenant_id, id)
);
create index things_by_name on things (tenant_id, name_folded, id);
create index things_by_end_of_name on things (tenant_id, name_reversed);
create index things_by_city on things (tenant_id, city_folded nulls first, id);
create index things_by_code on things (tenant_id, code_folded);
create index things_by_rank on things (tenant_id, rank nulls first, id);
create index things_by_time on things (tenant_id, made_at nulls first, id);
create index things_by_owner on things (tenant_id, owner_id);
select secure_tenant_table('things');

create table thing_terms (
  tenant_id uuid not null,
  object_id uuid not null,
  field text not null,
  term text collate "C" not null,
  primary key (tenant_id, object_id, field, term)
);
create index thing_terms_by_term on thing_terms (tenant_id, field, term, object_id);
select secure_tenant_table('thing_terms');

create function keep_thing_terms() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    delete from thing_terms t using gone g where t.tenant_id = g.tenant_id and t.object_id = g.id;
  end if;
  if tg_op = 'DELETE' then
    return null;
  end if;
  insert into thing_terms (tenant_id, object_id, field, term)
    select distinct f.tenant_id, f.id, named.field, term
    from fresh f
    cross join lateral (values ('name', f.name_folded), ('city', f.city_folded)) named (field, words)
    cross join lateral regexp_split_to_table(named.words collate "und-x-icu", '[^[:alnum:]]+') term
    where term <> '';
  return null;
end
$$;
create trigger enters_terms after insert on things referencing new table as fresh
  for each statement execute function keep_thing_terms();
create trigger changes_terms after update on things referencing old table as gone new table as fresh
  for each statement execute function keep_thing_terms();
create trigger leaves_terms after delete on things referencing old table as gone
  for each statement execute function keep_thing_terms();

create table thing_links (
  tenant_id uuid not null,
  thing_id uuid not null,
  link_id uuid not null,
  kind text not null,
  primary key (tenant_id, thing_id, link_id)
);
create index thing_links_by_link on thing_links (tenant_id, link_id, thing_id);
select secure_tenant_table('thing_links');

create table thing_sets (
  tenant_id uuid not null,
  set_id uuid not null,
  thing_id uuid not null,
  primary key (tenant_id, set_id, thing_id)
);
create index thing_sets_by_thing on thing_sets (tenant_id, thing_id, set_id);
select secure_tenant_table('thing_sets');`;

/** Makes the tables, as a migration would. */
export async function makeThings(store: Store): Promise<void> {
  await engineOf(store).asOwner((session) => session.script(schema));
}

/** Gives the planner the figures that a store keeps up to date as it runs. */
export async function analyzeThings(store: Store): Promise<void> {
  await engineOf(store).asOwner((session) => session.script('analyze things, thing_terms, thing_links, thing_sets'));
}

/** The same queries must be right with words in a table and without. */
export const things: Shape<Thing> = {
  from: 'things t',
  tenant: ['t.tenant_id'],
  id: { column: 't.id', type: 'uuid' },
  columns: `t.id, t.name, t.city, t.code, t.note, t.active, t.rank, t.phones, t.labels, t.owner_id as "ownerId",
    (extract(epoch from t.made_at) * 1000)::float8 as "madeAt",
    (select coalesce(jsonb_agg(jsonb_build_object('linkId', l.link_id, 'kind', l.kind) order by l.link_id), '[]')
      from thing_links l where l.tenant_id = t.tenant_id and l.thing_id = t.id) as links`,
  row: (columns) => columns as unknown as Thing,
  fields: {
    id: { kind: 'uuid', column: 't.id', index: 'order', required: true },
    name: {
      kind: 'text',
      folded: 't.name_folded',
      reversed: 't.name_reversed',
      index: 'order',
      required: true,
      terms: { table: 'thing_terms', field: 'name' },
    },
    city: { kind: 'text', folded: 't.city_folded', index: 'order', terms: { table: 'thing_terms', field: 'city' } },
    code: { kind: 'text', folded: 't.code_folded', index: 'equal' },
    note: { kind: 'text', column: 't.note' },
    active: { kind: 'boolean', column: 't.active', required: true },
    rank: { kind: 'number', column: 't.rank', index: 'order' },
    madeAt: { kind: 'instant', column: 't.made_at', index: 'order' },
    ownerId: { kind: 'uuid', column: 't.owner_id', index: 'equal' },
    phones: { kind: 'list', column: 't.phones' },
    labels: {
      kind: 'json',
      column: 't.labels',
      element: 'label',
      fields: {
        issuer: { kind: 'text', column: `label.value ->> 'issuer'` },
        weight: { kind: 'number', column: `(label.value ->> 'weight')::float8` },
      },
    },
    links: {
      kind: 'related',
      from: 'thing_links k',
      tenant: ['k.tenant_id'],
      of: 'k.thing_id = t.id',
      fields: {
        linkId: { kind: 'uuid', column: 'k.link_id', index: 'equal', required: true },
        kind: { kind: 'text', column: 'k.kind' },
      },
    },
  },
};

/** The things of one set, by way of a join. */
export function thingsOfSet(set: string): Shape<Thing> {
  return {
    ...things,
    from: 'thing_sets s join things t on t.tenant_id = s.tenant_id and t.id = s.thing_id',
    tenant: ['s.tenant_id', 't.tenant_id'],
    within: (bind) => `s.set_id = ${bind(set)}::uuid`,
    id: { column: 's.thing_id', sorted: 't.id', type: 'uuid' },
  };
}

/** Writes new things. */
export async function insertThings(tx: TenantTransaction, added: readonly Thing[]): Promise<void> {
  await tx.run(
    `insert into things (tenant_id, id, name, city, code, note, active, rank, made_at, owner_id, phones, labels)
     select $1::uuid, r.id, r.name, r.city, r.code, r.note, r.active, r.rank, to_timestamp(r."madeAt" / 1000), r."ownerId",
       r.phones, nullif(r.labels, 'null')
     from jsonb_to_recordset($2::jsonb) as r(id uuid, name text, city text, code text, note text, active boolean, rank float8,
       "madeAt" float8, "ownerId" uuid, phones text[], labels jsonb)`,
    [tx.tenant, JSON.stringify(added)],
  );
  const links = added.flatMap(({ id, links: of }) => of.map((link) => ({ ...link, id })));
  await tx.run(
    `insert into thing_links (tenant_id, thing_id, link_id, kind) select $1::uuid, r.id, r."linkId", r.kind
     from jsonb_to_recordset($2::jsonb) as r(id uuid, "linkId" uuid, kind text)`,
    [tx.tenant, JSON.stringify(links)],
  );
}

/** A thing of which only what is said matters. */
export function thing(id: string, more: Partial<Thing> = {}): Thing {
  return {
    id,
    name: 'thing',
    city: null,
    code: null,
    note: null,
    active: true,
    rank: null,
    madeAt: null,
    ownerId: null,
    phones: [],
    labels: null,
    links: [],
    ...more,
  };
}

/** The thing as `matches` and `compareBy` read it. */
export function asQueried(stored: Thing): QueriedObject {
  return stored as unknown as QueriedObject;
}

/** The id of the thing with that number. */
export function idOf(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}
