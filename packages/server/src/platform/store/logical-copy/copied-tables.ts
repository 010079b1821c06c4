import type { Session } from '../session.js';

/** One table as a copy sees it. */
export interface CopiedTable {
  /** Quoted where the name needs it. */
  readonly name: string;
  /** Columns that are written, in order: generated ones are made again. */
  readonly columns: readonly string[];
  /** Confined by row-level security: its rows are written one tenant at a time. */
  readonly confined: boolean;
  /** Whoever may see one tenant's rows of it sees all, because it leads to a tenant. */
  readonly open: boolean;
  readonly hasTenant: boolean;
  /** Rows of it may refer to other rows of it. */
  readonly refersToItself: boolean;
}

interface TableRow extends CopiedTable {
  readonly refersTo: readonly string[];
}

/** Every table but the list of migrations, which each database keeps for itself. */
const allTables = `
  select class.oid::regclass::text as name, class.relforcerowsecurity as confined,
    exists (select from pg_policy where polrelid = class.oid and pg_get_expr(polqual, polrelid) = 'true') as open,
    (select array_agg(quote_ident(attname) order by attnum) from pg_attribute
      where attrelid = class.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns,
    exists (select from pg_attribute where attrelid = class.oid and attname = 'tenant_id') as "hasTenant",
    exists (select from pg_constraint where conrelid = class.oid and confrelid = class.oid and contype = 'f')
      as "refersToItself",
    array(select distinct confrelid::regclass::text from pg_constraint
      where conrelid = class.oid and confrelid <> class.oid and contype = 'f') as "refersTo"
  from pg_class class
  where class.relnamespace = 'public'::regnamespace and class.relkind = 'r' and class.relname <> 'migrations'
  order by class.relname`;

/** The tables of the database, those referred to before those that refer to them. */
export async function copiedTables(session: Session): Promise<CopiedTable[]> {
  const { rows } = await session.sendOnce(allTables);
  const waiting = rows as TableRow[];
  const placed = new Map<string, CopiedTable>();
  while (placed.size < waiting.length) {
    const next = waiting.find((table) => !placed.has(table.name) && table.refersTo.every((name) => placed.has(name)));
    if (next === undefined) throw new Error('tables refer to each other in a circle');
    placed.set(next.name, next);
  }
  return [...placed.values()];
}

/** True when row-level security does not bind the session's user. */
export async function seesAllTenants(session: Session): Promise<boolean> {
  const { rows } = await session.sendOnce(
    'select rolsuper or rolbypassrls as free from pg_roles where rolname = current_user',
  );
  return (rows[0] as { free: boolean } | undefined)?.free === true;
}
