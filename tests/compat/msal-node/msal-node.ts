import type {
  AccountInfo,
  AuthenticationResult,
  ConfidentialClientApplication,
  Configuration,
  DeviceCodeRequest,
  InteractiveRequest,
  PublicClientApplication,
} from '@azure/msal-node';
import { type Program, startProgram } from '../../support/client-program.js';
import type { CompatPlatform } from '../../support/compat-platform.js';
import { tenants } from '../../support/compat-seed.js';
import type { MsalNodeFunctions } from './programs/msal-node.js';

type Methods = 'getAuthCodeUrl' | `acquireToken${'ByCode' | 'ByRefreshToken' | 'Silent' | 'ByUsernamePassword'}`;
type Confidential = Methods | `acquireToken${'ByClientCredential' | 'OnBehalfOf'}`;

/** An application inside the program: MSAL's own methods, and its cache. */
export type MsalApplication<Application, Names extends keyof Application> = {
  readonly [Name in Names]: Application[Name] extends (request: infer Request, ...more: never[]) => infer Result
    ? (request: Request) => Promise<NonNullable<Awaited<Result>>>
    : never;
} & MsalCache;

export interface MsalCache {
  serializeCache(): Promise<string>;
  deserializeCache(text: string): Promise<void>;
  allAccounts(): Promise<readonly AccountInfo[]>;
  removeAccount(homeAccountId: string): Promise<void>;
}

export type ConfidentialApplication = MsalApplication<ConfidentialClientApplication, Confidential>;
export type NativeApplication = MsalApplication<PublicClientApplication, Methods> & {
  beginDeviceCode(request: Omit<DeviceCodeRequest, 'deviceCodeCallback'>): Promise<Pending & ShownDeviceCode>;
  beginInteractive(request: Omit<InteractiveRequest, 'openBrowser'>): Promise<Pending & { readonly url: string }>;
};

interface ShownDeviceCode {
  readonly userCode: string;
  readonly verificationUri: string;
  readonly message: string;
}

interface Pending {
  /** Settles once the person has answered. */
  result(): Promise<AuthenticationResult>;
}

/** MSAL Node in a program of its own. */
export interface MsalNode {
  confidential(
    auth: Configuration['auth'],
    system?: Pick<NonNullable<Configuration['system']>, 'protocolMode'>,
  ): Promise<ConfidentialApplication>;
  native(auth: Configuration['auth']): Promise<NativeApplication>;
  pkceCodes(): Promise<{ readonly verifier: string; readonly challenge: string }>;
  setClockAhead(seconds: number): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a program with MSAL Node. `authority` is given as a path segment, as `contoso.example`; the GUID of Contoso by default. */
export async function startMsalNode(platform: CompatPlatform): Promise<MsalNode> {
  const file = new URL('./programs/msal-node.ts', import.meta.url);
  const program = await startProgram<MsalNodeFunctions>(file, platform.caFile);
  const configured = ({ authority = tenants.contoso, ...auth }: Configuration['auth']): Configuration => ({
    auth: { ...auth, authority: authorityUrl(platform, authority), knownAuthorities: [platform.host] },
  });
  return {
    confidential: async (auth, system = {}) => {
      const handle = await program.call('confidential', { ...configured(auth), system });
      return application(program, handle) as ConfidentialApplication;
    },
    native: async (auth) => {
      const handle = await program.call('public', configured(auth));
      return { ...application(program, handle), ...native(program, handle) } as NativeApplication;
    },
    pkceCodes: () => program.call('pkceCodes'),
    setClockAhead: (seconds) => program.call('setClockAhead', seconds),
    stop: () => program.stop(),
  };
}

/** The authority of a tenant, an alias or a domain. */
export function authorityUrl({ baseUrl }: Pick<CompatPlatform, 'baseUrl'>, segment: string): string {
  return `${baseUrl}/${segment}`;
}

const methods = [
  'getAuthCodeUrl',
  'acquireTokenByCode',
  'acquireTokenByRefreshToken',
  'acquireTokenSilent',
  'acquireTokenByUsernamePassword',
  'acquireTokenByClientCredential',
  'acquireTokenOnBehalfOf',
] as const;

function application(program: Program<MsalNodeFunctions>, handle: number): object {
  const invoked = methods.map((name) => [name, (...args: unknown[]) => program.call('invoke', handle, name, args)]);
  const cache: MsalCache = {
    serializeCache: () => program.call('serializeCache', handle),
    deserializeCache: (text) => program.call('deserializeCache', handle, text),
    allAccounts: () => program.call('allAccounts', handle),
    removeAccount: (homeAccountId) => program.call('removeAccount', handle, homeAccountId),
  };
  return { ...Object.fromEntries(invoked), ...cache };
}

function native(program: Program<MsalNodeFunctions>, handle: number): object {
  const pending = <Begun extends { readonly result: number }>(begun: Begun): Omit<Begun, 'result'> & Pending => ({
    ...begun,
    result: () => program.call('resultOf', begun.result) as Promise<AuthenticationResult>,
  });
  return {
    beginDeviceCode: async (request: Parameters<MsalNodeFunctions['beginDeviceCode']>[1]) =>
      pending(await program.call('beginDeviceCode', handle, request)),
    beginInteractive: async (request: Parameters<MsalNodeFunctions['beginInteractive']>[1]) =>
      pending(await program.call('beginInteractive', handle, request)),
  };
}
