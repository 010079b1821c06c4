import { type ClientAuthenticator, createClientAuthenticator } from '../credentials/clients/index.js';
import { createDeviceCodes, type DeviceCodes } from '../credentials/device-codes/index.js';
import type { Passwords } from '../credentials/methods/index.js';
import { createOwnTokens, type OwnTokens } from '../credentials/own-tokens/index.js';
import {
  type BrowserSessions,
  createBrowserSessions,
  createSessions,
  type Sessions,
} from '../credentials/sessions/index.js';
import { createDynamicGroups, type Directory, type DynamicGroups } from '../directory/index.js';
import { defaultRefreshSettings, type RefreshSettings } from '../doors/oauth/index.js';
import { createDeviceLogin, type DeviceLogin } from '../flows/device-login/index.js';
import { createSignIn, type SignIn } from '../flows/sign-in/index.js';
import { createSignOut, type SignOut } from '../flows/sign-out/index.js';
import { createGate, type Gate } from '../gate/index.js';
import { createIssuance, type Issuance } from '../issuance/index.js';
import type { Clock } from '../platform/clock/index.js';
import type { Settings } from '../platform/config/index.js';
import type { Ids } from '../platform/ids/index.js';
import type { Keys } from '../platform/keys/index.js';
import type { Log } from '../platform/log/index.js';
import { createOutboundDns, type OutboundDns } from '../platform/outbound-dns/index.js';
import { createOutboundHttp } from '../platform/outbound-http/index.js';
import { createSingleUse, type SingleUse } from '../platform/single-use/index.js';
import type { Store } from '../platform/store/index.js';
import { createRevocation, type Revocation } from '../signals/revocation/index.js';

/** What everything else is made from. */
export interface Ground {
  readonly settings: Settings;
  readonly store: Store;
  readonly keys: Keys;
  readonly directory: Directory;
  readonly passwords: Passwords;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly baseUrl: string;
  /** Lines for a developer on the home page; absent in production. */
  readonly developmentHints?: readonly string[];
}

/** Every part of the platform above the directory, made once and handed to the doors. */
export interface Parts extends Ground {
  readonly dynamicGroups: DynamicGroups;
  readonly dns: OutboundDns;
  readonly ownTokens: OwnTokens;
  readonly gate: Gate;
  readonly issuance: Issuance;
  readonly singleUse: SingleUse;
  readonly revocation: Revocation;
  readonly clients: ClientAuthenticator;
  readonly deviceCodes: DeviceCodes;
  readonly sessions: Sessions;
  readonly browserSessions: BrowserSessions;
  readonly signIn: SignIn;
  readonly signOut: SignOut;
  readonly deviceLogin: DeviceLogin;
  readonly refresh: RefreshSettings;
  readonly codeLifetimeSeconds: number;
}

/** Wires the rings, bottom up. */
export function composeParts(ground: Ground): Parts {
  const { settings, store, keys, directory, clock } = ground;
  const gate = createGate(ground);
  const issuance = createIssuance(ground);
  const singleUse = createSingleUse(store, clock);
  const revocation = createRevocation(ground);
  const http = createOutboundHttp({ clock, allowPrivate: settings.dev, timeoutMs: 5000, maxBytes: 1 << 20 });
  const clients = createClientAuthenticator({ ...ground, http });
  const deviceCodes = createDeviceCodes({ ...ground, lifetimeSeconds: settings.deviceCodeLifetimeSeconds });
  const sessions = createSessions(ground);
  const browserSessions = createBrowserSessions({
    sessions,
    directory,
    clock,
    open: (text) => issuance.read.session(text),
  });
  const ownTokens = createOwnTokens({
    directory,
    keys,
    isRevoked: (tenant, family) => revocation.isRevoked(tenant, family),
  });
  const signIn = createSignIn({ ...ground, gate, issuance, sessions, browserSessions });
  const signOut = createSignOut({ ...ground, sessions, browserSessions });
  const deviceLogin = createDeviceLogin({ deviceCodes, directory });
  return {
    ...ground,
    dynamicGroups: createDynamicGroups(ground),
    dns: createOutboundDns({ timeoutMs: 5000 }),
    gate,
    issuance,
    singleUse,
    revocation,
    clients,
    deviceCodes,
    sessions,
    browserSessions,
    ownTokens,
    signIn,
    signOut,
    deviceLogin,
    refresh: { ...defaultRefreshSettings, absoluteSeconds: settings.refreshAbsoluteDays * 24 * 60 * 60 },
    codeLifetimeSeconds: settings.codeLifetimeSeconds,
  };
}
