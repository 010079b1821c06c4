import type { Device, DeviceId, OwnerId, UserId } from '@gatehouse/model';
import type { Shape, TenantTransaction } from '../../platform/store/index.js';
import { entityOf } from '../entity-of.js';
import { furtherFields } from '../relations/repository.js';
import { deviceFurtherFields } from './further-fields.data.js';

const columns = `
  v.id, v.tenant_id as "tenant", v.device_id as "deviceId", v.display_name as "displayName",
  v.account_enabled as "accountEnabled", v.is_compliant as "isCompliant", v.is_managed as "isManaged",
  v.trust_type as "trustType", nullif(v.properties, '{}') as "properties",
  (extract(epoch from v.last_sign_in_at) * 1000)::float8 as "lastSignInAt",
  (extract(epoch from v.created_at) * 1000)::float8 as "createdAt",
  array(select o.owner_id::text from device_owners o
        where o.tenant_id = v.tenant_id and o.device_id = v.id order by o.owner_id) as "owners"`;

/** How devices can be asked for, by Graph's names. */
export const deviceShape: Shape<Device> = {
  from: 'devices v',
  tenant: ['v.tenant_id'],
  id: { column: 'v.id', type: 'uuid' },
  columns,
  row: (row) => entityOf<Device>(row),
  fields: {
    id: { kind: 'uuid', column: 'v.id', index: 'order', required: true },
    deviceId: { kind: 'uuid', column: 'v.device_id', index: 'equal', required: true },
    displayName: {
      kind: 'text',
      folded: 'v.display_name_folded',
      index: 'order',
      required: true,
      terms: { table: 'directory_terms', field: 'displayName' },
    },
    approximateLastSignInDateTime: { kind: 'instant', column: 'v.last_sign_in_at', index: 'order' },
    registrationDateTime: { kind: 'instant', column: 'v.created_at', index: 'order', required: true },
    accountEnabled: { kind: 'boolean', column: 'v.account_enabled', required: true },
    isCompliant: { kind: 'boolean', column: 'v.is_compliant' },
    isManaged: { kind: 'boolean', column: 'v.is_managed' },
    trustType: { kind: 'text', column: 'v.trust_type' },
    ...furtherFields('v.properties', deviceFurtherFields),
  },
};

/** One device, locked until the transaction ends. */
export async function lockDevice(tx: TenantTransaction, id: DeviceId): Promise<Device | undefined> {
  const [row] = await tx.rows(`select ${columns} from devices v where v.tenant_id = $1 and v.id = $2 for update`, [
    tx.tenant,
    id,
  ]);
  return row && entityOf<Device>(row);
}

/** The devices with the given object ids. */
export async function readDevicesById(tx: TenantTransaction, ids: readonly DeviceId[]): Promise<Device[]> {
  const rows = await tx.rows(`select ${columns} from devices v where v.tenant_id = $1 and v.id = any ($2::uuid[])`, [
    tx.tenant,
    ids,
  ]);
  return rows.map((row) => entityOf<Device>(row));
}

/** The device with the id that its registration gave. */
export async function readDeviceByDeviceId(tx: TenantTransaction, deviceId: string): Promise<Device | undefined> {
  const [row] = await tx.rows(`select ${columns} from devices v where v.tenant_id = $1 and v.device_id = $2::uuid`, [
    tx.tenant,
    deviceId,
  ]);
  return row && entityOf<Device>(row);
}

/** Writes a new device with its owners. @throws when its device id is taken */
export async function insertDevice(tx: TenantTransaction, device: Device): Promise<void> {
  await tx.run(
    `insert into devices (tenant_id, id, device_id, display_name, account_enabled, is_compliant, is_managed, trust_type,
       properties, last_sign_in_at, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10, $11)`,
    [
      tx.tenant,
      device.id,
      device.deviceId,
      device.displayName,
      device.accountEnabled,
      device.isCompliant ?? null,
      device.isManaged ?? null,
      device.trustType ?? null,
      device.properties ?? {},
      device.lastSignInAt === undefined ? null : new Date(device.lastSignInAt),
      new Date(device.createdAt),
    ],
  );
  await insertOwners(tx, device.id, device.owners);
}

/** Writes all properties of a device, and its owners, over the stored ones. */
export async function updateDevice(tx: TenantTransaction, device: Device): Promise<void> {
  await tx.run(
    `update devices set display_name = $3, account_enabled = $4, is_compliant = $5, is_managed = $6, trust_type = $7,
       properties = $8::jsonb, last_sign_in_at = $9
     where tenant_id = $1 and id = $2`,
    [
      tx.tenant,
      device.id,
      device.displayName,
      device.accountEnabled,
      device.isCompliant ?? null,
      device.isManaged ?? null,
      device.trustType ?? null,
      device.properties ?? {},
      device.lastSignInAt === undefined ? null : new Date(device.lastSignInAt),
    ],
  );
  await tx.run('delete from device_owners where tenant_id = $1 and device_id = $2', [tx.tenant, device.id]);
  await insertOwners(tx, device.id, device.owners);
}

/** Removes a device. */
export async function deleteDevice(tx: TenantTransaction, id: DeviceId): Promise<void> {
  await tx.run('delete from devices where tenant_id = $1 and id = $2', [tx.tenant, id]);
}

async function insertOwners(tx: TenantTransaction, id: DeviceId, owners: readonly OwnerId[]): Promise<void> {
  await tx.run(
    `insert into device_owners (tenant_id, device_id, owner_id)
     select $1::uuid, $2::uuid, owner from unnest($3::uuid[]) as owner`,
    [tx.tenant, id, owners],
  );
}

/** Registers a user of a device. @returns false when the user is registered already */
export async function insertDeviceUser(tx: TenantTransaction, id: DeviceId, user: UserId): Promise<boolean> {
  const written = await tx.run(
    'insert into device_users (tenant_id, device_id, user_id) values ($1, $2, $3) on conflict do nothing',
    [tx.tenant, id, user],
  );
  return written > 0;
}

/** Takes a registered user of a device away. @returns false when the user is not registered */
export async function deleteDeviceUser(tx: TenantTransaction, id: DeviceId, user: UserId): Promise<boolean> {
  const removed = await tx.run('delete from device_users where tenant_id = $1 and device_id = $2 and user_id = $3', [
    tx.tenant,
    id,
    user,
  ]);
  return removed > 0;
}
