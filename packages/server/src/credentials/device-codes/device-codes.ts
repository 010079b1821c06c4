import type { AppId, Refusal, TenantId } from '@gatehouse/model';
import type { Clock } from '../../platform/clock/index.js';
import type { Ids } from '../../platform/ids/index.js';
import type { Store, Sweep, TenantTransaction } from '../../platform/store/index.js';
import type { DeviceApproval, DeviceCodeGrant, PendingDeviceCode } from './device-code.js';
import { digestOf, newDeviceCode, readDeviceCode } from './device-code-text.js';
import { createGuessLimit } from './guess-limit.js';
import {
  answerDeviceCode,
  deleteDeviceCode,
  deleteEndedCodes,
  deleteEndedRoutes,
  findByUserCode,
  insertDeviceCode,
  insertUserCode,
  findDeviceCode,
  markPolled,
  tenantOfUserCode,
} from './repository.js';
import { newUserCode, readUserCode } from './user-code.js';

/** What a device is given: a secret of its own, and a short code for its person. `interval` in seconds, too. */
export interface IssuedDeviceCode {
  readonly deviceCode: string;
  readonly userCode: string;
  /** Seconds. */
  readonly expiresIn: number;
  readonly interval: number;
}

/** What a polling device hears (RFC 8628 §3.5). */
export type PollOutcome =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'pending' }
  | { readonly kind: 'too_fast' }
  | { readonly kind: 'declined' }
  /** Given exactly once: the code is gone. */
  | { readonly kind: 'approved'; readonly grant: DeviceCodeGrant; readonly approval: DeviceApproval };

/** Looks at what was asked for and approved before it is given. @returns a refusal, or undefined when there is nothing to object to. */
export type RedemptionCheck = (grant: DeviceCodeGrant, approval: DeviceApproval) => Refusal | undefined;

/** Device authorization from the first request to its redemption. Every method throws StoreUnavailable when the store is away. */
export interface DeviceCodes {
  /** Makes the pair of codes. @param tenant where they are kept: the authority's tenant, or else the client's home. */
  create(tenant: TenantId, grant: DeviceCodeGrant): Promise<IssuedDeviceCode>;
  /** Finds what a person typed. Wrong, ended and answered codes look the same; too many wrong ones from an address must wait. */
  find(
    typed: string,
    address: string,
  ): Promise<
    | { readonly kind: 'found'; readonly code: PendingDeviceCode }
    | { readonly kind: 'unknown' }
    | { readonly kind: 'wait'; readonly seconds: number }
  >;
  /** @returns false when the code has ended or was answered before. */
  approve(code: Pick<PendingDeviceCode, 'tenant' | 'handle'>, approval: DeviceApproval): Promise<boolean>;
  /** @returns false when the code has ended or was answered before. */
  decline(code: Pick<PendingDeviceCode, 'tenant' | 'handle'>): Promise<boolean>;
  /**
   * The device asks. A device code of another client is unknown, and stays usable for its own.
   * @param object may refuse the redemption of an approved code, which is then not spent.
   */
  poll(deviceCode: string, client: AppId, object?: RedemptionCheck): Promise<PollOutcome | Refusal>;
}

/** What device codes are kept with. */
export interface DeviceCodesDeps {
  readonly store: Pick<Store, 'inTenant' | 'inPlatform'>;
  readonly clock: Clock;
  readonly ids: Ids;
  /** 900 by default, as the platform documents. */
  readonly lifetimeSeconds?: number;
}

const defaultLifetime = 900;
/** Seconds between polls, as the platform documents. */
const interval = 5;
/** Clients wait exactly the interval; the road to us may eat some of it. */
const tolerance = 1;
/** Ended codes stay for an hour at least, so that a late poll learns that its code has expired. Milliseconds. */
const remembered = 3_600_000;

/** Forgets device codes that nobody polls any more. */
export const deviceCodeSweep: Sweep = (tenant, now, limit) => deleteEndedCodes(tenant, now - remembered, limit);
/** Forgets where user codes led that nobody may enter any more. */
export const userCodeSweep: Sweep = deleteEndedRoutes;

/** Makes the device codes of one process. */
export function createDeviceCodes(deps: DeviceCodesDeps): DeviceCodes {
  const guesses = createGuessLimit(deps.clock);
  return {
    create: (tenant, grant) => create(deps, tenant, grant),
    find: async (typed, address) => {
      const seconds = guesses.waitSeconds(address);
      if (seconds > 0) return { kind: 'wait', seconds };
      const code = await findPending(deps, readUserCode(typed));
      if (code !== undefined) return { kind: 'found', code };
      guesses.count(address);
      return { kind: 'unknown' };
    },
    approve: (code, approval) => answer(deps, code, 'approved', approval),
    decline: (code) => answer(deps, code, 'declined', null),
    poll: (deviceCode, client, object = () => undefined) => poll(deps, deviceCode, client, object),
  };
}

async function create(deps: DeviceCodesDeps, tenant: TenantId, grant: DeviceCodeGrant): Promise<IssuedDeviceCode> {
  const lifetime = deps.lifetimeSeconds ?? defaultLifetime;
  const expiresAt = new Date(deps.clock.now() + lifetime * 1000);
  const deviceCode = newDeviceCode(tenant, deps.ids);
  const userCode = await deps.store.inTenant(tenant, async (tx) => {
    const routed = await routeUserCode(tx, deps.ids, expiresAt);
    const row = { ...grant, digest: digestOf(deviceCode), userCodeDigest: digestOf(routed), expiresAt };
    await insertDeviceCode(tx, row);
    return routed;
  });
  return { deviceCode, userCode, expiresIn: lifetime, interval };
}

/** Two codes never collide: the routing row is unique. Among 20^9 a second try is already rare. */
async function routeUserCode(tx: TenantTransaction, ids: Ids, expiresAt: Date): Promise<string> {
  for (;;) {
    const userCode = newUserCode(ids);
    if (await insertUserCode(tx, digestOf(userCode), expiresAt)) return userCode;
  }
}

async function findPending(
  { store, clock }: DeviceCodesDeps,
  userCode: string | undefined,
): Promise<PendingDeviceCode | undefined> {
  if (userCode === undefined) return undefined;
  const now = clock.now();
  const digest = digestOf(userCode);
  const tenant = await store.inPlatform((tx) => tenantOfUserCode(tx, digest, new Date(now)));
  if (tenant === undefined) return undefined;
  const row = await store.inTenant(tenant, (tx) => findByUserCode(tx, digest));
  if (row === undefined || row.state !== 'pending' || row.expiresAt <= now) return undefined;
  const { client, authority, scope, requestedFrom, expiresAt } = row;
  const handle = Buffer.from(row.digest).toString('base64url');
  return { tenant, handle, client, authority, scope, requestedFrom, expiresAt };
}

function answer(
  { store, clock }: DeviceCodesDeps,
  { tenant, handle }: Pick<PendingDeviceCode, 'tenant' | 'handle'>,
  state: 'approved' | 'declined',
  approval: DeviceApproval | null,
): Promise<boolean> {
  const digest = Buffer.from(handle, 'base64url');
  return store.inTenant(tenant, (tx) => answerDeviceCode(tx, digest, state, approval, new Date(clock.now())));
}

async function poll(
  { store, clock }: DeviceCodesDeps,
  deviceCode: string,
  client: AppId,
  object: RedemptionCheck,
): Promise<PollOutcome | Refusal> {
  const read = readDeviceCode(deviceCode);
  if (read === undefined) return { kind: 'unknown' };
  return store.inTenant(read.tenant, async (tx): Promise<PollOutcome | Refusal> => {
    const now = clock.now();
    const row = await findDeviceCode(tx, read.digest);
    if (row === undefined || row.client !== client) return { kind: 'unknown' };
    if (row.expiresAt <= now) return { kind: 'expired' };
    if (row.state === 'pending') {
      await markPolled(tx, read.digest, new Date(now));
      const soon = row.polledAt !== null && now < row.polledAt + (interval - tolerance) * 1000;
      return { kind: soon ? 'too_fast' : 'pending' };
    }
    if (row.approval === null) return { kind: 'declined' };
    const { authority, scope, requestedFrom, approval } = row;
    const grant = { client, authority, scope, requestedFrom };
    const refusal = object(grant, approval);
    if (refusal !== undefined) return refusal;
    // INVARIANT: ONE-WINNER, held by device-codes.test.ts.
    if (!(await deleteDeviceCode(tx, read.digest))) return { kind: 'unknown' };
    return { kind: 'approved', grant, approval };
  });
}
