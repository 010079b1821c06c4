import type { Device, DeviceId, TenantId } from '@gatehouse/model';
import { derivedId } from '../derived-id.js';
import { within } from '../load-seed.js';
import type { SeedDevice } from '../schema/device.js';
import { furtherDeviceProperties } from '../schema/further-properties.data.js';
import { furtherOf } from '../schema/further-properties.js';
import { byDisplayName } from './by-name.js';
import { baseOf, type Exactness, namedOf, withFurther } from './exactness.js';
import { itemsOf, type SeededTenant } from './seeded-tenants.js';
import type { Change, Refuse } from './tenant-plan.js';

/** The devices of one tenant, without owners and users, which follow once all are known. */
export function planDevices(
  seeded: SeededTenant,
  facts: { readonly stored: readonly Device[]; readonly exact: Exactness; readonly now: number },
  refuse: Refuse,
): readonly Change<Device>[] {
  const taken = new Set<string>();
  const byDeviceId = new Map(facts.stored.map((device) => [device.deviceId, device]));
  const byId = new Map(facts.stored.map((device) => [device.id, device]));
  const byName = byDisplayName(facts.stored);
  return itemsOf(seeded, 'devices').map(({ value, place }) => {
    const named = byName.get(value.displayName) ?? [];
    const isSaid = value.id !== undefined || value.deviceId !== undefined;
    if (!isSaid && named.length > 1) {
      refuse(within(place, 'displayName'), `several devices are called \`${value.displayName}\`; give the \`id\``);
    }
    const known = value.deviceId === undefined ? (isSaid ? undefined : named[0]) : byDeviceId.get(value.deviceId);
    const id = value.id ?? known?.id ?? derivedId<DeviceId>(seeded.id, 'device', value.deviceId ?? value.displayName);
    if (known !== undefined && known.id !== id) {
      refuse(within(place, 'id'), `the device ${known.deviceId} exists with the id ${known.id}`);
    }
    const before = byId.get(id);
    const deviceId = value.deviceId ?? before?.deviceId ?? derivedId<string>(seeded.id, 'device-id', value.displayName);
    if (before !== undefined && before.deviceId !== deviceId) refuse(within(place, 'deviceId'), 'never changes');
    for (const [property, key] of [
      ['id', id],
      ['deviceId', deviceId],
    ] as const) {
      if (taken.has(`${property} ${key}`))
        refuse(within(place, property), `the ${property} ${key} stands more than once`);
      taken.add(`${property} ${key}`);
    }
    return {
      before,
      after: deviceOf(value, before, newDevice(seeded.id, id, deviceId, value, facts.now), facts.exact),
    };
  });
}

function newDevice(tenant: TenantId, id: DeviceId, deviceId: string, item: SeedDevice, now: number): Device {
  const { displayName } = item;
  return { id, tenant, deviceId, displayName, accountEnabled: true, owners: [], createdAt: now };
}

const deviceProperties = ['displayName', 'accountEnabled', 'isCompliant', 'isManaged', 'trustType'] as const;

function deviceOf(item: SeedDevice, before: Device | undefined, blank: Device, exact: Exactness): Device {
  const { properties: _properties, ...base } = baseOf(before, blank, exact, ['createdAt', 'lastSignInAt', 'owners']);
  return {
    ...base,
    ...namedOf(item, deviceProperties),
    ...withFurther(before?.properties, furtherOf(item, furtherDeviceProperties), furtherDeviceProperties, exact),
  };
}
