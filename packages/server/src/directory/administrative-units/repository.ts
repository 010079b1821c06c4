import type { AdministrativeUnit, AdministrativeUnitId } from '@gatehouse/model';
import type { Shape, TenantTransaction } from '../../platform/store/index.js';
import { entityOf } from '../entity-of.js';

const columns = `
  n.id, n.tenant_id as "tenant", n.display_name as "displayName", n.description, n.visibility,
  nullif(n.properties, '{}') as "properties", (extract(epoch from n.created_at) * 1000)::float8 as "createdAt"`;

/** How administrative units can be asked for, by Graph's names. */
export const unitShape: Shape<AdministrativeUnit> = {
  from: 'administrative_units n',
  tenant: ['n.tenant_id'],
  id: { column: 'n.id', type: 'uuid' },
  columns,
  row: (row) => entityOf<AdministrativeUnit>(row),
  fields: {
    id: { kind: 'uuid', column: 'n.id', index: 'order', required: true },
    displayName: {
      kind: 'text',
      folded: 'n.display_name_folded',
      index: 'order',
      required: true,
      terms: { table: 'directory_terms', field: 'displayName' },
    },
    description: {
      kind: 'text',
      folded: 'n.description_folded',
      terms: { table: 'directory_terms', field: 'description' },
    },
    visibility: { kind: 'text', column: 'n.visibility' },
  },
};

/** One administrative unit, locked until the transaction ends. */
export async function lockUnit(
  tx: TenantTransaction,
  id: AdministrativeUnitId,
): Promise<AdministrativeUnit | undefined> {
  const [row] = await tx.rows(
    `select ${columns} from administrative_units n where n.tenant_id = $1 and n.id = $2 for update`,
    [tx.tenant, id],
  );
  return row && entityOf<AdministrativeUnit>(row);
}

/** The administrative units with the given ids. */
export async function readUnitsById(
  tx: TenantTransaction,
  ids: readonly AdministrativeUnitId[],
): Promise<AdministrativeUnit[]> {
  const rows = await tx.rows(
    `select ${columns} from administrative_units n where n.tenant_id = $1 and n.id = any ($2::uuid[])`,
    [tx.tenant, ids],
  );
  return rows.map((row) => entityOf<AdministrativeUnit>(row));
}

/** Writes a new administrative unit. */
export async function insertUnit(tx: TenantTransaction, unit: AdministrativeUnit): Promise<void> {
  await tx.run(
    `insert into administrative_units (tenant_id, id, display_name, description, visibility, properties, created_at)
     values ($1, $2, $3, $4, $5, $6::jsonb, $7)`,
    [
      tx.tenant,
      unit.id,
      unit.displayName,
      unit.description ?? null,
      unit.visibility ?? null,
      unit.properties ?? {},
      new Date(unit.createdAt),
    ],
  );
}

/** Writes all properties of an administrative unit over the stored ones. */
export async function updateUnit(tx: TenantTransaction, unit: AdministrativeUnit): Promise<void> {
  await tx.run(
    `update administrative_units set display_name = $3, description = $4, visibility = $5, properties = $6::jsonb
     where tenant_id = $1 and id = $2`,
    [tx.tenant, unit.id, unit.displayName, unit.description ?? null, unit.visibility ?? null, unit.properties ?? {}],
  );
}

/** Removes an administrative unit with its memberships. */
export async function deleteUnit(tx: TenantTransaction, id: AdministrativeUnitId): Promise<void> {
  await tx.run('delete from administrative_units where tenant_id = $1 and id = $2', [tx.tenant, id]);
}

/** An object in an administrative unit. */
export interface UnitMember {
  readonly id: string;
  readonly type: 'User' | 'Group' | 'Device';
}

/** Puts an object into a unit. @returns false when it is in it already */
export async function insertUnitMember(
  tx: TenantTransaction,
  unit: AdministrativeUnitId,
  member: UnitMember,
): Promise<boolean> {
  const written = await tx.run(
    `insert into administrative_unit_members (tenant_id, unit_id, member_id, member_type) values ($1, $2, $3, $4)
     on conflict do nothing`,
    [tx.tenant, unit, member.id, member.type],
  );
  return written > 0;
}

/** Takes an object out of a unit. @returns the member, unless it was not in it */
export async function deleteUnitMember(
  tx: TenantTransaction,
  unit: AdministrativeUnitId,
  member: string,
): Promise<UnitMember | undefined> {
  const [removed] = await tx.rows<UnitMember>(
    `delete from administrative_unit_members where tenant_id = $1 and unit_id = $2 and member_id = $3
     returning member_id as "id", member_type as "type"`,
    [tx.tenant, unit, member],
  );
  return removed;
}

/** Whether an object is a direct member of a unit. */
export async function readIsUnitMember(
  tx: TenantTransaction,
  unit: AdministrativeUnitId,
  member: string,
): Promise<boolean> {
  const rows = await tx.rows(
    'select from administrative_unit_members where tenant_id = $1 and unit_id = $2 and member_id = $3',
    [tx.tenant, unit, member],
  );
  return rows.length > 0;
}
