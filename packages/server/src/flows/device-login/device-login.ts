import type { AppId, SessionId, TenantId, UserId } from '@gatehouse/model';
import type { AccessInput, Authentication } from '@gatehouse/policy';
import { parseScope, type ScopeRequest } from '@gatehouse/wire';
import type { DeviceCodes } from '../../credentials/device-codes/index.js';
import type { Directory } from '../../directory/index.js';

/** A device's request that waits for its person, as the code they typed names it. Plain data: it travels sealed with the sign-in. */
export interface DeviceSignIn {
  /** The tenant that keeps the code, and the code's name there. */
  readonly keeper: TenantId;
  readonly handle: string;
  readonly client: AppId;
  readonly applicationName: string;
  readonly authority: AccessInput['authority'];
  readonly scopes: ScopeRequest;
  /** The address the device asked from. */
  readonly requestedFrom: string;
}

/** The person who said yes, as the gate admitted them. */
export interface DevicePerson {
  readonly tenant: TenantId;
  readonly user: UserId;
  readonly authentication: Authentication;
  readonly session: SessionId;
}

/** The person's side of the device flow (RFC 8628 §3.3). */
export interface DeviceLogin {
  /** Finds what was typed. Wrong, ended and answered codes look the same; too many wrong ones must wait. */
  enter(typed: string, address: string): Promise<DeviceSignIn | 'unknown' | 'wait'>;
  /** @returns false when the code has ended or was answered before. */
  approve(device: Pick<DeviceSignIn, 'keeper' | 'handle'>, person: DevicePerson): Promise<boolean>;
  decline(device: Pick<DeviceSignIn, 'keeper' | 'handle'>): Promise<boolean>;
}

/** What the device page works with. */
export interface DeviceLoginDeps {
  readonly deviceCodes: DeviceCodes;
  readonly directory: Pick<Directory, 'application'>;
}

/**
 * Makes the flow behind the device page: from the code that a person types to their yes or no. It keeps nothing; the
 * code's row does.
 */
export function createDeviceLogin({ deviceCodes, directory }: DeviceLoginDeps): DeviceLogin {
  return {
    enter: async (typed, address) => {
      const found = await deviceCodes.find(typed, address);
      if (found.kind !== 'found') return found.kind;
      const { tenant, handle, client, authority, scope, requestedFrom } = found.code;
      const scopes = parseScope(scope);
      const application = await directory.application(client);
      // The device was told long ago if its request is wrong; what changed since ends it here.
      if (scopes.kind !== 'scopes' || application === undefined) return 'unknown';
      const applicationName = application.displayName;
      return { keeper: tenant, handle, client, applicationName, authority, scopes, requestedFrom };
    },
    approve: ({ keeper, handle }, person) => deviceCodes.approve({ tenant: keeper, handle }, person),
    decline: ({ keeper, handle }) => deviceCodes.decline({ tenant: keeper, handle }),
  };
}
