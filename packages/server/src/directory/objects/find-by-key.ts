import { type AppId, parseGuid } from '@gatehouse/model';
import { readApplicationIds } from '../applications/repository.js';
import { readDeviceByDeviceId } from '../devices/repository.js';
import type { DirectoryOperation } from '../operation.js';
import type { ObjectType } from '../relations/repository.js';
import { readServicePrincipalsByAppId } from '../service-principals/repository.js';
import { findUserId } from '../users/repository.js';

/** A key beside the id that names one object of a kind (Microsoft Graph documentation: alternate keys). */
export interface AlternateKey {
  readonly type: ObjectType;
  /** `userPrincipalName` (which a mail address may stand for), `appId`, `uniqueName` or `deviceId`. */
  readonly name: string;
  readonly value: string;
}

/** The id of the live object that an alternate key names; undefined when it names none, or when there is no such key. */
export function findIdByKey({ type, name, value }: AlternateKey): DirectoryOperation<string | undefined> {
  return async ({ tx }) => {
    // No text in the database holds a zero byte, and asking for one is an error there.
    if (value.includes('\0')) return undefined;
    if (type === 'user' && name === 'userPrincipalName') return findUserId(tx, value);
    const guid = parseGuid<AppId>(value);
    if (type === 'application' && name === 'uniqueName') return (await readApplicationIds(tx, 'unique name', value))[0];
    if (guid === undefined) return undefined;
    if (type === 'application' && name === 'appId') return (await readApplicationIds(tx, 'appId', guid))[0];
    if (type === 'servicePrincipal' && name === 'appId') return (await readServicePrincipalsByAppId(tx, [guid]))[0]?.id;
    if (type === 'device' && name === 'deviceId') return (await readDeviceByDeviceId(tx, guid))?.id;
    return undefined;
  };
}
